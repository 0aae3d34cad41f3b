"""The vocabulary of authors: keys, their other spellings, and what was written under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

from sphinx_paperreview.core.people import Person, looks_split, parse_authors
from sphinx_paperreview.core.review import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What stands in front matter: every scalar as the text that was written.
Value: TypeAlias = "str | tuple[Value, ...] | Mapping[str, Value]"

_SPELLINGS = {
    "updated": ("updated", "last_modified_at", "lastmod", "modified"),
    "date": ("date", "publishDate", "created"),
    "categories": ("category", "categories"),
    "tags": ("tags", "keywords"),
    "authors": ("authors", "author", "reviewer"),
    "description": ("description", "excerpt", "summary"),
    "paper": ("paper", "cite"),
    "aliases": ("aliases", "redirect_from"),
}
_EMPTY = ("", "~", "null")
TRUE = ("true", "yes", "on", "1", "y")
FALSE = ("false", "no", "off", "0", "n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Something an author should mend; the page is published all the same."""

    #: subtype of the warning
    problem: str
    message: str
    #: line in the source file, where it is known
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What an author wrote, key by key, and on which lines."""

    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def find(self, name: str) -> tuple[str, Value] | None:
        """Return the key as written and its value, for the first spelling that is there."""
        for key in _SPELLINGS.get(name, (name,)):
            value = self.values.get(key)
            if value is not None and not (isinstance(value, str) and value.strip() in _EMPTY):
                return key, value
        return None

    def text(self, name: str) -> str:
        """Return a value as plain text on one line, empty where there is none."""
        found = self.find(name)
        return clean_text(found[1]) if found and isinstance(found[1], str) else ""


def build_names(found: tuple[str, Value] | None, *, split: bool) -> tuple[str, ...]:
    """Return the texts of a value, nested lists flattened, a comma text split if asked."""
    if found is None:
        return ()
    value = found[1]
    parts = value.split(",") if split and isinstance(value, str) else list(flatten(value))
    return tuple(name for name in map(clean_text, parts) if name)


def flatten(value: Value) -> Iterator[str]:
    """Yield the texts of a value, however lists are nested; a mapping is one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield ", ".join(f"{key}: {' '.join(flatten(item))}" for key, item in value.items())
    else:
        for item in value:
            yield from flatten(item)


def read_people(source: Fields, name: str, slips: list[Slip]) -> tuple[Person, ...]:
    """Return the people named under *name*, in order."""
    found = source.find(name)
    if found is None:
        return ()
    key, value = found
    if isinstance(value, str):
        if looks_split(value):
            mended = value.strip()
            message = (
                f"'{key}: {mended}' is read as several names of one word; write ';' between "
                f"names, or '{mended};' for one name"
            )
            slips.append(Slip(problem="authors", message=message, line=source.lines.get(key)))
        return parse_authors(clean_text(value))
    items = value if isinstance(value, tuple) else (value,)
    people: list[Person] = []
    for item in items:
        name_of = Fields(values=item).text("name") if isinstance(item, Mapping) else item
        people.extend(parse_authors(f"{clean_text(' '.join(flatten(name_of)))};"))
    return tuple(people)


def said_twice(name: str, directive: Fields) -> Slip:
    """Return the message that front matter and directive say different things."""
    message = f"the front matter and the directive differ in {name!r}; the directive is used"
    return Slip(problem="duplicate", message=message, line=directive.lines.get(""))


def did_you_mean(name: str, known: tuple[str, ...]) -> str:
    """Return the end of a message about an unknown name."""
    return propose(name, known) or f": write one of {', '.join(known)}"


def propose(name: str, known: Iterable[str]) -> str:
    """Return the end of a message with the nearest of many names, empty where none is near."""
    by_case: dict[str, str] = {}
    for item in known:
        by_case.setdefault(item.casefold(), item)
    close = get_close_matches(name.casefold(), by_case, n=1)
    return f"; did you mean {by_case[close[0]]!r}?" if close else ""
