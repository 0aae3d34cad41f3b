"""Writing what changed and nothing else: digests of views, kept beside the pages they describe."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_paperreview.core.records import digest
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import (
    find_output_path,
    has_file,
    has_own_theme,
    is_page_builder,
    remove_file,
)
from sphinx_paperreview.listeners import find_module
from sphinx_paperreview.manifest import COPIED, Manifest, read_manifest, write_manifest
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.site import find_page_view, find_pages, find_sidebar_view, find_year
from sphinx_paperreview.toctrees import find_surroundings, forget_surroundings

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
_PACKAGE = str(Path(__file__).parent)
_READ = "documents to be read"


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
    domain.regions_digest = digest((find_sidebar_view(app), find_year(app)))
    domain.has_new_regions = domain.regions_digest != old.regions
    domain.digests, domain.views, domain.entries, domain.stale = {}, {}, {}, set()
    forget_surroundings(env)
    domain.frame, pictures, domain.made = build_frame_digest(app), find_pictures(env), {}
    domain.facts = find_facts(app)
    domain.is_unchanged = domain.facts == old.facts != "" and has_all_files(app, old)
    if domain.is_unchanged:
        domain.digests, domain.made = dict(old.pages), dict(old.made)
        return []
    # Themes of others may show the tree of documents on any page.
    has_theirs = not has_own_theme(app.builder)
    tree = find_surroundings(env, app.config.root_doc) if has_theirs else ""
    for page in find_pages(app):
        view = find_page_view(app, page)
        around = (find_surroundings(env, page), tree)
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
    regions = "" if domain.has_new_regions else domain.regions_digest
    manifest = Manifest(
        regions=regions, pages=sure, files=domain.old_files, extras=domain.old_extras
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
    remove_pages(app)
    remove_sources(app)
    if domain.is_unchanged:
        files = domain.old_files
    else:
        files = find_copied_files(env=app.env).union(*app.emit("paperreview-files"))
    for name in sorted(domain.old_files - files):
        # Redirects are removed by those who know what may stand in their place.
        if name.startswith(COPIED) or not name.endswith(".html"):
            domain.removed += remove_file(Path(app.outdir, name), Path(app.outdir))
    shown = {
        page: value if page in domain.written else domain.old_digests.get(page, "")
        for page, value in domain.digests.items()
        if find_output_path(app.builder, page).is_file()
    }
    manifest = Manifest(
        regions=domain.regions_digest,
        facts=domain.facts,
        pages=shown,
        files=files,
        extras=frozenset(domain.extras),
        made=domain.made,
    )
    write_manifest(app.outdir, manifest)
    logger.info(
        "reviews: %s read, %s written, %s patched, %s removed",
        len(domain.kept.get(_READ, ())),
        len(domain.written),
        domain.patched,
        domain.removed,
    )


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


def remove_pages(app: Sphinx) -> None:
    """Remove pages that an earlier build wrote, and that are no more, with folders left empty."""
    domain, outdir = find_domain(app.env), Path(app.outdir)
    gone = sorted(domain.old_digests.keys() - domain.digests.keys())
    paths = [find_output_path(app.builder, page) for page in gone]
    paths += [outdir / name for name in sorted(domain.old_extras - domain.extras)]
    # In dirhtml 'tags' and 'tags/index' are one file: what is a page today stays.
    kept = {find_output_path(app.builder, page) for page in domain.digests} if paths else set()
    for path in paths:
        if path not in kept:
            domain.removed += remove_file(path, outdir)


def remove_sources(app: Sphinx) -> None:
    """Remove copies of sources that an earlier build made, and that no page has any more."""
    domain, config = find_domain(app.env), app.config
    known = set(app.env.all_docs) if config.html_copy_source else set()
    gone = domain.old_digests.keys() - known
    # A page whose source has another suffix now is written again.
    for page in sorted(gone | (domain.old_digests.keys() & domain.stale)):
        own = str(app.env.doc2path(page)) if page in known else ""
        for suffix in config.source_suffix:
            end = config.html_sourcelink_suffix
            name = f"{page}{suffix}" if suffix == end else f"{page}{suffix}{end}"
            if not own.endswith(suffix) and has_file(app.outdir, f"_sources/{name}"):
                path = Path(app.outdir, "_sources", name)
                domain.removed += remove_file(path, Path(app.outdir))


def find_facts(app: Sphinx) -> str:
    """Return a digest of all that pages and files are made of, empty where the clock has a say.

    Views need not be looked at where it is that of the last build.
    """
    domain, config = find_domain(app.env), app.config
    settings = read_settings(config)
    handlers = app.events.listeners["paperreview-files"]
    is_ours = all(find_module(item.handler).partition(".")[0] == __package__ for item in handlers)
    if settings.build_drafts or settings.build_future or not is_ours:
        return ""
    taxonomy = settings.taxonomy if isinstance(settings.taxonomy, str) else ""
    special = sorted(app.env.reread_always | app.env.glob_toctrees)
    extra = (name for folder in config.html_extra_path for name in _hash_folder(app, folder))
    return digest((
        domain.frame, settings, str(config.html_baseurl), str(config.author),
        domain.files.find(Path(app.confdir, taxonomy)) if taxonomy else "",
        sorted(domain.sources.items()), [domain.trees.get(name, "") for name in special],
        sorted(domain.withheld.items()), sorted(domain.cards.items()), list(extra),
    ))  # fmt: skip


def has_all_files(app: Sphinx, manifest: Manifest) -> bool:
    """Return whether all that an earlier build wrote is there."""
    pages = (find_output_path(app.builder, page).is_file() for page in manifest.pages)
    return all(pages) and all(has_file(app.outdir, name) for name in manifest.files)


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
    theme = getattr(app.builder, "theme", None)
    own = (*app.config.templates_path, *app.config.html_static_path)
    for folder in (*(theme.get_theme_dirs() if theme else ()), *own):
        yield from _hash_folder(app, folder)


def _hash_folder(app: Sphinx, name: str | os.PathLike[str]) -> Iterator[tuple[str, str]]:
    folder, hashes = Path(app.confdir, name), find_domain(app.env).files
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
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
