"""Korean particles that fit the word before them, whatever script it is in."""

from __future__ import annotations

import re
import unicodedata

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
#: endings of words read as English, with the sound they end in
_ENDINGS = (
    (re.compile(r"(?:ng|m|n)e?$"), "ㄴ"),
    (re.compile(r"(?:l|le)$"), "ㄹ"),
    (re.compile(r"(?:[aeiou]|^)[bckpt]$"), "ㄱ"),
)
_MARK = re.compile("|".join(map(re.escape, _PAIRS)))


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
    spoken = [c for c in unicodedata.normalize("NFC", letters) if c.isalnum()]
    if not spoken:
        return "vowel"
    last = spoken[-1]
    if last in _DIGITS:
        return _final_of_number(letters)
    if _FIRST <= ord(last) <= _LAST:
        return _final_of_syllable(last)
    return _final_of_latin(letters)


def attach_all(text: str) -> str:
    """Return *text* with each pair of particles replaced by the form its word takes."""
    parts: list[str] = []
    position = 0
    for match in _MARK.finditer(text):
        parts.append(text[position : match.start()])
        word = re.split(r"\s", "".join(parts).rstrip())[-1] if parts else ""
        parts.append(attach(word, match.group())[len(word) :])
        position = match.end()
    return "".join([*parts, text[position:]])


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
