"""Books hold all posts, oldest first, and leave no trace in the pages of other builders."""

from __future__ import annotations

import re
import zipfile

import pytest

from sphinx_paperreview.book import find_reached

#: Builders that print the whole site into one file, and how that is called.
ONE_FILE = {
    "singlehtml": "index.html",
    "latex": "reviews.tex",
    "man": "reviews.1",
    "texinfo": "reviews.texi",
}
BOOKS = [*ONE_FILE, "epub"]
EXAMPLE_BUILDERS = [*BOOKS, "text", "json", "gettext", "pseudoxml", "linkcheck"]


def post(title, day, text="Text."):
    """Return a post whose text names it."""
    return (
        f"---\ntitle: {title}\ndate: 2025-01-{day:02}\ntags: [Shared]\n---\n\n"
        f"{text}\n\n## Part of {title}\n\nMore.\n"
    )


REVIEW = ":::{paper-review} 2510.00931\n:authors: Jane Doe\n:disclaimer: ai-generated\n:::"
FILES = {
    "index.md": "# Home\n\nWelcome.\n\n```{toctree}\n:hidden:\n\nguide\n```\n",
    "guide.md": "# Guide\n\nIntroduction.\n",
    "b/newest.md": post("Newest", 30, "After {review}`a/oldest`."),
    "a/oldest.md": post("Oldest", 10, REVIEW),
    "c/middle.md": post("Middle", 20),
}
POSTS = ("Oldest", "Middle", "Newest")
CONF = {
    "project": "Reviews",
    "version": "1",
    "author": "Jane Doe",
    "copyright": "2025",
    "extensions": ["sphinx_paperreview"],
}


@pytest.fixture
def write(site):
    """A function that writes the site with other files and settings."""

    def write(files=None, **conf):
        return site.write({**FILES, **(files or {})}, **{**CONF, **conf})

    return write


def headings(build, builder):
    """Return the titles of posts that a book prints, in its order."""
    if builder == "epub":
        links = re.findall(r'<a href="[^"#]*">(.*?)</a>', build.text("nav.xhtml"))
        return [title for title in links if title in POSTS]
    pattern = {
        "singlehtml": r"<h\d>(\w+)<",
        "latex": r"\\(?:sub)*(?:chapter|section)\{(\w+)\}",
        "man": r"^\.S[HS] (\w+)$",
        "texinfo": r"^@(?:chapter|\w*section) (\w+)$",
    }[builder]
    found = re.findall(pattern, build.text(ONE_FILE[builder]), re.M)
    return [title.capitalize() for title in found if title.capitalize() in POSTS]


@pytest.mark.parametrize("builder", BOOKS)
def test_a_book_prints_all_posts_oldest_first(write, builder):
    build = write().build(builder)
    assert build.warnings == ""
    assert headings(build, builder) == list(POSTS)


@pytest.mark.parametrize("builder", BOOKS)
def test_a_book_can_do_without_posts(write, builder):
    build = write(paperreview_book=False).build(builder)
    assert headings(build, builder) == []


def test_an_epub_is_read_in_the_order_of_its_contents(write):
    build = write().build("epub")
    content = build.text("content.opf")
    names = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', content))
    linear = [names[key] for key in re.findall(r'<itemref idref="([^"]+)" />', content)]
    assert linear[:5] == [
        "index.xhtml", "guide.xhtml", "a/oldest.xhtml", "c/middle.xhtml", "b/newest.xhtml",
    ]  # fmt: skip
    assert 'href="a/oldest.xhtml#part-of-oldest"' in build.text("nav.xhtml")
    with zipfile.ZipFile(next(build.outdir.glob("*.epub"))) as book:
        assert {"a/oldest.xhtml", "nav.xhtml"} <= set(book.namelist())


def test_the_first_page_of_an_epub_names_the_posts_only(write):
    page = write().build("epub").text("index.xhtml")
    titles = re.findall(r'class="toctree-l\d"><a [^>]*>([^<]*)</a>', page)
    assert titles == list(POSTS)


