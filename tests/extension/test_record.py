"""One page in two languages of markup: the same record, the same article."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

MYST = """\
---
title: "Making, not Taking, the \\"Best of N\\": Daniel's View"
date: 2025-10-02 13:30:22+0900
updated: 2025-10-05
tags: [on, 1.0, 2025-10-02, [GRPO, ["A, B"]], Daniel D'souza's]
categories: [ai/review, Extra]
authors: [홍길동, "Jane O'Neil"]
abstract: Some abstract that must stay data
description: One sentence.
tldr: It's short.
pin: true
lang: en
disclaimer: ai-generated
paper: {arxiv: 1706.03760, authors: [Ammar Khairi*, Daniel D'souza], venue: ICLR 2026, year: 2026}
---

Some *text* of the review.
"""

REST = """\
:title: "Making, not Taking, the \\"Best of N\\": Daniel's View"
:date: 2025-10-02 13:30:22+0900
:updated: 2025-10-05
:tags: [on, 1.0, 2025-10-02, [GRPO, ["A, B"]], Daniel D'souza's]
:categories: [ai/review, Extra]
:authors: [홍길동, "Jane O'Neil"]
:abstract: Some abstract that must stay data
:description: One sentence.
:tldr: It's short.
:pin: true
:lang: en
:disclaimer: ai-generated
:paper: {arxiv: 1706.03760, authors: [Ammar Khairi*, Daniel D'souza], venue: ICLR 2026, year: 2026}

Some *text* of the review.
"""

MYST_DIRECTIVE = """\
---
title: A Title's Text
date: 2025-10-02
tags: GRPO, Best-of-N, 강화 학습
category: ai/review
---

:::{paper-review} 2510.00931v2
:authors: Ammar Khairi*; Daniel D'souza†; Marzieh Fadaee
:venue: ICLR 2026
:title: The "Paper"
:disclaimer: ai-generated
:::

## 핵심 방법론

**굵은 글** 다음의 글.
"""

REST_DIRECTIVE = """\
:title: A Title's Text
:date: 2025-10-02
:tags: GRPO, Best-of-N, 강화 학습
:category: ai/review

.. paper-review:: 2510.00931v2
   :authors: Ammar Khairi*; Daniel D'souza†; Marzieh Fadaee
   :venue: ICLR 2026
   :title: The "Paper"
   :disclaimer: ai-generated

핵심 방법론
-----------

**굵은 글** 다음의 글.
"""

ARTICLE = re.compile(r"<article class=\"page\".*?</article>", re.S)


def page(front: str, body: str = "Text.\n") -> str:
    return f"---\n{front}\n---\n\n{body}"


def read(site, source: str, name: str = "post.md", **conf):
    """Build one page; return its record and the build."""
    build = site.write({"index.md": "# Home\n", name: source}, **conf).build("pseudoxml")
    return build.reviews().get(name.rpartition(".")[0]), build


def article_of(build, name: str) -> str:
    text = ARTICLE.search(build.text(name)).group(0)
    text = text.replace("myst/", "x/").replace("rest/", "x/")
    # MyST and docutils differ in how they indent.
    return re.sub(r"\s*\n\s*", "\n", text)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    ("myst", "rest"), [(MYST, REST), (MYST_DIRECTIVE, REST_DIRECTIVE)], ids=["fields", "directive"]
)
def test_both_markups_give_the_same_record_and_article(make_site, language, myst, rest):
    records, articles = [], []
    for name, source in (("post.md", myst), ("post.rst", rest)):
        site = make_site(name)
        files = {"index.md": "# Home\n", name: source}
        build = site.write(files, language=language, html_theme="sphinx_paperreview").build()
        assert build.warnings == ""
        records.append(build.reviews()["post"])
        articles.append(article_of(build, "post.html"))
    for field in fields(records[0]):
        assert getattr(records[0], field.name) == getattr(records[1], field.name), field.name
    assert articles[0] == articles[1]
    assert ("Tags" if language == "en" else "태그") in articles[0]


def test_scalars_stay_the_text_that_was_written(site):
    review, build = read(site, MYST)
    assert review.paper.arxiv == "1706.03760"
    assert review.tags == ("on", "1.0", "2025-10-02", "GRPO", "A, B", "Daniel D'souza's")
    assert review.categories == ("ai/review", "Extra")
    assert [person.name for person in review.reviewers] == ["홍길동", "Jane O'Neil"]
    assert [(p.name, p.marks) for p in review.paper.authors] == [
        ("Ammar Khairi", "*"),
        ("Daniel D'souza", ""),
    ]
    assert review.published.rfc3339 == "2025-10-02T13:30:22+09:00"
    assert review.is_pinned
    assert review.language == "en"
    assert build.warnings == ""


@pytest.mark.parametrize(("name", "source"), [("post.md", MYST), ("post.rst", REST)])
def test_abstract_is_data_and_never_on_the_page(site, name, source):
    build = site.write({"index.md": "# Home\n", name: source}).build()
    assert "must stay data" not in build.text("post.html")
    assert build.app.env.metadata["post"]["abstract"] == "Some abstract that must stay data"


def test_one_rest_author_with_commas_is_not_split(site):
    source = ":date: 2025-10-02\n:authors: Vaswani, Ashish;\n\nTitle\n=====\n\nText.\n"
    build = site.write({"index.md": "# Home\n", "post.rst": source}).build()
    assert [person.name for person in build.reviews()["post"].reviewers] == ["Vaswani, Ashish"]
    body = build.text("post.html").partition("<body>")[2]
    assert body.count("Vaswani") == 1  # the byline


@pytest.mark.parametrize(("name", "source"), [("p.md", MYST_DIRECTIVE), ("p.rst", REST_DIRECTIVE)])
def test_quotes_in_names_titles_and_tags_stay_straight(site, name, source):
    source = source.replace("tags: GRPO", "tags: It's one, GRPO").replace(
        "다음의 글.", '다음의 글 isn\'t "quoted".'
    )
    build = site.write({"index.md": "# Home\n", name: source}).build()
    text = build.text("p.html")
    assert "Daniel D&#39;souza" in text.replace("D'souza", "D&#39;souza")
    assert "D’souza" not in text
    assert "A Title’s" not in text
    assert "It’s one" not in text
    assert "isn’t “quoted”" in text  # prose is Sphinx's


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("tags: a, b,, c", ("a", "b", "c")),
        ("tags: [a, [b, [c]]]", ("a", "b", "c")),
        ('tags: ["A, B"]', ("A, B",)),
        ("tags:\n  - a\n  - b", ("a", "b")),
        ("keywords: a, b", ("a", "b")),
        ("tags: [GRPO, grpo]", ("GRPO",)),
        ("tags: []", ()),
        ("tags:", ()),
        ("tags: [yes, no, null, 007]", ("yes", "no", "null", "007")),
    ],
)
def test_spellings_of_tags(site, written, expected):
    review, build = read(site, page(f"title: T\ndate: 2025-10-02\n{written}"))
    assert review.tags == expected
    assert build.warnings == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("date: 2025-10-02", "2025-10-02T00:00:00+09:00"),
        ("date: 2025-10-02 13:30:22+0900", "2025-10-02T13:30:22+09:00"),
        ("date: 2025-10-02T13:30:22+09:00", "2025-10-02T13:30:22+09:00"),
        ("date: 2025-10-02T13:30:22Z", "2025-10-02T13:30:22+00:00"),
        ("date: 2025-10-02 13:30", "2025-10-02T13:30:00+09:00"),
        ("date: Thu, 02 Oct 2025 13:30:22 +0900", "2025-10-02T13:30:22+09:00"),
        ('date: "2025-10-02"', "2025-10-02T00:00:00+09:00"),
        ("date: {created: 2025-10-02}", "2025-10-02T00:00:00+09:00"),
        ("date:\n  created: 2025-10-02\n  updated: 2025-10-03", "2025-10-02T00:00:00+09:00"),
        ("publishDate: 2025-10-02", "2025-10-02T00:00:00+09:00"),
    ],
)
def test_spellings_of_dates(site, written, expected):
    review, build = read(site, page(f"title: T\n{written}"), paperreview_timezone="Asia/Seoul")
    assert review.published.rfc3339 == expected
    assert build.warnings == ""


@pytest.mark.parametrize(
    "key", ["updated: 2025-10-05", "last_modified_at: 2025-10-05", "lastmod: 2025-10-05",
            "modified: 2025-10-05"]
)  # fmt: skip
def test_spellings_of_updated(site, key):
    review, build = read(site, page(f"title: T\ndate: 2025-10-02\n{key}"))
    assert review.updated.day.isoformat() == "2025-10-05"
    assert build.warnings == ""


def test_updated_inside_a_date_mapping(site):
    source = page("title: T\ndate: {created: 2025-10-02, updated: 2025-10-05}")
    review, _ = read(site, source)
    assert review.updated.day.isoformat() == "2025-10-05"


def test_date_of_a_file_name(site):
    review, build = read(site, "# T\n\nText.\n", "a/2025-10-2-Some_Title.md")
    assert review.published.day.isoformat() == "2025-10-02"
    assert review.title == "T"
    assert build.warnings == ""


def test_doubled_offset_is_repaired_and_reported(site):
    review, build = read(site, page("title: T\ndate: 2025-10-02 13:30:22+0900+0900"))
    assert review.published.rfc3339 == "2025-10-02T13:30:22+09:00"
    assert build.warnings.count("WARNING") == 1
    assert "post.md:3" in build.warnings
    assert "write 2025-10-02T13:30:22+09:00" in build.warnings
    assert "[paperreview.date]" in build.warnings


@pytest.mark.parametrize(("name", "mark"), [("post.md", ""), ("post.rst", ":")])
def test_a_wrong_date_is_reported_with_its_line_and_the_page_stays(site, name, mark):
    directive = {
        "": ":::{paper-review} 2510.00931\n:::\n", ":": ".. paper-review:: 2510.00931\n"
    }[mark]  # fmt: skip
    front = f"{mark}title: T\n{mark}date: 2025-13-02\n"
    source = f"---\n{front}---\n\n{directive}" if not mark else f"{front}\n{directive}"
    review, build = read(site, source, name)
    assert review.published is None
    line = 3 if not mark else 2
    assert f"{name}:{line}: WARNING" in build.warnings
    assert "[paperreview.date]" in build.warnings


def h1(build, name="post.html"):
    return ["".join(node.itertext()).rstrip("¶") for node in build.html(name).iter("h1")]


THEMES = pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])


@THEMES
@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("post.md", page("title: The *Title*\ndate: 2025-10-02", "Text.\n\n## Part\n")),
        ("post.md", page("title: The *Title*\ndate: 2025-10-02", "")),
        ("post.md", page("title: The *Title*\ndate: 2025-10-02", "# The \\*Title\\*\n\nText.\n")),
        ("post.md", page("title: The *Title*\ndate: 2025-10-02", "# One\n\n## Two\n\n# Three\n")),
        ("post.md", page("title: The *Title*\ndate: 2025-10-02", "Text first.\n\n# One\n")),
        ("post.rst", ":title: The *Title*\n:date: 2025-10-02\n\nText.\n\nPart\n----\n\nText.\n"),
        ("post.rst", ":title: The *Title*\n:date: 2025-10-02\n\nOne\n===\n\nA.\n\nTwo\n===\n\nB.\n"),
        ("post.rst", ":title: The *Title*\n:date: 2025-10-02\n\nText.\n\nOne\n===\n\nA.\n"),
    ],
    ids=["no-heading", "empty", "same", "several", "text-first", "rst-none", "rst-several", "rst-text"],
)  # fmt: skip
def test_a_page_has_one_h1_which_is_its_title(site, theme, name, source):
    build = site.write({"index.md": "# Home\n", name: source}, html_theme=theme).build()
    own = [text for text in h1(build) if text != "Home"]
    # alabaster prints the project's name as a h1 of the logo, in the sidebar.
    own = [text for text in own if "Project name not set" not in text.strip()]
    assert [text.strip() for text in own] == ["The *Title*"]
    assert build.warnings == ""


def test_several_h1_move_one_level_down(site):
    source = page("title: T\ndate: 2025-10-02", "# One\n\n## Two\n\n# Three\n")
    build = site.write({"index.md": "# Home\n", "post.md": source}).build()
    levels = [
        (node.tag, "".join(node.itertext()).rstrip("¶"))
        for node in build.html("post.html").iter()
        if node.tag in ("h2", "h3")
    ]
    assert [pair for pair in levels if pair[1] in ("One", "Two", "Three")] == [
        ("h2", "One"),
        ("h3", "Two"),
        ("h2", "Three"),
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("post.md", page("title: One\ndate: 2025-10-02", "# Two\n\nText.\n")),
        ("post.rst", ":title: One\n:date: 2025-10-02\n\nTwo\n===\n\nText.\n"),
    ],
)
def test_a_heading_that_differs_from_the_title_stays_and_is_reported(site, name, source):
    files = {"index.md": "# Home\n", name: source}
    build = site.write(files, html_theme="sphinx_paperreview").build()
    assert h1(build) == ["Two"]
    assert build.reviews()["post"].title == "One"
    assert build.warnings.count("WARNING") == 1
    assert "'Two'" in build.warnings
    assert "'One'" in build.warnings
    assert "[paperreview.title]" in build.warnings


def test_titles_of_other_documents_are_sphinxs(site):
    build = site.write({"index.md": "---\ntitle: Other\n---\n\n# Home\n\nText.\n"}).build()
    assert "Home" in h1(build, "index.html")
    assert build.warnings == ""
    assert not build.reviews()


def test_a_post_without_title_is_reported_and_named_after_its_file(site):
    review, build = read(site, page("date: 2025-10-02"), "some/name.md")
    assert review.title == "name"
    assert "[paperreview.title]" in build.warnings


def test_the_directive_wins_over_front_matter_with_a_warning(site):
    source = page(
        "title: T\ndate: 2025-10-02\npaper: {arxiv: 1706.03762, venue: NeurIPS, year: 2017}",
        ":::{paper-review} 2510.00931\n:venue: NeurIPS\n:::\n",
    )
    review, build = read(site, source)
    assert review.paper.arxiv == "2510.00931"
    assert review.paper.venue == "NeurIPS"
    assert review.paper.year == "2017"
    assert build.warnings.count("WARNING") == 1
    assert "'arxiv'" in build.warnings
    assert "post.md:7" in build.warnings


@pytest.mark.parametrize("key", ["tldr", "disclaimer"])
def test_the_directives_other_options_win_with_a_warning_too(site, key):
    one, two = ("ai-generated", "ai-assisted") if key == "disclaimer" else ("One", "Two")
    source = page(
        f"title: T\ndate: 2025-10-02\n{key}: {one}", f":::{{paper-review}} 2510.00931\n:{key}: {two}\n:::"
    )  # fmt: skip
    review, build = read(site, source)
    assert getattr(review, key) == two
    assert build.warnings.count("WARNING") == 1
    assert f"'{key}'" in build.warnings


def test_a_directive_without_argument_takes_its_paper_from_the_front_matter(site):
    source = page(
        "title: T\ndate: 2025-10-02\npaper: {arxiv: 1706.03762}",
        ":::{paper-review}\n:venue: NeurIPS\n:::\n",
    )
    review, build = read(site, source)
    assert (review.paper.arxiv, review.paper.venue) == ("1706.03762", "NeurIPS")
    assert build.warnings == ""
    assert "https://arxiv.org/abs/1706.03762" in build.text("post.pseudoxml")


def test_short_forms_at_the_top_name_the_paper(site):
    review, build = read(site, page("title: T\ndate: 2025-10-02\narxiv: 1706.03760\ndoi: 10.1/x"))
    assert review.paper.arxiv == "1706.03760"
    assert "[paperreview.identifier]" in build.warnings  # 10.1 is no registrant


def test_option_names_take_dashes_and_underscores_and_any_order(site):
    source = page("title: T", ":::{paper-review} 10.18653/v1/N19-1423\n:acl: N19-1423\n:::\n")
    review, build = read(site, source)
    assert (review.paper.doi, review.paper.acl) == ("10.18653/v1/n19-1423", "N19-1423")
    assert build.warnings == ""


def test_the_second_directive_of_a_page_is_reported(site):
    source = page(
        "title: T", ":::{paper-review} 2510.00931\n:::\n\n:::{paper-review} 1706.03762\n:::\n"
    )
    review, build = read(site, source)
    assert review.paper.arxiv == "2510.00931"
    assert build.warnings.count("WARNING") == 1
    assert "post.md:8" in build.warnings
    assert "1706.03762" not in build.text("post.pseudoxml")


def test_an_argument_that_names_no_paper_is_reported(site):
    review, build = read(site, page("title: T", ":::{paper-review} not-an-id\n:::\n"))
    assert review is not None
    assert "'not-an-id'" in build.warnings
    assert "[paperreview.identifier]" in build.warnings


def test_authors_of_the_page_on_a_paper_without_authors_are_reported(site):
    source = page("title: T\nauthors: [Jane Doe]\npaper: {arxiv: 1706.03762}\ndate: 2025-10-02")
    review, build = read(site, source)
    assert [person.name for person in review.reviewers] == ["Jane Doe"]
    assert review.paper.authors == ()
    assert "post.md:3" in build.warnings
    assert "[paperreview.authors]" in build.warnings


def test_names_cut_at_commas_are_reported_with_the_mend(site):
    source = page("title: T", ":::{paper-review} 2510.00931\n:authors: Vaswani, Ashish\n:::\n")
    review, build = read(site, source)
    assert [person.name for person in review.paper.authors] == ["Vaswani", "Ashish"]
    assert "'Vaswani, Ashish;'" in build.warnings


def test_an_include_pattern_decides_alone_what_is_a_post(site):
    files = {
        "index.md": "# Home\n",
        "posts/a.md": page("title: A"),
        "notes/b.md": page("title: B\ndate: 2025-10-02", "# B\n"),
    }
    build = site.write(files, paperreview_include=["posts/**"]).build("pseudoxml")
    assert list(build.reviews()) == ["posts/a"]


def test_records_are_equal_whatever_wrote_the_lines(site):
    for name, newline in (("unix.md", "\n"), ("dos.md", "\r\n")):
        site.write({name: MYST.replace("\n", newline).encode()})
    site.write({"index.md": "# Home\n", "bom.md": b"\xef\xbb\xbf" + MYST.encode()})
    reviews = site.build("pseudoxml").reviews()
    for name in ("dos", "bom"):
        assert replace(reviews[name], docname="unix") == reviews["unix"]


@pytest.mark.parametrize(
    "block",
    [
        "title: One: two\ndate: 2025-10-02",
        "title: One two\ndate: 2025-10-02\nx: [a",
        "title: One two\ndate: 2025-10-02\nx: &x [*x]",
        f"title: One two\ndate: 2025-10-02\nx: {'[' * 3000}",
        "title: One two\ndate: 2025-10-02\nx: @y",
    ],
)
def test_a_page_with_broken_front_matter_stays_and_is_reported(site, block):
    build = site.write({"index.md": "# Home\n", "a/post.md": page(block)}).build()
    assert "a/post" in build.reviews()
    assert build.reviews()["a/post"].title in ("One: two", "One two")
    assert "Text." in build.text("a/post.html")
    assert re.search(r"a/post.md:\d: WARNING: front matter is no YAML", build.warnings)
    assert "[paperreview.frontmatter]" in build.warnings


def test_headings_have_readable_ids_and_keep_those_of_sphinx(site):
    myst = page("title: X\ndate: 2025-10-02", "## 핵심 방법론\n\n## C++ & C#\n\n## 핵심 방법론\n")
    rest = (
        ":title: Y\n:date: 2025-10-02\n\n핵심 방법론\n-----------\n\nText.\n\n"
        "C++ & C#\n--------\n\nText.\n\n핵심 방법론\n-----------\n\nText.\n"
    )
    links = (
        "# Home\n\n[](x.md#핵심-방법론) [](x.md#핵심-방법론-2) [](x.md#c-plus-plus-and-c-sharp)\n"
    )
    build = site.write({"index.md": links, "x.md": myst, "y.rst": rest}).build()
    assert build.warnings == ""
    for name in ("x.html", "y.html"):
        ids = [node.get("id") for node in build.html(name).iter("section")]
        assert ids[1:] == ["핵심-방법론", "c-plus-plus-and-c-sharp", "핵심-방법론-2"]
        assert '<span id="c-c"></span>' in build.text(name)
    assert 'href="x.html#핵심-방법론-2"' in build.text("index.html")


INCLUDED = "---\ntitle: Other\ndate: 2001-01-01\ntags: [other]\n---\n\nIncluded *text*.\n"


def test_an_included_file_brings_its_text_and_no_title_or_fields(site):
    body = "Text.\n\n```{include} inc.txt\n```\n"
    files = {
        "index.md": "# Home\n",
        "inc.txt": INCLUDED,
        "post.md": page("title: T\ndate: 2025-10-02", body),
    }
    build = site.write(files, html_theme="sphinx_paperreview").build()
    assert build.warnings == ""
    assert build.reviews()["post"].tags == ()
    assert "Included <em>text</em>." in build.text("post.html")
    headings = [node for node in build.html("post.html").iter() if node.tag in ("h1", "h2")]
    assert [text for text in ("".join(node.itertext()) for node in headings) if "T" in text] == [
        "T"
    ]


def test_an_included_file_does_not_make_a_page_a_post(site):
    files = {"index.md": "# Home\n\n```{include} inc.txt\n```\n", "inc.txt": INCLUDED}
    build = site.write(files).build()
    assert not build.reviews()
    assert "Included <em>text</em>." in build.text("index.html")
