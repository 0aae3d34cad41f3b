"""Dates as people write them, turned into one exact moment."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from sphinx_paperreview.core.records import record

EXAMPLES = "2025-10-02 or 2025-10-02 13:30:22+09:00"

# No zone of the tz database was ever further from UTC than Manila's 15:56.
_MAX_OFFSET = timedelta(hours=15, minutes=59)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# RFC 2822, 4.3: the named zones that old mail programs wrote.
_NAMED_OFFSETS = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "edt": -4,
    "est": -5,
    "cdt": -5,
    "cst": -6,
    "mdt": -6,
    "mst": -7,
    "pdt": -7,
    "pst": -8,
}
_OFFSET = r"[+-][0-9]{1,2}(?::?[0-9]{2})?|(?-i:[A-Z]{2,3})|Z"
_TIME = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?"
    rf"(?:[ \t]*(?P<offset>{_OFFSET})(?:[ \t]*(?P<repeated>{_OFFSET}))?)?"
)
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    rf"(?:(?:T|[ \t]+){_TIME})?",
    re.ASCII | re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[ \t]*,[ \t]*)?"
    rf"(?P<day>[0-9]{{1,2}})[ \t]+(?P<month>{'|'.join(_MONTHS)})[ \t]+(?P<year>[0-9]{{4}})"
    rf"(?:[ \t]+{_TIME}(?:[ \t]*\([^()]*\))?)?",
    re.ASCII | re.IGNORECASE,
)
_FILE_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?=-)")
_PLAIN_OFFSET = re.compile(r"[+-][0-9]{2}(?::?[0-9]{2})?")


class DateError(ValueError):
    """A date that cannot be read: one sentence with what was found and what to write."""


@record
class Moment:
    """A point in time, as exact as it was written."""

    #: The instant, always aware; a date alone is the start of its day.
    instant: datetime
    #: Whether a time of day was written.
    has_time: bool
    #: Whether an offset written twice was read as one.
    is_repaired: bool = False

    @property
    def rfc3339(self) -> str:
        """The moment as RFC 3339 with seconds and offset, ``2025-10-02T13:30:22+09:00``."""
        return self.instant.isoformat(timespec="seconds")

    @property
    def day(self) -> date:
        """The calendar day at the moment's own offset."""
        return self.instant.date()


def parse_moment(text: str, timezone: tzinfo) -> Moment:
    """Return the moment that a text names; without an offset it is taken in ``timezone``.

    Reads RFC 3339 and its looser relatives (``2025/10/2``, ``2025.10.02 13:30 +0900``), RFC 2822,
    and an offset that stands there twice. Raises only :class:`DateError`.
    """
    found = text.strip()
    match = _ISO.fullmatch(found) or _MAIL.fullmatch(found)
    if match is None:
        raise DateError(_describe_unread(found))
    fields = match.groupdict()
    try:
        offset = _parse_offset(fields["offset"]) if fields["offset"] else None
        if fields["repeated"] and _parse_offset(fields["repeated"]) != offset:
            raise ValueError(f"two offsets, {fields['offset']} and {fields['repeated']}")
        instant = _fix_offset(_build_local(fields), timezone if offset is None else offset)
    except (ValueError, OverflowError) as error:
        raise DateError(f"{_quote(found)} is no date ({error}); write {EXAMPLES}") from error
    return Moment(
        instant=instant,
        has_time=fields["hour"] is not None,
        is_repaired=fields["repeated"] is not None,
    )


def parse_file_date(docname: str, timezone: tzinfo) -> Moment | None:
    """Return the date that starts a file's name (``posts/2025-10-2-title``), if one does."""
    match = _FILE_DATE.match(docname.rpartition("/")[2])
    if match is None:
        return None
    try:
        return parse_moment(match[0], timezone)
    except DateError:
        return None


def parse_timezone(name: str) -> tzinfo:
    """Return the zone called ``UTC``, ``+09:00`` or by a tz database name (``Asia/Seoul``).

    Raises ``ValueError`` for anything else. Where the system has no tz database (Windows), names
    need the package ``tzdata``.
    """
    found = name.strip()
    if found.upper() in ("UTC", "Z"):
        return UTC
    try:
        if _PLAIN_OFFSET.fullmatch(found):
            return _parse_offset(found)
        # "localtime" is the machine's own zone: the same source must give the same bytes.
        if found != "localtime":
            return ZoneInfo(found)
    except (KeyError, OSError, ValueError):
        pass
    raise ValueError(f"unknown time zone {_quote(name)}; write UTC, +09:00 or Asia/Seoul")


def _build_local(fields: dict[str, str | None]) -> datetime:
    """Return the date and time of a match, without a zone."""
    month = (fields["month"] or "").lower()
    # datetime's own sentence about a wrong year talks about its limits, ours about the slip.
    if fields["year"] == "0000":
        raise ValueError("there is no year 0")
    return datetime(
        int(fields["year"] or 0),
        _MONTHS.index(month) + 1 if month in _MONTHS else int(month),
        int(fields["day"] or 0),
        int(fields["hour"] or 0),
        int(fields["minute"] or 0),
        int(fields["second"] or 0),
        int((fields["fraction"] or "")[:6].ljust(6, "0")),
    )


def _fix_offset(local: datetime, zone: tzinfo) -> datetime:
    """Return the moment with a plain offset of whole minutes, all that RFC 3339 can write."""
    offset = local.replace(tzinfo=zone).utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    # Room for a day on both sides: whoever moves the moment to another zone must not overflow.
    _ = (local - minutes - timedelta(hours=14), local - minutes + timedelta(hours=14))
    return local.replace(tzinfo=timezone(minutes))


def _parse_offset(text: str) -> timezone:
    """Return the zone of an offset (``+0900``, ``+09:00``, ``+9``, ``Z``) or of a mail's name."""
    named = _NAMED_OFFSETS.get(text.lower())
    if named is not None:
        return timezone(timedelta(hours=named))
    digits = text[1:].replace(":", "")
    if text[0] not in "+-" or not digits.isdecimal():
        raise ValueError(f"unknown zone {text}")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or offset > _MAX_OFFSET:
        raise ValueError(f"no place has the offset {text}")
    return timezone(-offset if text[0] == "-" else offset)


def _describe_unread(found: str) -> str:
    if not found:
        return f"the date is empty; write {EXAMPLES}"
    if any(c.isdigit() and not c.isascii() for c in found):
        return f"{_quote(found)} has digits other than 0-9; write {EXAMPLES}"
    return f"{_quote(found)} is no date; write {EXAMPLES}"


def _quote(text: str) -> str:
    """Return the text as one short printable word for a message."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
