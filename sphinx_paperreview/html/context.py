"""What a page's template is given: its view, and words about it for the head."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup

from sphinx_paperreview.core.fields import TRUE, Fields
from sphinx_paperreview.core.particles import fill
from sphinx_paperreview.core.reading import is_draft
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.documents import find_description
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_page_address
from sphinx_paperreview.html.analytics import ConsentView, build_consent
from sphinx_paperreview.html.citations import Citation, build_citations
from sphinx_paperreview.html.comments import CommentsView, build_comments
from sphinx_paperreview.html.contents import Heading, build_contents
from sphinx_paperreview.html.entries import render_entries
from sphinx_paperreview.html.regions import render_sidebar, render_year
from sphinx_paperreview.i18n import _, find_section_names, find_words, ngettext
from sphinx_paperreview.links import (
    build_uri,
    has_own_theme,
    has_templates,
    is_page_builder,
)
from sphinx_paperreview.nodes import paper_title
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.site import PageView, find_page_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from sphinx_paperreview.core.outline import PlaceView
    from sphinx_paperreview.core.views import ArticleView, LinkView, ListingView
    from sphinx_paperreview.i18n import Words

_SIDEBAR = "paperreview/sidebar.html"
_NOT_FOUND = "404"
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'


# Sphinx asks for the representation of all that it hands to an event.
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PageContext:
    """What templates read as ``paperreview``."""

    article: ArticleView | None
    listing: ListingView | None
    #: the frame prints the title, as the text does not
    has_title: bool
    #: the title, told apart from those of other pages; empty where the title does that
    name: str
    #: plain text for search engines
    description: str
    #: name and words of the notice that says what an AI did, where the page has one
    disclosure: tuple[str, str]
    #: ``draft`` or ``future`` where the page is shown before its time
    status: str
    #: words that tell a listing's further pages from its first
    page_number: str
    #: absolute address, empty without ``html_baseurl``
    canonical: str
    #: the sidebar's HTML
    sidebar: str
    #: the page leads to categories
    has_categories: bool
    #: headings of the page, where its author asks for them
    contents: tuple[Heading, ...]
    #: references to paper and review, for copying
    citations: tuple[Citation, ...]
    #: pages above this one, the first one first
    trail: tuple[LinkView, ...]
    #: where a document stands that is no post
    place: PlaceView | None
    #: the sign and year of the newest post, as HTML, where the footer has no words of its author
    year: str
    #: the place of comments, where the site has a system and the page wants it
    comments: CommentsView | None
    #: the question before visits are counted, where there is one
    consent: ConsentView | None
    #: relative address of a page by its name
    link: Callable[[str], str]
    #: translates into the language of the article
    words: Words


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give templates the view of their page, and put lists where they belong."""
    if not has_templates(app.builder):
        return
    has_views = is_page_builder(app.builder)
    view = find_page_view(app, pagename) if has_views else PageView()
    page = build_page_context(app, pagename, view, context, doctree)
    context["paperreview"] = page
    if not has_views:
        return
    if not page.has_categories and page.place is None and "sidebars" in context:
        context["sidebars"] = [name for name in context["sidebars"] if name != _SIDEBAR]
    if view.listing is not None:
        values = {
            "listing": view.listing,
            "entries": render_entries(app, view.listing, page.link),
            "link": page.link,
            "has_heading": pagename not in app.env.all_docs and not page.has_title,
            "_": _,
            "ngettext": ngettext,
        }
        context["body"] += app.builder.templates.render("paperreview/listing.html", values)
    if view.article is not None:
        relate(context, view.article, page.link)
    elif view.listing is not None and view.listing.pager is not None:
        relate_pages(app, context, view.listing, page.link)
    # docutils writes this line into pages that come from documents; the layout has it for all.
    if has_own_theme(app.builder):
        context["metatags"] = context.get("metatags", "").replace(_VIEWPORT, "")
    add_meta(context, "description", page.description)
    add_meta(context, "ai-disclosure", page.disclosure[0])


