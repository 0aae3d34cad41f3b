"""Writing what changed and nothing else: digests of views, kept beside the pages they describe."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_paperreview.core.views import digest
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import has_own_theme, is_page_builder
from sphinx_paperreview.site import find_page_view, find_pages, find_sidebar_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

MANIFEST = ".paperreview.json"
_VERSION = 1
_SIDEBAR = "paperreview/sidebar.html"


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Ask Sphinx to write the documents whose pages show something else than they did."""
    domain = find_domain(env)
    domain.written = set()
    if not is_page_builder(app.builder):
        return []
    frame = build_frame_digest(app)
    digests = {page: digest((frame, find_page_view(app, page))) for page in find_pages(app)}
    domain.old_digests = read_manifest(app.outdir)
    domain.digests = digests
    domain.stale = {
        page
        for page, value in digests.items()
        if domain.old_digests.get(page) != value or not _output_path(app, page).is_file()
    }
    return sorted(domain.stale & env.all_docs.keys())


def on_doctree_resolved(app: Sphinx, doctree: Document, docname: str) -> None:
    """Note that a document is written in this run (this event is the main process's)."""
    find_domain(app.env).written.add(docname)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Remove pages that are no more, and remember what the others show."""
    if exception is not None or not is_page_builder(app.builder):
        return
    domain = find_domain(app.env)
    for page in domain.old_digests.keys() - domain.digests.keys():
        remove_page(app, page)
    shown = {
        page: value if page in domain.written else domain.old_digests.get(page, "")
        for page, value in domain.digests.items()
        if _output_path(app, page).is_file()
    }
    text = json.dumps({"version": _VERSION, "pages": shown}, ensure_ascii=False, indent=0)
    Path(app.outdir, MANIFEST).write_text(text + "\n", "utf-8")


def read_manifest(outdir: Path) -> dict[str, str]:
    """Return what an earlier build wrote; nothing where that cannot be told."""
    try:
        data = json.loads(Path(outdir, MANIFEST).read_text("utf-8"))
        pages = data["pages"] if data["version"] == _VERSION else {}
        return {str(page): str(value) for page, value in pages.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def remove_page(app: Sphinx, page: str) -> None:
    """Remove a page that an earlier build wrote, its source copy and folders left empty."""
    paths = [_output_path(app, page)]
    sources = Path(app.outdir, "_sources")
    if sources.is_dir():
        paths.extend(sources.glob(f"{page}.*.txt") if not set(page) & set("*?[") else ())
    outdir = Path(app.outdir).resolve()
    for path in paths:
        if not path.resolve().is_relative_to(outdir):
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == outdir or any(folder.iterdir()):
                break
            folder.rmdir()


def build_frame_digest(app: Sphinx) -> str:
    """Return a digest of what every page shows, and of what dresses it."""
    builder = app.builder
    shows_sidebar = has_own_theme(builder) or any(
        _SIDEBAR in templates for templates in app.config.html_sidebars.values()
    )
    parts = [
        repr(find_sidebar_view(app)) if shows_sidebar else "",
        str(getattr(getattr(builder, "build_info", None), "config_hash", "")),
        *(f"{name} {value}" for name, value in _hash_files(app)),
    ]
    return digest(tuple(parts))


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


def _output_path(app: Sphinx, page: str) -> Path:
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment] # a page builder
    # Sphinx before 9 has the older name only.
    find = getattr(builder, "get_output_path", None) or builder.get_outfilename
    return Path(find(page))


def setup(app: Sphinx) -> None:
    """Compare when the library stands, remember when all is written."""
    app.connect("env-updated", on_env_updated, priority=600)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("build-finished", on_build_finished, priority=900)
