"""The domain: what inventories hold, what other sites find, what is forgotten."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from sphinx.util.inventory import InventoryFile


def review(title: str, arxiv: str, *, date="2025-10-02", tags="GRPO", extra="") -> str:
    return (
        f'---\ntitle: "{title}"\ndate: {date}\ntags: [{tags}]\n---\n\n'
        f":::{{paper-review}} {arxiv}\n{extra}:::\n\nText of {title}.\n"
    )


FILES = {
    "index.md": "# Home\n",
    "ai/review/one.md": review("One", "2510.00931v2", tags="Stable Diffusion 3, C++, 강화 학습"),
    "ai/review/two.md": review("Two", "", date="2025-10-03", extra=":doi: 10.1234/ABC\n"),
    "ai/llm/three.md": review("It's: three #1", "math/0309136", tags="GRPO, grpo"),
    "ai/llm/four.md": "---\ntitle: Four\ndate: 2025-01-01\n---\n\nNo paper.\n",
}


def inventory(build):
    items = InventoryFile.loads((build.outdir / "objects.inv").read_bytes(), uri="").data
    return {
        typ: {name: (item.display_name, item.uri) for name, item in found.items()}
        for typ, found in items.items()
        if typ.startswith("paper:")
    }


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_the_inventory_finds_every_object(site, builder, end):
    build = site.write(FILES, html_theme="sphinx_paperreview").build(builder)
    assert build.warnings == ""
    found = inventory(build)
    assert found["paper:review"] == {
        "2510.00931": ("One", f"ai/review/one{end}"),
        "10.1234/abc": ("Two", f"ai/review/two{end}"),
        "math/0309136": ("It's: three #1", f"ai/llm/three{end}"),
        "ai/llm/four": ("Four", f"ai/llm/four{end}"),
    }
    tags = {name: (title, unquote(uri)) for name, (title, uri) in found["paper:tag"].items()}
    assert tags == {
        "stable-diffusion-3": ("Stable Diffusion 3", f"tags/stable-diffusion-3{end}"),
        "c-plus-plus": ("C++", f"tags/c-plus-plus{end}"),
        "강화-학습": ("강화 학습", f"tags/강화-학습{end}"),
        "grpo": ("GRPO", f"tags/grpo{end}"),
    }
    assert found["paper:category"] == {
        "ai/review": ("review", f"ai/review{end}"),
        "ai/llm": ("llm", f"ai/llm{end}"),
    }
    for items in found.values():
        for _, uri in items.values():
            name = unquote(uri)
            assert build.has(f"{name}index.html" if name.endswith("/") else name), uri


@pytest.mark.parametrize("role", ["review", "paper:review"])
@pytest.mark.parametrize("order", [0, 1], ids=["before", "after"])
def test_another_site_links_to_a_review_by_its_paper(make_site, role, order):
    first = make_site("first").write(FILES).build("dirhtml")
    extensions = ["sphinx_paperreview"]
    extensions.insert(order, "sphinx.ext.intersphinx")
    roles = (
        "2510.00931", "arXiv:2510.00931v1", "words <2510.00931>", "doi:10.1234/abc",
        "10.1234/ABC", "math.GT/0309136",
    )  # fmt: skip
    text = "# Second\n\n" + "".join(f"{{{role}}}`{target}`\n\n" for target in roles)
    text += (
        "{paper:tag}`Stable Diffusion 3` {paper:category}`ai/review` {tag}`stable-diffusion-3`\n"
    )
    second = make_site("second").write(
        {"index.md": text},
        extensions=extensions,
        intersphinx_mapping={"other": ("https://a.example/", str(first.outdir / "objects.inv"))},
    )
    build = second.build(intersphinx_disabled_reftypes=[])
    assert build.warnings == ""
    page = build.html("index.html")
    links = [
        ("".join(a.itertext()), unquote(a.get("href")))
        for a in page.iter("a")
        if a.get("href", "").startswith("https://a.example/")
    ]
    one, two = "https://a.example/ai/review/one/", "https://a.example/ai/review/two/"
    assert links == [
        ("One", one),
        ("One", one),
        ("words", one),
        ("Two", two),
        ("Two", two),
        ("It's: three #1", "https://a.example/ai/llm/three/"),
        ("Stable Diffusion 3", "https://a.example/tags/stable-diffusion-3/"),
        ("review", "https://a.example/ai/review/"),
        ("Stable Diffusion 3", "https://a.example/tags/stable-diffusion-3/"),
    ]


def test_a_site_without_the_extension_links_through_the_inventory(make_site):
    first = make_site("first").write(FILES).build("dirhtml")
    text = (
        "# Second\n\n[](inv:other:paper:review#2510.00931)\n\n"
        "[that](inv:#stable-diffusion-3)\n\n[](inv:other:paper:category#ai/review)\n"
    )
    second = make_site("second").write(
        {"index.md": text},
        extensions=["myst_parser", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://a.example/", str(first.outdir / "objects.inv"))},
    )
    build = second.build()
    assert build.warnings == ""
    links = [
        ("".join(a.itertext()), a.get("href"))
        for a in build.html("index.html").iter("a")
        if a.get("href", "").startswith("https://a.example/")
    ]
    assert links == [
        ("One", "https://a.example/ai/review/one/"),
        ("that", "https://a.example/tags/stable-diffusion-3/"),
        ("review", "https://a.example/ai/review/"),
    ]


def test_what_neither_site_knows_is_reported_once(make_site):
    first = make_site("first").write(FILES).build("dirhtml")
    second = make_site("second").write(
        {"index.md": "# Second\n\n{review}`2510.99999`\n"},
        extensions=["sphinx_paperreview", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://a.example/", str(first.outdir / "objects.inv"))},
    )
    build = second.build(nitpicky=True)
    assert build.warnings.count("WARNING") == 1
    assert "[paperreview.reference]" in build.warnings


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_reading_in_parallel_gives_the_same_bytes(site, builder):
    # Sphinx reads in parallel from six documents on.
    posts = {
        f"ai/review/{number}.md": review(
            f"Post {number}", f"2510.{number:05}", tags=f"t{number % 3}"
        )
        for number in range(100, 112)
    }
    links = "# Links\n\n{review}`2510.00105` {tag}`t1` {category}`ai/review`\n"
    site.write({**FILES, **posts, "links.md": f"---\norphan: true\n---\n\n{links}"})
    builds = []
    for jobs in ("1", "4"):
        code, build = site.run("-j", jobs, "-W", "-E", builder=builder, out=f"run{jobs}")
        assert code == 0, build.warnings
        builds.append(build)
    assert builds[0].files == builds[1].files


def test_a_removed_document_is_forgotten(site):
    site.write(FILES, html_theme="sphinx_paperreview")
    site.write({"about.md": "---\norphan: true\n---\n\n# About\n\n{review}`2510.00931`\n"})
    assert site.build("dirhtml").warnings == ""
    build = site.write({"ai/review/one.md": None}).build("dirhtml")
    assert build.warnings.count("WARNING") == 1  # the link to it, in a page that is written again
    assert "[paperreview.reference]" in build.warnings
    assert not build.has("ai/review/one/index.html")
    assert not (build.outdir / "ai/review/one").exists()
    assert not (build.outdir / "tags/c-plus-plus").exists()
    assert not build.has("_sources/ai/review/one.md.txt")
    found = inventory(build)
    assert "2510.00931" not in found["paper:review"]
    assert set(found["paper:tag"]) == {"grpo"}
    pages = [content.decode() for name, content in build.files.items() if name.endswith(".html")]
    assert not any("review/one" in text or "Text of One" in text for text in pages)
    framed = {n: c for n, c in build.files.items() if n.endswith(".html") and n != "404.html"}
    lack = [name for name, content in framed.items() if b"review (1)" not in content]
    assert lack == []


def test_a_paper_reviewed_twice_is_reported_at_both_pages(site):
    files = {
        "index.md": "# Home\n",
        "a.md": review("A", "2510.00931v1"),
        "b.md": review("B", "2510.00931v2", date="2025-10-03"),
    }
    build = site.write(files).build("dirhtml")
    assert build.warnings.count("WARNING") == 2
    assert build.warnings.count("[paperreview.duplicate]") == 2
    assert inventory(build)["paper:review"]["2510.00931"][0] == "A"


def test_builders_without_pages_resolve_reviews(site):
    site.write({**FILES, "index.md": "# Home\n\n{review}`2510.00931`, {tag}`GRPO`\n"})
    build = site.build("text")
    assert build.warnings == ""
    assert "One, *GRPO*" in build.text("index.txt")
