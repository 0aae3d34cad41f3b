"""Draw each kind of page at each width in both schemes, on one page to look at.

::

    python tests/tools/contact_sheet.py folder-of-the-built-site folder-for-the-sheet

The folder gets ``index.html``, the pictures beside it, and ``sheet.png``, the page as one picture.
"""

from __future__ import annotations

import argparse
import html
import json
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import BROWSER_OPTIONS, BROWSERS, find_program, open_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = (375, 768, 1280, 1920)
SCHEMES = ("light", "dark")
#: The start of a page says how it looks; the rest of a long one is more of the same.
MOST_HEIGHT = 2400
PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
STYLE = """
body { margin: 2rem; font: 1rem/1.5 sans-serif; background: #ddd; }
div { display: flex; align-items: flex-start; gap: 1rem; }
figure { margin: 0 0 1rem; }
img { display: block; width: calc(var(--width) * 0.3px); box-shadow: 0 1px 4px #0006; }
figcaption { font-size: 0.75rem; }
"""


def main() -> None:
    """Draw the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("sheet", type=Path)
    arguments = parser.parse_args()
    arguments.sheet.mkdir(parents=True, exist_ok=True)
    with open_server(arguments.site) as address, sync_playwright() as playwright:
        executable = find_program(*BROWSERS)
        browser = playwright.chromium.launch(executable_path=executable, args=list(BROWSER_OPTIONS))
        for width, scheme in product(WIDTHS, SCHEMES):
            draw_pages(browser, address, arguments.sheet, width, scheme)
        index = arguments.sheet / "index.html"
        index.write_text(render_sheet(), "utf-8")
        page = browser.new_page(viewport={"width": 2800, "height": 1000})
        page.goto(index.resolve().as_uri())
        page.screenshot(path=arguments.sheet / "sheet.png", full_page=True)
        browser.close()
    print(index)


def draw_pages(browser: Browser, address: str, folder: Path, width: int, scheme: str) -> None:
    """Draw every kind of page at one width in one scheme."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for kind, path in PAGES.items():
        page.goto(address + path, wait_until="networkidle")
        height = min(page.evaluate("document.documentElement.scrollHeight"), MOST_HEIGHT)
        page.set_viewport_size({"width": width, "height": max(900, height)})
        page.screenshot(path=folder / name_picture(kind, width, scheme))
        page.set_viewport_size({"width": width, "height": 900})
    page.close()


def name_picture(kind: str, width: int, scheme: str) -> str:
    """Return the file's name of a picture."""
    return f"{kind}-{width}-{scheme}.png"


def render_sheet() -> str:
    """Return the page that shows all pictures: a row a kind and scheme."""
    rows = []
    for kind, scheme in product(PAGES, SCHEMES):
        figures = [
            f'<figure style="--width: {width}"><img src="{name_picture(kind, width, scheme)}" alt="">'
            f"<figcaption>{width}</figcaption></figure>"
            for width in WIDTHS
        ]
        rows.append(f"<h2>{html.escape(kind)}, {scheme}</h2><div>{''.join(figures)}</div>")
    head = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pages</title><style>{STYLE}</style>'
    return f"{head}<h1>Pages</h1>{''.join(rows)}\n"


if __name__ == "__main__":
    main()
