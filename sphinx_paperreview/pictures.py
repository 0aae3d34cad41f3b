"""Names of pictures in the output folder: the same whatever was read first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Name all pictures anew, in the order of the documents that show them.

    Sphinx names them when they are read: of two called ``figure.png``, the one that is read later
    becomes ``figure1.png``, and after an edit that is another one than in a clean build.
    """
    known = {path: sorted(docnames) for path, (docnames, _) in env.images.items() if docnames}
    images = type(env.images)()
    for path, docnames in sorted(known.items(), key=lambda item: (item[1][0], item[0])):
        for docname in docnames:
            images.add_file(docname, path)
    env.images = images


def setup(app: Sphinx) -> None:
    """Name them when all is read, before anyone asks for a name."""
    app.connect("env-updated", on_env_updated, priority=360)
