"""Everything that only pages of a site need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_paperreview.html import (
    analytics,
    assets,
    cards,
    citations,
    code_styles,
    comments,
    context,
    head,
    listings,
    mathml,
    names,
    neighbours,
    notfound,
    options,
    redirects,
    regions,
    search,
    site_files,
    translator,
)
from sphinx_paperreview.links import THEME, has_own_theme, is_page_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_PACKAGE = Path(__file__).parent.parent


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Let every theme find our templates, behind those of the author."""
    config.templates_path = [*config.templates_path, str(_PACKAGE / "templates")]


def on_builder_inited(app: Sphinx) -> None:
    """Dress our parts in themes that do not know them."""
    if app.builder.name == "gettext":
        # Sphinx would take the words of our templates for the author's; ours are translated.
        templates = str(_PACKAGE / "templates")
        app.config.templates_path = [p for p in app.config.templates_path if p != templates]
    if is_page_builder(app.builder) and not has_own_theme(app.builder):
        app.config.html_static_path = [*app.config.html_static_path, str(_PACKAGE / "static")]
        app.add_css_file("paperreview.css")


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave an index out that has no entries."""
    entries = env.domaindata["index"]["entries"]
    if has_own_theme(app.builder) and not any(entries.values()):
        app.config.html_use_index = False
        app.builder.use_index = False  # type: ignore[attr-defined] # a page builder has it


def setup(app: Sphinx) -> None:
    """Register the theme and the parts of pages."""
    app.add_html_theme(THEME.name, str(THEME))
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited)
    app.connect("env-updated", on_env_updated)
    rooms = (
        options, code_styles, mathml, translator, analytics, comments, context, citations, head,
        cards, listings, names, neighbours, notfound, redirects, regions, search, site_files,
        assets,
    )  # fmt: skip
    for room in rooms:
        room.setup(app)
