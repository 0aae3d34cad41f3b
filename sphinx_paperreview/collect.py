"""Gathering: each page's record when it is read, the library when all are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util import docname_join

from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.library import build_library
from sphinx_paperreview.core.pages import Layout, PlanError, build_plan
from sphinx_paperreview.core.reading import Reading, build_review, check_date
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.core.tagging import check_broader, find_unknown_tags
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.documents import find_description, find_title
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import has_own_theme, is_page_builder
from sphinx_paperreview.nodes import paper_header
from sphinx_paperreview.settings import Settings, read_settings, read_taxonomy
from sphinx_paperreview.sources import fetch_fields, is_post, restore_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.fields import Slip
    from sphinx_paperreview.core.review import Review
    from sphinx_paperreview.core.taxonomy import Taxonomy

_PROBLEMS = {problem.subtype: problem for problem in Problem}


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page says of itself, and what it refers to."""
    env = app.env
    docname = env.docname
    domain = find_domain(env)
    domain.note_references(docname, _find_references(docname, doctree))
    front, slips = fetch_fields(env, docname)
    settings = read_settings(app.config)
    if not is_post(env, doctree):
        # What is wrong with a date may be why the page is no post.
        report_slips(docname, (*slips, *check_date(docname, front, settings.tzinfo)))
        return
    restore_metadata(env, docname)
    # Listings lead to posts; a toctree of thousands would make every page slow.
    env.metadata[docname].setdefault("orphan", "")
    header = next((node for node in doctree.findall(paper_header) if "options" in node), None)
    worst, best = settings.rating_scale
    reading = Reading(
        timezone=settings.tzinfo, disclaimers=settings.notices, rating_scale=(worst, best)
    )
    review, found = build_review(docname, front, _directive_fields(header), reading)
    report_slips(docname, (*slips, *found))
    title = review.title or find_title(doctree)
    if not title:
        message = "a post without title: write 'title: …' in its front matter"
        report(Problem.TITLE, message, docname)
    domain.note_review(
        replace(
            review,
            title=title or docname.rpartition("/")[2],
            description=review.description or find_description(doctree),
        )
    )


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Build the library and the plan of its pages, once for all that follows."""
    domain = find_domain(env)
    settings = read_settings(app.config)
    taxonomy = read_taxonomy(app.config, str(app.confdir))
    documents = frozenset(env.all_docs)
    layout = build_layout(app, settings, documents)

    def find_title_of(docname: str) -> str | None:
        return clean_text(env.titles[docname].astext()) if docname in env.titles else None

    reviews, language = domain.reviews, app.config.language
    try:
        library = build_library(reviews.values(), taxonomy, find_title_of, language)
        plan = build_plan(library, layout, documents)
        if not plan.intros.isdisjoint(reviews):
            # A document with a listing's name is that listing, whatever its front matter says.
            posts = [reviews[name] for name in reviews if name not in plan.intros]
            library = build_library(posts, taxonomy, find_title_of, language)
            plan = build_plan(library, layout, documents)
    except PlanError as error:
        raise ExtensionError(str(error)) from error
    domain.library, domain.plan = library, plan
    for docname in plan.intros & documents:
        env.metadata[docname].setdefault("orphan", "")
    for docname, slip in library.slips:
        report_slips(docname, (slip,))
    for message in check_broader(library.tags, taxonomy):
        report(Problem.TAXONOMY, message)
    check_tags(library.reviews, taxonomy, settings)


def check_tags(reviews: Mapping[str, Review], taxonomy: Taxonomy, settings: Settings) -> None:
    """Report tags that the taxonomy does not name, or stop for them, as the site asks."""
    if settings.unknown_tags == "allow":
        return
    unknown = list(find_unknown_tags(reviews, taxonomy))
    for docname, slip in unknown:
        report_slips(docname, (slip,))
    if unknown and settings.unknown_tags == "error":
        docname, slip = unknown[0]
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        raise ExtensionError(f"{docname}: {slip.message}{more}")


def build_layout(app: Sphinx, settings: Settings, documents: frozenset[str]) -> Layout:
    """Return where this site's listings are."""
    home = settings.home
    has_pages = is_page_builder(app.builder) and has_own_theme(app.builder)
    if home is True:
        home = app.config.root_doc if has_pages else None
    elif home and home not in documents:
        report(Problem.CONFIG, f"paperreview_home = {home!r}: there is no such document")
        home = None
    return Layout(
        tags=settings.paths.get("tags", "tags"),
        categories=settings.paths.get("categories", "categories"),
        home=home or None,
        page_size=settings.page_size,
        tag_min_count=settings.tag_min_count,
    )


def report_slips(docname: str, slips: tuple[Slip, ...]) -> None:
    """Warn about what an author should mend."""
    for slip in slips:
        report(_PROBLEMS[slip.problem], slip.message, (docname, slip.line))


def _find_references(docname: str, doctree: nodes.document) -> tuple[tuple[str, str], ...]:
    """Return types and targets of what a page's text depends on beside its source."""
    found = set()
    for node in doctree.findall(addnodes.pending_xref):
        if node.get("refdomain") == "paper" or node["reftype"] == "any":
            found.add((node["reftype"], node["reftarget"]))
        elif node["reftype"] == "doc" or node.get("refdomain") == "doc":
            # MyST names documents from the top, Sphinx as written.
            is_absolute = node.get("refdomain") == "doc"
            target = node["reftarget"] if is_absolute else docname_join(docname, node["reftarget"])
            found.add(("doc" if node.get("refexplicit") else "title", target))
    return tuple(sorted(found))


def _directive_fields(header: paper_header | None) -> Fields | None:
    if header is None:
        return None
    options = header["options"]
    return Fields(values=options, lines=dict.fromkeys(options, header.line or 0))


def setup(app: Sphinx) -> None:
    """Gather after Sphinx's own collectors, and before anything asks for the library."""
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-updated", on_env_updated, priority=400)
