"""References to what is held back, and what a build leaves of pages that became drafts."""

from __future__ import annotations

import os

import pytest

NOW = "2025-10-02T12:00:00+09:00"
CONF = {
    "html_theme": "sphinx_paperreview",
    "paperreview_now": NOW,
    "paperreview_timezone": "Asia/Seoul",
}
MARK = "zyxmarker"
HELD = {"draft": "draft: true", "future": "date: 2025-11-20"}
#: One way each to name the page ``held``; all of them in a page's text.
REFERENCES = {
    "review-id": ("md", "{review}`2510.00931`"),
    "review-version": ("md", "{review}`2510.00931v3`"),
    "review-text": ("md", "{review}`words <2510.00931>`"),
    "review-docname": ("md", "{review}`ai/held`"),
    "doc": ("md", "{doc}`ai/held`"),
    "doc-text": ("md", "{doc}`words <ai/held>`"),
    "doc-absolute": ("md", "{doc}`/ai/held`"),
    "link": ("md", "[words](ai/held.md)"),
    "link-absolute": ("md", "[words](/ai/held.md)"),
    "link-heading": ("md", "[words](ai/held.md#part)"),
    "link-empty": ("md", "[](ai/held.md)"),
    "toctree": ("md", "```{toctree}\nai/held\n```"),
    "toctree-titled": ("md", "```{toctree}\nWords <ai/held>\n```"),
    "toctree-hidden": ("md", "```{toctree}\n:hidden:\nai/held\n```"),
    "rst-review": ("rst", ":review:`2510.00931`"),
    "rst-doc": ("rst", ":doc:`ai/held`"),
    "rst-toctree": ("rst", ".. toctree::\n\n   ai/held"),
}


def held(front: str, body: str = "") -> str:
    return (
        f"---\ntitle: {MARK} title\ntags: [{MARK}-tag]\n{front}\n---\n\n"
        f":::{{paper-review}} 2510.00931\n:::\n\n{MARK} text.\n\n## Part\n\n{body}"
    )


def post(title: str, body: str = "Text.", date: str = "2025-09-01") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n---\n\n{body}\n"


def home(markup: str, text: str) -> dict[str, str]:
    title = "# Home" if markup == "md" else "Home\n===="
    return {f"index.{markup}": f"{title}\n\nBefore.\n\n{text}\n\nAfter.\n"}


