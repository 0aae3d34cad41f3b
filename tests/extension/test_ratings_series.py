"""What authors say of a paper and of their post: rating, confidence, series, pin, summary, byline."""

from __future__ import annotations

import pytest

CONF = {"html_theme": "sphinx_paperreview"}
THEMES = pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])


def post(title: str, front: str = "", day: int = 1, options: str = "") -> str:
    body = f":::{{paper-review}} 2510.{day:05}\n{options}\n:::\n" if options else "Text.\n"
    return f"---\ntitle: {title}\ndate: 2025-10-{day:02}\n{front}\n---\n\n{body}"


def text_of(node) -> str:
    return " ".join("".join(node.itertext()).split())


def by_class(build, page: str, *names: str) -> list[str]:
    return [
        text_of(node)
        for node in build.html(page).iter()
        if set(names) & set((node.get("class") or "").split())
    ]


def build_one(site, source: str, name: str = "a.md", **conf):
    return site.write({"index.md": "# Home\n", name: source}, **{**CONF, **conf}).build("dirhtml")


@THEMES
@pytest.mark.parametrize(
    ("front", "options", "shown"),
    [
        ("rating: 4", "", "Rating: 4/5"),
        ("rating: 7/10", "", "Rating: 7/10"),
        ("rating: 3.5", "", "Rating: 3.5/5"),
        ("confidence: 2", "", "Confidence: 2/5"),
        ("rating: 4\nconfidence: 3/4", "", "Rating: 4/5 Confidence: 3/4"),
        ("", ":rating: 9/10\n:confidence: 5", "Rating: 9/10 Confidence: 5/5"),
    ],
)
def test_ratings_are_shown(site, theme, front, options, shown):
    build = build_one(site, post("A", front, options=options), html_theme=theme)
    assert build.warnings == ""
    found = by_class(build, "a/index.html", "page__rating", "paper-rating")
    assert [text.replace(" ·", "") for text in found] == [shown]


def test_ratings_in_rest_are_the_same(site):
    source = ":title: A\n:date: 2025-10-01\n:rating: 7/10\n:confidence: 2\n\nText.\n"
    build = build_one(site, source, "a.rst")
    assert by_class(build, "a/index.html", "page__rating") == ["Rating: 7/10 Confidence: 2/5"]


@pytest.mark.parametrize("key", ["rating", "confidence"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("9", "outside its scale"),
        ("0", "outside its scale"),
        ("11/10", "outside its scale"),
        ("good", "is no rating"),
        ("4/0", "outside its scale"),
        ("-1", "is no rating"),
        ("nan", "is no rating"),
        ("[4]", "must be one text"),
        ("{value: 4}", "must be one text"),
    ],
)
def test_a_wrong_rating_is_reported_with_its_line(site, key, value, words):
    build = build_one(site, post("A", f"{key}: {value}"))
    assert build.warnings.count("WARNING") == 1
    assert f"a.md:4: WARNING: '{key}'" in build.warnings
    assert words in build.warnings
    assert "[paperreview.field]" in build.warnings
    assert by_class(build, "a/index.html", "page__rating") == []


def test_a_wrong_rating_of_the_directive_has_its_line(site):
    build = build_one(site, post("A", options=":rating: 9"))
    assert build.warnings.count("WARNING") == 1
    assert "a.md:7: WARNING: 'rating'" in build.warnings


@pytest.mark.parametrize("key", ["rating", "confidence"])
def test_the_directive_wins_over_the_front_matter(site, key):
    build = build_one(site, post("A", f"{key}: 1", options=f":{key}: 2"))
    assert build.warnings.count("[paperreview.duplicate]") == 1
    assert getattr(build.reviews()["a"], key).printed == "2/5"


@pytest.mark.parametrize(
    ("scale", "rating", "shown"),
    [([1, 10], "7", "7/10"), ((0, 4), "0", "0/4"), ([1, 2.5], "2", "2/2.5"), ([-1, 1], "1", "1/1")],
)
def test_the_scale_of_the_site_is_used(site, scale, rating, shown):
    build = build_one(site, post("A", f"rating: {rating}"), paperreview_rating_scale=scale)
    assert build.warnings == ""
    assert build.reviews()["a"].rating.printed == shown


