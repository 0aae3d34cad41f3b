"""Addresses of pages, for builders that have pages."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: What a build remembers of itself, in its output folder.
MANIFEST = ".paperreview.json"
THEME = Path(__file__).parent / "theme" / "sphinx_paperreview"


def has_templates(builder: Builder) -> bool:
    """Return whether the builder renders pages through a theme's templates."""
    return isinstance(builder, StandaloneHTMLBuilder) and not isinstance(
        builder, SerializingHTMLBuilder
    )


def is_page_builder(builder: Builder) -> bool:
    """Return whether each document becomes a page of a site."""
    is_single = isinstance(builder, SingleFileHTMLBuilder)
    return has_templates(builder) and not is_single and not getattr(builder, "embedded", False)


def has_own_theme(builder: Builder) -> bool:
    """Return whether pages are dressed by our theme, or by one that builds on it."""
    theme = getattr(builder, "theme", None)
    return theme is not None and _builds_on_ours(theme)


# Asked at every step of every page; a build has one theme.
@lru_cache(maxsize=4)
def _builds_on_ours(theme: Any) -> bool:
    return str(THEME) in map(str, theme.get_theme_dirs())


def find_output_path(builder: Builder, page: str) -> Path:
    """Return the file that a page builder writes a page to."""
    assert isinstance(builder, StandaloneHTMLBuilder)
    path = builder.get_output_path(page)
    return path if isinstance(path, Path) else Path(path)


def has_file(outdir: str | os.PathLike[str], name: str) -> bool:
    """Return whether a file is there; asked for thousands, of which path objects make a burden."""
    return os.path.isfile(f"{outdir}/{name}")  # noqa: PTH113 - see above


def remove_file(path: Path, outdir: Path) -> int:
    """Remove a file below the output folder, and folders left empty; return how many it was."""
    top = outdir.resolve()
    if not path.resolve().is_relative_to(top):
        return 0
    count = int(path.is_file())
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder.resolve() == top or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()
    return count


def build_uri(builder: Builder, source: str, page: str) -> str:
    """Return the address of *page* as seen from *source*, escaped for an attribute ``href``.

    :raises NoUri: where the builder has no address for it
    """
    uri = builder.get_relative_uri(source, page)
    # dirhtml leaves names as they are, so that '#' or '?' in one would cut the address.
    return quote(uri) if isinstance(builder, DirectoryHTMLBuilder) else uri


def build_target(builder: Builder, page: str) -> str:
    """Return the address of *page* from the top of the site, escaped like :func:`build_uri`."""
    uri = builder.get_target_uri(page)
    return quote(uri) if isinstance(builder, DirectoryHTMLBuilder) else uri


def build_reference(
    builder: Builder, source: str, page: str, content: nodes.Node, title: str = ""
) -> nodes.reference:
    """Return a link to *page*.

    :raises NoUri: where the builder has no address for it
    """
    reference = nodes.reference("", "", content, internal=True)
    reference["refuri"] = build_uri(builder, source, page) or "#"
    if title:
        reference["reftitle"] = title
    return reference
