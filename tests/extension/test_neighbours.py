"""Other extensions beside this one: all work, and nothing is said or written twice."""

from __future__ import annotations

import json
import os
from collections import Counter
from importlib.util import find_spec

import pytest

BASE = "https://example.org/sub/"
CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Site",
    "language": "ko",
    "html_baseurl": BASE,
    "paperreview_now": "2025-12-01T00:00:00Z",
    "paperreview_feeds": ["site", "category", "tag"],
}


def post(title: str, day: int) -> str:
    return (
        f"---\ntitle: {title}\ndate: 2025-10-{day:02}\ntags: [GRPO, 강화 학습]\n"
        f"authors: [Jane Doe]\ncategory: ai\n---\n\n:::{{paper-review}} 2510.{day:05}\n"
        f":authors: Ammar Khairi; Daniel D'souza\n:::\n\nText **대규모(LLM)**의 글 {day}.\n\n"
        "```python\nprint(1)\n```\n"
    )


NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {
        "date": "2025-10-05",
        "tags": ["GRPO"],
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    },
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Notebook\n\nCells."},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "1+1", "outputs": [], "execution_count": 1},
    ],
}  # fmt: skip
TEXT_NOTEBOOK = (
    "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n  display_name: Python 3\n  language: python\ndate: '2025-10-06'\n---\n\n# Cells\n\n"
    "Text.\n\n```{code-cell}\n1+1\n```\n"
)
FILES = {
    "index.md": "# Home\n\nAll reviews.\n\n```{toctree}\n:glob:\n:hidden:\n\n_tags/*\n```\n",
    "about.md": "---\norphan: true\n---\n\n# About\n\nWho.\n",
    "ai/a.md": post("A", 1),
    "ai/b.md": post("B", 2),
    "ai/c.rst": ":title: C\n:date: 2025-10-03\n:tags: GRPO\n\nText.\n",
    "_tags/index.md": "# All\n",
}
#: Settings and files of sites that use the others.
NEIGHBOURS = {
    "sphinxext.opengraph": ({"ogp_site_url": BASE, "ogp_social_cards": {"enable": False}}, {}),
    "sphinx_sitemap": ({"sitemap_url_scheme": "{link}"}, {}),
    "notfound.extension": ({}, {}),
    "ablog": (
        {
            "blog_baseurl": BASE,
            "blog_title": "Blog",
            "blog_post_pattern": "ai/*",
            "fontawesome_included": True,
        },
        {},
    ),
    "sphinx_tags": (
        {"tags_create_tags": True, "tags_extension": ["md"]},
        {"about.md": "---\norphan: true\n---\n\n# About\n\n```{tags} GRPO, Other\n```\n"},
    ),
    "sphinxcontrib.bibtex": (
        {"bibtex_bibfiles": ["refs.bib"]},
        {
            "refs.bib": "@misc{one, title={T}, author={A B}, year=2020}\n",
            "bib.md": "---\norphan: true\n---\n\n# Bib\n\n{cite}`one`\n\n```{bibliography}\n```\n",
        },
    ),
    "sphinx_copybutton": ({}, {}),
    "myst_nb": (
        {"nb_execution_mode": "off"},
        {"ai/n.ipynb": json.dumps(NOTEBOOK), "ai/t.md": TEXT_NOTEBOOK},
    ),
}
ORDERS = ("before", "after")
#: What a head says once.
ONCE = ("description", "robots", "author", "ai-disclosure", "canonical", "prev", "next", "title")
#: Notes which files of the output folder are opened for writing.
WATCH = """
import atexit, collections, json, os, sys
_written = collections.Counter()
def _watch(event, details):
    if event == "open" and isinstance(details[0], (str, os.PathLike)) and details[1]:
        if set(details[1]) & set("wax+"):
            _written[os.path.abspath(os.fspath(details[0]))] += 1
sys.addaudithook(_watch)
def _save():
    counts = dict(_written)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "written.json"), "w") as file:
        json.dump(counts, file)
atexit.register(_save)
"""


