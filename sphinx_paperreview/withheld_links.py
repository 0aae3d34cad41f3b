"""References to pages that are held back: text, and one warning of our own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.directives import other as sphinx_directives
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.withholding import Withheld

#: What Sphinx says of a toctree's entry that it does not find.
_TOCTREE_SUBTYPES = ("not_readable", "excluded")


class WithheldLinks(SphinxPostTransform):
    """Leave the text of MyST's links to held-back files."""

    # before MyST-Parser resolves them (9)
    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace each such link."""
        withheld = find_domain(self.env).withheld
        if not withheld:
            return
        for node in list(self.document.findall(addnodes.pending_xref)):
            found = withheld.get(node.get("reftarget", ""))
            if found is not None and node.get("refdomain") == "doc":
                report_withheld(found, node)
                node.replace_self(node.children[0].deepcopy())


def on_warn_missing_reference(
    app: Sphinx, domain: Domain | None, node: addnodes.pending_xref
) -> bool | None:
    """Say that the target of ``{review}`` or ``{doc}`` is held back, where it is."""
    found = find_domain(app.env).find_withheld(node)
    if found is None:
        return None
    report_withheld(found, node)
    return True


def report_withheld(page: Withheld, location: Any) -> None:
    """Warn about one reference."""
    kind = "a draft" if page.reason == "draft" else f"left out ({page.reason} {page.day}".rstrip()
    end = "" if page.reason == "draft" else ")"
    message = f"'{page.docname}' is {kind}{end}; its name is printed as text"
    report(Problem.DRAFT, message, location)


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Take over what Sphinx says of toctrees that name held-back pages."""
    domain = find_domain(env)
    domain.toctree_filter = partial(is_not_ours, domain.withheld)
    sphinx_directives.logger.logger.addFilter(domain.toctree_filter)


def is_not_ours(withheld: dict[str, Withheld], record: Any) -> bool:
    """Return whether Sphinx's own message is to be shown; ours replaces it where not."""
    if getattr(record, "subtype", "") not in _TOCTREE_SUBTYPES or not record.args:
        return True
    page = withheld.get(str(record.args[0]))
    if page is not None:
        report_withheld(page, getattr(record, "location", None))
    return page is None


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Leave Sphinx's logger as it was, for other builds of this process."""
    sphinx_directives.logger.logger.removeFilter(find_domain(app.env).toctree_filter)


def setup(app: Sphinx) -> None:
    """Join in before Sphinx's own messages."""
    app.add_post_transform(WithheldLinks)
    app.connect("warn-missing-reference", on_warn_missing_reference, priority=400)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("build-finished", on_build_finished)
