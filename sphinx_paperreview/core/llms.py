"""Pages for readers that are programs: ``llms.txt`` and the Markdown twin of a review."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_paperreview.core.review import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_paperreview.core.review import Paper, Review

#: What Markdown would take for a mark of its own.
_MARKS = re.compile(r"([\\`*_\[\]<>&|~#{}])")
_FRONT_MATTER = re.compile(
    r"\A\ufeff?(?:[ \t]*\n)*---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M
)
_PAPER_TEXTS = (
    "arxiv", "doi", "openreview", "acl", "url", "pdf", "title", "date", "year", "venue", "code",
    "project", "license",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A post in ``llms.txt``."""

    title: str
    url: str
    description: str = ""


def render_outline(
    title: str, description: str, sections: Iterable[tuple[str, tuple[OutlineEntry, ...]]]
) -> bytes:
    """Return ``llms.txt``: a site's title, what it is, and links to posts under headings."""
    lines = [f"# {escape_markdown(title)}", ""]
    if description:
        lines += [f"> {escape_markdown(description)}", ""]
    for heading, entries in sections:
        if entries:
            lines += [f"## {escape_markdown(heading)}", "", *map(_render_entry, entries), ""]
    return "\n".join(lines).encode("utf-8", "replace")


def render_twin(source: str, review: Review, tags: tuple[str, ...], canonical: str) -> bytes:
    """Return the Markdown of a review: its source under a front matter of facts only.

    :param tags: names of its tags as the site shows them
    """
    front = "\n".join(_render_front(review, tags, canonical))
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    body = _FRONT_MATTER.sub("", text, count=1).strip("\n")
    return f"---\n{front}\n---\n\n{body}\n".encode("utf-8", "replace")


def escape_markdown(text: str) -> str:
    """Return *text* on one line, so that Markdown prints it as it stands."""
    return _MARKS.sub(r"\\\1", clean_text(text))


def _render_entry(entry: OutlineEntry) -> str:
    link = f"- [{escape_markdown(entry.title)}]({entry.url})"
    return f"{link}: {escape_markdown(entry.description)}" if entry.description else link


def _render_front(review: Review, tags: tuple[str, ...], canonical: str) -> Iterator[str]:
    yield f"title: {_quote(review.title)}"
    if review.published is not None:
        yield f"date: {_quote(review.published.rfc3339)}"
    if review.reviewers:
        yield f"authors: {_quote_list(person.name for person in review.reviewers)}"
    if tags:
        yield f"tags: {_quote_list(tags)}"
    if review.paper is not None:
        yield from _render_paper(review.paper)
    if canonical:
        yield f"canonical: {_quote(canonical)}"


def _render_paper(paper: Paper) -> Iterator[str]:
    texts = [(name, getattr(paper, name)) for name in _PAPER_TEXTS]
    lines = [f"  {name}: {_quote(text)}" for name, text in texts if text]
    if paper.authors:
        lines.append(f"  authors: {_quote_list(person.name for person in paper.authors)}")
    if lines:
        yield "paper:"
        yield from lines


def _quote_list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_quote, texts))}]"


def _quote(text: str) -> str:
    """Return *text* in the quotes of JSON, with what YAML does not take spelled out."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)
