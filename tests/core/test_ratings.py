"""Ratings on their own scale and on the site's."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.ratings import Rating, RatingError, parse_rating


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7/10", Rating(value="7", best="10", worst="0")),
        (" 3.5 / 5 ", Rating(value="3.5", best="5", worst="0")),
        ("4", Rating(value="4", best="5", worst="1")),
    ],
)
def test_ratings_are_read(text, expected):
    assert parse_rating(text, (1, 5)) == expected


@pytest.mark.parametrize("text", ["", "good", "6", "0", "11/10", "-1", "1/0", "٣", "1e9", "5/5/5"])
def test_what_is_no_rating_says_what_to_write(text):
    with pytest.raises(RatingError, match="write a number from 1 to 5"):
        parse_rating(text, (1, 5))


@given(st.text(max_size=20))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_no_text_raises_anything_else(text):
    with contextlib.suppress(RatingError):
        assert parse_rating(text, (1, 5)).printed
