"""Comments and analytics in pages: off unless asked for, and then in their places."""

from __future__ import annotations

import json

import pytest

GISCUS = {
    "provider": "giscus",
    "repo": "owner/site",
    "repo_id": "R_1",
    "category": 'A "quoted" <category>',
    "category_id": "DIC_1",
}
CONF = {"html_theme": "sphinx_paperreview", "language": "ko"}
HOSTILE = "\"><script>alert(1)</script>'"


def post(day: int, front: str = "") -> str:
    return f"---\ntitle: Post {day}\ndate: 2025-10-{day:02}\n{front}---\n\nText.\n"


FILES = {
    "index.md": "# Home\n\n```{toctree}\nabout\n```\n",
    "about.md": "# About\n\nText.\n",
    "ai/review/첫-글.md": post(1),
    "ai/review/second.md": post(2),
}


def find_place(page):
    found = [item for item in page.iter("section") if item.get("class") == "comments-section"]
    assert len(found) <= 1
    return found[0] if found else None


def find_scripts(page):
    return [script.get("src", "").rpartition("/")[2] for script in page.iter("script")]


def read_term(page):
    return json.loads(find_place(page).get("data-attributes"))["data-term"]


def test_nothing_is_there_by_default(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    for name in build.files:
        if name.endswith(".html"):
            page = build.html(name)
            assert find_place(page) is None
            assert not any("comments" in s or "analytics" in s for s in find_scripts(page))
            assert page.find(".//*[@id='paper-consent']") is None
            assert "verif" not in build.text(name)


def test_the_place_is_between_tags_and_neighbours_of_posts_only(site):
    files = {**FILES, "ai/review/second.md": post(2, "tags: [LLM]\n")}
    site.write(files, html_theme_options={"comments": GISCUS}, **CONF)
    build = site.build("dirhtml")
    assert build.warnings == ""
    page = build.html("ai/review/second/index.html")
    article = page.find(".//article")
    classes = [child.get("class") for child in article]
    assert classes[-3:] == ["page__taxonomy", "comments-section", "page__neighbours"]
    place = find_place(page)
    assert place.get("aria-label") == "댓글"
    assert place.find("button") is None
    assert "https://github.com/owner/site/discussions" in build.text("ai/review/second/index.html")
    attributes = json.loads(place.get("data-attributes"))
    assert attributes["data-category"] == GISCUS["category"]
    assert attributes["data-lang"] == "ko"
    assert any(name.startswith("comments.js?v=") for name in find_scripts(page))
    for name in ("index.html", "about/index.html", "ai/review/index.html", "404.html"):
        assert find_place(build.html(name)) is None
        assert not any("comments" in script for script in find_scripts(build.html(name)))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/some/where/"])
def test_threads_are_named_without_the_path_that_the_site_is_under(site, builder, base):
    site.write(FILES, html_baseurl=base, html_theme_options={"comments": GISCUS}, **CONF)
    build = site.build(builder)
    if builder == "dirhtml":
        assert read_term(build.html("ai/review/첫-글/index.html")) == "ai/review/첫-글/"
    else:
        assert read_term(build.html("ai/review/첫-글.html")) == "ai/review/첫-글"


@pytest.mark.parametrize(
    ("front", "term"),
    [
        ("", "a"),
        ("comments: true\n", "a"),
        ("comments: false\n", None),
        ("comments: {term: An old thread}\n", "An old thread"),
        (f"comments:\n  term: {json.dumps(HOSTILE)}\n", HOSTILE),
    ],
)
def test_a_page_has_its_own_word_on_comments(site, front, term):
    site.write(
        {"index.md": "# Home\n", "a.md": post(1, front)},
        html_theme_options={"comments": GISCUS},
        **CONF,
    )
    build = site.build()
    assert build.warnings == ""
    page = build.html("a.html")
    if term is None:
        assert find_place(page) is None
        assert not any("comments" in script for script in find_scripts(page))
    else:
        assert read_term(page) == term
        assert "<script>alert" not in build.text("a.html")


@pytest.mark.parametrize("value", ["maybe", "[a, b]", "{thread: x}", "{term: x, theme: dark}"])
def test_words_on_comments_that_mean_nothing_are_reported(site, value):
    files = {"index.md": "# Home\n", "a.md": post(1, f"comments: {value}\n")}
    build = site.write(files, **CONF).build()
    assert build.warnings.count("WARNING") == 1
    assert "a.md:4" in build.warnings
    assert "[paperreview.field]" in build.warnings


def test_turning_comments_off_writes_that_page_alone(site):
    site.write(FILES, html_theme_options={"comments": GISCUS}, **CONF)
    before = site.build("dirhtml").files
    site.write({"ai/review/second.md": post(2, "comments: false\n")})
    after = site.build("dirhtml").files
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name for name in changed if name.endswith(".html")} == {"ai/review/second/index.html"}


