"""The text of an article as a feed carries it: whole, and with addresses that work anywhere."""

from __future__ import annotations

import html
import re
from inspect import signature
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import suppress_logging
from sphinx.util.osutil import relative_uri

from sphinx_paperreview.documents import find_title_section

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Addresses in attributes; a quotation mark in a text is written as ``&quot;``.
_ADDRESS = re.compile(r'(?<=\s)(href|src|poster|data)="([^"]*)"')

#: The same, as authors write it in HTML of their own.
_WRITTEN = re.compile(r"""(?<=\s)(href|src|poster|data)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)


def render_content(app: Sphinx, docname: str, address: str) -> str:
    """Return the HTML of a post without its title, as the builder writes it.

    :param address: the absolute address of the page
    """
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    if not hasattr(builder, "docsettings"):
        # Sphinx prepares nothing where no page is to be written.
        builder.prepare_writing(set())
    # What is to be said of the page was said when it was written.
    with suppress_logging():
        doctree = resolve(app, docname)
        return make_absolute(render_doctree(builder, docname, doctree), address)


def resolve(app: Sphinx, docname: str) -> nodes.document:
    """Return the tree of a document with its references resolved, without its title."""
    find = app.env.get_and_resolve_doctree
    # Sphinx 9 asks for the tags, Sphinx 8 does not know the word.
    options: dict[str, Any] = {"tags": app.tags} if "tags" in signature(find).parameters else {}
    doctree: nodes.document = find(docname, app.builder, **options)
    section = find_title_section(doctree)
    if section is not None and isinstance(section[0], nodes.title):
        section.remove(section[0])
    for node in doctree.findall(nodes.raw):
        node[:] = [nodes.Text(_WRITTEN.sub(_quote_alike, node.astext()))]
    return doctree


def render_doctree(builder: StandaloneHTMLBuilder, docname: str, doctree: nodes.document) -> str:
    """Return the HTML of a tree, as the builder's own ``write_doc`` makes it."""
    env, target = builder.env, builder.get_target_uri(docname)
    doctree.settings = builder.docsettings
    builder.secnumbers = env.toc_secnumbers.get(docname, {})
    builder.fignumbers = env.toc_fignumbers.get(docname, {})
    builder.imgpath = relative_uri(target, "_images")
    builder.dlpath = relative_uri(target, "_downloads")
    builder.current_docname = docname
    builder.post_process_images(doctree)
    # Marks beside headings are for readers of the page.
    has_permalinks, builder.add_permalinks = builder.add_permalinks, False
    try:
        visitor = builder.create_translator(doctree, builder)
        doctree.walkabout(visitor)
    finally:
        builder.add_permalinks = has_permalinks
    return "".join(visitor.fragment).strip()  # type: ignore[attr-defined] # any HTML translator


def _quote_alike(match: re.Match[str]) -> str:
    """Return an attribute as the writer writes it, so that one rule finds all addresses."""
    value = html.unescape(match[2] if match[3] is None else match[3])
    return f'{match[1].lower()}="{html.escape(value)}"'


def make_absolute(text: str, address: str) -> str:
    """Return HTML whose links and pictures do not depend on where it is read."""

    def join(match: re.Match[str]) -> str:
        try:
            target = urljoin(address, html.unescape(match[2]))
        except ValueError:
            return match[0]
        return f'{match[1]}="{html.escape(target)}"'

    return _ADDRESS.sub(join, text)
