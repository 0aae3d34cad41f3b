"""Which sheets and scripts the pages of our theme load."""

from __future__ import annotations

import re

import pytest

CONF = {"html_theme": "sphinx_paperreview"}
PLAIN = "---\ntitle: Plain\ndate: 2025-01-02\n---\n\nText.\n\n```python\nx = 1\n```\n"
FILES = {
    "index.md": "# Home\n",
    "plain.md": PLAIN,
    "parts.md": "---\ntitle: Parts\ndate: 2025-01-01\n---\n\n"
    "::::{tab-set}\n:::{tab-item} One\nText.\n:::\n::::\n",
    "mention.md": "# Mention\n\nA text about `sd-tab-label` and sd-card.\n",
    "wide.md": "# Wide\n\n```{image} x.svg\n:width: 50%\n```\n",
    "x.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>',
}
OWN = ["theme.css", "theme.js"]


def assets(build, page):
    """Names of what a page loads, each with its checksum taken off."""
    head = build.text(page).partition("</head>")[0]
    return [
        name
        for name, sum_ in re.findall(r'(?:href|src)="[^"]*_static/([^"?]+\.(?:css|js))(\?v=\w+)?', head)
        if sum_ or name.startswith("search-words") or print(name)
    ]  # fmt: skip


@pytest.fixture
def build(site):
    return site.write(FILES, **CONF).build()


def test_pages_load_what_they_use_and_nothing_else(build):
    assert assets(build, "plain.html") == OWN
    assert assets(build, "index.html") == OWN
    assert assets(build, "mention.html") == OWN
    assert sorted(assets(build, "parts.html")) == sorted(
        [*OWN, "sphinx-design.min.css", "paper-design.css", "design-tabs.js"]
    )
    assert sorted(assets(build, "wide.html")) == sorted([*OWN, "paper-widths.css"])


def test_the_search_keeps_the_scripts_that_it_runs_on(build):
    page = build.text("search.html")
    for name in ("documentation_options.js", "doctools.js", "searchtools.js"):
        assert name in page


def test_what_the_author_asks_for_stays(site):
    own = {
        "html_static_path": ["own"],
        "html_css_files": ["my.css", "sphinx-design.min.css"],
        "html_js_files": ["my.js", "doctools.js", "https://example.org/other.js"],
    }
    site.write({**FILES, "own/my.css": "a{}\n", "own/my.js": "alert;\n"}, **CONF, **own)
    build = site.build()
    found = assets(build, "plain.html")
    assert set(found) == {*OWN, "my.css", "sphinx-design.min.css", "my.js", "doctools.js"}
    assert "https://example.org/other.js" in build.text("plain.html")
    # The author's come behind ours, so that they win.
    assert found.index("my.css") > found.index("theme.css")


def test_a_script_that_leans_on_sphinx_has_what_it_leans_on(site):
    script = "if (DOCUMENTATION_OPTIONS.BUILDER) document.title = '';\n"
    conf = {"html_static_path": ["own"], "html_js_files": ["my.js"]}
    build = site.write({**FILES, "own/my.js": script}, **CONF, **conf).build()
    found = assets(build, "plain.html")
    assert found.index("documentation_options.js") < found.index("my.js")


def test_files_of_other_extensions_stay(site):
    extension = (
        "def setup(app):\n"
        "    app.add_css_file('theirs.css')\n"
        "    app.add_js_file(None, body='let theirs = 1;')\n"
        "    app.connect('html-page-context', lambda app, *rest: app.add_js_file('late.js'))\n"
    )
    static = {"own/theirs.css": "a{}\n", "own/late.js": "0;\n"}
    site.write({**FILES, **static, "files_of_theirs.py": extension}, **CONF)
    with (site.source / "conf.py").open("a") as conf:
        conf.write("import sys\nsys.path.insert(0, '.')\nhtml_static_path = ['own']\n")
        conf.write(
            f"sys.path.insert(0, {str(site.source)!r})\nextensions.append('files_of_theirs')\n"
        )
    page = site.build().text("plain.html")
    assert "theirs.css?v=" in page
    assert "late.js?v=" in page
    assert "let theirs = 1;" in page


def test_both_schemes_of_code_and_print_stand_in_the_one_sheet(build):
    sheet = build.text("_static/theme.css")
    assert "@media print" in sheet
    assert re.search(r"\.highlight :is\([^)]*\.k[,)][^{]*\{color:light-dark\(#\w+,#\w+\)", sheet)
    assert "pygments" not in build.text("plain.html")
    assert "{#" not in sheet
    assert "/*" not in sheet


def test_a_style_of_code_brings_its_ground(site):
    build = site.write(FILES, **CONF, pygments_style="monokai").build()
    assert ".highlight{background:light-dark(#272822,var(--paper-code-ground))" in build.text(
        "_static/theme.css"
    )


def test_other_themes_keep_their_files(site):
    build = site.write(FILES, html_theme="alabaster").build()
    page = build.text("plain.html")
    assert "pygments.css" in page
    assert "doctools.js" in page
    assert "theme.js" not in page
