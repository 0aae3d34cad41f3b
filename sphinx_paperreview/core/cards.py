"""Social cards: what the picture of a post says, and where each line of it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_paperreview.core.review import Review

WIDTH, HEIGHT = 1200, 630
#: Where cards are, below the output folder.
FOLDER = "_images/social"
#: Counts up when the same words are drawn in another way.
LAYOUT = 1
_MARGIN, _TOP, _FOOT = 80, 96, 566
#: Sizes of a title and lines that it may take in each; the first that holds it is used.
_TITLE_SIZES = ((68, 3), (58, 4), (48, 5))
_SIZE = 32
_LEADING = 1.3
_GAP = 26
_LONGEST = 400
#: What does not begin a line, and what does not end one, where words are not set apart by blanks.
_NO_START = frozenset("、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃￠％‰,.:;?!)]}%…―"
                      "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")  # fmt: skip
_NO_END = frozenset("‘“（〔［｛〈《「『【￥＄£([{$")
#: Draws nothing by itself: variation selectors, joiners, soft hyphens.
_SILENT = dict.fromkeys([0xAD, 0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


class Measure(Protocol):
    """Tells how wide a text is."""

    def __call__(self, text: str, size: int, *, is_bold: bool) -> float:
        """Return the width of a text in a size, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """What the social card of a post says."""

    title: str
    #: of the paper, else who wrote the page
    authors: tuple[str, ...] = ()
    #: where or when the paper came out
    venue: str = ""
    #: name of the site
    site: str = ""
    #: languages that decide on the shape of letters, the nearest first
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """A line of a card: its words, where they begin, and how they look."""

    text: str
    x: float
    #: the line that letters stand on
    y: float
    size: int
    is_bold: bool = False
    is_strong: bool = False


def find_card_file(docname: str) -> str:
    """Return the file of a post's card, below the output folder."""
    return f"{FOLDER}/{docname}.png"


def build_card(review: Review, site: str, language: str) -> CardView:
    """Return what the social card of a post says.

    :param language: the site's
    """
    paper = review.paper
    people = paper.authors if paper and paper.authors else review.reviewers
    return CardView(
        title=_clean(review.title),
        authors=tuple(_clean(person.name) for person in people),
        venue=_clean((paper.venue or paper.year) if paper else ""),
        site=_clean(site),
        languages=tuple(filter(None, (review.language, language))),
    )


def lay_out(card: CardView, measure: Measure) -> tuple[CardLine, ...]:
    """Return the lines of a card."""
    return tuple(_find_lines(card, measure))


def _find_lines(card: CardView, measure: Measure) -> Iterator[CardLine]:
    width = WIDTH - 2 * _MARGIN
    size, lines = _fit_title(card.title, width, measure)
    y = _TOP + size * 1.0
    for text in lines:
        yield CardLine(text=text, x=_MARGIN, y=y, size=size, is_bold=True, is_strong=True)
        y += size * _LEADING
    y += _GAP - size + _SIZE
    small, small_bold = (partial(measure, size=_SIZE, is_bold=bold) for bold in (False, True))
    for text in break_lines(", ".join(card.authors), width, 2, small):
        yield CardLine(text=text, x=_MARGIN, y=y, size=_SIZE)
        y += _SIZE * _LEADING
    half = (width - _MARGIN) // 2
    for text in break_lines(card.site, half, 1, small_bold):
        yield CardLine(text=text, x=_MARGIN, y=_FOOT, size=_SIZE, is_bold=True)
    for text in break_lines(card.venue, half, 1, small):
        x = WIDTH - _MARGIN - small(text)
        yield CardLine(text=text, x=round(x), y=_FOOT, size=_SIZE)


def _fit_title(title: str, width: int, measure: Measure) -> tuple[int, tuple[str, ...]]:
    for size, most in _TITLE_SIZES:
        lines = break_lines(title, width, most, partial(measure, size=size, is_bold=True))
        if "".join(lines).replace(" ", "") == title.replace(" ", ""):
            break
    return size, lines


def break_lines(
    text: str, width: float, most: int, measure: Callable[[str], float]
) -> tuple[str, ...]:
    """Return the lines that *text* takes, at most so many; a last one that is cut ends in ``…``."""
    lines: list[str] = []
    line, used = "", 0.0
    for unit in _split(text[:_LONGEST]):
        # Blanks at the end of a line take no room.
        if used + measure(unit.rstrip()) <= width:
            line, used = line + unit, used + measure(unit)
            continue
        lines.append(line.rstrip())
        line = unit
        # One word may be longer than a line.
        while len(line) > 1 and measure(line.rstrip()) > width:
            end = _find_end(line, width, measure)
            lines.append(line[:end])
            line = line[end:]
        used = measure(line)
        if len(lines) > most + 1:
            break
    lines = [item for item in (*lines, line.rstrip()) if item]
    if len(lines) <= most and len(text) <= _LONGEST:
        return tuple(lines)
    return (*lines[: most - 1], _cut(lines[most - 1], width, measure))


def _cut(line: str, width: float, measure: Callable[[str], float]) -> str:
    """Return the start of a line, with an ellipsis where the rest was."""
    while line and measure(f"{line}…") > width:
        line = line[:-1]
    return line.rstrip(" ,;:") + "…"


def _find_end(word: str, width: float, measure: Callable[[str], float]) -> int:
    end = 1
    while end < len(word) and measure(word[: end + 1]) <= width:
        end += 1
    while end > 1 and end < len(word) and unicodedata.combining(word[end]):
        end -= 1
    return end


def _split(text: str) -> Iterator[str]:
    """Yield the parts of a text between which a line may end, with their blanks."""
    start = 0
    for index in range(1, len(text)):
        if _may_break(text[index - 1], text[index]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two characters; Hangul is kept in words."""
    if before == " ":
        return after != " "
    if before == "-":
        return after.isalpha()
    if after in _NO_START or before in _NO_END or unicodedata.combining(after):
        return False
    return _is_ideograph(before) or (_is_ideograph(after) and before != " ")


def _is_ideograph(character: str) -> bool:
    """Return whether words of this script are not set apart by blanks: Han and kana."""
    code = ord(character)
    return 0x2E80 <= code <= 0x30FF or 0x31F0 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or (
        0xFF01 <= code <= 0xFF9F or 0x20000 <= code <= 0x3FFFF
    )  # fmt: skip


def _clean(text: str) -> str:
    return text.translate(_SILENT)
