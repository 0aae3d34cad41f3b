"""The documentation names every setting, every option and every warning, and its samples build."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from bs4 import BeautifulSoup

from sphinx_paperreview.core.fields import _SPELLINGS
from sphinx_paperreview.core.paper_fields import PAPER_KEYS
from sphinx_paperreview.roles import build_roles
from sphinx_paperreview.settings import DISCLAIMERS

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "example_site" / "docs"
WRITING = (DOCS / "writing.md").read_text("utf-8")
CONFIGURATION = (DOCS / "configuration.md").read_text("utf-8")
SAMPLE = re.compile(
    r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def load_generator() -> ModuleType:
    path = PROJECT / "tests" / "tools" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = load_generator()


def test_the_tables_are_those_of_the_code():
    assert REFERENCE.render_page(CONFIGURATION) == CONFIGURATION, (
        "run tests/tools/make_reference.py"
    )


def find_rows() -> list[tuple[str, str | None, str]]:
    return [
        *REFERENCE.find_settings(),
        *REFERENCE.find_theme_options(),
        *REFERENCE.find_warnings(),
    ]


def test_each_row_is_on_the_page_once():
    found = re.findall(r"^\| `([^`]+)` \|", CONFIGURATION, re.MULTILINE)
    names = [name for name, _, _ in find_rows()]
    assert len(names) == len(set(names)) > 30
    assert {name: found.count(name) for name in names} == dict.fromkeys(names, 1)


def test_the_code_says_what_each_means():
    assert all(meaning.strip() for _, _, meaning in find_rows())


def test_each_row_speaks_the_language_of_the_page():
    words = dict(REFERENCE.ROW.findall(CONFIGURATION))
    assert [name for name, _, _ in find_rows() if not re.search("[가-힣]", words[name])] == []


def test_a_table_out_of_date_is_found():
    old = CONFIGURATION.replace(
        "| `paperreview_page_size` | `20` |", "| `paperreview_page_size` | `2` |"
    )
    assert old != CONFIGURATION
    assert REFERENCE.render_page(old) == CONFIGURATION


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            *(name for names in _SPELLINGS.values() for name in names),
            *PAPER_KEYS,
            *DISCLAIMERS,
            *build_roles(),
        }
    ),
)
def test_what_authors_write_is_documented(name):
    assert re.search(rf"`{name}`|\{{{name}\}}`", WRITING)


def test_the_samples_build_as_they_are_written(tmp_path):
    samples = dict(SAMPLE.findall(CONFIGURATION) + SAMPLE.findall(WRITING))
    assert {"conf.py", "taxonomy.toml", "ai/review/index.md"} < set(samples)
    assert {Path(name).suffix for name in samples} == {".md", ".rst", ".py", ".toml"}
    source = tmp_path / "source"
    for name, text in {"index.md": "# 최근 글\n", **samples}.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", str(source), str(tmp_path / "out")]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    folder = tmp_path / "out" / "ai" / "review"
    category = (folder / "index.html").read_text("utf-8")
    for name in samples:
        if name.startswith("ai/review/2025"):
            page = Path(name).stem
            assert f'href="{page}.html"' in category
            article = (folder / f"{page}.html").read_text("utf-8")
            assert 'class="paper-link"' in article
            assert "**" not in article


def test_the_shown_result_is_what_the_directive_gives(tmp_path):
    site = tmp_path / "site"
    command = [
        sys.executable, "-m", "sphinx", "-q", "-W", str(PROJECT / "example_site"), str(site),
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    shown = BeautifulSoup((site / "docs/writing.html").read_text("utf-8"), "html.parser")
    (article,) = site.glob("ai/review/2025-10-2-Making*.html")
    real = BeautifulSoup(article.read_text("utf-8"), "html.parser")
    quote = real.select_one("blockquote.paper-link")
    authors = real.select_one("p.paper-authors")
    assert shown.select_one("blockquote").div.decode_contents() == quote.div.decode_contents()
    texts = [paragraph.get_text().replace("’", "'") for paragraph in shown.select("main p")]
    assert authors.get_text() in texts
