"""The authors of a paper, read from one line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from sphinx_paperreview.core.records import record

_SEMICOLONS = re.compile("[;\uff1b]")
_COMMAS = re.compile("[,\uff0c]")
_DIGITS = "0123456789\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
# The last asterisk is the one that PDFs made by LaTeX give when copied.
_MARKS = _DIGITS + "*\u2020\u2021\u00a7\u00b6\u2217"
_GAPS = " ,\uff0c"
_MARK_GAPS = re.compile("[ ,\uff0c]+")
_OTHERS = re.compile(
    "(?:(?:^|(?<![ ,\uff0c])[ ,\uff0c]+)(?:et\\.? al\\.?|and others))+$", re.IGNORECASE
)
_CONJUNCTION = re.compile("^(?:(?:and|&)(?:[ ,\uff0c]+|$))+")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})
_ET_AL = " et al."


@record
class Person:
    """An author as the paper prints them."""

    #: The name alone, as lists, addresses and exports use it.
    name: str
    #: What is printed after the name: ``*``, ``1,2``, `` et al.``.
    marks: str = ""

    @property
    def printed(self) -> str:
        """The name with its marks, for the line of authors."""
        # A number must not grow: "GPT-4" with the mark 2.
        is_gap = self.name.endswith(("-", *_DIGITS)) and self.marks.startswith(tuple(_DIGITS))
        return f"{self.name} {self.marks}" if is_gap else self.name + self.marks


def parse_authors(text: str) -> tuple[Person, ...]:
    """Return the people named in a line, in its order; never raises.

    Semicolons separate (a trailing one makes a single ``Family, Given``), without any commas do.
    Marks at the end of a name are kept beside it, as is ``et al.``.
    """
    is_by_comma = not _SEMICOLONS.search(text)
    people: list[Person] = []
    for name, marks in _split(text):
        # Marks after a comma ("A1,2, B"), "et al." and "Jr." belong to whoever stands before.
        if people and not name:
            people[-1] = _add_marks(people[-1], marks)
        elif people and is_by_comma and name.lower() in _SUFFIXES:
            whole = replace(people[-1], name=f"{people[-1].name}, {name}")
            people[-1] = _add_marks(whole, marks)
        elif name:
            people.append(Person(name=name, marks=marks))
    return tuple(people)


def looks_split(text: str) -> bool:
    """Return whether commas probably cut ``Family, Given`` in two.

    That is so where there is no semicolon and each of two or more parts is one word in Latin
    letters. Names of one word are normal in Hangul (``김철수, 이영희``).
    """
    if _SEMICOLONS.search(text):
        return False
    names = [name for name, _ in _split(text) if name]
    return len(names) >= 2 and all(map(_is_latin_word, names))


def _split(text: str) -> list[tuple[str, str]]:
    """Return name and marks of each part of a line, without empty parts and a leading "and"."""
    separator = _SEMICOLONS if _SEMICOLONS.search(text) else _COMMAS
    parts = [" ".join(part.split()).strip(_GAPS) for part in separator.split(text)]
    pairs = [_cut_marks(part) for part in parts if part]
    return pairs[:1] + [(_CONJUNCTION.sub("", name), marks) for name, marks in pairs[1:]]


def _cut_marks(part: str) -> tuple[str, str]:
    """Return the name in a part and the marks after it."""
    name, marks = _cut_signs(part)
    shorter = _OTHERS.sub("", name)
    if shorter == name:
        return name, marks
    name, inner = _cut_signs(shorter)
    return name, _join_marks(inner, marks) + _ET_AL


def _cut_signs(part: str) -> tuple[str, str]:
    name = part.rstrip(_MARKS + _GAPS)
    marks = ",".join(sign for sign in _MARK_GAPS.split(part[len(name) :]) if sign)
    # A digit after a hyphen is part of a name: "GPT-4".
    if name.endswith("-") and part.startswith(tuple(_DIGITS), len(name)):
        rest = marks.lstrip(_DIGITS)
        name, marks = name + marks[: len(marks) - len(rest)], rest.lstrip(",")
    return name, marks


def _add_marks(person: Person, marks: str) -> Person:
    has_others = person.marks.endswith(_ET_AL) or marks.endswith(_ET_AL)
    signs = _join_marks(person.marks.removesuffix(_ET_AL), marks.removesuffix(_ET_AL))
    return replace(person, marks=signs + (_ET_AL if has_others else ""))


def _join_marks(first: str, second: str) -> str:
    return ",".join(filter(None, (first, second)))


def _is_latin_word(name: str) -> bool:
    if name.lower() in _SUFFIXES:
        return True
    letters = [c for c in unicodedata.normalize("NFC", name) if c.isalpha()]
    return (
        " " not in name
        and bool(letters)
        and all(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    )
