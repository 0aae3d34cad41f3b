"""Each paper of a site once, under a key that stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from sphinx_paperreview.core.dates import parse_moment
from sphinx_paperreview.core.people import parse_authors
from sphinx_paperreview.core.review import Paper, Review
from sphinx_paperreview.core.works import build_works


def review(docname, title="[Review] On the Road", authors="", **facts):
    paper = Paper(authors=parse_authors(authors), **facts)
    return Review(docname=docname, title=title, paper=paper)


def work(**facts):
    return build_works([review("a", **facts)])["a"]


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"arxiv": "2510.00931v2", "authors": "Ammar Khairi"}, "khairi2025on-2510.00931"),
        ({"arxiv": "hep-th/9901001"}, "1999on-hep-th-9901001"),
        ({"arxiv": "1706.03762", "title": "An Attention", "year": "2017"}, "2017attention-1706.03762"),
        ({"acl": "N19-1423", "title": "BERT: x", "authors": "Devlin, Jacob"}, "devlinbert-n19-1423"),
        ({"arxiv": "2510.00931", "title": "트랜스포머의 이해"}, "2025teuraenseupomeoyi-2510.00931"),
        ({"arxiv": "2510.00931", "title": "注意力", "authors": "王小明"}, "2025-2510.00931"),
    ],
)  # fmt: skip
def test_keys_say_author_year_word_and_identity(facts, key):
    assert work(**facts).key == key


def test_keys_of_papers_without_readable_names_differ():
    reviews = [
        review("a", doi="10.1/a-b"),
        review("b", doi="10.1/a/b"),
        review("c", openreview="rJ4km2R5t7"),
        review("d", openreview="RJ4km2R5t7"),
        review("e", url="https://example.org/1"),
        review("f", url="https://example.org/2"),
        review("g", title="On the road again", authors="A B"),
        review("h", title="注意", authors="王"),
    ]
    keys = [found.key for found in build_works(reviews).values()]
    assert len({key.lower() for key in keys}) == len(reviews)
    assert keys[-1].startswith("paper-")


def test_reviews_of_one_paper_are_of_one_work():
    reviews = [
        review("a", arxiv="2510.00931", title="A"),
        review("b", doi="10.1/x", venue="ICLR 2026"),
        review("c", arxiv="2510.00931v3", doi="10.1/x", code="https://example.org/"),
        review("d", openreview="rJ4km2R5t7"),
    ]
    works = build_works(reviews)
    assert works["a"] is works["b"] is works["c"] is not works["d"]
    paper = works["a"].paper
    assert (paper.arxiv, paper.doi, paper.venue) == ("2510.00931", "10.1/x", "ICLR 2026")
    assert paper.code == "https://example.org/"


def test_a_later_review_changes_no_key():
    first = [review("a", arxiv="2510.00931"), review("b", arxiv="2510.00932")]
    later = review(
        "c", arxiv="2510.00931", authors="Ammar Khairi", title="Making", venue="ICLR 2027"
    )
    before, after = build_works(first), build_works([*first, later])
    assert {name: found.key for name, found in before.items()} == {
        name: after[name].key for name in before
    }
    assert after["a"].paper.authors == later.paper.authors


def test_a_review_without_date_changes_no_key():
    undated = review("b", arxiv="2510.00931", authors="Ammar Khairi")
    first = replace(review("a", arxiv="2510.00931"), published=parse_moment("2025-10-02", UTC))
    assert build_works([undated, first])["b"].key == build_works([first])["a"].key


def test_a_post_that_names_no_paper_is_about_none():
    posts = [
        Review(docname="a", title="A"),
        Review(docname="b", title="B", paper=Paper()),
        Review(docname="c", title="C", paper=Paper(venue="ICLR")),
    ]
    assert build_works(posts) == {}


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("", "preprint"),
        ("arXiv preprint", "preprint"),
        ("ICLR 2026 (under review)", "preprint"),
        ("bioRxiv", "preprint"),
        ("ICLR 2026", "conference"),
        ("International Conference on Document Analysis and Surveys", "conference"),
        ("Transactions on Machine Learning Research", "article"),
        ("Nature", "article"),
    ],
)
def test_a_venue_tells_what_a_work_is(venue, kind):
    assert work(arxiv="2510.00931", venue=venue).kind == kind


@pytest.mark.parametrize(
    ("facts", "date"),
    [
        ({"year": "2024", "date": "2025-10-02"}, (2024,)),
        ({"date": "2025-10-02"}, (2025, 10, 2)),
        ({"date": "2025-10"}, (2025, 10)),
        ({"date": "2025-13-40"}, (2025,)),
        ({"date": "October 2025"}, (2025,)),
        ({"venue": "ICLR 2026", "date": "2025-10-02"}, (2026,)),
        ({"arxiv": "2510.00931"}, (2025,)),
        ({"arxiv": "math/9903001"}, (1999,)),
        ({"year": "soon", "doi": "10.1/x"}, ()),
    ],
)
def test_a_work_has_the_date_that_it_is_cited_with(facts, date):
    assert work(**{"doi": "10.1/x", **facts}).date == date


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        ({"arxiv": "2510.00931v2", "url": "https://x.org/"}, "https://arxiv.org/abs/2510.00931"),
        ({"acl": "2024.acl-long.1", "arxiv": "2510.00931"}, "https://aclanthology.org/2024.acl-long.1/"),
        ({"openreview": "rJ4km2R5t7"}, "https://openreview.net/forum?id=rJ4km2R5t7"),
        ({"doi": "10.1/x", "url": "https://x.org/"}, "https://x.org/"),
        ({"doi": "10.1/x"}, ""),
    ],
)  # fmt: skip
def test_a_work_has_the_address_of_its_page(facts, url):
    assert work(**facts).url == url
