"""Many odd reviews: all that is published is valid, distinct, and what their records say."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote, unquote

import feedparser
import html5lib
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

HERE = Path(__file__).parents[1]
SCHEMAS = HERE / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASES = {"top": "https://example.org/", "sub": "https://example.org/sub path/논/"}
#: Builds of the site: builder, and where it is published.
BUILDS = [("html", "top"), ("html", "sub"), ("dirhtml", "top"), ("dirhtml", "sub")]
FEW, MANY = 120, 3000
#: What no reader of a text may meet.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def load_maker() -> ModuleType:
    path = HERE / "tools" / "make_hostile_site.py"
    spec = importlib.util.spec_from_file_location("make_hostile_site", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MAKER = load_maker()


def seen(text: str) -> str:
    """Return what a reader sees of a text in one line."""
    return " ".join(
        UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\u2060", "").split()
    )


@dataclass
class Published:
    """A site as it is published."""

    folder: Path
    base: str
    builder: str
    records: tuple[Any, ...]

    @cached_property
    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    @cached_property
    def heads(self) -> dict[str, Any]:
        """Heads of all pages that are for readers to find, by their files."""
        found = {}
        for name, data in self.files.items():
            if not name.endswith(".html") or name.startswith("_static/"):
                continue
            if re.fullmatch(r"(404|search|genindex)(/index)?\.html", name) or name.startswith(
                ("old/", "옛/")
            ):
                continue
            # The body is parsed where it is looked at.
            head, end, _ = data.decode().partition("<body")
            assert end, name
            found[name] = html5lib.parse(head, namespaceHTMLElements=False).find("head")
        return found

    def address(self, name: str) -> str:
        """Return the address of a file, as a browser asks for it."""
        if self.builder == "dirhtml":
            name = re.sub(r"(^|/)index\.html$", r"\1", name)
        return quote(self.base + name, safe=":/")

    def file_of(self, docname: str) -> str:
        if self.builder == "html":
            return f"{docname}.html"
        return "index.html" if docname == "index" else f"{docname}/index.html"

    def meta(self, name: str, key: str) -> str:
        found = [
            item.get("content")
            for item in self.heads[name].iter("meta")
            if key in (item.get("name"), item.get("property"))
        ]
        assert len(found) == 1, (name, key, found)
        return found[0]

    def canonical(self, name: str) -> str:
        found = [
            i.get("href") for i in self.heads[name].iter("link") if i.get("rel") == "canonical"
        ]
        assert len(found) == 1, (name, found)
        return found[0]

    @property
    def copies(self) -> set[str]:
        return {self.file_of(record.docname) for record in self.records if record.canonical_url}


@pytest.fixture(
    scope="module",
    params=[pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.slow)],
)
def source(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    records = MAKER.make_records(request.param)
    MAKER.write_site(folder, records)
    conf = {
        "extensions": ["sphinx_paperreview"],
        "html_theme": "sphinx_paperreview",
        "html_title": 'Notes & "more" <b>',
        "author": "A & B",
        "language": "ko",
        "paperreview_now": MAKER.NOW,
        "paperreview_feeds": ["site", "category", "tag"],
        "paperreview_timezone": "Asia/Seoul",
    }
    (folder / "conf.py").write_text("".join(f"{k} = {v!r}\n" for k, v in conf.items()), "utf-8")
    return folder, records


def build(source, out: Path, builder: str, base: str, *options: str) -> Published:
    folder, records = source
    command = [
        sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", f"{out}-doctrees",
        "-D", f"html_baseurl={base}", *options, str(folder), str(out),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    return Published(out, base, builder, records)


@pytest.fixture(scope="module", params=BUILDS, ids="-".join)
def site(source, request, tmp_path_factory) -> Published:
    builder, place = request.param
    return build(source, tmp_path_factory.mktemp("out") / builder, builder, BASES[place])


def test_each_page_has_a_title_a_description_and_an_address_of_its_own(site):
    pages = list(site.heads)
    assert len(pages) > len(site.records)
    titles = {name: site.heads[name].findtext("title") for name in pages}
    descriptions = {name: site.meta(name, "description") for name in pages}
    canonicals = {name: site.canonical(name) for name in pages}
    for values in (titles, descriptions, canonicals):
        assert all(value.strip() for value in values.values())
        by_value: dict[str, list[str]] = {}
        for name, value in values.items():
            by_value.setdefault(value, []).append(name)
        assert [names for names in by_value.values() if len(names) > 1] == []
    expected = {name: site.address(name) for name in pages if name not in site.copies}
    assert {name: canonicals[name] for name in expected} == expected


def test_heads_say_what_records_say(site):
    for record in site.records:
        name = site.file_of(record.docname)
        title = seen(record.title)
        assert site.heads[name].findtext("title").startswith(title)
        assert site.meta(name, "og:title") == title
        if record.description:
            assert site.meta(name, "description").endswith(seen(record.description))
        if record.authors:
            assert site.meta(name, "author") == ", ".join(map(seen, record.authors))
        if record.canonical_url:
            assert site.canonical(name) == record.canonical_url


def data_of(site, name: str) -> dict[str, dict[str, Any]]:
    found = [
        script.text
        for script in site.heads[name].iter("script")
        if script.get("type") == "application/ld+json"
    ]
    assert len(found) == 1, name
    return {item["@type"]: item for item in json.loads(found[0])["@graph"]}


def test_structured_data_is_the_record(site):
    for record in site.records:
        name = site.file_of(record.docname)
        data = data_of(site, name)
        review = data["Review" if record.paper else "BlogPosting"]
        assert review["name"] == seen(record.title)
        assert review["url"] == record.canonical_url or review["url"] == site.address(name)
        assert review["datePublished"] == record.date.replace(" ", "T").replace("+0900", "+09:00")
        assert review.get("dateModified", "")[:10] == record.updated
        assert review["inLanguage"] == (record.language or "ko")
        if record.authors:
            assert [person["name"] for person in review["author"]] == [*map(seen, record.authors)]
        if record.rating:
            assert review["reviewRating"]["ratingValue"] == record.rating.partition("/")[0]
        if record.paper:
            paper = review["itemReviewed"]
            assert paper["name"] == seen(record.paper["title"])
            assert paper["identifier"][0]["value"] == record.paper["arxiv"]
            assert paper["sameAs"] == [f"https://arxiv.org/abs/{record.paper['arxiv']}"]
        steps = data["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == site.address("index.html")


def test_feeds_are_valid_and_hold_the_newest_posts(site):
    schema = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    names = [name for name in site.files if name.endswith("feed.xml")]
    assert "feed.xml" in names
    assert len(names) > len(MAKER.FOLDERS)
    ids = set()
    by_address = {site.address(site.file_of(r.docname)): r for r in site.records}
    for name in names:
        tree = etree.fromstring(site.files[name])
        assert schema.validate(tree), (name, schema.error_log)
        feed = feedparser.parse(site.files[name])
        assert not feed.bozo, (name, feed.get("bozo_exception"))
        # what the grammar leaves to rules of its own
        assert tree.find(f"{ATOM}author") is not None
        assert 0 < len(feed.entries) <= 20
        entry_ids = [entry.id for entry in feed.entries]
        assert len(set(entry_ids)) == len(entry_ids)
        assert tree.findtext(f"{ATOM}id") not in ids
        ids.add(tree.findtext(f"{ATOM}id"))
        (own,) = [
            link.get("href") for link in tree.findall(f"{ATOM}link") if link.get("rel") == "self"
        ]
        assert own == site.address(name)
        for entry in tree.findall(f"{ATOM}entry"):
            (link,) = [
                i.get("href") for i in entry.findall(f"{ATOM}link") if i.get("rel") == "alternate"
            ]
            assert entry.findtext(f"{ATOM}title") == seen(by_address[link].title)
            assert entry.findtext(f"{ATOM}published")[:10] == by_address[link].date[:10]
    tree = etree.fromstring(site.files["feed.xml"])
    shown = [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]
    assert shown == [seen(record.title) for record in newest_first(site.records)[:20]]


def newest_first(records) -> list[Any]:
    """Return reviews by instant, then by the last part of their names, then by these."""

    def rank(record) -> tuple[str, str, str]:
        last = record.docname.rpartition("/")[2]
        return record.date, unicodedata.normalize("NFC", last).casefold(), record.docname

    return sorted(records, key=rank, reverse=True)


def test_the_json_feed_is_valid_and_says_the_same(site):
    feed = json.loads(site.files["feed.json"])
    schema = json.loads((SCHEMAS / "jsonfeed.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(feed)] == []
    tree = etree.fromstring(site.files["feed.xml"])
    assert [item["title"] for item in feed["items"]] == [
        entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")
    ]
    assert feed["feed_url"] == site.address("feed.json")


def test_the_sitemap_is_valid_and_names_each_page_once(site):
    tree = etree.fromstring(site.files["sitemap.xml"])
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    assert schema.validate(tree), schema.error_log
    found = {item.findtext(f"{MAP}loc"): item.findtext(f"{MAP}lastmod") for item in tree}
    assert len(found) == len(tree)
    assert set(found) == {site.address(name) for name in site.heads if name not in site.copies}
    for record in site.records:
        if not record.canonical_url:
            changed = found[site.address(site.file_of(record.docname))]
            assert changed[:10] == (record.updated or record.date[:10])
    assert f"Sitemap: {site.address('sitemap.xml')}\n" in site.files["robots.txt"].decode()


def test_old_addresses_lead_to_their_pages(site):
    for record in site.records:
        for alias in record.aliases:
            name = f"{alias[1:]}index.html" if alias.endswith("/") else alias[1:]
            tree = html5lib.parse(site.files[name].decode(), namespaceHTMLElements=False)
            links = {item.get("rel"): item.get("href") for item in tree.iter("link")}
            target = site.address(site.file_of(record.docname))
            assert links["canonical"] == record.canonical_url or links["canonical"] == target
            (refresh,) = [
                m.get("content") for m in tree.iter("meta") if m.get("http-equiv") == "refresh"
            ]
            href = refresh.partition("url=")[2]
            parts = [*name.split("/")[:-1]]
            while href.startswith("../"):
                href, parts = href[3:], parts[:-1]
            address = unquote("/".join([*parts, href.removeprefix("./")]))
            assert address.removesuffix("/").removesuffix(".html") == record.docname


def test_hostile_text_is_text(site):
    """No page has an element, an attribute or an address that a text made."""
    hostile = [record for record in site.records if seen(record.title).rpartition(" ")[0] in
               {seen(text) for text in MAKER.HOSTILE}]  # fmt: skip
    assert len(hostile) > len(MAKER.HOSTILE)
    for record in hostile[:60]:
        text = site.files[site.file_of(record.docname)].decode()
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        for element in tree.iter():
            assert element.tag != "b"
            assert not [key for key in element.attrib if str(key).startswith("on")]
            for key in ("href", "src", "content"):
                value = element.get(key) or ""
                assert key == "content" or not value.lower().startswith("javascript:")
            if element.tag == "script":
                assert element.get("src") or element.get("type") == "application/ld+json"
        (heading,) = tree.iter("h1")
        assert "".join(heading.itertext()) == seen(record.title)
        chips = [
            "".join(a.itertext()) for a in tree.iter("a") if a.get("class") == "page__taxonomy-item"
        ]
        assert len(chips) >= 1
    for name, data in site.files.items():
        if name.endswith((".html", ".xml", ".json", ".txt", ".md")) and not name.startswith("_"):
            text = data.decode()
            assert not re.search(
                "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]", text
            ), name


def test_the_same_sources_give_the_same_bytes(source, tmp_path):
    one = build(source, tmp_path / "one", "dirhtml", BASES["sub"])
    two = build(source, tmp_path / "two", "dirhtml", BASES["sub"], "-j", "2")
    own = (".buildinfo",)
    assert one.files.keys() == two.files.keys()
    assert [n for n, data in one.files.items() if two.files[n] != data and n not in own] == []
