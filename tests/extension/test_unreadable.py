"""Files that cannot become pages: named, left out, and the others built."""

from __future__ import annotations

import re

import pytest

CONF = {"html_theme": "sphinx_paperreview"}
OTHERS = {
    "index.md": "# Home\n",
    "ai/one.md": "---\ntitle: One\ndate: 2025-10-02\n---\n\nText.\n",
    "ai/two.md": "---\ntitle: Two\ndate: 2025-10-03\n---\n\nText.\n",
}
FRONT = "---\ntitle: 제목\ndate: 2025-10-01\n---\n\n글\n"
#: name, content, what is said and where
FILES = {
    "euc-kr": ("ai/bad.md", FRONT.encode("euc-kr"), "ai/bad.md:2: WARNING", "encoding"),
    "utf-16": ("ai/bad.md", FRONT.encode("utf-16"), "ai/bad.md:1: WARNING", "encoding"),
    "cut-off": ("ai/bad.md", FRONT.encode()[:-3], "ai/bad.md:6: WARNING", "encoding"),
    "after-bom": ("ai/bad.md", b"\xef\xbb\xbfa\nb\n\xff", "ai/bad.md:3: WARNING", "encoding"),
    "rst": ("ai/bad.rst", b"Title\n=====\n\n\xb0\xa1\n", "ai/bad.rst:4: WARNING", "encoding"),
    "nul": ("ai/bad.md", f"{FRONT}a\0b\n".encode(), "ai/bad.md:7: WARNING", "encoding"),
    "nul-in-front-matter": ("ai/bad.md", b"---\ndate: 2025\0\n---\n", "bad.md:2: WARNING", "encoding"),
    "long-name": (f"ai/{'a' * 249}.md", FRONT.encode(), f"{'a' * 249}.md:1: WARNING", "filename"),
    "long-korean-name": (f"{'가' * 83}.md", FRONT.encode(), "가.md:1: WARNING", "filename"),
    "long-copy": (f"{'a' * 246}.markdown", FRONT.encode(), "a.markdown:1: WARNING", "filename"),
}  # fmt: skip


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_named_and_left_out(site, case, builder):
    name, content, place, subtype = FILES[case]
    suffixes = {".md": "markdown", ".markdown": "markdown", ".rst": "restructuredtext"}
    site.write({**OTHERS, name: content}, source_suffix=suffixes, **CONF)
    build = site.build(builder)
    assert build.warnings.count("WARNING") == 1, build.warnings
    assert place in build.warnings
    assert f"[paperreview.{subtype}]" in build.warnings
    assert "left out: 1 unreadable file" in build.status
    assert sorted(build.reviews()) == ["ai/one", "ai/two"]
    end = ".html" if builder == "html" else "/index.html"
    assert build.has(f"ai/one{end}")
    assert build.has(f"ai/two{end}")
    assert not any("bad" in name for name in build.files)


def test_the_longest_name_that_fits_is_built(site):
    name = "a" * 247
    build = site.write({**OTHERS, f"{name}.md": FRONT}, **CONF).build("dirhtml")
    assert build.warnings == ""
    assert build.has(f"{name}/index.html")


@pytest.mark.parametrize("strict", [(), ("-W", "--keep-going")], ids=["plain", "strict"])
def test_such_files_stop_no_build_before_its_end(site, strict):
    files = {name: content for name, content, _, _ in (FILES["euc-kr"], FILES["long-name"])}
    code, build = site.write({**OTHERS, **files}, **CONF).run(*strict)
    assert code == bool(strict)
    assert "Traceback" not in build.warnings
    assert build.has("ai/one.html")
    if not strict:
        last = build.status.strip().splitlines()[-1]
        assert last == "left out: 2 unreadable files"


def test_a_page_that_became_unreadable_goes_and_comes_back(site):
    site.write(OTHERS, **CONF).build("dirhtml")
    build = site.write({"ai/two.md": b"\xff"}).build("dirhtml")
    assert not build.has("ai/two/index.html")
    assert "Two" not in build.text("index.html")
    assert build.files == site.build("dirhtml", out="clean").files
    build = site.write({"ai/two.md": OTHERS["ai/two.md"]}).build("dirhtml")
    assert build.warnings == ""
    assert build.has("ai/two/index.html")


def test_it_is_named_in_every_build_until_it_is_mended(site):
    site.write({**OTHERS, "ai/bad.md": b"\xff"}, **CONF)
    for _ in range(2):
        assert site.build("dirhtml").warnings.count("[paperreview.encoding]") == 1


@pytest.mark.parametrize(
    "nested", ["[" * 300_000, "- " * 100_000, "? " * 100_000, "{a: " * 100_000]
)
def test_nesting_without_end_does_no_harm(site, nested):
    page = f"---\ntitle: Deep\ndate: 2025-10-01\nx: {nested}\n---\n\nText.\n"
    if nested[1] == " ":
        page = page.replace("x: ", "x:\n  ")
    build = site.write({**OTHERS, "ai/deep.md": page}, **CONF).build("dirhtml")
    assert build.reviews()["ai/deep"].title == "Deep"
    assert "[paperreview.frontmatter]" in build.warnings


@pytest.mark.parametrize("block", ["[a", "- x: [", "'", "@", "{", "\t- a: b: c"])
def test_front_matter_without_a_single_key_does_no_harm(site, block):
    page = f"---\n{block}\n---\n\n# Title\n"
    files = {**OTHERS, "ai/2025-10-01-x.md": page}
    code, build = site.write(files, **CONF).run(builder="dirhtml")
    assert code == 0, build.warnings
    assert re.search(r"ai/2025-10-01-x.md:[23]: WARNING: front matter is no", build.warnings)
    assert build.has("ai/2025-10-01-x/index.html")
