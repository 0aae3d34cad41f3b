"""Reading a page's own words about itself: front matter and directive become a review."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_paperreview.core.checks import check_values, read_language
from sphinx_paperreview.core.dates import DateError, Moment, parse_file_date, parse_moment
from sphinx_paperreview.core.fields import (
    FALSE,
    TRUE,
    Fields,
    Slip,
    build_names,
    did_you_mean,
    read_people,
    said_twice,
)
from sphinx_paperreview.core.paper_fields import read_paper
from sphinx_paperreview.core.ratings import RatingError, parse_rating
from sphinx_paperreview.core.review import Review, clean_text
from sphinx_paperreview.core.slugs import build_slug

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sphinx_paperreview.core.fields import Value
    from sphinx_paperreview.core.ratings import Rating

#: A part of a series; "2.5" comes in between.
_PART = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a page depends on beside the page."""

    timezone: tzinfo
    #: names of the notices that exist
    disclaimers: tuple[str, ...] = ()
    #: worst and best value of a rating that names no best itself
    rating_scale: tuple[float, float] = (1, 5)


def is_draft(front: Fields) -> bool:
    """Return whether the author holds the page back."""
    return front.text("draft").lower() in TRUE or front.text("published").lower() in FALSE


def find_published(docname: str, front: Fields, timezone: tzinfo) -> Moment | None:
    """Return when the page is published, None where it does not (readably) say so."""
    return _read_date(docname, front, timezone, [])


def check_date(docname: str, front: Fields, timezone: tzinfo) -> tuple[Slip, ...]:
    """Return what is wrong with the date of a page."""
    slips: list[Slip] = []
    _read_date(docname, front, timezone, slips)
    return tuple(slips)


def is_future(moment: Moment, now: datetime) -> bool:
    """Return whether *moment* is yet to come; a date without time is not on its own day."""
    if moment.has_time:
        return moment.instant > now
    return moment.day > now.astimezone(moment.instant.tzinfo).date()


def build_review(
    docname: str, front: Fields, directive: Fields | None, reading: Reading
) -> tuple[Review, tuple[Slip, ...]]:
    """Return what a page says of itself, and what is wrong with how it says it.

    The title and the description may be empty: the page's text provides them.
    """
    slips = list(check_values(front))
    published = _read_date(docname, front, reading.timezone, slips)
    paper = read_paper(front, directive, slips)
    reviewers = read_people(front, "authors", slips)
    if reviewers and paper is not None and not paper.authors:
        slips.append(
            _slip(
                front,
                "authors",
                "'authors' names who wrote this page; write the paper's authors under 'paper:' "
                "or in the directive's ':authors:'",
                "authors",
            )
        )
    both = directive or Fields()
    has_comments, comment_term = _read_comments(front, slips)
    review = Review(
        docname=docname,
        title=front.text("title"),
        published=published,
        updated=_read_updated(front, published, reading.timezone, slips),
        categories=build_names(front.find("categories"), split=False),
        tags=read_tags(front),
        reviewers=reviewers,
        description=front.text("description"),
        paper=paper,
        disclaimer=_read_disclaimer(front, both, reading, slips),
        tldr=_read_either(front, both, "tldr", slips),
        rating=_read_rating(front, both, "rating", reading, slips),
        confidence=_read_rating(front, both, "confidence", reading, slips),
        series=_read_series(front, slips),
        aliases=build_names(front.find("aliases"), split=False),
        permalink=front.text("permalink"),
        canonical_url=_read_address(front, "canonical_url", slips),
        thumbnail=front.text("thumbnail"),
        translations=_read_translations(front, slips),
        has_contents=front.text("toc").lower() in TRUE,
        has_comments=has_comments,
        comment_term=comment_term,
        is_draft=is_draft(front),
        is_pinned=front.text("pin").lower() in TRUE,
        language=read_language(front),
    )
    return review, tuple(slips)


def _read_rating(
    front: Fields, directive: Fields, name: str, reading: Reading, slips: list[Slip]
) -> Rating | None:
    text = _read_either(front, directive, name, slips)
    if not text:
        return None
    try:
        return parse_rating(text, reading.rating_scale)
    except RatingError as error:
        source = directive if directive.find(name) else front
        slips.append(_slip(source, "field", f"'{name}': {error}", name))
        return None


def _read_address(front: Fields, name: str, slips: list[Slip]) -> str:
    text = front.text(name)
    if not text or text.startswith(("https://", "http://")):
        return text
    message = f"'{name}' {text!r} is no address: write one that starts with https://"
    slips.append(_slip(front, "field", message, name))
    return ""


