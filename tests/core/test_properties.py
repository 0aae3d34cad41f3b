"""What holds for any text and any set of reviews."""

from __future__ import annotations

import itertools
import json
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_paperreview.core.dates import Moment
from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.library import build_library
from sphinx_paperreview.core.pages import Layout, PlanError, build_plan
from sphinx_paperreview.core.people import parse_authors
from sphinx_paperreview.core.reading import Reading, build_review, is_draft
from sphinx_paperreview.core.review import Review
from sphinx_paperreview.core.slugs import build_slug
from sphinx_paperreview.core.taxonomy import Taxonomy, TaxonomyError, build_taxonomy
from sphinx_paperreview.frontmatter import read_front

many = settings(derandomize=True, deadline=None, max_examples=200)
#: Any text, lone surrogates and all.
ANY_TEXT = st.text(st.characters())
#: Text as sources have it: with the signs that mean something to YAML and to reST.
MARKUP = st.text(st.sampled_from("ab:-[]{}'\"|>&*!%@`#,? \n\t\r\0가\ufeff.1~"), max_size=60)
KEYS = st.text(st.sampled_from("abcdefgh_"), min_size=1, max_size=8)
PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "))
KNOWN_KEYS = [
    "title",
    "date",
    "updated",
    "last_modified_at",
    "publishDate",
    "created",
    "categories",
    "category",
    "tags",
    "keywords",
    "authors",
    "author",
    "reviewer",
    "description",
    "excerpt",
    "draft",
    "published",
    "paper",
    "cite",
    "arxiv",
    "doi",
    "tldr",
    "rating",
    "confidence",
    "series",
    "pin",
    "lang",
    "disclaimer",
    "permalink",
    "openreview",
    "acl",
    "url",
    "year",
    "venue",
    "name",
    "part",
]
VALUES = st.recursive(
    ANY_TEXT | st.sampled_from(["2025-10-02", "true", "1706.03760", "7/10", "10.1/x", "", "~"]),
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.sampled_from(KNOWN_KEYS) | ANY_TEXT, inner, max_size=4)
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from(KNOWN_KEYS) | ANY_TEXT, VALUES, max_size=6)
READING = Reading(timezone=UTC, disclaimers=("ai-generated", "none"))


@many
@given(ANY_TEXT)
def test_any_text_has_front_matter_or_none(text):
    for source in (text, f"---\n{text}\n---\n", f":date: {text}\n", f"\ufeff---\r\n{text}"):
        read_front(source)


@many
@given(MARKUP)
def test_any_markup_has_front_matter_or_none(text):
    for source in (text, f"---\n{text}\n---\n", f"---\ntitle: T\n{text}\n---\n", f":a: {text}\n"):
        fields, _ = read_front(source)
        is_draft(fields)


@many
@given(st.dictionaries(KEYS, PRINTABLE | st.lists(PRINTABLE, max_size=3), max_size=5))
def test_quoted_scalars_come_back_as_they_were_written(values):
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    fields, slips = read_front("\n".join(["---", *lines, "---", ""]))
    expected = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    assert fields.values == expected
    assert slips == ()
    assert fields.lines == {key: number for number, key in enumerate(values, start=2)}


@many
@given(st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9.+/_-]{0,12}", fullmatch=True))
def test_plain_scalars_come_back_as_they_were_written(value):
    fields, slips = read_front(f"---\na: {value}\nb: [{value}, x]\n---\n")
    assert fields.values == {"a": value, "b": (value, "x")}
    assert slips == ()


@many
@given(MAPPINGS, st.none() | MAPPINGS)
def test_any_mapping_is_a_review(front, directive):
    placed = Fields(values=directive) if directive is not None else None
    review, slips = build_review("ai/2025-10-02-x", Fields(values=front), placed, READING)
    assert all("\n" not in slip.message or slip.message.isprintable() for slip in slips)
    again, _ = build_review("ai/2025-10-02-x", Fields(values=front), placed, READING)
    assert review == again


@many
@given(ANY_TEXT)
def test_a_printed_line_of_authors_reads_the_same_again(text):
    people = parse_authors(text)
    printed = "; ".join(person.printed for person in people) + (";" if people else "")
    assert parse_authors(printed) == people


def no_title(docname: str) -> None:
    """No document names a category."""


