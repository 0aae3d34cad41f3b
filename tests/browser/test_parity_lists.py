"""Lists of 1,040 posts against the checklist of the design: 52 pages, their order and numbers.

Each test is named by its point; `test_parity_map.py` says where every point is tried.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.browser

COUNT, SIZE, LAST = 1040, 20, 52
PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
LISTS = ("", "ai/review/")
ENTRY = re.compile(r'<h2 class="archive__item-title"><a href="[^"]*?(post-\d+)/"')
#: Rows of numbers as the design has them, the current one in brackets.
ROWS = {
    1: "[1] 2 ... 52 Next",
    2: "Previous 1 [2] 3 ... 52 Next",
    3: "Previous 1 2 [3] 4 ... 52 Next",
    10: "Previous 1 ... 9 [10] 11 ... 52 Next",
    51: "Previous 1 ... 50 [51] 52 Next",
    52: "Previous 1 ... 51 [52]",
}


def load_generator() -> ModuleType:
    path = Path(__file__).parents[1] / "tools" / "make_posts.py"
    spec = importlib.util.spec_from_file_location("make_posts", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def many(tmp_path_factory, build_site):
    """Names of the posts, the newest first, and the folder of the built site."""
    source = tmp_path_factory.mktemp("many") / "source"
    posts = load_generator().write_posts(source, COUNT)
    return [name.rpartition("/")[2] for name, _ in posts], build_site(source)


@pytest.fixture(scope="module")
def many_site(many, serve):
    return serve(many[1])


@pytest.fixture(scope="module")
def window(browser):
    """One tab for all tests of this file."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    yield context.new_page()
    context.close()


def find_page(address: str, number: int) -> str:
    return f"{address}page/{number}/" if number > 1 else address


def read_entries(root: Path, address: str, number: int) -> list[str]:
    return ENTRY.findall((root / find_page(address, number) / "index.html").read_text("utf-8"))


def read_row(window) -> str:
    words = []
    for item in window.locator(".pagination li").all():
        text = item.inner_text().strip()
        words.append(f"[{text}]" if item.locator("[aria-current=page]").count() else text)
    return " ".join(words).replace("이전", "Previous").replace("다음", "Next")


def test_point_44_lists_have_their_names_above_them(many_site, window, site):
    for address, title in (("", "최근 글"), ("ai/review/", "review")):
        window.goto(many_site + address)
        assert window.locator("h1").all_inner_texts() == [title]
    window.goto(site + PAGES["category"])
    assert window.locator("h1").all_inner_texts() == ["Review"]


@pytest.mark.parametrize("address", LISTS)
def test_point_45_twenty_entries_each_with_one_link(many, many_site, window, address):
    window.goto(many_site + address)
    entries = window.locator(".entries-list > .archive__item")
    assert entries.count() == SIZE
    links = window.locator(".archive__item").evaluate_all(
        "all => all.map(entry => entry.querySelectorAll('a').length)"
    )
    assert set(links) == {1}
    assert window.locator(".archive__item-title > a").count() == SIZE
    above = window.evaluate(
        "document.querySelector('.entries-list').getBoundingClientRect().top"
        " - document.querySelector('h1').getBoundingClientRect().bottom"
    )
    assert above == pytest.approx(16, abs=1)


@pytest.mark.parametrize("address", LISTS)
def test_point_46_every_post_is_on_one_page_the_newest_first(many, address):
    names, root = many
    pages = [read_entries(root, address, number) for number in range(1, LAST + 1)]
    assert {len(page) for page in pages} == {SIZE}
    assert sum(pages, []) == names  # noqa: RUF017 - 52 short lists


@pytest.mark.parametrize("address", LISTS)
def test_point_47_pages_have_their_addresses_and_there_is_none_behind_the_last(
    many, many_site, window, address
):
    _, root = many
    numbers = {int(path.name) for path in (root / address / "page").iterdir()}
    assert numbers == set(range(2, LAST + 1))
    assert window.request.get(f"{many_site}{address}page/{LAST}/").status == 200
    for missing in (0, 1, LAST + 1):
        assert window.request.get(f"{many_site}{address}page/{missing}/").status == 404


@pytest.mark.parametrize("number", ROWS)
def test_point_48_the_row_of_numbers_of_52_pages(many_site, window, number):
    window.goto(many_site + find_page("ai/review/", number))
    assert read_row(window) == ROWS[number]
    for link in window.locator(".pagination a:not([rel])").all():
        address = find_page("ai/review/", int(link.inner_text()))
        assert link.evaluate("e => e.href") == many_site + address
    steps = {"prev": number - 1, "next": number + 1}
    for relation, other in steps.items():
        for link in window.locator(f".pagination [rel={relation}]").all():
            assert link.evaluate("e => e.href") == many_site + find_page("ai/review/", other)


def test_point_48_one_page_has_no_row(window, site):
    window.goto(f"{site}backend/django/")
    assert window.locator(".archive__item").count() > 0
    assert window.locator(".pagination").count() == 0


@pytest.mark.parametrize("number", [1, 10, 52])
def test_point_49_the_row_is_38_high_and_centred(many_site, window, number):
    window.set_viewport_size({"width": 1280, "height": 800})
    window.goto(many_site + find_page("", number))
    boxes = [e.bounding_box() for e in window.locator(".pagination :is(a, span)").all()]
    assert {box["height"] for box in boxes} == {38}
    assert len({box["y"] for box in boxes}) == 1
    left = boxes[0]["x"] - 352
    right = 352 + 896 - boxes[-1]["x"] - boxes[-1]["width"]
    assert left == pytest.approx(right, abs=1)
    current = window.locator(".pagination [aria-current=page]").evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert current == ["rgb(255, 255, 255)", "rgb(17, 24, 39)"]


@pytest.mark.parametrize("width", [320, 375])
def test_point_50_the_row_stays_inside_a_phone(many_site, window, width):
    window.set_viewport_size({"width": width, "height": 800})
    for number in (1, 26, 51, 52):
        window.goto(many_site + find_page("", number))
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        for item in window.locator(".pagination :is(a, span)").all():
            box = item.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    window.set_viewport_size({"width": 1280, "height": 800})
