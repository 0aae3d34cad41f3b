"""Colours that can be read: what an author wishes for, moved until it stands out."""

from __future__ import annotations

import re
from typing import TypeAlias

#: Red, green and blue, 0 to 255.
Colour: TypeAlias = tuple[int, int, int]

#: The least contrast of text that WCAG calls readable (level AA).
LEAST_CONTRAST = 4.5
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)
_STEPS = 50


def parse_colour(text: str) -> Colour | None:
    """Return a colour written ``#rgb`` or ``#rrggbb``, None where it is none."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def render_colour(colour: Colour) -> str:
    """Return a colour as ``#rrggbb``."""
    return "#" + bytes(colour).hex()


def measure_contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours as WCAG measures it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def make_readable(colour: Colour, ground: Colour) -> Colour:
    """Return the colour nearest to *colour* that can be read on *ground*."""
    is_dark_ground = measure_contrast(ground, _WHITE) > measure_contrast(ground, _BLACK)
    end = _WHITE if is_dark_ground else _BLACK
    for step in range(_STEPS + 1):
        mixed = _mix(colour, end, step / _STEPS)
        if measure_contrast(mixed, ground) >= LEAST_CONTRAST:
            return mixed
    return end


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    channels = (value / 255 for value in colour)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
