"""From a record to the article: placeholders become standard nodes that every builder prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_paperreview.core import identifiers
from sphinx_paperreview.documents import find_title_section
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import find_words
from sphinx_paperreview.links import build_reference, has_own_theme, is_page_builder
from sphinx_paperreview.nodes import (
    paper_header,
    paper_meta,
    paper_notice,
    paper_part,
    paper_tags,
    paper_title,
    paper_words,
)
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.site import find_page_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_paperreview.core.review import Paper
    from sphinx_paperreview.core.views import ArticleView, LinkView
    from sphinx_paperreview.i18n import Words

_DOT = " · "


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fill the places that reading has kept."""
    is_framed = is_page_builder(app.builder) and has_own_theme(app.builder)
    for node in list(doctree.findall(paper_part)):
        node.replace_self(list(build_part(app, node, docname, is_framed=is_framed)))
    if is_framed:
        lift_title(doctree)
    if app.builder.format == "man":
        unlink(doctree)


def build_part(
    app: Sphinx, node: paper_part, docname: str, *, is_framed: bool
) -> Iterator[nodes.Node]:
    """Yield what stands in one place; the frame of our theme prints dates and tags itself."""
    review = find_domain(app.env).reviews.get(node["docname"])
    if review is None:
        # A notice can stand on any page; all else belongs to posts.
        if isinstance(node, paper_notice) and node.get("disclaimer"):
            yield from build_notice(app, node, node["disclaimer"], find_words(app.config.language))
        return
    # An article speaks its own language; what stands around it, the site's.
    words = find_words(review.language or app.config.language)
    if isinstance(node, paper_header) and review.paper is not None:
        yield from build_header(review.paper, words, has_links=app.builder.format != "text")
    elif isinstance(node, paper_notice):
        default = read_settings(app.config).default_disclaimer if review.paper else ""
        name = node.get("disclaimer") or review.disclaimer or default
        yield from build_notice(app, node, name, words)
    elif is_framed and isinstance(node, paper_tags):
        # Also those without a page of their own are to be found.
        library = find_domain(app.env).library
        names = [library.tags[slug].name for slug in library.tags_of.get(review.docname, ())]
        yield paper_words("", nodes.Text(" ".join(names)))
    elif isinstance(node, (paper_meta, paper_tags)) and not is_framed:
        view = find_page_view(app, review.docname).article
        if view is not None and isinstance(node, paper_meta):
            yield from build_meta(view, words)
        elif view is not None:
            yield from build_tags(app.builder, docname, view.tags, words)


def build_header(paper: Paper, _: Words, *, has_links: bool) -> Iterator[nodes.Node]:
    """Yield the quote with links to the paper, and the line of its authors.

    Without links, as in plain text, the addresses are printed.
    """
    links = list(paper_links(paper, _))
    if links or paper.venue:
        paragraph = nodes.paragraph("", "", nodes.strong("", _("Link:")), nodes.Text(" "))
        for position, (name, uri) in enumerate(links):
            if position:
                paragraph += nodes.Text(_DOT)
            paragraph += nodes.reference("", name, internal=False, refuri=uri)
            if not has_links:
                paragraph += nodes.Text(f" <{uri}>")
        if paper.venue:
            paragraph += nodes.Text((_DOT if links else "") + paper.venue)
        yield nodes.block_quote("", paragraph, classes=["paper-link"])
    if paper.authors:
        names = ", ".join(person.printed for person in paper.authors)
        label = nodes.strong("", _("Authors:"))
        yield nodes.paragraph("", "", label, nodes.Text(f" {names}"), classes=["paper-authors"])


def paper_links(paper: Paper, _: Words) -> Iterator[tuple[str, str]]:
    """Yield labels that say what they lead to, and addresses."""
    arxiv = identifiers.parse_arxiv(paper.arxiv)
    has_pdf = bool(paper.pdf)
    if arxiv is not None:
        yield _("arXiv abstract"), arxiv.abs_url
        if not has_pdf:
            yield "PDF", arxiv.pdf_url
        if arxiv.has_html:
            yield "HTML", arxiv.html_url
        has_pdf = True
    if paper.openreview:
        yield "OpenReview", identifiers.openreview_url(paper.openreview)
    if paper.acl:
        yield "ACL Anthology", identifiers.acl_url(paper.acl)
        if not has_pdf:
            yield "PDF", identifiers.acl_pdf_url(paper.acl)
    if paper.doi:
        yield "DOI", identifiers.doi_url(paper.doi)
    for label, uri in (
        (_("Paper page"), paper.url),
        ("PDF", paper.pdf),
        (_("Code"), paper.code),
        (_("Project page"), paper.project),
    ):
        if uri:
            yield label, uri


