"""The article page against the checklist of the design: frame, sidebar, text, tags, neighbours.

Each test is named by its point; `test_parity_map.py` says where every point is tried.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[2]
REVIEWS = PROJECT / "example_site/ai/review"
PAGES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
#: The five reviews that the design was measured with.
SEEDS = {
    path.stem: path
    for path in sorted(REVIEWS.glob("2025-*.md"))
    if re.match(r"2025-(10-2-|8-|11-14)", path.stem)
}
GROUPS = {
    "Backend": ["Django", "Logging"],
    "Python": ["PEP"],
    "AI/ML": ["LLM", "Review"],
    "DevOps": ["Nginx", "Docker", "SafeLine", "Jenkins", "GitHub Actions", "AWS"],
    "etc": ["Me", "Chrome Extension"],
}
HEADINGS = ["핵심 연구 목표", "핵심 방법론", "주요 결과", "AI 실무자를 위한 시사점"]
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def read_source(path: Path) -> tuple[dict[str, object], str]:
    """The front matter of a review as it is written, and its text."""
    _, front, text = path.read_text("utf-8").split("---\n", 2)
    return yaml.load(front, yaml.BaseLoader), text


def box(locator: Locator) -> tuple[float, float, float, float]:
    found = locator.bounding_box()
    return found["x"], found["y"], found["width"], found["height"]


@pytest.fixture(scope="module")
def window(browser):
    """One tab for all tests of this file."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def article(window, site):
    """The review that the boxes of the design are those of."""

    def open_article():
        if window.url != site + PAGES["article"]:
            window.goto(site + PAGES["article"])
        return window

    return open_article


@pytest.fixture
def page(article):
    return article()


@pytest.fixture(scope="module")
def seeds(window, site):
    """Sources of the five reviews, and what their pages hold, read once."""
    assert len(SEEDS) == 5
    found = {}
    for name, path in SEEDS.items():
        window.goto(f"{site}ai/review/{name}/")
        found[name] = (*read_source(path), window.evaluate(READ))
    return found


READ = """() => {
  const texts = selector => [...document.querySelectorAll(selector)].map(e => e.textContent.trim());
  const content = document.querySelector(".page__content").cloneNode(true);
  content.querySelectorAll(".headerlink").forEach(link => link.remove());
  const labels = ".paper-link strong, .paper-authors strong, .paper-disclaimer strong";
  const strong = [...content.querySelectorAll("strong")].filter(e => !e.matches(labels));
  const blocks = [...content.querySelectorAll("p, blockquote, .admonition, h2")]
    .filter(e => !e.parentElement.closest("p, blockquote, .admonition"));
  const prose = content.cloneNode(true);
  prose.querySelectorAll("code, pre").forEach(code => code.remove());
  return {
    titles: texts("h1"),
    times: [...document.querySelectorAll(".page__meta time")].map(e => [e.dateTime, e.textContent]),
    meta: document.querySelector(".page__meta").textContent,
    headings: [...content.querySelectorAll("h2")].map(e => e.textContent.trim()),
    strong: strong.map(e => e.textContent),
    prose: prose.textContent,
    first: blocks[0].className, second: blocks[1].className, last: blocks.at(-1).className,
    label: document.querySelector(".paper-link strong").textContent,
    links: [...document.querySelectorAll(".paper-link a")].map(e => e.href),
    authors: document.querySelector(".paper-authors").textContent,
    authorsLabel: document.querySelector(".paper-authors strong").textContent,
    notice: document.querySelector(".paper-disclaimer").textContent.trim().replace(/\\s+/g, " "),
    tags: texts(".page__taxonomy-item"),
    tagLinks: [...document.querySelectorAll(".page__taxonomy-item")].map(e => e.href),
  };
}"""


def test_point_03_the_site_title_leads_home(page, site):
    assert page.locator(".site-title").evaluate("e => e.href") == site


def test_point_04_links_and_a_named_search_stand_at_the_right(page):
    link = page.locator(".masthead__menu-item a").first
    search = page.locator(".masthead [role=search] button")
    assert link.get_attribute("href").startswith("https://")
    assert min(box(search)[2:]) >= 32
    assert page.get_by_role("banner").get_by_role("button", name="검색", exact=True).count() == 1
    assert box(link)[0] < box(search)[0]
    assert box(search)[0] + box(search)[2] == pytest.approx(1248, abs=1)


def test_point_11_the_sidebar_never_covers_the_footer(page):
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    _, top, _, height = box(page.locator(".sidebar"))
    assert top + height <= box(page.locator(".page__footer"))[1]
    page.evaluate("scrollTo(0, 0)")


