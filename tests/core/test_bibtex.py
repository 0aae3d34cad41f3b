"""BibTeX that BibTeX's readers read: pybtex parses all of it, and finds what was said."""

from __future__ import annotations

import codecs
import re

import latexcodec  # noqa: F401 - registers the codec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from sphinx_paperreview.core.bibtex import Post, render_bibliography, render_name, render_post
from sphinx_paperreview.core.latex import escape_latex, escape_title
from sphinx_paperreview.core.people import Person, parse_authors
from sphinx_paperreview.core.review import Paper, Review, clean_text
from sphinx_paperreview.core.works import build_works

#: Signs that pybtex's codec does not read back.
NAMED = {
    r"\textbraceleft ": "{",
    r"\textbraceright ": "}",
    r"\textasciicircum ": "^",
    r"\$": "$",
}
HOSTILE = 'a } { "b" \\ % # _ & $x^2$ ~ @misc{c, d = {e}} and others \x0b\u202e </script> ]]>'
PLAIN = 'a } { "b" \\ % # _ & $x^2$ ~ @misc{c, d = {e}} and others </script> ]]>'


def read(*reviews):
    """Return the entries that pybtex finds; it refuses what is no BibTeX, and repeated keys."""
    data = render_bibliography(build_works(reviews).values())
    return parse_string(data.decode("utf-8"), "bibtex").entries


def decode(text):
    """Return what LaTeX prints."""
    plain = codecs.decode(text, "ulatex")
    pattern = "|".join(map(re.escape, NAMED))
    parts = re.split(f"({pattern})", plain)
    return "".join(NAMED.get(part) or re.sub("[{}]", "", part) for part in parts)


def review(docname="a", title="[Review] T", **facts):
    return Review(docname=docname, title=title, paper=Paper(**facts))


def test_an_entry_says_what_is_known():
    paper = {
        "arxiv": "2510.00931v2",
        "title": "LoRA: Making the Best of N with GPT-4",
        "venue": "ICLR 2026",
        "authors": parse_authors("Ammar Khairi*; Vaswani, Ashish; OpenAI; Émile Zola et al."),
    }
    (entry,) = read(review(**paper)).values()
    assert (entry.key, entry.type) == ("khairi2026lora-2510.00931", "inproceedings")
    assert dict(entry.fields.items()) == {
        "title": "{LoRA}: Making the Best of {N} with {GPT}-4",
        "booktitle": "{ICLR} 2026",
        "year": "2026",
        "eprint": "2510.00931",
        "archiveprefix": "arXiv",
        "url": "https://arxiv.org/abs/2510.00931",
    }
    assert [str(person) for person in entry.persons["author"]] == [
        "Khairi, Ammar", "Vaswani, Ashish", "{OpenAI}", r"Zola, {\'E}mile", "others",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "kind", "fields"),
    [
        ({"arxiv": "2510.00931"}, "misc", {"eprint": "2510.00931", "archiveprefix": "arXiv"}),
        ({"arxiv": "2510.00931", "venue": "arXiv"}, "misc", {"howpublished": None}),
        ({"url": "https://x.org/", "venue": "Preprint"}, "misc", {"howpublished": "Preprint"}),
        ({"doi": "10.1/x_y", "venue": "Nature"}, "article", {"doi": "10.1/x_y", "journal": "Nature"}),
        ({"doi": "10.1/x", "venue": "CVPR"}, "inproceedings", {"booktitle": "{CVPR}", "url": None}),
    ],
)  # fmt: skip
def test_the_type_follows_what_is_known(facts, kind, fields):
    (entry,) = read(review(**facts)).values()
    assert entry.type == kind
    assert {name: entry.fields.get(name) for name in fields} == fields


def test_two_reviews_of_a_paper_are_one_entry():
    assert len(read(review("a", arxiv="2510.00931"), review("b", arxiv="2510.00931v4"))) == 1


def test_the_order_is_that_of_the_keys():
    entries = read(review("a", arxiv="2510.00932"), review("b", arxiv="2510.00931"))
    assert list(entries) == sorted(entries)


