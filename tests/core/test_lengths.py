"""Lengths of authors as pixels and classes."""

import pytest

from sphinx_paperreview.core.lengths import find_size_class, parse_declarations, parse_pixels


@pytest.mark.parametrize(
    ("text", "pixels"),
    [("120", 120), ("120px", 120), ("1.5em", 24), ("1in", 96), ("2.54cm", 96), ("72pt", 96),
     ("50%", None), ("auto", None), ("calc(1px)", None)],
)  # fmt: skip
def test_lengths_are_pixels_where_they_can_be(text, pixels):
    assert parse_pixels(text) == pixels


@pytest.mark.parametrize(
    ("text", "name"),
    [("60%", "paper-width-60"), ("33.3%", "paper-width-33"), ("0.2%", "paper-width-1"),
     ("150%", "paper-width-100"), ("400px", "paper-length-50"), ("20em", "paper-length-40"),
     ("9999px", "paper-length-160"), ("auto", ""), ("1vw", "")],
)  # fmt: skip
def test_widths_are_classes(text, name):
    assert find_size_class(text) == name


def test_declarations_are_told_apart():
    style = "width: 50%; height:2px;; color ; --x: a:b"
    assert list(parse_declarations(style)) == [("width", "50%"), ("height", "2px"), ("--x", "a:b")]
