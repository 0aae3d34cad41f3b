"""Korean particles that fit the word before them, whatever script it is in."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: form after a consonant and after a vowel; ``ㄹ`` counts as a vowel for the last
_PAIRS = {
    "이/가": ("이", "가"),
    "은/는": ("은", "는"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "아/야": ("아", "야"),
    "이라/라": ("이라", "라"),
    "으로/로": ("으로", "로"),
}
_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8
#: digits as they are read: 영 일 이 삼 사 오 육 칠 팔 구
_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
#: names of Latin letters that end in a consonant: 엘 엠 엔 알
_LETTERS = {"l": "엘", "m": "엠", "n": "엔", "r": "알"}
#: how symbols at the end of names are read: 퍼센트 플러스 샵
_SYMBOLS = {"%": "트", "+": "스", "#": "샵"}
#: endings of words read as English, with the sound they end in
_ENDINGS = (
    (re.compile(r"(?:ng|m|n)e?$"), "ㄴ"),
    (re.compile(r"(?:l|le)$"), "ㄹ"),
    (re.compile(r"(?:[aeiou]|^)[bckpt]$"), "ㄱ"),
)
_PLACE = re.compile(rf"(%\((?P<name>\w+)\)s)(?P<particle>{'|'.join(map(re.escape, _PAIRS))})")


def attach(word: str, particle: str) -> str:
    """Return *word* with the form of *particle* (such as ``이/가``) that it takes.

    Hangul goes by its last syllable, digits and single Latin letters by their Korean names,
    other Latin words by how English ones end. What is in parentheses at the end is not read.

    :raises KeyError: where there is no such particle
    """
    after_consonant, after_vowel = _PAIRS[particle]
    final = find_final(word)
    takes_first = final == "other" or (final == "rieul" and particle != "으로/로")
    return word + (after_consonant if takes_first else after_vowel)


def find_final(word: str) -> str:
    """Return what the spoken *word* ends in: ``vowel``, ``rieul`` or ``other`` consonant."""
    letters = re.sub(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$", "", word) or word
    if letters.rstrip()[-1:] in _SYMBOLS:
        return _final_of_syllable(_SYMBOLS[letters.rstrip()[-1]])
    spoken = [c for c in unicodedata.normalize("NFC", letters) if c.isalnum()]
    if not spoken:
        return "vowel"
    last = spoken[-1]
    if last in _DIGITS:
        return _final_of_number(letters)
    if _FIRST <= ord(last) <= _LAST:
        return _final_of_syllable(last)
    return _final_of_latin(letters)


def fill(message: str, facts: Mapping[str, object]) -> str:
    """Return a message with its facts, ``%(name)s을/를`` in the form that the name takes."""

    def choose(match: re.Match[str]) -> str:
        word = str(facts[match["name"]])
        return match.group(1) + attach(word, match["particle"])[len(word) :]

    return _PLACE.sub(choose, message) % facts


def _final_of_syllable(syllable: str) -> str:
    final = (ord(syllable) - _FIRST) % _FINALS
    return "vowel" if final == 0 else "rieul" if final == _RIEUL else "other"


def _final_of_number(text: str) -> str:
    digits = re.sub(r"[^0-9]", "", re.split(r"[^0-9.,]", text)[-1])
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros and len(digits) > 1:
        # 십 백 천 만 … all end in a consonant, 만 and 억 among them; only 조 does not.
        return "vowel" if zeros in (12, 13, 14, 15) and zeros == len(digits) - 1 else "other"
    return _final_of_syllable(_DIGITS[digits[-1]])


def _final_of_latin(text: str) -> str:
    word = (re.findall(r"[A-Za-z]+", text) or [""])[-1]
    is_acronym = word.isupper() or len(word) == 1
    last = word[-1:].lower()
    if is_acronym:
        return _final_of_syllable(_LETTERS[last]) if last in _LETTERS else "vowel"
    for pattern, sound in _ENDINGS:
        if pattern.search(word.lower()):
            return "rieul" if sound == "ㄹ" else "other"
    return "vowel"
