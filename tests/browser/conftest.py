"""Pages of the theme in Chromium, and what can be measured of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

DESIGN = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))
#: Lines of text of a reader's site that are as bad as they come, and every common element.
HOSTILE = f"""\
---
title: Hostile
date: 2025-01-01
tags: [{", ".join(f"a tag of some length, number {n}" for n in range(9))}]
---

Text with `inline code`, a [link](https://example.org/) and `{"long_inline_code" * 12}`.

{"w" * 200}

## Second level

### {"Heading" * 30}

```python
{"x" * 400} = 1
```

{"| " + " | ".join(f"column{n}" for n in range(14)) + " |"}
{"| " + " | ".join("---" for n in range(14)) + " |"}
{"| " + " | ".join("value" * 3 for n in range(14)) + " |"}

| name | value |
| --- | --- |
| {"v" * 200} | 1 |

![A picture](wide.svg)

- one
  - two
    - three

:::{{note}}
{"n" * 200}
:::
"""
CONF = """\
extensions = ["sphinx_paperreview"]
html_theme = "sphinx_paperreview"
html_baseurl = "https://example.org/"
html_title = "A site with a rather long name that does not fit beside all the links"
html_theme_options = {"header_links": [
    {"title": f"Link number {n}", "url": "https://example.org/"} for n in range(5)]}
language = "ko"
paperreview_page_size = 1
suppress_warnings = ["toc.not_included"]
"""
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="100"><rect/></svg>'

MEASURE = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [box.x + scrollX, box.y + scrollY, box.width, box.height];
}"""
STYLE = """([selector, names]) => {
  const style = getComputedStyle(document.querySelector(selector));
  return names.map(name => style.getPropertyValue(name));
}"""


@pytest.fixture(scope="module")
def site(example_site: Callable[[str], Path], serve: Callable[[Path], str]) -> str:
    return serve(example_site("dirhtml"))


@pytest.fixture(scope="module")
def hostile_site(
    tmp_path_factory: pytest.TempPathFactory,
    build_site: Callable[..., Path],
    serve: Callable[[Path], str],
) -> str:
    """A site of one bad page and of eleven more, each on a list page of its own."""
    source = tmp_path_factory.mktemp("hostile")
    (source / "conf.py").write_text(CONF, "utf-8")
    (source / "wide.svg").write_text(WIDE, "utf-8")
    (source / "index.md").write_text("# Home\n", "utf-8")
    (source / "posts").mkdir()
    (source / "posts/hostile.md").write_text(HOSTILE.replace("(wide", "(../wide"), "utf-8")
    for n in range(2, 13):
        text = f"---\ntitle: Post {n}\ndate: 2025-01-{n:02}\n---\n\nText.\n"
        (source / f"posts/post-{n}.md").write_text(text, "utf-8")
    return serve(build_site(source))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens an address at a width of the viewport."""
    contexts = []

    def open_page(address: str, width: int = 1280, height: int = 0, **options: str) -> Page:
        height = height or DESIGN["viewports"].get(str(width), (width, 800))[1]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def measure() -> Callable[[Page, str], list[float]]:
    """A function that gives x, y, width and height of the first match on its page."""
    return lambda page, selector: page.evaluate(MEASURE, selector)


@pytest.fixture(scope="session")
def style() -> Callable[..., list[str]]:
    """A function that gives computed styles of the first match."""
    return lambda page, selector, *names: page.evaluate(STYLE, [selector, names])
