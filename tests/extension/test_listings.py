"""Listing pages: which there are, what they hold, in which order, at which address."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from sphinx_paperreview.core.library import order_key
from sphinx_paperreview.core.pager import build_pager
from sphinx_paperreview.core.review import Review

TAXONOMY = {
    "groups": [
        {"title": "AI/ML", "categories": [
            {"path": "ai/review", "title": "Review", "description": "Papers, read closely."},
            {"path": "ai/llm", "title": "LLM"},
        ]},
        {"title": "Python", "categories": [{"path": "python/pep", "title": "PEP"}]},
    ],
    "tags": {"Large Language Models (LLMs)": {"slug": "llm", "aliases": ["LLMs", "LLM"],
                                              "description": "Big ones."}},
}  # fmt: skip


def post(title: str, date: str = "2025-10-02", **front: str) -> str:
    lines = [f'title: "{title}"']
    if date:
        lines.append(f"date: {date}")
    lines += [f"{key}: {value}" for key, value in front.items()]
    return "---\n" + "\n".join(lines) + f"\n---\n\n:::{{paper-review}}\n:::\n\nText of {title}.\n"


def entries(build, page: str) -> list[str]:
    """Return the titles of the posts that a page lists."""
    return [
        "".join(node.itertext()).strip()
        for article in build.html(page).iter("article")
        if article.get("class") == "archive__item"
        for node in article.iter("a")
    ]


def links(build, page: str, marker: str) -> list[tuple[str, str]]:
    """Return texts and addresses of the links inside the element of a class."""
    return [
        ("".join(a.itertext()).strip(), unquote(a.get("href")).removeprefix("./"))
        for node in build.html(page).iter()
        if marker in (node.get("class") or "").split()
        for a in node.iter("a")
    ]


def titles(build, page: str) -> list[str]:
    return ["".join(n.itertext()).strip().rstrip("¶") for n in build.html(page).iter("h1")]


@pytest.fixture
def ours(site):
    """Return a function that builds a site with our theme."""

    def build(files, builder="dirhtml", **conf):
        site.write({"index.md": "# Home\n", **files}, html_theme="sphinx_paperreview", **conf)
        return site.build(builder)

    return build


@pytest.mark.parametrize(
    ("total", "number", "expected"),
    [
        (52, 1, "[1] 2 ... 52 >"),
        (52, 2, "< 1 [2] 3 ... 52 >"),
        (52, 3, "< 1 2 [3] 4 ... 52 >"),
        (52, 4, "< 1 ... 3 [4] 5 ... 52 >"),
        (52, 10, "< 1 ... 9 [10] 11 ... 52 >"),
        (52, 49, "< 1 ... 48 [49] 50 ... 52 >"),
        (52, 50, "< 1 ... 49 [50] 51 52 >"),
        (52, 51, "< 1 ... 50 [51] 52 >"),
        (52, 52, "< 1 ... 51 [52]"),
        (6, 3, "< 1 2 [3] 4 ... 6 >"),
        (5, 1, "[1] 2 3 4 5 >"),
        (5, 3, "< 1 2 [3] 4 5 >"),
        (3, 3, "< 1 2 [3]"),
        (2, 1, "[1] 2 >"),
    ],
)
def test_the_row_of_page_numbers(total, number, expected):
    pages = tuple(f"page/{n}" for n in range(1, total + 1))
    pager = build_pager(pages, number)
    shown = ["..." if n == 0 else str(n) if page else f"[{n}]" for n, page in pager.numbers]
    row = ["<"] * bool(pager.previous) + shown + [">"] * bool(pager.next)
    assert " ".join(row) == expected
    assert all(page is None or page == f"page/{n}" for n, page in pager.numbers)


def test_one_page_has_no_row():
    assert build_pager(("page",), 1) is None


def many(count: int, folder="ai/review", **front):
    return {
        f"{folder}/p{n:02}.md": post(
            f"Post {n:02}", f"2025-{1 + n // 28:02}-{1 + n % 28:02}", **front
        )
        for n in range(count)
    }


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/index.html")])
def test_every_post_is_on_exactly_one_page_of_each_list(ours, builder, end):
    build = ours(many(45, tags="[GRPO]"), builder)
    assert build.warnings == ""
    expected = [f"Post {n:02}" for n in range(44, -1, -1)]
    for base in ("", "ai/review", "tags/grpo"):
        first = (f"{base}{end}" if base else "index.html", f"{base}/page/2{end}".lstrip("/"),
                 f"{base}/page/3{end}".lstrip("/"))  # fmt: skip
        found = [entries(build, name) for name in first]
        assert [len(page) for page in found] == [20, 20, 5]
        assert [title for page in found for title in page] == expected
        assert not build.has(f"{base}/page/1{end}".lstrip("/"))
        assert not build.has(f"{base}/page/4{end}".lstrip("/"))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_links_of_listings_lead_to_pages(ours, builder):
    files = many(45, tags="[GRPO, C++, C#, 강화 학습, 'a/b', '100%']")
    build = ours({**files, "tags/grpo.md": "# About GRPO\n"}, builder)
    assert build.warnings == ""
    for name in build.files:
        if not name.endswith(".html") or name == "404.html":
            continue
        for a in build.html(name).iter("a"):
            href = unquote(a.get("href", "").partition("#")[0])
            if not href or "://" in href:
                continue
            target = (build.outdir / name).parent / href
            if target.is_dir():
                target /= "index.html"
            assert target.is_file(), (name, href)


def test_page_size_and_numbers(ours):
    build = ours(many(5), paperreview_page_size=2)
    assert entries(build, "page/3/index.html") == ["Post 00"]
    pager = links(build, "page/2/index.html", "pagination")
    assert pager == [("Previous", "../../"), ("1", "../../"), ("3", "../3/"), ("Next", "../3/")]


def test_the_order_of_lists_and_neighbours(ours):
    files = {
        # one instant, in three spellings
        "ai/review/b.md": post("b", "2025-10-02 09:00:00+0900"),
        "ai/review/A.md": post("A", "2025-10-02T00:00:00Z"),
        "ai/review/x/c.md": post("c", "2025-10-02"),
        # the same name in another folder: the document name decides
        "ai/review/w/c.md": post("c of w", "2025-10-02"),
        "ai/review/late.md": post("late", "2025-10-02 23:00:00-0500"),
        "ai/review/early.md": post("early", "2025-10-02 01:00:00+0900"),
        "ai/review/undated.md": post("undated", ""),
        "ai/review/undated-2.md": post("undated 2", ""),
    }
    build = ours(files, paperreview_taxonomy=TAXONOMY)
    newest_first = ["late", "c", "c of w", "b", "A", "early", "undated-2", "undated"]
    newest_first = [name.replace("undated-2", "undated 2") for name in newest_first]
    found = entries(build, "ai/review/index.html")
    # "undated" is before "undated-2", so it stands behind it in lists
    assert found == newest_first
    assert entries(build, "index.html") == newest_first
    pages = {"late": "late", "c": "x/c", "c of w": "w/c", "b": "b", "A": "A", "early": "early",
             "undated 2": "undated-2", "undated": "undated"}  # fmt: skip
    oldest_first = newest_first[::-1]
    for position, name in enumerate(oldest_first):
        page = build.html(f"ai/review/{pages[name]}/index.html")
        related = {
            a.get("rel"): "".join(a.itertext())
            for a in page.iter("a")
            if a.get("rel") in ("prev", "next")
        }
        expected = {}
        if position:
            expected["prev"] = oldest_first[position - 1]
        if position + 1 < len(oldest_first):
            expected["next"] = oldest_first[position + 1]
        assert related == expected


def test_names_are_compared_without_case_and_in_one_normal_form():
    # Sphinx itself reads no files with decomposed names on Linux; macOS writes them.
    names = ["a/Z", "a/y", "b/\u1100\u1161", "a/\uac01"]
    ordered = sorted((Review(docname=name, title="") for name in names), key=order_key)
    assert [review.docname for review in ordered] == ["a/y", "a/Z", "b/\u1100\u1161", "a/\uac01"]


def test_a_pinned_post_comes_first_on_home_and_category_only(ours):
    files = {
        "a/old.md": post("old", "2025-01-01", pin="true", tags="[t]"),
        "a/new.md": post("new", "2025-02-01", tags="[t]"),
    }
    build = ours(files)
    assert entries(build, "index.html") == ["old", "new"]
    assert entries(build, "a/index.html") == ["old", "new"]
    assert entries(build, "tags/t/index.html") == ["new", "old"]


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/index.html")])
def test_documents_of_a_listings_name_are_that_listing(ours, builder, end):
    files = {
        "index.md": "# Welcome\n\nHello there.\n",
        "ai/review/index.md": "---\ndate: 2025-01-01\n---\n\n# All reviews\n\nIntro of reviews.\n",
        "ai/review/one.md": post("One", tags="[llm, GRPO]"),
        "tags/index.md": "# All tags\n\nIntro of tags.\n",
        "tags/llm.md": "# Language models\n\nIntro of models.\n",
        "tags/grpo/index.md": "# Policies\n\nIntro of policies.\n",
        "categories.md": "# All categories\n\nIntro of categories.\n",
    }
    build = ours(files, builder, paperreview_taxonomy={**TAXONOMY, "tags": {}})
    assert build.warnings == ""
    assert list(build.app.env.domains["paper"].library.reviews) == ["ai/review/one"]
    folder = "/index.html"
    for name, title, text in (
        ("index.html", "Welcome", "Hello there."),
        (f"ai/review{folder}", "All reviews", "Intro of reviews."),
        (f"tags/llm{end}", "Language models", "Intro of models."),
        (f"tags/grpo{folder}", "Policies", "Intro of policies."),
    ):
        assert titles(build, name) == [title]
        assert text in build.text(name)
        assert entries(build, name) == ["One"]
        assert build.text(name).index(text) < build.text(name).index("entries-list")
    for name, title in ((f"tags{folder}", "All tags"), (f"categories{end}", "All categories")):
        assert titles(build, name) == [title]
        assert "paper-terms" in build.text(name)
    assert not build.has("ai/review.html")


def test_the_intro_is_on_the_first_page_only(ours):
    files = {**many(25), "ai/review/index.md": "# All reviews\n\nIntro of reviews.\n"}
    build = ours(files)
    assert "Intro of reviews" in build.text("ai/review/index.html")
    assert "Intro of reviews" not in build.text("ai/review/page/2/index.html")
    assert titles(build, "ai/review/page/2/index.html") == ["All reviews"]


def test_home_has_a_title_of_its_own_where_the_document_has_none(ours):
    build = ours({**many(25), "index.md": ""})
    assert titles(build, "page/2/index.html") == ["Recent Posts"]


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
def test_home_is_the_root_document_with_our_theme_only(site, theme):
    site.write({"index.md": "# Home\n", "a/one.md": post("One")}, html_theme=theme)
    assert ("entries-list" in site.build().text("index.html")) is (theme != "alabaster")


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
def test_home_can_be_another_document_or_none(site, theme):
    files = {
        "index.md": "# Home\n\n```{toctree}\nblog\n```\n",
        "blog.md": "# Blog\n",
        **many(25, "a"),
    }
    build = site.write(files, html_theme=theme, paperreview_home="blog").build("dirhtml")
    assert build.warnings == ""
    assert len(entries(build, "blog/index.html")) == 20
    assert len(entries(build, "page/2/index.html")) == 5
    assert entries(build, "index.html") == []
    build = site.build("dirhtml", out="other", paperreview_home=None)
    assert not build.has("page/2/index.html")
    assert entries(build, "blog/index.html") == []


def test_a_home_that_does_not_exist_is_reported(site):
    site.write({"index.md": "# Home\n", "a/one.md": post("One")}, paperreview_home="hme")
    build = site.build("dirhtml")
    assert "'hme'" in build.warnings
    assert "[paperreview.config]" in build.warnings


def test_listings_move_and_are_dropped(ours):
    files = {"ai/review/one.md": post("One", tags="[GRPO]")}
    build = ours(files, paperreview_paths={"tags": "topics/all", "categories": None})
    assert build.warnings == ""
    assert entries(build, "topics/all/grpo/index.html") == ["One"]
    assert build.has("topics/all/index.html")
    assert not build.has("tags/index.html")
    assert not build.has("categories/index.html")
    assert build.has("ai/review/index.html")
    assert ("#GRPO", "../../../topics/all/grpo/") in links(
        build, "ai/review/one/index.html", "page__taxonomy"
    )


def test_rare_tags_get_no_page(ours):
    files = {
        "a/one.md": post("One", tags="[Often, Rare, Told]"),
        "a/two.md": post("Two", "2025-10-03", tags="[Often]"),
        "tags/told.md": "# Told\n",
    }
    build = ours(files, paperreview_tag_min_count=2)
    assert build.has("tags/often/index.html")
    assert not build.has("tags/rare/index.html")
    assert build.has("tags/told/index.html")  # an author's own text keeps it
    assert links(build, "a/one/index.html", "page__taxonomy") == [
        ("#Often", "../../tags/often/"),
        ("#Told", "../../tags/told/"),
    ]
    assert "#Rare" in build.text("a/one/index.html")
    assert "#Rare" in build.text("tags/index.html")


def test_tags_of_any_script_and_with_signs(ours):
    files = {"a/one.md": post("One", tags='["강화 학습", C++, "C#", C, ".NET", GPT-4.1, "<b>"]')}
    build = ours(files)
    assert build.warnings == ""
    assert links(build, "a/one/index.html", "page__taxonomy") == [
        ("#강화 학습", "../../tags/강화-학습/"),
        ("#C++", "../../tags/c-plus-plus/"),
        ("#C#", "../../tags/c-sharp/"),
        ("#C", "../../tags/c/"),
        ("#.NET", "../../tags/net/"),
        ("#GPT-4.1", "../../tags/gpt-4.1/"),
        ("#<b>", "../../tags/b/"),
    ]
    for _, uri in links(build, "a/one/index.html", "page__taxonomy"):
        assert build.has(uri.removeprefix("../../") + "index.html")
    assert titles(build, "tags/c-sharp/index.html") == ["#C#"]
    assert titles(build, "tags/강화-학습/index.html") == ["#강화 학습"]


def test_the_overview_counts_and_anchors_tags(ours):
    files = {
        "a/one.md": post("One", tags="[b, A, 가]"),
        "a/two.md": post("Two", "2025-10-03", tags="[b]"),
    }
    build = ours(files)
    items = [
        (node.get("id"), "".join(node.itertext()).split())
        for node in build.html("tags/index.html").iter("li")
        if node.get("id")
    ]
    assert items == [("a", ["#A", "(1)"]), ("b", ["#b", "(2)"]), ("가", ["#가", "(1)"])]


def test_spellings_of_one_tag_are_one_tag_in_the_most_frequent(ours):
    files = {
        "a/1.md": post("1", tags="[grpo]"),
        "a/2.md": post("2", "2025-10-03", tags="[GRPO, Grpo]"),
        "a/3.md": post("3", "2025-10-04", tags="[GRPO]"),
    }
    build = ours(files)
    assert entries(build, "tags/grpo/index.html") == ["3", "2", "1"]
    assert titles(build, "tags/grpo/index.html") == ["#GRPO"]
    for name in "123":
        assert links(build, f"a/{name}/index.html", "page__taxonomy") == [
            ("#GRPO", "../../tags/grpo/")
        ]


def test_aliases_of_the_taxonomy_are_one_tag_under_its_name(ours):
    files = {
        "ai/llm/1.md": post("1", tags="[LLM]"),
        "ai/llm/2.md": post("2", "2025-10-03", tags="[llms, LLM]"),
        "ai/llm/3.md": post("3", "2025-10-04", tags='["Large language models (LLMs)"]'),
        "ai/llm/4.md": post("4", "2025-10-05", tags="[LLM agents]"),
    }
    build = ours(files, paperreview_taxonomy=TAXONOMY)
    name = "#Large Language Models (LLMs)"
    assert entries(build, "tags/llm/index.html") == ["3", "2", "1"]
    assert titles(build, "tags/llm/index.html") == [name]
    assert "Big ones." in build.text("tags/llm/index.html")
    assert links(build, "ai/llm/2/index.html", "page__taxonomy") == [(name, "../../../tags/llm/")]
    assert "(3)" in build.text("tags/index.html")
    assert not build.has("tags/llms/index.html")


def test_categories_of_the_taxonomy_keep_their_order(ours):
    files = {
        "ai/review/1.md": post("by folder"),
        "ai/review/deep/2.md": post("by folder above"),
        "notes/3.md": post("by path", category="python/pep"),
        "notes/4.md": post("by title", category="pep"),
        "notes/5.md": post("by list", categories="[Unheard, LLM, Review]"),
        "notes/6.md": post("none"),
    }
    build = ours(files, paperreview_taxonomy=TAXONOMY)
    assert entries(build, "ai/review/index.html") == ["by folder above", "by folder"]
    assert entries(build, "python/pep/index.html") == ["by title", "by path"]
    assert entries(build, "ai/llm/index.html") == ["by list"]
    assert titles(build, "ai/review/index.html") == ["Review"]
    assert "Papers, read closely." in build.text("ai/review/index.html")
    assert entries(build, "tags/unheard/index.html") == ["by list"]
    assert entries(build, "tags/review/index.html") == ["by list"]
    assert links(build, "index.html", "sidebar") == [
        ("Review (2)", "ai/review/"),
        ("LLM (1)", "ai/llm/"),
        ("PEP (2)", "python/pep/"),
    ]
    assert len(entries(build, "index.html")) == 6
    assert build.warnings == ""


def test_an_unknown_category_is_reported_and_the_folders_taken(ours):
    files = {"ai/review/one.md": post("One", category="ai/reveiw")}
    build = ours(files, paperreview_taxonomy=TAXONOMY)
    assert entries(build, "ai/review/index.html") == ["One"]
    assert build.warnings.count("WARNING") == 1
    assert "did you mean 'ai/review'?" in build.warnings
    assert "[paperreview.category]" in build.warnings
    assert "one.md" in build.warnings


def test_without_taxonomy_folders_are_categories(ours):
    files = {
        "top.md": post("Top"),
        "ai/review/1.md": post("1"),
        "ai/llm/2.md": post("2"),
        "python/3.md": post("3"),
        "python/4.md": post("4", category="Machine Learning"),
        "python/index.md": "# Python things\n",
    }
    build = ours(files)
    assert build.warnings == ""
    assert links(build, "index.html", "sidebar") == [
        ("llm (1)", "ai/llm/"),
        ("review (1)", "ai/review/"),
        ("Machine Learning (1)", "machine-learning/"),
        ("Python things (1)", "python/"),
    ]
    assert entries(build, "machine-learning/index.html") == ["4"]
    assert entries(build, "index.html")[-1] in ("1", "2", "3", "4", "Top")
    assert "page__neighbours" not in build.text("top/index.html")


def test_a_category_without_posts_has_a_page_that_says_so(ours):
    build = ours({"ai/llm/1.md": post("1")}, paperreview_taxonomy=TAXONOMY)
    assert "No posts yet." in build.text("ai/review/index.html")


@pytest.mark.parametrize(
    ("files", "conf", "names"),
    [
        ({"a/one.md": post("One", tags="[x]")}, {"paperreview_paths": {"tags": "a"}}, ["'a'"]),
        (
            {"ai/review/one.md": post("One"), "ai/review.md": "# Me\n",
             "ai/review/index.md": "# Also me\n"}, {}, ["'ai/review'", "'ai/review/index'"],
        ),
        (
            {"tags/one.md": post("One", tags="[x]")}, {},
            ["the category page 'tags'", "the tags page 'tags'"],
        ),
        (
            {"x/one.md": post("One", category="search")}, {}, ["'search'"],
        ),
        (
            {"a/one.md": post("One", tags="[x]"), "tags/X.md": "# X\n"}, {},
            ["the document 'tags/X'", "the tag page 'tags/x'"],
        ),
        (
            {**many(25), "ai/review/page/2.md": "# Mine\n"}, {},
            ["the document 'ai/review/page/2'"],
        ),
        (
            {"x/one.md": post("One", tags="[y]", category="tags/y")}, {}, ["'tags/y'", "tag"],
        ),
    ],
)  # fmt: skip
def test_two_pages_on_one_address_stop_the_build_and_are_named(site, files, conf, names):
    conf = {"html_theme": "sphinx_paperreview", "extensions": ["sphinx_paperreview"], **conf}
    site.write({"index.md": "# Home\n", **files}, **conf)
    code, build = site.run(builder="dirhtml")
    assert code == 2
    assert "share an address" in build.warnings
    assert all(name in build.warnings for name in names), build.warnings


def test_a_korean_site_has_korean_lists(site):
    files = {"index.md": "", **many(25)}
    build = site.write(files, html_theme="sphinx_paperreview", language="ko").build("dirhtml")
    assert titles(build, "page/2/index.html") == ["최근 글"]
    assert titles(build, "tags/index.html") == ["태그"]
    assert titles(build, "categories/index.html") == ["카테고리"]
    assert "2025년 1월 1일" in build.text("page/2/index.html")
    assert [text for text, _ in links(build, "page/2/index.html", "pagination")] == ["이전", "1"]


def test_titles_and_texts_are_escaped_in_lists(ours):
    files = {
        "a/one.md": "---\ntitle: 'A <b>&amp; C'\ndate: 2025-10-02\ndescription: 1 < 2 & x\n---\n"
    }
    build = ours(files)
    assert entries(build, "index.html") == ["A <b>&amp; C"]
    assert "1 &lt; 2 &amp; x" in build.text("index.html")
