"""Writing what changed and nothing else: digests of views, kept beside the pages they describe."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_paperreview.core.views import digest
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import MANIFEST, find_output_path, is_page_builder, remove_file
from sphinx_paperreview.site import find_page_view, find_pages, find_sidebar_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_VERSION = 1
_COPIED = ("_images/", "_downloads/")
#: Ends of the names of files that this project writes.
_WRITTEN = (".html", ".xml", ".json", ".txt", ".md")


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Ask Sphinx to write the documents whose pages show something else than they did."""
    domain = find_domain(env)
    domain.written = set()
    if not is_page_builder(app.builder):
        return []
    frame = build_frame_digest(app)
    digests = {page: digest((frame, find_page_view(app, page))) for page in find_pages(app)}
    old_sidebar, domain.old_digests, domain.old_files = read_manifest(app.outdir)
    domain.digests = digests
    domain.sidebar_digest = digest(find_sidebar_view(app))
    domain.is_sidebar_new = domain.sidebar_digest != old_sidebar
    domain.stale = {
        page
        for page, value in digests.items()
        if domain.old_digests.get(page) != value
        or not find_output_path(app.builder, page).is_file()
    }
    documents = domain.stale & env.all_docs.keys()
    # Sphinx keeps the old environment where nothing is to be written, removed pages and all.
    return sorted(documents or ({app.config.root_doc} if domain.has_removed else ()))


def on_doctree_resolved(app: Sphinx, doctree: Document, docname: str) -> None:
    """Note that a document is written in this run (this event is the main process's)."""
    find_domain(app.env).written.add(docname)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Remove pages that are no more, and remember what the others show."""
    if exception is not None or not is_page_builder(app.builder):
        return
    domain = find_domain(app.env)
    # In dirhtml 'tags' and 'tags/index' are one file: what is a page today stays.
    kept = {find_output_path(app.builder, page) for page in domain.digests}
    for page in domain.old_digests.keys() - domain.digests.keys():
        remove_page(app, page, kept)
    files = find_copied_files(env=app.env).union(*app.emit("paperreview-files"))
    for name in sorted(domain.old_files - files):
        # Redirects are removed by those who know what may stand in their place.
        if name.startswith(_COPIED) or not name.endswith(".html"):
            remove_file(Path(app.outdir, name), Path(app.outdir))
    shown = {
        page: value if page in domain.written else domain.old_digests.get(page, "")
        for page, value in domain.digests.items()
        if find_output_path(app.builder, page).is_file()
    }
    data = {
        "version": _VERSION,
        "sidebar": domain.sidebar_digest,
        "files": sorted(files),
        "pages": shown,
    }
    text = json.dumps(data, ensure_ascii=False, indent=0)
    Path(app.outdir, MANIFEST).write_text(text + "\n", "utf-8")


def find_copied_files(env: BuildEnvironment) -> frozenset[str]:
    """Return the images and downloads that the site's documents use, below the output folder."""
    images = {f"_images/{name}" for _, name in env.images.values()}
    return frozenset(images | {f"_downloads/{name}" for _, name in env.dlfiles.values()})


def read_manifest(outdir: Path) -> tuple[str, dict[str, str], frozenset[str]]:
    """Return sidebar, pages and files that an earlier build wrote; nothing where none did."""
    try:
        data = json.loads(Path(outdir, MANIFEST).read_text("utf-8"))
        if data["version"] == _VERSION:
            pages = {str(page): str(value) for page, value in data["pages"].items()}
            return str(data["sidebar"]), pages, frozenset(map(_inside, data["files"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return "", {}, frozenset()


def _inside(name: str) -> str:
    is_known = name.startswith(_COPIED) or name.endswith(_WRITTEN)
    if not is_known or name.startswith("/") or not {"", ".", ".."}.isdisjoint(name.split("/")):
        raise ValueError(name)
    return name


def remove_page(app: Sphinx, page: str, kept: set[Path]) -> None:
    """Remove a page that an earlier build wrote, its source copy and folders left empty."""
    path = find_output_path(app.builder, page)
    paths = [] if path in kept else [path]
    sources = Path(app.outdir, "_sources")
    if sources.is_dir():
        paths.extend(sources.glob(f"{page}.*.txt") if not set(page) & set("*?[") else ())
    for path in paths:
        remove_file(path, Path(app.outdir))


def build_frame_digest(app: Sphinx) -> str:
    """Return a digest of what dresses every page: settings, templates and static files."""
    config_hash = str(getattr(getattr(app.builder, "build_info", None), "config_hash", ""))
    # A site without categories has no place for them on its pages.
    has_sidebar = bool(find_domain(app.env).library.groups)
    return digest((config_hash, has_sidebar, *_hash_files(app)))


def _hash_files(app: Sphinx) -> Iterator[tuple[str, str]]:
    config = app.config
    named = [Path(app.confdir, path) for path in (*config.templates_path, *config.html_static_path)]
    theme = getattr(app.builder, "theme", None)
    folders = [*(theme.get_theme_dirs() if theme else ()), *named]
    for folder in map(Path, folders):
        files = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        for path in files:
            if path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                yield path.relative_to(folder).as_posix(), content


def setup(app: Sphinx) -> None:
    """Compare when the library stands, remember when all is written.

    ``paperreview-files`` is sent when all pages are written: who has files that belong to the site
    and to no page writes them then and returns their names; what nobody names any more is removed.
    """
    app.add_event("paperreview-files")
    app.connect("env-updated", on_env_updated, priority=600)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("build-finished", on_build_finished, priority=900)
