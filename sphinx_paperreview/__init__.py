"""Publish reviews of scientific papers with Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Switch on the colon fences of all samples, and leave quotes in Korean text as they are."""
    known = set(config.myst_enable_extensions)
    config.myst_enable_extensions = sorted(known | {"colon_fence"})
    if "strikethrough" in known:
        # MyST-Parser warns about every use; who switched it on knows that.
        config.suppress_warnings = [*config.suppress_warnings, "myst.strikethrough"]
    excludes = config.smartquotes_excludes
    if excludes == config.values["smartquotes_excludes"].default and "languages" in excludes:
        # Korean is typed with the quotes that are meant, as Sphinx knows of Japanese and Chinese.
        config.smartquotes_excludes = {**excludes, "languages": [*excludes["languages"], "ko"]}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part; the order is that of a page's way from source to browser."""
    if hasattr(app, "builder"):
        # Sphinx loads a theme's package when the pages' builder is there: too late to read posts.
        raise ExtensionError(
            "the theme sphinx_paperreview needs its extension: "
            'write extensions = ["sphinx_paperreview"] in conf.py'
        )
    # Imported here, so that importing the package (for its version, say) does no work.
    from sphinx_paperreview import (
        book,
        builders,
        collect,
        directives,
        domain,
        freshness,
        html,
        i18n,
        markdown,
        memory,
        nodes,
        outline,
        outputs,
        pictures,
        rereading,
        roles,
        searches,
        settings,
        titles,
        transforms,
        withheld,
        withheld_links,
    )

    markdown.setup(app)
    app.setup_extension("sphinx_design")
    rooms = (
        memory, settings, i18n, nodes, domain, directives, roles, outputs, pictures, rereading,
        withheld, withheld_links, builders, searches, titles, collect, outline, freshness,
        transforms, book, html,
    )  # fmt: skip
    for room in rooms:
        room.setup(app)
    app.connect("config-inited", on_config_inited)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
