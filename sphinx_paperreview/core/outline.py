"""The tree of documents that are no posts: what is below what, and the way to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_paperreview.core.records import record
from sphinx_paperreview.core.views import LinkView

if TYPE_CHECKING:
    from collections.abc import Mapping

#: So many entries of one level stand in a sidebar; of more, those around the current one.
MOST_ENTRIES = 60


@record
class Entry:
    """A line of a table of contents: a document, or an address of another site."""

    title: str
    page: str = ""
    address: str = ""


@record
class EntryView:
    """A line of a section's contents, with the lines below it where they are shown."""

    title: str
    page: str = ""
    address: str = ""
    is_current: bool = False
    children: tuple[EntryView, ...] = ()


@record
class SectionView:
    """The part of the documents that a page belongs to."""

    #: empty where it is all of them
    title: str = ""
    page: str = ""
    entries: tuple[EntryView, ...] = ()


@record
class PlaceView:
    """Where a document stands among the others."""

    #: documents above it, the first one left out
    parents: tuple[LinkView, ...] = ()
    previous: LinkView | None = None
    next: LinkView | None = None
    section: SectionView | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """All documents that the first one leads to."""

    root: str = ""
    #: what stands in the tables of contents of each document
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    #: names of documents in the order in which they are read, and of those above each
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    #: the document before and the document after each
    neighbours: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def build_outline(
    root: str, entries: Mapping[str, tuple[Entry, ...]], titles: Mapping[str, str]
) -> Outline:
    """Return the tree below *root*; a document that stands in it twice has its first place."""
    parents: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [(root, ())]
    while waiting:
        page, above = waiting.pop()
        if page in parents:
            continue
        parents[page] = above
        # The stack's end comes next.
        waiting.extend(
            (entry.page, (*above, page)) for entry in reversed(entries.get(page, ())) if entry.page
        )
    order = ["", *parents, ""]
    neighbours = {
        page: (before, after)
        for before, page, after in zip(order, order[1:], order[2:], strict=False)
    }
    return Outline(root, entries, parents, titles, neighbours)


def build_place(outline: Outline, page: str) -> PlaceView | None:
    """Return where a document stands, None where no table of contents leads to it."""
    above = outline.parents.get(page)
    if not above:
        return None
    previous, following = outline.neighbours[page]
    return PlaceView(
        parents=tuple(LinkView(title=outline.titles[name], page=name) for name in above[1:]),
        previous=_link(outline, previous),
        next=_link(outline, following),
        section=_build_section(outline, (*above, page)),
    )


def _link(outline: Outline, page: str) -> LinkView | None:
    return LinkView(title=outline.titles[page], page=page) if page else None


def _build_section(outline: Outline, path: tuple[str, ...]) -> SectionView:
    top = path[1]
    if not outline.entries.get(top):
        # A document on its own belongs to what the first document lists.
        return SectionView(entries=_build_entries(outline, outline.root, path))
    return SectionView(
        title=outline.titles[top], page=top, entries=_build_entries(outline, top, path)
    )


def _build_entries(outline: Outline, page: str, path: tuple[str, ...]) -> tuple[EntryView, ...]:
    entries = outline.entries.get(page, ())
    below = path[path.index(page) + 1] if page != path[-1] else ""
    # Only the branches that lead to the page are open, as pages would grow with the site.
    open_at = next((n for n, entry in enumerate(entries) if below and entry.page == below), 0)
    start = max(0, min(open_at - MOST_ENTRIES // 2, len(entries) - MOST_ENTRIES))
    return tuple(
        EntryView(
            title=entry.title,
            page=entry.page,
            address=entry.address,
            is_current=entry.page == path[-1],
            children=_build_entries(outline, below, path) if below and entry.page == below else (),
        )
        for entry in entries[start : start + MOST_ENTRIES]
    )
