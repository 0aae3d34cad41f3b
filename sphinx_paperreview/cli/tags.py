"""``sphinx-paperreview tags``: all tags with their counts, and spellings to merge."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.cli.sources import find_sources
from sphinx_paperreview.core.reading import read_tags
from sphinx_paperreview.core.taxonomy import Taxonomy, TaxonomyError, build_taxonomy
from sphinx_paperreview.core.variants import Variants, find_variants

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_parser(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "tags",
        help="list tags, and propose which spellings to merge",
        description="List the tags of all pages with their counts, and propose aliases for "
        "taxonomy.toml where spellings differ in nothing that matters.",
    )
    parser.add_argument("folder", nargs="?", default=".", type=Path, help="folder of conf.py")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(options: Namespace, parser: ArgumentParser) -> int:
    """Print the report; 1 where spellings should be merged."""
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}")
    try:
        taxonomy = _read_taxonomy(options.folder / "taxonomy.toml")
    except (OSError, ValueError) as error:
        parser.error(f"taxonomy.toml: {error}")
    counts: Counter[str] = Counter()
    for _, front in find_sources(options.folder):
        counts.update(read_tags(front))
    proposals = _find_proposals(counts, taxonomy)
    print(_render_json(counts, proposals) if options.json else _render(counts, proposals))
    return 1 if proposals else 0


def _read_taxonomy(path: Path) -> Taxonomy:
    if not path.is_file():
        return Taxonomy()
    try:
        return build_taxonomy(tomllib.loads(path.read_text("utf-8-sig")))
    except TaxonomyError as error:
        raise ValueError(str(error)) from error


def _find_proposals(counts: Counter[str], taxonomy: Taxonomy) -> list[Variants]:
    """Return the groups of spellings that the taxonomy does not merge yet."""
    merged: Counter[str] = Counter()
    for name, count in counts.items():
        tag = taxonomy.find_tag(name)
        merged[tag.name if tag else name] += count
    for tag in taxonomy.tags:
        merged[tag.name] += 0
    return list(find_variants(merged))


def _render(counts: Counter[str], proposals: list[Variants]) -> str:
    lines = [f"{count:6} {name}" for name, count in sorted(counts.items(), key=_most_used)]
    if proposals:
        lines += ["", "# Spellings of one tag? In taxonomy.toml:"]
    for variants in proposals:
        aliases = ", ".join(json.dumps(name, ensure_ascii=False) for name in variants.aliases)
        name = json.dumps(variants.name, ensure_ascii=False)
        lines += ["", f"[tags.{name}]  # {variants.count} posts", f"aliases = [{aliases}]"]
    return "\n".join(lines)


def _render_json(counts: Counter[str], proposals: list[Variants]) -> str:
    data = {
        "tags": dict(sorted(counts.items(), key=_most_used)),
        "proposals": [
            {"name": item.name, "aliases": list(item.aliases), "count": item.count}
            for item in proposals
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _most_used(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