def build_notice(app: Sphinx, node: paper_notice, name: str, _: Words) -> Iterator[nodes.Node]:
    """Yield the notice of this name; the author's own text stands in the place of ours."""
    texts = {
        "ai-generated": _("This review was written by an AI."),
        "ai-assisted": _("This review was written with the help of an AI."),
        "ai-translated": _("This text was translated with the help of an AI."),
        **read_settings(app.config).disclaimers,
    }
    if name not in texts:
        return
    # The text builder puts a colon of its own behind a title.
    colon = "" if app.builder.format == "text" else ":"
    # Fonts of TeX have no such sign.
    sign = "" if app.builder.format == "latex" else "⚠️ "
    label = _("Notice")
    notice = nodes.admonition(classes=["paper-disclaimer", f"paper-{name}"])
    notice += nodes.title("", f"{sign}{label}{colon}")
    notice += node.children or [nodes.paragraph("", texts[name])]
    yield notice


def build_meta(view: ArticleView, _: Words) -> Iterator[nodes.Node]:
    """Yield a line with dates and byline, behind a banner where the page is shown early."""
    if view.status:
        banner = nodes.admonition(classes=["paper-banner"])
        banner += nodes.title("", _("Not published"))
        banner += nodes.paragraph("", render_status(view.status, _))
        yield banner
    parts = [view.date.text] if view.date else []
    if view.updated:
        label = _("Updated:")
        parts.append(f"{label} {view.updated.text}")
    if view.reviewers:
        parts.append(", ".join(view.reviewers))
    if parts:
        yield nodes.paragraph("", _DOT.join(parts), classes=["paper-meta"])
    ratings = ((_("Rating:"), view.rating), (_("Confidence:"), view.confidence))
    said = [f"{label} {value}" for label, value in ratings if value]
    if view.series:
        said.append(_("Series: %(name)s") % {"name": view.series})
    if said:
        yield nodes.paragraph("", _DOT.join(said), classes=["paper-rating"])
    if view.tldr:
        yield nodes.paragraph("", view.tldr, classes=["paper-tldr"])


def render_status(status: str, _: Words) -> str:
    """Return a sentence on why a page is not published yet."""
    if status == "draft":
        return _("This page is a draft.")
    return _("The date of this page is in the future.")


def build_tags(
    builder: Builder, docname: str, terms: tuple[LinkView, ...], _: Words
) -> Iterator[nodes.Node]:
    """Yield a line with the tags, linked where their pages exist."""
    if not terms:
        return
    label = _("Tags")
    paragraph = nodes.paragraph("", "", nodes.strong("", f"{label}:"), classes=["paper-tags"])
    for position, term in enumerate(terms):
        paragraph += nodes.Text(", " if position else " ")
        text = nodes.Text(term.title)
        if term.page is not None and is_page_builder(builder):
            paragraph += build_reference(builder, docname, term.page, text)
        else:
            paragraph += text
    yield paragraph


def lift_title(doctree: nodes.document) -> None:
    """Leave the printing of the title to the frame."""
    section = find_title_section(doctree)
    if section is not None and isinstance(section[0], nodes.title):
        title = section[0]
        title.replace_self(paper_title(title.rawsource, "", *title.children, **title.attributes))


def unlink(doctree: nodes.document) -> None:
    """Leave the text of links inside a manual, where docutils prints an empty address for them."""
    for node in list(doctree.findall(nodes.reference)):
        if node.get("internal"):
            node.replace_self(node.children)


def setup(app: Sphinx) -> None:
    """Fill places when all references are resolved."""
    app.connect("doctree-resolved", on_doctree_resolved)
