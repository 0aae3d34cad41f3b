"""How many documents a build reads and how many pages it writes, after each kind of change."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from sphinx.events import EventManager

import sphinx_paperreview

CONF = {
    "html_theme": "sphinx_paperreview",
    "paperreview_now": "2026-02-01T00:00:00Z",
    "html_baseurl": "https://example.org/",
    "templates_path": ["_templates"],
    "html_static_path": ["_static"],
    "html_css_files": ["own.css"],
    "exclude_patterns": ["snippets", "_templates"],
}
#: Sphinx writes these at the end of each build, whatever changed; they are nobody's document.
ALWAYS = {"search", "genindex", "404"}


def post(title: str, day: int, tags: str = "GRPO", text: str = "Text.") -> str:
    front = f"---\ntitle: {title}\ndate: 2025-10-{day:02}\ntags: [{tags}]\n---\n\n"
    return f"{front}:::{{paper-review}}\n:::\n\n{text}\n"


FILES = {
    "index.md": "# Home\n",
    "about.md": "---\norphan: true\n---\n\n# About\n\nText.\n",
    "ai/review/a.md": post("A", 1, "GRPO, DPO"),
    "ai/review/b.md": post("B", 2),
    "ai/review/c.md": post("C", 3, "DPO"),
    "ai/llm/d.md": post("D", 4, text="```{include} /snippets/part.txt\n```"),
    "ai/llm/e.md": post("E", 5, "PPO"),
    "snippets/part.txt": "Included.\n",
    "_templates/layout.html": '{% extends "!layout.html" %}',
    "_static/own.css": "p { color: red }\n",
}
DOCUMENTS = {name.removesuffix(".md") for name in FILES if name.endswith(".md")}


class Counts:
    """Builds of a site, and what each of them read and wrote."""

    def __init__(self, site, monkeypatch):
        self.site, self.monkeypatch = site, monkeypatch
        self.status = ""

    def build(self, **overrides):
        """Build; return the documents read and the pages written."""
        read, written = Counter(), Counter()
        emit = EventManager.emit

        def note(manager, name, *args, **options):
            if name == "source-read":
                read[args[0]] += 1
            elif name == "html-page-context":
                written[args[0]] += 1
            return emit(manager, name, *args, **options)

        with self.monkeypatch.context() as patch:
            patch.setattr(EventManager, "emit", note)
            build = self.site.build("dirhtml", **overrides)
        assert build.warnings == ""
        self.status = build.status
        twice = [name for name, count in (read + written).items() if count > 2]
        assert not twice
        return set(read), set(written) - ALWAYS


@pytest.fixture
def counts(site, monkeypatch):
    site.write(FILES, **CONF)
    counts = Counts(site, monkeypatch)
    read, written = counts.build()
    assert read == DOCUMENTS
    assert written >= DOCUMENTS
    return counts


def test_a_build_without_change_reads_and_writes_nothing(counts):
    assert counts.build() == (set(), set())


def test_another_text_is_one_document_and_one_page(counts):
    counts.site.write({"ai/review/b.md": post("B", 2, text="Other text.")})
    # What a reader sees of it elsewhere stands in its description, which is another change.
    read, written = counts.build()
    assert read == {"ai/review/b"}
    assert "ai/review/b" in written
    assert written.isdisjoint(DOCUMENTS - {"ai/review/b", "index"})


def test_another_text_below_the_description_is_one_page(site, monkeypatch):
    described = {
        name: text.replace("---\ntitle", "---\ndescription: About it.\ntitle")
        for name, text in FILES.items()
        if name.endswith(".md")
    }
    site.write({**FILES, **described}, **CONF)
    counts = Counts(site, monkeypatch)
    counts.build()
    site.write({"ai/review/b.md": described["ai/review/b.md"] + "\nMore text.\n"})
    assert counts.build() == ({"ai/review/b"}, {"ai/review/b"})


def test_new_times_of_all_files_are_no_change(counts):
    for path in counts.site.source.rglob("*"):
        os.utime(path)
    assert counts.build() == (set(), set())
    assert counts.build() == (set(), set())


def test_older_times_of_all_files_are_no_change(counts):
    for path in counts.site.source.rglob("*"):
        os.utime(path, (1, 1))
    assert counts.build() == (set(), set())


def test_another_text_with_an_older_time_is_read(counts):
    path = counts.site.source / "ai/review/b.md"
    path.write_text(post("B", 2, text="Tent."), "utf-8")
    os.utime(path, (1, 1))
    assert counts.build()[0] == {"ai/review/b"}


def test_a_new_review_is_one_document_and_the_pages_that_show_it(counts):
    counts.site.write({"ai/review/f.md": post("F", 6)})
    read, written = counts.build()
    assert read == {"ai/review/f"}
    assert written == {
        "ai/review/f",
        "ai/review/c",  # its neighbour
        "index", "ai/review", "categories", "tags", "tags/grpo",
    }  # fmt: skip


def test_another_included_file_is_the_document_that_includes_it(counts):
    counts.site.write({"snippets/part.txt": "Included anew.\n"})
    read, written = counts.build()
    assert read == {"ai/llm/d"}
    assert "ai/llm/d" in written
    assert written.isdisjoint(DOCUMENTS - {"ai/llm/d", "index"})


def test_a_new_time_of_an_included_file_is_no_change(counts):
    os.utime(counts.site.source / "snippets/part.txt")
    assert counts.build() == (set(), set())


def test_another_looks_of_the_site_is_all_pages(counts):
    read, written = counts.build(html_title="Other title")
    assert read == set()
    assert written >= {*DOCUMENTS, "tags", "tags/grpo", "ai/review"}


def test_another_template_is_all_pages(counts):
    text = '{% extends "!layout.html" %}{% block footer %}Other.{% endblock %}'
    counts.site.write({"_templates/layout.html": text})
    read, written = counts.build()
    assert read == set()
    assert written >= {*DOCUMENTS, "tags", "tags/grpo", "ai/review"}


def test_another_style_sheet_is_all_pages_as_they_name_its_checksum(counts):
    counts.site.write({"_static/own.css": "p { color: blue }\n"})
    read, written = counts.build()
    assert read == set()
    assert written >= {*DOCUMENTS, "tags", "tags/grpo", "ai/review"}


def test_new_times_of_templates_and_styles_are_no_change(counts):
    for name in ("_templates/layout.html", "_static/own.css"):
        os.utime(counts.site.source / name)
    assert counts.build() == (set(), set())


@pytest.mark.parametrize("event", ["html-page-context", "doctree-resolved"])
def test_where_a_stranger_changes_pages_they_are_written_when_times_are_new(
    site, monkeypatch, event
):
    name = f"stranger_{event.replace('-', '_')}"
    module = f"def setup(app):\n    app.connect({event!r}, lambda *args: None)\n"
    site.write({**FILES, f"{name}.py": module}, **CONF)
    conf = (site.source / "conf.py").read_text("utf-8")
    conf += f"import sys\nsys.path.insert(0, {str(site.source)!r})\nextensions += [{name!r}]\n"
    site.write({"conf.py": conf})
    counts = Counts(site, monkeypatch)
    counts.build()
    for document in DOCUMENTS:
        os.utime(site.source / f"{document}.md")
    read, written = counts.build()
    assert read == set()
    assert written >= DOCUMENTS
    # Once, so that an author knows why builds take longer.
    assert counts.status.count(name) == 1


def stamps(folder: Path, pattern: str) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob(pattern)}


def test_a_fresh_install_is_no_change(site, tmp_path, monkeypatch):
    site.write(FILES, **CONF)
    package = Path(sphinx_paperreview.__file__).parent
    # Nothing else on the way: neither the folder that tests are run from nor what is installed.
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    folders = {}
    for turn in ("first", "second"):
        # As an installer writes them: the same bytes, new times.
        shutil.rmtree(tmp_path / "installed", ignore_errors=True)
        installed = tmp_path / "installed" / package.name
        shutil.copytree(package, installed, copy_function=shutil.copyfile)
        monkeypatch.setenv("PYTHONPATH", str(installed.parent))
        code, build = site.run(builder="dirhtml")
        assert (code, build.warnings) == (0, "")
        doctrees = stamps(build.outdir.parent / "doctrees", "*.doctree")
        pages = stamps(build.outdir, "index.html")
        always = {str(build.outdir / name / "index.html") for name in ALWAYS}
        folders[turn] = doctrees, {k: v for k, v in pages.items() if k not in always}
    assert folders["first"] == folders["second"]


def test_the_first_post_of_a_year_writes_no_more_than_any_other(counts):
    counts.site.write({"ai/llm/f.md": post("F", 6)})
    _, written = counts.build()
    counts.site.write({"ai/llm/f.md": None})
    counts.build()
    counts.site.write({"ai/llm/f.md": post("F", 6).replace("2025-10", "2026-01")})
    assert counts.build() == ({"ai/llm/f"}, written)


def test_the_last_line_says_what_was_read_written_patched_and_removed(counts):
    counts.build()
    assert "reviews: 0 read, 0 written, 0 patched, 0 removed" in counts.status
    counts.site.write({"ai/llm/f.md": post("F", 6)})
    _, written = counts.build()
    line = next(line for line in counts.status.splitlines() if line.startswith("reviews:"))
    assert line.startswith(f"reviews: 1 read, {len(written)} written, ")
    # The new post changes the counts beside every other page.
    assert " 0 patched" not in line
    counts.site.write({"ai/llm/f.md": None})
    counts.build()
    line = next(line for line in counts.status.splitlines() if line.startswith("reviews:"))
    assert not line.endswith(" 0 removed")


def test_records_of_another_shape_are_read_anew(counts, monkeypatch):
    domain = "sphinx_paperreview.domain.PaperDomain"
    monkeypatch.setattr(f"{domain}.data_version", 1)
    read, _ = counts.build()
    assert read == DOCUMENTS
    assert counts.build() == (set(), set())
