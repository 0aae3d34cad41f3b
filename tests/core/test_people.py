"""Authors: names apart from marks, and a hint where commas cut a name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.people import Person, looks_split, parse_authors

quick = settings(deadline=None, max_examples=200, derandomize=True)
PIECES = (
    "A|B C|D'souza|김철수|GPT-4|-|,|, |;|；|，| |*|†|1|2,3|²| and |and |&| et al.|et al|Jr.|III"
    "|\t|\u3000|\ud800|\x00"
)
LINES = st.lists(
    st.sampled_from(PIECES.split("|")) | st.text(max_size=2),
    max_size=10,
).map("".join)


def names(text: str) -> list[str]:
    return [person.name for person in parse_authors(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ammar Khairi; Daniel D'souza", ["Ammar Khairi", "Daniel D'souza"]),
        ("Ammar Khairi； Daniel D'souza；", ["Ammar Khairi", "Daniel D'souza"]),
        ("Ammar Khairi, Daniel D'souza", ["Ammar Khairi", "Daniel D'souza"]),
        ("김철수， 이영희", ["김철수", "이영희"]),
        ("김철수, 이영희", ["김철수", "이영희"]),
        ("Vaswani, Ashish;", ["Vaswani, Ashish"]),
        ("Vaswani, Ashish; Shazeer, Noam", ["Vaswani, Ashish", "Shazeer, Noam"]),
        ("  Ammar \n\t Khairi ,, ;", ["Ammar Khairi"]),
        ("A B; ; C D;;", ["A B", "C D"]),
        ("A B, C D, and E F", ["A B", "C D", "E F"]),
        ("A B; C D; & E F", ["A B", "C D", "E F"]),
        ("Martin Luther King, Jr., Rosa Parks", ["Martin Luther King, Jr.", "Rosa Parks"]),
        ("GPT-4, GPT-4o", ["GPT-4", "GPT-4o"]),
        ("", []),
        (" ; , ", []),
        ("*; 1", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Ashish Vaswani*", "*"),
        ("Ashish Vaswani *†", "*†"),
        ("Ashish Vaswani‡§¶", "‡§¶"),
        ("Ashish Vaswani1", "1"),
        ("Ashish Vaswani¹²", "¹²"),
        ("Ashish Vaswani 1,2;", "1,2"),
        ("Ashish Vaswani 1, 2, *;", "1,2,*"),
        ("Ashish Vaswani1,2", "1,2"),
        ("Ashish Vaswani et al.", " et al."),
        ("Ashish Vaswani, et al", " et al."),
        ("Ashish Vaswani*; et al.", "* et al."),
        ("Ashish Vaswani and others", " et al."),
    ],
)
def test_marks_are_no_part_of_the_name(text: str, marks: str) -> None:
    assert parse_authors(text) == (Person(name="Ashish Vaswani", marks=marks),)


def test_name_is_printed_with_its_marks() -> None:
    assert Person(name="Ashish Vaswani", marks="1,*").printed == "Ashish Vaswani1,*"
    assert Person(name="김철수").printed == "김철수"
    assert Person(name="GPT-4", marks="2").printed == "GPT-4 2"


def test_marks_cut_off_by_a_comma_go_back_to_their_name() -> None:
    assert parse_authors("Ann Lee1,2, Bo Kim*") == (
        Person(name="Ann Lee", marks="1,2"),
        Person(name="Bo Kim", marks="*"),
    )
    assert parse_authors("Sam King*, Jr.†") == (Person(name="Sam King, Jr.", marks="*,†"),)


@pytest.mark.parametrize(
    "text",
    ["Vaswani, Ashish", "Vaswani*, Ashish1", "Smith, Jr.", "O'Brien, Seán, III", "Müller, and Jo"],
)
def test_cut_name_is_noticed(text: str) -> None:
    assert looks_split(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vaswani",
        "Vaswani, et al.",
        "Vaswani, Ashish;",
        "Ashish Vaswani, Noam Shazeer",
        "Ashish Vaswani, Jr.",
        "OpenAI, Noam Shazeer",
        "김철수, 이영희",
        "김철수, Vaswani",
        "王偉, 李娜",
    ],
)
def test_ordinary_lists_are_left_alone(text: str) -> None:
    assert not looks_split(text)


@quick
@given(LINES)
def test_any_line_gives_names_without_marks(text: str) -> None:
    looks_split(text)
    for person in parse_authors(text):
        assert person.name == " ".join(person.name.split()) != ""
        assert person.name.rstrip("*†‡§¶ ,") == person.name


@quick
@given(LINES)
def test_printed_line_reads_the_same_again(text: str) -> None:
    people = parse_authors(text)
    assert parse_authors("".join(f"{person.printed}; " for person in people)) == people
