"""``reviews.json``: what a site knows of its reviews, for programs (see ``schema/``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx_paperreview.core.addresses import quote_address
from sphinx_paperreview.core.review import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_paperreview.core.ratings import Rating
    from sphinx_paperreview.core.review import Paper, Review

#: An object of JSON.
Data: TypeAlias = dict[str, Any]
_VERSION = 1
_PAPER_TEXTS = (
    "arxiv", "doi", "openreview", "acl", "title", "date", "year", "venue", "abstract", "license",
)  # fmt: skip
_PAPER_ADDRESSES = ("url", "pdf", "code", "project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A review, and what only the site knows of it."""

    review: Review
    #: absolute address, or the one from the top of a site that has no base
    url: str
    #: path of its category
    category: str = ""
    #: names of its tags as the site shows them
    tags: tuple[str, ...] = ()
    #: name of the notice under it
    disclaimer: str = ""
    #: key of its paper in ``reviews.bib``
    key: str = ""


def render_exports(exports: Iterable[Export]) -> bytes:
    """Return ``reviews.json``, in the order given."""
    reviews = render_list(map(build_export, exports))
    return f'{{"version": {_VERSION}, "reviews": {reviews}}}\n'.encode("utf-8", "replace")


def render_list(items: Iterable[Data]) -> str:
    """Return a list in JSON with an item a line, so that versions of the file compare well."""
    lines = (json.dumps(item, ensure_ascii=False) for item in items)
    return "[\n" + ",\n".join(lines) + "\n]"


def build_export(export: Export) -> Data:
    """Return what programs are told of a review; what nobody said is not there."""
    review = export.review
    series, part = review.series
    data = {
        "docname": review.docname,
        "url": quote_address(export.url),
        "title": clean_text(review.title),
        "date": review.published.rfc3339 if review.published else "",
        "updated": review.updated.rfc3339 if review.updated else "",
        "category": export.category,
        "tags": [clean_text(tag) for tag in export.tags],
        "description": clean_text(review.description),
        "tldr": clean_text(review.tldr),
        "authors": [clean_text(person.name) for person in review.reviewers],
        "paper": _build_paper(review.paper, export.key) if review.paper else None,
        "disclaimer": export.disclaimer,
        "rating": _build_rating(review.rating),
        "confidence": _build_rating(review.confidence),
        "series": _compact({"name": clean_text(series), "part": _number(part)}) if series else None,
        "lang": review.language.replace("_", "-"),
        "canonical_url": quote_address(review.canonical_url),
    }
    return _compact(data, kept=("tags", "paper"))


def _build_paper(paper: Paper, key: str) -> Data:
    texts = {name: clean_text(getattr(paper, name)) for name in _PAPER_TEXTS}
    addresses = {name: quote_address(getattr(paper, name)) for name in _PAPER_ADDRESSES}
    authors = [clean_text(person.name) for person in paper.authors]
    return _compact({"key": key, **texts, **addresses, "authors": authors})


def _build_rating(rating: Rating | None) -> Data | None:
    if rating is None:
        return None
    names = ("value", "best", "worst")
    return {name: _number(float(getattr(rating, name))) for name in names}


def _number(value: float | None) -> float | None:
    """Return a number that JSON writes without a fraction where it has none."""
    return int(value) if value is not None and value.is_integer() else value


def _compact(data: Data, kept: tuple[str, ...] = ()) -> Data:
    """Return *data* without what is empty, but for the *kept* keys that have a value."""
    return {
        key: value
        for key, value in data.items()
        if value not in ("", None, [], {}) or (key in kept and value is not None)
    }
