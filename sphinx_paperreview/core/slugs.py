"""Slugs: the part of an address, or the id of a heading, that a text gives by itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_BYTES = 80

_HASH_DIGITS = 8
# Wide forms stand beside the ASCII ones: Korean and Japanese keyboards write them.
_SPELLED = str.maketrans(
    {
        "+": " plus ",
        "\uff0b": " plus ",
        "#": " sharp ",
        "\uff03": " sharp ",
        "&": " and ",
        "\uff06": " and ",
        "@": " at ",
        "\uff20": " at ",
        "%": " percent ",
        "\uff05": " percent ",
    }
)
# Lone surrogates have no bytes; variation selectors and the grapheme joiner cannot be seen.
_UNSEEN = re.compile("[\ud800-\udfff\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_INNER_DOT = re.compile(r"(?<=\d)\.(?=\d)")
# Our own folders and files, and the names that Windows keeps for devices
# (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(
    "page|index|feed|con|prn|aux|nul|(?:com|lpt)[0-9\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"
)


# A tag is on many pages.
@lru_cache(maxsize=65_536)
def build_slug(text: str) -> str:
    """Return the slug of a text, at most 80 bytes of UTF-8; never raises for any ``str``.

    The rule is the promised one: NFC, case-folded, letters and digits of any script kept with
    their combining marks, ``+ # & @ %`` spelled, ``.`` kept between digits, other runs ``-``.
    A hash is appended only where the result is empty, reserved or too long.
    """
    folded = _fold(_UNSEEN.sub("", text))
    slug = _join_words(folded)
    # Windows looks only at what stands before the first dot: "com1.5" is the device COM1.
    if _RESERVED.fullmatch(slug.partition(".")[0]):
        return f"{slug.replace('.', '-')}-{_hash(slug)}"
    if not slug:
        return f"t-{_hash(folded.strip())}"
    if len(slug.encode()) > MAX_BYTES:
        return f"{_cut(slug, MAX_BYTES - _HASH_DIGITS - 1) or 't'}-{_hash(slug)}"
    return slug


def build_unique_id(text: str, taken: Collection[str]) -> str:
    """Return the slug of a heading, with ``-2``, ``-3``, … where it is already taken."""
    slug = build_slug(text)
    unique, count = slug, 1
    while unique in taken:
        count += 1
        unique = f"{slug}-{count}"
    return unique


def _fold(text: str) -> str:
    """Return the text in NFC and case-folded, so that folding it again changes nothing."""
    folded = text
    while True:
        # Folding can undo NFC and NFC can bring back what folds further (Unicode 3.13, D145).
        again = unicodedata.normalize("NFC", unicodedata.normalize("NFC", folded).casefold())
        if again == folded:
            return folded
        folded = again


def _join_words(folded: str) -> str:
    """Return the kept characters of a folded text, with one ``-`` for each other run."""
    spelled = folded.translate(_SPELLED)
    dots = {match.start() for match in _INNER_DOT.finditer(spelled)}
    kept: list[str] = []
    is_word = False
    for position, character in enumerate(spelled):
        kind = unicodedata.category(character)[0]
        is_word = kind in "LN" or (kind == "M" and is_word)
        kept.append(character if is_word or position in dots else " ")
    return "-".join("".join(kept).split())


def _cut(slug: str, limit: int) -> str:
    """Return the start of a slug that fits into the bytes, letters whole with their marks."""
    end = len(slug.encode()[:limit].decode(errors="ignore"))
    while end and unicodedata.category(slug[end])[0] == "M":
        end -= 1
    return slug[:end].rstrip("-.")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]
