"""Feeds of built sites: followed by a feed reader, complete, and never stale."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import feedparser
import pytest

from sphinx_paperreview.html.feeds import find_feed_links

CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Notes &amp; more",
    "author": "Site Author",
    "language": "ko",
    "html_baseurl": "https://example.org/sub/",
    "paperreview_now": "2025-12-01T00:00:00Z",
}
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "a\x0b ]]> </script> \"q\" 'q' & &amp; <b>x</b> 한국어"
CLEAN = HOSTILE.replace("\x0b", "")


def post(title="A", day=1, body="Text.", **front):
    values = {"title": title, "date": f"2025-10-{day:02}", "tags": ["GRPO"], **front}
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items() if value)
    return f"---\n{lines}---\n\n{body}\n"


FILES = {
    "index.md": "# Home\n\n![a](pic.png)\n",
    "pic.png": b"\x89PNG\r\n\x1a\n",
    "ai/review/a.md": post("A", 1),
    "ai/review/b.md": post("B", 2, last_modified_at="2025-11-05"),
    "ai/llm/한글 c.md": post("C", 3, tags=["GRPO", "C++"], category="ai/llm"),
}


def read(build, name="feed.xml"):
    parsed = feedparser.parse((build.outdir / name).read_bytes())
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    return parsed


def titles(parsed):
    return [entry.title for entry in parsed.entries]


def feeds(build):
    return sorted(name for name in build.files if re.search(r"feed\.(xml|json)$", name))


def assert_like_clean(site, build, builder="dirhtml", **overrides):
    clean = site.build(builder, out="clean", **overrides)
    assert sorted(build.files) == sorted(clean.files)
    # What stood at a place once is remembered, so that it can be told from an author's file.
    names = clean.files.keys() - {".paperreview.json"}
    assert [name for name in sorted(names) if build.files[name] != clean.files[name]] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_entries_have_absolute_addresses_of_pages_that_exist(site, builder):
    build = site.write(FILES, **CONF).build(builder)
    end = "/" if builder == "dirhtml" else ".html"
    parsed = read(build)
    links = [entry.link for entry in parsed.entries]
    assert links == [
        f"https://example.org/sub/ai/llm/%ED%95%9C%EA%B8%80%20c{end}",
        f"https://example.org/sub/ai/review/b{end}",
        f"https://example.org/sub/ai/review/a{end}",
    ]
    assert [entry.id for entry in parsed.entries] == links
    assert [item["url"] for item in json.loads(build.text("feed.json"))["items"]] == links
    assert parsed.feed.links[0].href == parsed.feed.id == "https://example.org/sub/feed.xml"
    assert feeds(build) == ["ai/llm/feed.xml", "ai/review/feed.xml", "feed.json", "feed.xml"]
    assert build.warnings == ""


def test_a_feed_says_what_the_records_say(site):
    files = {"ai/review/d.md": post("D", 4, tldr="Short.", description="Long.", authors=["Kim"])}
    parsed = read(site.write({**FILES, **files}, **CONF).build("dirhtml"))
    assert parsed.feed.title == "Notes & more"
    assert parsed.feed.language == "ko"
    assert parsed.feed.updated == "2025-11-05T00:00:00+00:00"
    d, _, b, _ = parsed.entries
    assert (d.summary, d.author, d.published) == (
        "Short.\nLong.",
        "Kim",
        "2025-10-04T00:00:00+00:00",
    )
    assert (b.summary, b.author, b.updated) == ("Text.", "Site Author", "2025-11-05T00:00:00+00:00")
    assert [tag.term for tag in d.tags] == ["review", "GRPO"]


def test_hostile_text_ends_up_as_text(site):
    taxonomy = (
        '[[groups]]\ntitle = "G"\n[[groups.categories]]\npath = "ai/review"\n'
        f"title = {json.dumps(HOSTILE)}\ndescription = {json.dumps(HOSTILE)}\n"
        f'[tags."GRPO"]\nslug = "grpo"\ndescription = {json.dumps(HOSTILE)}\n'
    )
    page = post(HOSTILE, tldr=HOSTILE, description=HOSTILE, authors=[f"{HOSTILE};"], tags=[HOSTILE])
    files = {"index.md": "# Home\n", "ai/review/a.md": page, "taxonomy.toml": taxonomy}
    conf = {**CONF, "author": HOSTILE, "paperreview_feeds": ["site", "category", "tag"]}
    build = site.write(files, **conf, paperreview_feed_content="full").build("dirhtml")
    for name in feeds(build):
        if name.endswith(".xml"):
            read(build, name)
            root = ET.fromstring((build.outdir / name).read_bytes())
            assert root.findtext(f"{ATOM}author/{ATOM}name") == CLEAN
            entry = root.find(f"{ATOM}entry")
            assert entry.findtext(f"{ATOM}title") == CLEAN
            assert entry.findtext(f"{ATOM}summary") == f"{CLEAN}\n{CLEAN}"
            assert entry.find(f"{ATOM}category").get("term") == CLEAN
    (item,) = json.loads(build.text("feed.json"))["items"]
    assert item["title"] == CLEAN
    assert item["tags"] == [CLEAN]
    root = ET.fromstring((build.outdir / "ai/review/feed.xml").read_bytes())
    assert root.findtext(f"{ATOM}subtitle") == CLEAN


def test_a_feed_is_bounded_and_newest_first(site):
    many = {f"ai/review/n{day:02}.md": post(f"N{day}", day) for day in range(1, 26)}
    site.write({"index.md": "# Home\n", **many}, **CONF)
    assert titles(read(site.build("dirhtml"))) == [f"N{day}" for day in range(25, 5, -1)]
    small = site.build("dirhtml", paperreview_feed_size=3)
    assert titles(read(small)) == ["N25", "N24", "N23"]
    assert titles(read(small, "ai/review/feed.xml")) == ["N25", "N24", "N23"]


def test_undated_posts_and_drafts_are_in_no_feed(site):
    files = {
        "ai/review/d.md": "# D\n\n:::{paper-review} 2510.00931\n:::\n",
        "ai/review/e.md": post("E", 5, draft="true"),
        "ai/review/f.md": post("F", 6).replace("2025-", "2027-"),
    }
    site.write({**FILES, **files}, **CONF)
    for options in ({}, {"paperreview_build_drafts": True, "paperreview_build_future": True}):
        assert titles(read(site.build("dirhtml", **options))) == ["C", "B", "A"]


def test_full_text_has_addresses_that_work_anywhere(site):
    body = (
        "See ![p](../../pic.png) [B](b.md), [there](#part), {download}`../../pic.png`,"
        " {tag}`GRPO`[^1].\n\n## Part\n\n<img src='raw.png'>\n\n<a href=\"x.html?a=1&amp;b\">x</a>"
        '\n\n[^1]: Note.\n\n```python\nhref="no"\n```\n'
    )
    files = {**FILES, "ai/review/a.md": post("A", 9, body)}
    build = site.write(files, **CONF, paperreview_feed_content="full").build("dirhtml")
    item = json.loads(build.text("feed.json"))["items"][0]
    html = item["content_html"]
    found = re.findall(r'\s(?:href|src)=["\']([^"\']*)["\']', html)
    assert len(found) >= 8
    assert [uri for uri in found if not uri.startswith("https://example.org/sub/")] == []
    assert "https://example.org/sub/ai/review/a/raw.png" in found
    assert "https://example.org/sub/ai/review/a/x.html?a=1&amp;b" in found
    assert "https://example.org/sub/_images/pic.png" in found
    assert "https://example.org/sub/ai/review/b/" in found
    assert "https://example.org/sub/ai/review/a/#part" in found
    assert "headerlink" not in html
    assert "<h1" not in html
    (entry,) = (e for e in read(build).entries if e.title == "A")
    assert entry.content[0].type == "text/html"
    assert entry.summary.startswith("See ")


def test_full_text_says_nothing_twice_and_stays_in_an_idle_build(site):
    files = {**FILES, "ai/review/a.md": post("A", 9, "{tag}`Nothing`\n")}
    build = site.write(files, **CONF, paperreview_feed_content="full").build("dirhtml")
    assert build.warnings.count("there is no tag") == 1
    (build.outdir / "feed.xml").unlink()
    again = site.build("dirhtml")
    assert again.warnings == ""
    assert again.files == build.files


def test_tags_have_feeds_where_asked_for(site):
    options = {"paperreview_feeds": ["tag"], "paperreview_tag_min_count": 2}
    build = site.write({**FILES, "tags/grpo.md": "# About\n"}, **CONF, **options).build("dirhtml")
    assert feeds(build) == ["tags/grpo/feed.xml"]
    assert titles(read(build, "tags/grpo/feed.xml")) == ["C", "B", "A"]


def test_wrong_settings_are_reported(site):
    wrong = {
        "paperreview_feeds": ["sites"], "paperreview_feed_size": 0, "paperreview_feed_content": "x",
    }  # fmt: skip
    build = site.write(FILES, **CONF, **wrong).build("dirhtml")
    assert len(re.findall(r"paperreview_feed\w* = .*the default is used", build.warnings)) == 3
    assert "feed.xml" in feeds(build)


@pytest.mark.parametrize("change", [{"html_baseurl": ""}, {"paperreview_feeds": False}])
def test_feeds_that_are_no_more_are_removed(site, change):
    site.write(FILES, **CONF)
    assert feeds(site.build("dirhtml"))
    build = site.build("dirhtml", **change)
    assert feeds(build) == []
    assert ("html_baseurl is not set" in build.status) is ("html_baseurl" in change)
    assert_like_clean(site, build, **change)


CHANGES = {
    "add": {"ai/review/z.md": post("Z", 7)},
    "remove": {"ai/review/b.md": None},
    "remove-category": {"ai/llm/한글 c.md": None},
    "retag": {"ai/review/a.md": post("A", 1, tags=["C++", "PPO"])},
    "recategorise": {"ai/review/a.md": post("A", 1, category="python/pep")},
    "text": {"ai/review/a.md": post("A", 1, "Other, {tag}`GRPO`.")},
    "redate": {"ai/review/a.md": post("A", 8)},
    "draft": {"ai/review/b.md": post("B", 2, draft="true")},
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_change_gives_the_feeds_of_a_clean_build(site, name, builder):
    conf = {"paperreview_feeds": ["site", "category", "tag"], "paperreview_feed_content": "full"}
    site.write(FILES, **CONF, **conf)
    site.build(builder)
    build = site.write(CHANGES[name]).build(builder)
    assert_like_clean(site, build, builder)


def test_an_unchanged_feed_is_not_written(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    before = {name: (build.outdir / name).stat().st_mtime_ns for name in feeds(build)}
    site.write({"ai/review/z.md": post("Z", 7)}).build("dirhtml")
    after = {name: (build.outdir / name).stat().st_mtime_ns for name in feeds(build)}
    assert {name for name in after if before[name] != after[name]} == {
        "feed.xml", "feed.json", "ai/review/feed.xml",
    }  # fmt: skip


def test_a_file_of_the_author_wins_and_is_never_removed(site):
    site.write(FILES, **CONF).build("dirhtml")
    own = {"extra/feed.xml": "mine", "extra/ai/llm/feed.xml": "mine, too"}
    build = site.write(own).build("dirhtml", html_extra_path=["extra"])
    assert "feed.xml: the file of html_extra_path is used" in build.status
    assert build.text("feed.xml") == "mine"
    off = {"html_extra_path": ["extra"], "paperreview_feeds": False}
    build = site.build("dirhtml", **off)
    assert (build.text("feed.xml"), build.text("ai/llm/feed.xml")) == ("mine", "mine, too")
    assert_like_clean(site, build, **off)


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_other_themes_have_feeds_too(site, theme):
    build = site.write(FILES, **{**CONF, "html_theme": theme}).build("html")
    assert titles(read(build)) == ["C", "B", "A"]
    full = site.build("html", out="full", paperreview_feed_content="full")
    assert "<h1" not in json.loads(full.text("feed.json"))["items"][0]["content_html"]


def test_pages_can_name_their_feeds(site):
    app = site.write(FILES, **CONF).build("dirhtml").app
    site_links = find_feed_links(app, "ai/review/a")
    assert [(title, href) for title, _, href in site_links] == [
        ("Notes & more", "https://example.org/sub/feed.xml"),
        ("Notes & more", "https://example.org/sub/feed.json"),
    ]
    assert find_feed_links(app, "ai/review")[-1] == (
        "review - Notes & more",
        "application/atom+xml",
        "https://example.org/sub/ai/review/feed.xml",
    )
    assert len(find_feed_links(app, "tags/grpo")) == 2


def test_without_a_base_no_feed_is_named():
    app = SimpleNamespace(config=SimpleNamespace(html_baseurl=""))
    assert find_feed_links(app, "index") == ()
