"""The contents of a page, where its author asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes

#: A single heading needs no list of headings.
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the page, and those below it."""

    title: str
    anchor: str
    children: tuple[Heading, ...] = ()


def build_contents(doctree: nodes.document) -> tuple[Heading, ...]:
    """Return the headings below the title, none where there is no choice between them."""
    sections = [node for node in doctree if isinstance(node, nodes.section)]
    top = sections[0] if len(sections) == 1 else doctree
    headings = _headings(top)
    return headings if len(headings) >= _FEWEST else ()


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
