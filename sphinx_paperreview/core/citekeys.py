"""Keys of citations: ``khairi2025making-2510.00931``, in plain ASCII, for names in any script."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from sphinx_paperreview.core.names import split_name

_MAX_LETTERS = 24
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})
#: Unicode names syllables by their sound: ``HANGUL SYLLABLE GIM``, ``KATAKANA LETTER SMALL YU``.
_SYLLABLE = re.compile(r"(?:HANGUL SYLLABLE|(?:HIRAGANA|KATAKANA) LETTER(?: SMALL)?) ([A-Z]+)")
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
#: Family names that their bearers spell in another way than by the sound.
_FAMILIES = {
    "김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho",
    "윤": "yoon", "임": "lim", "신": "shin", "권": "kwon", "황": "hwang", "안": "ahn", "송": "song",
    "유": "yoo", "홍": "hong", "전": "jeon", "고": "ko", "문": "moon", "손": "son", "양": "yang",
    "배": "bae", "백": "baek", "허": "heo", "남": "nam", "심": "shim", "노": "noh", "하": "ha",
    "곽": "kwak", "성": "sung", "차": "cha", "주": "joo", "우": "woo", "구": "koo", "민": "min",
    "장": "jang", "한": "han", "오": "oh", "서": "seo",
}  # fmt: skip
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{2,4}")


def build_key(author: str, year: str, title: str, identity: str) -> str:
    """Return the key of a work: author, year, first word of the title, what it is known by.

    It ends with the identity even where the rest would do, so that no other work ever changes it.

    :param author: in ASCII, such as from :func:`fold_family`
    """
    start = f"{author[:_MAX_LETTERS]}{year}{_find_word(title)}"
    return f"{start or 'paper'}-{identity}"


def build_hash(text: str) -> str:
    """Return eight letters and digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


@lru_cache(maxsize=65_536)
def fold_ascii(text: str) -> str:
    """Return the letters and digits of a text in lower ASCII, syllables by their sound.

    Letters that neither have a base in ASCII nor a sound of their own (Han, Cyrillic) are left out.
    """
    return "".join(map(_fold_letter, unicodedata.normalize("NFC", text).casefold()))


def fold_family(name: str) -> str:
    """Return the family name of a person in ASCII, or the whole name of a group."""
    parts = split_name(name)
    family = parts.family
    if not family and _HANGUL_NAME.fullmatch(parts.literal) and parts.literal[0] in _FAMILIES:
        family = parts.literal[0]
    return _FAMILIES.get(family) or fold_ascii(family or parts.literal)


def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    syllable = _SYLLABLE.fullmatch(unicodedata.name(letter, ""))
    if syllable:
        return syllable[1].lower()
    plain = _LETTERS.get(letter) or unicodedata.normalize("NFKD", letter)
    return "".join(c for c in plain.lower() if c.isascii() and c.isalnum())


def _find_word(title: str) -> str:
    """Return the first word of a title that is no article, else the article."""
    words = [word for word in map(fold_ascii, _WORD.findall(title)) if word]
    found = next((word for word in words if word not in _ARTICLES), words[0] if words else "")
    return found[:_MAX_LETTERS]
