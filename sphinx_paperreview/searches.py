"""Transforms that look for something: asked only about pages that have it.

Sphinx, docutils, MyST-Parser and sphinx-design search the whole tree of each page some forty times,
nearly always for what few pages have. A page is looked through once, and the searches that would
find nothing are left out. Where others change pages in between, all stays as it is.
"""

from __future__ import annotations

from functools import cache
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.listeners import find_module, find_unknown_handlers

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_DESIGN = "sphinx_design"
_OURS = ("docutils", "myst_parser", "sphinx", _DESIGN, "sphinx_paperreview")
_SEEN = "kinds of nodes"
#: Events whose handlers may bring new nodes into a page.
_EVENTS = ("doctree-read", "missing-reference")
#: What is looked for, by the names of nodes, and by whom: without it they change nothing.
_SEARCHES = {
    "docutils.transforms.misc.Transitions": "transition footnote",
    "docutils.transforms.references.AnonymousHyperlinks": "reference target",
    "docutils.transforms.references.ExternalTargets": "target",
    "docutils.transforms.references.InternalTargets": "target",
    "docutils.transforms.references.PropagateTargets": "target",
    "docutils.transforms.references.Substitutions": "substitution_reference",
    "myst_parser.mdit_to_docutils.transforms.ResolveAnchorIds": "reference",
    "myst_parser.mdit_to_docutils.transforms.ResolveSectionRefs": "inline",
    "myst_parser.sphinx_ext.myst_refs.MystReferenceResolver": "pending_xref",
    "sphinx.builders.latex.transforms.FootnoteDocnameUpdater": "footnote footnote_reference",
    "sphinx.domains.c.AliasTransform": "AliasNode",
    "sphinx.domains.citation.CitationDefinitionTransform": "citation",
    "sphinx.domains.citation.CitationReferenceTransform": "citation_reference",
    "sphinx.domains.cpp.AliasTransform": "AliasNode",
    "sphinx.transforms.AutoIndexUpgrader": "index",
    "sphinx.transforms.DefaultSubstitutions": "substitution_reference",
    "sphinx.transforms.DoctestTransform": "doctest_block",
    "sphinx.transforms.GlossarySorter": "glossary",
    "sphinx.transforms.HandleCodeBlocks": "block_quote",
    "sphinx.transforms.MoveModuleTargets": "target",
    "sphinx.transforms.ReorderConsecutiveTargetAndIndexNodes": "target",
    "sphinx.transforms.i18n.RemoveTranslatableInline": "inline",
    "sphinx.transforms.post_transforms.OnlyNodeTransform": "only",
    "sphinx.transforms.post_transforms.PropagateDescDomain": "desc_signature",
    "sphinx.transforms.post_transforms.ReferencesResolver": "pending_xref",
    "sphinx.transforms.post_transforms.code.HighlightLanguageTransform": (
        "literal_block doctest_block highlightlang"
    ),
    "sphinx.transforms.post_transforms.code.TrimDoctestFlagsTransform": (
        "literal_block doctest_block"
    ),
    "sphinx.transforms.post_transforms.images.DataURIExtractor": "image",
    "sphinx.transforms.post_transforms.images.ImageDownloader": "image",
    "sphinx.transforms.references.SphinxDanglingReferences": (
        "reference footnote_reference citation_reference target"
    ),
}
_SOUGHT = {name: frozenset(kinds.split()) for name, kinds in _SEARCHES.items()}


class VainSearches(SphinxTransform):
    """The first step behind parsing: leaves out searches that find nothing."""

    default_priority = 1

    def apply(self, **kwargs: Any) -> None:
        """Look what is there, once."""
        waiting = self.document.transformer.transforms
        # What a text asks for itself may bring anything.
        if any(pending is not None for _, _, pending, _ in waiting):
            return
        kinds = name_kinds(frozenset(map(type, list_nodes(self.document))))
        wanted = choose(tuple([transform for _, transform, _, _ in waiting]), kinds)
        waiting[:] = compress(waiting, wanted)


