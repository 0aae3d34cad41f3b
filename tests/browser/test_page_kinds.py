"""Each kind of page: accessible, under a strict policy, still, from one host, easy to hit and read.

A page is opened once a width and looked at from all sides, as opening is what takes the time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

KINDS = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
AXE = Path(__file__).with_name("vendor").joinpath("axe.min.js").read_text("utf-8")
WIDTHS = (375, 1280)
SCHEMES = ("light", "dark")
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
#: Listens from before the first byte of a page.
LISTEN = """
window.violations = [];
window.shifts = [];
document.addEventListener("securitypolicyviolation", event =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(entry.value)))
  .observe({type: "layout-shift", buffered: true});
"""
#: Everything that is wrong, as "rule: element".
RUN_AXE = """async () => (await axe.run()).violations.flatMap(rule =>
  rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))"""
#: Targets that are smaller than 24 pixels; links in a text may be, where no other is near.
SMALL = """() => {
  const targets = [...document.querySelectorAll("a, button, input, select, summary, label[for]")]
    .filter(element => element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .map(element => ({element, box: element.getBoundingClientRect()}))
    .filter(({box}) => box.width && box.height && box.bottom > 0);
  const centre = box => [box.x + box.width / 2, box.y + box.height / 2];
  const gap = ([x, y], box) => Math.hypot(
    Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const words = node => node.textContent.replace(/\\s/g, "");
  const isText = ({element, box}) => {
    const block = element.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, h4, h5, h6");
    if (getComputedStyle(element).display !== "inline" || !block) return false;
    return words(block) !== words(element) || (element.closest(".page__content") &&
      targets.every(other => other.element === element || gap(centre(box), other.box) >= 12));
  };
  return targets
    .filter(({box}) => box.width < 23.99 || box.height < 23.99)
    .filter(target => !isText(target))
    .map(({element}) => element.outerHTML.slice(0, 120));
}"""
#: Text whose contrast with its ground is too low: 7 for running text, 4.5 for all other.
FAINT = """() => {
  const channel = value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const numbers = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => {
    const share = top[3] / 255;
    return [0, 1, 2].map(n => top[n] * share + below[n] * (1 - share)).concat(255);
  };
  const ground = element => {
    if (!element) return [255, 255, 255, 255];
    const own = numbers(getComputedStyle(element).backgroundColor);
    return own[3] === 255 ? own : over(own, ground(element.parentElement));
  };
  const known = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("script, style, noscript, template")) continue;
    if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const behind = ground(element);
    const front = over(numbers(getComputedStyle(element).color), behind);
    const [dark, light] = [luminance(front), luminance(behind)].sort((a, b) => a - b);
    const least = element.matches(".page__content :is(section, div) > p:not([class])") ? 7 : 4.5;
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < least) {
      const where = `${element.tagName}.${element.className} in .${element.parentElement.className}`;
      known.set(where, `${where}: ${ratio.toFixed(2)} ${texts.currentNode.data.trim().slice(0, 30)}`);
    }
  }
  return [...known.values()];
}"""

#: A page on which nothing is right.
WRONG = """<p style="color: red">faint</p><section><a href="/">x</a></section><img src="https://other.invalid/x.png">
<div></div><p>moved</p>"""


@dataclass
class Visit:
    """A page that stays open, and what happened while it came."""

    page: Page
    address: str
    requests: list[str]
    #: rules of the policy that were broken, and what the console says
    violations: list[str]
    messages: list[str]
    #: how far things moved while the page came and was scrolled
    shifts: list[float]

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)


@pytest.fixture(scope="module")
def strict_site(example_site, serve):
    return serve(example_site("dirhtml"), **{"Content-Security-Policy": POLICY})


@pytest.fixture(scope="module")
def windows(browser):
    """A window of each width, which listens."""
    contexts = {}
    for width in WIDTHS:
        viewport = {"width": width, "height": 800}
        # Without motion, so that no colour is seen on its way to another.
        contexts[width] = browser.new_context(
            viewport=viewport, color_scheme="light", reduced_motion="reduce"
        )
        contexts[width].add_init_script(LISTEN)
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture(
    scope="module", params=product(KINDS, WIDTHS), ids=lambda pair: f"{pair[0]}-{pair[1]}"
)
def visit(request, windows, strict_site):
    """One kind of page at one width."""
    kind, width = request.param
    page = windows[width].new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda sent: requests.append(sent.url))
    page.on("console", lambda said: messages.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: messages.append(f"pageerror: {error}"))
    page.goto(strict_site + KINDS[kind], wait_until="networkidle")
    violations, said = read_violations(page), messages.copy()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shifts = page.evaluate("window.shifts")
    page.evaluate("scrollTo(0, 0)")
    yield Visit(page, strict_site, requests, violations, said, shifts)
    page.close()


def read_violations(page: Page) -> list[str]:
    """What was broken so far; asked in a way that no policy stops."""
    expression = {"expression": "window.violations", "returnByValue": True}
    answer = page.context.new_cdp_session(page).send("Runtime.evaluate", expression)
    return answer["result"]["value"]


def test_no_rule_of_the_policy_is_broken(visit):
    assert visit.violations == []
    missing = [text for text in visit.messages if "404" in text]
    assert [text for text in visit.messages if text not in missing] == []
    assert len(missing) <= visit.page.url.endswith(KINDS["not-found"])


def test_nothing_comes_from_another_host(visit):
    assert visit.requests
    assert [url for url in visit.requests if not url.startswith(visit.address)] == []


def test_nothing_moves_while_the_page_comes(visit):
    assert visit.shifts == []


def test_targets_are_large_enough_for_a_finger(visit):
    assert visit.ask(SMALL) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_stands_out_from_its_ground(visit, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    assert visit.ask(FAINT) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(visit, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    visit.ask(AXE)
    assert visit.ask(RUN_AXE) == []


@pytest.fixture(scope="module")
def documents(example_site, windows, strict_site):
    """A function that opens all pages of the documentation in turn, whatever they show."""

    def documents() -> Iterator[Page]:
        root = example_site("dirhtml")
        page = windows[WIDTHS[0]].new_page()
        for path in sorted((root / "docs").rglob("index.html")):
            address = path.parent.relative_to(root).as_posix()
            page.goto(f"{strict_site}{address}/", wait_until="networkidle")
            yield page
        page.close()

    return documents


def test_no_document_breaks_the_policy(documents):
    found = {page.url: read_violations(page) for page in documents()}
    assert len(found) >= 5
    assert {url: broken for url, broken in found.items() if broken} == {}


def test_axe_finds_nothing_in_documents(documents):
    found = {}
    for page in documents():
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.evaluate(AXE)
            found[page.url, scheme] = [*page.evaluate(RUN_AXE), *page.evaluate(FAINT)]
    assert {key: broken for key, broken in found.items() if broken} == {}


def wait_until(page, condition: str) -> None:
    """Ask again and again; Playwright's own way to wait makes code of text, against the policy."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came true: {condition}")


def test_the_measures_measure(browser, strict_site):
    """A page that does everything wrong is found out on every count."""
    page = browser.new_page()
    page.add_init_script(LISTEN)
    page.goto(strict_site + KINDS["document"])
    page.evaluate("markup => document.body.innerHTML = markup", WRONG)
    wait_until(page, "window.violations.length > 2")
    broken = {found.split()[0] for found in read_violations(page)}
    assert broken >= {"img-src", "style-src-attr"}
    page.evaluate(AXE)
    assert any(found.startswith("image-alt") for found in page.evaluate(RUN_AXE))
    assert len(page.evaluate(SMALL)) == 1
    page.evaluate("document.querySelector('p').style.color = '#999'")
    assert len(page.evaluate(FAINT)) == 1
    page.evaluate("document.querySelector('div').style.height = '500px'")
    wait_until(page, "window.shifts.length > 0")
    page.close()
