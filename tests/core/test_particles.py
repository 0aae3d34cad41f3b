"""Particles after Hangul, Latin words, acronyms, digits and parentheses."""

import pytest

from sphinx_paperreview.core.particles import attach, fill


@pytest.mark.parametrize(
    ("word", "particle", "expected"),
    [
        ("모델", "이/가", "모델이"),
        ("데이터", "이/가", "데이터가"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("LLM", "을/를", "LLM을"),
        ("RAG", "을/를", "RAG를"),
        ("SQL", "으로/로", "SQL로"),
        ("GPT-4o", "은/는", "GPT-4o는"),
        ("Python", "과/와", "Python과"),
        ("Django", "과/와", "Django와"),
        ("2025", "은/는", "2025는"),
        ("10", "이/가", "10이"),
        ("3", "으로/로", "3으로"),
        ("1", "으로/로", "1로"),
        ("언어 모델(LLM)", "은/는", "언어 모델(LLM)은"),
        ("데이터(data)", "을/를", "데이터(data)를"),
        ("", "이/가", "가"),
        ("!!", "이/가", "!!가"),
    ],
)
def test_the_particle_fits_the_word(word, particle, expected):
    assert attach(word, particle) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("강화학습", "강화학습을 다룬 글 3개"),
        ("데이터", "데이터를 다룬 글 3개"),
        ("LLM", "LLM을 다룬 글 3개"),
        ("100%", "100%를 다룬 글 3개"),
        ("이/가", "이/가를 다룬 글 3개"),
        ("%(count)s", "%(count)s를 다룬 글 3개"),
    ],
)
def test_a_message_takes_the_particle_of_its_name_and_leaves_the_name_alone(name, expected):
    facts = {"name": name, "count": 3}
    assert fill("%(name)s을/를 다룬 글 %(count)s개", facts) == expected


def test_decomposed_hangul_is_read_like_composed():
    assert attach("모델", "이/가").endswith("이")
