"""What pages show: everything beyond a page's own source, and nothing else."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from sphinx_paperreview.core.about import AboutView, build_about
from sphinx_paperreview.core.entries import DateView, DayFormat, EntryView, build_date, build_entry
from sphinx_paperreview.core.pager import PagerView, build_pager
from sphinx_paperreview.core.records import record

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from sphinx_paperreview.core.library import Library
    from sphinx_paperreview.core.pages import Kind, Listing, Plan
    from sphinx_paperreview.core.tagging import Term


@record
class LinkView:
    """A name, and the page it leads to if there is one."""

    title: str
    page: str | None = None


@record
class TermView:
    """A tag or category in an overview or a sidebar."""

    title: str
    slug: str
    count: int
    page: str | None = None
    description: str = ""


@record
class GroupView:
    """Categories under one heading."""

    title: str
    terms: tuple[TermView, ...] = ()


@record
class ListingView:
    """A page that lists posts or terms."""

    kind: Kind
    title: str
    description: str = ""
    #: number of this page, from 1
    number: int = 1
    #: posts on all pages together
    count: int = 0
    entries: tuple[EntryView, ...] = ()
    groups: tuple[GroupView, ...] = ()
    #: tags above and below this one
    broader: tuple[TermView, ...] = ()
    narrower: tuple[TermView, ...] = ()
    pager: PagerView | None = None


@record
class ArticleView:
    """A post's page around its text."""

    title: str
    description: str = ""
    tldr: str = ""
    language: str = ""
    date: DateView | None = None
    updated: DateView | None = None
    reviewers: tuple[str, ...] = ()
    category: LinkView | None = None
    tags: tuple[LinkView, ...] = ()
    previous: LinkView | None = None
    next: LinkView | None = None
    #: as printed, such as ``7/10``
    rating: str = ""
    confidence: str = ""
    series: str = ""
    #: posts of the series in their order, this one without page
    series_posts: tuple[LinkView, ...] = ()
    #: ``draft`` or ``future`` where the page is shown before its time
    status: str = ""
    has_comments: bool = True
    #: name of the thread of comments, where it is not that of the page's address
    comment_term: str = ""
    #: what programs are told
    about: AboutView = field(default_factory=AboutView)


@record
class SidebarView:
    """Groups of categories with their counts: one for the whole site."""

    groups: tuple[GroupView, ...] = ()


def build_sidebar(library: Library, plan: Plan) -> SidebarView:
    """Return the sidebar of a site."""
    return SidebarView(groups=_category_groups(library, plan))


def build_article(
    docname: str,
    library: Library,
    plan: Plan,
    format_day: DayFormat,
    *,
    always_updated: bool = False,
    status: str = "",
    documents: Container[str] = (),
    thumbnail: str = "",
    card: str = "",
) -> ArticleView:
    """Return what the page of a post shows beyond its source."""
    review = library.reviews[docname]
    path = library.category_of.get(docname)
    category = None
    if path is not None:
        title = library.categories[path].name
        category = LinkView(title=title, page=plan.find_page("category", path))
    earlier, later = library.neighbours.get(docname, (None, None))
    date = build_date(review.published, format_day)
    updated = build_date(
        review.updated or (review.published if always_updated else None), format_day
    )
    if date and updated and date.text == updated.text and not always_updated:
        updated = None
    return ArticleView(
        title=review.title,
        description=review.description,
        tldr=review.tldr,
        language=review.language,
        date=date,
        updated=updated,
        reviewers=()
        if library.has_one_reviewer
        else tuple(person.printed for person in review.reviewers),
        category=category,
        # Without counts: a post more about a tag is not news on the page of each other one.
        tags=tuple(
            LinkView(title=library.tags[slug].name, page=plan.find_page("tag", slug))
            for slug in library.tags_of[docname]
        ),
        previous=_post_link(earlier, library),
        next=_post_link(later, library),
        rating=review.rating.printed if review.rating else "",
        confidence=review.confidence.printed if review.confidence else "",
        series=review.series[0],
        series_posts=tuple(
            LinkView(title=library.reviews[name].title, page=name if name != docname else None)
            for name in library.series.get(review.series[0].casefold(), ())
        ),
        status=status,
        has_comments=review.has_comments,
        comment_term=review.comment_term,
        about=build_about(review, documents, thumbnail, card, library.works.get(docname)),
    )


def build_listing(
    listing: Listing,
    library: Library,
    plan: Plan,
    format_day: DayFormat,
    titles: Mapping[str, str],
    entries: dict[str, EntryView],
) -> ListingView:
    """Return what a listing page shows.

    :param titles: titles of intro documents and, by kind, of pages that have no name of their own
    :param entries: posts as lists show them, as far as they are known; more are added
    """
    for docname in listing.docnames:
        if docname not in entries:
            entries[docname] = build_entry(library.reviews[docname], format_day)
    name, description = titles.get(listing.kind, ""), ""
    broader: tuple[TermView, ...] = ()
    narrower: tuple[TermView, ...] = ()
    if listing.kind in ("tag", "category"):
        term = (library.tags if listing.kind == "tag" else library.categories)[listing.key]
        name, description = term.name, term.description
        broader = _tags(term.broader, library, plan)
        narrower = _tags(term.narrower, library, plan)
    groups: tuple[GroupView, ...] = ()
    if listing.kind == "categories":
        groups = _category_groups(library, plan)
    elif listing.kind == "tags":
        groups = (GroupView(title="", terms=_tags(tuple(library.tags), library, plan)),)
    return ListingView(
        kind=listing.kind,
        title=titles.get(listing.pages[0]) or (f"#{name}" if listing.kind == "tag" else name),
        description=description,
        number=listing.number,
        count=_count(listing, library),
        entries=tuple(entries[docname] for docname in listing.docnames),
        groups=groups,
        broader=broader,
        narrower=narrower,
        pager=build_pager(listing.pages, listing.number),
    )


def _category_groups(library: Library, plan: Plan) -> tuple[GroupView, ...]:
    return tuple(
        GroupView(
            title=group.title,
            terms=tuple(
                _term(library.categories[c.path], plan.find_page("category", c.path))
                for c in group.categories
            ),
        )
        for group in library.groups
    )


def _tags(slugs: tuple[str, ...], library: Library, plan: Plan) -> tuple[TermView, ...]:
    return tuple(_term(library.tags[slug], plan.find_page("tag", slug)) for slug in slugs)


def _term(term: Term, page: str | None) -> TermView:
    return TermView(
        title=term.name,
        slug=term.slug,
        count=len(term.docnames),
        page=page,
        description=term.description,
    )


def _post_link(docname: str | None, library: Library) -> LinkView | None:
    return LinkView(title=library.reviews[docname].title, page=docname) if docname else None


def _count(listing: Listing, library: Library) -> int:
    if listing.kind == "home":
        return len(library.reviews)
    if listing.kind == "categories":
        return len(library.categories)
    if listing.kind == "tags":
        return len(library.tags)
    terms = library.tags if listing.kind == "tag" else library.categories
    return len(terms[listing.key].docnames)
