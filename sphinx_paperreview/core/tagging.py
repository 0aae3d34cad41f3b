"""The tags of a site: spellings merged, counted, and related to broader and narrower ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_paperreview.core.fields import Slip, propose
from sphinx_paperreview.core.slugs import build_slug
from sphinx_paperreview.core.sorting import build_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_paperreview.core.review import Review
    from sphinx_paperreview.core.taxonomy import Tag, Taxonomy


#: How alike two names are of which one is probably a slip of the other.
_ALMOST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A tag or category and the posts that carry it."""

    name: str
    #: part of the address: a tag's slug, a category's path
    slug: str
    description: str = ""
    #: newest first
    docnames: tuple[str, ...] = ()
    #: slugs of the tags right above and right below
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()


def build_tags(
    reviews: list[Review],
    extra_tags: Mapping[str, tuple[str, ...]],
    taxonomy: Taxonomy,
    language: str,
) -> tuple[dict[str, Term], dict[str, tuple[str, ...]]]:
    """Return the tags by slug in the order of their names, and each post's tags.

    :param reviews: newest first
    :param extra_tags: further tags of each post, from its categories
    :param language: language of the site, which decides the order
    """
    known = taxonomy.index_tags()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, list[str]] = defaultdict(list)
    tags_of: dict[str, tuple[str, ...]] = {}
    for review in reviews:
        slugs: dict[str, None] = {}
        for name in (*review.tags, *extra_tags[review.docname]):
            slug = build_slug(name)
            slug = known[slug].slug if slug in known else slug
            spellings[slug][name] += 1
            slugs.setdefault(slug)
        for slug in slugs:
            members[slug].append(review.docname)
        tags_of[review.docname] = tuple(slugs)
    order = {review.docname: position for position, review in enumerate(reviews)}
    broader = taxonomy.build_broader()
    narrower: dict[str, list[str]] = defaultdict(list)
    for slug, above in broader.items():
        for parent in above:
            narrower[parent].append(slug)
    _include_narrower(members, taxonomy, narrower, order)
    by_slug = {tag.slug: tag for tag in taxonomy.tags}
    terms = [
        Term(
            name=_find_name(by_slug.get(slug), spellings[slug]),
            slug=slug,
            description=by_slug[slug].description if slug in by_slug else "",
            docnames=tuple(docnames),
            broader=tuple(name for name in broader.get(slug, ()) if members.get(name)),
            narrower=tuple(name for name in narrower[slug] if members.get(name)),
        )
        for slug, docnames in members.items()
        if docnames
    ]
    terms.sort(key=lambda term: (build_sort_key(term.name, language), term.slug))
    return {term.slug: term for term in terms}, tags_of


def find_unknown_tags(
    reviews: Mapping[str, Review], taxonomy: Taxonomy
) -> Iterator[tuple[str, Slip]]:
    """Yield the tags that the taxonomy does not name, with what was probably meant."""
    known = taxonomy.index_tags()
    names = _list_names(taxonomy)
    messages: dict[str, str] = {}
    for docname in sorted(reviews):
        for name in reviews[docname].tags:
            if build_slug(name) not in known:
                if name not in messages:
                    messages[name] = f"unknown tag {name!r}{propose(name, names)}"
                yield docname, Slip(problem="unknown_tag", message=messages[name])


def check_broader(tags: Mapping[str, Term], taxonomy: Taxonomy) -> Iterator[str]:
    """Yield what is wrong with broader tags that neither the taxonomy nor a post has."""
    known = taxonomy.index_tags()
    names = [*_list_names(taxonomy), *(term.name for term in tags.values())]
    for tag in taxonomy.tags:
        for name in tag.broader:
            slug = build_slug(name)
            # A broader tag may well stand alone; only what looks like a slip is told.
            close = get_close_matches(name, names, n=1, cutoff=_ALMOST)
            if close and slug not in known and slug not in tags:
                yield (
                    f"tag {tag.name!r}: no post and no table has its broader tag {name!r}; "
                    f"did you mean {close[0]!r}?"
                )


def _list_names(taxonomy: Taxonomy) -> list[str]:
    return [name for tag in taxonomy.tags for name in (tag.name, *tag.aliases)]


def _include_narrower(
    members: dict[str, list[str]],
    taxonomy: Taxonomy,
    narrower: Mapping[str, list[str]],
    order: Mapping[str, int],
) -> None:
    """Add the posts of narrower tags where the taxonomy asks for it."""
    own = {slug: tuple(docnames) for slug, docnames in members.items()}
    for tag in taxonomy.tags:
        if tag.includes_narrower:
            found: set[str] = set()
            seen: set[str] = set()
            slugs = [tag.slug]
            while slugs:
                slug = slugs.pop()
                if slug not in seen:
                    seen.add(slug)
                    found.update(own.get(slug, ()))
                    slugs.extend(narrower.get(slug, ()))
            members[tag.slug] = sorted(found, key=order.__getitem__)


def _find_name(tag: Tag | None, names: Counter[str]) -> str:
    return tag.name if tag else min(names, key=lambda name: (-names[name], name))
