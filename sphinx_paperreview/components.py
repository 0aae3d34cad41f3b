"""Cards, tabs and dropdowns: looked for once a page, where sphinx-design looks eight times.

Its transforms each search the whole tree of each page. They are kept, and asked only about pages
that hold something of theirs; where it has other parts one day, they stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_paperreview.domain import find_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.transforms.post_transforms import SphinxPostTransform

_PACKAGE = "sphinx_design"
_SEEN = "components"


def on_builder_inited(app: Sphinx) -> None:
    """Put a question before each part of sphinx-design that searches pages."""
    transforms = app.registry.post_transforms
    for position, transform in enumerate(transforms):
        if _is_theirs(transform.__module__) and hasattr(transform, "run"):
            transforms[position] = guard(transform)
    for listener in list(app.events.listeners["doctree-resolved"]):
        if _is_theirs(getattr(listener.handler, "__module__", "")):
            app.disconnect(listener.id)
            app.connect("doctree-resolved", _guard_handler(listener.handler), listener.priority)


def guard(transform: type[Any]) -> type[SphinxPostTransform]:
    """Return a transform that does its work on pages with components only."""

    def run(self: Any, **kwargs: Any) -> None:
        if has_components(self.env, self.document):
            transform.run(self, **kwargs)

    return type(transform.__name__, (transform,), {"run": run, "__module__": __name__})


def _guard_handler(handler: Any) -> Any:
    def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if has_components(app.env, doctree):
            handler(app, doctree, docname)

    return on_doctree_resolved


def has_components(env: BuildEnvironment, document: nodes.document) -> bool:
    """Return whether a page holds anything of sphinx-design."""
    kept = find_domain(env).kept
    seen: tuple[nodes.document, bool] | None = kept.get(_SEEN)
    if seen is None or seen[0] is not document:
        seen = (document, any(map(is_component, document.findall(nodes.Element))))
        kept[_SEEN] = seen
    return seen[1]


def is_component(node: nodes.Element) -> bool:
    """Return whether an element is marked as sphinx-design marks its own."""
    attributes = node.attributes
    if "design_component" in attributes or "sd_new_tab" in attributes:
        return True
    classes = attributes["classes"]
    return bool(classes) and any(name.startswith("sd-") for name in classes)


def _is_theirs(module: str) -> bool:
    return module.partition(".")[0] == _PACKAGE


def setup(app: Sphinx) -> None:
    """Look when all extensions are there."""
    app.connect("builder-inited", on_builder_inited, priority=950)
