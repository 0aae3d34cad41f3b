"""The page for addresses that do not exist: at the top, with links that work at any depth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import quote_address
from sphinx_paperreview.html.listings import find_extra_files
from sphinx_paperreview.html.neighbours import NOT_FOUND, has_neighbour
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import build_target, has_own_theme, is_page_builder
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "404"
_RECENT = 5


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the page, unless another extension or a document does."""
    builder = app.builder
    if not is_page_builder(builder) or not has_own_theme(builder) or _is_taken(app):
        return
    # Written here and not yielded: dirhtml would put a yielded page into a folder.
    path = Path(app.outdir, "404.html")
    title = {"title": _("Page not found"), "body": ""}
    builder.handle_page(PAGE, title, "404.html", outfilename=path)  # type: ignore[attr-defined]
    find_domain(app.env).extras.add(path.name)
    yield from ()


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let all links of the page start at the top of the site."""
    if pagename != PAGE or templatename != "404.html" or not is_page_builder(app.builder):
        return
    prefix = find_prefix(app)
    relative = context["pathto"]

    def pathto(page: str, resource: bool = False) -> str:  # noqa: FBT001, FBT002 - as Sphinx's
        if resource:
            return page if "://" in page else prefix + page
        return prefix + build_target(app.builder, page)

    def at_top(tag: Any) -> Any:
        def build(asset: Any) -> str:
            name = str(getattr(asset, "filename", asset) or "")
            text: str = tag(asset)
            return text.replace(f'="{relative(name, True)}', f'="{pathto(name, True)}', 1)

        return build

    context["css_tag"] = at_top(context["css_tag"])
    context["js_tag"] = at_top(context["js_tag"])
    context["pathto"] = pathto
    context["content_root"] = prefix
    library = find_domain(app.env).library
    context["recent"] = [
        (pathto(docname), review.title)
        for docname, review in list(library.reviews.items())[:_RECENT]
    ]


def find_prefix(app: Sphinx) -> str:
    """Return the path that the site is under, with slashes at both ends."""
    prefix = read_settings(app.config).prefix_404
    if prefix is None:
        prefix = urlsplit(quote_address(app.config.html_baseurl)).path
    return f"/{prefix.strip('/')}/".replace("//", "/")


def _is_taken(app: Sphinx) -> bool:
    is_extra = "404.html" in find_extra_files(app)
    return is_extra or PAGE in app.env.all_docs or has_neighbour(app, NOT_FOUND)


def setup(app: Sphinx) -> None:
    """Write the page with the other pages."""
    app.connect("html-collect-pages", on_html_collect_pages)
    app.connect("html-page-context", on_html_page_context, priority=300)
