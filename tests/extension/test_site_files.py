"""Sitemap, robots.txt, llms.txt and Markdown twins of built sites."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt

from sphinx_paperreview.html.llms import find_twin_link

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://example.org/sub/"
CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Notes",
    "html_baseurl": BASE,
    "paperreview_now": "2025-12-01T00:00:00Z",
}


def post(title="A", day=1, body="Text.", **front):
    values = {"title": title, "date": f"2025-10-{day:02}", "tags": ["GRPO"], **front}
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items() if value)
    return f"---\n{lines}---\n\n{body}\n"


FILES = {
    "index.md": "# Home\n\nWhat we read.\n",
    "about.md": "---\norphan: true\n---\n\n# About\n",
    "ai/review/a.md": post(
        "A", 1, ":::{paper-review} 2510.00931\n:::\n\nText.", tags=["GRPO", "X"]
    ),
    "ai/review/b.md": post("B", 2, last_modified_at="2025-11-05 10:00:00+0900"),
    "ai/llm/한글 c.md": post("C", 3),
    "ai/llm/d.rst": ":title: D\n:date: 2025-10-04\n:tags: GRPO\n\nText.\n",
}


def read_sitemap(build):
    root = etree.fromstring((build.outdir / "sitemap.xml").read_bytes())
    assert root.tag == f"{NS}urlset"
    return {item.findtext(f"{NS}loc"): item.findtext(f"{NS}lastmod") for item in root}


def names(build, pattern):
    return sorted(name for name in build.files if re.search(pattern, name))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_sitemap_has_each_page_once_and_no_tool(site, builder):
    conf = {**CONF, "paperreview_tag_min_count": 2}
    build = site.write(FILES, **conf).build(builder)
    tools = set(names(build, r"^(404|search|genindex)(/index)?\.html$"))
    pages = set(names(build, r"\.html$")) - tools
    addresses = {BASE + etree.fromstring(f"<a>{name}</a>").text for name in pages}
    if builder == "dirhtml":
        addresses = {address.removesuffix("index.html") for address in addresses}
    quoted = {a.replace("한글 c", "%ED%95%9C%EA%B8%80%20c") for a in addresses}
    assert set(read_sitemap(build)) == quoted
    assert not [address for address in quoted if "/tags/x" in address]


def test_the_sitemap_knows_when_pages_changed(site):
    found = read_sitemap(site.write(FILES, **CONF).build("dirhtml"))
    new = "2025-11-05T10:00:00+09:00"
    assert found[f"{BASE}ai/review/a/"] == "2025-10-01T00:00:00+00:00"
    assert found[f"{BASE}ai/review/b/"] == new
    assert found[f"{BASE}ai/review/"] == found[BASE] == found[f"{BASE}tags/"] == new
    assert found[f"{BASE}tags/x/"] == "2025-10-01T00:00:00+00:00"
    assert found[f"{BASE}about/"] is None


def test_drafts_and_copies_are_in_no_file(site):
    files = {
        "ai/review/e.md": post("E", 5, draft="true"),
        "ai/review/f.md": post("F", 6).replace("2025-", "2027-"),
        "ai/review/g.md": post("G", 7, canonical_url="https://other.example/g"),
        "hidden.md": "---\ndraft: true\norphan: true\n---\n\n# Hidden\n",
    }
    site.write({**FILES, **files}, **CONF)
    for options in ({}, {"paperreview_build_drafts": True, "paperreview_build_future": True}):
        build = site.build("dirhtml", **options)
        assert not [a for a in read_sitemap(build) if re.search(r"/(e|f|g|hidden)/$", a)]
        assert not re.search(r"\[[EF]\]", build.text("llms.txt"))
        assert not names(build, r"ai/review/[ef]/index\.md$")
        assert 'canonical: "https://other.example/g"' in build.text("ai/review/g/index.md")


def test_robots_names_the_sitemap(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    assert build.text("robots.txt").endswith(f"\nSitemap: {BASE}sitemap.xml\n")


def test_without_a_base_nothing_absolute_is_invented(site):
    build = site.write(FILES, **{**CONF, "html_baseurl": ""}).build("dirhtml")
    assert build.status.count("html_baseurl is not set") == 1
    assert not names(build, r"(\.xml|robots\.txt|feed\.json)$")
    assert "- [A](ai/review/a/): Text." in build.text("llms.txt")
    assert "canonical" not in build.text("ai/review/a/index.md")
    assert "://" not in build.text("llms.txt")


def test_llms_txt_lists_the_newest_posts_of_each_category(site):
    build = site.write(FILES, **CONF, paperreview_feed_size=1).build("dirhtml")
    assert build.text("llms.txt").splitlines() == [
        "# Notes", "", "> What we read.", "",
        "## llm", "", f"- [D]({BASE}ai/llm/d/): Text.", "",
        "## review", "", f"- [B]({BASE}ai/review/b/): Text.",
    ]  # fmt: skip


def test_llms_txt_shows_titles_as_they_stand(site):
    title = 'a ](x) *b* `c` <i>d</i> # & &amp; "q"'
    files = {"index.md": "# Home\n", "e.md": post(title, description=title)}
    build = site.write(files, **CONF).build("dirhtml")
    tokens = [t for t in MarkdownIt().parse(build.text("llms.txt")) if t.type == "inline"]
    text = "".join(c.content for c in tokens[-1].children if c.type.startswith("text"))
    assert text == f"{title}: {title}"


@pytest.mark.parametrize(
    ("builder", "twin", "link"),
    [("html", "ai/review/a.md", "a.md"), ("dirhtml", "ai/review/a/index.md", "index.md")],
)
def test_myst_reviews_have_a_markdown_twin(site, builder, twin, link):
    build = site.write(FILES, **CONF).build(builder)
    assert len(names(build, r"\.md$")) == 3
    assert not names(build, r"ai/llm/d.*\.md$|about.*\.md$")
    _, front, body = build.text(twin).split("---\n", 2)
    address = f"{BASE}ai/review/a{'.html' if builder == 'html' else '/'}"
    assert yaml.safe_load(front) == {
        "title": "A",
        "date": "2025-10-01T00:00:00+00:00",
        "tags": ["GRPO", "X"],
        "paper": {"arxiv": "2510.00931"},
        "canonical": address,
    }
    assert body == "\n:::{paper-review} 2510.00931\n:::\n\nText.\n"
    assert find_twin_link(build.app, "ai/review/a") == link
    assert find_twin_link(build.app, "ai/llm/d") == find_twin_link(build.app, "tags/grpo") == ""


def test_a_site_that_hides_its_sources_has_no_twins(site):
    build = site.write(FILES, **CONF, html_copy_source=False).build("dirhtml")
    assert names(build, r"\.md$") == []


CHANGES = {
    "add": {"ai/review/z.md": post("Z", 7)},
    "remove": {"ai/review/b.md": None},
    "remove-category": {"ai/llm/한글 c.md": None, "ai/llm/d.rst": None},
    "retag": {"ai/review/a.md": post("A", 1, tags=["PPO"])},
    "text": {"ai/review/a.md": post("A", 1, "Other.")},
    "draft": {"ai/review/b.md": post("B", 2, draft="true")},
    "home": {"index.md": "# Home\n\nSomething else.\n"},
    "taxonomy": {"taxonomy.toml": '[tags."Group Relative"]\naliases = ["GRPO"]\n'},
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_change_gives_the_files_of_a_clean_build(site, name, builder):
    site.write(FILES, **CONF)
    site.build(builder)
    build = site.write(CHANGES[name]).build(builder)
    clean = site.build(builder, out="clean")
    assert sorted(build.files) == sorted(clean.files)
    different = [name for name, data in clean.files.items() if build.files[name] != data]
    assert different == []


def test_another_extension_writes_the_sitemap(site):
    other = (
        "from pathlib import Path\n"
        "def write(app, exception):\n"
        "    Path(app.outdir, 'sitemap.xml').write_text('theirs')\n"
        "def setup(app):\n"
        "    app.add_config_value('sitemap_filename', 'sitemap.xml', '')\n"
        "    app.connect('build-finished', write)\n"
    )
    site.write(FILES, **CONF).build("dirhtml")
    path = f"import sys; sys.path.insert(0, {str(site.source)!r})\n"
    conf = (site.source / "conf.py").read_text("utf-8")
    conf = path + conf.replace("['sphinx_paperreview']", "['sphinx_paperreview', 'sphinx_sitemap']")
    site.write({"conf.py": conf, "sphinx_sitemap.py": other})
    for out in ("run", "run"):
        code, build = site.run(builder="dirhtml", out=out)
        assert code == 0
        assert build.text("sitemap.xml") == "theirs"
        assert f"{BASE}sitemap.xml" in build.text("robots.txt")


@pytest.mark.parametrize("name", ["sitemap.xml", "robots.txt", "llms.txt", "ai/review/a/index.md"])
def test_a_file_of_the_author_wins(site, name):
    site.write(FILES, **CONF).build("dirhtml")
    site.write({f"extra/{name}": "mine"})
    for _ in range(2):
        build = site.build("dirhtml", html_extra_path=["extra"])
        assert build.text(name) == "mine"
    without = site.build("dirhtml")
    assert without.files == site.build("dirhtml", out="clean").files


def test_a_page_with_the_name_of_a_file_is_left_alone(site):
    build = site.write({**FILES, "robots.txt.md": "---\norphan: true\n---\n\n# R\n"}, **CONF)
    assert build.build("dirhtml").has("robots.txt/index.html")


def test_the_same_sources_give_the_same_bytes(site):
    site.write(FILES, **CONF, paperreview_feeds=["site", "category", "tag"])
    one, two = site.build("dirhtml"), site.build("dirhtml", out="two")
    assert one.files == two.files
