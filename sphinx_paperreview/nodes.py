"""Nodes that stand for what is only known when all pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx


class paper_part(nodes.General, nodes.Element):
    """Place of what a post shows of its record; ``docname`` is whose."""


class paper_header(paper_part):
    """Place of the paper's link and authors; ``options`` holds what the directive says."""


class paper_meta(paper_part):
    """Place of the dates, where no frame around the article prints them."""


class paper_tags(paper_part):
    """Place of the tags, where no frame around the article prints them."""


class paper_notice(paper_part):
    """Place of a notice; ``disclaimer`` is its name, children replace its text.

    Without a name it is the notice that the record asks for.
    """


class paper_title(nodes.title):
    """Title that the page's frame prints: kept in the document for the search, not its body."""


class paper_words(nodes.General, nodes.Element):
    """Words that the page's frame prints: in the document for the search, not in its body."""


def skip(translator: object, node: Element) -> None:
    """Print nothing."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes that reach a writer."""
    app.add_node(paper_title, html=(skip, None))
    app.add_node(paper_words, html=(skip, None))
