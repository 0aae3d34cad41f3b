"""The samples of the documentation, built as they are written."""

from __future__ import annotations

import pytest

CONF = """\
# conf.py
extensions = ["sphinx_paperreview"]    # sets up myst_parser and sphinx_design where absent; order does not matter
html_theme = "sphinx_paperreview"      # optional: the extension alone works in furo, pydata-sphinx-theme, alabaster, …
html_baseurl = "https://example.org/"  # one base address feeds canonical, feeds, sitemap, JSON-LD, OpenGraph, 404
language = "ko"
"""
DIRECTIVE = """\
:::{paper-review} 2510.00931
:authors: Ammar Khairi; Daniel D'souza; Marzieh Fadaee; Julia Kreutzer
:venue: ICLR 2026
:disclaimer: ai-generated
:::
"""
TAXONOMY = """\
[[groups]]                       # sidebar order is the order written
title = "AI/ML"
[[groups.categories]]
path = "ai/review"               # address of the category page
title = "Review"
description = "…"

[tags."Large Language Models (LLMs)"]
slug = "llm"
aliases = ["LLMs", "LLM"]        # merge: chips, counts and pages show the canonical name
broader = ["Language Models"]
description = "…"
"""
FRONT = "---\ntitle: Making, not Taking\ndate: 2025-10-02\ntags: [LLM, Best-of-N]\n---\n\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_samples_make_a_site(site, builder):
    site.write({
        "conf.py": CONF,
        "taxonomy.toml": TAXONOMY,
        "index.md": "# Home\n",
        "ai/review/best-of-n.md": FRONT + DIRECTIVE + "\nText.\n",
    })  # fmt: skip
    code, build = site.run("-W", "-n", "--keep-going", builder=builder)
    assert (code, build.warnings) == (0, "")
    end = ".html" if builder == "html" else "/index.html"
    page = build.text(f"ai/review/best-of-n{end}")
    assert "Ammar Khairi, Daniel D&#39;souza, Marzieh Fadaee, Julia Kreutzer" in page.replace(
        "D'souza", "D&#39;souza"
    )
    assert "#Large Language Models (LLMs)" in page
    assert "ICLR 2026" in page
    assert "https://arxiv.org/abs/2510.00931" in page
    assert "이 리뷰는 AI로 작성되었습니다." in page
    assert 'href="https://example.org/ai/review/best-of-n' in page
    assert "Review (1)" in page
    assert build.has(f"tags/llm{end}")


def test_the_directives_sample_needs_nothing_else(site):
    build = site.write({"index.md": "# Home\n", "a.md": "# Title\n\n" + DIRECTIVE}).build()
    assert build.warnings == ""
    assert build.reviews()["a"].title == "Title"


def test_the_directives_sample_is_the_same_in_rest(site):
    lines = DIRECTIVE.splitlines()[1:-1]
    options = "".join(f"   {line}\n" for line in lines)
    source = f"Title\n=====\n\n.. paper-review:: 2510.00931\n{options}"
    build = site.write({"index.md": "# Home\n", "a.rst": source}).build()
    assert build.warnings == ""
    assert [person.name for person in build.reviews()["a"].paper.authors] == [
        "Ammar Khairi",
        "Daniel D'souza",
        "Marzieh Fadaee",
        "Julia Kreutzer",
    ]


def test_a_notice_placed_by_hand_is_the_only_one(site):
    text = FRONT + DIRECTIVE + "\n:::{disclaimer} ai-generated\n:::\n\nText.\n"
    own = (
        FRONT
        + DIRECTIVE.replace("2510.00931", "2510.00932")
        + ("\n:::{disclaimer} ai-generated\nOwn **words**.\n:::\n\nText.\n")
    )
    build = site.write({"index.md": "# Home\n", "a.md": text, "b.md": own}).build()
    assert build.warnings == ""
    body = build.text("a.html").partition("<body>")[2]
    assert body.count("This review was written by an AI.") == 1
    assert "Own <strong>words</strong>." in build.text("b.html")
    assert "This review was written by an AI." not in build.text("b.html")


@pytest.mark.parametrize(
    ("front", "default", "shown"),
    [
        ("", "", None),
        ("", "ai-assisted", "with the help of an AI"),
        ("disclaimer: none\n", "ai-assisted", None),
        ("disclaimer: own\n", "ai-assisted", "My own notice."),
        ("disclaimer: ai-translated\n", "", "translated"),
    ],
)
def test_which_notice_a_page_carries(site, front, default, shown):
    source = FRONT.replace("title:", f"{front}title:") + ":::{paper-review} 2510.00931\n:::\n"
    site.write(
        {"index.md": "# Home\n", "a.md": source},
        paperreview_default_disclaimer=default,
        paperreview_disclaimers={"own": "My own notice."},
    )
    build = site.build()
    assert build.warnings == ""
    text = build.text("a.html")
    assert ("paper-disclaimer" in text) is (shown is not None)
    assert shown is None or shown in text


def test_an_unknown_notice_is_reported_with_a_proposal(site):
    source = FRONT.replace("title:", "disclaimer: ai-generatd\ntitle:") + "Text.\n"
    build = site.write({"index.md": "# Home\n", "a.md": source}).build()
    assert build.warnings.count("WARNING") == 1
    assert "did you mean 'ai-generated'?" in build.warnings
    assert "a.md:2" in build.warnings
    source = "# T\n\n:::{disclaimer} ai-generatd\n:::\n"
    build = site.write({"a.md": source, "index.md": "# Home\n\n```{toctree}\na\n```\n"}).build()
    assert build.warnings.count("WARNING") == 1
    assert "a.md:3" in build.warnings
    assert "[paperreview.directive]" in build.warnings
