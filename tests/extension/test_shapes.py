"""What other extensions read of a document is what Sphinx and MyST-Parser give them."""

from __future__ import annotations

import copy

import pytest
from docutils import nodes
from sphinx.events import EventManager

FRONT = """\
---
title: "[논문리뷰] Attention"
date: 2025-10-02 13:30:22+0900
last_modified_at: 2025-10-03
tags: [GRPO, "C++", 1.0]
category: ai/review
description: About it.
draft: false
rating: 4
paper:
  arxiv: 1706.03762
  authors: [Ashish Vaswani, Noam Shazeer]
nothing:
list: [1, 2, [3]]
---
"""
TEXT = "\nText of **굵은 글씨**를 쓴 [link](https://example.org/).\n\n## Part\n\n- One\n- Two\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\nplain\nsub/titled\n```\n",
    "plain.md": "# Plain\n\nText.\n\n## Part *two*\n\nMore.\n",
    "sub/titled.md": "---\nauthor: Me\nmyst:\n  html_meta:\n    description: Words\n---\n\n# Titled\n\nText.\n",
    "sub/untitled.md": "---\norphan: true\n---\n\nText without a heading.\n",
    "ai/review/a.md": f"{FRONT}\n# [논문리뷰] Attention\n{TEXT}",
    "ai/review/b.md": f"{FRONT.replace('1706.03762', '1706.03763')}\n# [논문리뷰] Attention\n{TEXT}",
    "ai/review/rest.rst": ":date: 2025-10-04\n:tags: [GRPO]\n:orphan:\n\nIn reST\n=======\n\nText.\n",
}
#: As this project switches them on.
MYST = {"myst_enable_extensions": ["colon_fence"], "suppress_warnings": ["toc"]}


class Seen:
    """What an extension sees of a build."""

    def __init__(self, build, sources):
        assert build.warnings == ""
        env = build.app.env
        self.sources = sources
        self.metadata = {name: dict(env.metadata[name]) for name in env.all_docs}
        self.titles = {name: env.titles[name].pformat() for name in env.all_docs}
        self.longtitles = {name: env.longtitles[name].pformat() for name in env.all_docs}
        self.tocs = {name: env.tocs[name].pformat() for name in env.all_docs}
        self.doctrees = {name: env.get_doctree(name) for name in env.all_docs}
        self.dependencies = {name: set(env.dependencies[name]) for name in env.all_docs}


@pytest.fixture
def seen(site, monkeypatch):
    """Return what plain Sphinx shows, and what it shows with this project."""

    def build(name, **conf):
        sources = {}
        emit = EventManager.emit

        def note(manager, event, *args, **options):
            result = emit(manager, event, *args, **options)
            if event == "source-read":
                sources[args[0]] = copy.copy(args[1][0])
            return result

        with monkeypatch.context() as patch:
            patch.setattr(EventManager, "emit", note)
            built = site.write(FILES, **conf).build("html", out=name)
        return Seen(built, sources)

    plain = build("plain", extensions=["myst_parser"], **MYST, html_theme="basic")
    ours = build("ours", extensions=["sphinx_paperreview"], **MYST, html_theme="sphinx_paperreview")
    return plain, ours


def test_metadata_titles_and_sources_are_those_of_sphinx(seen):
    plain, ours = seen
    assert ours.sources == plain.sources
    for metadata in (*plain.metadata.values(), *ours.metadata.values()):
        # Listings lead to posts: no toctree need do so.
        metadata.pop("orphan", None)
        # Headings of posts have names that links can use, as `myst_heading_anchors` gives them.
        metadata.pop("myst_slugs", None)
    assert ours.metadata == plain.metadata
    assert ours.titles == plain.titles
    assert ours.longtitles == plain.longtitles
    assert ours.dependencies == plain.dependencies


def test_doctrees_of_other_documents_are_those_of_sphinx(seen):
    plain, ours = seen
    for name in ("index", "plain", "sub/titled", "sub/untitled"):
        assert ours.doctrees[name].pformat() == plain.doctrees[name].pformat()
        assert ours.tocs[name] == plain.tocs[name]


def test_doctrees_of_posts_have_the_nodes_that_sphinx_gives_them(seen):
    plain, ours = seen
    for name in ("ai/review/a", "ai/review/b", "ai/review/rest"):
        assert shapes(ours.doctrees[name]) == shapes(plain.doctrees[name])


def shapes(doctree):
    """Return kinds and texts of all nodes but our placeholders."""
    return [
        (type(node).__name__, node.astext() if isinstance(node, nodes.Text) else "")
        for node in doctree.findall()
        if not type(node).__name__.startswith("paper_")
    ]
