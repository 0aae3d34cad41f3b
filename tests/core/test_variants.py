"""Spellings of one tag are found, different tags are left alone."""

import unicodedata

import pytest

from sphinx_paperreview.core.variants import find_variants


@pytest.mark.parametrize(
    "names",
    [
        ("GRPO", "grpo"),
        ("ＬＬＭ", "LLM"),
        ("한국어", unicodedata.normalize("NFD", "한국어")),
        ("Best-of-N", "Best of N"),
        ("Fine-Tuning", "FineTuning"),
        ("zero\u200bshot", "zeroshot"),
        ("Large Language Model", "Large Language Models"),
        ("Category", "Categories"),
        ("Large Language Models (LLMs)", "Large Language Models"),
        ("Large Language Models (LLMs)", "LLM"),
    ],
    ids=[
        "case",
        "width",
        "normalisation",
        "hyphen",
        "joined",
        "zero-width",
        "plural",
        "ies",
        "parenthesis",
        "acronym",
    ],
)
def test_spellings_of_one_tag_are_found(names):
    (group,) = find_variants(dict.fromkeys(names, 1))
    assert {group.name, *group.aliases} == set(names)


@pytest.mark.parametrize(
    "names",
    [("C", "C++"), ("C++", "C#"), ("Bias", "Biased"), ("Loss", "Los"), ("GPT-3", "GPT-4")],
)
def test_different_tags_are_left_alone(names):
    assert find_variants(dict.fromkeys(names, 1)) == ()


def test_the_most_used_spelling_stands_for_all():
    (group,) = find_variants({"LLMs": 5, "LLM": 2, "Large Language Models (LLMs)": 1})
    assert (group.name, group.count) == ("LLMs", 8)