def test_point_16_groups_and_categories_stand_in_the_order_of_the_taxonomy(page, example_site):
    titles = page.locator(".paper-group-title").all_inner_texts()
    assert titles == list(GROUPS)
    labels = page.locator(".paper-group a").all_inner_texts()
    assert [label.rpartition(" (")[0] for label in labels] == [*chain(*GROUPS.values())]
    root = example_site("dirhtml")
    for link, label in zip(page.locator(".paper-group a").all(), labels, strict=True):
        folder = root / unquote(link.evaluate("e => new URL(e.href).pathname")).strip("/")
        pages = [folder / "index.html", *folder.glob("page/*/index.html")]
        count = sum(path.read_text("utf-8").count('class="archive__item"') for path in pages)
        assert label.endswith(f" ({count})"), label


def test_point_17_every_link_of_the_sidebar_leads_to_a_page(page):
    links = page.locator(".sidebar nav a").evaluate_all("links => links.map(e => e.href)")
    assert len(links) >= 13
    assert {page.request.head(link).status for link in links} == {200}


@pytest.mark.parametrize("kind", ["article", "category"])
def test_point_21_the_category_of_a_page_is_marked(window, site, kind):
    window.goto(site + PAGES[kind])
    marked = window.locator(".sidebar [aria-current]")
    assert [text.rpartition(" (")[0] for text in marked.all_inner_texts()] == ["Review"]


def test_point_23_the_one_h1_is_the_title(seeds):
    for front, _, found in seeds.values():
        assert found["titles"] == [front["title"]]


def test_point_24_no_mark_of_emphasis_is_left_raw(seeds):
    for name, (_, _, found) in seeds.items():
        assert "**" not in found["prose"], name


def test_point_25_dates_are_written_as_koreans_do(seeds, page):
    for front, _, found in seeds.values():
        day = front["date"].split()[0].split("-")
        text = f"{day[0]}년 {int(day[1])}월 {int(day[2])}일"
        assert found["times"][0][1] == text
        assert re.fullmatch(rf"{text}\s*수정: {text}\s*", found["meta"])
    date, updated = page.locator(".page__meta > time"), page.locator(".page__updated")
    assert box(updated)[0] - box(date)[0] - box(date)[2] == pytest.approx(16, abs=1)
    assert box(updated)[1] == pytest.approx(box(date)[1], abs=1)


def test_point_26_dates_are_those_of_the_source_for_programs(seeds):
    for front, _, found in seeds.values():
        for key, (written, _) in zip(("date", "last_modified_at"), found["times"], strict=True):
            moment = datetime.fromisoformat(written)
            assert moment.utcoffset() == timedelta(hours=9)
            assert written.endswith("+09:00")
            assert written.replace("T", " ").startswith(front[key].split("+")[0])


def test_point_28_the_first_block_leads_to_the_paper(seeds):
    for _, text, found in seeds.values():
        arxiv = re.search(r"\{paper-review\} (\S+)", text)[1]
        assert found["first"] == "paper-link"
        assert found["label"] == "링크:"
        assert all(arxiv in link for link in found["links"])
        assert f"https://arxiv.org/abs/{arxiv}" in found["links"]


def test_point_29_the_second_block_names_the_authors_as_printed(seeds):
    for front, text, found in seeds.values():
        written = re.search(r"^:authors: (.+)$", text, re.M)
        paper = front.get("paper", {})
        names = written[1].split("; ") if written else [*paper["authors"]]
        assert found["second"] == "paper-authors"
        assert found["authorsLabel"] == "저자:"
        assert found["authors"] == f"저자: {', '.join(names)}"
    assert any("*" in found["authors"] for _, _, found in seeds.values())


def test_point_30_the_four_parts_of_a_review(seeds):
    for _, _, found in seeds.values():
        assert found["headings"] == HEADINGS


def test_point_31_paragraphs_are_16_pixels_apart(page):
    pairs = page.locator(".page__content section > p + p").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().top"
        " - e.previousElementSibling.getBoundingClientRect().bottom)"
    )
    assert pairs
    assert pairs == pytest.approx([16] * len(pairs), abs=1)


def test_point_32_links_of_the_text_are_underlined(page):
    found = page.locator(".paper-link a").evaluate_all(
        "links => links.map(e => getComputedStyle(e)).map(s => [s.color, s.textDecorationLine])"
    )
    assert set(map(tuple, found)) == {("rgb(71, 85, 105)", "underline")}


def test_point_33_what_is_bold_in_the_source_is_bold_on_the_page(seeds):
    for _, text, found in seeds.values():
        wanted = [run.replace("`", "") for run in BOLD.findall(text)]
        shown = [re.sub(r"[’‘]", "'", re.sub("[“”]", '"', run)) for run in found["strong"]]
        assert shown == wanted


def test_point_34_nothing_is_put_in_or_taken_out_after_bold(seeds):
    for _, text, found in seeds.values():
        followers = re.findall(r"\*\*(?=\S)(?:.+?)(?<=\S)\*\*(.)", text)
        prose = found["prose"]
        start = 0
        for run, after in zip(BOLD.findall(text), followers, strict=False):
            if "`" in run or re.search("[\"']", run):
                continue
            start = prose.index(run, start) + len(run)
            assert prose[start] == after, run


