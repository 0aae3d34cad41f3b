"""What programs read of a review is what its author wrote, whatever that is."""

from __future__ import annotations

import json
import re
from datetime import date

import html5lib
import pytest

from sphinx_paperreview.core.about import AboutView
from sphinx_paperreview.core.entries import DateView
from sphinx_paperreview.core.jsonld import (
    PageFacts,
    SiteFacts,
    build_breadcrumbs,
    build_graph,
    build_paper,
    build_review_data,
    build_website,
    render_jsonld,
)
from sphinx_paperreview.core.people import Person
from sphinx_paperreview.core.ratings import Rating
from sphinx_paperreview.core.review import Paper
from sphinx_paperreview.core.views import ArticleView, LinkView, TermView

SITE = SiteFacts(
    name="Reviews",
    language="ko",
    home="https://example.org/",
    search="https://example.org/search/",
)
PAGE = PageFacts(
    title="Best of N",
    url="https://example.org/a/",
    image="https://example.org/a.png",
    description="About it.",
    notice=("ai-generated", "Written by an AI."),
)
PAPER = Paper(
    arxiv="2510.00931v2",
    doi="10.1000/a<b",
    title="Making, not Taking",
    authors=(Person(name="Ammar Khairi", marks="*"), Person(name="Daniel D'souza")),
    date="2025-10-01",
)
ARTICLE = ArticleView(
    title="Best of N",
    date=DateView(text="", datetime="2025-10-02T13:30:22+09:00"),
    tags=(TermView(title="GRPO", slug="grpo", count=1), TermView(title="A, B", slug="", count=1)),
    category=LinkView(title="Review"),
)
ABOUT = AboutView(
    paper=PAPER,
    rating=Rating(value="7", best="10", worst="0"),
    reviewers=("홍길동", "Jane"),
    modified="2025-11-01T00:00:00+09:00",
)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "\"quotes\" 'and' \\backslash",
    "\x00\x01\x08\x0b\x1f\x7f\x85",
    "\u2028\u2029\ufeff\ufdd0\uffff\U0001ffff",
    "&lt;&amp;",
    "가\U0001f600\u202e",
)


def test_a_review_says_all_that_is_known():
    assert build_review_data(ARTICLE, ABOUT, SITE, PAGE) == {
        "@type": "Review",
        "name": "Best of N",
        "url": "https://example.org/a/",
        "inLanguage": "ko",
        "datePublished": "2025-10-02T13:30:22+09:00",
        "dateModified": "2025-11-01T00:00:00+09:00",
        "author": [
            {"@type": "Person", "name": "홍길동"},
            {"@type": "Person", "name": "Jane"},
        ],
        "description": "About it.",
        "keywords": ["GRPO", "A, B"],
        "image": "https://example.org/a.png",
        "publisher": {
            "@type": "Organization",
            "name": "Reviews",
            "url": "https://example.org/",
        },
        "isPartOf": {"@type": "WebSite", "name": "Reviews", "url": "https://example.org/"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": "7",
            "bestRating": "10",
            "worstRating": "0",
        },
        "creditText": "Written by an AI.",
        "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "itemReviewed": {
            "@type": "ScholarlyArticle",
            "name": "Making, not Taking",
            "author": [
                {"@type": "Person", "name": "Ammar Khairi"},
                {"@type": "Person", "name": "Daniel D'souza"},
            ],
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2510.00931"},
                {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/a<b"},
            ],
            "sameAs": [
                "https://arxiv.org/abs/2510.00931v2",
                "https://doi.org/10.1000/a%3Cb",
            ],
            "url": "https://arxiv.org/abs/2510.00931v2",
            "datePublished": "2025-10-01",
        },
    }


def test_nothing_is_said_that_is_not_known():
    data = build_review_data(
        ArticleView(title="T"),
        AboutView(paper=Paper(year="soon")),
        SiteFacts(name="S", language="pt_BR"),
        PageFacts(title="T"),
    )
    site = {"@type": "Organization", "name": "S"}
    assert data == {
        "@type": "Review",
        "name": "T",
        "inLanguage": "pt-BR",
        "author": site,
        "publisher": site,
        "isPartOf": {"@type": "WebSite", "name": "S"},
        "itemReviewed": {"@type": "ScholarlyArticle", "name": "T"},
    }


def test_a_post_without_paper_is_no_review():
    data = build_review_data(ARTICLE, AboutView(), SITE, PAGE)
    assert data["@type"] == "BlogPosting"
    assert "itemReviewed" not in data


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper(date="2025-10-01", year="2024"), "2025-10-01"),
        (Paper(date="October", year="2024"), "2024"),
        (Paper(year="2024"), "2024"),
        (Paper(), None),
    ],
)
def test_the_date_of_a_paper_is_one_or_nothing(paper, expected):
    assert build_paper(paper, "T").get("datePublished") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("[논문리뷰] Best of N", "Best of N"), ("[A] [B] C", "C"), ("[A]", "[A]"), ("C [A]", "C [A]")],
)
def test_a_paper_without_title_has_the_review_s_without_its_label(title, expected):
    assert build_paper(Paper(), title)["name"] == expected


def test_openreview_and_acl_are_the_same_work():
    data = build_paper(Paper(openreview="rJ4km2R5t7", acl="2024.acl-long.1", url="https://p/"), "T")
    assert data["sameAs"] == [
        "https://openreview.net/forum?id=rJ4km2R5t7",
        "https://aclanthology.org/2024.acl-long.1/",
    ]
    assert data["url"] == "https://p/"
    assert "identifier" not in data


def test_the_way_to_a_page_is_numbered():
    found = build_breadcrumbs([("Home", "https://e/"), ("A", "https://e/a/")])
    assert [
        (item["position"], item["name"], item["item"]) for item in found["itemListElement"]
    ] == [
        (1, "Home", "https://e/"),
        (2, "A", "https://e/a/"),
    ]


def test_the_site_has_a_search_where_it_has_an_address():
    found = build_website(SITE, "All of it.")
    template = found["potentialAction"]["target"]["urlTemplate"]
    assert template == "https://example.org/search/?q={search_term_string}"
    assert "potentialAction" not in build_website(SiteFacts(name="S", language="en"), "")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_out_of_a_page(text):
    rating = Rating(value=text, best=text, worst=text)
    paper = Paper(title=text, authors=(Person(name=text),), doi=text, url=text)
    article = ArticleView(
        title=text,
        language=text,
        date=DateView(text=text, datetime=text),
        tags=(TermView(title=text, slug=text, count=date.max.year),),
    )
    about = AboutView(paper=paper, rating=rating, reviewers=(text,), modified=text)
    page = PageFacts(title=text, url=text, image=text, description=text, notice=(text, text))
    site = SiteFacts(name=text, language=text, home=text, search=text)
    data = build_graph(
        [
            build_review_data(article, about, site, page),
            build_website(site, text),
            build_breadcrumbs([(text, text)]),
        ]
    )
    document = (
        '<!DOCTYPE html><html lang="en"><head><title>T</title>'
        f'<script type="application/ld+json">{render_jsonld(data)}</script>'
        "<link></head><body><p>End</p></body></html>"
    )
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(document)
    assert json.loads(tree.find("head/script").text) == data
    assert len(list(tree.iter("script"))) == 1
    assert tree.find("body/p").text == "End"


def test_the_same_data_are_the_same_text():
    data = build_graph([build_review_data(ARTICLE, ABOUT, SITE, PAGE)])
    assert render_jsonld(data) == render_jsonld(json.loads(render_jsonld(data)))
    assert re.search("[<>&]", render_jsonld(data)) is None