def test_hostile_text_is_text_in_every_field():
    names = ("A and B", "others", "}{", "a\\", "%, x", HOSTILE)
    (entry,) = read(
        review(
            title=HOSTILE, venue=HOSTILE, year=HOSTILE, date=HOSTILE,
            url="https://x.org/a}b{c d\\e%20가", authors=tuple(Person(name=n) for n in names),
        )
    ).values()  # fmt: skip
    assert decode(entry.fields["title"]) == PLAIN
    assert decode(entry.fields["booktitle"]) == PLAIN
    assert entry.fields["url"] == "https://x.org/a%7Db%7Bc%20d%5Ce%20%EA%B0%80"
    people = [decode(str(person)) for person in entry.persons["author"]]
    assert people == ["A and B", "others", "}{", "a\\", "%, x", PLAIN]
    assert set(entry.fields) == {"title", "booktitle", "url"}


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Müller", r"M{\"u}ller"),
        ("Đỗ Łukasz Øst", r"Đỗ {\L}ukasz {\O}st"),
        ("Çelik Škoda Erdős Ąg", r"{\c C}elik {\v S}koda Erd{\H o}s {\k A}g"),
        ("50% of A_b & C#", r"50\% of A\_b \& C\#"),
        ("한글 漢字", "한글 漢字"),
        ("a\\b{c}", r"a{\textbackslash}b{\textbraceleft}c{\textbraceright}"),
    ],
)
def test_accents_and_signs_are_safe_and_hangul_stays(text, latex):
    assert escape_latex(text) == latex


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("A Study of BERT and T5", "A Study of {BERT} and {T}5"),
        ("Best-of-N Chain-of-Thought", "Best-of-{N} Chain-of-Thought"),
        ("Ünal's ÉTUDE", r"{\"U}nal's {{\'E}TUDE}"),
        ("xLSTM: 3D", "{xLSTM}: 3{D}"),
    ],
)
def test_capitals_that_styles_would_lower_are_kept(title, kept):
    assert escape_title(title) == kept


def test_a_review_is_cited_with_its_site_where_nobody_signed_it():
    post = Post(
        docname="ai/a", title="[리뷰] 주의 & LoRA", paper_title="LoRA", site="Notes & Co",
        year="2025", url="https://example.org/ai/a/",
    )  # fmt: skip
    (entry,) = parse_string(render_post(post), "bibtex").entries.values()
    assert re.fullmatch(r"notesco2025lora-review-[0-9a-f]{8}", entry.key)
    assert entry.type == "misc"
    assert dict(entry.fields.items()) == {
        "title": r"[리뷰] 주의 \& {LoRA}",
        "year": "2025",
        "url": "https://example.org/ai/a/",
    }
    assert [str(person) for person in entry.persons["author"]] == [r"{Notes \& Co}"]


def test_a_review_is_cited_with_those_who_wrote_it():
    post = Post(docname="a", title="T", paper_title="T", reviewers=("김 철수", "Ann Lee"), site="N")
    (entry,) = parse_string(render_post(post), "bibtex").entries.values()
    assert entry.key.startswith("kimt-review-")
    assert [str(person) for person in entry.persons["author"]] == ["{김 철수}", "Lee, Ann"]
    assert dict(entry.fields.items()) == {"title": "{T}", "howpublished": "{N}"}


ANY = st.text(st.characters(), max_size=40)
MARKUP = st.text(st.sampled_from("aB{}\\\"@,=%$#&_~^ ()'é가\n\x00\ud800-"), max_size=30)
TEXTS = ANY | MARKUP
NAMES = st.lists(TEXTS | st.sampled_from(["A and B", "others", "and", "Jr."]), max_size=4)


@settings(
    derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400
)
@given(TEXTS, NAMES, TEXTS, TEXTS)
def test_any_paper_is_one_entry_whose_key_no_other_changes(title, names, venue, url):
    authors = tuple(Person(name=name) for name in names if clean_text(name))
    one = review(
        "a", title=title, authors=authors, venue=venue, arxiv="2510.00931", url=f"https://{url}"
    )
    twin = review("b", title=title, authors=authors, arxiv="2510.00932")
    other = review("c", title=title, authors=authors, doi="10.1/x", url=f"https://{url}")
    alone = read(one)
    (key,) = alone
    assert re.fullmatch("[a-z0-9.-]+", key)
    together = read(one, twin, other)
    assert len(together) == 3
    assert dict(together[key].fields.items()) == dict(alone[key].fields.items())
    people = together[key].persons.get("author", [])
    assert len(people) == len(authors)
    if clean_text(title):
        shown = decode(together[key].fields["title"])
        assert shown.split() == decode(escape_title(title)).split()


@settings(
    derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400
)
@given(TEXTS)
def test_any_text_has_balanced_braces(text):
    for escaped in (escape_latex(text), escape_title(text), render_name(text)):
        depth = 0
        for character in escaped:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