@cache
def choose(transforms: tuple[type[Any], ...], kinds: frozenset[str]) -> tuple[bool, ...]:
    """Return which transforms have anything to do; all of them, where nobody knows one."""
    if not all(map(_is_ours, transforms)):
        return (True,) * len(transforms)
    return tuple(finds_something(find_sought(transform), kinds) for transform in transforms)


def on_builder_inited(app: Sphinx) -> None:
    """Put a question before each search."""
    transforms = app.registry.post_transforms
    is_safe = is_alone(app)
    if is_safe:
        app.add_transform(VainSearches)
    for position, transform in enumerate(transforms):
        sought = find_sought(transform)
        if sought and (is_safe or _DESIGN in sought):
            transforms[position] = guard(transform)
    for listener in list(app.events.listeners["doctree-resolved"]):
        if find_module(listener.handler).partition(".")[0] == _DESIGN:
            app.disconnect(listener.id)
            app.connect("doctree-resolved", _guard_handler(listener.handler), listener.priority)


def is_alone(app: Sphinx) -> bool:
    """Return whether nobody else brings nodes into pages between their parsing and writing."""
    catalogs = (Path(app.srcdir, name, app.config.language) for name in app.config.locale_dirs)
    return (
        not any(folder.is_dir() for folder in catalogs)
        and not find_unknown_handlers(app.events, _EVENTS)
        and all(map(_is_ours, [*app.registry.transforms, *app.registry.post_transforms]))
    )


def find_sought(transform: type[Any]) -> frozenset[str]:
    """Return the kinds of nodes that a transform looks for, none where it may do more."""
    if transform.__module__.partition(".")[0] == _DESIGN and hasattr(transform, "run"):
        return frozenset({_DESIGN})
    return _SOUGHT.get(f"{transform.__module__}.{transform.__name__}", frozenset())


def finds_something(sought: frozenset[str], kinds: frozenset[str]) -> bool:
    """Return whether a transform has anything to do."""
    return not sought or not sought.isdisjoint(kinds)


def list_nodes(document: nodes.document) -> list[nodes.Node]:
    """Return all nodes of a page, in any order."""
    found: list[nodes.Node] = [document]
    # The list grows while it is walked through.
    for node in found:
        found += node.children
    return found


@cache
def name_kinds(found: frozenset[type[nodes.Node]]) -> frozenset[str]:
    """Return the names of nodes and of all that they are derived from."""
    return frozenset(kind.__name__ for node in found for kind in node.__mro__)


def guard(transform: type[Any]) -> type[SphinxTransform]:
    """Return a transform that does its work where it finds what it looks for."""
    sought = find_sought(transform)

    def apply(self: Any, **kwargs: Any) -> None:
        if finds_something(sought, find_kinds(self.env, self.document)):
            transform.apply(self, **kwargs)

    return type(transform.__name__, (transform,), {"apply": apply, "__module__": __name__})


def _guard_handler(handler: Any) -> Any:
    def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
        if _DESIGN in find_kinds(app.env, doctree):
            handler(app, doctree, docname)

    return on_doctree_resolved


def find_kinds(env: BuildEnvironment, document: nodes.document) -> frozenset[str]:
    """Return the kinds of nodes of a page that is made ready to be written."""
    kept = find_domain(env).kept
    seen: tuple[nodes.document, frozenset[str]] | None = kept.get(_SEEN)
    if seen is None or seen[0] is not document:
        found = list_nodes(document)
        kinds = name_kinds(frozenset(map(type, found)))
        if any(is_component(node) for node in found if isinstance(node, nodes.Element)):
            kinds |= {_DESIGN}
        kept[_SEEN] = seen = (document, kinds)
    return seen[1]


def is_component(node: nodes.Element) -> bool:
    """Return whether an element is marked as sphinx-design marks its own."""
    attributes = node.attributes
    if "design_component" in attributes or "sd_new_tab" in attributes:
        return True
    classes = attributes["classes"]
    return bool(classes) and any(name.startswith("sd-") for name in classes)


def _is_ours(transform: type[Any]) -> bool:
    return transform.__module__.partition(".")[0] in _OURS


def setup(app: Sphinx) -> None:
    """Look when all extensions are there."""
    app.connect("builder-inited", on_builder_inited, priority=950)
