"""Lengths that authors write, as numbers and classes that need no style of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A length of a size class is so many of these.
STEP = 8
LARGEST_STEP = 160
_LENGTH = re.compile(r"([0-9]*\.?[0-9]+)\s*([a-zA-Z]*|%)")
_PIXELS = {
    "": 1, "px": 1, "em": 16, "rem": 16, "ex": 8, "ch": 8, "in": 96, "cm": 96 / 2.54,
    "mm": 96 / 25.4, "pt": 96 / 72, "pc": 16,
}  # fmt: skip


def parse_declarations(style: str) -> Iterator[tuple[str, str]]:
    """Yield names and values of a style attribute."""
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and value.strip():
            yield name.strip().lower(), value.strip()


def parse_pixels(value: str) -> int | None:
    """Return a length in pixels, None where it hangs on the room that there is."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None or match[2].lower() not in _PIXELS:
        return None
    return round(float(match[1]) * _PIXELS[match[2].lower()])


def find_size_class(value: str) -> str:
    """Return the class of a width, the nearest that there is; empty where there is none."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return ""
    if match[2] == "%":
        return f"paper-width-{min(max(round(float(match[1])), 1), 100)}"
    pixels = parse_pixels(value)
    if pixels is None:
        return ""
    return f"paper-length-{min(max(round(pixels / STEP), 1), LARGEST_STEP)}"
