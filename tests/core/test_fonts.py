"""Font files are read for what they hold, whatever they are."""

from __future__ import annotations

import io

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from sphinx_paperreview.core.fonts import FontError, read_font


def make_font(characters: str) -> TTFont:
    names = [".notdef", *(f"g{ord(character):X}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"g{ord(c):X}" for c in characters})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupPost()
    builder.font["head"].modified = builder.font["head"].created = 0
    return builder.font


def save(font: TTFont | TTCollection) -> bytes:
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def read(data: bytes, index: int = 0) -> str:
    return "".join(map(chr, sorted(read_font(io.BytesIO(data), index).characters)))


@pytest.mark.parametrize("characters", ["ab", "acegz가각힣", "abc😀🚀", "\uffff", "가", "zyx"])
def test_the_characters_of_a_font_are_found(characters):
    assert read(save(make_font(characters))) == "".join(sorted(set(characters) - {"\uffff"}))


def test_each_face_of_a_collection_has_its_own():
    collection = TTCollection()
    collection.fonts = [make_font("ab"), make_font("가나")]
    data = save(collection)
    assert (read(data), read(data, 1)) == ("ab", "가나")
    with pytest.raises(FontError):
        read(data, 2)


def test_another_font_has_another_version():
    one, two = (read_font(io.BytesIO(save(make_font(text)))).version for text in ("ab", "ac"))
    assert one != two
    assert one == read_font(io.BytesIO(save(make_font("ab")))).version


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\0\1\0\0\0\2", b"ttcf\0\1\0\0\0\0\0\0", b"OTTO" + b"\xff" * 400]
)
def test_what_is_no_font_is_refused(data):
    with pytest.raises(FontError):
        read(data)


def test_no_part_of_a_font_does_harm():
    data = save(make_font("abc가😀"))
    for end in range(0, len(data), 7):
        try:
            read(data[:end])
        except FontError:
            continue
