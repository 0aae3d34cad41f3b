"""What the head of a page tells search engines, other sites and programs."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.core import get_global
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging

from sphinx_paperreview.core.cards import HEIGHT, WIDTH
from sphinx_paperreview.core.jsonld import (
    PageFacts,
    SiteFacts,
    build_breadcrumbs,
    build_graph,
    build_review_data,
    build_website,
    render_jsonld,
)
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_file_address, build_page_address
from sphinx_paperreview.html.analytics import find_analytics
from sphinx_paperreview.html.context import (
    PageContext,
    add_meta,
    strip_tags,
)
from sphinx_paperreview.html.feeds import find_feed_links
from sphinx_paperreview.html.llms import find_twin_link
from sphinx_paperreview.html.neighbours import OPENGRAPH, has_neighbour
from sphinx_paperreview.i18n import find_locale
from sphinx_paperreview.links import is_page_builder
from sphinx_paperreview.site import find_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.jsonld import Data

logger = logging.getLogger(__name__)

_ROBOTS = "index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1"
_HIDDEN = ("search", "404")
#: What Sphinx writes where conf.py names no author.
_NO_AUTHOR = ("", "unknown", "Author name not set")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """What the head of a page says beyond title, description and address."""

    robots: str
    author: str = ""
    #: OpenGraph's names and values, in order
    properties: tuple[tuple[str, str], ...] = ()
    #: shape of the card that Twitter and its like draw, empty where there is no picture
    card: str = ""
    #: languages and addresses of the page
    translations: tuple[tuple[str, str], ...] = ()
    #: titles, media types and addresses of feeds and of the page's text for programs
    alternates: tuple[tuple[str, str, str], ...] = ()
    #: JSON-LD, ready for a script element
    data: str = ""


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Say in the head what the page does not say there already."""
    page = context.get("paperreview")
    if not is_page_builder(app.builder) or not isinstance(page, PageContext):
        return
    # Themes of others print the canonical address by this name.
    context["pageurl"] = page.canonical or None
    if pagename == app.config.root_doc:
        for name, code in find_analytics(app).verifications:
            add_meta(context, name, code)
    if pagename in _HIDDEN and hides_itself(app, templatename):
        return
    write_head(context, build_head(app, pagename, page, context, doctree))


def hides_itself(app: Sphinx, templatename: str) -> bool:
    """Return whether a theme's own template asks search engines to stay away."""
    templates = app.builder.templates
    if not isinstance(templates, BuiltinTemplateLoader):
        return False
    source, _, _ = templates.get_source(templates.environment, templatename)
    return 'name="robots"' in source


