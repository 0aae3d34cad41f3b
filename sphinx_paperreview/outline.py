"""Reading the tables of contents of all documents, once for a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_paperreview.core.outline import Entry, Outline, build_outline
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import has_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep the tree of documents for the pages that are written."""
    if has_templates(app.builder):
        find_domain(env).outline = read_outline(env, app.config.root_doc)


def read_outline(env: BuildEnvironment, root: str) -> Outline:
    """Return the tree of documents that toctrees make of them."""
    if not env.toctree_includes:
        return Outline()
    withheld = find_domain(env).withheld
    titles = {
        name: clean_text(node.astext()) for name, node in env.titles.items() if name not in withheld
    }
    entries = {
        name: tuple(read_entries(env, name, titles))
        for name in env.toctree_includes
        if name in titles and name in env.tocs
    }
    return build_outline(root, entries, titles) if root in titles else Outline()


def read_entries(env: BuildEnvironment, docname: str, titles: dict[str, str]) -> Iterator[Entry]:
    """Yield what the toctrees of a document list, with the titles that they give."""
    for toctree in env.tocs[docname].findall(addnodes.toctree):
        for title, target in toctree["entries"]:
            if target in titles and target != docname:
                yield Entry(title=title or titles[target], page=target)
            elif target.startswith(("https://", "http://")):
                yield Entry(title=title or target, address=target)


def setup(app: Sphinx) -> None:
    """Join in before pages are compared with what they showed."""
    app.connect("env-updated", on_env_updated, priority=550)