def require(*names: str) -> None:
    missing = [
        name for name in names if find_spec(name.partition(".")[0]) is None or not find_spec(name)
    ]
    if missing:
        reason = f"not installed: {', '.join(missing)}"
        print(reason)
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def write_site(site, names, order="after", **conf):
    """Write a site that uses other extensions."""
    require(*names)
    files, values = dict(FILES), {**CONF}
    for name in names:
        values.update(NEIGHBOURS[name][0])
        files.update(NEIGHBOURS[name][1])
    ours = ["sphinx_paperreview"]
    extensions = [*names, *ours] if order == "before" else [*ours, *names]
    site.write(files, **{**values, "extensions": extensions, **conf})
    path = site.source / "conf.py"
    path.write_text(path.read_text("utf-8") + WATCH, "utf-8")
    return site


def build_site(site, builder="dirhtml"):
    code, build = site.run("-W", "--keep-going", builder=builder)
    assert code == 0, build.warnings
    assert build.warnings == ""
    return build


def heads(build):
    for name in build.files:
        if name.endswith(".html") and "_static" not in name:
            yield name, build.html(name).find("head")


def check_heads(build) -> None:
    """Assert that no head says a thing twice."""
    for page, head in heads(build):
        said = Counter()
        for meta in head.iter("meta"):
            name = meta.get("name") or meta.get("property") or ""
            if name in ONCE or name.startswith(("og:", "twitter:", "article:")):
                said[name] += name != "article:tag"
        for link in head.iter("link"):
            if link.get("rel") in ("canonical", "prev", "next"):
                said[link.get("rel")] += 1
            elif link.get("rel") == "alternate":
                said[link.get("type"), link.get("hreflang"), link.get("href").rpartition("/")[2],
                     link.get("href")] += 1  # fmt: skip
        said["title"] = len(list(head.iter("title")))
        said["data"] = sum(s.get("type") == "application/ld+json" for s in head.iter("script"))
        assert {name: count for name, count in said.items() if count > 1} == {}, page
        assert said["title"] == 1, page


def check_files(site, build) -> None:
    """Assert that no page, feed or sitemap is written twice."""
    counts = json.loads((site.source / "written.json").read_text("utf-8"))
    names = {os.path.relpath(path, build.outdir): count for path, count in counts.items()}
    ours = {
        name: count
        for name, count in names.items()
        if name in build.files and not name.startswith(("_static", "_sphinx_design_static"))
    }
    assert {"index.html", "sitemap.xml", "feed.xml", "robots.txt"} <= ours.keys()
    assert {name: count for name, count in ours.items() if count > 1} == {}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_nothing_is_said_or_written_twice(site, name, order):
    build = build_site(write_site(site, [name], order))
    check_heads(build)
    check_files(site, build)
    page = build.text("ai/a/index.html")
    assert "page__taxonomy-item" in page
    assert "<strong>대규모(LLM)</strong>의" in page
    assert len(list(build.html("ai/a/index.html").iter("h1"))) == 1
    assert {"tags/grpo/index.html", "ai/feed.xml", "tags/grpo/feed.xml"} <= build.files.keys()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("order", ORDERS)
def test_all_go_together(site, order, builder):
    build = build_site(write_site(site, list(NEIGHBOURS), order), builder)
    check_heads(build)
    check_files(site, build)


