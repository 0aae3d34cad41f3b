"""Old addresses lead to their pages, and stand in nobody's way."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import html5lib
import pytest

CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Reviews",
    "paperreview_now": "2025-12-01T00:00:00Z",
}
BASE = "https://example.org/sub/"


def post(title: str, *aliases: str, extra: str = "") -> str:
    names = "".join(f"  - {alias!r}\n" for alias in aliases)
    listed = f"aliases:\n{names}" if aliases else ""
    return f"---\ntitle: {title!r}\ndate: 2025-10-02\n{listed}{extra}---\n\nText.\n"


def redirect_of(build, name: str) -> dict[str, str | None]:
    """Return what a redirect page says, as a parser reads it."""
    html5lib.HTMLParser(strict=True).parse(build.text(name))
    tree = build.html(name)
    metas = {
        meta.get("name") or meta.get("http-equiv"): meta.get("content")
        for meta in tree.iter("meta")
    }
    (link,) = tree.iter("a")
    canonical = [item.get("href") for item in tree.iter("link") if item.get("rel") == "canonical"]
    delay, _, target = metas["refresh"].partition("; url=")
    assert delay == "0"
    assert target == link.get("href")
    return {
        "robots": metas["robots"],
        "canonical": next(iter(canonical), None),
        "target": target,
        "text": "".join(link.itertext()),
        "lang": tree.get("lang"),
    }


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_old_address_leads_to_its_page(site, builder, theme):
    aliases = ("/old/name/", "/old.html", "plain", "/깊은/곳/", "/a/b/c/d")
    files = {
        "index.md": "# Home\n",
        "ai/논문 #1.md": post('A <"&> B', *aliases, extra="lang: ko\n"),
    }
    conf = {**CONF, "html_theme": theme}
    build = site.write(files, **conf, html_baseurl=BASE).build(builder)
    assert build.warnings == ""
    address = "ai/논문 #1/" if builder == "dirhtml" else "ai/논문 #1.html"
    for name, seen_at in {
        "old/name/index.html": "old/name/",
        "old.html": "old.html",
        "plain.html": "plain",
        "깊은/곳/index.html": "깊은/곳/",
        "a/b/c/d.html": "a/b/c/d",
    }.items():
        found = redirect_of(build, name)
        assert unquote(urljoin(BASE + seen_at, found["target"])) == BASE + address
        assert unquote(found["canonical"]) == BASE + address
        assert found["robots"] == "noindex"
        assert found["text"] == 'A <"&> B'
        assert found["lang"] == "ko"
    page = build.html(f"{address}index.html" if builder == "dirhtml" else address)
    links = [item.get("href") for item in page.iter("link") if item.get("rel") == "canonical"]
    assert links == [found["canonical"]]


def test_without_an_address_the_link_is_enough(site):
    files = {"index.md": "# Home\n", "a.md": post("A", "/old/")}
    found = redirect_of(site.write(files, **CONF).build(), "old/index.html")
    assert found["canonical"] is None
    assert found["target"] == "../a.html"


def test_pages_and_files_keep_their_addresses(site):
    aliases = ("/b/", "/tags/", "/search/", "/404.html", "/genindex/", "/extra/", "/a/", "/ok/")
    files = {
        "index.md": "# Home\n",
        "a.md": post("A", *aliases),
        "b.md": post("B", "/a/", "/older/"),
        "files/extra/index.html": "own",
    }
    build = site.write(files, **CONF, html_extra_path=["files"]).build("dirhtml")
    assert build.text("extra/index.html") == "own"
    assert not build.has("genindex/index.html")
    for name in ("a", "b", "tags", "search"):
        assert "paper-redirect" not in build.text(f"{name}/index.html"), name
    assert redirect_of(build, "ok/index.html")["target"] == "../a/"
    assert redirect_of(build, "older/index.html")["target"] == "../b/"
    lines = [line for line in build.warnings.splitlines() if "[paperreview.address]" in line]
    assert len(lines) == build.warnings.count("WARNING") == 10
    assert sum("a.md" in line.partition("WARNING")[0] for line in lines) == 8
    assert sum("b.md" in line.partition("WARNING")[0] for line in lines) == 2


def test_what_another_extension_writes_keeps_its_address(site):
    module = (
        "def collect(app):\n    yield 'made', {'title': 'Made', 'body': 'own'}, 'page.html'\n"
        "def setup(app):\n    app.connect('html-collect-pages', collect)\n"
    )
    path = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
    files = {"index.md": "# Home\n", "a.md": post("A", "/made/"), "maker_of_pages.py": module}
    site.write(files, **CONF, extensions=["sphinx_paperreview", "maker_of_pages"])
    conf_file = site.source / "conf.py"
    conf_file.write_text(path + conf_file.read_text("utf-8"), "utf-8")
    for _ in range(2):
        _, build = site.run(builder="dirhtml")
        assert "paper-redirect" not in build.text("made/index.html")
        assert "a page of another making" in build.warnings


def test_an_alias_of_two_pages_is_told_at_both(site):
    files = {"index.md": "# Home\n", "a.md": post("A", "/old/"), "b.md": post("B", "/old/")}
    build = site.write(files, **CONF).build("dirhtml")
    assert build.warnings.count("[paperreview.address]") == 2
    assert redirect_of(build, "old/index.html")["text"] == "A"


@pytest.mark.parametrize("alias", ["/../up/", "https://example.org/x/", "/_static/x.html", "/?p=1"])
def test_what_is_no_path_of_the_site_is_told(site, alias):
    build = site.write({"index.md": "# Home\n", "a.md": post("A", alias)}, **CONF).build()
    assert build.warnings.count("[paperreview.address]") == 1
    assert not (build.outdir.parent / "up").exists()


def test_what_windows_refuses_is_worth_a_line(site):
    build = site.write({"index.md": "# Home\n", "a.md": post("A", "/pep:8/")}, **CONF).build()
    assert build.warnings == ""
    assert "cannot be a file on Windows" in build.status


def test_a_name_that_no_disk_takes_is_told(site):
    build = site.write({"index.md": "# Home\n", "a.md": post("A", "/" + "x" * 300)}, **CONF).build()
    assert "cannot be a file" in build.warnings


@pytest.mark.parametrize(
    ("permalink", "expected"),
    [("/ai/a/", ""), ("/ai/a.html", ""), ("/blog/x/", "move 'ai/a.md' to 'blog/x.md'")],
)
def test_a_permalink_is_told_with_the_move_that_mends_it(site, permalink, expected):
    files = {"index.md": "# Home\n", "ai/a.md": post("A", extra=f"permalink: {permalink}\n")}
    build = site.write(files, **CONF).build("dirhtml")
    assert expected in build.warnings
    assert ("[paperreview.address]" in build.warnings) == bool(expected)


FILES = {
    "index.md": "# Home\n",
    "ai/a.md": post("A", "/old/a/", "/older"),
    "ai/b.md": post("B"),
}
CHANGES = {
    "title": {"ai/a.md": post("A, renamed", "/old/a/", "/older")},
    "gone": {"ai/a.md": post("A", "/older")},
    "other": {"ai/a.md": post("A", "/new/")},
    "given": {"ai/a.md": post("A"), "ai/b.md": post("B", "/old/a/")},
    "moved": {"ai/a.md": None, "llm/a.md": post("A", "/ai/a/", "/old/a/", "/older")},
    "page-comes": {"ai/a.md": post("A"), "old/a.md": post("New")},
    "page-comes-over-it": {"old/a.md": post("New")},
    "removed": {"ai/a.md": None},
    "file-comes": {"ai/a.md": post("A"), "files/older.html": "own"},
    "draft": {"ai/a.md": post("A", "/old/a/", extra="draft: true\n")},
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_the_bytes_of_a_clean_build(site, name, builder):
    conf = {**CONF, "html_baseurl": BASE, "html_extra_path": ["files"]}
    site.write({**FILES, "files/x.txt": "x"}, **conf)
    site.build(builder)
    site.write(CHANGES[name])
    changed, clean = site.build(builder), site.build(builder, out="clean")
    assert sorted(changed.files) == sorted(clean.files)
    different = {key for key, content in clean.files.items() if changed.files[key] != content}
    # A file that was ours once is remembered.
    assert different - ({".paperreview.json"} if name == "file-comes" else set()) == set()
    folders = {path for path in changed.outdir.rglob("*") if path.is_dir()}
    assert [path for path in folders if not any(path.iterdir())] == []


def test_unchanged_pages_are_not_written_again(site):
    build = site.write(FILES, **CONF).build()
    before = (build.outdir / "older.html").stat().st_mtime_ns
    site.write({"ai/b.md": post("B, renamed")}).build()
    assert (build.outdir / "older.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["../out.html", "/out.html", "a/../../out.html", "./x.html"])
def test_a_manifest_that_names_files_outside_is_not_believed(site, name):
    import json

    build = site.write(FILES, **CONF).build()
    outside = build.outdir.parent / "out.html"
    outside.write_text("own<!--paper-redirect-->\n", "utf-8")
    path = build.outdir / ".paperreview.json"
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**data, "files": [*data["files"], name]}), "utf-8")
    site.build()
    assert outside.is_file()
