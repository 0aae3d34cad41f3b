"""Every builder prints a review: its link, its authors, its notice."""

from __future__ import annotations

import json
import re
import zipfile

import pytest

POST = """\
---
title: Best of N
date: 2025-10-02
updated: 2025-10-05
tags: [Best-of-N, 강화 학습]
category: ai/review
authors: [Jane Doe]
tldr: Fuse, don't pick.
---

:::{paper-review} 2510.00931
:authors: Ammar Khairi*; Daniel D'souza
:venue: ICLR 2026
:code: https://code.example/best
:disclaimer: ai-generated
:::

## 핵심 방법론

**대규모 모델(LLM)**의 글, {tag}`Best-of-N`, {review}`1706.03762`, {arxiv}`2510.00001`,
{authors}`A B; C D`, {category}`ai/review`, {author}`Daniel D'souza`.
"""
OTHER = """\
:title: Attention
:date: 2025-10-01
:tags: [Best-of-N]

.. paper-review:: 1706.03762
   :authors: Ashish Vaswani; Noam Shazeer

Text, :review:`2510.00931`.

.. disclaimer:: ai-translated

   Own *words*.
"""
FILES = {
    "index.md": "# Home\n\n```{toctree}\nai/review/best\nai/review/attention\n```\n",
    "ai/review/best.md": POST,
    "ai/review/attention.rst": OTHER,
}
CONF = {
    "project": "Reviews",
    "version": "1",
    "copyright": "2025",
    "man_show_urls": True,
    "latex_engine": "lualatex",
    "man_pages": [("index", "reviews", "Reviews", "Jane Doe", 1)],
    "texinfo_documents": [
        ("index", "reviews", "Reviews", "Jane Doe", "Reviews", "All", "Miscellaneous")
    ],
    "epub_show_urls": "no",
}
#: Where each builder leaves the text of the reviews.
OUTPUT = {
    "text": "ai/review/*.txt",
    "latex": "*.tex",
    "man": "*.1",
    "texinfo": "*.texi",
    "epub": "ai/review/*.xhtml",
    "singlehtml": "index.html",
    "json": "ai/review/*.fjson",
    "xml": "ai/review/*.xml",
    "pseudoxml": "ai/review/*.pseudoxml",
    "html": "ai/review/*.html",
    "dirhtml": "ai/review/*/index.html",
}


def words(build, builder: str) -> str:
    texts = [path.read_text("utf-8") for path in sorted(build.outdir.glob(OUTPUT[builder]))]
    text = " ".join(json.loads(t)["body"] if builder == "json" else t for t in texts)
    if builder not in ("text", "latex", "man", "texinfo", "pseudoxml"):
        text = re.sub(r"<[^>]+>", "", text)
    text = text.replace("&#39;", "'").replace("\\sphinxhyphen{}", "-").replace("\\-", "-")
    text = text.replace("\\(aq", "'").replace("\\textquotesingle{}", "'")
    return " ".join(text.split())


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
@pytest.mark.parametrize("builder", OUTPUT)
def test_each_builder_prints_link_authors_and_notice(site, builder, theme):
    build = site.write(FILES, **CONF, html_theme=theme).build(builder)
    assert build.warnings == ""
    raw = " ".join(path.read_text("utf-8") for path in build.outdir.glob(OUTPUT[builder]))
    shown = words(build, builder)
    for text in ("Best of N", "Ammar Khairi", "D'souza", "Ashish Vaswani", "ICLR 2026",
                 "This review was written by an AI.", "Own ", "핵심 방법론", "대규모 모델(LLM)"):  # fmt: skip
        assert text in shown, text
    if builder != "text":  # which prints no addresses
        assert "arxiv.org/abs/2510.00931" in raw.replace("\\:", "").replace("\\-", "-")


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "pseudoxml"])
def test_builders_without_frame_print_date_byline_and_tags(site, builder):
    shown = words(site.write(FILES, **CONF).build(builder), builder)
    for text in (
        "October 2, 2025",
        "October 5, 2025",
        "Jane Doe",
        "Fuse, don't pick.",
        "강화 학습",
    ):
        assert text in shown.replace("’", "'"), text


def test_catalogues_of_translators_are_written(site):
    build = site.write(FILES, **CONF).build("gettext")
    assert build.warnings == ""
    text = "".join(path.read_text("utf-8") for path in build.outdir.rglob("*.pot"))
    assert "핵심 방법론" in text
    assert "Best of N" in text


def test_an_epub_holds_no_lists(site):
    build = site.write(FILES, **CONF).build("epub")
    with zipfile.ZipFile(next(build.outdir.glob("*.epub"))) as book:
        names = book.namelist()
    assert any(name.endswith("ai/review/best.xhtml") for name in names)
    assert not any("tags/" in name or "404" in name for name in names)


def test_links_to_lists_are_text_where_there_are_none(site):
    build = site.write(FILES, **CONF).build("singlehtml")
    links = [a.get("href") for a in build.html("index.html").iter("a")]
    assert not [link for link in links if link and ("tags/" in link or "categories" in link)]


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml"])
def test_books_speak_korean(site, builder):
    shown = words(site.write(FILES, **CONF, language="ko").build(builder), builder)
    for text in ("2025년 10월 2일", "저자:", "링크:", "이 리뷰는 AI로 작성되었습니다."):
        assert text in shown, text


@pytest.mark.parametrize("builder", ["linkcheck", "dummy", "changes", "dirhtml", "text"])
def test_builders_follow_each_other_over_one_environment(site, builder):
    site.write(FILES, **CONF, linkcheck_ignore=[".*"])
    site.build("html")
    assert site.build(builder).warnings == ""
    assert site.build("html").warnings == ""
