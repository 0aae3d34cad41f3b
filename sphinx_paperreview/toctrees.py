"""What pages show of the documents around them in toctrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_paperreview.core.records import digest
from sphinx_paperreview.domain import find_domain

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_SURROUNDINGS = "surroundings"


def find_surroundings(env: BuildEnvironment, page: str) -> str:
    """Return a digest of titles and contents that a page shows of others, empty for most pages.

    They are those above, before and after it, and those that its own toctrees name.
    """
    kept = find_domain(env).kept
    if _SURROUNDINGS not in kept:
        kept[_SURROUNDINGS] = _find_all(env)
    found: dict[str, str] = kept[_SURROUNDINGS]
    return found.get(page, "")


def forget_surroundings(env: BuildEnvironment) -> None:
    """Look again: documents were read since."""
    find_domain(env).kept.pop(_SURROUNDINGS, None)


def _find_all(env: BuildEnvironment) -> dict[str, str]:
    relations = env.collect_relations() if env.toctree_includes else {}
    contents: dict[str, str] = {}
    found: dict[str, str] = {}
    for page in sorted(relations.keys() | env.toctree_includes.keys()):
        around = [_name(env, name) for name in relations.get(page, ())]
        parent = relations.get(page, [None])[0]
        seen = {page}
        while parent is not None and parent not in seen:
            seen.add(parent)
            around.append(_name(env, parent))
            parent = relations.get(parent, [None])[0]
        below = [(name, _find_contents(env, name, contents)) for name in _find_below(env, page)]
        found[page] = digest((around, below))
    return found


def _name(env: BuildEnvironment, docname: str | None) -> tuple[str, str]:
    title = env.titles.get(docname) if docname is not None else None
    return docname or "", title.astext() if title is not None else ""


def _find_below(env: BuildEnvironment, page: str) -> list[str]:
    """Return the documents in a page's toctrees, and in theirs, each once."""
    found: dict[str, None] = {}
    waiting = list(reversed(env.toctree_includes.get(page, ())))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting.extend(reversed(env.toctree_includes.get(name, ())))
    return list(found)


def _find_contents(env: BuildEnvironment, docname: str, known: dict[str, str]) -> str:
    if docname not in known:
        contents = env.tocs.get(docname)
        numbers = sorted(env.toc_secnumbers.get(docname, {}).items())
        known[docname] = digest((contents.pformat() if contents is not None else "", numbers))
    return known[docname]
