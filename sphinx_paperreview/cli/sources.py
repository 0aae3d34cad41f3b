"""Reading the source files of a site without building it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_paperreview.frontmatter import read_front

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_paperreview.core.fields import Fields

_SUFFIXES = (".md", ".rst")


def find_sources(folder: Path) -> Iterator[tuple[str, Fields]]:
    """Yield document names and front matter of all pages below a folder, in order."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.suffix not in _SUFFIXES or any(part.startswith(("_", ".")) for part in parts):
            continue
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        if "\0" in text:
            # A build leaves the file out, too.
            continue
        front, _ = read_front(text)
        yield path.relative_to(folder).with_suffix("").as_posix(), front
