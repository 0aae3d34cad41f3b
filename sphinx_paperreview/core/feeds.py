"""Feeds: the newest posts for programs that follow a site, as Atom and as JSON Feed."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_paperreview.core.dates import Moment

ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
#: What a feed without posts says of its age, which both formats want to know.
_NEVER = "1970-01-01T00:00:00+00:00"
#: What XML 1.0 has no way to write.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A post in a feed."""

    #: absolute address; it is the id, too
    url: str
    title: str
    published: Moment
    updated: Moment | None = None
    authors: tuple[str, ...] = ()
    #: names of its category and tags
    categories: tuple[str, ...] = ()
    #: plain text
    summary: str = ""
    #: HTML of the article, empty for feeds of descriptions
    content: str = ""
    #: where it is not the feed's
    language: str = ""

    @property
    def newest(self) -> Moment:
        """When the post last changed."""
        return max(filter(None, (self.published, self.updated)), key=lambda date: date.instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The newest posts of a site, a category or a tag."""

    #: absolute address of the feed; it is the id, too
    url: str
    #: absolute address of the page that lists the same posts
    page: str
    title: str
    #: who stands for posts that name nobody
    author: str
    description: str = ""
    language: str = ""
    #: newest first
    entries: tuple[FeedEntry, ...] = ()

    @property
    def updated(self) -> str:
        """When any of the posts last changed (RFC 3339)."""
        dates = [entry.newest for entry in self.entries]
        return max(dates, key=lambda date: date.instant).rfc3339 if dates else _NEVER


def render_atom(feed: Feed) -> bytes:
    """Return a feed as Atom (RFC 4287)."""
    root = Element("feed", {"xmlns": _ATOM})
    if feed.language:
        root.set(f"{_XML}lang", clean_xml(feed.language))
    _add(root, "id", feed.url)
    _add(root, "title", feed.title)
    if feed.description:
        _add(root, "subtitle", feed.description)
    _add(root, "updated", feed.updated)
    _add(root, "link", rel="self", type=ATOM_TYPE, href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(_add(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _add_entry(root, entry, feed.author)
    indent(root, "")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def render_json_feed(feed: Feed) -> bytes:
    """Return a feed as JSON Feed 1.1."""
    data = {
        "version": _JSON_FEED,
        "title": clean_xml(feed.title),
        "home_page_url": clean_xml(feed.page),
        "feed_url": clean_xml(feed.url),
        "description": clean_xml(feed.description),
        "language": clean_xml(feed.language),
        "authors": [{"name": clean_xml(feed.author)}],
        "items": [_build_item(entry, feed) for entry in feed.entries],
    }
    kept = {key: value for key, value in data.items() if value or key == "items"}
    return f"{json.dumps(kept, ensure_ascii=False, indent=1)}\n".encode()


def clean_xml(text: str) -> str:
    """Return *text* without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def _add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    cleaned = {key: clean_xml(value) for key, value in attributes.items()}
    element = SubElement(parent, name, cleaned)
    element.text = clean_xml(text) or None
    return element


def _add_entry(root: Element, entry: FeedEntry, author: str) -> None:
    element = _add(root, "entry")
    if entry.language:
        element.set(f"{_XML}lang", clean_xml(entry.language))
    _add(element, "id", entry.url)
    _add(element, "title", _find_title(entry))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", entry.published.rfc3339)
    _add(element, "updated", entry.newest.rfc3339)
    for name in _list_once(entry.authors) or (author,):
        _add(_add(element, "author"), "name", name)
    for name in _list_once(entry.categories):
        _add(element, "category", term=name)
    if entry.summary:
        _add(element, "summary", entry.summary, type="text")
    if entry.content:
        content = _add(element, "content", entry.content, type="html")
        content.set(f"{_XML}base", clean_xml(entry.url))


def _build_item(entry: FeedEntry, feed: Feed) -> dict[str, object]:
    summary, content = clean_xml(entry.summary), clean_xml(entry.content)
    names = _list_once(entry.authors) or (clean_xml(feed.author),)
    item: dict[str, object] = {
        "id": clean_xml(entry.url),
        "url": clean_xml(entry.url),
        "title": _find_title(entry),
        "summary": summary,
        # An item has a text of one kind or the other.
        "content_html": content,
        "content_text": "" if content else summary or _find_title(entry),
        "date_published": entry.published.rfc3339,
        "date_modified": entry.newest.rfc3339,
        "authors": [{"name": name} for name in names],
        "tags": list(_list_once(entry.categories)),
        "language": clean_xml(entry.language or feed.language),
    }
    return {key: value for key, value in item.items() if value}


def _find_title(entry: FeedEntry) -> str:
    # A reader shows a link by its title, so none may be empty.
    return clean_xml(entry.title) or clean_xml(entry.url)


def _list_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, however it is spelled the second time."""
    found: dict[str, str] = {}
    for name in map(clean_xml, names):
        if name.strip():
            found.setdefault(unicodedata.normalize("NFKC", name).casefold(), name)
    return tuple(found.values())
