"""What the theme's script does, and what is there without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

DESIGN = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))
ARTICLE = DESIGN["pages"]["article"]
GROUNDS = {"light": "rgb(249, 250, 251)", "dark": "rgb(17, 24, 39)"}
KEY = "paper-color-scheme"


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_switch_goes_round_and_is_remembered(site, open_page, system):
    page = open_page(site + ARTICLE, color_scheme=system)
    button = page.locator(".scheme-switch")
    names = []
    for scheme in (system, "light", "dark", system):
        assert ground(page) == GROUNDS[scheme]
        names.append(button.get_attribute("aria-label"))
        page.goto(site)
        assert ground(page) == GROUNDS[scheme]
        page.goto(site + ARTICLE)
        button.click()
    assert len(set(names)) == 3
    assert names[0] == names[3]
    assert all(names)


def test_the_switch_is_worked_by_keyboard(site, open_page):
    page = open_page(site + ARTICLE, color_scheme="light")
    page.locator(".scheme-switch").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert ground(page) == GROUNDS["dark"]


def test_a_chosen_scheme_is_there_before_the_page_is_painted(site, open_page):
    page = open_page(site + ARTICLE, color_scheme="light")
    page.evaluate(f"localStorage.setItem('{KEY}', 'dark')")
    # The first element of the body is met when the parser sets it, long before anything is drawn.
    page.add_init_script(
        "new MutationObserver((records, observer) => { if (!document.body) return;"
        " observer.disconnect(); window.first = document.documentElement.dataset.colorScheme; })"
        ".observe(document, {childList: true, subtree: true});"
    )
    page.reload()
    assert page.evaluate("window.first") == "dark"


def test_nonsense_in_the_storage_does_no_harm(site, open_page):
    page = open_page(site + ARTICLE, color_scheme="dark")
    page.evaluate(f"localStorage.setItem('{KEY}', 'x\"><b>')")
    page.reload()
    assert ground(page) == GROUNDS["dark"]
    assert page.locator(".scheme-switch").is_visible()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_without_script_the_system_decides(site, browser, system):
    context = browser.new_context(java_script_enabled=False, color_scheme=system)
    page = context.new_page()
    page.goto(site + ARTICLE)
    assert not page.locator(".scheme-switch").is_visible()
    assert not page.locator(".paper-copy").count()
    assert page.locator(".page__content").is_visible()
    background = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert background == GROUNDS[system]
    context.close()


def test_code_is_copied_without_numbers_and_prompts(site, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + "docs/elements/")
    copied = []
    for button in page.locator(".paper-copy").all()[:2]:
        name = button.inner_text()
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("e => e.textContent !== ''", arg=button.element_handle())
        page.wait_for_function(
            "([e, name]) => e.textContent !== name", arg=[button.element_handle(), name]
        )
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    numbered, session = copied
    assert numbered.startswith("def attention(q, k, v):\n    scores")
    assert not numbered.endswith("\n")
    assert session == "sphinx-build -b dirhtml . _build"
    context.close()


def test_contents_stand_beside_the_page_where_there_is_room(site, open_page, measure):
    for width in (375, 1280, 1599):
        page = open_page(site + "docs/elements/", width)
        assert not page.locator(".page__contents").is_visible()
        summary = page.locator(".page__toc summary")
        assert summary.is_visible()
        assert not page.locator(".page__toc a").first.is_visible()
        assert measure(page, ".page__toc summary")[3] >= 24
        summary.click()
        assert page.locator(".page__toc a").first.is_visible()
    for width in (1600, 1920):
        page = open_page(site + "docs/elements/", width)
        assert not page.locator(".page__toc").is_visible()
        left, top, room, _ = measure(page, ".page__contents")
        right = sum(measure(page, ".main-column")[::2])
        assert left >= right + 16
        assert left + room <= width - 8
        assert top == 97
        page.evaluate("window.scrollTo(0, 1500)")
        page.wait_for_function("document.querySelector('.page__contents [aria-current]')")
        assert page.locator(".page__contents nav").bounding_box()["y"] == pytest.approx(96, abs=1)
        current = page.locator(".page__contents [aria-current]")
        assert current.count() == 1


def test_breadcrumb_stands_in_the_room_above_the_title(site, open_page, measure):
    for width in (320, 375, 1280):
        page = open_page(site + ARTICLE, width)
        _, top, _, height = measure(page, ".breadcrumb")
        assert (top, top + height) == (65, 97)
        assert measure(page, "h1")[1] == 97
        assert measure(page, ".breadcrumb a")[3] >= 24


def test_the_masthead_leads_to_the_categories_where_they_are_far_away(site, open_page):
    page = open_page(site + ARTICLE, 1024)
    assert not page.locator(".categories-link").is_visible()
    page = open_page(site + ARTICLE, 375)
    page.locator(".categories-link").click()
    assert page.evaluate("location.hash") == "#categories"
    assert 65 <= page.locator("#categories").bounding_box()["y"] < 812


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_targets_are_large_enough_to_touch(site, open_page, width):
    """Links of running text are free of this, as everywhere."""
    parts = ".masthead :is(a, button), .sidebar a, .page__taxonomy a, .breadcrumb a, .pagination a, summary, .paper-copy, .page__relations a"
    for address in (ARTICLE, "", "docs/elements/", "tags/"):
        page = open_page(site + address, width)
        sizes = page.evaluate(
            "parts => [...document.querySelectorAll(parts)].filter(e => e.checkVisibility())"
            ".map(e => [e.className || e.textContent, e.getBoundingClientRect().width, e.getBoundingClientRect().height])",
            parts,
        )
        assert sizes
        assert [size for size in sizes if min(size[1:]) < 24] == [], address


def test_forced_colours_and_still_motion_are_respected(site, browser):
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(site + "docs/elements/")
    border = page.locator(".highlight").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    assert border == "solid"
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration"
        ".split(', ').some(t => parseFloat(t) > 0)).length"
    )
    assert moving == 0
    context.close()


def test_print_says_where_links_lead(site, open_page):
    page = open_page(site + ARTICLE)
    page.emulate_media(media="print")
    after = page.locator(".paper-link a").first.evaluate(
        "e => getComputedStyle(e, '::after').content"
    )
    assert "https://arxiv.org/abs/" in after
    for selector in (
        ".breadcrumb",
        ".scheme-switch",
        ".paper-copy",
        ".page__toc",
        ".page__relations",
    ):
        found = page.locator(selector)
        assert not found.count() or not found.first.is_visible(), selector
    page.goto(site + "docs/elements/")
    lines = page.locator(".highlight pre").first
    assert lines.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_no_element_of_the_documentation_widens_the_page(site, open_page, width):
    page = open_page(site + "docs/elements/", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
