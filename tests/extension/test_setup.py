"""Turning it on: alone, beside others, by a slip, twice."""

from __future__ import annotations

import sys

import pytest

POST = """\
---
title: One
date: 2025-10-02
tags: [GRPO]
---

:::{paper-review} 2510.00931
:::

::::{grid} 2
:::{grid-item}
Text
:::
::::
"""
FILES = {"index.md": "# Home\n", "a/one.md": POST}


@pytest.mark.parametrize(
    "extensions",
    [
        ["sphinx_paperreview"],
        ["myst_parser", "sphinx_paperreview"],
        ["sphinx_paperreview", "myst_parser"],
        ["sphinx_design", "sphinx_paperreview"],
        ["sphinx_paperreview", "sphinx_design"],
        ["sphinx_design", "myst_parser", "sphinx_paperreview"],
        ["sphinx_paperreview", "myst_parser", "sphinx_design"],
        ["sphinx_design", "sphinx_paperreview", "myst_parser"],
    ],
    ids=", ".join,
)
@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
def test_the_order_of_extensions_does_not_matter(site, extensions, theme):
    text = POST + "\n**대규모 모델(LLM)**의 글.\n"
    site.write({**FILES, "a/one.md": text}, extensions=extensions, html_theme=theme)
    build = site.build()
    assert build.warnings == ""
    page = build.text("a/one.html")
    assert "<strong>대규모 모델(LLM)</strong>의" in page
    assert "sd-row" in page
    assert "https://arxiv.org/abs/2510.00931" in page
    assert build.has("tags/grpo.html")


def test_the_readers_own_syntax_stays_switched_on(site):
    text = "# Home\n\n:::{note}\nNoted\n:::\n\nTerm\n: Meaning\n\n$x^2$\n"
    site.write({"index.md": text}, myst_enable_extensions=["deflist", "dollarmath"])
    build = site.build()
    assert build.warnings == ""
    page = build.text("index.html")
    assert "<dt" in page
    assert "math notranslate" in page
    assert "admonition note" in page
    assert build.app.config.myst_enable_extensions == ["colon_fence", "deflist", "dollarmath"]


@pytest.mark.parametrize("extensions", [[], ["myst_parser"]])
def test_the_theme_alone_stops_with_one_sentence(site, extensions):
    site.write(
        {"index.rst": "Home\n====\n"}, extensions=extensions, html_theme="sphinx_paperreview"
    )
    code, build = site.run()
    assert code == 2
    assert 'write extensions = ["sphinx_paperreview"] in conf.py' in build.warnings
    assert not build.has("index.html")


WRONG = [
    ("paperreview_page_size", "20", "int"),
    ("paperreview_page_size", 0, "above 0"),
    ("paperreview_page_size", True, "int"),
    ("paperreview_tag_min_count", -1, "above 0"),
    ("paperreview_timezone", "Seoul", "Asia/Seoul"),
    ("paperreview_now", "yesterday", "ISO"),
    ("paperreview_paths", ["tags"], "dict"),
    ("paperreview_paths", {"tag": "x"}, "tags"),
    ("paperreview_paths", {"tags": "a b"}, "address"),
    ("paperreview_paths", {"tags": "../up"}, "address"),
    ("paperreview_paths", {"tags": "/tags/"}, "address"),
    ("paperreview_include", "posts/**", "list"),
    ("paperreview_include", [1], "texts"),
    ("paperreview_disclaimers", {"own": 1}, "texts"),
    ("paperreview_default_disclaimer", "ai-generatd", "ai-generated"),
    ("paperreview_build_drafts", "yes", "bool"),
    ("paperreview_cjk_emphasis", 1, "bool"),
    ("paperreview_home", "no-such-document", "no-such-document"),
    ("paperreview_taxonomy", 1, "str"),
    ("paperreview_404_prefix", 1, "str"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_value_is_reported_once_and_its_default_used(site, name, value, words):
    build = site.write(FILES, **{name: value}, html_theme="sphinx_paperreview").build()
    assert build.warnings.count("WARNING") == 1, build.warnings
    assert f"{name} = {value!r}" in build.warnings
    assert words in build.warnings
    assert "[paperreview.config]" in build.warnings
    assert build.has("a/one.html")
    assert build.has("tags/grpo.html")


def test_two_sites_of_one_process_do_not_see_each_other(make_site):
    one = make_site("one").write(FILES, html_theme="sphinx_paperreview", language="ko")
    two = make_site("two").write(
        {"index.md": "# Home\n", "b/two.md": POST.replace("One", "Two").replace("GRPO", "DPO")},
        html_theme="sphinx_paperreview",
        paperreview_paths={"tags": "topics"},
    )
    before = one.build("dirhtml").files
    other = two.build("dirhtml")
    assert other.warnings == ""
    assert list(other.reviews()) == ["b/two"]
    assert not other.has("tags/index.html")
    assert "2025년" not in other.text("b/two/index.html")
    assert "a/one" not in other.text("index.html")
    assert one.build("dirhtml", out="again").files == before


def test_the_parser_of_a_site_without_the_extension_is_left_alone(make_site):
    make_site("ours").write(FILES).build()
    text = "# Home\n\n**대규모(LLM)**의 글\n"
    site = make_site("plain").write({"index.md": text}, extensions=["myst_parser"])
    build = site.build()
    assert build.warnings == ""
    assert "**대규모(LLM)**의" in build.text("index.html")


def test_a_warning_can_be_suppressed(site):
    source = POST.replace("2510.00931", "nonsense")
    site.write({**FILES, "a/one.md": source}, suppress_warnings=["paperreview.identifier"])
    assert site.build().warnings == ""


def test_importing_the_package_does_no_work():
    import subprocess

    code = "import sys, sphinx_paperreview; print('myst_parser' in sys.modules, sphinx_paperreview.__version__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("False 0.")
