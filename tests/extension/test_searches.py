"""Searches that are left out find nothing: pages are the same with and without them."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from docutils import nodes
from docutils.transforms import Transformer
from sphinx.testing.util import SphinxTestApp

from sphinx_paperreview import rendering, searches

EXAMPLE = Path(__file__).parents[2] / "example_site"


def build_example(folder, builder):
    """Build the example site, which has all that pages can have; return trees and pages."""
    app = SphinxTestApp(buildername=builder, srcdir=EXAMPLE, builddir=folder)
    try:
        app.build()
        trees = {name: app.env.get_doctree(name).pformat() for name in sorted(app.env.all_docs)}
        outdir = Path(app.outdir)
        pages = {
            path.relative_to(outdir).as_posix(): path.read_bytes()
            for path in sorted(outdir.rglob("*.html"))
        }
        return trees, pages, app.warning.getvalue()
    finally:
        app.cleanup()


def test_nothing_is_lost_by_leaving_out_searches(tmp_path, monkeypatch):
    counts = {}
    apply_transforms = Transformer.apply_transforms
    for name in ("with", "without"):
        monkeypatch.setattr(searches, "is_alone", lambda _, name=name: name == "without")
        applied = []

        def note(transformer, applied=applied):
            apply_transforms(transformer)
            applied += transformer.applied

        monkeypatch.setattr(Transformer, "apply_transforms", note)
        counts[name] = build_example(tmp_path / name, "dirhtml"), len(applied)
    assert counts["with"][0] == counts["without"][0]
    assert counts["without"][1] < counts["with"][1] * 0.9


@pytest.mark.parametrize("name", searches._SOUGHT)
def test_each_search_is_there_in_this_version(name):
    module, _, transform = name.rpartition(".")
    assert hasattr(getattr(importlib.import_module(module), transform), "apply")


QUOTING = """
from docutils import nodes
from sphinx.transforms import SphinxTransform

class Quote(SphinxTransform):
    default_priority = 100

    def apply(self):
        block = nodes.block_quote()
        block += nodes.doctest_block(">>> 1", ">>> 1")
        self.document += block

def setup(app):
    app.add_transform(Quote)
"""


def test_a_transform_of_others_that_may_bring_nodes_keeps_all_searches(site, monkeypatch):
    monkeypatch.syspath_prepend(str(site.source))
    extensions = ["sphinx_paperreview", "quoting"]
    site.write({"quoting.py": QUOTING, "index.md": "# Home\n\nText.\n"}, extensions=extensions)
    doctree = site.build().app.env.get_doctree("index")
    # What Sphinx's searches do: no quote around what is called a doctest.
    assert not list(doctree.findall(nodes.block_quote))
    (block,) = doctree.findall(nodes.doctest_block)
    assert "doctest" in block["classes"]


def test_the_renderer_knows_what_this_version_of_myst_parser_prepares(site, monkeypatch):
    languages = []
    setup_render = rendering.PaperRenderer.setup_render

    def note(renderer, options, env):
        setup_render(renderer, options, env)
        languages.append(renderer.language)

    monkeypatch.setattr(rendering.PaperRenderer, "setup_render", note)
    post = "---\ndate: 2025-10-01\n---\n\n# A\n\nText.\n"
    assert site.write({"index.md": "# Home\n\nText.\n", "a.md": post}).build().warnings == ""
    assert languages == ["en", "en"]
