"""What a review is: the paper, the page about it, and what its author said of both."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from typing import TYPE_CHECKING
from zlib import crc32

from sphinx_paperreview.core.identifiers import paper_key
from sphinx_paperreview.core.records import record

if TYPE_CHECKING:
    from sphinx_paperreview.core.dates import Moment
    from sphinx_paperreview.core.people import Person
    from sphinx_paperreview.core.ratings import Rating

_SENTENCE_END = re.compile(r"[.!?](?=[\s\"'”’)])[\"'”’)]*|[。！？]")
#: What blogs put before the title of a paper, such as ``[Review]``.
_LABEL = re.compile(r"^(?:\[[^\]]*\]\s*)+")
#: Everything that has no place in a line of text: controls, bidi overrides, zero-width marks.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)


@record
class Paper:
    """The work that is reviewed (schema.org ``ScholarlyArticle``)."""

    #: arXiv id with its version where one was written, such as ``2510.00931v2``
    arxiv: str = ""
    doi: str = ""
    openreview: str = ""
    #: ACL Anthology id, such as ``2024.acl-long.1``
    acl: str = ""
    #: any other address of the work
    url: str = ""
    pdf: str = ""
    title: str = ""
    authors: tuple[Person, ...] = ()
    date: str = ""
    year: str = ""
    venue: str = ""
    #: address of the source code
    code: str = ""
    #: address of the project's page
    project: str = ""
    abstract: str = ""
    license: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Versionless names that recognise this paper, the best known first."""
        kinds = ("arxiv", "doi", "openreview", "acl")
        return tuple(paper_key(kind, getattr(self, kind)) for kind in kinds if getattr(self, kind))


@record
class Review:
    """A post: a page with a date or a reviewed paper (schema.org ``Review``)."""

    docname: str
    title: str
    published: Moment | None = None
    updated: Moment | None = None
    #: what the author wrote, in order: paths or titles of categories
    categories: tuple[str, ...] = ()
    #: as written; the taxonomy merges spellings later
    tags: tuple[str, ...] = ()
    #: who wrote this page
    reviewers: tuple[Person, ...] = ()
    #: one or two sentences of plain text
    description: str = ""
    paper: Paper | None = None
    #: name of the notice (``ai-generated``), empty for the site's default
    disclaimer: str = ""
    tldr: str = ""
    rating: Rating | None = None
    confidence: Rating | None = None
    #: name of a series and the part of it that this is
    series: tuple[str, float | None] = ("", None)
    #: old addresses of the page
    aliases: tuple[str, ...] = ()
    #: address that the page wants, where it differs from its document's
    permalink: str = ""
    #: address of the original, where the page is a copy of it
    canonical_url: str = ""
    #: picture: a file in the source folder, or an address
    thumbnail: str = ""
    #: languages and documents of the same text in other languages
    translations: tuple[tuple[str, str], ...] = ()
    #: the page lists its headings
    has_contents: bool = False
    has_comments: bool = True
    #: name of the thread of comments, where it is not that of the page's address
    comment_term: str = ""
    is_draft: bool = False
    is_pinned: bool = False
    #: language of the article where it is not the site's
    language: str = ""


def find_paper_title(paper: Paper, title: str) -> str:
    """Return the title of a paper; one that says none has its review's, without the label."""
    return paper.title or _LABEL.sub("", title) or title


def clean_text(text: str) -> str:
    """Return *text* on one line, in NFC, without characters that nobody can see."""
    text = unicodedata.normalize("NFC", text)
    # Nearly all texts are such, and looking for each of the others takes long.
    return " ".join((text if text.isprintable() else _INVISIBLE.sub("", text)).split())


def cut_sentence(text: str, limit: int) -> str:
    """Return the start of *text*, cut after a sentence, or else after a word, within *limit*."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, limit)]
    if ends:
        return text[: ends[-1]].rstrip()
    start, blank, _ = text[: limit - 1].rpartition(" ")
    return (start if blank else text[: limit - 1]).rstrip(" ,;:") + "…"


def find_shape(*records: type) -> int:
    """Return a number for the fields of records: what is stored in another shape is read anew."""
    names = [(record.__name__, [item.name for item in fields(record)]) for record in records]
    return crc32(repr(names).encode())
