"""The sidebar: rendered once for a build, put on every page with its links made relative."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import build_target, is_page_builder
from sphinx_paperreview.site import find_sidebar_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: Stands for the top of the site; a control character, as texts of authors have none.
_ROOT = "\x01"


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Render the sidebar, before other processes are started to write."""
    if is_page_builder(builder):
        values = {
            "sidebar": find_sidebar_view(app),
            "link": lambda page: _ROOT + build_target(builder, page),
            "_": _,
        }
        find_domain(app.env).sidebar = builder.templates.render("paperreview/groups.html", values)


def place_sidebar(sidebar: str, content_root: str, category: str, *, is_page: bool) -> str:
    """Return the sidebar as one page shows it.

    :param category: path of the category that the page is in, or is the page of
    """
    placed = sidebar.replace(_ROOT, html.escape(content_root))
    if not category:
        return placed
    mark = f'data-paper-category="{html.escape(category)}"'
    return placed.replace(mark, f'{mark} aria-current="{"page" if is_page else "true"}"')


def setup(app: Sphinx) -> None:
    """Render when writing starts."""
    app.connect("write-started", on_write_started)
