"""A build holds few trees at a time, and leaves a process that goes on as it was."""

from __future__ import annotations

import gc
import weakref

from sphinx.testing.util import SphinxTestApp

from sphinx_paperreview import memory

FILES = {f"{name}.md": f"---\norphan: true\n---\n\n# {name}\n" for name in "abcd"}


def test_few_trees_are_held_between_reading_and_writing(site, monkeypatch):
    monkeypatch.setattr(memory, "MOST_TREES", 2)
    held = []
    set_aside = memory.set_aside

    def note(*args):
        if hasattr(args[0] if args else None, "env"):
            held.append(len(args[0].env._write_doc_doctree_cache))
        return set_aside()

    monkeypatch.setattr(memory, "set_aside", note)
    site.write({"index.md": "# Home\n", **FILES}).build()
    assert 2 <= held[-1] <= 3


def test_the_collector_works_as_before_when_a_build_is_over(site):
    before = gc.get_threshold()
    site.write({"index.md": "# Home\n"}).build()
    assert gc.get_threshold() == before


def test_a_process_that_builds_again_and_again_holds_the_last_build_at_most(site):
    site.write({"index.md": "# Home\n", **FILES})
    apps = []
    for number in range(4):
        app = SphinxTestApp("html", srcdir=site.source, builddir=site.folder / f"out{number}")
        app.build()
        app.cleanup()
        apps.append(weakref.ref(app))
        del app
        gc.collect()
    assert sum(ref() is not None for ref in apps) <= 1
