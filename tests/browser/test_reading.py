"""Reading: bad content, keyboard, colours, print."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

DESIGN = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))
PAGES = DESIGN["pages"]
ARTICLE = PAGES["article"]
WIDTHS = [320, *map(int, DESIGN["viewports"])]
#: Contrast of the first match with the ground that it stands on.
CONTRAST = """selector => {
  const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const element = document.querySelector(selector);
  let ground = element;
  while (numbers(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const [dark, light] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor]
    .map(colour => luminance(numbers(colour))).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}"""
SIDEWAYS = "document.documentElement.scrollWidth"


def test_elements_of_text_have_the_styles_of_the_design(hostile_site, open_page, style):
    page = open_page(hostile_site + "posts/hostile/", color_scheme="light")
    for selector, wanted in DESIGN["styles"]["markup"].items():
        assert dict(zip(wanted, style(page, selector, *wanted), strict=True)) == wanted, selector


@pytest.mark.parametrize("width", WIDTHS)
def test_no_content_widens_the_page(hostile_site, open_page, measure, width):
    page = open_page(hostile_site + "posts/hostile/", width)
    assert page.evaluate(SIDEWAYS) <= width
    for selector in (".highlight pre", ".paper-scroll:has(th:nth-child(14))"):
        inner, outer = page.locator(selector).first.evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inner > outer, selector
    right = width - measure(page, ".masthead__inner-wrap")[0]
    assert sum(measure(page, ".page__content img")[::2]) <= right
    if width >= 1024:
        assert measure(page, ".sidebar")[2] == (256 if width < 1280 else 288)


@pytest.mark.parametrize("width", WIDTHS)
def test_page_numbers_stay_inside_their_column(hostile_site, open_page, measure, width):
    page = open_page(hostile_site + "page/6/", width)
    left, _, room, _ = measure(page, ".main-column")
    boxes = [item.bounding_box() for item in page.locator(".pagination :is(a, span)").all()]
    assert len(boxes) == 9
    assert min(box["x"] for box in boxes) >= left
    assert max(box["x"] + box["width"] for box in boxes) <= left + room
    assert {box["height"] for box in boxes} == {38}
    rows = {box["y"] for box in boxes}
    if len(rows) == 1:
        before, after = boxes[0]["x"] - left, left + room - boxes[-1]["x"] - boxes[-1]["width"]
        assert before == pytest.approx(after, abs=1)
        gaps = [b["x"] - a["x"] - a["width"] for a, b in pairwise(boxes)]
        assert gaps == pytest.approx([8, *[4] * 6, 8], abs=1)
    assert width < 768 or len(rows) == 1


@pytest.mark.parametrize("width", [375, 1280])
def test_targets_are_not_hidden_by_the_masthead(site, open_page, width):
    page = open_page(site + ARTICLE, width)
    sections = page.locator(".page__content section[id]:has(> h2)")
    for key in sections.evaluate_all("sections => sections.map(section => section.id)"):
        page.goto(site)
        page.goto(f"{site}{ARTICLE}#{key}")
        headings = page.locator(".page__content :target > h2")
        assert headings.bounding_box()["y"] >= 65


def test_anchor_of_a_heading_takes_no_room_and_shows_on_focus(site, open_page, measure):
    page = open_page(site + ARTICLE)
    anchor = page.locator("h2 > .headerlink").first
    assert anchor.evaluate("e => getComputedStyle(e).opacity") == "0"
    before = measure(page, ".page__content h2")
    page.locator(".page__content h2").first.hover()
    assert anchor.evaluate("e => getComputedStyle(e).opacity") == "1"
    assert anchor.evaluate("e => getComputedStyle(e).position") == "absolute"
    assert measure(page, ".page__content h2") == before


def test_first_stop_of_the_keyboard_skips_to_the_content(site, open_page, measure):
    page = open_page(site + ARTICLE)
    assert measure(page, ".skip-link")[1] < -30
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    assert link.bounding_box()["y"] >= 0
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_whole_entry_leads_to_its_post(site, open_page):
    page = open_page(site)
    box = page.locator(".archive__item-meta").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/ai/review/**")
    assert page.locator("article.page .page__meta").count() == 1


def test_search_of_the_masthead_leads_to_the_search_page(site, open_page):
    for width in (375, 1280):
        page = open_page(site + ARTICLE, width)
        page.locator(".search-box button").click()
        page.wait_for_url("**/search/**")
        assert page.locator("main [role=search] input[type=search]").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(site, hostile_site, open_page, scheme):
    parts = {
        site + ARTICLE: [
            *DESIGN["styles"]["article"],
            ".page__content code",
            ".paper-disclaimer p",
            ".search-box button",
        ],
        site + PAGES["list"]: DESIGN["styles"]["list"],
        site + PAGES["tags"]: [".paper-terms a", ".paper-count"],
        site + PAGES["search"]: [".search-form button"],
        f"{site}docs/elements/": [
            ".breadcrumb a",
            ".page__toc summary",
            ".page__relations span",
            ".page__relations a",
            ".paper-section a[aria-current]",
            ".paper-section li a:not([aria-current])",
            ".paper-copy",
            ".eqno",
            "figcaption",
            ".sd-card-title",
            ".sd-tab-set > label",
            ".sd-tab-set > input:not(:checked) + label",
            ".sd-dropdown summary",
            ".sd-btn-primary",
            ".sd-btn-outline-secondary",
            *(f".sd-bg-{name}" for name in ("primary", "secondary", "success", "info", "warning")),
            *(f".sd-bg-{name}" for name in ("danger", "light", "dark")),
            *(f".sd-outline-{name}" for name in ("primary", "success", "warning")),
            *(f".admonition.{name} > .admonition-title" for name in ("note", "tip", "warning")),
            ".admonition.danger > .admonition-title",
        ],
        site + PAGES["not-found"]: [*DESIGN["styles"]["not-found"], ".not-found-recent a"],
        f"{hostile_site}posts/hostile/": [*DESIGN["styles"]["markup"], ".admonition-title"],
    }
    for address, selectors in parts.items():
        page = open_page(address, color_scheme=scheme)
        for selector in selectors:
            assert page.evaluate(CONTRAST, selector) >= 4.5, (address, selector)
    body = open_page(site + ARTICLE, color_scheme=scheme)
    assert body.evaluate(CONTRAST, ".page__content h2 + p") >= 7


def test_every_token_of_code_stands_out_from_its_ground(example_site, site, open_page):
    root = example_site("dirhtml")
    pages = [path for path in root.rglob("index.html") if 'class="highlight"' in path.read_text()]
    assert pages
    page = open_page(site, reduced_motion="reduce")
    for path in sorted(pages):
        page.goto(site + path.parent.relative_to(root).as_posix() + "/")
        names = page.evaluate(
            "[...new Set([...document.querySelectorAll('.highlight span[class]')]"
            ".filter(e => e.textContent.trim()).map(e => e.className))]"
        )
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for name in names:
                found = page.evaluate(CONTRAST, f".highlight span[class='{name}']")
                assert found >= 4.5, (scheme, path.parent.name, name)


def test_dark_scheme_is_dark(site, open_page, style):
    page = open_page(site + ARTICLE, color_scheme="dark")
    assert style(page, "body", "background-color") == ["rgb(17, 24, 39)"]
    assert style(page, "body", "color") == ["rgb(209, 213, 219)"]


def test_print_holds_the_article_alone(site, open_page, style):
    page = open_page(site + ARTICLE, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".masthead", ".sidebar-column", ".page__neighbours", ".skip-link"):
        assert not page.locator(selector).is_visible(), selector
    assert style(page, ".page__content p", "color") == ["rgb(55, 65, 81)"]
