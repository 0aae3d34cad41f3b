"""Old addresses become files, or a sentence on why they cannot."""

from __future__ import annotations

import unicodedata

import pytest

from sphinx_paperreview.core.redirects import (
    AliasError,
    build_redirects,
    check_permalink,
    find_refused,
    parse_alias,
)


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("/old/name/", "old/name/index.html"),
        ("old/name/", "old/name/index.html"),
        ("/old/name", "old/name.html"),
        ("/old/name.html", "old/name.html"),
        ("/old.php", "old.php.html"),
        ("/2025/10/02/x/", "2025/10/02/x/index.html"),
        ("/%EB%85%BC%EB%AC%B8/", "논문/index.html"),
        ("/논문", "논문.html"),
        (unicodedata.normalize("NFD", "/논문"), "논문.html"),
        ("/a b/", "a b/index.html"),
        ("/a%3Fb/", "a?b/index.html"),
        ("/pep:8/", "pep:8/index.html"),
        ("/", "index.html"),
    ],
)
def test_an_alias_is_a_file(alias, expected):
    assert parse_alias(alias) == expected


@pytest.mark.parametrize(
    "alias",
    [
        "https://example.org/a/",
        "HTTP://example.org/a/",
        "//example.org/a/",
        "/../a/",
        "a/../../b",
        "/%2e%2e/a",
        "/./a/",
        "//",
        "/a//b/",
        "",
        "/?p=1",
        "/a/#b",
        "/a%00b/",
        "/a\u202eb/",
        "/%FF/",
        "/_static/a.html",
        "/_images/",
    ],
)
def test_what_is_no_path_of_the_site_is_no_alias(alias):
    with pytest.raises(AliasError):
        parse_alias(alias)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("old/name.html", ""),
        ("논문/index.html", ""),
        ("pep:8/index.html", ":"),
        ("a?b.html", "?"),
        ("a\\b.html", "\\"),
        ("con/index.html", "con"),
        ("COM1.html", "COM1.html"),
        ("console.html", ""),
        ("a./index.html", "a."),
        ("a /index.html", "a "),
    ],
)
def test_names_that_windows_refuses_are_known(file, expected):
    assert find_refused(file) == expected


DOCUMENTS = {name: f"{name}/index.html" for name in ("a", "b", "c", "d")}
PAGES = {
    **{file: name for name, file in DOCUMENTS.items()},
    "tags/index.html": "tags",
}


def plan(aliases):
    redirects, slips = build_redirects(aliases, PAGES, DOCUMENTS)
    return {r.file: r.docname for r in redirects}, [(d, slip.message) for d, slip in slips]


def test_each_old_address_leads_to_its_page():
    found = plan({"b": ("/y/", "/x"), "a": ("/z/", "/z/index.html")})
    assert found == ({"x.html": "b", "y/index.html": "b", "z/index.html": "a"}, [])


def test_an_alias_on_top_of_a_page_is_told_at_both():
    redirects, slips = plan({"a": ("/b/",)})
    assert redirects == {}
    assert slips == [
        ("a", "alias '/b/' is the address of 'b': take it out"),
        ("b", "the page keeps its address, which is an alias of 'a', too: '/b/'"),
    ]


def test_a_page_that_is_no_document_has_no_place_to_be_told_at():
    redirects, slips = plan({"a": ("/tags/",)})
    assert redirects == {}
    assert [docname for docname, _ in slips] == ["a"]


def test_a_chain_is_told_at_both_and_the_rest_of_it_stands():
    redirects, slips = plan({"a": ("/b/",), "b": ("/old/",)})
    assert redirects == {"old/index.html": "b"}
    assert [docname for docname, _ in slips] == ["a", "b"]
    assert "'b', which has aliases itself" in slips[0][1]


def test_a_loop_is_told_at_both():
    redirects, slips = plan({"a": ("/b/",), "b": ("/a/",)})
    assert redirects == {}
    assert sorted(docname for docname, _ in slips) == ["a", "a", "b", "b"]
    assert sum("the other way round" in message for _, message in slips) == 2


def test_the_page_s_own_address_is_no_alias():
    assert plan({"a": ("/a/",)}) == (
        {},
        [("a", "alias '/a/' is the page's own address: take it out")],
    )


def test_an_alias_of_two_pages_is_told_at_both():
    redirects, slips = plan({"b": ("/x/",), "a": ("/x/index.html",)})
    assert redirects == {"x/index.html": "a"}
    assert [docname for docname, _ in slips] == ["b", "a"]


@pytest.mark.parametrize(
    ("docname", "permalink"),
    [
        ("ai/x", "/ai/x/"),
        ("ai/x", "ai/x.html"),
        ("ai/x", "/ai/x"),
        ("ai/x/index", "/ai/x/"),
        ("index", "/"),
        ("ai/논문", "/ai/%EB%85%BC%EB%AC%B8/"),
    ],
)
def test_a_permalink_that_is_the_page_s_address_is_fine(docname, permalink):
    assert check_permalink(docname, f"{docname}.md", permalink) is None


def test_another_permalink_is_told_with_the_move():
    slip = check_permalink("ai/x", "ai/x.md", "/ai/review/y/")
    assert slip.problem == "address"
    assert slip.message.endswith("move 'ai/x.md' to 'ai/review/y.md'")


def test_a_permalink_that_is_no_path_is_told():
    assert "write its path" in check_permalink("x", "x.md", "https://example.org/").message
