"""A build after a change gives what a build from scratch gives, and writes nothing else."""

from __future__ import annotations

import json

import pytest

CONF = {
    "html_theme": "sphinx_paperreview",
    "paperreview_now": "2026-02-01T00:00:00Z",
    "html_baseurl": "https://example.org/",
}


def post(
    title: str, day: int = 1, tags: str = "GRPO", category: str = "ai/review", arxiv=""
) -> str:
    return (
        f"---\ntitle: {title}\ndate: 2025-10-{day:02}\ntags: [{tags}]\ncategory: {category}\n---\n\n"
        f":::{{paper-review}} {arxiv}\n:::\n\nText, see {{tag}}`GRPO`.\n"
    )


FILES = {
    "index.md": "# Home\n\n{review}`2510.00931`\n",
    "about.md": "---\norphan: true\n---\n\n# About\n\n{review}`2510.00931` {category}`ai/review`\n",
    "ai/review/index.md": "# Reviews\n\nIntro.\n",
    "ai/review/a.md": post("A", 1, "GRPO, DPO", arxiv="2510.00931"),
    "ai/review/b.md": post("B", 2),
    "ai/review/c.md": post("C", 3, "DPO"),
    "ai/llm/d.md": post("D", 4, category="ai/llm"),
    "ai/llm/e.md": post("E", 5, "강화 학습", category="ai/llm"),
}

