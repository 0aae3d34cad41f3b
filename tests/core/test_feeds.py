"""Feeds are read back by programs that know the formats, whatever stands in the records."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import UTC

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_paperreview.core.dates import parse_moment
from sphinx_paperreview.core.feeds import Feed, FeedEntry, render_atom, render_json_feed

ATOM = "{http://www.w3.org/2005/Atom}"
CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32)])) + "\ud800\ufffe\uffff"
HOSTILE = f"a{CONTROLS}]]> </script> \"q\" 'q' & &amp; <b>x</b> \U0001f600 한국어 \u202e"
CLEAN = "a]]> </script> \"q\" 'q' & &amp; <b>x</b> \U0001f600 한국어 \u202e"


def moment(text="2025-10-02T13:30:22+09:00"):
    return parse_moment(text, UTC)


def entry(name="a", **values):
    defaults = {"url": f"https://example.org/x/{name}/", "title": name, "published": moment()}
    return FeedEntry(**{**defaults, **values})


def feed(*entries, **values):
    defaults = {
        "url": "https://example.org/x/feed.xml", "page": "https://example.org/x/",
        "title": "Site", "author": "Site", "language": "ko",
    }  # fmt: skip
    return Feed(**{**defaults, **values}, entries=entries)


def parse(data):
    parsed = feedparser.parse(data, sanitize_html=False)
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def hostile():
    values = {
        "title": HOSTILE, "summary": HOSTILE, "content": f"<p>{CONTROLS}ok ]]&gt;</p>",
        "authors": (HOSTILE,), "categories": (HOSTILE, "GRPO"),
    }  # fmt: skip
    return feed(entry(**values), title=HOSTILE, author=HOSTILE, description=HOSTILE)


def test_hostile_text_ends_up_as_text_in_atom():
    data = render_atom(hostile())
    assert parse(data).entries[0].id == "https://example.org/x/a/"
    root = ET.fromstring(data)
    item = root.find(f"{ATOM}entry")
    found = [
        root.find(f"{ATOM}title").text, root.find(f"{ATOM}subtitle").text,
        root.find(f"{ATOM}author/{ATOM}name").text, item.find(f"{ATOM}title").text,
        item.find(f"{ATOM}summary").text, item.find(f"{ATOM}author/{ATOM}name").text,
        item.find(f"{ATOM}category").get("term"),
    ]  # fmt: skip
    assert found == [CLEAN] * 7
    assert item.find(f"{ATOM}content").text == "<p>ok ]]&gt;</p>"
    assert item.find(f"{ATOM}content").get("type") == "html"


def test_hostile_text_ends_up_as_text_in_json():
    data = json.loads(render_json_feed(hostile()))
    item = data["items"][0]
    assert [data["title"], data["description"], item["title"], item["summary"]] == [CLEAN] * 4
    assert data["authors"] == item["authors"] == [{"name": CLEAN}]
    assert item["tags"] == [CLEAN, "GRPO"]
    assert item["content_html"] == "<p>ok ]]&gt;</p>"


@given(st.text(st.characters(codec=None)))
def test_any_text_gives_feeds_that_can_be_read(text):
    values = {"title": text, "summary": text, "authors": (text,), "categories": (text, text)}
    some = feed(entry(**values), title=text, author=text)
    ET.fromstring(render_atom(some))
    json.loads(render_json_feed(some).decode("utf-8"))


def test_what_atom_asks_for_is_there():
    root = ET.fromstring(render_atom(feed(entry("a"), entry("b", authors=("Kim",)))))
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert element.find(f"{ATOM}author/{ATOM}name").text
        assert len(element.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == root.find(f"{ATOM}id").text


def test_what_json_feed_asks_for_is_there():
    data = json.loads(render_json_feed(feed(entry("a"), entry("b", content="<p>x</p>"))))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["feed_url"] == "https://example.org/x/feed.xml"
    assert data["home_page_url"] == "https://example.org/x/"
    for item in data["items"]:
        assert item["id"] == item["url"]
        assert ("content_html" in item) != ("content_text" in item)


def test_a_category_stands_once_however_it_is_spelled():
    one = entry(categories=("Review", "GRPO", "review", "ＧＲＰＯ", "GRPO", "한국", "한국"))
    terms = [tag.term for tag in parse(render_atom(feed(one))).entries[0].tags]
    assert terms == ["Review", "GRPO", "한국"]
    assert json.loads(render_json_feed(feed(one)))["items"][0]["tags"] == terms


def test_the_feed_is_as_new_as_its_newest_entry():
    new = moment("2025-11-01T00:00:00Z")
    entries = entry("a"), entry("b", updated=new), entry("c", published=moment("2025-10-05"))
    assert parse(render_atom(feed(*entries))).feed.updated == new.rfc3339


def test_an_update_before_the_date_does_not_count():
    one = entry(updated=moment("2020-01-01"))
    assert parse(render_atom(feed(one))).entries[0].updated == moment().rfc3339


@pytest.mark.parametrize("render", [render_atom, render_json_feed])
def test_a_feed_without_entries_is_valid_and_has_the_same_bytes(render):
    assert render(feed()) == render(feed())
    if render is render_atom:
        assert parse(render(feed())).entries == []


def test_an_article_of_another_language_says_so():
    data = feed(entry("a"), entry("b", language="en"))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    root = ET.fromstring(render_atom(data))
    assert [root.get(lang), *(e.get(lang) for e in root.iter(f"{ATOM}entry"))] == ["ko", None, "en"]
    assert [item["language"] for item in json.loads(render_json_feed(data))["items"]] == [
        "ko",
        "en",
    ]
