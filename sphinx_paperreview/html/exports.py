"""What a site gives to other programs: ``reviews.json``, ``reviews.bib``, ``reviews.csl.json``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sphinx_paperreview.core.bibtex import render_bibliography
from sphinx_paperreview.core.csl import render_csl
from sphinx_paperreview.core.exports import Export, render_exports
from sphinx_paperreview.core.records import digest
from sphinx_paperreview.core.works import build_works
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_page_address, find_early
from sphinx_paperreview.html.recipes import Recipe
from sphinx_paperreview.links import build_target
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from sphinx_paperreview.core.library import Library
    from sphinx_paperreview.core.review import Review
    from sphinx_paperreview.core.works import Work

JSON, BIB, CSL = "reviews.json", "reviews.bib", "reviews.csl.json"


def build_exports(app: Sphinx) -> dict[str, Recipe]:
    """Return the files that a site is to have, by their names."""
    kinds = find_kinds(app)
    domain = find_domain(app.env)
    early = find_early(app, domain.library.reviews) if kinds else frozenset()
    reviews = [review for name, review in domain.library.reviews.items() if name not in early]
    make = partial(_build_file, app, reviews, has_early=bool(early))
    names = {"json": JSON, "bib": BIB, "csl": CSL}
    places = [_find_place(domain.library, review.docname) for review in reviews]
    key = digest((domain.frame, reviews, places))
    # A text that changes is no news for lists of papers.
    known = domain.old_made.get(BIB) if domain.old_made.get(JSON) == key else None
    papers = [(item.docname, item.title, item.published, item.paper) for item in reviews]
    paper_key = known or digest((domain.frame, papers))
    return {
        names[kind]: Recipe(key=key if kind == "json" else paper_key, make=partial(make, kind))
        for kind in kinds
    }


def _build_file(app: Sphinx, reviews: list[Review], kind: str, *, has_early: bool) -> bytes:
    # What is shown before its time must not show here in the facts of a paper, either.
    works = build_works(reversed(reviews)) if has_early else find_domain(app.env).library.works
    if kind == "json":
        return render_exports(build_export(app, review, works) for review in reviews)
    return render_bibliography(works.values()) if kind == "bib" else render_csl(works.values())


def find_kinds(app: Sphinx) -> tuple[str, ...]:
    """Return which files there are: ``json``, ``bib``, ``csl``."""
    exports = read_settings(app.config).exports
    if isinstance(exports, bool):
        return ("json", "bib", "csl") if exports else ()
    return tuple(exports)


def build_export(app: Sphinx, review: Review, works: Mapping[str, Work]) -> Export:
    """Return a review with its address, category and tags."""
    docname = review.docname
    category, tags = _find_place(find_domain(app.env).library, docname)
    default = read_settings(app.config).default_disclaimer if review.paper else ""
    disclaimer = review.disclaimer or default
    return Export(
        review=review,
        # Without a base, addresses start at the file, which stands at the top.
        url=build_page_address(app, docname) or build_target(app.builder, docname) or ".",
        category=category,
        tags=tags,
        disclaimer=disclaimer if disclaimer != "none" else "",
        key=works[docname].key if docname in works else "",
    )


def _find_place(library: Library, docname: str) -> tuple[str, tuple[str, ...]]:
    """Return the category of a review, and the names of its tags."""
    tags = tuple(library.tags[slug].name for slug in library.tags_of[docname])
    return library.category_of.get(docname, ""), tags
