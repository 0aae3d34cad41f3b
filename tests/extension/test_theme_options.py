"""Options of our theme: what they do, and what is said of wrong ones."""

from __future__ import annotations

import pytest

POST = "---\ntitle: A\ndate: 2025-10-02\nupdated: 2025-10-02\n---\n\nText.\n"
FILES = {"index.md": "# Home\n", "posts/a.md": POST}


def build(site, **options):
    return site.write(FILES, html_theme="sphinx_paperreview", html_theme_options=options).build()


def test_options_show_what_they_say(site):
    built = build(
        site,
        header_links=[{"title": "<b>", "url": "https://example.org/?a=1&b"}, {"title": "A", "page": "posts/a"}],
        footer_text="Mine & <yours>",
        always_show_updated=True,
        show_sidebar=False,
        color_scheme="dark",
    )  # fmt: skip
    assert built.warnings == ""
    page = built.html("posts/a.html")
    links = [(a.text, a.get("href")) for a in page.find(".//nav[@class='site-nav']").iter("a")]
    assert links == [("<b>", "https://example.org/?a=1&b"), ("A", "#")]
    assert page.find(".//footer[@class='page__footer']/p").text == "Mine & <yours>"
    assert page.find(".//span[@class='page__updated']") is not None
    assert page.find(".//aside") is None
    assert page.find(".//a[@class='categories-link']") is None
    assert page.get("data-color-scheme") == "dark"


def test_without_options_the_system_decides_and_categories_are_there(site):
    page = build(site).html("posts/a.html")
    assert page.get("data-color-scheme") is None
    assert page.find(".//span[@class='page__updated']") is None
    link = page.find(".//a[@class='categories-link']").get("href")
    assert page.find(f".//nav[@id='{link.removeprefix('#')}']") is not None
    button = page.find(".//button[@class='scheme-switch']")
    assert button.get("hidden") is not None
    schemes = [m.get("content") for m in page.iter("meta") if m.get("name") == "color-scheme"]
    assert schemes == ["light dark"]


@pytest.mark.parametrize(
    ("option", "value", "mend"),
    [
        ("color_scheme", "blue", "write 'auto', 'light' or 'dark'"),
        ("accent_color", "red;}", "write a colour like '#1d4ed8'"),
        ("header_links", [{"url": "x"}], "write a list such as"),
        ("header_links", "https://example.org/", "write a list such as"),
        ("header_links", [{"title": "x", "page": "nowhere"}], "write the name of a document"),
        ("show_sidebar", "perhaps", "write True or False"),
        ("footer_text", 2025, "write a text"),
    ],
)
def test_a_wrong_value_is_told_and_the_default_used(site, option, value, mend):
    built = build(site, **{option: value})
    assert built.warnings.count("WARNING") == 1
    assert f"html_theme_options: {option}" in built.warnings
    assert mend in built.warnings
    assert "[paperreview.config]" in built.warnings
    page = built.html("posts/a.html")
    assert page.get("data-color-scheme") is None
    assert page.find(".//aside") is not None
    assert page.find(".//nav[@class='site-nav']") is None
    assert "red" not in built.text("_static/theme.css").partition("}")[0]


def test_the_accent_colours_links_in_both_schemes(site):
    sheet = build(site, accent_color="#ff0").text("_static/theme.css")
    light, dark = sheet.rpartition("--paper-link:light-dark(")[2].partition(")")[0].split(",")
    # Yellow cannot be read on white; on dark it can.
    assert light != "#ffff00"
    assert dark.startswith("#ffff")


def footer(built, page="posts/a.html"):
    lines = built.html(page).find(".//footer[@class='page__footer']").iter("p")
    # What stands in comments is not said.
    return ["".join((p.text or "", *(part.tail or "" for part in p))) for p in lines]


def test_the_footer_says_whose_the_site_is_and_from_when(site):
    conf = {"html_theme": "sphinx_paperreview", "html_title": "Mine"}
    assert footer(site.write(FILES, **conf).build()) == ["© 2025 Mine"]
    # The newest date counts, on every page.
    newer = POST.replace("2025-10-02", "2026-02-01").replace("title: A", "title: B")
    assert footer(site.write({"posts/b.md": newer}).build()) == ["© 2026 Mine"]
    said = {**conf, "copyright": "2020, Me", "html_last_updated_fmt": "once"}
    assert footer(site.write({}, **said).build(out="said")) == [
        "© 2020, Me. All rights reserved.",
        "Last updated on once.",
    ]
    silent = {**said, "html_show_copyright": False, "html_last_updated_fmt": None}
    assert footer(site.write({}, **silent).build(out="silent")) == ["Mine"]


def test_templates_sidebars_and_values_of_sphinx_work(site):
    files = {
        **FILES,
        "own/page.html": '{% extends "!page.html" %}\n{% block body %}<p>mine</p>{{ super() }}{% endblock %}\n',
        "own/mine.html": "<p>beside</p>\n",
        "own/paperreview/page-footer.html": "<footer>all mine</footer>\n",
        "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "icon.ico": "x",
    }
    built = site.write(
        files,
        html_theme="sphinx_paperreview",
        templates_path=["own"],
        html_sidebars={"**": ["mine.html", "sourcelink.html"]},
        html_logo="logo.svg",
        html_favicon="icon.ico",
        html_permalinks_icon="#",
        html_baseurl="https://example.org/",
        html_use_opensearch="https://example.org",
    ).build()
    assert built.warnings == ""
    text = built.text("posts/a.html")
    assert "<p>mine</p>" in text
    assert "<footer>all mine</footer>" in text
    page = built.html("posts/a.html")
    assert page.find(".//aside/p").text == "beside"
    assert "_sources/posts/a.md.txt" in text
    assert page.find(".//a[@class='site-title']/img").get("src") == "../_static/logo.svg"
    icons = {link.get("rel"): link.get("href") for link in page.iter("link")}
    assert icons["icon"] == "../_static/icon.ico"
    assert icons["search"] == "../_static/opensearch.xml"
