"""``sitemap.xml`` and ``robots.txt``: which pages there are, for search engines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sphinx_paperreview.core.records import digest
from sphinx_paperreview.core.sitemap import (
    LIMIT,
    SITEMAP,
    SitemapEntry,
    find_changed,
    render_robots,
    render_sitemap,
)
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_file_address, build_page_address, find_early
from sphinx_paperreview.html.neighbours import SITEMAP as OTHER
from sphinx_paperreview.html.neighbours import has_neighbour
from sphinx_paperreview.html.recipes import Recipe
from sphinx_paperreview.site import find_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: Pages that are tools, whoever writes them.
_TOOLS = frozenset({"search", "genindex", "404"})


def build_sitemap(app: Sphinx) -> dict[str, bytes | Recipe]:
    """Return the files of the sitemap by name, none where another extension writes it."""
    if has_neighbour(app, OTHER):
        return {}
    entries = tuple(_find_entries(app))
    render = partial(render_sitemap, entries, partial(build_file_address, app))
    if len(entries) > LIMIT:
        return {**render()}
    return {SITEMAP: Recipe(key=digest(entries), make=lambda: render()[SITEMAP])}


def build_robots(app: Sphinx) -> dict[str, bytes]:
    """Return ``robots.txt``, which names the sitemap, whoever writes that."""
    name = next(iter(find_foreign_files(app)), SITEMAP)
    return {"robots.txt": render_robots(build_file_address(app, name))}


def find_foreign_files(app: Sphinx) -> set[str]:
    """Return the names of the files that another extension writes in the place of ours."""
    return {str(app.config.sitemap_filename)} if has_neighbour(app, OTHER) else set()


def _find_entries(app: Sphinx) -> Iterator[SitemapEntry]:
    """Yield the pages; one that names an original elsewhere is found there."""
    domain = find_domain(app.env)
    pages = tuple(find_pages(app))
    hidden = find_early(app, pages) | _TOOLS
    for page in pages:
        review = domain.library.reviews.get(page)
        address = build_page_address(app, page)
        is_copy = review is not None and review.canonical_url not in ("", address)
        if page not in hidden and not is_copy:
            changed = find_changed(page, domain.plan.listings.get(page), domain.library)
            yield SitemapEntry(url=address, changed=changed)
