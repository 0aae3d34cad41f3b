"""Pages that come piece by piece: what a reader sees stays where it is.

The pieces end where the parts of a page begin, and the pauses are long enough that what is there
is shown. A fast line does the same at times, when the machine is busy with something else.
"""

from __future__ import annotations

import http.server
import time
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ARTICLE = "ai/review/2025-08-03-Attention-Is-All-You-Need/"
#: Each is the first of its kind in a page, in the order in which they come.
PARTS = (
    b'<a class="site-title"',
    b'<ul class="visible-links"',
    b'<a class="categories-link"',
    b'<button class="scheme-switch"',
    b'<form class="search-box"',
    b"<main",
    b"<article",
    b'<div class="page__content"',
    b"</main>",
    b'<aside class="sidebar-column"',
    b"<!--/paper-sidebar",
    b'<footer class="page__footer"',
)
SHIFTS = """
window.shifts = [];
const note = entry => window.shifts.push(`${entry.value}: ` + entry.sources.map(source =>
  `${source.node?.className} ${JSON.stringify([source.previousRect, source.currentRect])}`));
new PerformanceObserver(list => list.getEntries().forEach(note))
  .observe({type: "layout-shift", buffered: true});
"""


class SlowHandler(http.server.SimpleHTTPRequestHandler):
    """Sends pages in pieces, and everything else at once."""

    def do_GET(self) -> None:
        if not self.path.endswith("/"):
            super().do_GET()
            return
        page = Path(self.translate_path(self.path), "index.html").read_bytes()
        starts = sorted(page.index(part) for part in PARTS if part in page)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        for start, end in pairwise([0, *starts, len(page)]):
            self.wfile.write(page[start:end])
            self.wfile.flush()
            time.sleep(0.15)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@pytest.fixture(scope="module")
def slow_site(example_site, serve):
    return serve(example_site("dirhtml"), handler=SlowHandler)


@pytest.mark.parametrize("width", [375, 1024, 1920])
@pytest.mark.parametrize("page", ["", ARTICLE, "docs/writing/", "search/"])
def test_nothing_moves_on_a_slow_line(browser, slow_site, page, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    context.add_init_script(SHIFTS)
    tab = context.new_page()
    tab.goto(slow_site + page, wait_until="load")
    assert tab.evaluate(
        "document.querySelector('.masthead__menu').checkVisibility({visibilityProperty: true})"
    )
    first = tab.evaluate("performance.getEntriesByName('first-paint')[0].startTime")
    whole = tab.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")
    assert first < whole, "the page was shown at once; nothing could move"
    assert tab.evaluate("window.shifts") == []
    context.close()
