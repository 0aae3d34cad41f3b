"""Names of people in their parts, as lists of references order and shorten them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sphinx_paperreview.core.review import clean_text

#: What makes a name that of a group, which has no family name.
_GROUPS = re.compile(
    r"\b(?:team|group|collaboration|consortium|labs?|laborator(?:y|ies)|institutes?|university|inc|"
    r"corp(?:oration)?|ltd|llc|gmbh|foundation|community|organi[sz]ation|initiative|committee|"
    r"alliance|network|contributors|researchers|research|project|company|society|association|"
    r"(?-i:AI))\.?$|^university of\b|\band\b|[&+/@]",
    re.IGNORECASE,
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
#: Names in these scripts have the family's first: "김 철수".
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005\u3040-\u30ff\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3]+"
)
#: Letters of the longest family names in these scripts ("남궁", "佐々木").
_LONGEST_FAMILY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A name that is either cut into its parts, or one that must stay whole."""

    #: the whole name of a group, or of somebody with one name
    literal: str = ""
    family: str = ""
    given: str = ""
    #: what stands before the family name and is not sorted by: ``van der``
    particle: str = ""
    #: ``Jr.``, ``III``
    suffix: str = ""

    @property
    def is_east_asian(self) -> bool:
        """Whether it is written with the family name first, and is never shortened."""
        return bool(_EAST_ASIAN.match(self.given))


@lru_cache(maxsize=1 << 16)
def split_name(name: str) -> NameParts:
    """Return the parts of a name as papers print it; never raises.

    ``Given Family`` and ``Family, Given`` are read, with ``Jr.`` and particles; a group, a name of
    one word and what fits neither order stay whole.
    """
    text = clean_text(name)
    whole = NameParts(literal=text)
    if "," not in text:
        return whole if _GROUPS.search(text) else _split_words(text.split(), "") or whole
    parts = [part.strip() for part in text.split(",")]
    if not all(parts) or any(map(_GROUPS.search, parts)):
        return whole
    suffixes = [part for part in parts[1:] if part.lower() in _SUFFIXES]
    rest = [part for part in parts if part not in suffixes]
    if len(suffixes) > 1 or len(rest) > 2:
        return whole
    suffix = suffixes[0] if suffixes else ""
    if len(rest) == 2:
        particle, family = _cut_particle(rest[0].split())
        return NameParts(family=family, given=rest[1], particle=particle, suffix=suffix)
    return _split_words(rest[0].split(), suffix) or whole


def _split_words(words: list[str], suffix: str) -> NameParts | None:
    """Return the parts of a name without commas, ``None`` for one that has no parts."""
    if len(words) > 2 and not suffix and words[-1].lower() in _SUFFIXES:
        words, suffix = words[:-1], words[-1]
    if len(words) < 2:
        return None
    if all(map(_EAST_ASIAN.fullmatch, words)):
        if len(words) > 2 or len(words[0]) > _LONGEST_FAMILY:
            return None
        return NameParts(family=words[0], given=words[1], suffix=suffix)
    start = next((n for n, word in enumerate(words[1:-1], 1) if word[0].islower()), len(words) - 1)
    particle, family = _cut_particle(words[start:])
    return NameParts(family=family, given=" ".join(words[:start]), particle=particle, suffix=suffix)


def _cut_particle(words: list[str]) -> tuple[str, str]:
    """Return the words in lower case that a family name begins with, and its others."""
    end = 0
    while end < len(words) - 1 and words[end][0].islower():
        end += 1
    return " ".join(words[:end]), " ".join(words[end:])
