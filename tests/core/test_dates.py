"""Dates: every spelling people use, and one kind of error."""

from __future__ import annotations

import pickle
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.dates import (
    DateError,
    parse_file_date,
    parse_moment,
    parse_timezone,
)

KOREA = timezone(timedelta(hours=9))
quick = settings(deadline=None, max_examples=200, derandomize=True)


@pytest.mark.parametrize(
    "text", ["2025-10-02", "2025-10-2", "2025/10/02", "2025.10.02", " 2025-10-02\n", "2 Oct 2025"]
)
def test_date_alone_is_the_start_of_its_day(text: str) -> None:
    moment = parse_moment(text, KOREA)
    assert moment.rfc3339 == "2025-10-02T00:00:00+09:00"
    assert moment.day == date(2025, 10, 2)
    assert not moment.has_time


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-02 13:30:22",
        "2025-10-02T13:30:22",
        "2025-10-02 13:30:22+0900",
        "2025-10-02 13:30:22 +0900",
        "2025-10-02 13:30:22+09:00",
        "2025-10-02 13:30:22+09",
        "2025-10-02T13:30:22+09:00",
        "2025-10-02t13:30:22.123456789+09:00",
        "2025/10/2 13:30:22 +09:00",
        "2025.10.02 13:30:22",
        "Thu, 02 Oct 2025 13:30:22 +0900",
        "thu, 2 oct 2025 13:30:22 +0900 (KST)",
        "2 Oct 2025 13:30:22 +0900",
    ],
)
def test_time_is_read(text: str) -> None:
    moment = parse_moment(text, KOREA)
    assert moment.rfc3339 == "2025-10-02T13:30:22+09:00"
    assert moment.has_time
    assert not moment.is_repaired


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-02 13:30Z",
        "2025-10-02T13:30:00z",
        "2025-10-02 13:30 UTC",
        "2025-10-02 13:30:00-00:00",
        "Thu, 02 Oct 2025 13:30 GMT",
    ],
)
def test_utc_is_written_as_a_number(text: str) -> None:
    assert parse_moment(text, KOREA).rfc3339 == "2025-10-02T13:30:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-02 13:30:22+0900+0900",
        "2025-10-02 13:30:22 +0900 +0900",
        "2025-10-02T13:30:22+09:00+0900",
    ],
)
def test_doubled_offset_is_repaired(text: str) -> None:
    moment = parse_moment(text, UTC)
    assert moment.rfc3339 == "2025-10-02T13:30:22+09:00"
    assert moment.is_repaired


def test_offset_of_the_text_wins() -> None:
    moment = parse_moment("2025-10-02 23:30:00 EST", KOREA)
    assert moment.rfc3339 == "2025-10-02T23:30:00-05:00"
    assert moment.day == date(2025, 10, 2)


def test_fraction_is_kept_to_microseconds() -> None:
    assert parse_moment("2025-10-02 13:30:22.1234567Z", UTC).instant.microsecond == 123456


def test_naive_time_takes_the_offset_of_its_season() -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert parse_moment("2025-07-01", zone).rfc3339 == "2025-07-01T00:00:00+02:00"
    assert parse_moment("2025-12-01", zone).rfc3339 == "2025-12-01T00:00:00+01:00"


def test_local_mean_time_is_rounded_to_minutes() -> None:
    zone = ZoneInfo("Asia/Seoul")
    assert parse_moment("1900-01-01", zone).rfc3339 == "1900-01-01T00:00:00+08:28"


