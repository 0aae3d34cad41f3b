"""Feeds: the newest posts for programs that follow a site, as Atom and as JSON Feed."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_paperreview.core.dates import Moment

ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
_ATOM = "http://www.w3.org/2005/Atom"
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
    language = f" xml:lang={_quote(feed.language)}" if feed.language else ""
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        f'<feed xmlns="{_ATOM}"{language}>',
        _element("id", feed.url),
        _element("title", feed.title),
        *([_element("subtitle", feed.description)] if feed.description else ()),
        _element("updated", feed.updated),
        _element("link", rel="self", type=ATOM_TYPE, href=feed.url),
        _element("link", rel="alternate", type="text/html", href=feed.page),
        f"<author>{_element('name', feed.author)}</author>",
        *(_render_entry(entry, feed.author) for entry in feed.entries),
        "</feed>\n",
    ]
    return "\n".join(lines).encode("utf-8")


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


def _element(name: str, text: str = "", /, **attributes: str) -> str:
    """Return an element; what XML cannot hold is left out, what it means otherwise is escaped."""
    said = "".join(f" {key}={_quote(value)}" for key, value in attributes.items())
    content = escape(clean_xml(text))
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said} />"


def _quote(text: str) -> str:
    return quoteattr(clean_xml(text))


# A post is in the feeds of all its tags.
@lru_cache(maxsize=4096)
def _render_entry(entry: FeedEntry, author: str) -> str:
    return "\n".join(_list_entry(entry, author))


def _list_entry(entry: FeedEntry, author: str) -> Iterator[str]:
    language = f" xml:lang={_quote(entry.language)}" if entry.language else ""
    yield f"<entry{language}>"
    yield _element("id", entry.url)
    yield _element("title", _find_title(entry))
    yield _element("link", rel="alternate", type="text/html", href=entry.url)
    yield _element("published", entry.published.rfc3339)
    yield _element("updated", entry.newest.rfc3339)
    for name in _list_once(entry.authors) or (author,):
        yield f"<author>{_element('name', name)}</author>"
    for name in _list_once(entry.categories):
        yield _element("category", term=name)
    if entry.summary:
        yield _element("summary", entry.summary, type="text")
    if entry.content:
        base = f' type="html" xml:base={_quote(entry.url)}'
        yield f"<content{base}>{escape(clean_xml(entry.content))}</content>"
    yield "</entry>"


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
