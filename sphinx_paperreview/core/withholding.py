"""What is not published yet, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from sphinx_paperreview.core.identifiers import paper_key, parse_reference
from sphinx_paperreview.core.paper_fields import read_paper
from sphinx_paperreview.core.reading import find_published, is_draft, is_future

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from sphinx_paperreview.core.fields import Fields

Reason: TypeAlias = Literal["draft", "future", "unreadable"]
_DIRECTIVE = re.compile(
    r"^[ \t]*(?:[`:~]{3,}\{paper-review\}|\.\.[ \t]+paper-review::)[ \t]+(\S+)", re.M
)
#: Posts of the future that the summary names one by one.
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A page that is left out of a build."""

    docname: str
    reason: Reason
    #: source file, relative to the source folder
    path: str
    #: day of publication, for posts of the future
    day: str = ""
    #: versionless names of the paper that it reviews
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What decides whether a page is published, beside the page."""

    now: datetime
    timezone: tzinfo
    shows_drafts: bool = False
    shows_future: bool = False


def find_withheld(
    docname: str, path: str, text: str, front: Fields, publishing: Publishing
) -> Withheld | None:
    """Return why a page is left out, None where it is published."""
    if is_draft(front) and not publishing.shows_drafts:
        return Withheld(
            docname=docname, reason="draft", path=path, papers=_find_papers(text, front)
        )
    published = find_published(docname, front, publishing.timezone)
    if published is None or publishing.shows_future or not is_future(published, publishing.now):
        return None
    return Withheld(
        docname=docname,
        reason="future",
        path=path,
        day=str(published.day),
        papers=_find_papers(text, front),
    )


def render_summary(withheld: Iterable[Withheld]) -> str:
    """Return one line on what was left out, empty where nothing was."""
    pages = sorted(withheld, key=lambda page: (page.day, page.docname))
    drafts = [page for page in pages if page.reason == "draft"]
    future = [page for page in pages if page.reason == "future"]
    unreadable = len(pages) - len(drafts) - len(future)
    parts = []
    if drafts:
        parts.append(_count(len(drafts), "draft"))
    if future:
        named = "; ".join(f"{page.day}, {page.path}" for page in future[:_NAMED])
        more = "; …" if len(future) > _NAMED else ""
        parts.append(f"{_count(len(future), 'future review')} ({named}{more})")
    if unreadable:
        parts.append(_count(unreadable, "unreadable file"))
    return f"left out: {', '.join(parts)}" if parts else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _find_papers(text: str, front: Fields) -> tuple[str, ...]:
    paper = read_paper(front, None, [])
    keys = list(paper.keys) if paper else []
    for argument in _DIRECTIVE.findall(text):
        reference = parse_reference(argument)
        if reference is not None:
            keys.append(paper_key(*reference))
    return tuple(dict.fromkeys(keys))
