"""Emphasis that works beside Korean, Japanese and Chinese letters; knows markdown-it-py only.

CommonMark wants a blank or punctuation outside a mark whose inside is punctuation, so the particle
in ``**언어 모델(LLM)**의`` keeps its bold from closing. The rule here is that of tats-u's
CommonMark CJK-friendly amendments, https://github.com/tats-u/markdown-cjk-friendly
"""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.rules_inline.state_inline import Scanned

from sphinx_paperreview.cjk_ranges import CJK_EDGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    InlineRule = Callable[[StateInline, bool], bool]

#: quotes that are CJK punctuation when the selector of their full-width form follows
_CURLY_QUOTES = "\u2018\u2019\u201c\u201d"
_FULL_WIDTH_SELECTOR = "\ufe01"

#: stands for what is not plain text, such as code or the end of a link
#: What both rules begin with; they are asked at each end of plain text.
_MARKS = "*_~"
_OTHER = "\N{OBJECT REPLACEMENT CHARACTER}"
_RUN = re.compile(r"\*+|(?<!_)_{2,3}(?!_)|~{2,}")
_NAME = string.ascii_letters + string.digits + "_"
_WORD = re.compile(f"[{_NAME}]+")
_SNIPPET_LENGTH = 30


def cjk_friendly(md: MarkdownIt) -> None:
    """Let ``*`` and ``~~`` open and close beside CJK characters."""
    known = md.inline.ruler.get_all_rules()
    for name, tokenize in (
        ("emphasis", emphasis.tokenize),
        ("strikethrough", strikethrough.tokenize),
    ):
        if name in known:
            md.inline.ruler.at(name, partial(_tokenize, tokenize))


def is_cjk(char: str) -> bool:
    """Return whether a character is CJK in the sense of the specification."""
    # An odd number of edges at or below a character means that a range is open there.
    return char >= "\u1100" and bisect_right(CJK_EDGES, ord(char)) % 2 == 1


def _tokenize(tokenize: InlineRule, state: StateInline, silent: bool) -> bool:
    """Run markdown-it-py's own rule on a state that scans in our way."""
    if state.src[state.pos] not in _MARKS:
        return False
    if not silent and "scanDelims" not in vars(state):
        # On this one state, so that no other parser in the process changes.
        state.scanDelims = partial(_scan, state)  # type: ignore[method-assign]
    return tokenize(state, silent)


def _scan(state: StateInline, start: int, can_split_word: bool) -> Scanned:
    """Return what a run of marks may do: CommonMark's answer unless CJK text is near."""
    text, end = state.src, start + 1
    while end < state.posMax and text[end] == text[start]:
        end += 1
    plain = partial(StateInline.scanDelims, state, start, can_split_word)
    if start == 0 or end >= state.posMax:
        return plain()
    before, after = text[start - 1], text[end]
    if (before < "\u1100" and after < "\u1100") or _is_space(before) or _is_space(after):
        return plain()
    base = _find_base(text, start)
    if can_split_word and (is_cjk(after) or _ends_cjk(base, before)):
        return Scanned(can_open=True, can_close=True, length=end - start)
    if base == before:
        return plain()
    # A variation selector is no punctuation to CommonMark, whatever it varies.
    return Scanned(
        can_open=_is_punctuation(base) or (can_split_word and not _is_punctuation(after)),
        can_close=_is_punctuation(after) or (can_split_word and not _is_punctuation(base)),
        length=end - start,
    )


def _find_base(text: str, end: int) -> str:
    """Return the character before *end*, or the one that a variation selector there belongs to."""
    before = text[end - 1]
    if "\ufe00" <= before <= "\ufe0e" and end > 1 and not _is_space(text[end - 2]):
        return text[end - 2]
    return before


