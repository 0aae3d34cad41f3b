"""Output folders below the source folder: what a build has written there is no source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_paperreview.links import MANIFEST

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take out files that an earlier build wrote, such as the Markdown twins of reviews."""
    # Not by exclude_patterns: to change those makes Sphinx read everything again.
    folders: dict[Path, bool] = {Path(app.srcdir): False}
    for docname in added | changed:
        if is_output(Path(env.doc2path(docname)).parent, folders):
            for docnames in (env.found_docs, added, changed):
                docnames.discard(docname)
            if docname in env.all_docs:
                removed.add(docname)
    return []


def is_output(folder: Path, known: dict[Path, bool]) -> bool:
    """Return whether a folder is, or is in, one that holds the manifest of a build."""
    if folder not in known:
        is_top = (folder / MANIFEST).is_file()
        known[folder] = is_top or (folder != folder.parent and is_output(folder.parent, known))
    return known[folder]


def setup(app: Sphinx) -> None:
    """Look before anything else looks at the files."""
    app.connect("env-get-outdated", on_env_get_outdated, priority=300)
