"""Roles: what they print, where they lead, and what is said when there is nothing."""

from __future__ import annotations

import pytest

REVIEW = """\
---
title: Making, not Taking
date: 2025-10-02
tags: [Best-of-N, Stable Diffusion 3]
category: ai/review
---

:::{paper-review} 2510.00931v2
:authors: Ammar Khairi
:doi: 10.1234/abc.DEF
:::

Text.
"""
TAXONOMY = {
    "groups": [{"title": "AI", "categories": [{"path": "ai/review", "title": "Review"}]}],
    "tags": {"Best-of-N": {"aliases": ["BoN"]}},
}


def roles_page(markup: str, roles: list[tuple[str, str]], prefix: str = "") -> str:
    if markup == "md":
        return "# Links\n\n" + "\n\n".join(f"{{{prefix}{n}}}`{text}`" for n, text in roles) + "\n"
    return "Links\n=====\n\n" + "\n\n".join(f":{prefix}{n}:`{text}`" for n, text in roles) + "\n"


def build(site, roles, *, markup="md", prefix="", builder="dirhtml", **conf):
    files = {
        "index.md": "# Home\n\n```{toctree}\nlinks\n```\n",
        "ai/review/best.md": REVIEW,
        f"links.{markup}": roles_page(markup, roles, prefix),
    }
    conf = {"paperreview_taxonomy": TAXONOMY, "html_theme": "sphinx_paperreview", **conf}
    return site.write(files, **conf).build(builder)


def shown(result):
    """Return text and address of each paragraph of the page with links."""
    content = next(
        node for node in result.html("links/index.html").iter("div")
        if node.get("class") == "page__content"
    )  # fmt: skip
    pairs = []
    for paragraph in content.iter("p"):
        link = paragraph.find(".//a")
        text = "".join(paragraph.itertext()).strip()
        pairs.append((text, link.get("href") if link is not None else None))
    return pairs


CASES = [
    ("arxiv", "2510.00931", "arXiv:2510.00931", "https://arxiv.org/abs/2510.00931"),
    ("arxiv", "its text <2510.00931v2>", "its text", "https://arxiv.org/abs/2510.00931v2"),
    ("arxiv", "math.GT/0309136", "arXiv:math/0309136", "https://arxiv.org/abs/math/0309136"),
    ("doi", "10.1234/abc.DEF", "doi:10.1234/abc.def", "https://doi.org/10.1234/abc.def"),
    ("doi", "D'Souza's <10.1234/abc>", "D'Souza's", "https://doi.org/10.1234/abc"),
    ("openreview", "rJ4km2R5t7", "OpenReview:rJ4km2R5t7", "https://openreview.net/forum?id=rJ4km2R5t7"),
    ("authors", "Ammar Khairi*; Daniel D'souza", "Ammar Khairi*, Daniel D'souza", None),
    ("author", "Daniel D'souza", "Daniel D'souza", None),
    ("tag", "Best-of-N", "Best-of-N", "../tags/best-of-n/"),
    ("tag", "BoN", "BoN", "../tags/best-of-n/"),
    ("tag", "stable-diffusion-3", "stable-diffusion-3", "../tags/stable-diffusion-3/"),
    ("tag", "it's here <best-of-n>", "it's here", "../tags/best-of-n/"),
    ("category", "ai/review", "ai/review", "../ai/review/"),
    ("category", "Review", "Review", "../ai/review/"),
    ("category", "all reviews <ai/review>", "all reviews", "../ai/review/"),
    ("review", "2510.00931", "Making, not Taking", "../ai/review/best/"),
    ("review", "arXiv:2510.00931v1", "Making, not Taking", "../ai/review/best/"),
    ("review", "10.1234/ABC.def", "Making, not Taking", "../ai/review/best/"),
    ("review", "ai/review/best", "Making, not Taking", "../ai/review/best/"),
    ("review", "/ai/review/best", "Making, not Taking", "../ai/review/best/"),
    ("review", "that one <2510.00931>", "that one", "../ai/review/best/"),
]  # fmt: skip


@pytest.mark.parametrize("markup", ["md", "rst"])
@pytest.mark.parametrize("prefix", ["", "paper:"])
def test_roles_print_and_link(site, markup, prefix):
    roles = [(name, text) for name, text, _, _ in CASES]
    result = build(site, roles, markup=markup, prefix=prefix)
    assert result.warnings == ""
    expected = [(text, uri) for _, _, text, uri in CASES]
    assert shown(result) == expected


@pytest.mark.parametrize("markup", ["md", "rst"])
def test_roles_are_readable_as_plain_text(site, markup):
    result = build(site, [case[:2] for case in CASES], markup=markup, builder="text")
    assert result.warnings == ""
    lines = [line.strip('"') for line in result.text("links.txt").splitlines() if line]
    for (_, _, text, _), line in zip(CASES, lines[2:], strict=True):
        assert text in line


