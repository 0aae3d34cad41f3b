"""What a build holds in memory, and how often Python looks through it for what is lost.

Python counts references, and looks for circles of objects that nobody refers to. A document is such
a circle, and so Python would look through all of a large site each time that some pages are done,
and once more when the process ends. What is needed to the end is set aside from that.
"""

from __future__ import annotations

import atexit
import gc
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx

#: New objects until Python looks through the new ones, then the younger ones, then all.
_THRESHOLDS = (10_000, 10, 100)
#: Trees that are kept until their pages are written, each some 70 kB.
MOST_TREES = 500


def set_aside(*_: object) -> tuple[()]:
    """Take what is there out of the search; it is needed until the build ends."""
    gc.freeze()
    return ()


def on_doctree_read(app: Sphinx, doctree: Document) -> None:
    """Let go of trees where there are many: all are on the disk.

    Sphinx keeps the trees that it has read until they are written, which is memory for each page.
    """
    trees = getattr(app.env, "_write_doc_doctree_cache", None)
    if isinstance(trees, dict) and len(trees) > MOST_TREES:
        trees.popitem()


def on_build_finished(
    thresholds: tuple[int, int, int], app: Sphinx, exception: Exception | None
) -> None:
    """Leave Python as it was: more may be built in this process."""
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def setup(app: Sphinx) -> None:
    """Set aside what each step of a build leaves behind for all that follow."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    for event in ("config-inited", "builder-inited", "env-updated"):
        app.connect(event, set_aside, priority=999)
    app.connect("doctree-read", on_doctree_read)
    app.connect("build-finished", partial(on_build_finished, thresholds), priority=999)
    # Once, however many sites are built: what a process ends with goes with it.
    atexit.unregister(set_aside)
    atexit.register(set_aside)
