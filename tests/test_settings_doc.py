"""The documentation names every setting, every option and every warning, and its samples build."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sphinx_paperreview.core.fields import _SPELLINGS
from sphinx_paperreview.core.paper_fields import PAPER_KEYS
from sphinx_paperreview.diagnostics import Problem
from sphinx_paperreview.roles import build_roles
from sphinx_paperreview.settings import DISCLAIMERS, PREFIX, Settings

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "example_site" / "docs"
WRITING = (DOCS / "writing.md").read_text("utf-8")
CONFIGURATION = (DOCS / "configuration.md").read_text("utf-8")
THEME = PROJECT / "sphinx_paperreview" / "theme" / "sphinx_paperreview" / "theme.toml"
#: `name` and, where there is one, `default` at the start of a table's row.
ROW = re.compile(r"^\| `([^`]+)` \| (?:`([^`]*)` \| )?\S.* \|$", re.MULTILINE)
SAMPLE = re.compile(
    r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def rows(prefix):
    return {name: value for name, value in ROW.findall(CONFIGURATION) if name.startswith(prefix)}


def test_each_setting_is_documented_with_its_default():
    expected = {}
    for item in fields(Settings):
        default = item.default if item.default_factory is MISSING else item.default_factory()
        expected[f"{PREFIX}{item.metadata['name'] or item.name}"] = repr(default)
    assert rows(PREFIX) == expected


def test_each_option_of_the_theme_is_documented_with_its_default():
    options = tomllib.loads(THEME.read_text("utf-8"))["options"]
    assert {name: value for name, value in rows("").items() if name in options} == {
        name: f'"{value}"' for name, value in options.items()
    }


def test_each_warning_is_documented():
    assert set(rows("paperreview.")) == {f"paperreview.{problem.subtype}" for problem in Problem}


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
