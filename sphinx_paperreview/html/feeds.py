"""Feeds of the site, of its categories and of its tags."""

from __future__ import annotations

from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from jinja2.filters import do_striptags

from sphinx_paperreview.core.feeds import (
    ATOM_TYPE,
    JSON_TYPE,
    Feed,
    FeedEntry,
    render_atom,
    render_json_feed,
)
from sphinx_paperreview.core.records import digest
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_file_address, build_page_address, find_early
from sphinx_paperreview.html.feed_content import render_content
from sphinx_paperreview.html.recipes import Recipe
from sphinx_paperreview.links import is_page_builder
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.site import find_page_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_paperreview.core.pages import Listing
    from sphinx_paperreview.core.tagging import Term

SITE_ATOM, SITE_JSON = "feed.xml", "feed.json"
#: What Sphinx says where conf.py names no author.
_NOBODY = ("", "unknown", "Author name not set")


def find_feed_links(app: Sphinx, pagename: str) -> tuple[tuple[str, str, str], ...]:
    """Return title, media type and absolute address of the feeds that a page names in its head."""
    if not app.config.html_baseurl or not is_page_builder(app.builder):
        return ()
    kinds, title = find_kinds(app), find_site_title(app)
    links = []
    if "site" in kinds:
        links.append((title, ATOM_TYPE, build_file_address(app, SITE_ATOM)))
        links.append((title, JSON_TYPE, build_file_address(app, SITE_JSON)))
    listing = find_domain(app.env).plan.listings.get(pagename)
    if listing is not None and listing.kind in kinds:
        view = find_page_view(app, pagename).listing
        name = view.title if view is not None else ""
        address = build_file_address(app, find_feed_file(listing))
        links.append((f"{name} - {title}", ATOM_TYPE, address))
    return tuple(links)


def build_feeds(app: Sphinx) -> dict[str, Recipe]:
    """Return the feeds that a site has, by the names of their files."""
    domain = find_domain(app.env)
    kinds, library = find_kinds(app), domain.library
    # A post is in several feeds, and its text is rendered once.
    build_entry = cache(partial(_build_entry, app))
    early, size = find_early(app, library.reviews), read_settings(app.config).feed_size

    def plan(name: str, page: str, docnames: Iterable[str], term: Term | None = None) -> Recipe:
        # Both formats order and renew by dates, so that a post needs one.
        dated = (name for name in docnames if library.reviews[name].published)
        chosen = tuple(islice((n for n in dated if n not in early), size))
        facts = (term.name, term.description) if term else ()
        key = digest((domain.frame, page, facts, size, [domain.digests[n] for n in chosen]))

        def make() -> bytes:
            feed = _build_feed(app, name, page, tuple(map(build_entry, chosen)), term)
            return render_json_feed(feed) if name == SITE_JSON else render_atom(feed)

        return Recipe(key=key, make=make)

    files: dict[str, Recipe] = {}
    if "site" in kinds:
        for name in (SITE_ATOM, SITE_JSON):
            files[name] = plan(name, app.config.root_doc, library.reviews)
    for listing in domain.plan.listings.values():
        if listing.kind in kinds and listing.number == 1:
            term = (library.tags if listing.kind == "tag" else library.categories)[listing.key]
            name = find_feed_file(listing)
            files[name] = plan(name, listing.page, term.docnames, term)
    return files


def find_kinds(app: Sphinx) -> tuple[str, ...]:
    """Return what has feeds: ``site``, ``category``, ``tag``."""
    feeds = read_settings(app.config).feeds
    if isinstance(feeds, bool):
        return ("site", "category") if feeds else ()
    return tuple(feeds)


def find_feed_file(listing: Listing) -> str:
    """Return the name of a listing's feed, below the output folder."""
    return f"{listing.pages[0].removesuffix('/index')}/{SITE_ATOM}"


def find_site_title(app: Sphinx) -> str:
    """Return the site's title as plain text."""
    return do_striptags(app.config.html_title) or str(app.config.project)


def _build_feed(
    app: Sphinx, name: str, page: str, entries: tuple[FeedEntry, ...], term: Term | None = None
) -> Feed:
    title, author = find_site_title(app), str(app.config.author)
    return Feed(
        url=build_file_address(app, name),
        page=build_page_address(app, page),
        title=f"{term.name} - {title}" if term else title,
        author=title if author in _NOBODY else author,
        description=term.description if term else "",
        language=(app.config.language or "en").replace("_", "-"),
        entries=entries,
    )


def _build_entry(app: Sphinx, docname: str) -> FeedEntry:
    library = find_domain(app.env).library
    review, url = library.reviews[docname], build_page_address(app, docname)
    assert review.published is not None
    path = library.category_of.get(docname)
    terms = [library.categories[path]] if path is not None else []
    terms += [library.tags[slug] for slug in library.tags_of[docname]]
    is_full = read_settings(app.config).feed_content == "full"
    return FeedEntry(
        url=url,
        title=review.title,
        published=review.published,
        updated=review.updated,
        authors=tuple(person.name for person in review.reviewers),
        categories=tuple(term.name for term in terms),
        summary="\n".join(filter(None, (review.tldr, review.description))),
        content=render_content(app, docname, url) if is_full else "",
        language=review.language.replace("_", "-"),
    )
