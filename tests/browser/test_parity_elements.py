"""Elements of text that the design lacked or got wrong: lists in lists, small headings, lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
STRINGS = [
    "페이지를 찾을 수 없습니다",
    "요청하신 페이지가 존재하지 않거나 이동되었을 수 있습니다.",
    "홈으로 돌아가기",
]
MARKUP = """<section><p>Text</p><h3>Third</h3><p>Text</p><h4>Fourth</h4><p>Text</p><hr><p>Text</p>
<ul><li>One<ul><li>Two<ul><li>Three</li></ul></li></ul></li></ul>
<table class="docutils"><tr><td>cell</td></tr></table></section>"""


@pytest.fixture(scope="module")
def page(browser, site):
    """A documentation page with every element of these tests as its text."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.goto(site + PAGES["document"])
    page.evaluate("markup => document.querySelector('.page__content').innerHTML = markup", MARKUP)
    yield page
    context.close()


def test_point_55_the_card_says_its_three_sentences(open_page, site):
    page = open_page(site + PAGES["not-found"])
    texts = page.locator(".not-found-card").inner_text().split("\n")
    assert [text for text in texts if text in STRINGS] == STRINGS
    assert page.locator(".masthead").is_visible()
    assert page.locator(".page__footer").is_visible()


def test_point_59_a_third_heading_stands_16_below_and_8_above_text(page):
    gaps = page.locator("h3").evaluate(
        "e => [e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom,"
        " e.nextElementSibling.getBoundingClientRect().top - e.getBoundingClientRect().bottom]"
    )
    assert gaps == pytest.approx([16, 8], abs=1)


def test_point_59_a_table_is_as_wide_as_its_column(page):
    widths = page.locator("table").evaluate("e => [e.offsetWidth, e.parentElement.offsetWidth]")
    assert widths[0] == pytest.approx(widths[1], abs=1)


def test_point_60_lists_in_lists_are_indented(page):
    lefts = page.locator(".page__content li").evaluate_all(
        "items => items.map(e => e.getBoundingClientRect().left)"
    )
    assert len(lefts) == 3
    assert lefts[1] - lefts[0] >= 16
    assert lefts[2] - lefts[1] >= 16


def test_point_60_a_fourth_heading_is_told_from_text(page):
    looks = [
        page.locator(selector).first.evaluate("e => getComputedStyle(e).fontWeight")
        for selector in (".page__content p", ".page__content h4")
    ]
    assert looks == ["400", "600"]


def test_point_60_a_line_has_room(page):
    gaps = page.locator("hr").evaluate(
        "e => [e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom,"
        " e.nextElementSibling.getBoundingClientRect().top - e.getBoundingClientRect().bottom]"
    )
    assert min(gaps) >= 16
