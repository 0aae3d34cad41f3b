"""The head of each page: its own words, for search engines, other sites and programs."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import quote, unquote, urlsplit

import html5lib
import pytest

ROBOTS = "index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1"
CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Reviews & more",
    "language": "ko",
    "paperreview_now": "2025-12-01T00:00:00Z",
}
BASE = "https://example.org/sub/"
HOSTILE = "</script><b a=\"x\" c='y'>&lt ]]> \\ {{ x }}"


def post(title: str, day: int = 1, extra: str = "") -> str:
    return (
        f"---\ntitle: {json.dumps(title)}\ndate: 2025-10-{day:02}\ntags: [GRPO, 강화 학습]\n"
        f"{extra}---\n\n:::{{paper-review}} 2510.{day:05}v2\n:authors: Ammar Khairi*; Daniel D'souza\n"
        f":::\n\nText number {day}.\n"
    )


FILES = {
    "index.md": "# Home\n\nAll reviews of this site.\n",
    "about.md": "---\norphan: true\n---\n\n# About *us*\n\nWho we are.\n",
    "ai/review/a.md": post(
        "A",
        1,
        "updated: 2025-11-01\nauthors: [홍길동, Jane Doe]\nrating: 7/10\ndisclaimer: ai-generated\n"
        "thumbnail: /_static/a b.png\ntranslations: {en: ai/review/b, de: nowhere}\n",
    ),
    "ai/review/b.md": post("B", 2, "lang: en\nthumbnail: https://example.com/b.png\n"),
    "ai/review/논문 c.md": post("C", 3, "canonical_url: https://other.example/c.html\n"),
    "ai/llm/d.md": "---\ntitle: D\ndate: 2025-10-04\n---\n\nA post without paper.\n",
    "_static/a b.png": b"PNG",
}


def pages_of(build) -> dict[str, Head]:
    return {
        name: Head(build, name)
        for name in build.files
        if name.endswith(".html") and not name.startswith("_static/")
    }


class Head:
    """What a head says, as a parser reads it."""

    def __init__(self, build, name: str) -> None:
        self.tree = build.html(name).find("head")
        self.title = self.tree.find("title").text
        self.links = [(link.get("rel"), link.get("href")) for link in self.tree.iter("link")]
        self.said = Counter(
            meta.get("name") or meta.get("property") for meta in self.tree.iter("meta")
        )

    def all(self, name: str) -> list[str]:
        return [
            meta.get("content")
            for meta in self.tree.iter("meta")
            if name in (meta.get("name"), meta.get("property"))
        ]

    def get(self, name: str) -> str | None:
        found = self.all(name)
        assert len(found) < 2, name
        return found[0] if found else None

    def link(self, rel: str) -> str | None:
        found = [href for kind, href in self.links if kind == rel]
        assert len(found) < 2, rel
        return found[0] if found else None

    @property
    def languages(self) -> dict[str, str]:
        links = self.tree.iter("link")
        return {link.get("hreflang"): link.get("href") for link in links if link.get("hreflang")}

    @property
    def data(self) -> dict[str, dict]:
        found = [
            script.text
            for script in self.tree.iter("script")
            if script.get("type") == "application/ld+json"
        ]
        assert len(found) < 2
        if not found:
            return {}
        data = json.loads(found[0])
        assert data["@context"] == "https://schema.org"
        return {item["@type"]: item for item in data["@graph"]}


@pytest.fixture
def built(site):
    return site.write(FILES, **CONF, html_baseurl=BASE, html_static_path=["_static"]).build(
        "dirhtml"
    )


def test_a_review_says_what_its_author_wrote(built):
    head = Head(built, "ai/review/a/index.html")
    url = f"{BASE}ai/review/a/"
    assert head.title == "A - Reviews & more"
    assert head.get("robots") == ROBOTS
    assert head.get("author") == "홍길동, Jane Doe"
    assert head.get("description") == "Text number 1."
    assert head.link("canonical") == url
    assert {name: head.get(name) for name in head.said if name and name.startswith("og:")} == {
        "og:type": "article",
        "og:title": "A",
        "og:description": "Text number 1.",
        "og:url": url,
        "og:site_name": "Reviews & more",
        "og:locale": "ko_KR",
        "og:image": f"{BASE}_static/a%20b.png",
    }
    assert head.get("article:published_time") == "2025-10-01T00:00:00+00:00"
    assert head.get("article:modified_time") == "2025-11-01T00:00:00+00:00"
    assert head.get("article:section") == "review"
    assert head.all("article:tag") == ["GRPO", "강화 학습"]
    assert head.get("twitter:card") == "summary_large_image"
    review = head.data["Review"]
    assert review["name"] == "A"
    assert review["url"] == url
    assert review["inLanguage"] == "ko"
    assert [person["name"] for person in review["author"]] == ["홍길동", "Jane Doe"]
    assert review["reviewRating"]["ratingValue"] == "7"
    assert review["keywords"] == ["GRPO", "강화 학습"]
    assert review["creditText"] == "이 리뷰는 AI로 작성되었습니다."
    paper = review["itemReviewed"]
    assert [person["name"] for person in paper["author"]] == ["Ammar Khairi", "Daniel D'souza"]
    assert paper["identifier"][0]["value"] == "2510.00001"
    assert paper["sameAs"] == ["https://arxiv.org/abs/2510.00001v2"]
    steps = head.data["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step["item"]) for step in steps] == [
        ("Reviews & more", BASE),
        ("review", f"{BASE}ai/review/"),
        ("A", url),
    ]
    assert not [name for name in head.said if name and name.startswith("citation_")]


def test_a_review_without_more_says_no_more(built):
    head = Head(built, "ai/review/b/index.html")
    review = head.data["Review"]
    assert head.get("og:locale") == "en_US"
    assert head.get("og:image") == "https://example.com/b.png"
    assert review["inLanguage"] == "en"
    assert review["author"]["@type"] == "Organization"
    assert head.get("article:modified_time") is None
    assert not {"reviewRating", "dateModified", "creditText"} & review.keys()
    other = Head(built, "ai/llm/d/index.html")
    assert other.get("twitter:card") is other.get("og:image") is None
    assert set(other.data) == {"BlogPosting", "BreadcrumbList"}


def test_a_copy_names_its_original(built):
    head = Head(built, "ai/review/논문 c/index.html")
    assert head.link("canonical") == head.get("og:url") == "https://other.example/c.html"
    assert head.data["Review"]["url"] == "https://other.example/c.html"


def test_translations_are_linked_and_those_that_are_not_there_reported_once(built):
    assert Head(built, "ai/review/a/index.html").languages == {
        "ko": f"{BASE}ai/review/a/",
        "en": f"{BASE}ai/review/b/",
    }
    assert built.warnings.count("there is no document 'nowhere'") == 1
    assert "[paperreview.reference]" in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_the_home_page_is_the_site(built):
    head = Head(built, "index.html")
    assert head.get("og:type") == "website"
    assert head.get("og:url") == head.link("canonical") == BASE
    site = head.data["WebSite"]
    assert site["url"] == BASE
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{BASE}search/?q={{search_term_string}}"


def test_other_pages_are_websites(built):
    for name in ("about/index.html", "tags/grpo/index.html", "ai/review/index.html"):
        head = Head(built, name)
        assert head.get("og:type") == "website"
        assert set(head.data) == {"BreadcrumbList"}
    assert Head(built, "about/index.html").get("og:title") == "About us"


def test_pages_that_are_not_to_be_found_say_so_alone(built):
    for name in ("search/index.html", "404.html"):
        head = Head(built, name)
        assert head.get("robots") == "noindex"
        assert not [key for key in head.said if key and ":" in key]
        assert head.data == {}


def test_pages_shown_early_are_not_to_be_found(site):
    files = {"index.md": "# Home\n", "a.md": post("A", 1, "draft: true\n")}
    build = site.write(files, **CONF, html_baseurl=BASE, paperreview_build_drafts=True).build()
    head = Head(build, "a.html")
    assert head.get("robots") == "noindex"
    assert head.data == {}


def test_a_page_without_a_title_is_described_by_the_name_of_the_site(site):
    build = site.write(FILES, **CONF, html_baseurl=BASE).build()
    assert Head(build, "search.html").get("description") == CONF["html_title"]


@pytest.mark.parametrize("base", ["https://example.org", BASE, "https://예.example/하위/"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_each_page_has_its_own_title_description_and_address(site, builder, base):
    many = {f"ai/review/p{n}.md": post(f"Post {n}", n) for n in range(5, 12)}
    del (files := {**FILES, **many})["ai/review/논문 c.md"]
    files["ai/review/논문 #?%41 c.md"] = post("C", 3)
    conf = {**CONF, "html_static_path": ["_static"], "paperreview_page_size": 3}
    build = site.write(files, **conf, html_baseurl=base).build(builder)
    pages = {
        name: head
        for name, head in pages_of(build).items()
        if head.get("robots") == ROBOTS and not name.startswith("genindex")
    }
    assert len(pages) > 20
    for values in (
        [head.title for head in pages.values()],
        [head.get("description") for head in pages.values()],
        [head.link("canonical") for head in pages.values()],
        [head.get("og:title") for head in pages.values()],
    ):
        assert all(values)
        assert [value for value, count in Counter(values).items() if count > 1] == []
    start = base if base.endswith("/") else f"{base}/"
    start = start.replace("예", "xn--2j5b").replace("하위", "%ED%95%98%EC%9C%84")
    for name, head in pages.items():
        address = head.link("canonical")
        assert address.startswith(start)
        path = urlsplit(address[len(start) :])
        assert not path.query
        assert not path.fragment
        where = name.removesuffix("index.html") if builder == "dirhtml" else name
        assert unquote(path.path) == where, name
        assert head.get("og:url") == address
        for data in head.data.values():
            assert data.get("url", address) == address


def test_without_an_address_nothing_absolute_is_invented(site):
    build = site.write(FILES, **CONF, html_static_path=["_static"]).build("dirhtml")
    for name, head in pages_of(build).items():
        if name == "ai/review/논문 c/index.html":  # its author says where the original is
            continue
        assert head.link("canonical") is head.get("og:url") is None
        assert "BreadcrumbList" not in head.data
        assert "potentialAction" not in head.data.get("WebSite", {})
    head = Head(build, "ai/review/a/index.html")
    assert head.get("og:title") == "A"
    assert head.get("og:image") is None
    assert "url" not in head.data["Review"]
    assert head.languages == {"ko": "#", "en": "../b/"}
    assert "html_baseurl is not set" in build.status


def test_pages_of_a_list_name_each_other(site):
    files = {"index.md": "# Home\n", **{f"a/p{n}.md": post(f"P{n}", n) for n in range(1, 6)}}
    build = site.write(files, **CONF, html_baseurl=BASE, paperreview_page_size=2).build("dirhtml")
    heads = [Head(build, f"{name}index.html") for name in ("a/", "a/page/2/", "a/page/3/")]
    assert [(head.link("prev"), head.link("next")) for head in heads] == [
        (None, "page/2/"),
        ("../../", "../3/"),
        ("../2/", None),
    ]


@pytest.mark.parametrize("theme", ["alabaster", "furo", "pydata_sphinx_theme"])
def test_other_themes_say_the_same_once(site, theme):
    conf = {**CONF, "html_theme": theme, "html_static_path": ["_static"]}
    build = site.write(FILES, **conf, html_baseurl=BASE).build("dirhtml")
    head = Head(build, "ai/review/a/index.html")
    assert head.get("robots") == ROBOTS
    assert head.link("canonical") == head.get("og:url") == f"{BASE}ai/review/a/"
    assert head.get("og:type") == "article"
    assert head.data["Review"]["itemReviewed"]["@type"] == "ScholarlyArticle"
    for name in ("description", "author", "og:title", "twitter:card", "ai-disclosure"):
        assert head.said[name] == 1, name
    copy = Head(build, "ai/review/논문 c/index.html")
    assert copy.link("canonical") == "https://other.example/c.html"
    assert Head(build, "search/index.html").get("robots") == "noindex"


def test_what_the_author_says_is_not_said_again(site):
    meta = (
        "---\ntitle: A\ndate: 2025-10-01\nmyst:\n  html_meta:\n    robots: noarchive\n"
        "    author: Me\n    property=og:title: Mine\n---\n\nText.\n"
    )
    files = {"index.md": "# Home\n", "a.md": meta}
    head = Head(site.write(files, **CONF, html_baseurl=BASE).build(), "a.html")
    assert head.get("robots") == "noarchive"
    assert head.get("author") == "Me"
    assert head.get("og:title") == "Mine"


def test_opengraph_of_another_extension_takes_the_place_of_ours(site):
    module = "def setup(app):\n    return {'parallel_read_safe': True}\n"
    path = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
    files = {**FILES, "sphinxext/opengraph.py": module}
    extensions = ["sphinx_paperreview", "sphinxext.opengraph"]
    conf = {**CONF, "html_static_path": ["_static"], "exclude_patterns": ["sphinxext"]}
    site.write(files, **conf, html_baseurl=BASE, extensions=extensions)
    conf_file = site.source / "conf.py"
    conf_file.write_text(path + conf_file.read_text("utf-8"), "utf-8")
    _, build = site.run(builder="dirhtml")
    head = Head(build, "ai/review/a/index.html")
    assert not [name for name in head.said if name and name.startswith(("og:", "article:"))]
    assert head.get("twitter:card") is None
    assert head.get("robots") == ROBOTS
    assert head.data["Review"]["name"] == "A"


@pytest.mark.parametrize("thumbnail", ["nowhere.png", "../a.png", "_static/../conf.py"])
def test_a_picture_that_is_not_there_is_reported(site, thumbnail):
    files = {"index.md": "# Home\n", "a.md": post("A", 1, f"thumbnail: {thumbnail}\n")}
    conf = {**CONF, "html_static_path": ["_static"]}
    build = site.write(files | {"_static/x.png": b""}, **conf, html_baseurl=BASE).build()
    assert "[paperreview.field]" in build.warnings
    assert Head(build, "a.html").get("og:image") is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("_static/pic.png", "_static/pic.png"),
        ("assets/pic.png", "_static/pic.png"),
        ("/extra.png", "extra.png"),
        ("files/extra.png", "extra.png"),
    ],
)
def test_a_picture_is_found_by_source_and_by_address(site, written, found):
    files = {
        "index.md": "# Home\n",
        "a.md": post("A", 1, f"thumbnail: {written}\n"),
        "assets/pic.png": b"1",
        "files/extra.png": b"2",
    }
    conf = {**CONF, "html_static_path": ["assets"], "html_extra_path": ["files"]}
    build = site.write(files, **conf, html_baseurl=BASE).build()
    assert build.warnings == ""
    assert build.has(found)
    assert Head(build, "a.html").get("og:image") == BASE + quote(found)


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "alabaster"])
def test_hostile_text_stays_text(site, theme):
    quoted = json.dumps(HOSTILE)
    front = (
        f"---\ntitle: {quoted}\ndate: 2025-10-01\ntags: [{quoted}]\nauthors: [{quoted}]\n"
        f"description: {quoted}\ndisclaimer: ai-generated\ncategory: {quoted}\n"
        f"paper:\n  arxiv: 2510.00001\n  title: {quoted}\n  authors: [{quoted}]\n---\n\nText.\n"
    )
    files = {"index.md": "# Home\n", "x/a.md": front}
    conf = {**CONF, "html_theme": theme, "html_title": "S"}
    build = site.write(files, **conf, html_baseurl=BASE).build()
    if theme == "sphinx_paperreview":
        html5lib.HTMLParser(strict=True).parse(build.text("x/a.html"))
    head = Head(build, "x/a.html")
    for name in ("author", "description", "og:title", "og:description", "article:tag"):
        assert head.get(name) == HOSTILE, name
    review = head.data["Review"]
    assert review["name"] == review["description"] == HOSTILE
    assert review["keywords"] == [HOSTILE]
    assert review["author"][0]["name"] == HOSTILE
    assert review["itemReviewed"]["name"] == HOSTILE
    assert review["itemReviewed"]["author"][0]["name"] == HOSTILE


CHANGES = {
    "paper": {"ai/review/b.md": FILES["ai/review/b.md"].replace("2510.00002v2", "2510.09999")},
    "rating": {"ai/review/a.md": FILES["ai/review/a.md"].replace("7/10", "8/10")},
    "translation-comes": {"nowhere.md": "---\norphan: true\n---\n\n# There\n"},
    "translation-goes": {"ai/review/b.md": None},
    "category": {"ai/review/index.md": "# All reviews\n\nIntro.\n"},
    "canonical": {"ai/review/b.md": post("B", 2, "canonical_url: https://b.example/\n")},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_the_bytes_of_a_clean_build(site, name):
    site.write(FILES, **CONF, html_baseurl=BASE, html_static_path=["_static"])
    site.build("dirhtml")
    site.write(CHANGES[name])
    changed, clean = site.build("dirhtml"), site.build("dirhtml", out="clean")
    assert sorted(changed.files) == sorted(clean.files)
    assert [key for key, content in clean.files.items() if changed.files[key] != content] == []
