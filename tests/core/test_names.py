"""Names of people, cut where lists of references cut them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.citekeys import fold_ascii, fold_family
from sphinx_paperreview.core.names import NameParts, split_name


@pytest.mark.parametrize(
    ("name", "family", "given", "particle", "suffix"),
    [
        ("Ammar Khairi", "Khairi", "Ammar", "", ""),
        ("Vaswani, Ashish", "Vaswani", "Ashish", "", ""),
        ("Daniel Y. Fu", "Fu", "Daniel Y.", "", ""),
        ("Ludwig van der Maaten", "Maaten", "Ludwig", "van der", ""),
        ("van der Maaten, Laurens", "Maaten", "Laurens", "van der", ""),
        ("John Smith, Jr.", "Smith", "John", "", "Jr."),
        ("Smith, Jr., John", "Smith", "John", "", "Jr."),
        ("Smith, John, III", "Smith", "John", "", "III"),
        ("John Smith Jr.", "Smith", "John", "", "Jr."),
        ("김 철수", "김", "철수", "", ""),
        ("佐々木 太郎", "佐々木", "太郎", "", ""),
        ("Weiwei Ai", "Ai", "Weiwei", "", ""),
        ("bell hooks", "hooks", "bell", "", ""),
    ],
)
def test_a_person_has_a_family_and_a_given_name(name, family, given, particle, suffix):
    parts = NameParts(family=family, given=given, particle=particle, suffix=suffix)
    assert split_name(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "OpenAI",
        "김철수",
        "Gemini Team",
        "Gemini Team, Google",
        "DeepSeek-AI",
        "Mistral AI",
        "The ATLAS Collaboration",
        "University of Tübingen",
        "Acme, Inc.",
        "AT&T Labs",
        "Simon and Garfunkel",
        "A, B, C, D",
        "A,, B",
        "한국전자통신연구원 연구팀",
        "",
    ],
)
def test_what_is_no_person_or_fits_no_order_stays_whole(name):
    assert split_name(name) == NameParts(literal=name)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ashish Vaswani", "vaswani"),
        ("Émile Çelik", "celik"),
        ("Øre Łąng", "lang"),
        ("Karl Weiß", "weiss"),
        ("김철수", "kim"),
        ("이 영희", "lee"),
        ("네이버", "neibeo"),
        ("たかし", "takasi"),
        ("Gemini Team", "geminiteam"),
        ("王小明", ""),
    ],
)
def test_families_have_an_ascii_form(name, folded):
    assert fold_family(name) == folded


@settings(
    derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300
)
@given(st.text(st.characters()))
def test_any_name_has_parts_and_any_text_an_ascii_form(text):
    parts = split_name(text)
    assert not (parts.literal and parts.family)
    folded = fold_ascii(text)
    assert folded == fold_ascii(folded)
    assert folded.isascii()
    assert not folded or folded.isalnum()
