"""``sphinx-paperreview tags``: all tags with their counts, and spellings to merge."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import replace
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
    parser.add_argument(
        "--taxonomy", metavar="FILE", help="its taxonomy, where it is not taxonomy.toml"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(options: Namespace, parser: ArgumentParser) -> int:
    """Print the report; 1 where spellings should be merged."""
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}")
    path = options.folder / (options.taxonomy or "taxonomy.toml")
    if options.taxonomy and not path.is_file():
        parser.error(f"there is no file {path}")
    try:
        taxonomy = _read_taxonomy(path)
    except (OSError, ValueError) as error:
        parser.error(f"{path.name}: {error}")
    counts: Counter[str] = Counter()
    for _, front in find_sources(options.folder):
        counts.update(read_tags(front))
    proposals = _find_proposals(counts, taxonomy)
    render = _render_json if options.json else _render
    print(render(counts, proposals, taxonomy))
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
    named = {tag.name for tag in taxonomy.tags}
    merged.update(dict.fromkeys(named, 0))
    found = (_prefer_named(variants, named) for variants in find_variants(merged))
    return [variants for variants in found if variants.aliases]


def _prefer_named(variants: Variants, named: set[str]) -> Variants:
    """Return the group under a name that has its table; what has one stays a tag of its own."""
    names = (variants.name, *variants.aliases)
    best = next((name for name in names if name in named), variants.name)
    aliases = tuple(sorted(name for name in names if name not in named and name != best))
    return replace(variants, name=best, aliases=aliases)


def _render(counts: Counter[str], proposals: list[Variants], taxonomy: Taxonomy) -> str:
    lines = [f"{count:6} {name}" for name, count in sorted(counts.items(), key=_most_used)]
    if proposals:
        lines += ["", "# Spellings of one tag? In taxonomy.toml:"]
    for variants in proposals:
        known = taxonomy.find_tag(variants.name)
        names = (*(known.aliases if known else ()), *variants.aliases)
        aliases = ", ".join(json.dumps(name, ensure_ascii=False) for name in names)
        name = json.dumps(variants.name, ensure_ascii=False)
        note = f"{variants.count} posts" + ("; change its 'aliases' to this" if known else "")
        lines += ["", f"[tags.{name}]  # {note}", f"aliases = [{aliases}]"]
    return "\n".join(lines)


def _render_json(counts: Counter[str], proposals: list[Variants], taxonomy: Taxonomy) -> str:
    data = {
        "tags": dict(sorted(counts.items(), key=_most_used)),
        "proposals": [
            {
                "name": item.name,
                "aliases": list(item.aliases),
                "count": item.count,
                "known": taxonomy.find_tag(item.name) is not None,
            }
            for item in proposals
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _most_used(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