def test_moment_can_be_pickled() -> None:
    moment = parse_moment("2025-10-02", ZoneInfo("Asia/Seoul"))
    assert pickle.loads(pickle.dumps(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025",
        "2025-10",
        "20251002",
        "2025-13-01",
        "2025-00-01",
        "2025-02-30",
        "2025-10-00",
        "0000-01-01",
        "2025-10/02",
        "10/02/2025",
        "2025-10-02 25:00",
        "2025-10-02 13:60",
        "2025-10-02 1:30 PM",
        "2025-10-02 13:30 KST",
        "2025-10-02 13:30:22+2500",
        "2025-10-02 13:30:22+0960",
        "2025-10-02 13:30:22+0900+0800",
        "2025-10-02 13:30:22+0900+0900+0900",
        "2025-10-02 +0900",
        "٢٠٢٥-١٠-٠٢",
        "２０２５-１０-０２",
        "2025-10-02\x00",
        "0001-01-01 00:00:00+09:00",
        "9999-12-31 23:59:59-09:00",
        "Thu, 32 Oct 2025 13:30:22 +0900",
        "9" * 5000,
        "\ud800",
    ],
)
def test_slip_is_one_short_sentence_that_says_what_to_write(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_moment(text, KOREA)
    message = str(caught.value)
    assert "write 2025-10-02 or" in message
    assert len(message) < 200
    assert message.isprintable()


def test_message_names_the_slip() -> None:
    with pytest.raises(DateError, match=r"'2025-13-01' is no date \(month must be in 1..12"):
        parse_moment("2025-13-01", KOREA)
    with pytest.raises(DateError, match=r"two offsets, \+0900 and \+0800"):
        parse_moment("2025-10-02 13:30:22+0900+0800", KOREA)
    with pytest.raises(DateError, match="there is no year 0"):
        parse_moment("0000-01-01", KOREA)


def test_far_future_can_still_be_written() -> None:
    assert parse_moment("9999-12-31", UTC).day == date(9999, 12, 31)


@pytest.mark.parametrize(
    "docname", ["2025-10-2-title", "ai/review/2025-10-02-title", "2025-10-02-한국어"]
)
def test_file_name_gives_the_date(docname: str) -> None:
    moment = parse_file_date(docname, KOREA)
    assert moment is not None
    assert moment.rfc3339 == "2025-10-02T00:00:00+09:00"


@pytest.mark.parametrize(
    "docname", ["title", "2025-10-02", "2025-13-02-title", "2025-10-02-title/index", "12025-10-2-x"]
)
def test_other_file_names_give_none(docname: str) -> None:
    assert parse_file_date(docname, KOREA) is None


def test_timezone_is_read() -> None:
    assert parse_timezone("UTC") is UTC
    assert parse_timezone("Asia/Seoul") == ZoneInfo("Asia/Seoul")
    assert parse_timezone("+09:00") == KOREA
    assert parse_timezone("-0330") == timezone(-timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    "name",
    ["", "Asia", "Seoul", "../etc/passwd", "/etc/passwd", "+25:00", "localtime", "a\0b", "\ud800"],
)
def test_other_timezones_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        parse_timezone(name)


@quick
@given(st.text() | st.from_regex(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}[T ][0-9:.,+Zz -]{0,24}"))
def test_any_text_is_a_moment_or_a_date_error(text: str) -> None:
    try:
        moment = parse_moment(text, KOREA)
    except DateError:
        return
    again = parse_moment(moment.rfc3339, UTC)
    assert again.rfc3339 == moment.rfc3339
    assert datetime.fromisoformat(moment.rfc3339).utcoffset() is not None
    moment.instant.astimezone(timezone(timedelta(hours=14)))


@quick
@given(
    st.datetimes(
        datetime(1, 1, 3),
        datetime(9999, 12, 29),
        timezones=st.integers(-959, 959).map(lambda m: timezone(timedelta(minutes=m))),
    ).map(lambda instant: instant.replace(microsecond=0))
)
def test_written_instant_is_read_back(instant: datetime) -> None:
    assert parse_moment(instant.isoformat(), UTC).instant == instant
    assert parse_moment(format_datetime(instant), UTC).instant == instant


@quick
@given(st.text())
def test_any_text_is_a_timezone_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert parse_timezone(text).utcoffset(datetime(2025, 10, 2)) is not None
