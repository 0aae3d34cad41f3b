"""The place of comments under a post, which nothing fills before its reader gets there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_paperreview.core.comments import (
    CommentsError,
    CommentSystem,
    build_term,
    parse_system,
)
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.links import build_target, has_own_theme, is_page_builder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_paperreview.core.views import ArticleView

_OPTION = "comments"
#: Languages that giscus speaks; it has no page for others.
_GISCUS = frozenset((
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "he", "hi",
    "hu", "id", "it", "ja", "ko", "nl", "pl", "pt", "ro", "ru", "th", "tr", "uk", "uz", "vi",
    "zh-CN", "zh-HK", "zh-TW",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsView:
    """What the template of comments reads."""

    provider: str
    #: name of the page's thread
    term: str
    #: address of the system's script, and its attributes as JSON
    script: str
    attributes: str
    #: looks for a light page and a dark one
    light: str
    dark: str
    #: address where all threads can be read
    place: str
    on_click: bool


def build_comments(app: Sphinx, pagename: str, article: ArticleView | None) -> CommentsView | None:
    """Return the comments of a page, None where it has none."""
    if article is None or not article.has_comments:
        return None
    system = find_system(app)
    if system is None:
        return None
    address = unquote(build_target(app.builder, pagename))
    term = build_term(address, article.comment_term)
    attributes = {**dict(system.attributes), system.term_attribute: term}
    if system.provider == "giscus":
        attributes.setdefault("data-lang", find_giscus_language(app.config.language))
    return CommentsView(
        provider=system.provider,
        term=term,
        script=system.script,
        attributes=json.dumps(attributes, ensure_ascii=False, sort_keys=True),
        light=system.themes[0],
        dark=system.themes[1],
        place=system.place,
        on_click=system.on_click,
    )


def find_system(app: Sphinx) -> CommentSystem | None:
    """Return the system of the site's comments, None where it has none that can be used."""
    if not has_own_theme(app.builder):
        return None
    try:
        return parse_system(app.config.html_theme_options.get(_OPTION))
    except CommentsError:
        return None


def find_giscus_language(language: str) -> str:
    """Return the code of giscus for a site's language, English for those that it does not know."""
    code = language.replace("_", "-")
    return next((c for c in (code, code.partition("-")[0]) if c in _GISCUS), "en")


def on_builder_inited(app: Sphinx) -> None:
    """Report an option that cannot be used."""
    if not is_page_builder(app.builder) or not has_own_theme(app.builder):
        return
    try:
        parse_system(app.config.html_theme_options.get(_OPTION))
    except CommentsError as error:
        report(Problem.CONFIG, f"html_theme_options['{_OPTION}']: {error}; there are no comments")


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load our sheet and script where they have something to do."""
    comments = getattr(context.get("paperreview"), "comments", None)
    if isinstance(comments, CommentsView) and comments.script:
        app.add_css_file("comments.css")
        app.add_js_file("comments.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Check the option, and look at each page after its context is built."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context, priority=450)
