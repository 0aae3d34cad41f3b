"""What an author writes of counting visits and of search engines."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_paperreview.core.analytics import Analytics, AnalyticsError, parse_analytics


def test_services_and_engines_are_read():
    found = parse_analytics(
        {
            "google": "G-ABC123",
            "plausible": "example.org",
            "goatcounter": "mine",
            "verification": {"bing": "b", "google": "g", "naver": "n"},
        }
    )
    assert found == Analytics(
        google="G-ABC123",
        plausible="example.org",
        goatcounter="https://mine.goatcounter.com/count",
        verifications=(
            ("google-site-verification", "g"),
            ("naver-site-verification", "n"),
            ("msvalidate.01", "b"),
        ),
    )
    assert found.asked == found.services == ("google", "plausible", "goatcounter")


def test_only_services_without_cookies_can_go_without_a_question():
    option = {"google": "G-ABC123", "plausible": "example.org", "consent": False}
    assert parse_analytics(option).asked == ("google",)
    assert parse_analytics({"goatcounter": "mine", "consent": False}).asked == ()


def test_a_counter_of_ones_own_is_named_by_its_address():
    found = parse_analytics({"goatcounter": "https://stats.example.org/count"})
    assert found.goatcounter == "https://stats.example.org/count"


@pytest.mark.parametrize("nothing", ["", None, False, {}])
def test_nothing_is_counted_by_default(nothing):
    assert parse_analytics(nothing) == Analytics()


@pytest.mark.parametrize(
    ("option", "mend"),
    [
        ("G-ABC123", "write a dict"),
        ({"goggle": "G-1"}, "did you mean 'google'"),
        ({"google": "abc"}, "write a measurement id"),
        ({"google": "G-1&x=<script>"}, "write a measurement id"),
        ({"plausible": "https://example.org"}, "write the site's name there"),
        ({"plausible": True}, "write the site's name there"),
        ({"goatcounter": "http://x.example/count"}, "write a code"),
        ({"consent": "no"}, "consent: write True or False"),
        ({"verification": "abc"}, "verification: write a dict"),
        ({"verification": {"yandex": "x"}}, "unknown key 'yandex'"),
        ({"verification": {"google": 7}}, "write the codes as texts"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_mend(option, mend):
    with pytest.raises(AnalyticsError) as error:
        parse_analytics(option)
    assert mend in str(error.value)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["G-ABC123", "example.org"])
)
VALUES = SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS)


@given(
    VALUES
    | st.dictionaries(
        st.sampled_from(["google", "plausible", "goatcounter", "consent", "verification", "x"]),
        VALUES,
    )
)
def test_whatever_is_written_is_read_or_told(option):
    with suppress(AnalyticsError):
        parse_analytics(option)
