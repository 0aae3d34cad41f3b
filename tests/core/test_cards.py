"""What a social card says, and where its lines break."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sphinx_paperreview.core.cards import (
    HEIGHT,
    WIDTH,
    CardView,
    break_lines,
    build_card,
    find_card_file,
    lay_out,
)
from sphinx_paperreview.core.people import Person
from sphinx_paperreview.core.review import Paper, Review


def measure(text: str, size: int, *, is_bold: bool = False) -> float:
    """Every letter is half as wide as it is high, those of CJK scripts as wide."""
    return sum(size if letter > "\u1100" and letter != "…" else size / 2 for letter in text)


def broken(text: str, letters: int, most: int = 9) -> tuple[str, ...]:
    return break_lines(text, letters * 10, most, lambda part: measure(part, 20))


@pytest.mark.parametrize(
    ("text", "letters", "lines"),
    [
        ("one two three", 7, ("one two", "three")),
        ("one two three", 99, ("one two three",)),
        ("", 9, ()),
        # Hangul stays in words
        ("언어 모델의 추론을 위한", 12, ("언어 모델의", "추론을 위한")),
        # Han and kana have none
        ("大規模言語モデル", 8, ("大規模言", "語モデル")),
        ("深度学习 and more", 8, ("深度学习", "and more")),
        # no line begins with a mark that ends something, or ends with one that begins
        ("大規模言、語", 8, ("大規模", "言、語")),
        ("大規模「言語」", 8, ("大規模", "「言語」")),
        ("あいうエッセイ", 8, ("あいう", "エッセイ")),
        # one word longer than a line
        ("Donaudampfschiff", 5, ("Donau", "dampf", "schif", "f")),
        ("a Donaudampfschiff b", 10, ("a", "Donaudampf", "schiff b")),
        ("state-of-the-art", 9, ("state-of-", "the-art")),
        # marks stay with their letters
        ("ab" + "c\u0301" * 4, 5, ("abc\u0301", "c\u0301c\u0301", "c\u0301")),
    ],
)
def test_lines_break_where_readers_expect(text, letters, lines):
    assert broken(text, letters) == lines


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five",
        "언어 모델의 추론을 위한 방법",
        "大規模言語モデルにおける推論",
        "x" * 500,
    ],
)
def test_a_text_that_is_too_long_ends_in_an_ellipsis(text):
    lines = broken(text, 10, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(measure(line, 20) <= 100 for line in lines)
    assert text.startswith(lines[0])


TITLES = [
    "Short",
    "[논문리뷰] Making, not Taking, the Best of N: 대규모 언어 모델의 추론을 위한 방법론",
    "長" * 300,
    "x" * 5000,
    "a " * 400,
]


@pytest.mark.parametrize("title", TITLES)
def test_all_lines_are_inside_the_picture_and_apart(title):
    authors = tuple(f"Name {number} Family" for number in range(60))
    card = CardView(title=title, authors=authors, venue="V " * 90, site="모음 " * 90)
    lines = lay_out(card, measure)
    for line in lines:
        assert line.x > 0
        assert line.x + measure(line.text, line.size) <= WIDTH - 40
        assert line.size <= line.y < HEIGHT - line.size
    above = sorted({line.y for line in lines})
    sizes = {line.y: line.size for line in lines}
    assert all(lower - upper >= sizes[lower] for upper, lower in pairwise(above))


def test_a_short_title_is_larger_than_a_long_one():
    sizes = [lay_out(CardView(title=title), measure)[0].size for title in TITLES[:3]]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_a_card_says_title_authors_venue_and_site():
    paper = Paper(authors=(Person(name="Ammar Khairi", marks="*"),), venue="ICLR 2026", year="2026")
    review = Review(docname="a", title="제목", paper=paper, language="en")
    card = build_card(review, "Site", "ko")
    assert [line.text for line in lay_out(card, measure)] == [
        "제목", "Ammar Khairi", "Site", "ICLR 2026",
    ]  # fmt: skip
    assert card.languages == ("en", "ko")


def test_a_post_without_paper_names_its_writer():
    review = Review(docname="a", title="T", reviewers=(Person(name="홍길동"),))
    card = build_card(review, "Site", "ko")
    assert (card.authors, card.venue) == (("홍길동",), "")


def test_what_draws_nothing_is_no_letter():
    assert build_card(Review(docname="a", title="♥\ufe0f a\u200db"), "S", "en").title == "♥ ab"


def test_the_address_of_a_card_is_its_documents():
    assert find_card_file("ai/review/a") == "_images/social/ai/review/a.png"
