"""An article speaks its own language, what stands around it the site's; dates are each reader's."""

from __future__ import annotations

import pytest

CONF = {"html_theme": "sphinx_paperreview"}


def post(title: str, day: int = 1, **front: str) -> str:
    lines = [f"title: {title}", f"date: 2025-10-{day:02}", "tags: [t]"]
    lines += [f"{key}: {value}" for key, value in front.items()]
    body = ":::{{paper-review}} 2510.{:05}\n:authors: A B; C D\n:disclaimer: ai-generated\n:::\n"
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body.format(day) + "\nText.\n"


FILES = {
    "index.md": "# 최근 글\n",
    "a/one.md": post("One", updated="2025-10-05", lang="en", rating="4"),
    "a/two.md": post("둘", day=2, updated="2025-10-05", rating="4"),
}


def text_of(node) -> str:
    return " ".join("".join(node.itertext()).split())


def by_class(build, page: str, name: str) -> list[str]:
    return [
        text_of(node)
        for node in build.html(page).iter()
        if name in (node.get("class") or "").split()
    ]


@pytest.fixture
def korean(site):
    build = site.write(FILES, language="ko", **CONF).build("dirhtml")
    assert build.warnings == ""
    return build


def test_an_english_article_in_a_korean_site_speaks_english(korean):
    page = "a/one/index.html"
    assert by_class(korean, page, "page__meta") == ["October 1, 2025Updated: October 5, 2025"]
    assert by_class(korean, page, "page__rating") == ["Rating: 4/5"]
    (link,) = by_class(korean, page, "paper-link")
    assert link.startswith("Link: arXiv abstract")
    assert by_class(korean, page, "paper-authors") == ["Authors: A B, C D"]
    (notice,) = by_class(korean, page, "paper-disclaimer")
    assert "This review was written by an AI." in notice


def test_the_frame_around_it_stays_korean(korean):
    page = "a/one/index.html"
    assert by_class(korean, page, "page__taxonomy-title") == ["태그"]
    (neighbours,) = by_class(korean, page, "page__neighbours")
    assert neighbours.endswith("다음글 둘")
    (form,) = [node for node in korean.html(page).iter("input") if node.get("name") == "q"]
    assert form.get("placeholder") == "검색"


def test_its_dates_in_lists_are_the_sites(korean):
    assert by_class(korean, "index.html", "archive__item-meta") == [
        "2025년 10월 2일",
        "2025년 10월 1일",
    ]


def test_a_korean_article_beside_it_is_korean(korean):
    page = "a/two/index.html"
    assert by_class(korean, page, "page__meta")[0].startswith("2025년 10월 2일")
    (notice,) = by_class(korean, page, "paper-disclaimer")
    assert "This review" not in notice


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", "en"), ("zh_CN", "zh-CN"), ("pt-BR", "pt-BR"), ("", None)]
)
def test_the_article_says_its_language(site, lang, shown):
    site.write({**FILES, "a/one.md": post("One", lang=lang)}, language="ko", **CONF)
    build = site.build("dirhtml")
    assert build.warnings == ""
    page = build.html("a/one/index.html")
    assert page.get("lang") == "ko"
    (article,) = [node for node in page.iter("article") if node.get("class") == "page"]
    assert article.get("lang") == shown


@pytest.mark.parametrize("lang", ["Korean (South)", '"x\\" onload"', "1", "[en, ko]"])
def test_what_is_no_language_is_reported_and_the_sites_is_taken(site, lang):
    build = site.write({**FILES, "a/one.md": post("One", lang=lang)}, **CONF).build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert "a/one.md:5: WARNING: 'lang'" in build.warnings
    (article,) = [
        n for n in build.html("a/one/index.html").iter("article") if n.get("class") == "page"
    ]
    assert article.get("lang") is None


def test_a_language_in_rest_is_the_same(site):
    source = ":title: One\n:date: 2025-10-01\n:lang: en\n\nText.\n"
    site.write({"index.md": "# 글\n", "one.rst": source}, language="ko", **CONF)
    build = site.build("dirhtml")
    assert by_class(build, "one/index.html", "page__meta") == ["October 1, 2025"]


@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en", "October 2, 2025"),
        ("ko", "2025년 10월 2일"),
        ("ja", "2025年10月2日"),
        ("zh_CN", "2025年10月2日"),
        ("de", "2. Oktober 2025"),
    ],
)
def test_dates_are_written_as_in_the_language(site, language, date):
    build = site.write(FILES, language=language, **CONF).build("dirhtml")
    assert build.warnings == ""
    assert by_class(build, "a/two/index.html", "page__meta")[0].startswith(date)
    assert date in by_class(build, "index.html", "archive__item-meta")
    times = [n.get("datetime") for n in build.html("a/two/index.html").iter("time")]
    assert times[0] == "2025-10-02T00:00:00+00:00"


@pytest.mark.parametrize("lang", ["ja", "zh-CN", "de", "xx"])
def test_articles_of_any_language_build(site, lang):
    site.write({**FILES, "a/one.md": post("One", lang=lang)}, language="ko", **CONF)
    build = site.build("dirhtml")
    assert build.warnings == ""
    dates = {"ja": "2025年10月1日", "zh-CN": "2025年10月1日", "de": "1. Oktober 2025",
             "xx": "October 1, 2025"}  # fmt: skip
    assert by_class(build, "a/one/index.html", "page__meta") == [dates[lang]]


def test_a_language_without_a_catalogue_has_english_words(site):
    build = site.write(FILES, language="eo", **CONF).build("dirhtml")
    assert build.warnings == ""
    assert by_class(build, "a/two/index.html", "page__taxonomy-title") == ["Tags"]
    assert build.html("index.html").get("lang") == "eo"


@pytest.mark.parametrize("builder", ["text", "pseudoxml"])
def test_other_builders_know_the_language_too(site, builder):
    build = site.write(FILES, language="ko", **CONF).build(builder)
    end = "txt" if builder == "text" else builder
    assert "October 1, 2025" in build.text(f"a/one.{end}")
    assert "Authors:" in build.text(f"a/one.{end}")
    assert "2025년 10월 2일" in build.text(f"a/two.{end}")
