"""Which listing pages a site has: their names, their posts and their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_paperreview.core.library import Library

Kind: TypeAlias = Literal["home", "category", "tag", "categories", "tags"]
#: Names of pages that Sphinx or this project writes at the top.
RESERVED = ("search", "genindex", "404", "_static", "_sources", "_images", "_downloads")


class PlanError(ValueError):
    """Two pages want one address; the text names both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the listings of a site are, and how long their pages."""

    #: address of the tags' overview, None for no tag pages
    tags: str | None = "tags"
    #: address of the categories' overview, None for no overview
    categories: str | None = "categories"
    #: document that is followed by the newest posts
    home: str | None = None
    page_size: int = 20
    #: tags with fewer posts get no page
    tag_min_count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a listing."""

    kind: Kind
    #: slug of the tag, path of the category, empty for others
    key: str
    #: page name, as Sphinx counts them; a document's name where an intro exists
    page: str
    #: name of the document whose text comes first, empty for none
    intro: str = ""
    number: int = 1
    #: names of all pages of this listing, in order
    pages: tuple[str, ...] = ()
    #: posts of this page
    docnames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All listing pages by page name."""

    listings: Mapping[str, Listing] = field(default_factory=dict)
    #: first pages by kind and key
    first_pages: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def find_page(self, kind: Kind, key: str = "") -> str | None:
        """Return the name of a listing's first page, None where it has none."""
        return self.first_pages.get((kind, key))

    @property
    def intros(self) -> frozenset[str]:
        """Names of the documents that are listings."""
        return frozenset(item.intro for item in self.listings.values() if item.intro)


def build_plan(library: Library, layout: Layout, documents: frozenset[str]) -> Plan:
    """Return the listing pages of a site.

    :param documents: the names of all documents of the project
    :raises PlanError: where two pages would have one address
    """
    listings: dict[str, Listing] = {}
    first_pages: dict[tuple[str, str], str] = {}
    owners = {_address(name): f"Sphinx's own {name!r}" for name in RESERVED}
    for item in _listings(library, layout, documents):
        address, name = _address(item.page), f"the {item.kind} page {item.page!r}"
        if address in owners:
            raise PlanError(f"{owners[address]} and {name} share an address: rename one")
        owners[address] = name
        listings[item.page] = item
        if item.number == 1:
            first_pages[item.kind, item.key] = item.page
    lists = {_address(item.page): item for item in listings.values()}
    for document in sorted(documents):
        other = lists.get(_address(document))
        if other is not None and other.intro != document:
            owner = owners[_address(document)]
            raise PlanError(f"the document {document!r} and {owner} share an address: rename one")
    return Plan(listings=listings, first_pages=first_pages)


def _address(page: str) -> str:
    """Return what two page names share when they are one file on some disk."""
    return page.removesuffix("/index").casefold()


def _listings(library: Library, layout: Layout, documents: frozenset[str]) -> Iterator[Listing]:
    if layout.home is not None:
        newest = _pinned_first(library, library.reviews)
        yield from _pages("home", "", "", layout.home, newest, layout)
    for path, term in library.categories.items():
        docnames = _pinned_first(library, term.docnames)
        first = _first_page(path, documents)
        yield from _pages("category", path, path, first, docnames, layout, documents)
    if layout.categories is not None:
        first = _first_page(layout.categories, documents)
        yield from _pages("categories", "", layout.categories, first, (), layout, documents)
    if layout.tags is not None:
        first = _first_page(layout.tags, documents)
        yield from _pages("tags", "", layout.tags, first, (), layout, documents)
        for slug, term in library.tags.items():
            path = f"{layout.tags}/{slug}"
            first = _first_page(path, documents)
            if len(term.docnames) >= layout.tag_min_count or first in documents:
                yield from _pages("tag", slug, path, first, term.docnames, layout, documents)


def _first_page(path: str, documents: frozenset[str]) -> str:
    intro = f"{path}/index"
    return intro if intro in documents else path


def _pinned_first(library: Library, docnames: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(docnames, key=lambda name: not library.reviews[name].is_pinned))


def _pages(
    kind: Kind,
    key: str,
    path: str,
    first: str,
    docnames: tuple[str, ...],
    layout: Layout,
    documents: frozenset[str] | None = None,
) -> Iterator[Listing]:
    size = layout.page_size
    total = max(1, -(-len(docnames) // size))
    prefix = f"{path}/page" if path else "page"
    pages = (first, *(f"{prefix}/{number}" for number in range(2, total + 1)))
    is_document = documents is None or first in documents
    for number, page in enumerate(pages, start=1):
        yield Listing(
            kind=kind,
            key=key,
            page=page,
            intro=first if is_document and number == 1 else "",
            number=number,
            pages=pages,
            docnames=docnames[(number - 1) * size : number * size],
        )
