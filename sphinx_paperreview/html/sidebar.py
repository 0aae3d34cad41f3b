"""The sidebar: rendered once for a build, a region of its own on every page.

Where nothing but the sidebar changed, it is replaced in the written page by the function that
puts it into a new one; the page is neither read nor rendered for it.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import build_target, find_output_path, is_page_builder
from sphinx_paperreview.site import find_sidebar_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: Stands for the top of the site; a control character, as texts of authors have none.
_ROOT = "\x01"
#: Around the region; texts of authors are escaped and cannot hold these.
_START, _END = "<!--paper-sidebar-->", "<!--/paper-sidebar-->"


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Render the sidebar, before other processes are started to write."""
    if is_page_builder(builder):
        values = {
            "sidebar": find_sidebar_view(app),
            "link": lambda page: _ROOT + build_target(builder, page),
            "_": _,
        }
        find_domain(app.env).sidebar = builder.templates.render("paperreview/groups.html", values)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Bring the sidebar of pages up to date that were not written."""
    domain = find_domain(app.env)
    if exception is not None or not is_page_builder(app.builder) or not domain.is_sidebar_new:
        return
    pages = sorted(domain.digests.keys() - domain.written)
    for page in status_iterator(pages, "updating sidebars... ", "brown", len(pages), app.verbosity):
        path = find_output_path(app.builder, page)
        if path.is_file():
            text = path.read_bytes()
            patched = replace_region(text, render_sidebar(app, page).encode())
            if patched != text:
                path.write_bytes(patched)
                domain.patched += 1


def render_sidebar(app: Sphinx, page: str) -> str:
    """Return the sidebar as one page shows it, between its two marks."""
    domain = find_domain(app.env)
    uri = app.builder.get_target_uri(page).partition("#")[0]
    root = "../" * uri.count("/") or "./"
    placed = domain.sidebar.replace(_ROOT, html.escape(root))
    category, current = domain.library.category_of.get(page, ""), "true"
    listing = domain.plan.listings.get(page)
    if listing is not None and listing.kind == "category":
        category, current = listing.key, "page" if listing.number == 1 else "true"
    if category:
        mark = f'data-paper-category="{html.escape(category)}"'
        placed = placed.replace(mark, f'{mark} aria-current="{current}"')
    return f"{_START}{placed}{_END}"


def replace_region(text: bytes, region: bytes) -> bytes:
    """Return a page with its sidebar replaced; one without sidebar as it is."""
    start = text.find(_START.encode())
    end = text.find(_END.encode(), start)
    if start < 0 or end < 0:
        return text
    return text[:start] + region + text[end + len(_END) :]


def setup(app: Sphinx) -> None:
    """Render when writing starts."""
    app.connect("write-started", on_write_started)
    app.connect("build-finished", on_build_finished, priority=800)