@pytest.mark.parametrize("prefix", ["", "paper:"])
@pytest.mark.parametrize("nitpicky", [False, True])
@pytest.mark.parametrize(
    ("role", "text", "hint"),
    [
        ("review", "2510.00932", "did you mean '2510.00931'?"),
        ("review", "ai/review/bets", "did you mean 'ai/review/best'?"),
        ("tag", "Best-of-M", "did you mean 'Best-of-N'?"),
        ("category", "ai/reviews", "did you mean 'ai/review'?"),
        ("category", "Reviewe", "did you mean 'Review'?"),
    ],
)
def test_what_is_not_there_is_reported_once_with_a_proposal(
    site, role, text, hint, nitpicky, prefix
):
    result = build(site, [(role, text)], prefix=prefix, nitpicky=nitpicky)
    assert result.warnings.count("WARNING") == 1
    assert f"{text!r}; {hint}" in result.warnings
    assert "links.md:3: WARNING" in result.warnings
    assert "[paperreview.reference]" in result.warnings
    assert shown(result) == [(text, None)]


def test_a_hint_ignores_case(site):
    result = build(site, [("tag", "STABLE DIFUSION 3")])
    assert "did you mean 'Stable Diffusion 3'?" in result.warnings


@pytest.mark.parametrize("role", ["arxiv", "doi", "openreview"])
def test_an_id_that_cannot_be_right_is_text_with_a_warning(site, role):
    result = build(site, [(role, "nonsense")])
    assert result.warnings.count("WARNING") == 1
    assert "links.md:3" in result.warnings
    assert "[paperreview.identifier]" in result.warnings
    assert shown(result) == [("nonsense", None)]


def test_a_tag_without_page_is_text(site):
    roles = [("tag", "Best-of-N"), ("category", "Review")]
    result = build(site, roles, paperreview_paths={"tags": None})
    assert result.warnings == ""
    assert shown(result) == [("Best-of-N", None), ("Review", "../ai/review/")]


def test_extlinks_keeps_its_name(site):
    result = build(
        site,
        [("doi", "10.1234/abc"), ("paper:doi", "10.1234/abc"), ("arxiv", "2510.00931")],
        extensions=["sphinx.ext.extlinks", "sphinx_paperreview"],
        extlinks={"doi": ("https://mirror.example/%s", "mirror %s")},
    )
    assert result.warnings == ""
    assert shown(result) == [
        ("mirror 10.1234/abc", "https://mirror.example/10.1234/abc"),
        ("doi:10.1234/abc", "https://doi.org/10.1234/abc"),
        ("arXiv:2510.00931", "https://arxiv.org/abs/2510.00931"),
    ]
    lines = [line for line in result.status.splitlines() if "'doi'" in line]
    assert len(lines) == 1
    assert "paper:doi" in lines[0]


OTHER = """
from docutils import nodes

def role(name, rawtext, text, lineno, inliner, options=None, content=None):
    return [nodes.emphasis(text, "theirs " + text)], []

def setup(app):
    app.add_role("tag", role)
    return {"parallel_read_safe": True}
"""


@pytest.mark.parametrize("order", [0, 1], ids=["before", "after"])
def test_another_extensions_role_stays_theirs(site, order, monkeypatch):
    extensions = ["sphinx_paperreview"]
    extensions.insert(order, "other_tag_role")
    monkeypatch.syspath_prepend(str(site.source))
    site.write({"other_tag_role.py": OTHER})
    roles = [("tag", "Best-of-N"), ("paper:tag", "Best-of-N")]
    result = build(site, roles, extensions=extensions)
    assert shown(result) == [("theirs Best-of-N", None), ("Best-of-N", "../tags/best-of-n/")]
    assert result.warnings == ""
    assert sum("'tag'" in line for line in result.status.splitlines()) == 1


def test_a_role_of_conf_py_stays_its_own(site):
    site.write({"conf.py": 'extensions = ["sphinx_paperreview"]\n' + OTHER})
    result = site.write({"index.md": "# Home\n\n{tag}`x`\n"}).build()
    assert "<em>theirs x</em>" in result.text("index.html")
    assert result.warnings == ""


def test_a_missing_author_is_no_warning(site):
    result = build(site, [("author", "Nobody Known")], nitpicky=True)
    assert result.warnings == ""


def test_the_role_any_finds_reviews_and_tags(site):
    result = build(site, [("any", "2510.00931"), ("any", "Best-of-N")])
    assert result.warnings == ""
    assert [uri for _, uri in shown(result)] == ["../ai/review/best/", "../tags/best-of-n/"]