def build_head(
    app: Sphinx,
    pagename: str,
    page: PageContext,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> HeadView:
    """Return what the head of a page says."""
    if page.status or pagename in _HIDDEN:
        return HeadView(robots="noindex")
    about = page.article.about if page.article else None
    site = find_site_facts(app)
    facts = PageFacts(
        title=find_title(page, context),
        url=page.canonical,
        image=build_image(app, about.thumbnail or about.card) if about else "",
        description=page.description,
        notice=page.disclosure,
    )
    has_opengraph = not has_neighbour(app, OPENGRAPH)
    author = "" if app.config.author in _NO_AUTHOR else clean_text(app.config.author)
    return HeadView(
        robots=_ROBOTS,
        author=", ".join(about.reviewers) if about and about.reviewers else author,
        properties=tuple(list_properties(page, site, facts)) if has_opengraph else (),
        card="summary_large_image" if has_opengraph and facts.image else "",
        translations=tuple(list_translations(app, pagename, page)),
        alternates=(*find_feed_links(app, pagename), *list_twins(app, pagename)),
        data=build_data(app, pagename, page, site, facts),
    )


def list_properties(
    page: PageContext, site: SiteFacts, facts: PageFacts
) -> Iterator[tuple[str, str]]:
    """Yield what OpenGraph knows of a page, empty where there is nothing to say."""
    article = page.article
    yield "og:type", "article" if article else "website"
    yield "og:title", facts.title
    yield "og:description", facts.description
    yield "og:url", facts.url
    yield "og:site_name", site.name
    yield "og:locale", find_territory((article.language if article else "") or site.language)
    yield "og:image", facts.image
    if article is not None and article.about.card and not article.about.thumbnail:
        yield "og:image:width", str(WIDTH)
        yield "og:image:height", str(HEIGHT)
        yield "og:image:alt", facts.title
    if article is not None:
        yield "article:published_time", article.date.datetime if article.date else ""
        yield "article:modified_time", article.about.modified
        yield "article:section", article.category.title if article.category else ""
        for term in article.tags:
            yield "article:tag", term.title


def list_translations(app: Sphinx, pagename: str, page: PageContext) -> Iterator[tuple[str, str]]:
    """Yield languages and addresses of a text that is there in several, its own first."""
    if page.article is None or not page.article.about.translations:
        return
    own = (page.article.language or app.config.language).replace("_", "-")
    others = dict(page.article.about.translations)
    for language, name in {own: pagename, **{k: v for k, v in others.items() if k != own}}.items():
        address = build_page_address(app, name) or page.link(name)
        yield language.replace("_", "-"), address


def list_twins(app: Sphinx, pagename: str) -> Iterator[tuple[str, str, str]]:
    """Yield the link to the Markdown that a page is made of, where it is published."""
    uri = find_twin_link(app, pagename)
    if uri:
        yield "", "text/markdown", uri


def build_data(
    app: Sphinx, pagename: str, page: PageContext, site: SiteFacts, facts: PageFacts
) -> str:
    """Return what a page says in the words of schema.org, empty where that is nothing."""
    items: list[Data] = []
    steps = [(site.name, site.home)]
    article = page.article
    if article is not None:
        items.append(build_review_data(article, article.about, site, facts))
        if article.category and article.category.page:
            address = build_page_address(app, article.category.page)
            steps.append((article.category.title, address))
    if pagename == app.config.root_doc:
        items.append(build_website(site, facts.description))
    elif site.home:
        steps.append((facts.title, build_page_address(app, pagename)))
        items.append(build_breadcrumbs(steps))
    return render_jsonld(build_graph(items)) if items else ""


def find_title(page: PageContext, context: dict[str, Any]) -> str:
    """Return the title of a page as plain text."""
    if page.article is not None:
        return page.article.title
    title = page.listing.title if page.listing else strip_tags(context.get("title", ""))
    return f"{title} ({page.page_number})" if page.page_number else title


def find_site_facts(app: Sphinx) -> SiteFacts:
    """Return what all pages say of the site."""
    config = app.config
    return SiteFacts(
        name=strip_tags(config.html_title),
        language=config.language,
        home=build_page_address(app, config.root_doc),
        search=build_page_address(app, "search") if getattr(app.builder, "search", True) else "",
    )


def build_image(app: Sphinx, thumbnail: str) -> str:
    """Return the absolute address of a picture, empty where it has none."""
    if not thumbnail or thumbnail.startswith(("https://", "http://")):
        return thumbnail
    return build_file_address(app, thumbnail)


@cache
def find_territory(language: str) -> str:
    """Return language and territory as OpenGraph writes them, ``ko_KR``."""
    locale = find_locale(language)
    if locale.territory is None:
        likely = get_global("likely_subtags").get(str(locale))
        locale = Locale.parse(likely) if likely else locale
    return f"{locale.language}_{locale.territory}" if locale.territory else locale.language


def write_head(context: dict[str, Any], head: HeadView) -> None:
    """Add elements for what nobody else says in the head of the page."""
    add_meta(context, "robots", head.robots)
    add_meta(context, "author", head.author)
    said: str = context.get("metatags", "")
    tags = [
        f'<meta property="{name}" content="{html.escape(clean_text(value))}" />\n'
        for name, value in head.properties
        if value and f'property="{name}"' not in said
    ]
    tags.extend(
        f'<link rel="alternate" hreflang="{html.escape(language)}" href="{html.escape(uri)}" />\n'
        for language, uri in head.translations
    )
    for title, media, uri in head.alternates:
        words = f' title="{html.escape(title)}"' if title else ""
        tags.append(f'<link rel="alternate" type="{media}"{words} href="{html.escape(uri)}" />\n')
    if head.data:
        tags.append(f'<script type="application/ld+json">{head.data}</script>\n')
    context["metatags"] = said + "".join(tags)
    add_meta(context, "twitter:card", head.card)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report pictures and translations that are not there."""
    if not is_page_builder(app.builder):
        return
    domain = find_domain(env)
    for docname, review in domain.library.reviews.items():
        if review.thumbnail and not find_picture(app, review.thumbnail):
            message = (
                f"thumbnail {review.thumbnail!r} is no file of html_static_path or "
                "html_extra_path: write an address, or one like _static/picture.png"
            )
            report(Problem.FIELD, message, docname)
        for language, name in review.translations:
            if name not in env.all_docs and name not in domain.withheld:
                message = f"translations: {language}: there is no document {name!r}"
                report(Problem.REFERENCE, message, docname)


def on_builder_inited(app: Sphinx) -> None:
    """Say once what a site without address goes without."""
    if is_page_builder(app.builder) and not app.config.html_baseurl:
        logger.info("html_baseurl is not set: no feeds, no sitemap, no absolute addresses in pages")


def setup(app: Sphinx) -> None:
    """Speak last: what the author or another extension has said stands already."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-updated", on_env_updated, priority=650)
    app.connect("html-page-context", on_html_page_context, priority=600)