NAMES = st.sampled_from(
    ["LLM", "llm", "LLMs", "C++", "C#", "C", "강화 학습", "A, B", "page", "한" * 40]
)
MOMENTS = st.none() | st.integers(0, 5).map(
    lambda day: Moment(
        instant=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day), has_time=False
    )
)
REVIEWS = st.lists(
    st.builds(
        Review,
        docname=st.builds(
            "{}{}".format, st.sampled_from(["", "a/", "a/b/", "c/"]), st.integers(0, 30)
        ),
        title=st.just("T"),
        published=MOMENTS,
        tags=st.lists(NAMES, max_size=4).map(tuple),
        categories=st.lists(st.sampled_from(["a", "A", "c/d", "Zed", "none"]), max_size=2).map(
            tuple
        ),
        series=st.tuples(st.sampled_from(["", "S", "s"]), st.none() | st.sampled_from([1.0, 2.5])),
        is_pinned=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda review: review.docname,
)
TAXONOMIES = st.sampled_from(
    [
        Taxonomy(),
        build_taxonomy(
            {
                "groups": [{"title": "G", "categories": [{"path": "a"}, {"path": "z", "title": "Zed"}]}],
                "tags": {
                    "Models": {"aliases": ["LLM", "LLMs"], "include_narrower": True},
                    "C": {"broader": ["Models"]},
                },
            }
        ),
    ]
)  # fmt: skip


@many
@given(REVIEWS, TAXONOMIES)
def test_neighbours_know_each_other(reviews, taxonomy):
    library = build_library(reviews, taxonomy, no_title)
    assert set(library.reviews) == {review.docname for review in reviews}
    assert set(library.neighbours) == set(library.category_of)
    for here, (earlier, later) in library.neighbours.items():
        for other, back in ((earlier, 1), (later, 0)):
            if other is not None:
                assert library.neighbours[other][back] == here
                assert library.category_of[other] == library.category_of[here]
    for path, term in library.categories.items():
        ends = [name for name in term.docnames if library.neighbours[name][0] is None]
        assert len(ends) == bool(term.docnames)
        assert {library.category_of[name] for name in term.docnames} <= {path}


@many
@given(REVIEWS, TAXONOMIES, st.integers(1, 4), st.integers(1, 3))
def test_every_post_is_on_exactly_one_page_of_each_listing(reviews, taxonomy, size, least):
    library = build_library(reviews, taxonomy, no_title)
    documents = frozenset({"index", *library.reviews})
    layout = Layout(home="index", page_size=size, tag_min_count=least)
    try:
        plan = build_plan(library, layout, documents)
    except PlanError:
        return
    listed: dict[tuple[str, str], list[str]] = {}
    for item in plan.listings.values():
        assert len(item.docnames) <= size
        assert item.pages[item.number - 1] == item.page
        listed.setdefault((item.kind, item.key), []).extend(item.docnames)
    assert sorted(listed["home", ""]) == sorted(library.reviews)
    for path, term in library.categories.items():
        assert sorted(listed["category", path]) == sorted(term.docnames)
    for slug, term in library.tags.items():
        assert ("tag", slug) in listed or len(term.docnames) < least
        assert listed.get(("tag", slug), list(term.docnames)) == list(term.docnames)
        assert len(set(term.docnames)) == len(term.docnames)
    for docname, slugs in library.tags_of.items():
        assert all(docname in library.tags[slug].docnames for slug in slugs)
    in_series = [name for names in library.series.values() for name in names]
    assert sorted(in_series) == sorted(r.docname for r in reviews if r.series[0])


#: Texts without the words that symbols are spelled with.
SPELLED = {"+": "plus", "＋": "plus", "#": "sharp", "＃": "sharp", "&": "and", "＆": "and", "@": "at",
           "＠": "at", "%": "percent", "％": "percent"}  # fmt: skip
TAGS = st.text(st.sampled_from("bcBC가각1２+#&@%＋＃ -_./()!"), min_size=1, max_size=8)


def letters(tag: str) -> str:
    """Return what of a tag must tell it from others."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).casefold())
    kept = [SPELLED.get(c, c if unicodedata.category(c)[0] in "LN" else "") for c in folded]
    return "".join(kept)


@many
@given(TAGS, TAGS)
def test_tags_of_different_letters_never_share_a_slug(one, two):
    if letters(one) != letters(two):
        assert build_slug(one) != build_slug(two)


@many
@given(st.dictionaries(st.sampled_from(["groups", "tags", "x"]), VALUES, max_size=3))
def test_any_tables_are_a_taxonomy_or_a_taxonomy_error(data):
    with suppress(TaxonomyError):
        build_taxonomy(data)


TAG_TABLES = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D"]),
    st.fixed_dictionaries({"broader": st.lists(st.sampled_from(["A", "B", "C", "d"]), max_size=2)}),
    max_size=4,
)


@many
@given(TAG_TABLES)
def test_a_circle_is_found_and_named_in_its_order(tables):
    try:
        taxonomy = build_taxonomy({"tags": tables})
    except TaxonomyError as error:
        names = str(error).partition("circle: ")[2].partition(": take")[0].split(" < ")
        assert names[0] == names[-1]
        for below, above in itertools.pairwise(names):
            assert above.casefold() in [name.casefold() for name in tables[below]["broader"]]
    else:
        broader = taxonomy.build_broader()
        for start in broader:
            seen, above = set(), list(broader[start])
            while above:
                slug = above.pop()
                assert slug != start
                if slug not in seen:
                    seen.add(slug)
                    above.extend(broader.get(slug, ()))
