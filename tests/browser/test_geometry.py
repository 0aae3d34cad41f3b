"""Boxes, gaps and styles of the design that the theme reproduces, and how they move."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DESIGN = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))
PAGES = DESIGN["pages"]
ARTICLE = PAGES["article"]
VIEWPORTS = [int(width) for width in DESIGN["viewports"]]
WIDTHS = [320, *map(int, DESIGN["viewports"])]
SIDEWAYS = "document.documentElement.scrollWidth"


def name_fonts(page: Page, selector: str) -> str:
    """The fonts that a part is drawn with: the numbers of text hang on them."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": document, "selector": selector})
    fonts = session.send("CSS.getPlatformFontsForNode", node)["fonts"]
    return ", ".join(sorted(font["familyName"] for font in fonts))


@pytest.fixture
def view_top(measure):
    """A function that scrolls a page and gives where a part then stands in the viewport."""

    def view_top(page: Page, selector: str, scroll: int) -> float:
        page.evaluate("scroll => window.scrollTo(0, scroll)", scroll)
        return measure(page, selector)[1] - page.evaluate("scrollY")

    return view_top


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize("kind", DESIGN["boxes"])
def test_parts_have_the_boxes_of_the_design(site, open_page, measure, kind, width):
    page = open_page(site + PAGES[kind], width)
    for selector, boxes in DESIGN["boxes"][kind].items():
        found = measure(page, selector)
        wanted = boxes[str(width)]
        pairs = [(f, w) for f, w in zip(found, wanted, strict=True) if w is not None]
        assert all(abs(f - w) <= 1 for f, w in pairs), (selector, found, wanted)


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize("kind", DESIGN["gaps"])
def test_parts_stand_as_far_apart_as_in_the_design(site, open_page, measure, kind, width):
    page = open_page(site + PAGES[kind], width)
    for above, below, wanted in DESIGN["gaps"][kind]:
        (_, top, _, height), (_, next_top, _, _) = measure(page, above), measure(page, below)
        assert next_top - top - height == pytest.approx(wanted, abs=1), (above, below)


@pytest.mark.parametrize("kind", ["article", "list", "not-found"])
def test_parts_have_the_styles_of_the_design(site, open_page, style, kind):
    page = open_page(site + PAGES[kind], color_scheme="light")
    for selector, wanted in DESIGN["styles"][kind].items():
        assert dict(zip(wanted, style(page, selector, *wanted), strict=True)) == wanted, selector


@pytest.mark.parametrize("width", VIEWPORTS)
def test_text_is_as_high_as_its_lines(site, open_page, measure, style, width):
    parts = {
        "article": [".page__title", ".paper-authors", ".page__content h2 + p"],
        "list": [".archive__item-title", ".archive__item-excerpt"],
    }
    for kind, selectors in parts.items():
        page = open_page(site + PAGES[kind], width)
        for selector in selectors:
            line = float(style(page, selector, "line-height")[0].removesuffix("px"))
            lines = measure(page, selector)[3] / line
            assert lines == pytest.approx(round(lines), abs=0.01), selector


def test_title_of_the_longest_seed_fits_its_lines(site, open_page, measure):
    for width, most in ((1280, 2), (375, 4)):
        page = open_page(site + ARTICLE, width)
        lines = round(measure(page, ".page__title")[3] / 36)
        assert lines <= most, name_fonts(page, ".page__title")


@pytest.mark.parametrize("kind", ["article", "home", "category", "tag"])
def test_sidebar_is_the_same_on_every_kind_of_page(site, open_page, measure, kind):
    page = open_page(site + PAGES[kind])
    assert measure(page, ".sidebar") == [32, 97, 288, 620]
    assert page.locator(".paper-group").count() == 5
    labels = page.locator(".sidebar nav a").all_inner_texts()
    assert len(labels) == 13
    assert all(re.fullmatch(r".+ \(\d+\)", label) for label in labels)


@pytest.mark.parametrize(
    ("width", "columns", "sidebar"),
    [(1023, 1, 975), (1024, 2, 256), (1279, 2, 256), (1280, 2, 288)],
)
def test_columns_change_at_their_widths(site, open_page, measure, width, columns, sidebar):
    page = open_page(site + ARTICLE, width)
    assert measure(page, ".sidebar")[2] == sidebar
    assert (measure(page, ".main-column")[0] > 100) == (columns == 2)


@pytest.mark.parametrize("width", [375, 768])
def test_sidebar_follows_the_article_in_one_column(site, open_page, measure, style, width):
    page = open_page(site + ARTICLE, width)
    _, top, _, height = measure(page, ".main-column")
    assert measure(page, ".sidebar")[1] == pytest.approx(top + height + 32, abs=1)
    assert style(page, ".sidebar", "position") == ["static"]


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_sidebar_stays_below_the_masthead(site, open_page, view_top, width):
    page = open_page(site + ARTICLE, width)
    assert view_top(page, ".sidebar", 0) == 97
    assert view_top(page, ".sidebar", 200) == 96
    assert view_top(page, ".masthead", 400) == 0


def test_sidebar_leaves_with_the_end_of_its_column(site, open_page, view_top, measure):
    page = open_page(site + ARTICLE, 1280, 720)
    top = view_top(page, ".sidebar", 10_000)
    _, column, _, height = measure(page, ".main-column")
    assert top < 96
    assert top + 620 + 32 == pytest.approx(column + height - page.evaluate("scrollY"), abs=1)


def test_sidebar_that_is_higher_than_the_viewport_scrolls_by_itself(site, open_page, view_top):
    page = open_page(site + ARTICLE, 1280, 500)
    assert view_top(page, ".sidebar", 200) == 96
    page.locator(".sidebar a").last.focus()
    assert view_top(page, ".sidebar", 200) == 96
    assert page.locator(".sidebar a").last.bounding_box()["y"] <= 500 - 28


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_is_wider_than_the_viewport(site, open_page, kind):
    page = open_page(site + PAGES[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) <= width, width


def test_missing_address_shows_a_card_that_fits_the_window(site, open_page, measure, style):
    page = open_page(site + PAGES["not-found"])
    assert page.evaluate("document.documentElement.scrollHeight") == 800
    assert measure(page, ".not-found-card")[3] <= 308
    shadow = "rgba(0, 0, 0, 0.1) 0px 4px 6px -1px, rgba(0, 0, 0, 0.1) 0px 2px 4px -2px"
    assert style(page, ".not-found-card", "box-shadow") == [shadow]
    page.locator(".not-found-home").click()
    page.wait_for_url(site)
