"""The words of the interface: one gettext catalogue for Python and templates alike."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from sphinx.locale import get_translation, get_translator

if TYPE_CHECKING:
    from datetime import date

    from sphinx.application import Sphinx

#: Translates one message.
Words: TypeAlias = Callable[[str], str]
CATALOGUE = "paperreview"
LOCALE_DIRECTORY = Path(__file__).parent / "locale"

_ = get_translation(CATALOGUE)


def list_sphinx_words() -> tuple[str, ...]:
    """Return words that Sphinx prints and that its own catalogues lack in some languages."""
    return (_("Link to this heading"), _("Link to this code"), _("Link to this image"),
            _("Link to this table"), _("Link to this term"), _("Link to this equation"),
            _("Link to this definition"), _("Link to this toctree"))  # fmt: skip


def find_section_names(language: str) -> tuple[str, ...]:
    """Return the headings that a review has as a rule, in a language and in English."""
    _ = find_words(language)
    names = (_("Objective"), _("Method"), _("Results"), _("Implications for practitioners"))
    return (*names, "Objective", "Method", "Results", "Implications for practitioners")


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that fits *count* in the site's language."""
    return get_translator(CATALOGUE).ngettext(singular, plural, count)


@lru_cache(maxsize=4096)
def format_day(day: date, language: str) -> str:
    """Return *day* as readers of *language* write it, such as ``2025년 11월 14일``."""
    return format_date(day, format="long", locale=find_locale(language))


@lru_cache(maxsize=64)
def find_words(language: str) -> Words:
    """Return the translation of messages into *language*; English has the messages themselves."""
    names = [language.replace("-", "_"), re.split(r"[-_]", language)[0]]
    return gettext.translation(CATALOGUE, LOCALE_DIRECTORY, names, fallback=True).gettext


def find_locale(language: str) -> Locale:
    """Return Babel's locale for a Sphinx language code, English where it has none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def on_builder_inited(app: Sphinx) -> None:
    """Let templates find our words behind Sphinx's own."""
    app.translator.add_fallback(get_translator(CATALOGUE))


def setup(app: Sphinx) -> None:
    """Register the catalogue."""
    app.add_message_catalog(CATALOGUE, str(LOCALE_DIRECTORY))
    app.connect("builder-inited", on_builder_inited)
