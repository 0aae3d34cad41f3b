"""Readers without a pointer: every stop is reached, seen, and not behind the masthead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
#: Numbers everything that a reader must be able to reach.
MARK = """() => {
  const wanted = "a[href], button, input, select, summary, textarea, [tabindex='0']";
  const all = [...document.querySelectorAll(wanted)].filter(element =>
    !element.closest("[hidden]") && element.tabIndex >= 0 &&
    element.checkVisibility({visibilityProperty: true}));
  all.forEach((element, number) => (element.dataset.stop = number));
  return all.length;
}"""
#: Where the keyboard is, and what is wrong with how that shows.
LOOK = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const look = getComputedStyle(element);
  const masthead = document.querySelector(".masthead");
  const faults = [];
  if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 1) faults.push("no outline");
  if (box.bottom <= 0 || box.top >= innerHeight) faults.push("out of sight");
  if (!masthead.contains(element) && !element.matches(".skip-link") &&
      box.bottom <= masthead.getBoundingClientRect().bottom) faults.push("behind the masthead");
  if (look.opacity === "0") faults.push("invisible");
  return [element.dataset.stop, faults.map(fault => `${fault}: ${element.outerHTML.slice(0, 100)}`)];
}"""


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("kind", ["article", "list", "document", "not-found"])
def test_every_stop_of_the_keyboard_is_reached_and_seen(site, open_page, kind, width):
    page = open_page(site + PAGES[kind], width)
    wanted = page.evaluate(MARK)
    assert wanted > 5
    reached, faults = [], []
    # Browsers stop at parts that scroll, too.
    for _ in range(2 * wanted):
        page.keyboard.press("Tab")
        found = page.evaluate(LOOK)
        if found is None:
            break
        reached.append(found[0])
        faults += found[1]
    assert faults == []
    assert sorted(int(stop) for stop in reached if stop) == list(range(wanted))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_parts_keep_their_edges_where_colours_are_the_systems(site, open_page, scheme):
    page = open_page(site + PAGES["list"], forced_colors="active", color_scheme=scheme)
    current = page.locator(".pagination [aria-current]")
    number = page.locator(".pagination a:not([rel])").first
    assert current.evaluate("e => getComputedStyle(e).borderStyle") == "solid"
    assert number.evaluate("e => getComputedStyle(e).borderStyle") == "solid"
    looks = [e.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor,"
                        " getComputedStyle(e).borderColor, getComputedStyle(e).outlineStyle].join()")
             for e in (current, number)]  # fmt: skip
    assert looks[0] != looks[1]


def test_nothing_glides_where_readers_want_no_motion(site, open_page):
    page = open_page(site + PAGES["article"], reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => {"
        " const look = getComputedStyle(e);"
        " return look.animationName !== 'none' || look.scrollBehavior === 'smooth' ||"
        "  parseFloat(look.transitionDuration) > 0; }).map(e => e.outerHTML.slice(0, 80))"
    )
    assert moving == []
