"""Writing what changed and nothing else: digests of views, kept beside the pages they describe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_paperreview.core.views import digest
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import MANIFEST, find_output_path, is_page_builder, remove_file
from sphinx_paperreview.site import find_page_view, find_pages, find_sidebar_view
from sphinx_paperreview.toctrees import find_surroundings, forget_surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
_VERSION = 2
_PACKAGE = str(Path(__file__).parent)
_READ = "documents to be read"
_COPIED = ("_images/", "_downloads/", "_static/")
#: Ends of the names of files that this project writes.
_WRITTEN = (".html", ".xml", ".json", ".txt", ".md", ".bib")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a build remembers of itself, beside what it has written."""

    #: digest of the sidebar
    sidebar: str = ""
    #: digests of what pages show
    pages: dict[str, str] = field(default_factory=dict)
    #: files beside the pages, below the output folder
    files: frozenset[str] = frozenset()
    #: files that the builder itself writes beside the documents
    extras: frozenset[str] = frozenset()
    #: keys of what some of these files are made of
    made: dict[str, str] = field(default_factory=dict)


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Note what is read: Sphinx writes it, whatever it shows."""
    find_domain(env).kept[_READ] = frozenset(docnames)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Ask Sphinx to write the documents whose pages show something else than they did."""
    domain = find_domain(env)
    domain.written, domain.patched, domain.removed = set(), 0, 0
    if not is_page_builder(app.builder):
        return []
    old = read_manifest(app.outdir)
    domain.old_digests, domain.old_files, domain.old_made = old.pages, old.files, old.made
    domain.old_extras, domain.extras = old.extras, set()
    domain.sidebar_digest = digest(find_sidebar_view(app))
    domain.is_sidebar_new = domain.sidebar_digest != old.sidebar
    domain.digests, domain.views, domain.stale = {}, {}, set()
    forget_surroundings(env)
    domain.frame, pictures, domain.made = build_frame_digest(app), find_pictures(env), {}
    for page in find_pages(app):
        view = find_page_view(app, page)
        around = find_surroundings(env, page)
        source, shown = find_source(env, page), pictures.get(page, ())
        value = digest((domain.frame, page, source, shown, around, view))
        domain.digests[page] = value
        is_known = domain.old_digests.get(page) == value
        if not is_known or not find_output_path(app.builder, page).is_file():
            domain.stale.add(page)
            domain.views[page] = view
    documents = domain.stale & env.all_docs.keys()
    # Sphinx keeps the old environment where nothing is to be written, removed pages and all.
    return sorted(documents or ({app.config.root_doc} if domain.has_removed else ()))


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Forget the pages that may be written now: a build that is stopped has to write them again."""
    domain, env = find_domain(app.env), app.env
    if not is_page_builder(builder) or not domain.old_digests:
        return
    unsure = domain.stale | domain.kept.get(_READ, frozenset())
    unsure |= {name for docname in unsure for name in env.files_to_rebuild.get(docname, ())}
    sure = {page: value for page, value in domain.old_digests.items() if page not in unsure}
    sidebar = "" if domain.is_sidebar_new else domain.sidebar_digest
    manifest = Manifest(
        sidebar=sidebar, pages=sure, files=domain.old_files, extras=domain.old_extras
    )
    write_manifest(app.outdir, manifest)


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
    for name in sorted(domain.old_extras - domain.extras):
        if Path(app.outdir, name) not in kept:
            domain.removed += remove_file(Path(app.outdir, name), Path(app.outdir))
    remove_sources(app)
    files = find_copied_files(env=app.env).union(*app.emit("paperreview-files"))
    for name in sorted(domain.old_files - files):
        # Redirects are removed by those who know what may stand in their place.
        if name.startswith(_COPIED) or not name.endswith(".html"):
            domain.removed += remove_file(Path(app.outdir, name), Path(app.outdir))
    shown = {
        page: value if page in domain.written else domain.old_digests.get(page, "")
        for page, value in domain.digests.items()
        if find_output_path(app.builder, page).is_file()
    }
    manifest = Manifest(
        sidebar=domain.sidebar_digest,
        pages=shown,
        files=files,
        extras=frozenset(domain.extras),
        made=domain.made,
    )
    write_manifest(app.outdir, manifest)
    logger.info(
        "reviews: %s read, %s written, %s with another sidebar, %s removed",
        len(domain.kept.get(_READ, ())),
        len(domain.written),
        domain.patched,
        domain.removed,
    )


def write_manifest(outdir: Path, manifest: Manifest) -> None:
    """Write down what this build has written, in one step."""
    data = {
        "version": _VERSION,
        "sidebar": manifest.sidebar,
        "files": sorted(manifest.files),
        "extras": sorted(manifest.extras),
        "made": dict(sorted(manifest.made.items())),
        "pages": dict(sorted(manifest.pages.items())),
    }
    new = Path(outdir, f"{MANIFEST}.new")
    new.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", "utf-8")
    new.replace(Path(outdir, MANIFEST))


def find_source(env: BuildEnvironment, page: str) -> tuple[str, ...]:
    """Return what stands for the text of a page: its source, or its tree where that says more.

    Trees are not named for all pages: that of a source is stored in other bytes by each builder.
    """
    domain = find_domain(env)
    source = domain.sources.get(page, "")
    says_more = page in env.reread_always or page in env.glob_toctrees
    return (source, domain.trees.get(page, "")) if says_more else (source,)


def find_pictures(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    """Return the names that the pictures of each document have in the output folder."""
    found: dict[str, list[str]] = {}
    for docnames, name in env.images.values():
        for docname in docnames:
            found.setdefault(docname, []).append(name)
    return {docname: tuple(sorted(names)) for docname, names in found.items()}


def find_copied_files(env: BuildEnvironment) -> frozenset[str]:
    """Return the images and downloads that the site's documents use, below the output folder."""
    images = {f"_images/{name}" for _, name in env.images.values()}
    return frozenset(images | {f"_downloads/{name}" for _, name in env.dlfiles.values()})


