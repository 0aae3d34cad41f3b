"""BibTeX: entries of papers and of the reviews themselves, which every reader of it parses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_paperreview.core import identifiers
from sphinx_paperreview.core.addresses import quote_address
from sphinx_paperreview.core.citekeys import build_hash, build_key, fold_ascii, fold_family
from sphinx_paperreview.core.latex import escape_latex, escape_title
from sphinx_paperreview.core.names import split_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_paperreview.core.people import Person
    from sphinx_paperreview.core.works import Kind, Work

_TYPES: dict[Kind, tuple[str, str]] = {
    "article": ("article", "journal"),
    "conference": ("inproceedings", "booktitle"),
    "preprint": ("misc", "howpublished"),
}
_OTHERS = " et al."


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A review as somebody cites it."""

    docname: str
    title: str
    #: the title of the paper, which the key is made of
    paper_title: str
    #: names of who wrote it; nobody where the site speaks for itself
    reviewers: tuple[str, ...] = ()
    #: title of the site
    site: str = ""
    year: str = ""
    #: absolute address, empty where the site has none
    url: str = ""


def render_bibliography(works: Iterable[Work]) -> bytes:
    """Return a file with an entry for each work, in the order of their keys."""
    entries = {work.key: render_work(work) for work in works}
    return "\n".join(entries[key] for key in sorted(entries)).encode("utf-8", "replace")


def render_work(work: Work) -> str:
    """Return the entry of a paper."""
    paper, arxiv = work.paper, identifiers.parse_arxiv(work.paper.arxiv)
    kind, venue = _TYPES[work.kind]
    # That a paper is on arXiv is said by its number there.
    has_venue = arxiv is None or work.kind != "preprint" or "arxiv" not in paper.venue.lower()
    fields = {
        "author": _render_authors(paper.authors),
        "title": escape_title(work.title),
        venue: escape_title(paper.venue) if has_venue else "",
        "year": work.year,
        "eprint": arxiv.number if arxiv else "",
        "archiveprefix": "arXiv" if arxiv else "",
        "doi": quote_address(paper.doi),
        "url": quote_address(work.url),
    }
    return _render_entry(kind, work.key, fields)


def render_post(post: Post) -> str:
    """Return the entry of a review; the site stands for reviewers where none is named."""
    site = f"{{{escape_latex(post.site)}}}" if post.site else ""
    identity = f"review-{build_hash(post.docname)}"
    fields = {
        "author": " and ".join(map(render_name, post.reviewers)) or site,
        "title": escape_title(post.title),
        "howpublished": escape_title(post.site) if post.reviewers else "",
        "year": post.year,
        "url": quote_address(post.url),
    }
    author = fold_family(post.reviewers[0]) if post.reviewers else fold_ascii(post.site)
    key = build_key(author, post.year, post.paper_title, identity)
    return _render_entry("misc", key, fields)


@lru_cache(maxsize=1 << 16)
def render_name(name: str) -> str:
    """Return a name as ``Family, Given``, or in braces where it must stay whole."""
    parts = split_name(name)
    if parts.is_east_asian:
        # BibTeX would turn the order around, and shorten "철수" to the first of its bytes.
        return f"{{{escape_latex(f'{parts.family} {parts.given}')}}}"
    if not parts.family:
        return f"{{{escape_latex(parts.literal)}}}"
    family = " ".join(filter(None, (parts.particle, parts.family)))
    return ", ".join(map(escape_latex, filter(None, (family, parts.suffix, parts.given))))


def _render_authors(people: tuple[Person, ...]) -> str:
    names = [render_name(person.name) for person in people]
    if any(person.marks.endswith(_OTHERS) for person in people):
        names.append("others")
    return " and ".join(names)


def _render_entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"
