"""Colours: reading them, and making them stand out from their ground."""

import pytest

from sphinx_paperreview.core.colours import (
    LEAST_CONTRAST,
    make_readable,
    measure_contrast,
    parse_colour,
    render_colour,
)

LIGHT, DARK = (243, 244, 246), (31, 41, 55)


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#1d4ed8", (29, 78, 216)), ("#FFF", (255, 255, 255)), ("#08f", (0, 136, 255))],
)
def test_colours_are_read(text, colour):
    assert parse_colour(text) == colour


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345", "#gggggg", "#fff;}", "#1d4ed8 "])
def test_other_texts_are_no_colours(text):
    assert parse_colour(text) is None


def test_contrast_is_that_of_wcag():
    assert measure_contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert measure_contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("text", ["#fff", "#000", "#1d4ed8", "#ffff00", "#888888", "#0f766e"])
def test_any_colour_becomes_readable(text, ground):
    colour = make_readable(parse_colour(text), ground)
    assert measure_contrast(colour, ground) >= LEAST_CONTRAST


def test_a_readable_colour_stays_as_it_is():
    assert render_colour(make_readable(parse_colour("#1D4ED8"), LIGHT)) == "#1d4ed8"