CHANGES = {
    "title": {"ai/review/b.md": post("B, renamed", 2)},
    "title-linked": {"ai/review/a.md": post("A, renamed", 1, "GRPO, DPO", arxiv="2510.00931")},
    "text": {"ai/review/b.md": post("B", 2) + "\nMore.\n"},
    "tags": {"ai/review/b.md": post("B", 2, "PPO, C++")},
    "tag-spelling": {"ai/review/b.md": post("B", 2, "grpo"), "ai/llm/d.md": post("D", 4, "grpo")},
    "date": {"ai/review/a.md": post("A", 9, "GRPO, DPO", arxiv="2510.00931")},
    "category": {"ai/review/b.md": post("B", 2, category="ai/llm")},
    "new-category": {"ai/review/b.md": post("B", 2, category="python/pep")},
    "add": {"ai/review/f.md": post("F", 6)},
    "add-many": {f"ai/review/g{n}.md": post(f"G{n}", 10 + n) for n in range(6)},
    "add-in-new-year": {"ai/review/f.md": post("F", 6).replace("2025-10", "2026-01")},
    "remove": {"ai/review/b.md": None},
    "remove-only-of-tag": {"ai/llm/e.md": None},
    "remove-category": {"ai/llm/e.md": None, "ai/llm/d.md": None},
    "remove-intro": {"ai/review/index.md": None},
    "add-intro": {"tags/grpo.md": "# About GRPO\n\nText.\n", "tags/index.md": "# All tags\n"},
    "change-intro": {"ai/review/index.md": "# All reviews\n\nOther intro.\n"},
    "no-post-any-more": {"ai/review/b.md": "---\norphan: true\n---\n\n# B\n"},
    "draft": {"ai/review/b.md": post("B", 2).replace("---\n", "---\ndraft: true\n", 1)},
    "paper": {"ai/review/a.md": post("A", 1, arxiv="1706.03762"),
              "ai/review/b.md": post("B", 2, arxiv="2510.00931")},
    "paper-twice": {"ai/llm/h.md": post("H", 8, arxiv="2510.00931").replace(
        ":::\n", ":authors: Ammar Khairi\n:venue: ICLR 2026\n:::\n")},
    "authors": {"ai/review/a.md": post("A", 1, "GRPO, DPO", arxiv="2510.00931").replace(
        ":::\n", ":authors: Ammar Khairi\n:venue: ICLR 2026\n:::\n")},
    "description": {"ai/review/a.md": post("A", 1, "GRPO, DPO", arxiv="2510.00931").replace(
        "---\n", "---\ndescription: Words\n", 1)},
    "disclaimer": {"ai/review/a.md": post("A", 1, "GRPO, DPO", arxiv="2510.00931").replace(
        "---\n", "---\ndisclaimer: ai-generated\n", 1)},
    "markup": {"ai/review/b.md": None, "ai/review/b.rst": (
        ":date: 2025-10-02\n:tags: GRPO\n:category: ai/review\n\nB\n=\n\nText.\n")},
    "markup-alone": {"about.md": None, "about.rst": FILES["about.md"]},
    "taxonomy": {"taxonomy.toml": '[tags."Group Relative"]\naliases = ["GRPO"]\n'},
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_the_bytes_of_a_clean_build(site, name):
    site.write(FILES, **CONF, paperreview_page_size=3)
    site.build("dirhtml")
    site.write(CHANGES[name])
    changed, clean = site.build("dirhtml"), site.build("dirhtml", out="clean")
    assert sorted(changed.files) == sorted(clean.files)
    different = [name for name, content in clean.files.items() if changed.files[name] != content]
    assert different == []


@pytest.mark.parametrize("form", ["block", "inline", "directive", "rst"])
def test_marks_of_regions_in_a_text_are_left_alone(site, form):
    """What an author writes as HTML is not taken for the sidebar or the year."""
    marks = "<!--paper-sidebar-->x<!--/paper-sidebar--> <!--paper-year-->y<!--/paper-year-->"
    name, text = {
        "block": ("about.md", f"---\norphan: true\n---\n\n# About\n\n<div>\n{marks}\n</div>\n"),
        "inline": ("about.md", f"---\norphan: true\n---\n\n# About\n\nText {marks}\n"),
        "directive": (
            "about.md",
            f"---\norphan: true\n---\n\n# About\n\n```{{raw}} html\n{marks}\n```\n",
        ),
        "rst": ("about.rst", f":orphan:\n\nAbout\n=====\n\n.. raw:: html\n\n   {marks}\n"),
    }[form]
    others = {name: text for name, text in FILES.items() if name != "about.md"}
    site.write({**others, name: text}, **CONF)
    before = site.build("dirhtml").text("about/index.html")
    site.write(CHANGES["add-in-new-year"])
    changed, clean = site.build("dirhtml"), site.build("dirhtml", out="clean")
    after = changed.text("about/index.html")
    assert "© 2025" in before
    assert "© 2026" in after
    assert ">x<!--" in after
    assert ">y<!--" in after
    assert after == clean.text("about/index.html")


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
@pytest.mark.parametrize("name", ["title", "category", "add", "remove", "tag-spelling"])
def test_so_it_is_in_other_themes(site, name, theme):
    site.write(FILES, **{**CONF, "html_theme": theme})
    site.build("html")
    site.write(CHANGES[name])
    changed, clean = site.build("html"), site.build("html", out="clean")
    assert sorted(changed.files) == sorted(clean.files)
    different = [name for name, content in clean.files.items() if changed.files[name] != content]
    assert different == []


def test_navigation_of_furo_follows_documents_that_toctrees_name(site):
    index = "# Home\n\n```{toctree}\none\n```\n"
    site.write({**FILES, "index.md": index, "one.md": "# One\n"}, **{**CONF, "html_theme": "furo"})
    site.build("html")
    site.write({"one.md": "# Renamed\n"})
    changed, clean = site.build("html"), site.build("html", out="clean")
    assert "Renamed" in clean.text("ai/review/b.html")
    assert [name for name, data in clean.files.items() if changed.files[name] != data] == []


def test_a_change_of_conf_gives_the_bytes_of_a_clean_build(site):
    site.write(FILES, **CONF)
    site.build("dirhtml")
    change = {"paperreview_page_size": 2, "paperreview_paths": {"tags": "topics"}}
    changed, clean = site.build("dirhtml", **change), site.build("dirhtml", out="clean", **change)
    assert sorted(changed.files) == sorted(clean.files)
    different = [name for name, content in clean.files.items() if changed.files[name] != content]
    assert different == []


def test_another_language_gives_the_pages_of_a_clean_build(site):
    site.write(FILES, **CONF)
    # In processes of their own: Sphinx remembers checksums of files that the language changes.
    for language, out in (("en", "run"), ("ko", "run"), ("ko", "clean")):
        code, build = site.run("-D", f"language={language}", builder="dirhtml", out=out)
        assert code == 0, build.warnings
    clean, changed = build.files, type(build)(site.folder / "run/dirhtml", "", "").files
    # Sphinx leaves the scripts of the other language's search.
    pages = {name: data for name, data in clean.items() if not name.startswith("_static/")}
    assert {name for name, data in pages.items() if changed[name] != data} == set()


def stamps(build) -> dict[str, int]:
    return {
        path.relative_to(build.outdir).as_posix(): path.stat().st_mtime_ns
        for path in build.outdir.rglob("*.html")
    }


#: Pages that Sphinx, or this project as Sphinx does, writes at each build.
ALWAYS = {"search/index.html", "genindex/index.html", "404.html", "search.html", "genindex.html"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_build_without_change_writes_no_page(site, builder):
    build = site.write(FILES, **CONF).build(builder)
    before = stamps(build)
    after = stamps(site.build(builder))
    written = {name for name, stamp in after.items() if before.get(name) != stamp}
    assert written <= ALWAYS
    assert before.keys() == after.keys()


def test_a_new_tag_writes_only_pages_that_show_it(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    before = stamps(build)
    site.write({"ai/review/b.md": post("B", 2, "GRPO, PPO")})
    after = stamps(site.build("dirhtml"))
    written = {name for name, stamp in after.items() if before.get(name) != stamp}
    assert written - ALWAYS == {
        "ai/review/b/index.html",
        "tags/index.html",
        "tags/ppo/index.html",
    }


def test_a_new_title_writes_only_pages_that_show_it(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    before = stamps(build)
    site.write({"ai/review/a.md": post("A2", 1, "GRPO, DPO", arxiv="2510.00931")})
    after = stamps(site.build("dirhtml"))
    written = {name for name, stamp in after.items() if before.get(name) != stamp}
    assert written - ALWAYS == {
        "about/index.html",  # refers to it
        "index.html",
        "ai/review/index.html",
        "ai/review/a/index.html",
        "ai/review/b/index.html",  # its neighbour
        "tags/grpo/index.html",
        "tags/dpo/index.html",
    }


def test_a_lost_page_is_written_again(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    content = build.text("tags/grpo/index.html")
    (build.outdir / "tags/grpo/index.html").unlink()
    assert site.build("dirhtml").text("tags/grpo/index.html") == content


@pytest.mark.parametrize("manifest", ["", "[]", '{"version": 1, "pages": []}', '{"version": 99}'])
def test_a_broken_manifest_does_no_harm(site, manifest):
    build = site.write(FILES, **CONF).build("dirhtml")
    files = build.files
    (build.outdir / ".paperreview.json").write_text(manifest, "utf-8")
    again = site.build("dirhtml")
    assert again.warnings == ""
    assert again.files == files


def test_the_manifest_removes_nothing_outside_the_output_folder(site):
    build = site.write(FILES, **CONF).build("html")
    victim = site.folder / "build" / "victim.html"
    victim.write_text("mine", "utf-8")
    path = build.outdir / ".paperreview.json"
    data = json.loads(path.read_text("utf-8"))
    data["pages"]["../victim"] = "x"
    path.write_text(json.dumps(data), "utf-8")
    site.build("html")
    assert victim.read_text("utf-8") == "mine"


def test_nothing_is_written_into_the_sources(site):
    site.write(FILES, **CONF)
    before = {path: path.read_bytes() for path in site.source.rglob("*") if path.is_file()}
    site.build("dirhtml")
    assert {path: path.read_bytes() for path in site.source.rglob("*") if path.is_file()} == before
