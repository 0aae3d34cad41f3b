"""Other people's themes: the same pages, the same entries, nothing of our frame."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

THEMES = ("alabaster", "furo", "pydata_sphinx_theme")


def post(title: str, day: int, folder="ai/review", extra: str = "") -> str:
    return (
        f"---\ntitle: {title}\ndate: 2025-10-{day:02}\ntags: [GRPO, 강화 학습]\n"
        f"disclaimer: ai-generated\ntldr: Short {title}.\n{extra}---\n\n"
        f":::{{paper-review}} 2510.{day:05}\n:authors: Ammar Khairi*; Daniel D'souza\n:::\n\n"
        f"## Part\n\nText of {title}.\n"
    )


FILES = {
    "index.md": "# Home\n\n```{toctree}\n\nblog\nabout\n```\n",
    "blog.md": "# Blog\n\nAll posts.\n",
    "about.md": "# About\n\n{review}`2510.00002`\n",
    "tags/grpo.md": "# About GRPO\n\nA word on it.\n",
    "ai/llm/x.md": "---\ntitle: X\ndate: 2025-10-09\n---\n\nText.\n",
    **{f"ai/review/p{n}.md": post(f"Post {n}", n) for n in (1, 2, 3)},
}


def text_of(node) -> str:
    return " ".join("".join(node.itertext()).split())


def main_of(build, page):
    """Return the part of a page that holds its text."""
    tree = build.html(page)
    for node in tree.iter():
        if node.get("role") == "main" or node.tag == "main":
            return node
    raise AssertionError(page)


@pytest.fixture
def build(site, request):
    theme, builder = request.param
    site.write(FILES, html_theme=theme, paperreview_home="blog", paperreview_page_size=2)
    built = site.build(builder)
    built.end = ".html" if builder == "html" else "/index.html"
    built.theme = theme
    return built


EACH = pytest.mark.parametrize(
    "build",
    [(theme, builder) for theme in THEMES for builder in ("html", "dirhtml")],
    indirect=True,
    ids="-".join,
)


@EACH
def test_pages_stand_in_other_themes(build):
    end = build.end
    assert build.warnings == ""
    # the lists, with their entries, counts and rows of numbers
    for page, titles in {
        f"blog{end}": ["X", "Post 3"],
        f"page/2{end}": ["Post 2", "Post 1"],
        f"ai/review{end}": ["Post 3", "Post 2"],
        f"ai/review/page/2{end}": ["Post 1"],
        f"tags/grpo{end}": ["Post 3", "Post 2"],
        f"tags/강화-학습/page/2{end}": ["Post 1"],
        f"ai/llm{end}": ["X"],
    }.items():
        main = main_of(build, page)
        found = [
            text_of(article.find(".//a"))
            for article in main.iter("article")
            if article.get("class") == "archive__item"
        ]
        assert found == titles, page
        assert len(list(main.iter("h1"))) == 1, page
    for page, names in {
        f"tags{end}": ["#GRPO", "#강화 학습"],
        f"categories{end}": ["llm", "review"],
    }.items():
        shown = [text_of(a) for item in main_of(build, page).iter("li") if item.get("id")
                 for a in item.iter("a")]  # fmt: skip
        assert shown == names
    # all links of the text lead somewhere
    for page in build.files:
        if not page.endswith(".html"):
            continue
        for a in build.html(page).iter("a"):
            href = unquote(a.get("href", "").partition("#")[0].partition("?")[0])
            if href and ":" not in href:
                target = (build.outdir / page).parent / href
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), (page, href)
    # the article
    page = f"ai/review/p2{end}"
    main = main_of(build, page)
    words = text_of(main)
    assert "October 2, 2025" in words
    assert "Short Post 2." in words
    assert "Authors: Ammar Khairi*, Daniel D'souza" in words
    assert "This review was written by an AI." in words
    links = {text_of(a): unquote(a.get("href")) for a in main.iter("a")}
    up = "../" if build.end == ".html" else "../../"
    assert links["arXiv abstract"] == "https://arxiv.org/abs/2510.00002"
    assert links["GRPO"].startswith(f"{up}../tags/grpo")
    assert links["강화 학습"].startswith(f"{up}../tags/강화-학습")
    assert len(list(main.iter("h1"))) == 1
    # the frame is the theme's
    assert "masthead" not in build.text(page)
    assert "paperreview.css" in build.text(page)


@EACH
def test_themes_that_show_neighbours_show_the_category(build):
    text = build.text(f"ai/review/p2{build.end}")
    page = build.html(f"ai/review/p2{build.end}")
    related = {link.get("rel"): link.get("href") for link in page.iter("link")}
    end = ".html" if build.end == ".html" else "/"
    up = "" if end == ".html" else "../"
    assert related["prev"] == f"{up}p1{end}"
    assert related["next"] == f"{up}p3{end}"
    if build.theme != "alabaster":  # alabaster keeps them in the head unless asked
        assert "Post 1" in text
        assert "Post 3" in text


@pytest.mark.parametrize("theme", THEMES)
def test_a_korean_site_is_korean_in_other_themes(site, theme):
    build = site.write(FILES, html_theme=theme, language="ko").build("dirhtml")
    words = text_of(main_of(build, "ai/review/p2/index.html"))
    for expected in (
        "2025년 10월 2일",
        "저자:",
        "링크:",
        "태그:",
        "이 리뷰는 AI로 작성되었습니다.",
    ):
        assert expected in words
    assert "Authors" not in words


def test_a_theme_that_builds_on_ours_is_ours(site):
    theme = {
        "mine/theme.toml": '[theme]\ninherit = "sphinx_paperreview"\n',
        "index.md": "# Home\n",
        "a/p1.md": post("One", 1),
    }
    build = site.write(theme, html_theme="mine", html_theme_path=["."]).build()
    assert "entries-list" in build.text("index.html")
    assert "masthead" in build.text("a/p1.html")


def test_templates_of_the_author_come_first(site):
    files = {**FILES, "own/paperreview/entry.html": "<p>own {{ entry.title }}</p>"}
    build = site.write(files, html_theme="alabaster", templates_path=["own"]).build()
    assert "<p>own Post 1</p>" in build.text("ai/review.html")
