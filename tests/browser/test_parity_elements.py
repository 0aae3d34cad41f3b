"""What the design lacked or got wrong: elements of text, fonts, rings, the missing page."""

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


def test_defect_14_a_text_is_in_its_page_once(example_site):
    article = example_site("dirhtml").joinpath(*Path(PAGES["article"]).parts, "index.html")
    source = article.read_text("utf-8")
    for sentence in ("판별자의 점수는 곧 학생의", "로짓을 얻을 수 없는 환경에서도"):
        assert source.count(sentence) == 1


@pytest.mark.parametrize("kind", ["article", "home", "search", "not-found"])
def test_defect_15_nothing_turns_round_and_round(open_page, site, kind):
    page = open_page(site + PAGES[kind])
    assert page.evaluate("document.getAnimations().length") == 0


def test_defect_24_the_missing_page_says_once_that_it_is_not_to_be_found(open_page, site):
    page = open_page(site + PAGES["not-found"])
    robots = page.locator("meta[name=robots]").evaluate_all("all => all.map(e => e.content)")
    assert robots == ["noindex"]
    assert page.locator(".not-found-recent a").count() > 0
    assert page.get_by_role("banner").get_by_role("search").count() == 1


def test_defect_27_fonts_are_the_systems_with_hangul_among_them(open_page, site):
    page = open_page(site + PAGES["article"])
    families = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert families.startswith("system-ui")
    assert families.endswith("sans-serif")
    assert {"Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR"} <= {
        family.strip().strip('"') for family in families.split(",")
    }
    assert page.evaluate("document.fonts.size") == 0


def test_defect_31_the_footer_says_what_the_author_wrote(open_page, site):
    page = open_page(site + PAGES["article"])
    assert page.locator(".page__footer").inner_text().startswith("© 2025 sphinx-paperreview.")
