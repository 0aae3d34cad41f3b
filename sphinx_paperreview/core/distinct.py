"""Names and descriptions that tell pages apart, where several say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def tell_apart(names: Mapping[str, str], hints: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return another name for each page that shares its own, such as ``Title (category)``.

    :param names: names of all pages
    :param hints: what may be added to the name of a page, the shortest first
    """
    taken = {name.casefold() for name in names.values()}
    found: dict[str, str] = {}
    for pages in find_shared(names.items()):
        for level in range(max(len(hints[page]) for page in pages) + 1):
            # A page's own address is nobody else's.
            tries = {page: (*hints[page], page)[min(level, len(hints[page]))] for page in pages}
            longer = {page: f"{names[page]} ({hint})" for page, hint in tries.items()}
            keys = {name.casefold() for name in longer.values()}
            if all(tries.values()) and len(keys) == len(pages) and keys.isdisjoint(taken):
                break
        taken |= keys
        found |= longer
    return found


def find_shared(names: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the pages that have a name in common, in the order in which they come."""
    groups: dict[str, list[str]] = {}
    for page, name in names:
        groups.setdefault(name.casefold(), []).append(page)
    return [tuple(pages) for pages in groups.values() if len(pages) > 1]
