"""Write the tables of settings, theme options and warnings into the documentation, from the code.

Names, defaults and order are the code's. The page is Korean and the code English: a row that is
on the page keeps its words, a new one has the code's until somebody translates them. Run from the
root of the checkout; with ``--check`` nothing is written::

    python tests/tools/make_reference.py
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path

from sphinx_paperreview.diagnostics import Problem
from sphinx_paperreview.settings import PREFIX, Settings

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "example_site" / "docs" / "configuration.md"
THEME = PROJECT / "sphinx_paperreview" / "theme" / "sphinx_paperreview" / "theme.toml"
REGION = re.compile(
    r"(?<=^% )(?P<name>(?!end$)[a-z-]+)\n\n.*?(?=^% end$)", re.MULTILINE | re.DOTALL
)

#: A row: its name, its default where there is one, and its words.
ROW = re.compile(r"^\| `([^`]+)` \| (?:`[^`]*` \| )?(\S.*) \|$", re.MULTILINE)


def main() -> None:
    """Write the page, or stop where ``--check`` finds it old."""
    text = PAGE.read_text("utf-8")
    made = render_page(text)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if made == text else f"{PAGE.name} is old: run tests/tools/make_reference.py")
    PAGE.write_text(made, "utf-8")


def render_page(text: str) -> str:
    """Return the page with its marked regions made anew."""
    words = dict(ROW.findall(text))
    tables = {
        "settings": render_table("값", find_settings(), words),
        "theme-options": render_table("옵션", find_theme_options(), words),
        "warnings": render_table("이름", find_warnings(), words),
    }
    return REGION.sub(lambda match: f"{match['name']}\n\n{tables[match['name']]}\n", text)


def render_table(head: str, rows: list[tuple[str, str | None, str]], words: dict[str, str]) -> str:
    """Return a table of names, defaults where there are any, and meanings."""
    has_defaults = any(default is not None for _, default, _ in rows)
    lines = [f"| {head} | 기본값 | 뜻 |", "|---|---|---|"]
    if not has_defaults:
        lines = [f"| {head} | 뜻 |", "|---|---|"]
    for name, default, meaning in rows:
        said = words.get(name, meaning)
        cells = [f"`{name}`", *([f"`{default}`"] if default is not None else []), said]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def find_settings() -> list[tuple[str, str | None, str]]:
    """Return the values of conf.py in the order of the code."""
    rows: list[tuple[str, str | None, str]] = []
    for item in fields(Settings):
        default = item.default if item.default_factory is MISSING else item.default_factory()
        name = f"{PREFIX}{item.metadata['name'] or item.name}"
        rows.append((name, repr(default), item.metadata["help"]))
    return rows


def find_theme_options() -> list[tuple[str, str | None, str]]:
    """Return the options of the theme; what it says about each stands above it."""
    text = THEME.read_text("utf-8")
    rows: list[tuple[str, str | None, str]] = []
    for name, value in tomllib.loads(text)["options"].items():
        above = text.partition(f"\n{name} =")[0].rpartition("\n\n")[2].rpartition('"\n')[2]
        meaning = " ".join(line.removeprefix("# ") for line in above.splitlines())
        rows.append((name, f'"{value}"', meaning))
    return rows


def find_warnings() -> list[tuple[str, str | None, str]]:
    """Return the warnings by name."""
    return sorted((f"paperreview.{problem.subtype}", None, problem.meaning) for problem in Problem)


if __name__ == "__main__":
    main()