def _ends_cjk(base: str, last: str) -> bool:
    is_ideographic_selector = "\U000e0100" <= last <= "\U000e01ef"
    is_full_width_quote = last == _FULL_WIDTH_SELECTOR and base in _CURLY_QUOTES
    return is_cjk(base) or is_ideographic_selector or is_full_width_quote


def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def note_raw_emphasis(md: MarkdownIt, note: Callable[[str], None]) -> None:
    """Call *note* with the surroundings of each mark of emphasis that will be printed as it is."""

    def report(state: StateCore) -> None:
        has_strikethrough = "strikethrough" in state.md.inline.ruler.get_active_rules()
        for token in state.tokens:
            for snippet in _find_raw(token.children or (), has_strikethrough):
                note(snippet)

    # Later rules turn escaped marks into text and straight quotes into curly ones.
    md.core.ruler.after("inline", "raw_emphasis", report)


def _find_raw(tokens: Sequence[Token], has_strikethrough: bool) -> Iterator[str]:
    """Yield the surroundings of each mark left in the text of one paragraph, title or cell."""
    # Most texts have none, not even in what is no text.
    if _RUN.search("".join([token.content for token in tokens])) is None:
        return
    text = _join_text(tokens)
    runs = list(_RUN.finditer(text))
    stars = [run for run in runs if run[0] == "*"]
    first_opener = min((run.start() for run in stars if _looks_open(run)), default=len(text))
    last_closer = max((run.start() for run in stars if _looks_closed(run)), default=-1)
    for run in runs:
        if run[0] == "*":
            opens = _looks_open(run) and run.start() < last_closer
            is_raw = opens or (_looks_closed(run) and run.start() > first_opener)
        else:
            is_raw = _touches_text(run) and not _is_inside_name(run)
        if is_raw and (has_strikethrough or run[0][0] != "~"):
            yield _cut_snippet(run)
    for token in tokens:
        if token.children:  # the alternative text of an image
            yield from _find_raw(token.children, has_strikethrough)


def _join_text(tokens: Sequence[Token]) -> str:
    """Return the plain text of *tokens*, with one character for each thing that is none."""
    parts = []
    is_address = False
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            is_address = token.info == "auto" and token.nesting == 1
        if token.type == "text" and not is_address:
            parts.append(token.content)
        else:
            parts.append("\n" if token.type in ("softbreak", "hardbreak") else _OTHER)
    return "".join(parts)


def _neighbours(run: re.Match[str]) -> tuple[str, str]:
    """Return the characters around *run*, blanks at the ends of the text."""
    text = run.string
    return text[run.start() - 1 : run.start()] or " ", text[run.end() : run.end() + 1] or " "


def _looks_open(run: re.Match[str]) -> bool:
    before, after = _neighbours(run)
    is_outside = before.isspace() or _is_punctuation(before) or is_cjk(before)
    return is_outside and not after.isspace()


def _looks_closed(run: re.Match[str]) -> bool:
    return not _neighbours(run)[0].isspace()


def _touches_text(run: re.Match[str]) -> bool:
    return not all(char.isspace() for char in _neighbours(run))


def _is_inside_name(run: re.Match[str]) -> bool:
    """Return whether *run* belongs to something like ``2**10``, ``a__b`` or ``__init__``."""
    if all(char in _NAME for char in _neighbours(run)):
        return True
    if run[0][0] != "_":
        return False
    start = len(run.string[: run.start()].rstrip(_NAME))
    word = _WORD.match(run.string, start)
    return word is not None and word[0].count("__") > 1


def _cut_snippet(run: re.Match[str]) -> str:
    """Return some source text around *run*, from within its own piece of text."""
    text, start, end = run.string, run.start(), run.end()
    room = max(0, _SNIPPET_LENGTH - len(run[0])) // 2
    before = re.split(f"[{_OTHER}\n]", text[max(0, start - room) : start])[-1]
    after = re.split(f"[{_OTHER}\n]", text[end : end + room])[0]
    return (before + run[0] + after)[:_SNIPPET_LENGTH].strip()