def test_the_first_page_of_an_epub_follows_its_posts(write):
    site = write()
    for files, shown in (
        ({"a/added.md": post("Added", 11)}, ["Oldest", "Added", "Middle", "Newest"]),
        ({"c/middle.md": None}, ["Oldest", "Added", "Newest"]),
        ({}, []),
    ):
        site.build("epub")
        site.write(files)
        if not files:
            site.write({}, **CONF, paperreview_book=False)
        build = site.build("epub")
        page = build.text("index.xhtml")
        assert re.findall(r'class="toctree-l\d"><a [^>]*>([^<]*)</a>', page) == shown
        clean = site.build("epub", out="clean")
        assert clean.text("index.xhtml") == page
        assert clean.text("nav.xhtml") == build.text("nav.xhtml")


@pytest.mark.parametrize("builder", BOOKS)
def test_a_post_in_a_toctree_of_the_author_comes_once(write, builder):
    files = {
        "index.md": FILES["index.md"].replace(":hidden:\n\n", ""),
        "guide.md": "# Guide\n\n```{toctree}\n/b/newest\n```\n",
    }
    build = write(files).build(builder)
    assert build.warnings == ""
    assert headings(build, builder) == ["Newest", "Oldest", "Middle"]


@pytest.mark.parametrize("builder", BOOKS)
def test_a_post_in_a_toctree_of_a_post_comes_with_it(write, builder):
    text = "```{toctree}\n/a/oldest\n```"
    build = write({"b/newest.md": post("Newest", 30, text)}).build(builder)
    assert build.warnings == ""
    assert headings(build, builder) == ["Middle", "Newest", "Oldest"]


def test_posts_in_toctrees_of_each_other_are_not_lost(write):
    texts = [f"```{{toctree}}\n/{name}\n```" for name in ("b/newest", "a/oldest")]
    files = {
        "a/oldest.md": post("Oldest", 10, texts[0]),
        "b/newest.md": post("Newest", 30, texts[1]),
    }
    assert headings(write(files).build("latex"), "latex") == ["Oldest", "Newest", "Middle"]


@pytest.mark.parametrize("builder", BOOKS)
def test_a_draft_is_in_no_book(write, builder):
    draft = "---\ntitle: Middle\ndate: 2025-01-20\ndraft: true\n---\n\nText.\n"
    build = write({"c/middle.md": draft}).build(builder)
    assert headings(build, builder) == ["Oldest", "Newest"]


def test_only_the_book_that_starts_at_the_first_document_gets_the_posts(write):
    documents = [
        ("index", "reviews.tex", "Reviews", "Jane Doe", "manual"),
        ("guide", "guide.tex", "Guide", "Jane Doe", "manual"),
        ("index", "list.tex", "Reviews", "Jane Doe", "howto", True),
    ]
    build = write(latex_documents=documents).build("latex")
    assert build.warnings == ""
    assert headings(build, "latex") == list(POSTS)
    assert "Part of" not in build.text("guide.tex")
    assert build.text("list.tex").count("Part of") == len(POSTS)


def test_the_contents_of_a_printed_book_are_as_deep_as_ever(write):
    assert "{tocdepth}" not in write().build("latex").text("reviews.tex")


@pytest.mark.parametrize("builder", BOOKS)
def test_a_first_document_without_heading_costs_no_post_its_title(write, builder):
    build = write({"index.md": "Welcome.\n"}).build(builder)
    assert headings(build, builder) == list(POSTS)
    if builder == "latex":
        assert "\\chapter{Oldest}" in build.text("reviews.tex")


def test_posts_stand_beside_the_headings_of_a_first_document_with_many(write):
    text = "# One\n\nText.\n\n# Two\n\nText.\n"
    build = write({"index.md": text}, suppress_warnings=["myst.header"]).build("latex")
    assert "\\chapter{Two}" in build.text("reviews.tex")
    assert "\\chapter{Oldest}" in build.text("reviews.tex")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "epub"])
