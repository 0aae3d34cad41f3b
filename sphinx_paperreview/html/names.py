"""What pages are called in their heads, so that no two are called the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_paperreview.core.distinct import find_shared, tell_apart
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import is_page_builder
from sphinx_paperreview.site import find_listing_title, find_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Find names for pages that share theirs, before pages are compared with what they were."""
    domain = find_domain(env)
    domain.names, domain.same_descriptions = {}, frozenset()
    if not is_page_builder(app.builder):
        return
    names = find_names(app)
    found = tell_apart(names, {page: find_hints(app, page) for page in names})
    for listing in domain.plan.listings.values():
        if listing.pages[0] in found:
            found[listing.page] = found[listing.pages[0]]
    domain.names = found
    said = [(page, text) for page, text in find_descriptions(app).items() if text]
    same = {page for pages in find_shared(said) for page in pages}
    further = {item.page for item in domain.plan.listings.values() if item.pages[0] in same}
    domain.same_descriptions = frozenset(same | further)


def find_names(app: Sphinx) -> dict[str, str]:
    """Return the titles of all pages but the further ones of lists."""
    domain = find_domain(app.env)
    names: dict[str, str] = {}
    for page in find_pages(app):
        listing = domain.plan.listings.get(page)
        if page in domain.library.reviews:
            names[page] = domain.library.reviews[page].title
        elif listing is None:
            title = app.env.titles.get(page)
            names[page] = clean_text(title.astext()) if title is not None else page
        elif listing.number == 1:
            names[page] = find_listing_title(app, listing)
    return names


def find_hints(app: Sphinx, page: str) -> tuple[str, ...]:
    """Return what tells a page from others: its category, its day."""
    library = find_domain(app.env).library
    review = library.reviews.get(page)
    if review is None:
        return ()
    path = library.category_of.get(page)
    category = library.categories[path].name if path is not None else ""
    return category, review.published.day.isoformat() if review.published else ""


def find_descriptions(app: Sphinx) -> dict[str, str]:
    """Return what records say of pages."""
    domain = find_domain(app.env)
    library = domain.library
    found = {docname: review.description for docname, review in library.reviews.items()}
    for listing in domain.plan.listings.values():
        terms = {"tag": library.tags, "category": library.categories}.get(listing.kind)
        if terms is not None and listing.number == 1:
            found[listing.page] = terms[listing.key].description
    return found


def setup(app: Sphinx) -> None:
    """Look when the library stands."""
    app.connect("env-updated", on_env_updated, priority=560)