def build_page_context(
    app: Sphinx,
    pagename: str,
    view: PageView,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> PageContext:
    """Return what templates read of a page."""
    own = has_own_theme(app.builder)
    language = view.article.language if view.article is not None else ""
    canonical = find_canonical(app, pagename, view)
    # Pages that other extensions make bring a heading of their own.
    has_heading = view.listing is None if doctree is None else not any(doctree.findall(paper_title))
    return PageContext(
        article=view.article,
        listing=view.listing,
        has_title=own and not has_heading,
        name=view.name,
        description=find_page_description(app, view, context, doctree),
        disclosure=find_disclosure(doctree),
        status=find_status(app, pagename, view),
        page_number=find_page_number(view.listing.number if view.listing else 1),
        canonical=canonical,
        sidebar=render_sidebar(app, pagename),
        has_categories=bool(find_domain(app.env).library.groups) and pagename != _NOT_FOUND,
        contents=find_contents(app, pagename, doctree),
        citations=build_citations(app, pagename, view.article, canonical),
        trail=view.trail,
        place=view.place,
        year=render_year(app),
        comments=build_comments(app, pagename, view.article),
        consent=build_consent(app),
        link=partial(_link, app, pagename),
        words=find_words(language or app.config.language),
    )


def find_contents(
    app: Sphinx, pagename: str, doctree: nodes.document | None
) -> tuple[Heading, ...]:
    """Return the headings of a page that asks for its contents."""
    review = find_domain(app.env).library.reviews.get(pagename)
    written = Fields(values=app.env.metadata.get(pagename, {})).text("toc")
    is_wanted = review.has_contents if review else written.lower() in TRUE
    if doctree is None or not is_wanted:
        return ()
    language = (review.language if review else "") or app.config.language
    skeleton = read_settings(app.config).sections or find_section_names(language)
    return build_contents(doctree, {name.casefold() for name in skeleton})


def find_status(app: Sphinx, pagename: str, view: PageView) -> str:
    """Return ``draft`` or ``future`` for pages that are shown before their time."""
    if view.article is not None:
        return view.article.status
    # Only a site that shows its drafts has any at this point.
    return "draft" if is_draft(Fields(values=app.env.metadata.get(pagename, {}))) else ""


def find_page_description(
    app: Sphinx, view: PageView, context: dict[str, Any], doctree: nodes.document | None
) -> str:
    """Return plain text about a page: what was written for it, else the start of its text."""
    listing = view.listing
    title = view.name or strip_tags(context.get("title", ""))
    text = listing.description if listing else view.article.description if view.article else ""
    text = text or (find_description(doctree) if doctree is not None else "")
    if not text:
        site = strip_tags(app.config.html_title)
        parts = [_count_entries(listing, view.name)] if listing else [title, site]
        text = " - ".join(filter(None, parts))
    elif view.shares_description:
        text = f"{title}: {text}"
    number = find_page_number(listing.number) if listing else ""
    return f"{text} ({number})" if number else text


def strip_tags(text: str) -> str:
    """Return a title that is ready HTML as plain text."""
    return clean_text(Markup(text).striptags())


def _count_entries(listing: ListingView, name: str) -> str:
    count = listing.count
    title = (name or listing.title).removeprefix("#")
    if listing.kind == "tag":
        form = ngettext("%(count)s post about %(name)s", "%(count)s posts about %(name)s", count)
    else:
        form = ngettext("%(name)s: %(count)s entry", "%(name)s: %(count)s entries", count)
    return fill(form, {"name": title, "count": count})


def find_page_number(number: int) -> str:
    """Return words that tell a listing's further pages from its first, else nothing."""
    return _("Page %(number)s") % {"number": number} if number > 1 else ""


def find_disclosure(doctree: nodes.document | None) -> tuple[str, str]:
    """Return name and words of the notice that says what an AI did, where a page has one."""
    for notice in doctree.findall(nodes.admonition) if doctree is not None else ():
        for name in notice["classes"]:
            if name.startswith("paper-ai-"):
                words = (clean_text(child.astext()) for child in notice[1:])
                return str(name).removeprefix("paper-"), " ".join(words)
    return "", ""


def add_meta(context: dict[str, Any], name: str, content: str) -> None:
    """Add a meta element, where there is something to say and the page does not say it."""
    metatags = context.get("metatags", "")
    if content and f'name="{name}"' not in metatags:
        tag = f'<meta name="{name}" content="{html.escape(content)}" />\n'
        context["metatags"] = metatags + tag


def find_canonical(app: Sphinx, pagename: str, view: PageView) -> str:
    """Return the address that a page wants to be known by, empty where there is none."""
    if view.article is not None and view.article.about.canonical_url:
        return view.article.about.canonical_url
    return build_page_address(app, pagename) if pagename != _NOT_FOUND else ""


def relate(context: dict[str, Any], article: ArticleView, link: Callable[[str], str]) -> None:
    """Name neighbours and category in the shape that Sphinx's themes know."""

    def shape(view: LinkView) -> dict[str, str]:
        return {"link": link(view.page or ""), "title": html.escape(view.title)}

    if not context.get("prev") and not context.get("next"):
        context["prev"] = shape(article.previous) if article.previous else None
        context["next"] = shape(article.next) if article.next else None
    if not context.get("parents") and article.category and article.category.page:
        context["parents"] = [shape(article.category)]


def relate_pages(
    app: Sphinx, context: dict[str, Any], listing: ListingView, link: Callable[[str], str]
) -> None:
    """Name the pages of a list before and after this one in the shape that themes know."""

    def shape(page: str | None, number: int) -> dict[str, str] | None:
        if page is None:
            return None
        words = find_page_number(number)
        title = f"{listing.title} ({words})" if words else listing.title
        return {"link": link(page), "title": html.escape(title)}

    is_free = not context.get("prev") and not context.get("next")
    if listing.pager is not None and (is_free or has_own_theme(app.builder)):
        context["prev"] = shape(listing.pager.previous, listing.number - 1)
        context["next"] = shape(listing.pager.next, listing.number + 1)


def _link(app: Sphinx, source: str, page: str) -> str:
    return build_uri(app.builder, source, page) or "#"


def setup(app: Sphinx) -> None:
    """Join in before extensions that read the context."""
    app.connect("html-page-context", on_html_page_context, priority=400)
