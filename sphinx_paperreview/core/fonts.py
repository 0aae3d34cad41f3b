"""Which characters a font file has, and what tells one font from another."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class FontError(ValueError):
    """A file that is no font, or one of another make."""


class FontTables(NamedTuple):
    """What is asked of one face of a font file."""

    #: characters that it has a shape for
    characters: frozenset[int]
    #: the face's own record of its version and checksum
    version: bytes


def read_font(file: BinaryIO, index: int = 0) -> FontTables:
    """Return the tables of a face; a collection holds several.

    :raises FontError: where the file is no TrueType or OpenType font
    """
    try:
        tables = _read_directory(file, index)
        file.seek(tables[b"head"][0])
        version = file.read(54)
        return FontTables(frozenset(_read_characters(file, tables[b"cmap"][0])), version)
    except (struct.error, KeyError, IndexError, OverflowError) as error:
        raise FontError("is no TrueType or OpenType font") from error


def _read_directory(file: BinaryIO, index: int) -> dict[bytes, tuple[int, int]]:
    """Return where the tables of a face begin, and their lengths."""
    start = 0
    file.seek(0)
    if file.read(4) == b"ttcf":
        _, count = _read(file, 4, ">LL")
        if index >= count:
            raise IndexError(index)
        (start,) = _read(file, 12 + 4 * index, ">L")
    _, count = _read(file, start, ">LH")
    records = struct.iter_unpack(">4sLLL", _take(file, start + 12, 16 * count))
    return {tag: (offset, length) for tag, _, offset, length in records}


def _read_characters(file: BinaryIO, start: int) -> Iterator[int]:
    _, count = _read(file, start, ">HH")
    records = list(struct.iter_unpack(">HHL", _take(file, start + 4, 8 * count)))
    #: Unicode's own tables, the widest last.
    known = [(p, e, offset) for p, e, offset in records if p == 0 or (p == 3 and e in (1, 10))]
    formats = {_read(file, start + offset, ">H")[0]: start + offset for _, _, offset in known}
    if 12 in formats:
        yield from _read_groups(file, formats[12])
    elif 4 in formats:
        yield from _read_segments(file, formats[4])
    else:
        raise KeyError("cmap")


def _read_groups(file: BinaryIO, start: int) -> Iterator[int]:
    """Yield the characters of a table of format 12."""
    (count,) = _read(file, start + 12, ">L")
    for first, last, glyph in struct.iter_unpack(">LLL", _take(file, start + 16, 12 * count)):
        if last > 0x10FFFF:
            raise IndexError(last)
        yield from range(first + (glyph == 0), last + 1)


def _read_segments(file: BinaryIO, start: int) -> Iterator[int]:
    """Yield the characters of a table of format 4."""
    (_, length, _, double) = _read(file, start, ">HHHH")
    data = _take(file, start + 14, length - 14)
    words = array("H", data[: len(data) // 2 * 2])
    if struct.pack("=H", 1) != struct.pack(">H", 1):
        words.byteswap()
    count = double // 2
    ends, starts = words[:count], words[count + 1 : 2 * count + 1]
    deltas, offsets = words[2 * count + 1 : 3 * count + 1], words[3 * count + 1 : 4 * count + 1]
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = 3 * count + 1 + number + offsets[number] // 2 + code - first
                glyph = words[place]
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                yield code


def _read(file: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    return struct.unpack(form, _take(file, offset, struct.calcsize(form)))


def _take(file: BinaryIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)
