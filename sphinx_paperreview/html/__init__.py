"""Everything that only pages of a site need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_paperreview.html import context, listings, notfound, search, sidebar
from sphinx_paperreview.links import THEME, has_own_theme, is_page_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PACKAGE = Path(__file__).parent.parent


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Let every theme find our templates, behind those of the author."""
    config.templates_path = [*config.templates_path, str(_PACKAGE / "templates")]


def on_builder_inited(app: Sphinx) -> None:
    """Dress our parts in themes that do not know them."""
    if is_page_builder(app.builder) and not has_own_theme(app.builder):
        app.config.html_static_path = [*app.config.html_static_path, str(_PACKAGE / "static")]
        app.add_css_file("paperreview.css")


def setup(app: Sphinx) -> None:
    """Register the theme and the parts of pages."""
    app.add_html_theme(THEME.name, str(THEME))
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    for room in (context, listings, notfound, search, sidebar):
        room.setup(app)
