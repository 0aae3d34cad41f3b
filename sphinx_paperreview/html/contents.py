"""The contents of a page, where its author asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

#: Headings that a reader does not expect, and that make a list of headings worth its room.
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the page, and those below it."""

    title: str
    anchor: str
    children: tuple[Heading, ...] = ()


def build_contents(doctree: nodes.document, skeleton: Container[str]) -> tuple[Heading, ...]:
    """Return the headings below the title, none where they are those of every review.

    :param skeleton: headings that all reviews have, in small letters
    """
    sections = [node for node in doctree if isinstance(node, nodes.section)]
    top = sections[0] if len(sections) == 1 else doctree
    headings = _headings(top)
    own = [title for title in _titles(headings) if title.casefold() not in skeleton]
    return headings if len(own) >= _FEWEST else ()


def _titles(headings: tuple[Heading, ...]) -> Iterator[str]:
    for heading in headings:
        yield heading.title
        yield from _titles(heading.children)


def _headings(parent: nodes.Element) -> tuple[Heading, ...]:
    return tuple(
        Heading(
            title=" ".join(section.children[0].astext().split()),
            anchor=section["ids"][0],
            children=_headings(section),
        )
        for section in parent.children
        if isinstance(section, nodes.section) and section.children and section["ids"]
    )
