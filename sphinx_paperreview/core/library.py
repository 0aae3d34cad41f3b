"""All reviews of a site in their order, with their categories, tags and neighbours."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sphinx_paperreview.core.fields import Slip, propose
from sphinx_paperreview.core.slugs import build_slug
from sphinx_paperreview.core.tagging import Term, build_tags
from sphinx_paperreview.core.taxonomy import Category, Group, Taxonomy
from sphinx_paperreview.core.works import Work, build_works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_paperreview.core.review import Review

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All reviews, sorted once; everything that pages show of each other comes from here."""

    #: by document name, newest first
    reviews: Mapping[str, Review] = field(default_factory=dict)
    #: groups of categories in the order of the sidebar
    groups: tuple[Group, ...] = ()
    #: by path, in the order of the sidebar
    categories: Mapping[str, Term] = field(default_factory=dict)
    #: by slug, in the order of their names
    tags: Mapping[str, Term] = field(default_factory=dict)
    #: every known spelling's slug, and the slug of the tag that it means
    tag_slugs: Mapping[str, str] = field(default_factory=dict)
    category_of: Mapping[str, str] = field(default_factory=dict)
    tags_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: posts of each series in their order, by the folded name of the series
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: versionless names of papers, and the document that reviews each
    papers: Mapping[str, str] = field(default_factory=dict)
    #: the paper of each review, however many reviews it has
    works: Mapping[str, Work] = field(default_factory=dict)
    #: earlier and later post of the same category
    neighbours: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    #: whether one person wrote all posts, so that none needs to say who
    has_one_reviewer: bool = False
    #: what authors should mend, by document
    slips: tuple[tuple[str, Slip], ...] = ()

    def find_tag(self, name: str) -> Term | None:
        """Return the tag with this name, alias or slug."""
        slug = build_slug(name)
        return self.tags.get(self.tag_slugs.get(slug, slug))

    def find_category(self, name: str) -> Term | None:
        """Return the category with this path or title."""
        term = self.categories.get(name.strip("/"))
        if term is not None:
            return term
        wanted = name.casefold()
        return next((t for t in self.categories.values() if t.name.casefold() == wanted), None)


def build_library(
    reviews: Iterable[Review],
    taxonomy: Taxonomy,
    find_title: Callable[[str], str | None],
    language: str = "en",
) -> Library:
    """Sort *reviews* and relate them.

    :param find_title: the title of a document, for categories that only folders name
    :param language: language of the site, which decides the order of tags
    """
    ordered = sorted(reviews, key=order_key, reverse=True)
    slips: list[tuple[str, Slip]] = []
    category_of, extra_tags, names = _place(ordered, taxonomy, slips)
    groups = taxonomy.groups or _groups_from_folders(names, find_title)
    members: dict[str, list[str]] = defaultdict(list)
    for review in ordered:
        if review.docname in category_of:
            members[category_of[review.docname]].append(review.docname)
    categories = {
        category.path: Term(
            name=category.title,
            slug=category.path,
            description=category.description,
            docnames=tuple(members[category.path]),
        )
        for group in groups
        for category in group.categories
    }
    tags, tags_of = build_tags(ordered, extra_tags, taxonomy, language)
    return Library(
        reviews={review.docname: review for review in ordered},
        groups=groups,
        categories=categories,
        tags=tags,
        tag_slugs=taxonomy.build_slugs(),
        category_of=category_of,
        tags_of=tags_of,
        series=_build_series(ordered),
        papers=_index_papers(ordered, slips),
        works=build_works(reversed(ordered)),
        neighbours=_neighbours(members),
        has_one_reviewer=_has_one_reviewer(ordered),
        slips=tuple(slips),
    )


def order_key(review: Review) -> tuple[bool, datetime, str, str]:
    """Return what sorts posts from the oldest to the newest; those without date come first."""
    instant = review.published.instant if review.published else _LONG_AGO
    name = unicodedata.normalize("NFC", review.docname.rpartition("/")[2]).casefold()
    return (review.published is not None, instant, name, review.docname)


