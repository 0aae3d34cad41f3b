"""Make one edit at a time, there and back, and list what a rebuild leaves different.

For themes of others, whose pages this project does not answer for; from the root of the checkout::

    python tests/exact/list_differences.py furo pydata_sphinx_theme
    python tests/exact/list_differences.py basic --jobs 2 --builder html --only "post a"
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from conftest import PARTS, EditedSite, Post, open_forges

Edit = Callable[[EditedSite], None]
CONF = {
    "html_title": "More reviews",
    "language": "ko",
    "html_copy_source": False,
    "html_use_index": False,
    "paperreview_page_size": 2,
    "paperreview_feeds": False,
    "paperreview_build_drafts": True,
}
POSTS: dict[str, dict[str, Any]] = {
    "text": {"body": "Other text."},
    "title": {"title": "Renamed"},
    "tags": {"tags": ("PPO",)},
    "date": {"day": 20},
    "future date": {"day": 60},
    "category": {"category": "ai/llm"},
    "draft": {"draft": True},
    "pin": {"pin": True},
    "series": {"series": "Basics"},
    "alias": {"alias": "/old/"},
    "picture": {"picture": True},
    "included file": {"included": True},
}


def main() -> None:
    """List the differences of each theme, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("themes", nargs="+")
    parser.add_argument("--builder", default="dirhtml", choices=("html", "dirhtml"))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", default="", help="edits whose names hold this")
    options = parser.parse_args()
    edits = {name: pair for name, pair in list_edits().items() if options.only in name}
    with open_forges() as forges, tempfile.TemporaryDirectory() as folder:
        for theme in options.themes:
            print(f"## {theme}, {options.builder}, -j {options.jobs}\n", flush=True)
            site: EditedSite | None = None
            count = 0
            for name, pair in edits.items():
                for turn, edit in zip(("", " (undone)"), pair, strict=False):
                    if site is None:
                        count += 1
                        place = Path(folder, theme, str(count))
                        site = EditedSite(place, forges, theme, options.jobs)
                        site.start()
                        site.compare(options.builder)
                    edit(site)
                    different = site.compare(options.builder)
                    if different:
                        print(f"- {name}{turn}: {'; '.join(different)}", flush=True)
                        site = None
                        break
            print()


def list_edits() -> dict[str, tuple[Edit, ...]]:
    """Return edits by name, each with what undoes it."""
    edits: dict[str, tuple[Edit, ...]] = {"all files touched": (EditedSite.touch,)}
    for docname in ("ai/review/a", "ai/llm/e"):
        for name, values in POSTS.items():
            edits[f"post {docname[-1]}: {name}"] = (change(docname, values), undo)
        edits[f"post {docname[-1]}: removed"] = (remove(docname), undo)
        for name in (f"{docname[:-1]}z", docname[:-1] + docname[-1].upper()):
            pair = rename(docname, name), rename(name, docname)
            edits[f"post {docname[-1]}: renamed to {name[-1]}"] = pair
    swapped = swap("ai/review/a", "ai/review/b")
    edits["posts a and b: swapped"] = (swapped, swapped)
    edits["post f: added"] = (add("ai/review/f", Post("F", 6)), remove("ai/review/f"))
    for name, variants in PARTS.items():
        for number, variant in enumerate(variants[1:], 1):
            edits[f"{name}: {number}"] = (write(name, variant), write(name, variants[0]))
    for name, value in CONF.items():
        edits[f"conf.py: {name} = {value!r}"] = (configure(name, value), configure(name, None))
    return edits


def change(docname: str, values: dict[str, Any]) -> Edit:
    return lambda site: site.put(docname, replace(site.posts[docname], **values))


def undo(site: EditedSite) -> None:
    assert site.before is not None
    site.put(*site.before)


def add(docname: str, post: Post) -> Edit:
    return lambda site: site.put(docname, post)


def remove(docname: str) -> Edit:
    return lambda site: site.remove(docname)


def rename(docname: str, other: str) -> Edit:
    return lambda site: site.rename(docname, other)


def swap(docname: str, other: str) -> Edit:
    return lambda site: site.swap(docname, other)


def write(name: str, content: str | None) -> Edit:
    return lambda site: site.write(name, content)


def configure(name: str, value: object) -> Edit:
    return lambda site: site.configure(name, value)


if __name__ == "__main__":
    main()
