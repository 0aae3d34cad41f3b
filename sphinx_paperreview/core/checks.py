"""Values of a page that mean nothing as they are written: named, never passed over in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_paperreview.core.fields import FALSE, TRUE, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_paperreview.core.fields import Fields

_TEXTS = (
    "title",
    "description",
    "tldr",
    "rating",
    "confidence",
    "disclaimer",
    "lang",
    "arxiv",
    "doi",
)
_SWITCHES = ("draft", "published", "pin")
#: The shape of a language tag (RFC 5646, section 2.1), with Sphinx's underscore.
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)


def check_values(front: Fields) -> Iterator[Slip]:
    """Yield what is wrong with single values."""
    yield from _check_kinds(front)
    language = front.text("lang")
    if language and not read_language(front):
        message = f"'lang': {language!r} is no language: write a code like 'en' or 'zh-CN'"
        yield Slip(problem="field", message=message, line=front.lines.get("lang"))


def read_language(front: Fields) -> str:
    """Return the language of a page as HTML writes it, empty where it is the site's."""
    language = front.text("lang")
    return language.replace("_", "-") if _LANGUAGE.fullmatch(language) else ""


def _check_kinds(front: Fields) -> Iterator[Slip]:
    for name in _TEXTS:
        found = front.find(name)
        if found is not None and not isinstance(found[1], str):
            message = f"'{found[0]}' must be one text: put it in quotes"
            yield Slip(problem="field", message=message, line=front.lines.get(found[0]))
    for name in _SWITCHES:
        found = front.find(name)
        if found is not None and front.text(name).lower() not in (*TRUE, *FALSE):
            message = f"'{name}' must be true or false"
            yield Slip(problem="field", message=message, line=front.lines.get(name))
