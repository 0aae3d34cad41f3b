"""What a reader of one article downloads."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
MOST_BYTES = 14_000
MOST_REQUESTS = 4
MOST_SCRIPT = 5_000


def list_files(page: Page, site: str, address: str) -> list[str]:
    """The paths that a page asks its host for, the icon included; other hosts are an error."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + address, wait_until="networkidle")
    # Without a window the browser leaves icons alone.
    icons = page.locator("link[rel~=icon]").evaluate_all("links => links.map(link => link.href)")
    assert len(icons) == 1
    urls = list(dict.fromkeys([*asked, urljoin(site + address, icons[0])]))
    assert [url for url in urls if not url.startswith(site)] == []
    return [unquote(urlsplit(url).path).lstrip("/") for url in urls]


def read_file(root: Path, path: str) -> bytes:
    file = root / path
    return (file / "index.html" if file.is_dir() else file).read_bytes()


@pytest.fixture(scope="module")
def files(browser, site, example_site) -> dict[str, bytes]:
    """What the longest of the seeds' articles consists of."""
    root = example_site("dirhtml")
    articles = [root.joinpath(*Path(PAGES["article"]).parts)]
    articles += root.glob("ai/review/2025-10-2-*/")
    articles += root.glob("ai/review/2025-8-*/")
    assert len(articles) == 5
    longest = max(articles, key=lambda folder: (folder / "index.html").stat().st_size)
    page = browser.new_page()
    paths = list_files(page, site, longest.relative_to(root).as_posix() + "/")
    page.close()
    return {path: read_file(root, path) for path in paths}


def test_an_article_is_at_most_four_requests(files):
    assert len(files) <= MOST_REQUESTS, sorted(files)


def test_an_article_is_at_most_14_kilobytes(files):
    sizes = {path: len(gzip.compress(content, 9, mtime=0)) for path, content in files.items()}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_scripts_of_an_article_are_at_most_5_kilobytes(files):
    sizes = {path: len(content) for path, content in files.items() if path.endswith(".js")}
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes
