"""The directives of reviews: they note what authors write and keep the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_paperreview.core.paper_fields import PAPER_KEYS
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.nodes import paper_header, paper_notice
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

_KEYS = (*PAPER_KEYS, "tldr", "rating", "confidence", "disclaimer")
_PLACED = "paperreview_placed"


class PaperReviewDirective(SphinxDirective):
    """``paper-review``: the reviewed paper, its link and its authors."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(_KEYS, directives.unchanged)

    def run(self) -> list[Node]:
        """Keep the place; the text comes when the record is complete."""
        if self.env.current_document.get(_PLACED):
            message = "a page reviews one paper: take the second 'paper-review' out"
            report(Problem.DIRECTIVE, message, self.get_location())
            return []
        self.env.current_document[_PLACED] = True
        options = {"": self.arguments[0] if self.arguments else "", **self.options}
        node = paper_header(docname=self.env.docname, options=options)
        self.set_source_info(node)
        return [node]


class DisclaimerDirective(SphinxDirective):
    """``disclaimer``: a notice placed by hand."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[Node]:
        """Keep the place, with the author's own text where there is one."""
        name = self.arguments[0]
        notices = read_settings(self.config).notices
        if name not in notices:
            message = f"unknown disclaimer {name!r}: write one of {', '.join(notices)}"
            report(Problem.DIRECTIVE, message, self.get_location())
            return []
        node = paper_notice(docname=self.env.docname, disclaimer=name)
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("paper-review", PaperReviewDirective)
    app.add_directive("disclaimer", DisclaimerDirective)