def traces(folder) -> list[str]:
    """Return the names of all files that hold anything of the page, whatever they are for."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if MARK in path.name or (path.is_file() and MARK.encode() in path.read_bytes())
    ]


@pytest.mark.parametrize("reason", HELD)
@pytest.mark.parametrize("way", REFERENCES)
def test_a_reference_is_text_and_one_warning(site, way, reason):
    markup, text = REFERENCES[way]
    files = {**home(markup, text), "ai/held.md": held(HELD[reason]), "ai/b.md": post("B")}
    site.write(files, **CONF)
    build = site.build("dirhtml")
    assert build.warnings.count("WARNING") == 1, build.warnings
    assert "[paperreview.draft]" in build.warnings
    assert f"index.{markup}:" in build.warnings
    assert "'ai/held'" in build.warnings
    assert ("draft" if reason == "draft" else "2025-11-20") in build.warnings.partition(": ")[2]
    page = build.text("index.html")
    assert "Before." in page
    assert "After." in page
    assert "ai/held/" not in page
    if "words" in text:
        assert "words" in page
    assert traces(build.outdir) == []


@pytest.mark.parametrize("way", REFERENCES)
def test_the_warning_can_be_switched_off(site, way):
    markup, text = REFERENCES[way]
    files = {**home(markup, text), "ai/held.md": held(HELD["draft"]), "ai/b.md": post("B")}
    site.write(files, **CONF)
    build = site.build("dirhtml", suppress_warnings=["paperreview.draft"])
    assert build.warnings == ""


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
@pytest.mark.parametrize(
    "way", ["review-id", "doc", "link", "link-heading", "toctree", "toctree-titled", "rst-toctree"]
)
def test_pages_that_named_it_are_written_again_when_a_page_becomes_a_draft(site, way, theme):
    markup, text = REFERENCES[way]
    files = {
        **home(markup, text),
        "ai/held.md": held("date: 2025-09-01"),
        "ai/c.md": post("C"),
        "b.md": post("B"),
    }
    site.write(files, **{**CONF, "html_theme": theme})
    build = site.build("html")
    assert build.warnings == ""
    assert "ai/held.html" in build.text("index.html")
    build = site.write({"ai/held.md": held("draft: true")}).build("html")
    assert build.warnings.count("[paperreview.draft]") == 1, build.warnings
    assert build.warnings.count("WARNING") == 1
    assert traces(build.outdir) == []
    assert build.files == site.build("html", out="clean").files


def test_only_the_page_itself_is_taken_out_when_it_becomes_a_draft(site):
    files = {
        "index.md": "# Home\n",
        "ai/held.md": held("date: 2025-09-01"),
        **{f"ai/p{number}.md": post(f"P{number}") for number in range(6)},
    }
    site.write(files, **CONF).build("dirhtml")
    site.write({"ai/held.md": held("draft: true")})
    build = site.build("dirhtml")
    assert "0 added, 0 changed, 1 removed" in build.status
    assert "reading sources... [" not in build.status
    build = site.build("dirhtml")
    assert "0 added, 0 changed, 0 removed" in build.status
    assert "reading sources... [" not in build.status


def test_its_copies_and_its_doctree_go(site):
    site.write({"index.md": "# Home\n", f"ai/{MARK}.md": held("date: 2025-09-01")}, **CONF)
    # Hashes of files that were written just now are not kept.
    os.utime(site.source / f"ai/{MARK}.md", (10**9, 10**9))
    code, build = site.run("-d", f"{site.folder}/run/html/.doctrees")
    assert code == 0
    found = traces(build.outdir)
    assert ".doctrees/paperreview-cache/files.json" in found
    for name in (f".doctrees/ai/{MARK}.doctree", f"_sources/ai/{MARK}.md.txt", f"ai/{MARK}.html"):
        assert name in found
    site.write({f"ai/{MARK}.md": held("draft: true")})
    code, build = site.run("-d", f"{site.folder}/run/html/.doctrees")
    assert code == 0
    assert traces(build.outdir) == []


@pytest.mark.parametrize("front", HELD.values(), ids=HELD)
def test_no_file_of_the_output_folder_names_it_even_with_the_doctrees_inside(site, front):
    files = {"index.md": "# Home\n", f"ai/{MARK}.md": held(front), "ai/b.md": post("B")}
    site.write(files, **CONF)
    code, build = site.run("-d", f"{site.folder}/run/html/.doctrees")
    assert code == 0
    assert build.outdir.joinpath(".doctrees", "environment.pickle").is_file()
    assert traces(build.outdir) == []


PIXEL = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\1\0\0\5\0\1\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)


def test_images_that_only_a_draft_uses_go(site):
    images = "![](own.png)\n\n![](both.png)\n\n{download}`notes.txt`\n"
    files = {
        "index.md": "# Home\n",
        "ai/held.md": held("date: 2025-09-01", images),
        "ai/other.md": post("Other", "![](both.png)"),
        "ai/own.png": PIXEL,
        "ai/both.png": PIXEL + b"\n",
        "ai/notes.txt": b"notes",
    }
    build = site.write(files, **CONF).build("dirhtml")
    assert build.has("_images/own.png")
    assert len(list(build.outdir.glob("_downloads/*/notes.txt"))) == 1
    build = site.write({"ai/held.md": held("draft: true", images)}).build("dirhtml")
    assert not build.has("_images/own.png")
    assert build.has("_images/both.png")
    assert not list(build.outdir.glob("_downloads/*/notes.txt"))
    assert build.files == site.build("dirhtml", out="clean").files


@pytest.mark.parametrize(("reason", "switch"), [("draft", "drafts"), ("future", "future")])
def test_a_page_that_is_shown_early_says_so(site, reason, switch):
    files = {"index.md": "# Home\n", "ai/held.md": held(HELD[reason]), "ai/b.md": post("B")}
    build = site.write(files, **CONF).build("dirhtml", **{f"paperreview_build_{switch}": True})
    assert build.warnings == ""
    page = build.text("ai/held/index.html")
    assert page.count('class="paper-banner"') == 1
    assert page.count('<meta name="robots" content="noindex" />') == 1
    assert ("This page is a draft." in page) is (reason == "draft")
    for name in ("ai/b/index.html", "index.html", "ai/index.html"):
        assert "paper-banner" not in build.text(name)
        assert "noindex" not in build.text(name)
    assert "left out" not in build.status


def test_a_draft_that_is_no_post_says_so_too(site):
    files = {"index.md": "# Home\n", "about.md": "---\ndraft: true\norphan: true\n---\n\n# About\n"}
    build = site.write(files, **CONF).build("dirhtml", paperreview_build_drafts=True)
    assert "paper-banner" in build.text("about/index.html")
    assert "noindex" in build.text("about/index.html")


def test_many_posts_in_the_future_are_a_warning(site):
    files = {
        "index.md": "# Home\n",
        "a.md": post("A"),
        **{f"f{number}.md": post(f"F{number}", date="2026-01-01") for number in range(2)},
    }
    build = site.write(files, **CONF).build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert "2 of 3 posts are held back as future" in build.warnings
    assert "[paperreview.date]" in build.warnings
    build = site.write({"b.md": post("B", date="2025-09-02")}).build("dirhtml")
    assert build.warnings == ""


def test_the_last_line_names_future_posts_by_day(site):
    files = {"index.md": "# Home\n", "d1.md": held("draft: true"), "d2.md": held("draft: yes")}
    for day in range(20, 25):
        files[f"ai/x{day}.md"] = post("X", date=f"2025-11-{day}")
        files[f"ai/y{day}.md"] = post("Y", date=f"2025-09-{day}")
    code, build = site.write(files, **CONF).run()
    assert code == 0
    assert build.status.strip().splitlines()[-1] == (
        "left out: 2 drafts, 5 future reviews (2025-11-20, ai/x20.md; 2025-11-21, ai/x21.md; "
        "2025-11-22, ai/x22.md; …)"
    )


def test_drafts_can_be_shown_from_the_command_line(site):
    site.write({"index.md": "# Home\n", "ai/held.md": held(HELD["draft"])}, **CONF)
    code, build = site.run("-D", "paperreview_build_drafts=1")
    assert (code, build.warnings) == (0, "")
    assert build.has("ai/held.html")
    code, build = site.run()
    assert (code, build.warnings) == (0, "")
    assert traces(build.outdir) == []
