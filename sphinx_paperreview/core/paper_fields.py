"""The reviewed work, as front matter and the directive name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_paperreview.core.fields import Fields, Slip, did_you_mean, read_people, said_twice
from sphinx_paperreview.core.identifiers import (
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_reference,
)
from sphinx_paperreview.core.review import Paper

if TYPE_CHECKING:
    from sphinx_paperreview.core.fields import Value

_PAPER_TEXTS = ("url", "pdf", "title", "date", "year", "venue", "code", "project", "abstract")
PAPER_KEYS = ("arxiv", "doi", "openreview", "acl", *_PAPER_TEXTS, "license", "authors")


def read_paper(front: Fields, directive: Fields | None, slips: list[Slip]) -> Paper | None:
    """Return the paper that a page reviews; what is wrong with it goes to *slips*."""
    written = _paper_fields(front, slips)
    said = _paper_from(written, slips) if written.values else None
    if directive is None:
        return said
    options = {key: value for key, value in directive.values.items() if key in PAPER_KEYS}
    options.update(_argument(directive, slips))
    placed = _paper_from(Fields(values=options, lines=directive.lines), slips)
    if said is None:
        return placed
    changes = {}
    for key in PAPER_KEYS:
        old, new = getattr(said, key), getattr(placed, key)
        if new and old and new != old:
            slips.append(said_twice(key, directive))
        if new:
            changes[key] = new
    return replace(said, **changes)


def _paper_fields(front: Fields, slips: list[Slip]) -> Fields:
    values: dict[str, Value] = {}
    lines = dict(front.lines)
    for key in ("arxiv", "doi"):
        if front.find(key):
            values[key] = front.values[key]
    found = front.find("paper")
    if found is None:
        return Fields(values=values, lines=lines)
    name, table = found
    line = front.lines.get(name)
    if isinstance(table, str):
        values.update(_argument(Fields(values={"": table}, lines={"": line or 0}), slips))
    elif isinstance(table, Mapping):
        for key, value in table.items():
            if key in PAPER_KEYS:
                values[key] = value
            else:
                message = f"unknown key {key!r} under '{name}:'{did_you_mean(key, PAPER_KEYS)}"
                slips.append(Slip(problem="field", message=message, line=line))
            lines[key] = line or 0
    else:
        message = f"'{name}:' must be a mapping like {name}: {{arxiv: 2510.00931}}"
        slips.append(Slip(problem="field", message=message, line=line))
    return Fields(values=values, lines=lines)


def _argument(directive: Fields, slips: list[Slip]) -> dict[str, Value]:
    """Return the identifier or address that a directive's argument holds."""
    text = directive.text("")
    if not text:
        return {}
    reference = parse_reference(text)
    if reference is not None:
        return dict([reference])
    if text.startswith(("https://", "http://")):
        return {"url": text}
    message = f"{text!r} is no arXiv id, DOI, OpenReview or ACL id, or address"
    slips.append(Slip(problem="identifier", message=message, line=directive.lines.get("")))
    return {}


def _paper_from(source: Fields, slips: list[Slip]) -> Paper:
    ids: dict[str, str] = {}
    for key, parse in (
        ("arxiv", _parse_arxiv),
        ("doi", parse_doi),
        ("openreview", parse_openreview),
        ("acl", parse_acl),
    ):
        text = source.text(key)
        if not text:
            continue
        value = parse(text)
        if value is None:
            message = f"{key} {text!r} cannot be right: write it as on the paper's page"
            slips.append(Slip(problem="identifier", message=message, line=source.lines.get(key)))
        elif key == "doi" and (arxiv := parse_arxiv(value)) is not None:
            ids.setdefault("arxiv", arxiv.name)
        else:
            ids[key] = value
    texts = {key: source.text(key) for key in (*_PAPER_TEXTS, "license")}
    for key in ("url", "pdf", "code", "project"):
        if texts[key] and not texts[key].startswith(("https://", "http://")):
            message = f"{key} {texts[key]!r} is no address: write one that starts with https://"
            slips.append(Slip(problem="field", message=message, line=source.lines.get(key)))
            texts[key] = ""
    return Paper(**ids, **texts, authors=read_people(source, "authors", slips))


def _parse_arxiv(text: str) -> str | None:
    found = parse_arxiv(text)
    return found.name if found else None
