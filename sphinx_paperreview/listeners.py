"""Who else has a say in a build: packages of which we know what they do, and others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.events import EventManager

#: What they show is in a page's source, its view and the configuration.
_KNOWN = frozenset({
    "alabaster", "furo", "myst_parser", "pydata_sphinx_theme", "sphinx", "sphinx_basic_ng",
    "sphinx_copybutton", "sphinx_design", "sphinx_paperreview", "sphinxcontrib",
})  # fmt: skip


def find_unknown_handlers(events: EventManager, names: Iterable[str]) -> tuple[str, ...]:
    """Return the modules that listen to events, and of which we do not know what they do."""
    modules = {
        find_module(listener.handler) for name in names for listener in events.listeners[name]
    }
    return tuple(sorted(name for name in modules if name.partition(".")[0] not in _KNOWN))


def find_module(handler: Any) -> str:
    """Return the module that a handler comes from."""
    while isinstance(handler, partial):
        handler = handler.func
    return str(getattr(handler, "__module__", None) or type(handler).__module__)
