"""References to paper and review: there without script, copied with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

DESIGN = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))
ARTICLE = DESIGN["pages"]["article"]


@pytest.fixture
def open_article(browser, site):
    """A function that opens the article; its second box is open."""
    contexts = []

    def open_article(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site + ARTICLE)
        page.locator(".paper-citation summary").nth(1).click()
        return page

    yield open_article
    for context in contexts:
        context.close()


def test_without_script_a_box_opens_and_has_no_button(open_article):
    page = open_article(java_script_enabled=False)
    assert page.locator(".paper-citation pre").nth(1).is_visible()
    assert not page.locator(".paper-citation pre").nth(0).is_visible()
    assert page.locator(".paper-copy").count() == 0


def test_the_button_copies_the_text_and_says_so(open_article):
    page = open_article(permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(".paper-copy").nth(1)
    assert button.inner_text() == "복사"
    button.click()
    page.wait_for_function("document.querySelectorAll('.paper-copy')[1].textContent === '복사됨'")
    copied = page.evaluate("navigator.clipboard.readText()")
    text = page.locator(".paper-citation pre").nth(1).text_content()
    assert copied.replace("\r\n", "\n") == text.rstrip("\n")
    assert text.startswith("@misc{paperreviewblog2025")


@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_box_stays_in_its_column(open_article, width):
    page = open_article(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".paper-citation pre").nth(1)
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.locator(".paper-copy").nth(1).bounding_box()["height"] >= 24
    assert page.locator(".paper-citation summary").nth(1).bounding_box()["height"] >= 24
