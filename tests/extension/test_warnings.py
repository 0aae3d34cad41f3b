"""Every warning there is: one small site that provokes it, and how to switch it off."""

from __future__ import annotations

import pytest

from sphinx_paperreview.diagnostics import Problem


def page(front: str, body: str = "Text.") -> str:
    return f"---\ntitle: T\ndate: 2025-10-01\n{front}\n---\n\n{body}\n"


#: By subtype: files, values of conf.py, and what stands before ": WARNING: ".
CASES = {
    "address": ({"a.md": page("permalink: /b/")}, {}, "a.md"),
    "authors": ({"a.md": page("authors: Vaswani, Ashish")}, {}, "a.md:4"),
    "category": (
        {"a.md": page("category: ai/reveiw")},
        {
            "paperreview_taxonomy": {
                "groups": [{"title": "G", "categories": [{"path": "ai/review"}]}]
            }
        },
        "a.md",
    ),
    "config": ({}, {"paperreview_page_size": 0}, ""),
    "date": ({"a.md": page("updated: next week")}, {}, "a.md:4"),
    "directive": ({"a.md": page("", "Text.\n\n:::{disclaimer} ai-genrated\n:::")}, {}, "a.md:9"),
    "draft": (
        {"index.md": "# Home\n\n{doc}`a`\n", "a.md": page("draft: true")},
        {},
        "index.md:3",
    ),
    "duplicate": ({"a.md": page("tags: [a]\ntags: [b]")}, {}, "a.md:5"),
    "encoding": ({"a.md": b"# A\n\n\xff\n"}, {}, "a.md:3"),
    "field": ({"a.md": page("rating: 9")}, {}, "a.md:4"),
    "filename": ({f"{'a' * 249}.md": page("")}, {}, f"{'a' * 249}.md:1"),
    # MyST-Parser has a warning of its own about such a block, which is not ours to switch off.
    "frontmatter": (
        {"a.md": "---\n- title\n- date\n---\n\n:::{paper-review} 2510.00931\n:::\n"},
        {"suppress_warnings": ["myst.topmatter", "paperreview.title"]},
        "a.md:2",
    ),
    # A character for private use, which fonts of systems do not have.
    "glyph": (
        {
            "a.md": '---\ntitle: "T \\uE123"\ndate: 2025-10-01\n---\n\n:::{paper-review}\n:::\n\nText.\n'
        },
        {"paperreview_social_cards": True, "html_baseurl": "https://example.org/"},
        "a.md",
    ),
    "identifier": ({"a.md": page("arxiv: 1706.3")}, {}, "a.md:4"),
    "math": ({"a.md": page("", "Text {math}`\\unknown`.")}, {}, "a.md:7"),
    "raw_emphasis": ({"a.md": page("", "한글**강조 **글자")}, {}, "a.md:7"),
    "reference": ({"index.md": "# Home\n\n{tag}`nothing`\n"}, {}, "index.md:3"),
    "taxonomy": (
        {"a.md": page("tags: [Models]")},
        {"paperreview_taxonomy": {"tags": {"A": {"broader": ["Modles"]}}}},
        "",
    ),
    "title": ({"a.md": "---\ndate: 2025-10-01\n---\n\nText.\n"}, {}, "a.md"),
    "unknown_tag": ({"a.md": page("tags: [x]")}, {"paperreview_unknown_tags": "warn"}, "a.md"),
}


def build(site, subtype: str, *suppressed: str):
    files, conf, _ = CASES[subtype]
    site.write({"index.md": "# Home\n", **files}, html_theme="sphinx_paperreview", **conf)
    quiet = [*conf.get("suppress_warnings", ()), *suppressed]
    return site.build("dirhtml", suppress_warnings=quiet)


def test_there_is_a_case_for_every_subtype():
    assert set(CASES) == {problem.subtype for problem in Problem}


@pytest.mark.parametrize("problem", Problem, ids=lambda problem: problem.subtype)
def test_a_slip_is_one_warning_with_its_place_and_its_name(site, problem):
    warnings = build(site, problem.subtype).warnings
    place = CASES[problem.subtype][2]
    assert warnings.count("WARNING: ") == 1, warnings
    where, _, said = warnings.strip().partition("WARNING: ")
    assert where.endswith(f"/{place}: " if place else "")
    assert said.endswith(f" [paperreview.{problem.subtype}]")
    assert "\n" not in said
    assert len(said) > 30  # a sentence


@pytest.mark.parametrize("problem", Problem, ids=lambda problem: problem.subtype)
def test_it_can_be_switched_off(site, problem):
    assert build(site, problem.subtype, f"paperreview.{problem.subtype}").warnings == ""


@pytest.mark.parametrize("problem", Problem, ids=lambda problem: problem.subtype)
def test_all_can_be_switched_off_at_once(site, problem):
    assert build(site, problem.subtype, "paperreview").warnings == ""
