"""From Markdown to docutils: MyST-Parser's renderer, without a document made for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from docutils.nodes import document as Document  # noqa: N812 - a class

#: What MyST-Parser prepares for a page, as far as we know.
_STATE = frozenset({
    "_heading_offset", "_heading_slugs", "_level_to_section", "current_node", "document",
    "language_module_rst", "md_config", "md_env", "md_options", "reporter",
})  # fmt: skip


class PaperRenderer(SphinxRenderer):
    """A renderer that goes from page to page, and takes the documents that it is given.

    MyST-Parser makes an empty document first, in case that none is given, and with it the settings
    of docutils. Where it prepares anything that is not known here, it does all as before.
    """

    #: that of the pages, once it is seen that all that is prepared for one is known here
    language: str | None = None

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare for a page."""
        document: Document | None = options.get("document")
        if document is None or document.settings.language_code != self.language:
            before = vars(self).keys() - _STATE
            super().setup_render(options, env)
            is_known = vars(self).keys() - before == _STATE
            self.language = self.document.settings.language_code if is_known else None
            return
        self.md_env, self.md_options, self.md_config = env, options, options["myst_config"]
        self.document = document
        self.current_node = options.get("current_node", document)
        self.reporter = document.reporter
        self._heading_offset, self._heading_slugs = 0, {}
        self._level_to_section = {0: document}


def find_renderer(renderer: type[Any]) -> type[Any]:
    """Return ours for MyST-Parser's own, and that of another extension as it is."""
    return PaperRenderer if renderer is SphinxRenderer else renderer