def _read_translations(front: Fields, slips: list[Slip]) -> tuple[tuple[str, str], ...]:
    found = front.find("translations")
    if found is None:
        return ()
    table = found[1]
    if isinstance(table, Mapping) and all(isinstance(value, str) for value in table.values()):
        return tuple(sorted((clean_text(key), clean_text(str(table[key]))) for key in table))
    message = "'translations' must be a mapping like {en: ai/review/name-of-the-document}"
    slips.append(_slip(front, "field", message, "translations"))
    return ()


def _read_series(front: Fields, slips: list[Slip]) -> tuple[str, float | None]:
    found = front.find("series")
    if found is None:
        return "", None
    value = found[1]
    table = Fields(values=value if isinstance(value, Mapping) else {"name": value})
    name, part = table.text("name"), table.text("part")
    if not name or set(table.values) - {"name", "part"}:
        message = "'series' must be a name, or a mapping like {name: Transformers, part: 2}"
        slips.append(_slip(front, "field", message, "series"))
    if not name or not part:
        return name, None
    if _PART.fullmatch(part):
        return name, float(part)
    message = f"'series': part {part!r} is no number: write one like 2"
    slips.append(_slip(front, "field", message, "series"))
    return name, None


def _read_comments(front: Fields, slips: list[Slip]) -> tuple[bool, str]:
    found = front.find("comments")
    if found is None:
        return True, ""
    value = found[1]
    if isinstance(value, str) and value.lower() in (*TRUE, *FALSE):
        return value.lower() in TRUE, ""
    term = Fields(values=value).text("term") if isinstance(value, Mapping) else ""
    if not term or set(value) != {"term"}:
        message = "'comments' must be true, false, or a mapping like {term: name of the thread}"
        slips.append(_slip(front, "field", message, "comments"))
    return True, term


def _slip(source: Fields, problem: str, message: str, name: str) -> Slip:
    found = source.find(name)
    return Slip(
        problem=problem, message=message, line=source.lines.get(found[0] if found else name)
    )


def _read_date(docname: str, front: Fields, timezone: tzinfo, slips: list[Slip]) -> Moment | None:
    found = front.find("date")
    if found is None:
        return parse_file_date(docname, timezone)
    key, value = found
    if isinstance(value, Mapping):
        value = Fields(values=value).text("date")
    return _read_moment(front, key, value, timezone, slips)


def _read_updated(
    front: Fields, published: Moment | None, timezone: tzinfo, slips: list[Slip]
) -> Moment | None:
    found = front.find("updated")
    if found is None:
        dates = front.values.get("date")
        found = Fields(values=dates).find("updated") if isinstance(dates, Mapping) else None
    if found is None:
        return None
    key, value = found
    updated = _read_moment(front, key, value, timezone, slips)
    if updated and published and updated.day < published.day:
        message = f"'{key}' ({updated.day}) is before the date of the page ({published.day})"
        slips.append(Slip(problem="date", message=message, line=front.lines.get(key)))
    return updated


def _read_moment(
    front: Fields, key: str, value: Value, timezone: tzinfo, slips: list[Slip]
) -> Moment | None:
    line = front.lines.get(key)
    if not isinstance(value, str) or not value.strip():
        message = f"'{key}' is no date: write one like 2025-10-02"
        slips.append(Slip(problem="date", message=message, line=line))
        return None
    try:
        moment = parse_moment(value, timezone)
    except DateError as error:
        slips.append(Slip(problem="date", message=f"'{key}': {error}", line=line))
        return None
    if moment.is_repaired:
        message = f"'{key}' has its offset twice ({value.strip()}): write {moment.rfc3339}"
        slips.append(Slip(problem="date", message=message, line=line))
    return moment


def read_tags(front: Fields) -> tuple[str, ...]:
    """Return the tags as written, each once."""
    seen: dict[str, str] = {}
    for name in build_names(front.find("tags"), split=True):
        seen.setdefault(build_slug(name), name)
    return tuple(seen.values())


def _read_either(front: Fields, directive: Fields, name: str, slips: list[Slip]) -> str:
    said, placed = front.text(name), directive.text(name)
    if said and placed and said != placed:
        slips.append(said_twice(name, directive))
    return placed or said


def _read_disclaimer(front: Fields, directive: Fields, reading: Reading, slips: list[Slip]) -> str:
    _read_either(front, directive, "disclaimer", slips)
    for source in (directive, front):
        name = source.text("disclaimer")
        if not name:
            continue
        if name in reading.disclaimers:
            return name
        message = f"unknown disclaimer {name!r}{did_you_mean(name, reading.disclaimers)}"
        slips.append(_slip(source, "field", message, "disclaimer"))
    return ""
