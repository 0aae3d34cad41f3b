"""What a build remembers of itself, in its output folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_paperreview.links import MANIFEST

_VERSION = 3
#: Folders that Sphinx copies files to.
COPIED = ("_images/", "_downloads/", "_static/")
#: Ends of the names of files that this project writes.
_WRITTEN = (".html", ".xml", ".json", ".txt", ".md", ".bib")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a build remembers of itself, beside what it has written."""

    #: digest of what every page shows of the whole site
    regions: str = ""
    #: digest of all that the site is made of
    facts: str = ""
    #: digests of what pages show
    pages: dict[str, str] = field(default_factory=dict)
    #: files beside the pages, below the output folder
    files: frozenset[str] = frozenset()
    #: files that the builder itself writes beside the documents
    extras: frozenset[str] = frozenset()
    #: keys of what some of these files are made of
    made: dict[str, str] = field(default_factory=dict)


def read_manifest(outdir: Path) -> Manifest:
    """Return what an earlier build wrote; nothing where none did."""
    try:
        data = json.loads(Path(outdir, MANIFEST).read_text("utf-8"))
        if data["version"] == _VERSION:
            return Manifest(
                regions=str(data["regions"]),
                facts=str(data["facts"]),
                pages={str(page): str(value) for page, value in data["pages"].items()},
                files=frozenset(map(_inside, data["files"])),
                extras=frozenset(map(_inside, data["extras"])),
                made={str(name): str(key) for name, key in data["made"].items()},
            )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return Manifest()


def _inside(name: str) -> str:
    is_known = name.startswith(COPIED) or name.endswith(_WRITTEN)
    if not is_known or name.startswith("/") or not {"", ".", ".."}.isdisjoint(name.split("/")):
        raise ValueError(name)
    return name


def write_manifest(outdir: Path, manifest: Manifest) -> None:
    """Write down what this build has written, in one step."""
    data = {
        "version": _VERSION,
        "regions": manifest.regions,
        "facts": manifest.facts,
        "files": sorted(manifest.files),
        "extras": sorted(manifest.extras),
        "made": dict(sorted(manifest.made.items())),
        "pages": dict(sorted(manifest.pages.items())),
    }
    new = Path(outdir, f"{MANIFEST}.new")
    new.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
    new.replace(Path(outdir, MANIFEST))
