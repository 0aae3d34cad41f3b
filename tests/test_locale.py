"""The catalogues say all that the code says, and the built pages speak one language."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

PROJECT = Path(__file__).parents[1]
LOCALE = PROJECT / "sphinx_paperreview" / "locale"
EXAMPLE = PROJECT / "example_site"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/paperreview.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd%]|\{\w*\}")
#: What people or programs read of an element beside its text.
SPOKEN = ("aria-label", "alt", "placeholder", "title")
ARTICLE_PARTS = "article[lang] .page__content, article[lang] .page__meta"
#: Words of Sphinx and docutils on the pages of our theme.
OF_OTHERS = ("Link to this heading", "Permalink to this heading", "Link to this code", "Index")


def read_catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def messages(catalogue):
    """Return all messages by their ids, as tuples of singular and plural."""
    found = {}
    for message in catalogue:
        if message.id:
            key = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            found[key] = message
    return found


def texts(message):
    return message.string if isinstance(message.string, (tuple, list)) else (message.string,)


TEMPLATE = messages(read_catalogue(LOCALE / "paperreview.pot"))
TRANSLATED = {path.parts[-3]: messages(read_catalogue(path)) for path in CATALOGUES}
LANGUAGES = pytest.mark.parametrize("language", TRANSLATED)


def extract():
    """Return the ids of all messages in the code."""
    pyproject = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    mappings = [(m["pattern"], m["method"]) for m in pyproject["tool"]["babel"]["mappings"]]
    found = set()
    for _name, _line, message, _comments, _context in extract_from_dir(PROJECT, mappings):
        found.add(message if isinstance(message, tuple) else (message,))
    return found


def test_the_template_holds_what_the_code_says():
    assert set(TEMPLATE) == extract()


def test_korean_is_among_the_languages():
    assert "ko" in TRANSLATED


@LANGUAGES
def test_a_language_knows_every_message_and_no_other(language):
    assert set(TRANSLATED[language]) == set(TEMPLATE)


@LANGUAGES
@pytest.mark.parametrize("key", TEMPLATE, ids="|".join)
def test_a_message_is_translated(language, key):
    message = TRANSLATED[language][key]
    assert not message.fuzzy
    for text in texts(message):
        assert text.strip()
        # What is counted or named must appear in each form of the translation.
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(key[-1]))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_that_of_the_source(path):
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(path))
    compiled.seek(0)
    with path.with_suffix(".mo").open("rb") as file:
        shipped = messages(read_mo(file))
    expected = messages(read_mo(compiled))
    assert {key: texts(message) for key, message in shipped.items()} == {
        key: texts(message) for key, message in expected.items()
    }


def build(folder, language):
    command = [
        sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-D", f"language={language}",
        str(EXAMPLE), str(folder),
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    return folder


def find_english(folder):
    """Return the words of the interface that stand on pages as the code has them."""
    ids = [text for key in TEMPLATE for text in key]
    known = re.compile(
        "|".join(
            PLACEHOLDER.sub(".+", re.escape(text).replace(r"\(", "(").replace(r"\)", ")"))
            for text in (*ids, *OF_OTHERS)
        )
    )
    found = {}
    for path in sorted(folder.rglob("*.html")):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        # A review in another language speaks it in its own parts; the frame around it does not.
        for written in soup.select(f"pre, code, script, style, {ARTICLE_PARTS}"):
            written.decompose()
        spoken = [element.get(name) for element in soup.find_all() for name in SPOKEN]
        for text in (*soup.stripped_strings, *filter(None, spoken)):
            plain = " ".join(text.split()).removeprefix("⚠️ ").removesuffix(":")
            if known.fullmatch(plain) or known.fullmatch(f"{plain}:"):
                found.setdefault(plain, path.relative_to(folder).as_posix())
    return found


def test_no_word_of_the_interface_stays_english_in_a_korean_site(tmp_path):
    assert find_english(build(tmp_path, "ko")) == {}


def test_words_that_stay_english_are_found(tmp_path):
    found = find_english(build(tmp_path, "en"))
    assert {"Search", "Tags", "Previous post", "Updated", "Link", "Notice", "Page not found"} <= {
        text.removesuffix(":") for text in found
    }
    assert any(text.startswith("More in ") for text in found)
