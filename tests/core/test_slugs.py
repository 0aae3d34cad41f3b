"""Slugs: readable, one per tag, safe on every disk."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.slugs import MAX_BYTES, build_slug, build_unique_id

HASHED = re.compile(r".*-[0-9a-f]{8}")
quick = settings(deadline=None, max_examples=200, derandomize=True)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Best-of-N", "best-of-n"),
        ("Large Language Models (LLMs)", "large-language-models-llms"),
        ("한국어 요약", "한국어-요약"),
        ("핵심 방법론", "핵심-방법론"),
        ("機械学習", "機械学習"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C＋＋", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#/C#", "f-sharp-c-sharp"),
        ("R&D", "r-and-d"),
        ("pass@1", "pass-at-1"),
        ("@", "at"),
        ("95%", "95-percent"),
        ("GPT-3.5", "gpt-3.5"),
        ("v1.2.3.", "v1.2.3"),
        ("3..5", "3-5"),
        ("Node.js", "node-js"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("snake_case", "snake-case"),
        ("STRASSE Straße", "strasse-strasse"),
        ("L²", "l²"),
        ("हिन्दी", "हिन्दी"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("❤️ AI", "ai"),
        ("page number", "page-number"),
        ("console", "console"),
        ("com10", "com10"),
    ],
)
def test_slug_is_readable(text: str, slug: str) -> None:
    assert build_slug(text) == slug


@pytest.mark.parametrize("text", ["café", "한국어", "Ǻ", "が"])
def test_composed_and_decomposed_share_a_slug(text: str) -> None:
    assert build_slug(unicodedata.normalize("NFD", text)) == build_slug(text)


def test_case_does_not_make_another_slug() -> None:
    assert build_slug("GRPO") == build_slug("grpo")
    assert build_slug("Index") == build_slug("INDEX")
    assert build_slug("Á" * 50) == build_slug("á" * 50)


@pytest.mark.parametrize("text", ["", " ", "!!!", "...", "---", "🤖", "\u0301", "\ud800"])
def test_empty_result_is_a_hash_that_begins_with_a_letter(text: str) -> None:
    assert re.fullmatch(r"t-[0-9a-f]{8}", build_slug(text))


def test_different_symbols_get_different_hashes() -> None:
    assert build_slug("!!!") != build_slug("???")


@pytest.mark.parametrize(
    "name",
    ["page", "Index", "FEED", "con", "PRN", "aux", "nul", "Com0", "com1", "LPT9", "com¹", "lpt³"],
)
def test_reserved_name_gets_a_hash(name: str) -> None:
    assert re.fullmatch(rf"{name.lower()}-[0-9a-f]{{8}}", build_slug(name))


def test_device_name_before_a_dot_is_reserved_too() -> None:
    assert re.fullmatch(r"com1-5-[0-9a-f]{8}", build_slug("COM1.5"))
    assert build_slug("con.1") == "con-1"


def test_hash_is_stable() -> None:
    assert build_slug("index") == "index-1bc04b52"


@pytest.mark.parametrize("text", ["a" * 81, "한" * 27, "é" * 41, "ab " * 40, "1." * 50])
def test_long_text_is_cut_by_bytes(text: str) -> None:
    slug = build_slug(text)
    assert len(slug.encode()) <= MAX_BYTES
    assert HASHED.fullmatch(slug)
    assert build_slug(slug) == slug


def test_eighty_bytes_are_not_too_long() -> None:
    assert build_slug("a" * 80) == "a" * 80


def test_long_texts_that_differ_at_the_end_differ() -> None:
    assert build_slug("한" * 40 + "가") != build_slug("한" * 40 + "나")


def test_cut_never_parts_a_letter_from_its_marks() -> None:
    for length in range(60, 80):
        head = build_slug("x" * length + "न्दि" * 10).rpartition("-")[0]
        assert head.lstrip("x") in ("", "न्दि"[:2], "न्दि", "न्दिन्")
    assert re.fullmatch(r"t-[0-9a-f]{8}", build_slug("q" + "\u0301" * 60))


@quick
@given(ANY_TEXT)
def test_any_text_gives_a_safe_name(text: str) -> None:
    slug = build_slug(text)
    assert 0 < len(slug.encode()) <= MAX_BYTES
    assert slug == unicodedata.normalize("NFC", slug) == slug.casefold()
    assert all(c in "-." or unicodedata.category(c)[0] in "LNM" for c in slug)
    assert slug == slug.strip("-.")
    assert "--" not in slug
    assert ".." not in slug
    assert unicodedata.category(slug[0])[0] != "M"


@quick
@given(ANY_TEXT)
def test_slug_of_a_slug_is_itself(text: str) -> None:
    slug = build_slug(text)
    assert build_slug(slug) == slug


@quick
@given(st.text("ab가나1२C+#&@%É", min_size=1), st.text("ab가나1२C+#&@%É", min_size=1))
def test_slugs_differ_where_letters_digits_or_symbols_do(one: str, two: str) -> None:
    is_same = unicodedata.normalize("NFC", one).casefold() == (
        unicodedata.normalize("NFC", two).casefold()
    )
    assert (build_slug(one) == build_slug(two)) == is_same


def test_repeated_heading_is_numbered() -> None:
    taken: list[str] = []
    for _ in range(3):
        taken.append(build_unique_id("핵심 방법론", taken))
    assert taken == ["핵심-방법론", "핵심-방법론-2", "핵심-방법론-3"]


def test_number_that_a_heading_already_has_is_passed_over() -> None:
    assert build_unique_id("Results", {"results", "results-2"}) == "results-3"
