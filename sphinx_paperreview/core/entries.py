"""A post as lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sphinx_paperreview.core.records import digest, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sphinx_paperreview.core.dates import Moment
    from sphinx_paperreview.core.review import Review

#: Prints a day as readers of the site write it.
DayFormat: TypeAlias = "Callable[[date], str]"


@record
class DateView:
    """A day for people and its instant for programs (RFC 3339)."""

    text: str
    datetime: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EntryView:
    """A post in a list."""

    title: str
    page: str
    description: str = ""
    tldr: str = ""
    date: DateView | None = None
    #: digest of the rest: a post is in a dozen lists, and looked at once
    name: str = ""

    def __repr__(self) -> str:
        """Return what tells the entry from others."""
        return f"<entry {self.name}>"


def build_entry(review: Review, format_day: DayFormat) -> EntryView:
    """Return a post as lists show it."""
    day = build_date(review.published, format_day)
    said = (review.docname, review.title, review.description, review.tldr, day)
    return EntryView(
        title=review.title,
        page=review.docname,
        description=review.description,
        tldr=review.tldr,
        date=day,
        name=digest(said),
    )


def build_date(moment: Moment | None, format_day: DayFormat) -> DateView | None:
    """Return a day for people and programs."""
    return DateView(text=format_day(moment.day), datetime=moment.rfc3339) if moment else None
