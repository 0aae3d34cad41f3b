"""The sitemap: every page's address and, where a record says so, when it last changed."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx_paperreview.core.dates import Moment
    from sphinx_paperreview.core.library import Library
    from sphinx_paperreview.core.pages import Listing

SITEMAP = "sitemap.xml"
#: Addresses in one file, and letters in one address, by the protocol.
LIMIT = 50_000
_LONGEST = 2048
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page in the sitemap."""

    #: absolute address
    url: str
    changed: Moment | None = None


def render_sitemap(
    entries: Iterable[SitemapEntry], find_address: Callable[[str], str], limit: int = LIMIT
) -> dict[str, bytes]:
    """Return the files of a sitemap by name: one, or an index and its parts.

    :param find_address: the absolute address of a file
    :param limit: addresses in one file
    """
    known = [entry for entry in entries if len(entry.url) <= _LONGEST]
    if len(known) <= limit:
        return {SITEMAP: _render("urlset", "url", known)}
    files: dict[str, bytes] = {}
    parts: list[SitemapEntry] = []
    for number, start in enumerate(range(0, len(known), limit), start=1):
        part = known[start : start + limit]
        name = f"sitemap-{number}.xml"
        files[name] = _render("urlset", "url", part)
        parts.append(SitemapEntry(url=find_address(name), changed=_newest(e.changed for e in part)))
    return {SITEMAP: _render("sitemapindex", "sitemap", parts), **files}


def render_robots(sitemap: str) -> bytes:
    """Return a ``robots.txt`` that welcomes everyone and names the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode()


def find_changed(page: str, listing: Listing | None, library: Library) -> Moment | None:
    """Return when a page last changed, as its post or the posts that it lists say."""
    review = library.reviews.get(page)
    if review is not None:
        return review.updated or review.published
    if listing is None:
        return None
    # What lists terms speaks of all posts.
    names = listing.docnames or (() if listing.key else library.reviews)
    reviews = [library.reviews[name] for name in names]
    return _newest(review.updated or review.published for review in reviews)


def _newest(moments: Iterable[Moment | None]) -> Moment | None:
    known = [moment for moment in moments if moment is not None]
    return max(known, key=attrgetter("instant")) if known else None


def _render(root_name: str, name: str, entries: Sequence[SitemapEntry]) -> bytes:
    root = Element(root_name, {"xmlns": _NAMESPACE})
    for entry in entries:
        element = SubElement(root, name)
        SubElement(element, "loc").text = entry.url
        if entry.changed is not None:
            SubElement(element, "lastmod").text = entry.changed.rfc3339
    indent(root, "")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