def test_a_template_of_the_author_takes_the_place(site):
    own = '<section class="comments-section">mine: {{ paperreview.comments.term|e }}</section>'
    files = {**FILES, "own/paperreview/comments.html": own}
    site.write(
        files,
        templates_path=["own"],
        html_theme_options={"comments": {"provider": "template"}},
        **CONF,
    )
    build = site.build("dirhtml")
    assert build.warnings == ""
    page = build.html("ai/review/second/index.html")
    assert find_place(page).text == "mine: ai/review/second/"
    assert not any("comments" in script for script in find_scripts(page))


@pytest.mark.parametrize("option", ["comments", "analytics"])
def test_options_that_cannot_be_used_are_reported_once(site, option):
    site.write(FILES, html_theme_options={option: {"repo_": "x"}}, **CONF)
    build = site.build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert f"html_theme_options['{option}']" in build.warnings
    assert "[paperreview.config]" in build.warnings
    page = build.html("ai/review/second/index.html")
    assert find_place(page) is None
    assert page.find(".//*[@id='paper-consent']") is None


def test_a_service_with_cookies_cannot_go_without_a_question(site):
    options = {"analytics": {"google": "G-ABC123", "consent": False}}
    build = site.write(FILES, html_theme_options=options, **CONF).build("dirhtml")
    assert build.warnings.count("[paperreview.config]") == 1
    assert build.html("about/index.html").find(".//*[@id='paper-consent']") is not None


def test_options_of_other_themes_are_theirs(site):
    options = {"analytics": {"google_analytics_id": "G-ABC123"}}
    site.write(FILES, html_theme="pydata_sphinx_theme", html_theme_options=options)
    build = site.build()
    assert "paperreview.config" not in build.warnings
    assert "analytics.js" not in build.text("about.html")


def test_the_question_is_on_every_page_hidden_and_names_the_services(site):
    options = {"analytics": {"google": "G-ABC123", "plausible": "example.org"}}
    build = site.write(FILES, html_theme_options=options, **CONF).build("dirhtml")
    assert build.warnings == ""
    pages = ("index.html", "about/index.html", "ai/review/second/index.html", "404.html")
    for name in (*pages, "search/index.html", "tags/index.html"):
        page = build.html(name)
        bar = page.find(".//section[@id='paper-consent']")
        assert bar.get("hidden") is not None
        assert "Google Analytics, Plausible" in "".join(bar.itertext())
        assert [button.get("value") for button in bar.iter("button")] == ["yes", "no"]
        (script,) = [s for s in page.iter("script") if "analytics.js" in s.get("src", "")]
        assert script.get("defer") is not None
        assert script.get("data-google") == "G-ABC123"
        assert script.get("data-plausible") == "example.org"
        assert script.get("data-asked") == "google plausible"
        assert "googletagmanager" not in build.text(name)


def test_without_cookies_the_question_can_be_left_out(site):
    options = {"analytics": {"goatcounter": "mine", "consent": False}}
    build = site.write(FILES, html_theme_options=options, **CONF).build("dirhtml")
    assert build.warnings == ""
    text = build.text("about/index.html")
    assert 'data-goatcounter="https://mine.goatcounter.com/count"' in text
    assert "paper-consent" not in text


def test_engines_find_their_codes_on_the_home_page(site):
    codes = {"google": "g-code", "naver": HOSTILE, "bing": "b-code"}
    options = {"analytics": {"verification": codes}}
    build = site.write(FILES, html_theme_options=options, **CONF).build("dirhtml")
    metas = {m.get("name"): m.get("content") for m in build.html("index.html").iter("meta")}
    assert metas["google-site-verification"] == "g-code"
    assert metas["naver-site-verification"] == HOSTILE
    assert metas["msvalidate.01"] == "b-code"
    assert "analytics.js" not in build.text("index.html")
    assert "verification" not in build.text("about/index.html")
