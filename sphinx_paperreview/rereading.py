"""Which sources are read again: those whose bytes changed, whatever the clocks of files say.

Sphinx compares times, and every checkout and every installation makes those new. A document is
read again when its bytes have changed, or those of a file it depends on, or the versions of what
reads it, or when its stored tree is not the one that was stored; what others ask for is added by
Sphinx itself.
"""

from __future__ import annotations

import hashlib
import os
import platform
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_paperreview.domain import find_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_CATALOGS = "catalogs"
#: What reads and writes pages, beside the extensions of a site.
_DISTRIBUTIONS = (
    "babel", "docutils", "Jinja2", "markdown-it-py", "mdit-py-plugins", "myst-parser", "Pygments",
    "PyYAML", "Sphinx", "sphinx-paperreview",
)  # fmt: skip


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Correct what Sphinx has found by the times of files."""
    domain = find_domain(env)
    known = env.all_docs.keys() & env.found_docs
    domain.kept[_CATALOGS] = {
        docname: {path for path in env.dependencies.get(docname, ()) if str(path).endswith(".mo")}
        for docname in known
    }
    versions = find_versions(app)
    if domain.versions != versions:
        domain.data["versions"] = versions
        changed |= known - added
        return []
    for docname in known - added:
        if docname not in env.reread_always and is_unchanged(app, docname):
            changed.discard(docname)
        else:
            changed.add(docname)
    return []


def is_unchanged(app: Sphinx, docname: str) -> bool:
    """Return whether a document says what it said when it was read."""
    domain = find_domain(app.env)
    tree = domain.trees.get(docname)
    return (
        domain.sources.get(docname) == hash_source(app, docname)
        and tree is not None
        and hash_tree(app, docname) == tree
    )


def on_doctree_read(app: Sphinx, doctree: Document) -> None:
    """Note what a document was read from."""
    domain, docname = find_domain(app.env), app.env.docname
    catalogs = domain.kept.get(_CATALOGS, {}).get(docname, ())
    domain.sources[docname] = hash_source(app, docname, catalogs)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Note the trees that were stored."""
    domain = find_domain(env)
    trees = {docname: hash_tree(app, docname) for docname in sorted(env.all_docs)}
    domain.trees.clear()
    domain.trees.update(trees)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Keep the hashes for the next build."""
    if exception is None and hasattr(app, "env"):
        find_domain(app.env).files.save()


def hash_source(app: Sphinx, docname: str, more: Iterable[str | os.PathLike[str]] = ()) -> str:
    """Return a hash of a document's file and of all files that it depends on."""
    env, hashes = app.env, find_domain(app.env).files
    path = env.doc2path(docname)
    # Its name says in which markup it is written.
    lines = [f"{Path(path).suffix} {hashes.find(path)}"]
    others = {Path(env.srcdir, path) for path in (*env.dependencies.get(docname, ()), *more)}
    lines += sorted(f"{_name(env, path)} {hashes.find(path)}" for path in others)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def hash_tree(app: Sphinx, docname: str) -> str:
    """Return a hash of the stored tree of a document, empty where there is none."""
    return find_domain(app.env).files.find(f"{app.doctreedir}/{docname}.doctree")


def find_versions(app: Sphinx) -> tuple[str, ...]:
    """Return names and versions of what reads and writes the pages."""
    return tuple(sorted(set(_list_versions(app))))


def _list_versions(app: Sphinx) -> Iterator[str]:
    yield f"python {'.'.join(platform.python_version_tuple()[:2])}"
    # Each document depends on it once it is there; that it is new, Sphinx does not see.
    yield f"docutils.conf {find_domain(app.env).files.find(Path(app.confdir, 'docutils.conf'))}"
    for name in _DISTRIBUTIONS:
        yield f"{name} {_find_version(name)}"
    for name, extension in app.extensions.items():
        if not name.startswith("sphinx."):
            version = extension.version
            if version in ("", "unknown version"):
                version = _find_version(name.partition(".")[0])
            yield f"{name} {version}"


def _find_version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _name(env: BuildEnvironment, path: Path) -> str:
    return Path(os.path.relpath(path, env.srcdir)).as_posix()


def setup(app: Sphinx) -> None:
    """Look at files before drafts are looked for, and when all is noted that a page needs."""
    app.connect("env-get-outdated", on_env_get_outdated, priority=350)
    app.connect("doctree-read", on_doctree_read, priority=990)
    app.connect("env-updated", on_env_updated, priority=350)
    app.connect("build-finished", on_build_finished, priority=950)