def _place(
    reviews: list[Review], taxonomy: Taxonomy, slips: list[tuple[str, Slip]]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, str]]:
    """Return each post's category path, further categories as tags, and names by path."""
    category_of: dict[str, str] = {}
    extra_tags: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for review in reversed(reviews):
        primary, further = _find_primary(review, taxonomy)
        if primary is None and review.categories and taxonomy.groups:
            slips.append((review.docname, _unknown_category(review.categories[0], taxonomy)))
        if primary is None:
            primary = _category_of_folder(review.docname, taxonomy)
        if primary is not None:
            category_of[review.docname] = primary.path
            names.setdefault(primary.path, primary.title)
        extra_tags[review.docname] = further
    return category_of, extra_tags, names


def _find_primary(review: Review, taxonomy: Taxonomy) -> tuple[Category | None, tuple[str, ...]]:
    if not taxonomy.groups:
        if not review.categories:
            return None, ()
        written, *rest = review.categories
        path = "/".join(build_slug(part) for part in written.strip("/").split("/"))
        return Category(path=path, title=written.strip("/").rpartition("/")[2]), tuple(rest)
    for position, name in enumerate(review.categories):
        found = taxonomy.find_category(name)
        if found is not None:
            return found, review.categories[:position] + review.categories[position + 1 :]
    return None, review.categories


def _category_of_folder(docname: str, taxonomy: Taxonomy) -> Category | None:
    folder = docname.rpartition("/")[0]
    if not taxonomy.groups:
        return Category(path=folder, title="") if folder else None
    paths = {category.path: category for category in taxonomy.categories}
    while folder:
        if folder in paths:
            return paths[folder]
        folder = folder.rpartition("/")[0]
    return None


def _unknown_category(name: str, taxonomy: Taxonomy) -> Slip:
    known = [c.path for c in taxonomy.categories] + [c.title for c in taxonomy.categories]
    message = f"the taxonomy has no category {name!r}{propose(name, known)}"
    return Slip(problem="category", message=message)


def _groups_from_folders(
    names: Mapping[str, str], find_title: Callable[[str], str | None]
) -> tuple[Group, ...]:
    groups: dict[str, list[Category]] = defaultdict(list)
    for path in sorted(names):
        title = find_title(f"{path}/index") or names[path] or path.rpartition("/")[2]
        groups[path.partition("/")[0]].append(Category(path=path, title=title))
    return tuple(
        Group(title=find_title(f"{name}/index") or name, categories=tuple(categories))
        for name, categories in groups.items()
    )


def _has_one_reviewer(reviews: list[Review]) -> bool:
    """Return whether every one of several posts names the same single person."""
    bylines = {tuple(person.name for person in review.reviewers) for review in reviews}
    return len(reviews) > 1 and len(bylines) == 1 and len(bylines.pop()) == 1


def _build_series(reviews: list[Review]) -> dict[str, tuple[str, ...]]:
    """Return the posts of each series: those with a part by it, then the others by date."""
    members: dict[str, list[Review]] = defaultdict(list)
    for review in reversed(reviews):
        if review.series[0]:
            members[review.series[0].casefold()].append(review)
    return {
        name: tuple(
            review.docname
            for review in sorted(
                found, key=lambda r: (r.series[1] is None, r.series[1] or 0, order_key(r))
            )
        )
        for name, found in sorted(members.items())
    }


def _index_papers(reviews: list[Review], slips: list[tuple[str, Slip]]) -> dict[str, str]:
    papers: dict[str, str] = {}
    for review in reversed(reviews):
        for key in review.paper.keys if review.paper else ():
            first = papers.setdefault(key, review.docname)
            if first != review.docname:
                for docname, other in ((first, review.docname), (review.docname, first)):
                    message = f"{key} is reviewed twice, also in {other!r}"
                    slips.append((docname, Slip(problem="duplicate", message=message)))
    return papers


def _neighbours(members: Mapping[str, list[str]]) -> dict[str, tuple[str | None, str | None]]:
    neighbours: dict[str, tuple[str | None, str | None]] = {}
    for docnames in members.values():
        oldest_first = docnames[::-1]
        for earlier, here, later in zip(
            [None, *oldest_first], oldest_first, [*oldest_first[1:], None], strict=False
        ):
            neighbours[here] = (earlier, later)
    return neighbours
