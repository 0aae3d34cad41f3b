"""The pages that no document stands for: lists of posts, tags and categories."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import is_page_builder
from sphinx_paperreview.site import find_page_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the listing pages that are not as they should be."""
    if not is_page_builder(app.builder):
        return
    domain = find_domain(app.env)
    for page in sorted(domain.stale & domain.plan.listings.keys()):
        if page not in app.env.all_docs:
            listing = find_page_view(app, page).listing
            assert listing is not None
            domain.written.add(page)
            # Sphinx's templates take titles for ready HTML.
            yield page, {"title": html.escape(listing.title), "body": ""}, "page.html"


def setup(app: Sphinx) -> None:
    """Add the pages to Sphinx's own."""
    app.connect("html-collect-pages", on_html_collect_pages)
