"""Regions: what every page shows of the whole site, the sidebar and the year of the newest post.

Where nothing but a region changed, it is replaced in the written page by the function that puts it
into a new one; the page is neither read nor rendered for it.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import build_target, find_output_path, is_page_builder
from sphinx_paperreview.site import find_sidebar_view, find_year

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: Stands for the top of the site; a control character, as texts of authors have none.
_ROOT = "\x01"
_SIDEBAR, _YEAR = "paper-sidebar", "paper-year"


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
    """Bring the regions of pages up to date that were not written."""
    domain = find_domain(app.env)
    if exception is not None or not is_page_builder(app.builder) or not domain.has_new_regions:
        return
    year = render_year(app)
    pages = sorted(domain.digests.keys() - domain.written)
    for page in status_iterator(pages, "patching pages... ", "brown", len(pages), app.verbosity):
        path = find_output_path(app.builder, page)
        if path.is_file():
            text = path.read_bytes()
            patched = replace_region(text, _SIDEBAR, render_sidebar(app, page))
            patched = replace_region(patched, _YEAR, year)
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
    return _mark(_SIDEBAR, placed)


def render_year(app: Sphinx) -> str:
    """Return the start of the line at the end of every page, between its two marks."""
    year = find_year(app)
    return _mark(_YEAR, f"© {year} " if year else "")


def replace_region(text: bytes, name: str, region: str) -> bytes:
    """Return a page with one region replaced; one without it as it is."""
    before, start, rest = text.partition(f"<!--{name}-->".encode())
    _old, end, after = rest.partition(f"<!--/{name}-->".encode())
    return before + region.encode() + after if start and end else text


def disarm_marks(text: str) -> str:
    """Return an author's HTML, in which nothing can be taken for a mark of a region."""
    for name in (_SIDEBAR, _YEAR):
        text = text.replace(f"<!--{name}", f"<!-- {name}").replace(f"<!--/{name}", f"<!-- /{name}")
    return text


def _mark(name: str, content: str) -> str:
    """Put marks around a region; texts of authors are escaped, and their HTML holds none."""
    return f"<!--{name}-->{content}<!--/{name}-->"


def setup(app: Sphinx) -> None:
    """Render when writing starts."""
    app.connect("write-started", on_write_started)
    app.connect("build-finished", on_build_finished, priority=800)
