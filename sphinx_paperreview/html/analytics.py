"""Visits are counted where the site asks for it, and only when the reader has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.core.analytics import (
    SERVICES,
    Analytics,
    AnalyticsError,
    parse_analytics,
)
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.links import has_own_theme, is_page_builder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_OPTION = "analytics"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """What the template of the question reads."""

    #: names of the services, as people know them
    services: tuple[str, ...]


def find_analytics(app: Sphinx) -> Analytics:
    """Return what the site uses, nothing where that cannot be used."""
    if not is_page_builder(app.builder) or not has_own_theme(app.builder):
        return Analytics()
    try:
        return parse_analytics(app.config.html_theme_options.get(_OPTION))
    except AnalyticsError:
        return Analytics()


def build_consent(app: Sphinx) -> ConsentView | None:
    """Return the question to the reader, None where there is nothing to ask."""
    asked = find_analytics(app).asked
    return ConsentView(services=tuple(SERVICES[name] for name in asked)) if asked else None


def on_builder_inited(app: Sphinx) -> None:
    """Report an option that cannot be used."""
    if not is_page_builder(app.builder) or not has_own_theme(app.builder):
        return
    try:
        analytics = parse_analytics(app.config.html_theme_options.get(_OPTION))
    except AnalyticsError as error:
        report(Problem.CONFIG, f"html_theme_options['{_OPTION}']: {error}; nothing is counted")
        return
    if analytics.google and not analytics.asks_always:
        message = "Google Analytics sets cookies and asks always; 'consent' is for the others"
        report(Problem.CONFIG, f"html_theme_options['{_OPTION}']: {message}")


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load our script, which loads the services, and the look of its question."""
    analytics = find_analytics(app)
    if analytics.services:
        values: dict[str, Any] = {
            f"data-{name}": getattr(analytics, name) for name in analytics.services
        }
        if analytics.asked:
            values["data-asked"] = " ".join(analytics.asked)
            app.add_css_file("analytics.css")
        app.add_js_file("analytics.js", loading_method="defer", **values)


def setup(app: Sphinx) -> None:
    """Check the option, and look at each page after its context is built."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context, priority=450)
