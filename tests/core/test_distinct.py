"""Pages of one name get several."""

from __future__ import annotations

from sphinx_paperreview.core.distinct import find_shared, tell_apart


def test_pages_of_one_name_are_told_apart_by_the_first_hint_that_does():
    names = {"a": "T", "b": "T", "c": "Other", "d": "U", "e": "u", "f": "V", "g": "V"}
    hints = {
        "a": ("Review", "2025-10-01"), "b": ("LLM", "2025-10-01"), "c": ("LLM", ""),
        "d": ("LLM", "2025-10-01"), "e": ("LLM", "2025-10-02"), "f": ("LLM", ""), "g": ("LLM", ""),
    }  # fmt: skip
    assert tell_apart(names, hints) == {
        "a": "T (Review)", "b": "T (LLM)",
        "d": "U (2025-10-01)", "e": "u (2025-10-02)",
        "f": "V (f)", "g": "V (g)",
    }  # fmt: skip


def test_a_longer_name_is_no_other_pages():
    names = {"a": "T", "b": "T", "c": "T (LLM)"}
    hints = {"a": ("LLM",), "b": ("Review",), "c": ()}
    found = tell_apart(names, hints)
    assert len({*found.values(), "T (LLM)"}) == 3


def test_names_of_their_own_stay():
    assert tell_apart({"a": "A", "b": "B"}, {"a": (), "b": ()}) == {}
    assert find_shared([("a", "x"), ("b", "X"), ("c", "y")]) == [("a", "b")]
