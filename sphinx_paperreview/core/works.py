"""The papers of a site, each once, however many reviews it has: what lists of references name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sphinx_paperreview.core import identifiers
from sphinx_paperreview.core.citekeys import build_hash, build_key, fold_family
from sphinx_paperreview.core.records import record
from sphinx_paperreview.core.review import Paper, find_paper_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_paperreview.core.review import Review

#: What a work is to those who cite it.
Kind: TypeAlias = Literal["article", "conference", "preprint"]
_FACTS = tuple(field.name for field in fields(Paper))
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?(?![0-9])")
_PREPRINT = re.compile(
    r"\b(?:arxiv|corr|\w+rxiv|ssrn|preprint|technical report|tech report|under review|submitted)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:conference|symposium|workshop|meeting|congress|proceedings|proc)\b", re.IGNORECASE
)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|trans|letters|annals|magazine|reviews?|surveys?|nature|science|"
    r"cell|pnas|plos|jmlr|tmlr|tacl|jair|ijcv|tpami|tnnls|pvldb|neurocomputing|"
    r"computational linguistics)\b",
    re.IGNORECASE,
)


@record
class Work:
    """A paper as lists of references name it."""

    key: str
    title: str
    #: what all reviews of it say together
    paper: Paper

    @property
    def kind(self) -> Kind:
        """Whether it stands in a journal, in the proceedings of a meeting, or in neither."""
        venue = self.paper.venue
        if not venue or _PREPRINT.search(venue):
            return "preprint"
        is_journal = _JOURNAL.search(venue) and not _MEETING.search(venue)
        return "article" if is_journal else "conference"

    @property
    def year(self) -> str:
        """The year that it is cited with, empty where nothing says one."""
        return _find_year(self.paper)

    @property
    def date(self) -> tuple[int, ...]:
        """Year, and month and day as far as they are known to belong to it."""
        match = _DATE.match(self.paper.date)
        if match is None or match[1] != self.year:
            return (int(self.year),) if self.year else ()
        return tuple(int(part) for part in match.groups() if part)

    @property
    def url(self) -> str:
        """The address of its page, empty where it has none beside that of its DOI."""
        paper, arxiv = self.paper, identifiers.parse_arxiv(self.paper.arxiv)
        if paper.acl:
            return identifiers.acl_url(paper.acl)
        if paper.openreview:
            return identifiers.openreview_url(paper.openreview)
        # Without its version: what is cited is the paper.
        return f"https://arxiv.org/abs/{arxiv.number}" if arxiv else paper.url or paper.pdf


def build_works(reviews: Iterable[Review]) -> dict[str, Work]:
    """Return the work that each review is about, by the review's document.

    Reviews are of one work where they share a name of it; the first review gives the key.

    :param reviews: the oldest first, so that a later one changes no key
    """
    named = [(review, names) for review in reviews if (names := _find_names(review))]
    # One without a date stands before all others in lists, and may have come last.
    named.sort(key=lambda item: item[0].published is None)
    # A review that has two names of a paper tells that they are of one.
    root_of: dict[str, str] = {}
    for _, names in named:
        first, *others = (_find_root(name, root_of) for name in names)
        root_of.update(dict.fromkeys(others, first))
    groups: dict[str, list[Review]] = defaultdict(list)
    for review, names in named:
        groups[_find_root(names[0], root_of)].append(review)
    works = ((group, _build_work(group)) for group in groups.values())
    return {review.docname: work for group, work in works for review in group}


def _find_root(name: str, root_of: dict[str, str]) -> str:
    while root_of.setdefault(name, name) != name:
        name = root_of[name]
    return name


def _find_names(review: Review) -> tuple[str, ...]:
    """Return what a review's paper is recognised by, nothing where it says nothing of it."""
    paper = review.paper
    if paper is None or not (paper.keys or paper.url or paper.title or paper.authors):
        return ()
    if paper.keys or paper.url:
        return paper.keys or (f"url:{paper.url}",)
    title = unicodedata.normalize("NFKC", find_paper_title(paper, review.title)).casefold()
    return (f"title:{title}",)


def _build_work(group: list[Review]) -> Work:
    first = group[0]
    assert first.paper is not None
    authors = first.paper.authors
    key = build_key(
        fold_family(authors[0].name) if authors else "",
        _find_year(first.paper),
        find_paper_title(first.paper, first.title),
        _find_identity(first),
    )
    paper = first.paper if len(group) == 1 else _merge([review.paper for review in group])
    return Work(key=key, title=find_paper_title(paper, first.title), paper=paper)


def _merge(papers: list[Paper | None]) -> Paper:
    """Return what reviews of one paper say of it together, the first one first."""
    said: dict[str, Any] = {}
    for paper in papers:
        for name in _FACTS:
            said[name] = said.get(name) or getattr(paper, name)
    return Paper(**said)


def _find_identity(review: Review) -> str:
    """Return the end of a key: what can be read where it has only letters, digits, dots, dashes."""
    assert review.paper is not None
    arxiv = identifiers.parse_arxiv(review.paper.arxiv)
    if arxiv:
        return arxiv.number.replace("/", "-")
    if review.paper.acl:
        return review.paper.acl.lower()
    return build_hash(_find_names(review)[0])


def _find_year(paper: Paper) -> str:
    arxiv = identifiers.parse_arxiv(paper.arxiv)
    for text in (paper.year, paper.venue, paper.date):
        match = _YEAR.search(text)
        if match:
            return match[0]
    if arxiv is None:
        return ""
    year = arxiv.number.rpartition("/")[2][:2]
    return f"19{year}" if year > "90" else f"20{year}"
