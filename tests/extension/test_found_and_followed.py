"""Pages that are alike are told apart, and name the files that follow them."""

from __future__ import annotations

import json
from urllib.parse import unquote, urljoin

import pytest

BASE = "https://example.org/sub/"
CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Site",
    "html_baseurl": BASE,
    "paperreview_now": "2025-12-01T00:00:00Z",
}


def post(title: str, day: int, text: str = "Text.", **front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\ndate: 2025-10-{day:02}\n{lines}---\n\n{text}\n"


FILES = {
    "index.md": "# Home\n\nAll.\n",
    "ai/review/a.md": post("Attention", 1, "Text of a.", tags="[GRPO]"),
    "ai/llm/a.md": post("Other", 2, "Text of b.", tags="[GRPO]"),
}


def title_of(build, name: str) -> str:
    return build.html(name).find("head").findtext("title")


def description_of(build, name: str) -> str:
    (found,) = [
        m.get("content") for m in build.html(name).iter("meta") if m.get("name") == "description"
    ]
    return found


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_name_their_feeds_and_their_markdown(site, builder, theme):
    options = {"paperreview_feeds": ["site", "category", "tag"], "html_theme": theme}
    build = site.write(FILES, **{**CONF, **options}).build(builder)
    end = ".html" if builder == "html" else "/index.html"
    expected = {
        f"ai/review/a{end}": {"feed.xml", "feed.json", "ai/review/a" + end.replace("html", "md")},
        f"ai/review{end}": {"feed.xml", "feed.json", "ai/review/feed.xml"},
        f"tags/grpo{end}": {"feed.xml", "feed.json", "tags/grpo/feed.xml"},
        "index.html": {"feed.xml", "feed.json"},
    }
    for page, files in expected.items():
        links = [link for link in build.html(page).iter("link") if link.get("rel") == "alternate"]
        targets = [urljoin(BASE + page, link.get("href")).removeprefix(BASE) for link in links]
        assert sorted(map(unquote, targets)) == sorted(files)
        assert all(build.has(unquote(target)) for target in targets)
        kinds = {
            "xml": "application/atom+xml",
            "json": "application/feed+json",
            "md": "text/markdown",
        }
        for link in links:
            assert link.get("type") == kinds[link.get("href").rpartition(".")[2]]


def test_posts_of_one_title_are_told_apart_by_category(site):
    files = {**FILES, "ai/llm/a.md": post("Attention", 2, "Text of b.")}
    build = site.write(files, **CONF).build("dirhtml")
    assert title_of(build, "ai/review/a/index.html") == "Attention (review) - Site"
    assert title_of(build, "ai/llm/a/index.html") == "Attention (llm) - Site"
    assert "".join(next(build.html("ai/llm/a/index.html").iter("h1")).itertext()) == "Attention"


def test_lists_of_one_title_are_told_apart_by_address(site):
    groups = "".join(
        f'[[groups]]\ntitle = "{name}"\n[[groups.categories]]\npath = "{name}/review"\n'
        'title = "Review"\ndescription = "Reviews of papers."\n'
        for name in ("ai", "nlp")
    )
    posts = {f"{name}/review/{n}.md": post(f"{name} {n}", n, f"T {name} {n}.") for name in ("ai", "nlp")
             for n in (1, 2, 3)}  # fmt: skip
    conf = {**CONF, "paperreview_page_size": 2}
    build = site.write({"index.md": "# Home\n", "taxonomy.toml": groups, **posts}, **conf).build(
        "dirhtml"
    )
    pages = [
        f"{name}/review/{page}index.html" for name in ("ai", "nlp") for page in ("", "page/2/")
    ]
    assert len({title_of(build, page) for page in pages}) == 4
    assert len({description_of(build, page) for page in pages}) == 4
    assert title_of(build, pages[0]) == "Review (ai/review) - Site"


def test_equal_descriptions_begin_with_the_title(site):
    files = {
        **FILES,
        "ai/review/b.md": post("B", 3, "Text of a."),
        "ai/review/c.md": post("C", 4, "", paper="{arxiv: 2510.00001}"),
        "ai/review/d.md": post("D", 5, "Own.", description="Said."),
        "ai/review/e.md": post("E", 6, "Own.", description="said."),
    }
    build = site.write(files, **CONF).build("dirhtml")
    found = [description_of(build, f"ai/review/{name}/index.html") for name in "abcde"]
    assert found == [
        "Attention: Text of a.", "B: Text of a.", "C - Site", "D: Said.", "E: said.",
    ]  # fmt: skip


CHANGES = {
    "same-title-comes": {"ai/llm/b.md": post("Attention", 3, "Own.")},
    "same-title-goes": {"ai/llm/c.md": None},
    "same-text-comes": {"ai/llm/b.md": post("B", 3, "Text of a.")},
    "same-text-goes": {"ai/llm/d.md": post("D", 5, "Another.")},
    "category": {"ai/llm/c.md": post("Other", 4, "Own text.", category="ai/review")},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_the_bytes_of_a_clean_build(site, name):
    more = {
        "ai/llm/c.md": post("Other", 4, "Own text.", category="python"),
        "ai/llm/d.md": post("D", 5, "Text of b."),
    }
    site.write({**FILES, **more}, **CONF).build("dirhtml")
    site.write(CHANGES[name])
    changed, clean = site.build("dirhtml"), site.build("dirhtml", out="clean")
    assert sorted(changed.files) == sorted(clean.files)
    assert [key for key, data in clean.files.items() if changed.files[key] != data] == []


def test_the_notice_for_programs_has_the_words_of_the_author(site):
    own = post("A", 3, "T.\n\n:::{disclaimer} ai-generated\nMachine words.\n:::")
    named = post("B", 4, "U.", disclaimer="ai-summarised")
    conf = {**CONF, "paperreview_disclaimers": {"ai-summarised": "Summarised by a machine."}}
    build = site.write({"index.md": "# Home\n", "a.md": own, "b.md": named}, **conf).build("html")
    for page, name, words in (
        ("a.html", "ai-generated", "Machine words."),
        ("b.html", "ai-summarised", "Summarised by a machine."),
    ):
        tree = build.html(page)
        metas = {meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
        assert metas["ai-disclosure"] == name
        (data,) = [s.text for s in tree.iter("script") if s.get("type") == "application/ld+json"]
        post_data = json.loads(data)["@graph"][0]
        assert post_data["creditText"] == words


def test_addresses_in_files_are_those_that_browsers_send(site):
    build = site.write(FILES, **{**CONF, "html_baseurl": "https://예.example/하위 길"}).build(
        "dirhtml"
    )
    start = "https://xn--2j5b.example/%ED%95%98%EC%9C%84%20%EA%B8%B8/"
    for name in ("sitemap.xml", "feed.xml", "feed.json", "robots.txt", "llms.txt"):
        text = build.text(name)
        assert start in text, name
        assert "예.example" not in text, name
    assert 'href="/%ED%95%98%EC%9C%84%20%EA%B8%B8/' in build.text("404.html")
