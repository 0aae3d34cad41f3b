"""Drafts and posts of the future: nothing of them is anywhere, until they are published."""

from __future__ import annotations

import pytest

NOW = "2025-10-02T12:00:00+09:00"
CONF = {
    "html_theme": "sphinx_paperreview",
    "paperreview_now": NOW,
    "paperreview_timezone": "Asia/Seoul",
    "html_baseurl": "https://example.org/",
}
#: A word that stands in every part of a page: its name, title, tags, text.
MARK = "zyxmarker"


def post(front: str, markup: str = "md") -> str:
    lines = [
        f"title: {MARK} title",
        f"tags: [{MARK}-tag, GRPO]",
        f"description: {MARK} words",
        front,
    ]
    if markup == "rst":
        head = "\n".join(f":{line}" for line in lines if line)
        return f"{head}\n\n.. paper-review:: 2510.00931\n\n{MARK} text.\n"
    head = "\n".join(line for line in lines if line)
    return f"---\n{head}\n---\n\n:::{{paper-review}} 2510.00931\n:::\n\n{MARK} text.\n"


def traces(build) -> list[str]:
    """Return the names of output files that hold anything of the page."""
    mark = MARK.encode()
    return [name for name, content in build.files.items() if MARK in name or mark in content] + [
        path.name for path in build.outdir.glob("searchindex.js") if mark in path.read_bytes()
    ]


def files(name: str, content: str) -> dict[str, str]:
    other = "---\ntitle: Other\ndate: 2025-10-01\ntags: [GRPO]\n---\n\nText.\n"
    return {"index.md": "# Home\n", "ai/review/other.md": other, name: content}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("markup", ["md", "rst"])
@pytest.mark.parametrize(
    "front",
    [
        "draft: true",
        "draft: yes",
        "draft: True",
        "published: false",
        "date: 2025-10-03",
        "date: 2025-10-02 12:00:01+0900",
        "date: 2025-10-02 03:00:01Z",
        "date: Thu, 02 Oct 2025 12:00:01 +0900",
    ],
)
def test_what_is_not_to_be_published_leaves_no_trace(site, builder, markup, front):
    build = site.write(files(f"ai/review/{MARK}.{markup}", post(front, markup)), **CONF).build(
        builder
    )
    assert build.warnings == ""
    assert traces(build) == []


@pytest.mark.parametrize(
    ("name", "front"),
    [
        (MARK, "draft: false"),
        (MARK, "draft:"),
        (MARK, "published: true"),
        (MARK, "date: 2025-10-02"),
        (MARK, "date: 2025-10-02 12:00:00+0900"),
        (MARK, "date: 2025-10-02 02:59:59Z"),
        (f"2025-10-2-{MARK}", ""),
    ],
)
@pytest.mark.parametrize("markup", ["md", "rst"])
def test_what_is_published_is_there(site, name, front, markup):
    build = site.write(files(f"ai/review/{name}.{markup}", post(front, markup)), **CONF).build(
        "dirhtml"
    )
    assert build.warnings == ""
    assert build.has(f"ai/review/{name}/index.html")


def test_a_future_file_name_is_held_back(site):
    build = site.write(files(f"ai/review/2025-10-3-{MARK}.md", post("")), **CONF).build("dirhtml")
    assert traces(build) == []


def test_a_future_day_is_that_of_the_sites_zone(site):
    # At this moment it is the third of October in Seoul, the second in London.
    conf = {**CONF, "paperreview_now": "2025-10-02T20:00:00Z"}
    build = site.write(files(f"{MARK}.md", post("date: 2025-10-03")), **conf).build("dirhtml")
    assert build.has(f"{MARK}/index.html")
    build = site.build("dirhtml", out="london", paperreview_timezone="Europe/London")
    assert traces(build) == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_page_that_becomes_a_draft_disappears(site, builder):
    name = f"ai/review/{MARK}.md"
    site.write(files(name, post("date: 2025-10-01")), **CONF)
    assert len(traces(site.build(builder))) > 5
    build = site.write({name: post("draft: true")}).build(builder)
    assert traces(build) == []
    assert build.files == site.build(builder, out="clean").files
    build = site.write({name: post("date: 2025-10-01")}).build(builder)
    assert len(traces(build)) > 5


