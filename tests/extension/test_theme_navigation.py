"""The way through a site: breadcrumb, section, previous and next, contents."""

from __future__ import annotations

import pytest

CONF = {"html_theme": "sphinx_paperreview"}
FILES = {
    "index.md": "# Home\n\n```{toctree}\nguide/index\nalone\n```\n",
    "alone.md": "# Alone\n\nText.\n",
    "guide/index.md": "# Guide\n\n```{toctree}\none\nTitled <two>\nhttps://example.org/\n```\n",
    "guide/one.md": "# One & <only>\n\nText.\n",
    "guide/two.md": "# Two\n\n```{toctree}\ndeep\n```\n",
    "guide/deep.md": "# Deep\n\nText.\n",
    "ai/review/p.md": "---\ntitle: P\ndate: 2025-01-01\ntags: [x]\n---\n\nText.\n",
    "loose.md": "---\norphan: true\n---\n\n# Loose\n\nText.\n",
}


def trail(build, page):
    nav = build.html(page).find(".//nav[@class='breadcrumb']")
    return None if nav is None else [(a.text, a.get("href")) for a in nav.iter("a")]


def section(build, page):
    nav = build.html(page).find(".//nav[@class='paper-section']")
    return None if nav is None else [(a.text, a.get("href"), a.get("aria-current")) for a in nav.iter("a")]  # fmt: skip


def relations(build, page):
    nav = build.html(page).find(".//nav[@class='page__relations']")
    return {} if nav is None else {a.get("rel"): a.get("href") for a in nav.iter("a")}


@pytest.fixture
def build(site):
    return site.write(FILES, **CONF).build("dirhtml")


def test_pages_show_the_way_to_them(build):
    assert trail(build, "index.html") is None
    assert trail(build, "guide/deep/index.html") == [
        ("Home", "../../"), ("Guide", "../"), ("Two", "../two/"),
    ]  # fmt: skip
    assert trail(build, "ai/review/p/index.html") == [("Home", "../../../"), ("review", "../")]
    assert trail(build, "tags/x/index.html") == [("Home", "../../"), ("Tags", "../")]
    assert trail(build, "loose/index.html") == [("Home", "../")]
    assert trail(build, "search/index.html") == [("Home", "../")]


def test_documents_show_their_section(build):
    assert section(build, "guide/deep/index.html") == [
        ("Guide", "../", None),
        ("One & <only>", "../one/", None),
        ("Titled", "../two/", None),
        ("Deep", "#", "page"),
        ("https://example.org/", "https://example.org/", None),
    ]
    assert section(build, "guide/index.html")[0] == ("Guide", "#", "page")
    assert [text for text, _, _ in section(build, "alone/index.html")] == ["Guide", "Alone"]
    for page in ("index.html", "ai/review/p/index.html", "loose/index.html", "tags/x/index.html"):
        assert section(build, page) is None, page


def test_documents_lead_on(build):
    assert relations(build, "guide/two/index.html") == {"prev": "../one/", "next": "../deep/"}
    assert relations(build, "alone/index.html") == {"prev": "../guide/deep/"}
    assert relations(build, "ai/review/p/index.html") == {}


def test_a_new_title_reaches_the_pages_that_show_it(site, build):
    site.write({"guide/one.md": "# Uno\n\nText.\n"})
    again = site.build("dirhtml")
    assert section(again, "guide/deep/index.html")[1][0] == "Uno"
    fresh = site.build("dirhtml", out="fresh")
    pages = [name for name in fresh.files if name.endswith(".html")]
    assert [name for name in pages if fresh.files[name] != again.files[name]] == []


def test_a_site_of_documents_alone_has_its_section_in_the_sidebar(site):
    files = {"index.md": "# Home\n\n```{toctree}\na\nb\n```\n", "a.md": "# A\n", "b.md": "# B\n"}
    build = site.write(files, **CONF).build("dirhtml")
    assert [text for text, _, _ in section(build, "a/index.html")] == ["A", "B"]
    assert build.html("a/index.html").find(".//nav[@id='categories']") is None
    assert build.html("a/index.html").find(".//a[@class='categories-link']") is None
