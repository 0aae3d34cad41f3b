"""What programs are told of a post: facts for the head of its page, feeds and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_paperreview.core.records import record

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx_paperreview.core.ratings import Rating
    from sphinx_paperreview.core.review import Paper, Review
    from sphinx_paperreview.core.works import Work


@record
class AboutView:
    """Facts of a post that its page says to programs, whether or not readers see them."""

    paper: Paper | None = None
    rating: Rating | None = None
    #: names of who wrote the page
    reviewers: tuple[str, ...] = ()
    #: when the page was changed (RFC 3339), empty where nobody says so
    modified: str = ""
    #: address of the original, where the page is a copy of it
    canonical_url: str = ""
    #: picture: an address, or a path in the output folder
    thumbnail: str = ""
    #: social card that stands in for a picture: its path in the output folder
    card: str = ""
    #: languages and documents of the same text, as far as they are there
    translations: tuple[tuple[str, str], ...] = ()
    #: the paper as lists of references name it
    work: Work | None = None


def build_about(
    review: Review,
    documents: Container[str],
    thumbnail: str = "",
    card: str = "",
    work: Work | None = None,
) -> AboutView:
    """Return what programs are told of a post.

    :param documents: the names of all documents of the project
    :param thumbnail: where its picture is, empty where there is none
    :param work: what all its reviews say of the paper
    :param card: where its social card is, empty where there is none
    """
    return AboutView(
        paper=review.paper,
        rating=review.rating,
        reviewers=tuple(person.name for person in review.reviewers),
        modified=review.updated.rfc3339 if review.updated else "",
        canonical_url=review.canonical_url,
        thumbnail=thumbnail,
        card=card,
        translations=tuple(
            (language, name) for language, name in review.translations if name in documents
        ),
        work=work,
    )
