"""Drawing social cards: letters on a plain ground, each in a font that has it."""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

import PIL
from PIL import Image, ImageDraw, features

from sphinx_paperreview.core.cards import HEIGHT, LAYOUT, WIDTH, lay_out
from sphinx_paperreview.core.records import digest
from sphinx_paperreview.html.card_fonts import Face, choose_faces, load_face

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL.ImageFont import FreeTypeFont

    from sphinx_paperreview.core.cards import CardLine, CardView

#: Shades in a picture: few, so that it is small and soon written.
_SHADES = 16
_STEP = 256 // _SHADES
#: Shades from the ground to the darkest letters, and what lines and letters are drawn with.
_RAMP = 12
_INK, _SOFT, _ACCENT = (_RAMP - 1) * _STEP, 7 * _STEP, _RAMP * _STEP
_GROUND_COLOUR, _INK_COLOUR, _ACCENT_COLOUR = (255, 255, 255), (26, 32, 44), (82, 130, 184)
_BAR = 18


@dataclass(slots=True)
class CardPen:
    """Draws cards with the fonts of one set of languages; remembers how wide characters are."""

    bold: tuple[Face, ...]
    regular: tuple[Face, ...]
    _fonts: dict[tuple[Face, int, bool], FreeTypeFont] = field(default_factory=dict)
    _faces: dict[tuple[str, bool], Face | None] = field(default_factory=dict)
    _widths: dict[tuple[str, int, bool], float] = field(default_factory=dict)

    def find_missing(self, text: str) -> tuple[str, ...]:
        """Return the letters of a text that no font has, each once."""
        letters = dict.fromkeys(letter for letter in _split(text) if not letter.isspace())
        return tuple(item for item in letters if self._find_face(item, is_bold=True) is None)

    def measure(self, text: str, size: int, *, is_bold: bool) -> float:
        """Return about how wide a text is."""
        return sum(self._measure(cluster, size, is_bold=is_bold) for cluster in _split(text))

    def draw(self, canvas: ImageDraw.ImageDraw, line: CardLine) -> None:
        """Draw a line."""
        x = line.x
        fill = _INK if line.is_strong else _SOFT
        for face, text in self._list_runs(line.text, is_bold=line.is_bold):
            font = self._load(face, line.size, is_bold=line.is_bold)
            canvas.text((x, line.y), text, fill=fill, font=font, anchor="ls")
            x += font.getlength(text)

    def _list_runs(self, text: str, *, is_bold: bool) -> Iterator[tuple[Face, str]]:
        """Yield the parts of a text that one face draws."""
        current, run = None, ""
        for cluster in _split(text):
            face = current if cluster.isspace() else self._find_face(cluster, is_bold=is_bold)
            face = face or current or self.bold[0]
            if current is not None and face is not current:
                yield current, run
                run = ""
            current, run = face, run + cluster
        if current is not None:
            yield current, run

    def _find_face(self, cluster: str, *, is_bold: bool) -> Face | None:
        key = (cluster, is_bold)
        if key not in self._faces:
            codes = set(map(ord, cluster))
            faces = self.bold if is_bold else self.regular
            self._faces[key] = next((face for face in faces if codes <= face.characters), None)
        return self._faces[key]

    def _measure(self, cluster: str, size: int, *, is_bold: bool) -> float:
        key = (cluster, size, is_bold)
        if key not in self._widths:
            face = self._find_face(cluster, is_bold=is_bold) or self.bold[0]
            self._widths[key] = self._load(face, size, is_bold=is_bold).getlength(cluster)
        return self._widths[key]

    def _load(self, face: Face, size: int, *, is_bold: bool) -> FreeTypeFont:
        key = (face, size, is_bold)
        if key not in self._fonts:
            self._fonts[key] = load_face(face, size, is_bold=is_bold)
        return self._fonts[key]


def build_pen(paths: Iterable[str], languages: tuple[str, ...]) -> CardPen:
    """Return a pen for cards in a language."""
    paths = tuple(paths)
    bold = choose_faces(paths, languages, is_bold=True)
    return CardPen(bold=bold, regular=choose_faces(paths, languages, is_bold=False))


def identify(pen: CardPen) -> str:
    """Return a name for all that makes equal words another picture."""
    faces = tuple((face.family, face.style, face.version) for face in (*pen.bold, *pen.regular))
    libraries = (PIL.__version__, features.version("freetype2"), features.version("raqm"))
    return digest((LAYOUT, faces, libraries, features.version("harfbuzz")))


def fit_card(card: CardView, pen: CardPen) -> tuple[CardView, tuple[str, ...]]:
    """Return a card without the letters that no font has, and these."""
    missing = pen.find_missing("".join((card.title, *card.authors, card.venue, card.site)))

    def clean(text: str) -> str:
        kept = "".join(letter for letter in _split(text) if letter not in missing)
        return " ".join(kept.split())

    fitting = replace(
        card,
        title=clean(card.title),
        authors=tuple(filter(None, map(clean, card.authors))),
        venue=clean(card.venue),
        site=clean(card.site),
    )
    return fitting, missing


def draw_card(card: CardView, pen: CardPen) -> bytes:
    """Return the picture of a card."""
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, _BAR - 1, HEIGHT), fill=_ACCENT)
    for line in lay_out(card, pen.measure):
        pen.draw(canvas, line)
    image = image.point([shade // _STEP for shade in range(256)])
    image.putpalette(_build_palette())
    file = BytesIO()
    # Pictures of flat areas are written soonest so, and are no larger.
    image.save(file, "PNG", compress_type=zlib.Z_RLE)
    return file.getvalue()


def _build_palette() -> list[int]:
    ramp = [
        round(ground + (ink - ground) * shade / (_RAMP - 1))
        for shade in range(_RAMP)
        for ground, ink in zip(_GROUND_COLOUR, _INK_COLOUR, strict=True)
    ]
    return ramp + list(_ACCENT_COLOUR) * (_SHADES - _RAMP)


def _split(text: str) -> Iterator[str]:
    """Yield letters with the marks that belong to them."""
    cluster = ""
    for character in text:
        if cluster and not unicodedata.category(character).startswith("M"):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
