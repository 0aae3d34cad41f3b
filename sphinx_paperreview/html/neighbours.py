"""Other extensions that do a part of the work: what is theirs is left to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_paperreview.links import is_page_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

OPENGRAPH = "sphinxext.opengraph"
SITEMAP = "sphinx_sitemap"
NOT_FOUND = "notfound.extension"
_WORK = {
    OPENGRAPH: "OpenGraph and social cards",
    SITEMAP: "sitemap.xml",
    NOT_FOUND: "the page for addresses that do not exist",
}


def has_neighbour(app: Sphinx, name: str) -> bool:
    """Return whether another extension does this work."""
    return name in app.extensions


def on_builder_inited(app: Sphinx) -> None:
    """Say once what is left to others."""
    for name, work in _WORK.items():
        if is_page_builder(app.builder) and has_neighbour(app, name):
            logger.info("%s is loaded: %s is left to it", name, work)


def setup(app: Sphinx) -> None:
    """Look who is there."""
    app.connect("builder-inited", on_builder_inited)