@pytest.mark.parametrize("scale", [[5, 1], [1], "1-5", [1, 5, 9], ["1", "5"], None])
def test_a_scale_that_is_none_is_reported_and_the_default_used(site, scale):
    build = build_one(site, post("A", "rating: 4"), paperreview_rating_scale=scale)
    assert build.warnings.count("[paperreview.config]") == 1
    assert build.reviews()["a"].rating.printed == "4/5"


def test_another_scale_reads_the_pages_again(site):
    build_one(site, post("A", "rating: 4"))
    build = site.build("dirhtml", paperreview_rating_scale=[1, 10])
    assert by_class(build, "a/index.html", "page__rating") == ["Rating: 4/10"]


SERIES = {
    "index.md": "# Home\n",
    "a/late.md": post("Two", "series: {name: Transformers, part: 2}", day=1),
    "b/early.md": post("One", "series: {name: transformers, part: 1}", day=5),
    "a/between.md": post("One and a half", "series: {name: Transformers, part: 1.5}", day=3),
    "a/without.md": post("By date, later", "series: Transformers", day=8),
    "a/before.md": post("By date, earlier", "series: {name: Transformers}", day=7),
    "a/other.md": post("Other", "series: Diffusion", day=2),
    "a/none.md": post("None", day=4),
}
ORDER = ["One", "One and a half", "Two", "By date, earlier", "By date, later"]


def list_series(build, page: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            text_of(item),
            item.get("aria-current"),
            next((a.get("href") for a in item.iter("a")), None),
        )
        for section in build.html(page).iter("section")
        if section.get("class") == "page__series"
        for item in section.iter("li")
    ]


def test_each_part_lists_the_series_in_order_and_marks_itself(site):
    build = site.write(SERIES, **CONF).build("dirhtml")
    assert build.warnings == ""
    names = {"One": "b/early", "One and a half": "a/between", "Two": "a/late",
             "By date, earlier": "a/before", "By date, later": "a/without"}  # fmt: skip
    for title, name in names.items():
        found = list_series(build, f"{name}/index.html")
        assert [text for text, _, _ in found] == ORDER
        assert [text for text, current, _ in found if current == "true"] == [title]
        assert all((href is None) == (text == title) for text, _, href in found)
        assert all(href.endswith(f"{names[text]}/".removeprefix(f"{name.partition('/')[0]}/"))
                   for text, _, href in found if href)  # fmt: skip
    assert [text for text, _, _ in list_series(build, "a/other/index.html")] == ["Other"]
    assert list_series(build, "a/none/index.html") == []


def test_a_new_part_is_on_the_pages_of_the_others(site):
    site.write(SERIES, **CONF).build("dirhtml")
    new = post("Three", "series: {name: Transformers, part: 3}", day=9)
    build = site.write({"a/three.md": new, "a/late.md": None}).build("dirhtml")
    expected = ["One", "One and a half", "Three", "By date, earlier", "By date, later"]
    assert [text for text, _, _ in list_series(build, "b/early/index.html")] == expected
    assert build.files == site.build("dirhtml", out="clean").files


@pytest.mark.parametrize(
    ("value", "words", "name"),
    [
        ("{part: 2}", "must be a name", ""),
        ("[a, b]", "must be a name", ""),
        ("{name: X, part: two}", "part 'two' is no number", "X"),
        ("{name: X, part: nan}", "part 'nan' is no number", "X"),
        ("{name: X, part: 1e999}", "is no number", "X"),
        ("{name: X, number: 2}", "must be a name", "X"),
    ],
)
def test_a_wrong_series_is_reported_with_its_line(site, value, words, name):
    build = build_one(site, post("A", f"series: {value}"))
    assert build.warnings.count("WARNING") == 1
    assert "a.md:4: WARNING: 'series'" in build.warnings
    assert words in build.warnings
    assert build.reviews()["a"].series == (name, None)