def test_a_future_post_appears_when_its_time_comes_and_hides_when_it_is_moved(site):
    name = f"ai/review/{MARK}.md"
    site.write(files(name, post("date: 2025-10-03")), **CONF)
    assert traces(site.build("dirhtml")) == []
    build = site.build("dirhtml", paperreview_now="2025-10-03T00:00:00+09:00")
    assert len(traces(build)) > 5
    build = site.build("dirhtml")
    assert traces(build) == []


def test_the_build_says_how_many_pages_were_left_out(site):
    site.write(files(f"{MARK}-1.md", post("draft: true")), **CONF)
    site.write({f"{MARK}-2.md": post("date: 2026-01-01"), f"{MARK}-3.md": post("draft: yes")})
    lines = site.build("dirhtml").status.splitlines()
    said = [line for line in lines if "left out" in line]
    assert said == [f"left out: 2 drafts, 1 future review (2026-01-01, {MARK}-2.md)"]
    # the count stays when nothing is read again
    lines = site.build("dirhtml").status.splitlines()
    assert [line for line in lines if "left out" in line] == said


def test_the_count_is_the_last_line_of_the_build(site):
    site.write(files(f"{MARK}-1.md", post("draft: true")), **CONF)
    code, build = site.run()
    assert code == 0
    assert "left out" in build.status.strip().splitlines()[-1]


def test_drafts_and_future_posts_can_be_published(site):
    site.write(files(f"a/{MARK}-1.md", post("draft: true")), **CONF)
    site.write({f"a/{MARK}-2.md": post("date: 2026-01-01").replace("2510.00931", "2510.00932")})
    build = site.build("dirhtml", paperreview_build_drafts=True)
    assert build.has(f"a/{MARK}-1/index.html")
    assert not build.has(f"a/{MARK}-2/index.html")
    build = site.build("dirhtml", paperreview_build_drafts=True, paperreview_build_future=True)
    assert build.has(f"a/{MARK}-2/index.html")
    build = site.build("dirhtml")
    assert traces(build) == []


def test_a_link_to_a_draft_is_reported_and_shows_nothing_of_it(site):
    site.write(files(f"{MARK}.md", post("draft: true")), **CONF)
    build = site.write({"index.md": "# Home\n\n{review}`2510.00931`\n"}).build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert "[paperreview.draft]" in build.warnings
    assert traces(build) == []


def test_a_page_that_is_no_post_can_be_a_draft(site):
    page = f"---\ndraft: true\norphan: true\n---\n\n# {MARK}\n"
    build = site.write(
        {**files("a.md", "---\norphan: true\n---\n\n# A\n"), f"{MARK}.md": page}, **CONF
    )
    assert traces(build.build("dirhtml")) == []


@pytest.mark.parametrize(
    "above",
    [
        ".. SPDX-License-Identifier: MIT\n\n",
        "\n\n..\n   A comment\n   of two lines.\n\n.. and another\n",
        ":tags: [a,\n   b]\n:abstract: Words\n\n   and more words.\n",
        ":last-modified: today\n:author(s): A\n",
        "\ufeff",
    ],
)
def test_a_draft_in_rest_is_seen_wherever_its_field_stands(site, above):
    text = f"{above}:draft: true\n:title: {MARK}\n\n.. paper-review:: 2510.00931\n"
    site.write({"index.md": "# Home\n", f"{MARK}.rst": text}, **CONF)
    assert traces(site.build("dirhtml")) == []


def test_words_about_drafts_are_no_draft(site):
    text = f"{MARK}\n========\n\n:draft: true\n\n:date: 2029-01-01\n"
    build = site.write({"index.md": "# Home\n", f"{MARK}.rst": f":orphan:\n\n{text}"}, **CONF)
    assert build.build("dirhtml").has(f"{MARK}/index.html")


def test_source_date_epoch_hides_nothing(site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    conf = {**CONF, "paperreview_now": None}
    build = site.write(files(f"{MARK}.md", post("date: 2025-10-01")), **conf).build("dirhtml")
    assert build.has(f"{MARK}/index.html")
