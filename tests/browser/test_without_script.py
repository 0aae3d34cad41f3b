"""Readers without JavaScript get the same pages: text, lists, sidebar, numbers, tags, neighbours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
#: Parts that must be there and in sight.
PARTS = {
    "article": [".page__title", ".page__meta time", ".paper-link a", ".paper-authors",
                ".page__content h2", ".page__taxonomy-item", ".page__neighbours [rel=prev]",
                ".sidebar nav a"],
    "home": [".archive__item-title a", ".archive__item-meta time", ".pagination [rel=next]",
             ".sidebar nav a"],
    "list": [".archive__item-title a", ".pagination [rel=prev]", ".sidebar nav a"],
    "category": [".archive__item-title a", ".sidebar nav a"],
    "categories": [".paper-terms a", ".sidebar nav a"],
    "tag": [".paper-listing-count", ".archive__item-title a"],
    "tags": [".paper-terms a", ".sidebar nav a"],
    "document": [".page__content h2", ".page__content table", ".page__content pre"],
    "search": ["main input[type=search]", "main button", "main noscript"],
    "not-found": [".not-found-home"],
}  # fmt: skip
#: The words of a page, without those of buttons that only a script makes work.
WORDS = """() => [...document.querySelectorAll("main, .sidebar, .page__footer")].map(part => {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("button, noscript, script").forEach(element => element.remove());
  return copy.textContent;
})"""


@pytest.fixture(scope="module")
def windows(browser):
    """Two windows, without and with script."""
    contexts = [browser.new_context(java_script_enabled=enabled) for enabled in (False, True)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.mark.parametrize("kind", PARTS)
def test_point_56_all_is_there_without_script(site, windows, kind):
    plain, _ = windows
    for page in windows:
        page.goto(site + PAGES[kind])
    for part in PARTS[kind]:
        assert plain.locator(part).first.is_visible(), part
    if kind != "search":
        words, wanted = (page.evaluate(WORDS) for page in windows)
        assert [part.split() for part in words] == [part.split() for part in wanted]


def test_point_56_a_reader_without_script_gets_from_page_to_page(site, windows):
    page, _ = windows
    page.goto(site)
    page.locator(".pagination [rel=next]").click()
    page.wait_for_url("**/page/2/")
    page.locator(".archive__item-title a").first.click()
    page.locator(".page__taxonomy-item").first.click()
    page.wait_for_url("**/tags/**")
    page.locator(".sidebar nav a").first.click()
    page.wait_for_url("**/backend/django/")
    page.locator(".masthead [role=search] button").click()
    page.wait_for_url("**/search/**")
