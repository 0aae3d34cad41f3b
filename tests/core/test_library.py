"""The library: order, categories, tags, series and neighbours of all reviews together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_paperreview.core.checks import check_values, read_language
from sphinx_paperreview.core.dates import Moment
from sphinx_paperreview.core.fields import Fields, did_you_mean, propose
from sphinx_paperreview.core.library import build_library
from sphinx_paperreview.core.people import Person
from sphinx_paperreview.core.review import Paper, Review
from sphinx_paperreview.core.sorting import build_sort_key
from sphinx_paperreview.core.tagging import check_broader, find_unknown_tags
from sphinx_paperreview.core.taxonomy import Taxonomy, build_taxonomy


def no_title(docname: str) -> None:
    """No document names a category."""


def review(docname: str, day: int = 1, **said: object) -> Review:
    moment = Moment(instant=datetime(2025, 10, day, tzinfo=UTC), has_time=False)
    return Review(docname=docname, title=docname, **{"published": moment, **said})


def library_of(*reviews: Review, taxonomy: dict | None = None, **options: str):
    return build_library(reviews, build_taxonomy(taxonomy or {}), no_title, **options)


def test_nothing_makes_an_empty_library():
    library = library_of()
    assert not library.reviews
    assert not library.tags
    assert not library.groups
    assert not library.has_one_reviewer
    assert library.find_tag("x") is None
    assert library.find_category("x") is None


def test_reviews_are_newest_first_and_those_without_date_last():
    library = library_of(review("a", 1), review("c", published=None), review("b", 2))
    assert list(library.reviews) == ["b", "a", "c"]


def test_the_input_order_does_not_matter():
    reviews = [review(f"d/{n}", 1 + n % 3, tags=("T", "t")[n % 2 :]) for n in range(7)]
    assert library_of(*reviews) == library_of(*reviews[::-1])


def test_neighbours_stay_inside_their_category():
    library = library_of(review("x/a", 1), review("y/b", 2), review("x/c", 3), review("top", 4))
    assert library.neighbours == {
        "x/a": (None, "x/c"),
        "x/c": ("x/a", None),
        "y/b": (None, None),
    }


def test_a_tag_said_in_two_spellings_counts_once():
    library = library_of(review("a", tags=("LLM", "llm", "ＬＬＭ")))
    assert [(term.name, term.docnames) for term in library.tags.values()] == [
        ("LLM", ("a",)),
        ("ＬＬＭ", ("a",)),
    ]


def test_aliases_merge_into_the_name_of_the_taxonomy():
    taxonomy = {"tags": {"Language Models": {"aliases": ["LM", "LMs"], "slug": "lm"}}}
    library = library_of(
        review("a", tags=("LMs", "LM")), review("b", 2, tags=("lm",)), taxonomy=taxonomy
    )
    (term,) = library.tags.values()
    assert (term.name, term.slug, term.docnames) == ("Language Models", "lm", ("b", "a"))
    assert library.tags_of == {"a": ("lm",), "b": ("lm",)}
    assert {library.find_tag(name) for name in ("LM", "lms", "language models")} == {term}


def test_posts_below_are_listed_once_through_every_floor():
    taxonomy = {
        "tags": {
            "Top": {"include_narrower": True},
            "Left": {"broader": ["Top"]},
            "Right": {"broader": ["Top"]},
            "Bottom": {"broader": ["Left", "Right"]},
        }
    }
    library = library_of(
        review("a", 1, tags=("Bottom",)), review("b", 2, tags=("Left", "Right")), taxonomy=taxonomy
    )
    assert library.tags["top"].docnames == ("b", "a")
    assert library.tags["left"].docnames == ("b",)
    assert library.tags["bottom"].broader == ("left", "right")
    assert library.tags["top"].narrower == ("left", "right")


def test_a_series_goes_by_part_and_then_by_date():
    library = library_of(
        review("late", 1, series=("S", 2.0)),
        review("early", 9, series=("s", 1.0)),
        review("plain", 5, series=("S", None)),
        review("minus", 7, series=("S", -1.0)),
        review("other", 7),
    )
    assert library.series == {"s": ("minus", "early", "late", "plain")}


@pytest.mark.parametrize(
    ("names", "is_one"),
    [
        ((), False),
        ((("A",),), False),
        ((("A",), ("A",)), True),
        ((("A",), ("B",)), False),
        ((("A",), ()), False),
        (((), ()), False),
        ((("A", "B"), ("A", "B")), False),
    ],
)
def test_one_reviewer_is_who_wrote_all_of_several_posts(names, is_one):
    reviews = [
        review(f"p{n}", reviewers=tuple(Person(name=name) for name in people))
        for n, people in enumerate(names)
    ]
    assert library_of(*reviews).has_one_reviewer is is_one


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Paper(arxiv="2510.00931v1"), Paper(arxiv="2510.00931v2")),
        (Paper(arxiv="2510.00931"), Paper(arxiv="2510.00931")),
        (Paper(doi="10.1234/x"), Paper(doi="10.1234/x", arxiv="2510.00931")),
        (Paper(openreview="YicbFdNTTy"), Paper(openreview="YicbFdNTTy")),
    ],
)
def test_a_paper_reviewed_twice_is_said_at_both_places(one, two):
    library = library_of(review("a", paper=one), review("b", 2, paper=two))
    assert [(docname, slip.problem) for docname, slip in library.slips] == [
        ("a", "duplicate"),
        ("b", "duplicate"),
    ]
    assert "'b'" in library.slips[0][1].message
    assert "'a'" in library.slips[1][1].message


def test_unknown_tags_come_with_what_was_meant_whatever_its_case():
    taxonomy = build_taxonomy({"tags": {"Transformer": {"aliases": ["Attention Net"]}}})
    reviews = {"a": review("a", tags=("TRNSFORMER", "attention net", "Ham"))}
    found = [slip.message for _, slip in find_unknown_tags(reviews, taxonomy)]
    assert found == [
        "unknown tag 'TRNSFORMER'; did you mean 'Transformer'?",
        "unknown tag 'Ham'",
    ]


def test_broader_tags_may_be_named_before_they_are_used():
    taxonomy = build_taxonomy({"tags": {"A": {"broader": ["Something Else", "Mdels"]}}})
    library = build_library([review("a", tags=("Models",))], taxonomy, no_title)
    (message,) = check_broader(library.tags, taxonomy)
    assert message.endswith("'Mdels'; did you mean 'Models'?")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "A b 中 가"),
        ("ko", "가 A b 中"),
        ("zh_CN", "中 A b 가"),
        ("zh-TW", "中 A b 가"),
        ("ja", "A b 中 가"),
    ],
)
def test_names_are_sorted_as_in_the_language(language, expected):
    names = ["가", "中", "b", "A"]
    assert " ".join(sorted(names, key=lambda name: build_sort_key(name, language))) == expected


def test_decomposed_names_stand_beside_composed_ones():
    assert build_sort_key("\u1100\u1161", "ko") == build_sort_key("가", "ko")
    assert build_sort_key("STRASSE", "de") == build_sort_key("straße", "de")


def test_what_is_near_is_proposed_and_the_rest_listed():
    assert propose("AI-GENRATED", ["ai-generated"]) == "; did you mean 'ai-generated'?"
    assert propose("x", ["ai-generated"]) == ""
    assert did_you_mean("x", ("a", "b")) == ": write one of a, b"


def values(**said: object) -> list[str]:
    return [slip.message for slip in check_values(Fields(values=said))]


def test_values_that_are_fine_say_nothing():
    assert values(title="T", draft="no", pin="YES", lang="zh_CN") == []
    assert values(title="", draft="", pin="~", lang="null") == []
    assert read_language(Fields(values={"lang": "zh_Hant_TW"})) == "zh-Hant-TW"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"tldr": ("a",)}, "'tldr' must be one text: put it in quotes"),
        ({"excerpt": {"a": "b"}}, "'excerpt' must be one text: put it in quotes"),
        ({"draft": "ture"}, "'draft' must be true or false"),
        ({"pin": ("true",)}, "'pin' must be true or false"),
        ({"lang": "a b"}, "'lang': 'a b' is no language: write a code like 'en' or 'zh-CN'"),
    ],
)  # fmt: skip
def test_values_that_mean_nothing_are_named(said, message):
    assert values(**said) == [message]


def test_an_empty_taxonomy_knows_no_tag():
    assert Taxonomy().find_tag("x") is None
    assert Taxonomy().build_broader() == {}
