"""Texts for programs say what the record says, in Markdown and YAML that read back."""

from __future__ import annotations

from datetime import UTC

import pytest
import yaml
from markdown_it import MarkdownIt

from sphinx_paperreview.core.dates import parse_moment
from sphinx_paperreview.core.llms import OutlineEntry, render_outline, render_twin
from sphinx_paperreview.core.people import Person
from sphinx_paperreview.core.review import Paper, Review

HOSTILE = 'a\x0b [x](y) *b* _c_ `d` <i>e</i> # f | g ~ & &amp; \\ ]: \u202e "q" {x}'
PLAIN = 'a [x](y) *b* _c_ `d` <i>e</i> # f | g ~ & &amp; \\ ]: "q" {x}'
REVIEW = Review(
    docname="ai/a",
    title=HOSTILE,
    published=parse_moment("2025-10-02", UTC),
    reviewers=(Person(name='Kim: "K"'),),
    paper=Paper(arxiv="1706.03760", title="T: 'x'", authors=(Person(name="A B"),)),
)


def read_twin(source, canonical="https://example.org/ai/a/", tags=("C++", "\ud800\x85:")):
    _, front, body = render_twin(source, REVIEW, tags, canonical).decode().split("---\n", 2)
    return yaml.safe_load(front), body


def test_an_outline_reads_back_as_markdown():
    entry = OutlineEntry(title=HOSTILE, url="https://example.org/a/", description=HOSTILE)
    data = render_outline(HOSTILE, HOSTILE, [(HOSTILE, (entry,)), ("Empty", ())]).decode()
    tokens = [token for token in MarkdownIt().parse(data) if token.type == "inline"]
    texts = [
        "".join(c.content for c in token.children if c.type in ("text", "text_special"))
        for token in tokens
    ]
    assert texts == [PLAIN, PLAIN, PLAIN, f"{PLAIN}: {PLAIN}"]
    links = [c.attrs["href"] for t in tokens for c in t.children if c.type == "link_open"]
    assert links == ["https://example.org/a/"]
    assert not [c for t in tokens for c in t.children if c.type in ("em_open", "code_inline")]


def test_a_twin_has_a_front_matter_of_facts():
    front, body = read_twin("---\ntitle: x\nsecret: y\n---\n\n# T\n\nText.\n")
    assert front == {
        "title": HOSTILE,
        "date": "2025-10-02T00:00:00+00:00",
        "authors": ['Kim: "K"'],
        "tags": ["C++", "\ud800\x85:"],
        "paper": {"arxiv": "1706.03760", "title": "T: 'x'", "authors": ["A B"]},
        "canonical": "https://example.org/ai/a/",
    }
    assert body == "\n# T\n\nText.\n"


@pytest.mark.parametrize(
    "source",
    ["Text.\n\n---\n\nMore.\n", "---\r\ntitle: x\r\n---\r\nText.\r\n\r\n---\r\n\r\nMore.",
     "\n---\ntitle: x\n...\n\nText.\n\n---\n\nMore.\n"],
)  # fmt: skip
def test_only_the_front_matter_is_taken_out(source):
    assert read_twin(source)[1] == "\nText.\n\n---\n\nMore.\n"


def test_without_an_address_a_twin_names_none():
    assert "canonical" not in read_twin("Text.", canonical="")[0]
