"""CSL-JSON: the papers of a site as Zotero, pandoc and citation processors read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_paperreview.core import identifiers
from sphinx_paperreview.core.addresses import quote_address
from sphinx_paperreview.core.exports import render_list
from sphinx_paperreview.core.names import split_name
from sphinx_paperreview.core.review import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_paperreview.core.works import Kind, Work

#: An item of CSL-JSON.
Item: TypeAlias = dict[str, Any]
_TYPES: dict[Kind, str] = {
    "article": "article-journal",
    "conference": "paper-conference",
    "preprint": "article",
}


def render_csl(works: Iterable[Work]) -> bytes:
    """Return a file with an item for each work, in the order of their keys."""
    items = {work.key: build_item(work) for work in works}
    return f"{render_list(items[key] for key in sorted(items))}\n".encode("utf-8", "replace")


def build_item(work: Work) -> Item:
    """Return the item of a paper; what is not known is not there."""
    paper, arxiv = work.paper, identifiers.parse_arxiv(work.paper.arxiv)
    is_preprint = work.kind == "preprint"
    item = {
        "id": work.key,
        "type": _TYPES[work.kind],
        "title": clean_text(work.title),
        "author": [_build_name(person.name) for person in paper.authors],
        "issued": {"date-parts": [list(work.date)]} if work.date else None,
        "container-title": "" if is_preprint else clean_text(paper.venue),
        "publisher": "arXiv" if is_preprint and arxiv else "",
        "number": f"arXiv:{arxiv.number}" if is_preprint and arxiv else "",
        "archive": "arXiv" if arxiv and not is_preprint else "",
        "archive_location": arxiv.number if arxiv and not is_preprint else "",
        "genre": clean_text(paper.venue) if is_preprint and not arxiv else "",
        "abstract": clean_text(paper.abstract),
        "DOI": paper.doi,
        "URL": quote_address(work.url),
    }
    return {key: value for key, value in item.items() if value}


def _build_name(name: str) -> dict[str, str]:
    parts = split_name(name)
    found = {
        "literal": parts.literal,
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {key: value for key, value in found.items() if value}