def test_point_35_the_last_block_is_the_notice(seeds):
    for _, _, found in seeds.values():
        assert "paper-disclaimer" in found["last"]
        assert found["notice"] == "⚠️ 알림: 이 리뷰는 AI로 작성되었습니다."


def test_point_36_chips_lead_to_pages_that_list_the_post(seeds, window):
    for name, (front, _, found) in seeds.items():
        assert len(found["tags"]) == len(front["tags"])
        assert all(tag.startswith("#") for tag in found["tags"])
        assert found["tags"][0] == "#Review"
        for link in found["tagLinks"]:
            listed, address = "", link
            while address:
                text = window.request.get(address).text()
                listed += text
                more = re.search(r'<a rel="next" href="([^"]+)"', text)
                address = urljoin(address, more[1]) if more else ""
            assert f"{name}/" in unquote(listed), link


def test_point_36_chips_are_pills_8_pixels_apart(page):
    chips = [box(chip) for chip in page.locator(".page__taxonomy-item").all()]
    radius = page.locator(".page__taxonomy-item").first.evaluate(
        "e => parseFloat(getComputedStyle(e).borderTopLeftRadius)"
    )
    assert radius >= 12
    rows = sorted({y for _, y, _, _ in chips})
    for y in rows:
        row = [chip for chip in chips if chip[1] == y]
        gaps = [b[0] - a[0] - a[2] for a, b in pairwise(row)]
        assert gaps == pytest.approx([8] * len(gaps), abs=1)
    pitches = [b - a for a, b in pairwise(rows)]
    assert pitches == pytest.approx([32] * len(pitches), abs=1)


def test_point_37_a_list_in_the_list_of_tags_is_three_chips(window, site):
    window.goto(f"{site}devops/aws/lambda-eventbridge-schedule/")
    chips = window.locator(".page__taxonomy-item").all_inner_texts()
    assert chips == ["#AWS", "#Lambda", "#EventBridge"]


def test_point_38_neighbours_are_three_lines_with_two_links(page):
    part = page.locator(".page__neighbours")
    assert part.locator(".page__neighbours-title").inner_text() == "Review 의 다른글"
    lines = part.locator("li").all_inner_texts()
    assert [line.split()[0] for line in lines] == ["이전글", "현재글", "다음글"]
    assert part.locator("[aria-current] a").count() == 0
    links = part.locator("a").evaluate_all("links => links.map(e => e.href)")
    assert len(links) == 2
    assert {page.request.head(link).status for link in links} == {200}


def test_point_39_neighbours_go_from_the_first_post_to_the_last(window, site):
    names = sorted(
        (read_source(path)[0]["date"].split()[0], path.stem.casefold(), path.stem)
        for path in REVIEWS.glob("2025-*.md")
    )
    window.goto(f"{site}ai/review/{names[0][2]}/")
    seen = [names[0][2]]
    assert window.locator(".page__neighbours li").count() == 2
    while (following := window.locator(".page__neighbours [rel=next]")).count():
        window.goto(following.evaluate("e => e.href"))
        seen.append(unquote(window.url).rstrip("/").rpartition("/")[2])
        back = window.locator(".page__neighbours [rel=prev]").evaluate("e => e.href")
        assert unquote(back).rstrip("/").endswith(seen[-2])
    assert seen == [name for _, _, name in names]
    assert window.locator(".page__neighbours li").count() == 2


def test_point_40_no_place_of_comments_unless_asked_for(page):
    assert page.locator(".comments-section").count() == 0


def test_point_41_headings_have_ids_that_links_lead_to(page):
    for link in page.locator(".page__content h2 > a.headerlink").all():
        target = link.evaluate("e => decodeURIComponent(e.hash).slice(1)")
        assert page.evaluate("id => !!document.getElementById(id)", target)
    count = page.locator(".page__content h2").count()
    assert page.locator(".page__content h2 > a.headerlink").count() == count == 4


def test_point_41_a_post_that_asks_for_it_lists_its_headings(window, site):
    window.goto(f"{site}etc/chrome-extension/manifest-v3-minimal-extension/")
    headings = window.locator(".page__content h2").evaluate_all(
        "all => all.map(e => e.firstChild.textContent.trim())"
    )
    assert len(headings) >= 2
    # The list may be there twice, in the text and beside it.
    lists = window.locator("nav:has(a[href^='#'])").all()
    assert lists
    for contents in lists:
        listed = [text.strip() for text in contents.locator("a").all_text_contents()]
        assert [text for text in listed if text in headings] == headings


def test_point_43_the_first_stop_leads_past_the_frame(page):
    assert page.locator("main").count() == 1
    first = page.locator("body a, body button, body input").first
    assert first.get_attribute("href") == "#main"
    assert page.locator("main#main").count() == 1