def test_links_between_posts_lead_to_their_places(write, builder):
    build = write().build(builder)
    name, link = {
        "singlehtml": ("index.html", 'href="#document-a/oldest"'),
        "latex": ("reviews.tex", "{\\hyperref[\\detokenize{a/oldest::doc}]"),
        "epub": ("b/newest.xhtml", 'href="../a/oldest.xhtml"'),
    }[builder]
    assert link in build.text(name)


@pytest.mark.parametrize("builder", BOOKS)
def test_pages_after_a_book_are_those_of_a_site_without_one(write, builder):
    site = write()
    alone = site.build("html", out="alone")
    site.build(builder, out="shared")
    after = site.build("html", out="shared")
    assert after.warnings == ""
    assert after.files == alone.files


@pytest.mark.parametrize("builder", BOOKS)
def test_a_book_after_pages_is_that_of_a_site_without_them(write, builder):
    site = write()
    alone = site.build(builder, out="alone")
    site.build("html", out="shared")
    after = site.build(builder, out="shared")
    assert after.warnings == ""
    names = ("nav.xhtml", "index.xhtml") if builder == "epub" else (ONE_FILE[builder],)
    assert [after.text(name) for name in names] == [alone.text(name) for name in names]


@pytest.mark.parametrize("builder", ["html", "text", "json", "linkcheck"])
def test_builders_of_pages_get_no_toctree(write, builder):
    build = write().build(builder)
    assert "Newest" not in "".join(path.read_text("utf-8") for path in build.outdir.glob("index.*"))
    assert not any("a/oldest" in children for children in build.app.env.toctree_includes.values())


def test_the_environment_is_left_as_it_was(write):
    for builder in BOOKS:
        env = write().build(builder).app.env
        assert "get_doctree" not in vars(env)
        assert "master_doctree" not in vars(env)
        assert "Oldest" not in env.get_doctree("index").astext()
        assert all(toctree["entries"] == [(None, "guide")] for toctree in toctrees(env))


def toctrees(env):
    from sphinx import addnodes

    return list(env.get_doctree("index").findall(addnodes.toctree))


@pytest.mark.parametrize("builder", BOOKS)
def test_books_of_many_processes_are_those_of_one(write, builder):
    site = write({f"d/{number}.md": post(f"Post {number}", number) for number in range(1, 9)})
    texts = []
    for jobs in ("1", "3"):
        code, build = site.run("-W", "-j", jobs, builder=builder, out=f"jobs{jobs}")
        assert code == 0, build.warnings
        names = ("nav.xhtml", "index.xhtml") if builder == "epub" else (ONE_FILE[builder],)
        texts.append([build.text(name) for name in names])
    assert texts[0] == texts[1]


def test_plain_text_prints_the_addresses_of_a_paper(write):
    text = " ".join(write().build("text").text("a/oldest.txt").split())
    assert "arXiv abstract <https://arxiv.org/abs/2510.00931> · PDF <https://" in text


def test_a_manual_prints_no_empty_addresses(write):
    text = write().build("man").text("reviews.1")
    assert "After Oldest" in text
    assert "<>" not in text
    assert "<#>" not in text


def test_a_printed_notice_has_no_sign_that_fonts_lack(write):
    text = write().build("latex").text("reviews.tex")
    assert "{Notice:}" in text
    assert "⚠" not in text


def test_toctrees_in_a_circle_end():
    includes = {"a": ["b", "c"], "b": ["a"], "c": ["d"]}
    assert sorted(find_reached(includes, "a")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("builder", EXAMPLE_BUILDERS)
def test_the_example_site_builds_without_a_warning(example_site, builder):
    out = example_site(builder)
    if builder == "singlehtml":
        text = (out / "index.html").read_text("utf-8")
        assert text.index("<h2>[논문리뷰] Attention Is") < text.index("<h2>[논문리뷰] Mamba")