def test_so_they_do_in_another_theme(site):
    build = build_site(write_site(site, list(NEIGHBOURS), html_theme="alabaster"), "html")
    check_heads(build)
    check_files(site, build)


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_what_others_read_stays_as_they_know_it(site, name):
    """Posts are orphans, and have a heading more; nothing that is there is changed."""
    found = {}
    script = (
        "import json, pickle, sys\n"
        "env = pickle.load(open(sys.argv[1], 'rb'))\n"
        "print(json.dumps(env.metadata))\n"
    )
    for kind, extensions in (
        ("alone", [*(["myst_parser"] if name != "myst_nb" else []), "sphinx_design", name]),
        ("both", ["sphinx_paperreview", name]),
    ):
        write_site(
            site,
            [name],
            extensions=extensions,
            html_theme="basic",
            suppress_warnings=["toc", "myst", "docutils"],
            myst_enable_extensions=["colon_fence"],
        )
        site.run(out=kind)
        from subprocess import run
        from sys import executable

        pickle = site.folder / kind / "doctrees" / "environment.pickle"
        done = run(
            [executable, "-c", script, str(pickle)], capture_output=True, text=True, check=True
        )
        found[kind] = json.loads(done.stdout)
    assert found["both"].keys() == found["alone"].keys()
    for docname, values in found["alone"].items():
        seen = found["both"][docname]
        # what is emphasis is counted in another way
        values.pop("wordcount", None), seen.pop("wordcount", None)
        assert {key: seen.get(key) for key in values} == values, docname
        assert seen.keys() - values.keys() <= {"orphan", "myst_slugs"}, docname


def test_opengraph_of_another_is_left_to_it(site):
    build = build_site(write_site(site, ["sphinxext.opengraph"], paperreview_social_cards=True))
    assert build.status.count("sphinxext.opengraph is loaded") == 1
    head = dict(heads(build))["ai/a/index.html"]
    said = [meta.get("property") or meta.get("name") for meta in head.iter("meta")]
    assert "article:published_time" not in said
    assert said.count("og:title") == 1
    assert "application/ld+json" in [script.get("type") for script in head.iter("script")]
    assert not [name for name in build.files if name.startswith("_images/social")]


def test_a_sitemap_of_another_is_left_to_it(site):
    build = build_site(write_site(site, ["sphinx_sitemap"]), "html")
    assert build.status.count("sphinx_sitemap is loaded") == 1
    assert "<lastmod>" not in build.text("sitemap.xml")
    assert f"Sitemap: {BASE}sitemap.xml" in build.text("robots.txt")


def test_the_404_page_of_another_is_left_to_it(site):
    build = build_site(write_site(site, ["notfound.extension"]), "html")
    assert build.status.count("notfound.extension is loaded") == 1
    page = build.html("404.html")
    assert len(list(page.iter("h1"))) == 1
    assert "not-found-card" not in build.text("404.html")


def test_pages_of_a_blog_extension_have_one_heading_and_ours_stay_ours(site):
    build = build_site(write_site(site, ["ablog"]))
    assert "<time" in build.text("ai/a/index.html")
    assert len(list(build.html("blog/tag/grpo/index.html").iter("h1"))) == 1
    assert len(list(build.html("blog/2025/index.html").iter("h1"))) == 1


def test_tags_of_another_extension_are_pages_beside_ours(site):
    build = build_site(write_site(site, ["sphinx_tags"]))
    assert {"_tags/grpo/index.html", "tags/grpo/index.html"} <= build.files.keys()


def test_citations_work(site):
    build = build_site(write_site(site, ["sphinxcontrib.bibtex"]))
    assert "A B" in build.text("bib/index.html")


def test_copy_buttons_find_the_code(site):
    build = build_site(write_site(site, ["sphinx_copybutton"]))
    assert "copybutton.js" in build.text("ai/a/index.html")


@pytest.mark.parametrize("order", ORDERS)
def test_notebooks_are_posts_and_markdown_stays_ours(site, order):
    build = build_site(write_site(site, ["myst_nb"], order))
    listed = build.text("tags/grpo/index.html")
    assert 'href="../../ai/n/"' in listed
    assert 'href="../../ai/a/"' in listed
    assert next(build.html("ai/a/index.html").iter("h1")).text == "A"
    assert "Cells" in build.text("feed.xml")
    twins = sorted(name for name in build.files if name.endswith(".md"))
    assert twins == ["ai/a/index.md", "ai/b/index.md"]
