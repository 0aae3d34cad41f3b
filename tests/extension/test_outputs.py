"""An output folder below the source folder is not read as source."""

CONF = {"html_theme": "sphinx_paperreview", "html_baseurl": "https://example.org/"}
POST = "---\ntitle: A\ndate: 2025-10-02\n---\n\nText.\n"


def test_what_a_build_wrote_below_the_sources_is_no_source(site):
    site.write({"index.md": "# Home\n", "ai/a.md": POST}, **CONF)
    out = str(site.source / "out")
    for folder in (out, f"{out}-other"):
        code, build = site.run("-W", builder="dirhtml", out=folder)
        assert (code, build.warnings) == (0, "")
    code, build = site.run("-W", builder="dirhtml", out=out)
    assert (code, build.warnings) == (0, "")
    assert build.has("ai/a/index.html")
    assert not [name for name in build.files if name.startswith("out")]


def test_an_index_without_entries_is_no_page(site):
    build = site.write({"index.md": "# Home\n", "ai/a.md": POST}, **CONF).build("dirhtml")
    assert not build.has("genindex/index.html")


def test_an_index_with_entries_is_a_page(site):
    text = "# Home\n\n```{index} Transformer\n```\n\nText.\n"
    build = site.write({"index.md": text}, **CONF).build("dirhtml")
    assert "Transformer" in build.text("genindex/index.html")
