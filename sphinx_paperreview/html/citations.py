"""References to a paper and to its review, on the review's page, for copying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.core.bibtex import Post, render_post, render_work
from sphinx_paperreview.core.review import find_paper_title
from sphinx_paperreview.html.feeds import find_site_title
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import has_own_theme, is_page_builder
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_paperreview.core.views import ArticleView

TEMPLATE = "paperreview/citations.html"
SCRIPT = "paperreview-copy.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A box with a reference."""

    title: str
    #: BibTeX
    text: str


def build_citations(
    app: Sphinx, pagename: str, article: ArticleView | None, address: str
) -> tuple[Citation, ...]:
    """Return the references that a page offers; only reviews of papers have any.

    :param address: of the page, absolute; empty where the site has none
    """
    if article is None or article.about.paper is None or not read_settings(app.config).cite_boxes:
        return ()
    about = article.about
    post = Post(
        docname=pagename,
        title=article.title,
        paper_title=find_paper_title(article.about.paper, article.title),
        reviewers=about.reviewers,
        site=find_site_title(app),
        year=article.date.datetime[:4] if article.date else "",
        url=address,
    )
    review = Citation(title=_("Cite this review"), text=render_post(post))
    if about.work is None:
        return (review,)
    return Citation(title=_("Cite the paper"), text=render_work(about.work)), review


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the boxes where themes of others have room for them, and load what copies."""
    if not is_page_builder(app.builder) or not context["paperreview"].citations:
        return
    # The script of our theme does what this one does.
    if not has_own_theme(app.builder):
        app.add_js_file(SCRIPT, loading_method="defer")
        values = {"paperreview": context["paperreview"], "_": _}
        context["body"] += app.builder.templates.render(TEMPLATE, values)


def setup(app: Sphinx) -> None:
    """Join in when the page has its view."""
    app.connect("html-page-context", on_html_page_context, priority=410)
