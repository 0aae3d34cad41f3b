"""``llms.txt`` and the Markdown twins of reviews, for readers that are programs."""

from __future__ import annotations

import os
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_paperreview.core.llms import OutlineEntry, render_outline, render_twin
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.documents import find_description
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_page_address, find_early
from sphinx_paperreview.html.feeds import find_site_title
from sphinx_paperreview.html.recipes import Recipe
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import build_target, find_output_path, is_page_builder
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from sphinx_paperreview.core.review import Review

#: Parsers of MyST Markdown; the second reads notebooks, too, some of them written as Markdown.
_PARSERS = ("markdown", "myst-nb")
_NOTEBOOK = "kernelspec"


def find_twin_link(app: Sphinx, pagename: str) -> str:
    """Return the address of a page's Markdown twin as the page links it, empty without one."""
    is_review = is_page_builder(app.builder) and pagename in find_domain(app.env).library.reviews
    has_twin = is_review and any(find_twins(app, (pagename,)))
    return quote(_find_twin_path(app, pagename).name) if has_twin else ""


def find_twins(app: Sphinx, docnames: Iterable[str]) -> Iterator[str]:
    """Yield the posts that are MyST Markdown and whose sources may be shown."""
    if not app.config.html_copy_source:
        return
    docnames = tuple(docnames)
    early, parsers = find_early(app, docnames), app.config.source_suffix
    for docname in docnames:
        path = str(app.env.doc2path(docname))
        suffix = max((end for end in parsers if path.endswith(end)), key=len, default="")
        is_notebook = suffix == ".ipynb" or _NOTEBOOK in app.env.metadata.get(docname, {})
        if docname not in early and parsers.get(suffix) in _PARSERS and not is_notebook:
            yield docname


def build_twins(app: Sphinx) -> dict[str, Recipe]:
    """Return the Markdown twins of a site's reviews, by the names of their files."""
    domain, top = find_domain(app.env), len(str(app.outdir)) + 1
    # A twin says what its page shows, in other words.
    return {
        str(_find_twin_path(app, docname))[top:].replace(os.sep, "/"): Recipe(
            key=domain.digests[docname], make=partial(_build_twin, app, docname)
        )
        for docname in find_twins(app, domain.library.reviews)
    }


def _build_twin(app: Sphinx, docname: str) -> bytes:
    library = find_domain(app.env).library
    review = library.reviews[docname]
    source = Path(app.env.doc2path(docname)).read_text("utf-8-sig")
    tags = tuple(library.tags[slug].name for slug in library.tags_of[docname])
    canonical = review.canonical_url or build_page_address(app, docname)
    return render_twin(source, review, tags, canonical)


def build_outline(app: Sphinx) -> dict[str, bytes]:
    """Return ``llms.txt``: the newest posts of each category."""
    library = find_domain(app.env).library
    early, size = find_early(app, library.reviews), read_settings(app.config).feed_size

    def choose(docnames: Iterable[str]) -> tuple[OutlineEntry, ...]:
        shown = (name for name in docnames if name not in early)
        return tuple(_build_entry(app, library.reviews[name]) for name in islice(shown, size))

    homeless = [name for name in library.reviews if name not in library.category_of]
    sections = [(term.name, choose(term.docnames)) for term in library.categories.values()]
    sections.append((str(_("Recent Posts")), choose(homeless)))
    return {"llms.txt": render_outline(find_site_title(app), _describe_site(app), sections)}


def _build_entry(app: Sphinx, review: Review) -> OutlineEntry:
    # Without a base, addresses start at the file, which stands at the top.
    address = build_page_address(app, review.docname)
    return OutlineEntry(
        title=review.title,
        url=address or build_target(app.builder, review.docname) or ".",
        description=review.tldr or review.description,
    )


def _describe_site(app: Sphinx) -> str:
    root = app.config.root_doc
    written = app.env.metadata.get(root, {}).get("description", "")
    return clean_text(str(written)) or find_description(app.env.get_doctree(root))


def _find_twin_path(app: Sphinx, pagename: str) -> Path:
    return find_output_path(app.builder, pagename).with_suffix(".md")
