"""CSL-JSON as its data schema (1.0.2) has it, and as a citation processor needs it."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinx_paperreview.core.csl import build_item, render_csl
from sphinx_paperreview.core.people import Person, parse_authors
from sphinx_paperreview.core.review import Paper, Review
from sphinx_paperreview.core.works import build_works

NAMES = (
    "id", "title", "container-title", "publisher", "number", "archive", "archive_location", "genre",
    "abstract", "DOI", "URL",
)  # fmt: skip
PARTS = ("family", "given", "non-dropping-particle", "suffix")
TEXT = {"type": "string", "minLength": 1}
#: The names and types of the data schema that are used here, and no others.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id", "title"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["article", "article-journal", "paper-conference"]},
            "author": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "oneOf": [
                        {
                            "required": ["family"],
                            "additionalProperties": False,
                            "properties": dict.fromkeys(PARTS, TEXT),
                        },
                        {
                            "required": ["literal"],
                            "additionalProperties": False,
                            "properties": {"literal": TEXT},
                        },
                    ]
                },
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 1,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": "integer"},
                        },
                    }
                },
            },
            **dict.fromkeys(NAMES, TEXT),
        },
    },
}
HOSTILE = 'a\x0b "b" \\ </script> ]]> \ud800 {c} \u2028 d'


def read(*reviews):
    data = json.loads(render_csl(build_works(reviews).values()).decode("utf-8"))
    Draft202012Validator(SCHEMA).validate(data)
    return {item["id"]: item for item in data}


def review(docname="a", title="T", **facts):
    return Review(docname=docname, title=title, paper=Paper(**facts))


def test_a_preprint_says_where_it_is():
    (item,) = read(
        review(
            arxiv="2510.00931v2", title="LoRA", date="2025-10-01", abstract="Words.",
            authors=parse_authors("Ludwig van der Maaten*; OpenAI; John Smith, Jr."),
        )
    ).values()  # fmt: skip
    assert item == {
        "id": "maaten2025lora-2510.00931",
        "type": "article",
        "title": "LoRA",
        "author": [
            {"family": "Maaten", "given": "Ludwig", "non-dropping-particle": "van der"},
            {"literal": "OpenAI"},
            {"family": "Smith", "given": "John", "suffix": "Jr."},
        ],
        "issued": {"date-parts": [[2025, 10, 1]]},
        "publisher": "arXiv",
        "number": "arXiv:2510.00931",
        "abstract": "Words.",
        "URL": "https://arxiv.org/abs/2510.00931",
    }


def test_a_venue_is_the_container():
    items = read(
        review("a", doi="10.1/x", venue="Nature", year="2024"),
        review("b", arxiv="2510.00931", venue="ICLR 2026"),
        review("c", url="https://x.org/", venue="Technical report"),
    ).values()
    found = {item["type"]: item for item in items}
    assert found["article-journal"]["container-title"] == "Nature"
    assert found["article-journal"]["DOI"] == "10.1/x"
    assert found["paper-conference"]["container-title"] == "ICLR 2026"
    assert found["paper-conference"]["archive_location"] == "2510.00931"
    assert found["article"]["genre"] == "Technical report"


def test_keys_and_order_are_those_of_the_bibliography():
    works = build_works([review("a", arxiv="2510.00932"), review("b", arxiv="2510.00931")])
    ids = [item["id"] for item in json.loads(render_csl(works.values()))]
    assert ids == sorted(work.key for work in works.values())
    assert [build_item(work)["id"] for work in works.values()] == ids[::-1]


def test_hostile_text_is_text_in_every_field():
    (item,) = read(
        review(title=HOSTILE, venue=HOSTILE, abstract=HOSTILE, authors=(Person(name=HOSTILE),))
    ).values()
    plain = 'a "b" \\ </script> ]]> {c} d'
    assert item["title"] == item["container-title"] == item["abstract"] == plain
    assert item["author"] == [{"literal": plain}]


@settings(
    derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200
)
@given(st.text(st.characters(), min_size=1), st.text(st.characters()), st.text(st.characters()))
def test_any_paper_is_one_item(title, name, date):
    read(review(title=f"T {title}", authors=(Person(name=f"N {name}"),), date=date, doi="10.1/x"))
