"""Front matter as people leave it: the page is published, and each slip is told once."""

import pytest

CONF = {"html_theme": "sphinx_paperreview"}
BODY = "\n## Heading\n\n{review}`none`\n"


@pytest.mark.parametrize(
    "block",
    [
        "\n\n---\ntitle: A\ndate: 2025-10-02\n---\n",
        "\ufeff---\ntitle: A\ndate: 2025-10-02\n---\n",
        "---\r\ntitle: A\r\ndate: 2025-10-02\r\n---\r\n",
        "---\ntitle: A\ndate: 2025-10-02\n...\n",
        "---\ntitle: >\n  A\ndate: 2025-10-02\n---\n",
    ],
    ids=["blank-lines", "byte-order-mark", "crlf", "dots", "folded"],
)
def test_the_block_is_read_and_lines_keep_their_numbers(site, block):
    source = block + BODY
    files = {"index.md": "# Home\n", "a.md": source.encode()}
    build = site.write(files, **CONF).build("dirhtml")
    line = source.replace("\r\n", "\n").split("\n").index("{review}`none`") + 1
    assert build.warnings.count("WARNING") == 1
    assert f"a.md:{line}: WARNING: there is no review of 'none'" in build.warnings
    assert build.html("a/index.html").find(".//h1").text == "A"
    assert "date: 2025" not in build.text("a/index.html")


def test_broken_yaml_is_told_once_and_what_can_be_read_is_published(site):
    post = "---\ntitle: Foo: Bar\ndate: 2025-10-02\ntags: [GRPO]\n---\n\n## Heading\n\nText.\n"
    build = site.write({"index.md": "# Home\n", "a.md": post}, **CONF).build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert "a.md:2: WARNING: front matter is no YAML" in build.warnings
    assert build.html("a/index.html").find(".//h1").text == "Foo: Bar"
    assert build.has("tags/grpo/index.html")


def test_a_day_that_no_calendar_has_is_told_once(site):
    post = "---\ntitle: A\ndate: 2025-13-02\n---\n\n:::{paper-review} 2510.00931\n:::\n"
    build = site.write({"index.md": "# Home\n", "a.md": post}, **CONF).build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert "a.md:3: WARNING: 'date'" in build.warnings
    assert build.html("a/index.html").find(".//h1").text == "A"
