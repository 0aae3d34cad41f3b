"""One toctree with all posts, for builders that make a book of what their toctrees name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_paperreview.documents import find_title_section, wrap
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

BUILDERS = ("epub", "latex", "man", "singlehtml", "texinfo")


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Ask for the first page of an epub, which lists the posts; the others write all anyway."""
    return [app.config.root_doc] if app.builder.name == "epub" else []


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Show the builder a first document that leads to all posts.

    The environment is saved by now: pages of other builders, with which it is shared, have no part
    in this.
    """
    if builder.name not in BUILDERS or not read_settings(app.config).book:
        return
    env, root = app.env, app.config.root_doc
    posts = find_posts(env, root)
    if not posts:
        return
    forget_copies(env)
    # What Sphinx has just read it takes from memory, past what is set here.
    getattr(env, "_write_doc_doctree_cache", {}).pop(root, None)
    # LaTeX takes the depth of the first toctree for that of the table of contents.
    depth = -1 if builder.name == "latex" else 1
    toctree = build_toctree(root, posts, depth)
    read = partial(read_doctree, env.get_doctree, root, toctree, app.config.project)
    env.get_doctree = read  # type: ignore[method-assign] # for this build


def find_posts(env: BuildEnvironment, root: str) -> list[str]:
    """Return the posts that no toctree of the author leads to, oldest first."""
    reached = {root, *find_reached(env.toctree_includes, root)}
    oldest_first = tuple(find_domain(env).library.reviews)[::-1]
    posts = [name for name in oldest_first if name not in reached]
    below = {name: set(find_reached(env.toctree_includes, name)) for name in posts}
    parents = {name: names for name, names in below.items() if names}
    # A post that stands in a toctree of another one comes with that.
    return [
        name
        for name in posts
        if not any(name in names and parent not in below[name] for parent, names in parents.items())
    ]


def find_reached(includes: Mapping[str, list[str]], docname: str) -> Iterator[str]:
    """Yield all documents that toctrees lead to from one."""
    waiting, seen = [docname], set()
    while waiting:
        for child in includes.get(waiting.pop(), ()):
            if child not in seen:
                seen.add(child)
                waiting.append(child)
                yield child


def build_toctree(docname: str, posts: list[str], depth: int) -> nodes.compound:
    """Return what the directive ``toctree`` would give."""
    toctree = addnodes.toctree(
        parent=docname,
        entries=[(None, name) for name in posts],
        includefiles=posts,
        maxdepth=depth,
        caption=None,
        glob=False,
        hidden=False,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    return nodes.compound("", toctree, classes=["toctree-wrapper"])


def read_doctree(
    read: Callable[[str], Document],
    root: str,
    toctree: nodes.compound,
    title: str,
    docname: str,
) -> Document:
    """Return the tree of a document, the first one with the toctree at its end."""
    doctree = read(docname)
    if docname != root:
        return doctree
    section = find_title_section(doctree)
    if section is None and not any(doctree.findall(nodes.section)):
        # The first heading of all is the book's: without this it would be a post's.
        section = wrap(doctree, title)
    (section or doctree).append(toctree.deepcopy())
    return doctree


def forget_copies(env: BuildEnvironment) -> None:
    """Make the environment read the first document again where it has it already."""
    vars(env).pop("get_doctree", None)
    vars(env).pop("master_doctree", None)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Leave the environment as it was read."""
    forget_copies(app.env)


def setup(app: Sphinx) -> None:
    """Join in between saving the environment and writing."""
    app.connect("env-updated", on_env_updated)
    app.connect("write-started", on_write_started)
    app.connect("build-finished", on_build_finished)
