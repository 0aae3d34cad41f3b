"""Files that an author puts beside the pages are left as they are."""

CONF = {"html_theme": "sphinx_paperreview", "html_extra_path": ["extra"]}
POST = "---\ntitle: A\ndate: 2025-10-02\ntags: [GRPO]\n---\n\nText.\n"


def test_a_file_of_the_author_takes_the_place_of_a_list(site):
    files = {"index.md": "# Home\n", "ai/a.md": POST}
    extra = {"extra/tags/grpo/index.html": "own tag page", "extra/404.html": "own 404"}
    build = site.write({**files, **extra}, **CONF).build("dirhtml")
    assert build.warnings == ""
    assert build.text("tags/grpo/index.html") == "own tag page"
    assert build.text("404.html") == "own 404"
    assert "takes the place of the list" in build.status
    assert build.has("tags/index.html")
