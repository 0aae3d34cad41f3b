"""The pages that no document stands for: lists of posts, tags and categories."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import find_output_path, is_page_builder
from sphinx_paperreview.site import find_page_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the listing pages that are not as they should be."""
    if not is_page_builder(app.builder):
        return
    domain = find_domain(app.env)
    extra = find_extra_files(app)
    pages = sorted(domain.stale & domain.plan.listings.keys())
    if not pages:
        return
    for page in status_iterator(pages, "writing lists... ", "green", len(pages), app.verbosity):
        path = find_output_path(app.builder, page)
        if path.relative_to(app.outdir).as_posix() in extra:
            logger.info("%s: the file of html_extra_path takes the place of the list", page)
            domain.written.add(page)
        elif page not in app.env.all_docs:
            listing = find_page_view(app, page).listing
            assert listing is not None
            domain.written.add(page)
            # Sphinx's templates take titles for ready HTML.
            yield page, {"title": html.escape(listing.title), "body": ""}, "page.html"


def find_extra_files(app: Sphinx) -> set[str]:
    """Return the files that an author puts into the output folder as they are."""
    found: set[str] = set()
    for name in app.config.html_extra_path:
        path = Path(app.confdir, name)
        if path.is_dir():
            files = (item.relative_to(path) for item in path.rglob("*") if item.is_file())
            found.update(item.as_posix() for item in files)
        else:
            found.add(path.name)
    return found


def setup(app: Sphinx) -> None:
    """Add the pages to Sphinx's own."""
    app.connect("html-collect-pages", on_html_collect_pages)
