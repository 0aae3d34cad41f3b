"""Spellings that probably mean one tag."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARENTHESIS = re.compile(r"^(?P<name>.*\S)\s*[(（](?P<short>[^()（）]+)[)）]\s*$")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*")
_PLURALS = (("ies", "y"), ("ses", "s"), ("xes", "x"), ("s", ""))
#: words this short keep their last letter: an ``s`` there is rarely a plural
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """Spellings of one tag, and the one that should stand for all."""

    name: str
    #: the others, in order
    aliases: tuple[str, ...]
    #: posts that carry any of them
    count: int


def find_variants(counts: Mapping[str, int]) -> tuple[Variants, ...]:
    """Return the groups of spellings that differ in nothing that matters.

    :param counts: how many posts carry each spelling
    """
    owners: dict[str, str] = {}
    parents = {name: name for name in counts}

    def find(name: str) -> str:
        while parents[name] != name:
            name = parents[name]
        return name

    for name in sorted(counts):
        for key in build_keys(name):
            first = owners.setdefault(key, name)
            parents[find(name)] = find(first)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        groups[find(name)].append(name)
    return tuple(_choose(names, counts) for _, names in sorted(groups.items()) if len(names) > 1)


def build_keys(name: str) -> tuple[str, ...]:
    """Return what spellings of one tag have in common: one key, or two for ``Name (SHORT)``."""
    match = _PARENTHESIS.match(unicodedata.normalize("NFKC", name))
    if match is None:
        return (_fold(name),)
    keys = [_fold(match["name"])]
    if _SHORT.fullmatch(match["short"].strip()):
        keys.append(_fold(match["short"]))
    return tuple(keys)


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(c if unicodedata.category(c) != "Cf" else "" for c in text)
    words = re.sub(r"[\s_\-‐-―]+", " ", kept).split()
    if words:
        words[-1] = _singular(words[-1])
    return "".join(words)


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST or not word.isascii() or word.endswith(("ss", "us", "is")):
        return word
    for ending, replacement in _PLURALS:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    return word


def _choose(names: list[str], counts: Mapping[str, int]) -> Variants:
    # The most used, and of those the one that says most.
    best = min(names, key=lambda name: (-counts[name], -len(name), name))
    aliases = tuple(name for name in names if name != best)
    return Variants(name=best, aliases=aliases, count=sum(counts[name] for name in names))
