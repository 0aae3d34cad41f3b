"""What a source file says of itself while it is read, and whether it is a post."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx.util.matching import Matcher

from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.reading import find_published
from sphinx_paperreview.nodes import paper_header
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.fields import Slip, Value

_KEY = "paperreview_fields"
_KEPT = "paperreview_kept_fields"
_IS_POST = "paperreview_is_post"


def note_fields(
    env: BuildEnvironment, document: Document, fields: Fields, slips: tuple[Slip, ...]
) -> None:
    """Keep the front matter of the page that is being read; an included file's is not its."""
    if document.get("source") == str(env.doc2path(env.docname)):
        env.current_document.setdefault(_KEY, (fields, slips))


def has_fields(env: BuildEnvironment) -> bool:
    """Return whether the front matter of the page that is being read is known."""
    return env.current_document.get(_KEY) is not None


def fetch_fields(env: BuildEnvironment, docname: str) -> tuple[Fields, tuple[Slip, ...]]:
    """Return the front matter of the page that is being read, and what is wrong with it."""
    noted: tuple[Fields, tuple[Slip, ...]] | None = env.current_document.get(_KEY)
    if noted is not None:
        return noted
    return Fields(values=_from_metadata(env.metadata[docname])), ()


def is_post_source(
    env: BuildEnvironment, docname: str, fields: Fields, *, has_directive: bool
) -> bool:
    """Return whether the document is a post."""
    settings = read_settings(env.config)
    if settings.include:
        name = str(env.doc2path(docname, base=False)).replace("\\", "/")
        return Matcher(settings.include)(name) or Matcher(settings.include)(docname)
    return has_directive or find_published(docname, fields, settings.tzinfo) is not None


def is_post(env: BuildEnvironment, document: Document) -> bool:
    """Return whether the document being read is a post."""
    known: bool | None = env.current_document.get(_IS_POST)
    if known is None:
        fields, _ = fetch_fields(env, env.docname)
        has_directive = any("options" in node for node in document.findall(paper_header))
        known = is_post_source(env, env.docname, fields, has_directive=has_directive)
        env.current_document[_IS_POST] = known
    return known


def keep_metadata(env: BuildEnvironment, name: str, text: str) -> None:
    """Keep a field that docutils must not see."""
    env.current_document[_KEPT] = {**(env.current_document.get(_KEPT) or {}), name: text}


def restore_metadata(env: BuildEnvironment, docname: str) -> None:
    """Give ``env.metadata`` back what was kept from docutils."""
    kept: dict[str, str] = env.current_document.get(_KEPT) or {}
    for name, text in kept.items():
        env.metadata[docname].setdefault(name, text)


def _from_metadata(metadata: Mapping[str, Any]) -> dict[str, Value]:
    """Return the values that other parsers leave in ``env.metadata``, nested ones as JSON."""
    values: dict[str, Value] = {}
    for key, value in metadata.items():
        text = value if isinstance(value, str) else ""
        if text[:1] in ("[", "{"):
            try:
                values[key] = _from_json(json.loads(text))
                continue
            except ValueError:
                pass
        values[key] = text
    return values


def _from_json(value: object) -> Value:
    if isinstance(value, list):
        return tuple(_from_json(item) for item in value)
    if isinstance(value, dict):
        return {str(key): _from_json(item) for key, item in value.items()}
    return "" if value is None else str(value)
