"""Plain text as LaTeX and BibTeX read it: every sign printed as it stands, capitals kept."""

from __future__ import annotations

import re
import unicodedata

from sphinx_paperreview.core.review import clean_text

#: Signs that mean something to LaTeX. BibTeX counts braces even behind a backslash, so that
#: those of the text are spelled by name.
_SIGNS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "å": r"{\aa}",
    "Å": r"{\AA}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
}
#: Accents by their combining mark. BibTeX knows letters with these only by their commands: it
#: would cut the initial of "Émile" in the middle of its two bytes.
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u ",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r ",
    "\u030b": "H ",
    "\u030c": "v ",
    "\u0323": "d ",
    "\u0327": "c ",
    "\u0328": "k ",
}
_SPECIAL = re.compile(r"[\\{}~^$&%#_\x80-\u1fff]")
_WORD_OR_SIGN = re.compile(rf"[^\W\d_]+|{_SPECIAL.pattern}")


def escape_latex(text: str) -> str:
    """Return *text* so that LaTeX prints it as it stands; its braces are balanced."""
    return _SPECIAL.sub(_escape_letter, clean_text(text))


def escape_title(text: str) -> str:
    """Return a title like :func:`escape_latex`, capitals inside words and alone kept by braces.

    Styles print titles in lower case after their first letter: "LoRA" would become "lora".
    """
    return _WORD_OR_SIGN.sub(_escape_word, clean_text(text))


def _escape_word(match: re.Match[str]) -> str:
    word = _SPECIAL.sub(_escape_letter, match[0])
    return f"{{{word}}}" if _has_fixed_capital(match[0]) else word


def _has_fixed_capital(word: str) -> bool:
    # "A" is the article; "N" of "Best-of-N" is a name.
    return any(c.isupper() for c in word[1:]) or (len(word) == 1 and word.isupper() and word != "A")


def _escape_letter(match: re.Match[str]) -> str:
    letter = match[0]
    if letter in _SIGNS:
        return _SIGNS[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if len(marks) == 1 and marks[0] in _ACCENTS and base.isascii() and base.isalpha():
        return f"{{\\{_ACCENTS[marks[0]]}{base}}}"
    return letter