def test_pinned_posts_come_first_on_home_and_category_only(site):
    files = {
        "index.md": "# Home\n",
        **{f"a/p{n}.md": post(f"P{n}", f"tags: [t]\npin: {str(n in (2, 3)).lower()}", day=n)
           for n in range(1, 6)},
    }  # fmt: skip
    build = site.write(files, **CONF).build("dirhtml", paperreview_page_size=3)
    assert build.warnings == ""
    assert by_class(build, "index.html", "archive__item-title") == ["P3", "P2", "P5"]
    assert by_class(build, "a/index.html", "archive__item-title") == ["P3", "P2", "P5"]
    assert by_class(build, "a/page/2/index.html", "archive__item-title") == ["P4", "P1"]
    assert by_class(build, "tags/t/index.html", "archive__item-title") == ["P5", "P4", "P3"]
    # neighbours go by date alone
    page = build.text("a/p3/index.html")
    assert page.index("p2/") < page.index('aria-current="true"') < page.rindex("p4/")


@pytest.mark.parametrize("key", ["pin", "draft", "published"])
def test_a_switch_is_true_or_false(site, key):
    build = build_one(site, post("A", f"{key}: perhaps"))
    assert build.warnings.count("WARNING") == 1
    assert f"a.md:4: WARNING: '{key}' must be true or false" in build.warnings


@THEMES
@pytest.mark.parametrize(
    ("front", "options"), [("tldr: It's <short>.", ""), ("", ":tldr: It's <short>.")]
)
def test_the_summary_stands_under_the_title_and_in_lists(site, theme, front, options):
    source = post("A", f"description: Longer words.\ntags: [t]\n{front}".rstrip(), options=options)
    build = build_one(site, source, html_theme=theme)
    assert by_class(build, "a/index.html", "page__tldr", "paper-tldr") == ["It's <short>."]
    page = build.text("a/index.html")
    assert page.index("<h1") < page.index("It's &lt;short&gt;".replace("'", "&#39;"
        if theme == "sphinx_paperreview" else "'"))  # fmt: skip
    assert by_class(build, "tags/t/index.html", "archive__item-excerpt") == ["It's <short>."]
    assert 'content="Longer words."' in page


@THEMES
def test_a_byline_names_who_wrote_the_page(site, theme):
    files = {
        "index.md": "# Home\n",
        "a.md": post("A", "authors: [홍길동, Jane O'Neil]"),
        "b.md": post("B", "reviewer: Kim Lee", day=2),
        "c.md": post("C", day=3),
    }
    build = site.write(files, **{**CONF, "html_theme": theme}).build("dirhtml")
    assert build.warnings == ""
    for name, words in (("a", "홍길동, Jane O'Neil"), ("b", "Kim Lee"), ("c", None)):
        found = by_class(build, f"{name}/index.html", "page__byline", "paper-meta")
        assert any(text.endswith(words) for text in found) if words else "Kim" not in str(found)


def test_the_only_reviewer_of_a_site_is_not_named_on_each_page(site):
    files = {
        "index.md": "# Home\n",
        "a.md": post("A", "author: Kim Lee"),
        "b.md": post("B", "author: Kim Lee", day=2),
    }
    build = site.write(files, **CONF).build("dirhtml")
    assert by_class(build, "a/index.html", "page__byline") == []
    # A guest makes a byline of use, on all pages.
    build = site.write({"c.md": post("C", "author: Guest", day=3)}).build("dirhtml")
    assert by_class(build, "a/index.html", "page__byline") == ["Kim Lee"]
    assert by_class(build, "c/index.html", "page__byline") == ["Guest"]
    build = site.write({"c.md": post("C", day=3)}).build("dirhtml")
    assert by_class(build, "a/index.html", "page__byline") == ["Kim Lee"]


@pytest.mark.parametrize(
    "key", ["description", "tldr", "disclaimer", "lang", "arxiv", "doi"]
)  # fmt: skip
def test_a_list_where_a_text_belongs_is_reported(site, key):
    build = build_one(site, post("A", f"{key}: [a, b]"))
    assert build.warnings.count("WARNING") == 1, build.warnings
    assert f"a.md:4: WARNING: '{key}' must be one text: put it in quotes" in build.warnings


def test_a_title_that_yaml_takes_for_a_list_is_reported(site):
    build = build_one(site, "---\ntitle: [논문리뷰]\ndate: 2025-10-01\n---\n\n# 제목\n")
    assert "a.md:2: WARNING: 'title' must be one text: put it in quotes" in build.warnings
    assert build.reviews()["a"].title == "제목"
