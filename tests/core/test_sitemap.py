"""The sitemap keeps to the protocol, however large the site is."""

from __future__ import annotations

import re
from datetime import UTC
from pathlib import Path

import pytest
from lxml import etree

from sphinx_paperreview.core.dates import parse_moment
from sphinx_paperreview.core.sitemap import SitemapEntry, render_robots, render_sitemap

SCHEMAS = Path(__file__).parents[1] / "schemas"
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
#: What the protocol lets a date be.
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?")


def find_address(name):
    return f"https://example.org/{name}"


def check(data, root_name, name):
    """Return the addresses of a file that keeps to the rules of the official schema."""
    assert len(data) < 50 * 1024 * 1024
    root = etree.fromstring(data)
    assert root.tag == NS + root_name
    for element in root:
        assert element.tag == NS + name
        tags = [child.tag for child in element]
        assert tags in ([f"{NS}loc"], [f"{NS}loc", f"{NS}lastmod"])
        assert 12 <= len(element[0].text) <= 2048
        assert element[0].text.isascii()
        assert len(element) == 1 or W3C_DATE.fullmatch(element[1].text)
    return [element[0].text for element in root]


def entries(count):
    return [
        SitemapEntry(
            url=f"https://example.org/{n}/?a=1&b=2",
            changed=parse_moment(f"2025-10-{1 + n:02}", UTC) if n % 2 else None,
        )
        for n in range(count)
    ]


def test_a_small_site_has_one_file():
    files = render_sitemap(entries(4), find_address)
    assert list(files) == ["sitemap.xml"]
    assert check(files["sitemap.xml"], "urlset", "url") == [e.url for e in entries(4)]


@pytest.mark.parametrize(("count", "sizes"), [(3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])])
def test_a_large_site_has_an_index_and_parts(count, sizes):
    files = render_sitemap(entries(count), find_address, limit=3)
    if len(sizes) == 1:
        assert list(files) == ["sitemap.xml"]
        return
    parts = check(files["sitemap.xml"], "sitemapindex", "sitemap")
    assert parts == [find_address(f"sitemap-{n}.xml") for n in range(1, len(sizes) + 1)]
    found = [check(files[part.rpartition("/")[2]], "urlset", "url") for part in parts]
    assert [len(part) for part in found] == sizes
    assert [url for part in found for url in part] == [e.url for e in entries(count)]


def test_a_site_of_more_than_50_000_pages_keeps_to_the_schemas():
    pages = [SitemapEntry(url=f"https://example.org/{number}/") for number in range(50_001)]
    files = render_sitemap(pages, find_address)
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    for name, data in files.items():
        kind = "siteindex" if name == "sitemap.xml" else "sitemap"
        schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{kind}.xsd"))
        assert schema.validate(etree.fromstring(data)), schema.error_log
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    too_long = render_sitemap(pages, find_address, limit=60_000)["sitemap.xml"]
    assert not schema.validate(etree.fromstring(too_long))


def test_a_part_is_as_new_as_its_newest_page():
    index = etree.fromstring(render_sitemap(entries(4), find_address, limit=3)["sitemap.xml"])
    dates = [element.findtext(f"{NS}lastmod")[:10] for element in index]
    assert dates == ["2025-10-02", "2025-10-04"]


def test_an_address_that_no_sitemap_may_hold_is_left_out():
    long = SitemapEntry(url="https://example.org/" + "a" * 2048)
    data = render_sitemap([*entries(1), long], find_address)["sitemap.xml"]
    assert check(data, "urlset", "url") == [entries(1)[0].url]


def test_robots_names_the_sitemap():
    lines = render_robots("https://example.org/x/sitemap.xml").decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/x/sitemap.xml",
    ]