def read_manifest(outdir: Path) -> Manifest:
    """Return what an earlier build wrote; nothing where none did."""
    try:
        data = json.loads(Path(outdir, MANIFEST).read_text("utf-8"))
        if data["version"] == _VERSION:
            return Manifest(
                sidebar=str(data["sidebar"]),
                pages={str(page): str(value) for page, value in data["pages"].items()},
                files=frozenset(map(_inside, data["files"])),
                extras=frozenset(map(_inside, data["extras"])),
                made={str(name): str(key) for name, key in data["made"].items()},
            )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return Manifest()


def _inside(name: str) -> str:
    is_known = name.startswith(_COPIED) or name.endswith(_WRITTEN)
    if not is_known or name.startswith("/") or not {"", ".", ".."}.isdisjoint(name.split("/")):
        raise ValueError(name)
    return name


def remove_page(app: Sphinx, page: str, kept: set[Path]) -> None:
    """Remove a page that an earlier build wrote, and folders left empty."""
    path = find_output_path(app.builder, page)
    if path not in kept:
        find_domain(app.env).removed += remove_file(path, Path(app.outdir))


def remove_sources(app: Sphinx) -> None:
    """Remove copies of sources that an earlier build made, and that no page has any more."""
    domain, top = find_domain(app.env), Path(app.outdir, "_sources")
    known = app.env.all_docs.keys() if app.config.html_copy_source else set()
    suffixes = sorted(app.config.source_suffix, key=len, reverse=True)
    ending = app.config.html_sourcelink_suffix
    for path in sorted(top.rglob("*")) if top.is_dir() else ():
        name = path.relative_to(top).as_posix().removesuffix(ending)
        suffix = next((suffix for suffix in suffixes if name.endswith(suffix)), "")
        page = name.removesuffix(suffix)
        if page not in known and page in domain.old_digests and path.is_file():
            domain.removed += remove_file(path, Path(app.outdir))


def build_frame_digest(app: Sphinx) -> str:
    """Return a digest of what dresses every page: settings, versions, templates, static files."""
    domain = find_domain(app.env)
    # A site without categories has no place for them on its pages.
    has_sidebar = bool(domain.library.groups)
    facts = (has_sidebar, domain.versions, *_list_values(app), *_hash_files(app))
    return digest(facts)


def _list_values(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the values that pages depend on; folders have the same name on every machine."""
    places = {str(app.outdir): "<out>", str(app.confdir): "<conf>", _PACKAGE: "<package>"}
    values = {item.name: item.value for item in app.config.filter(frozenset({"html", "env"}))}
    for name in ("html_static_path", "templates_path"):
        # What is in them is hashed; extensions bring folders that lie elsewhere on each machine.
        values[name] = [path for path in values[name] if not Path(path).is_absolute()]
    for name in sorted(values):
        text = render_value(values[name])
        for place, word in places.items():
            text = text.replace(place, word)
        yield name, text
    yield "tags", render_value(set(app.tags))


def render_value(value: object) -> str:
    """Return the value of a setting as text; equal values have equal texts."""
    if isinstance(value, Mapping):
        items = sorted((render_value(key), render_value(item)) for key, item in value.items())
        return "{" + ", ".join(f"{key}: {item}" for key, item in items) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(render_value, value))) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(render_value, value)) + "]"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    return repr(value)


def _hash_files(app: Sphinx) -> Iterator[tuple[str, str]]:
    config, hashes = app.config, find_domain(app.env).files
    named = [Path(app.confdir, path) for path in (*config.templates_path, *config.html_static_path)]
    theme = getattr(app.builder, "theme", None)
    folders = [*(theme.get_theme_dirs() if theme else ()), *named]
    for folder in map(Path, folders):
        files = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        for path in files:
            if path.is_file():
                yield path.relative_to(folder).as_posix(), hashes.find(path)


def setup(app: Sphinx) -> None:
    """Compare when the library stands, remember when all is written.

    ``paperreview-files`` is sent when all pages are written: who has files that belong to the site
    and to no page writes them then and returns their names; what nobody names any more is removed.
    """
    app.add_event("paperreview-files")
    app.connect("env-before-read-docs", on_env_before_read_docs, priority=900)
    app.connect("env-updated", on_env_updated, priority=600)
    app.connect("write-started", on_write_started)
    app.connect("doctree-resolved", on_doctree_resolved)
    app.connect("build-finished", on_build_finished, priority=900)
