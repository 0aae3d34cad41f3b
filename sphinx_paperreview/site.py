"""What each page of a site shows, asked by the page's name."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sphinx.locale import _ as sphinx_word

from sphinx_paperreview.core.cards import find_card_file
from sphinx_paperreview.core.outline import build_place
from sphinx_paperreview.core.reading import is_future
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.core.views import LinkView, build_article, build_listing, build_sidebar
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import _, format_day
from sphinx_paperreview.links import has_own_theme
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_paperreview.core.outline import PlaceView
    from sphinx_paperreview.core.pages import Kind, Listing
    from sphinx_paperreview.core.review import Review
    from sphinx_paperreview.core.views import ArticleView, ListingView, SidebarView


class PageView(NamedTuple):
    """All that a page shows beyond its own source."""

    article: ArticleView | None = None
    listing: ListingView | None = None
    #: titles and pages of what the text refers to
    references: tuple[tuple[str, str | None] | None, ...] = ()
    #: name in the head, where another page has the same title
    name: str = ""
    #: another page has the same description
    shares_description: bool = False
    #: pages above this one, the first one first
    trail: tuple[LinkView, ...] = ()
    #: where a document stands that is no post
    place: PlaceView | None = None


def find_page_view(app: Sphinx, pagename: str) -> PageView:
    """Return what a document or a listing page shows."""
    domain = find_domain(app.env)
    known: PageView | None = domain.views.get(pagename)
    if known is not None:
        return known
    library, plan = domain.library, domain.plan
    article = listing = None
    if pagename in library.reviews:
        review = library.reviews[pagename]
        article = build_article(
            pagename,
            library,
            plan,
            partial(format_day, language=review.language or app.config.language),
            always_updated=_always_shows_updated(app),
            status=_find_status(app, review),
            documents=app.env.all_docs,
            thumbnail=find_picture(app, review.thumbnail),
            card=find_card_file(pagename) if pagename in domain.cards else "",
        )
    if pagename in plan.listings:
        item = plan.listings[pagename]
        titles = {**_words(), **_intro_title(app, item.pages[0])}
        day_format = partial(format_day, language=app.config.language)
        listing = build_listing(item, library, plan, day_format, titles, domain.entries)
    references = tuple(
        _find_document(app, typ, target)
        if typ in ("doc", "title")
        else domain.find(typ, target, pagename)
        for typ, target in domain.references.get(pagename, ())
    )
    is_plain = pagename not in library.reviews and pagename not in plan.listings
    is_framed = has_own_theme(app.builder)
    place = build_place(domain.outline, pagename) if is_framed and is_plain else None
    trail = tuple(_find_trail(app, pagename, article, listing, place)) if is_framed else ()
    return PageView(
        article,
        listing,
        references,
        name=domain.names.get(pagename, ""),
        shares_description=pagename in domain.same_descriptions,
        trail=trail,
        place=place,
    )


def find_listing_title(app: Sphinx, listing: Listing) -> str:
    """Return the title of a list, which all its pages have."""
    library = find_domain(app.env).library
    title = _intro_title(app, listing.pages[0]).get(listing.pages[0], "")
    if title or listing.kind not in ("tag", "category"):
        return title or _words()[listing.kind]
    terms = library.tags if listing.kind == "tag" else library.categories
    return f"{'#' if listing.kind == 'tag' else ''}{terms[listing.key].name}"


def find_year(app: Sphinx) -> str:
    """Return the year of the newest post, empty where the footer has words of its author."""
    if app.config.copyright or not has_own_theme(app.builder):
        return ""
    dates = (review.published for review in find_domain(app.env).library.reviews.values())
    return next((str(date.day.year) for date in dates if date), "")


def _find_trail(
    app: Sphinx,
    pagename: str,
    article: ArticleView | None,
    listing: ListingView | None,
    place: PlaceView | None,
) -> Iterator[LinkView]:
    """Yield the pages that lead to one, from the first page on."""
    plan = find_domain(app.env).plan
    if pagename == app.config.root_doc:
        return
    yield LinkView(title=_("Home"), page=app.config.root_doc)
    if place is not None:
        yield from place.parents
    if article is not None and article.category is not None and article.category.page:
        yield article.category
    overviews: dict[str, Kind] = {"tag": "tags", "category": "categories"}
    if listing is not None and listing.kind in overviews:
        overview = overviews[listing.kind]
        page = plan.find_page(overview)
        if page:
            yield LinkView(title=_words()[overview], page=page)
    if listing is not None and listing.number > 1 and listing.kind != "home":
        yield LinkView(title=listing.title, page=plan.listings[pagename].pages[0])


def find_sidebar_view(app: Sphinx) -> SidebarView:
    """Return what the sidebar of every page shows."""
    domain = find_domain(app.env)
    return build_sidebar(domain.library, domain.plan)


def find_pages(app: Sphinx) -> Iterator[str]:
    """Yield the names of all documents and listing pages, each once, in order."""
    yield from sorted(app.env.all_docs.keys() | find_domain(app.env).plan.listings.keys())


def find_picture(app: Sphinx, written: str) -> str:
    """Return a picture's address, or its path in the output folder; empty where there is none."""
    if not written or written.startswith(("https://", "http://")):
        return written
    path = PurePosixPath(written.lstrip("/"))
    if ".." in path.parts:
        return ""
    config = app.config
    for folders, place in ((config.html_static_path, "_static"), (config.html_extra_path, "")):
        for folder in folders:
            # Authors write the file's place in the source folder, or in the finished site.
            for top in (PurePosixPath(folder), PurePosixPath(place)):
                if path.is_relative_to(top):
                    inner = path.relative_to(top)
                    if Path(app.confdir, folder, inner).is_file():
                        return (place / inner).as_posix()
    return ""


def _find_document(app: Sphinx, typ: str, docname: str) -> tuple[str, str | None] | None:
    """Return what a link to a document shows of it: that it is there, or its title, too."""
    if docname not in app.env.titles:
        return None
    return (clean_text(app.env.titles[docname].astext()) if typ == "title" else "", docname)


def _find_status(app: Sphinx, review: Review) -> str:
    """Return why a page would not be there yet, were the site not built to show it."""
    if review.is_draft:
        return "draft"
    settings = read_settings(app.config)
    if settings.build_future and review.published and is_future(review.published, settings.clock):
        return "future"
    return ""


def _words() -> dict[str, str]:
    return {"home": _("Recent Posts"), "categories": _("Categories"), "tags": _("Tags")}


def _intro_title(app: Sphinx, docname: str) -> dict[str, str]:
    node = app.env.titles.get(docname)
    title = clean_text(node.astext()) if node is not None else ""
    return {docname: title} if title and title != sphinx_word("<no title>") else {}


def _always_shows_updated(app: Sphinx) -> bool:
    options: dict[str, object] = getattr(app.builder, "theme_options", {})
    return str(options.get("always_show_updated", "")).lower() in ("true", "1", "yes")
