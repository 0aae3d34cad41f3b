"""Comments and analytics in a browser: what is loaded, when, and with which words."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("vendor").joinpath("axe.min.js").read_text("utf-8")
GISCUS = {"provider": "giscus", "repo": "o/r", "repo_id": "R", "category": "C", "category_id": "D"}
LOADS_ON_CLICK = {"provider": "utterances", "repo": "o/r", "load": "click"}
COUNTED = {"google": "G-ABC123", "plausible": "example.org", "goatcounter": "mine"}
POST = "---\ntitle: Post\ndate: 2025-01-01\ntags: [One]\n---\n\n" + "A paragraph.\n\n" * 80
#: What a system's script does: a frame beside itself, which says that it is there.
CLIENT = """
window.seen = Object.fromEntries([...document.currentScript.attributes].map(a => [a.name, a.value]));
const frame = document.createElement("iframe");
frame.title = "Comments";
frame.src = new URL("/widget", document.currentScript.src);
document.currentScript.after(frame);
"""
WIDGET = """<!DOCTYPE html><html lang="en"><title>Comments</title><script>
addEventListener("message", event => parent.postMessage({got: event.data}, "*"));
parent.postMessage({ready: true}, "*");
</script>"""
LISTEN = """
window.heard = [];
addEventListener("message", event => window.heard.push(event.data));
"""


HOSTS = ("gc.zgo.at", "plausible.io", "www.googletagmanager.com")


@contextmanager
def expect_services(page: Page) -> Iterator[None]:
    """Wait until all services have been asked for their scripts."""
    with ExitStack() as waiting:
        for host in HOSTS:
            waiting.enter_context(page.expect_response(f"https://{host}/**"))
        yield


@pytest.fixture(scope="module")
def make(tmp_path_factory, build_site, serve):
    """A function that builds and serves a site of two posts with options of the theme, once."""
    made: dict[str, str] = {}

    def make(base: str = "https://example.org/", **options: object) -> str:
        key = f"{base} {options}"
        if key not in made:
            made[key] = build(base, options)
        return made[key]

    def build(base: str, options: dict[str, object]) -> str:
        source = tmp_path_factory.mktemp("third-parties")
        conf = {
            "extensions": ["sphinx_paperreview"],
            "html_theme": "sphinx_paperreview",
            "html_baseurl": base,
            "html_theme_options": options,
        }
        lines = [f"{name} = {value!r}\n" for name, value in conf.items()]
        (source / "conf.py").write_text("".join(lines), "utf-8")
        (source / "index.md").write_text("# Home\n", "utf-8")
        (source / "a").mkdir()
        for number in (1, 2):
            (source / f"a/post-{number}.md").write_text(POST.replace("Post", f"Post {number}"))
        return serve(build_site(source))

    return make


@pytest.fixture(scope="module")
def commented(make) -> str:
    return make("https://example.org/below/", comments=GISCUS)


@pytest.fixture(scope="module")
def counted(make) -> str:
    return make(analytics=COUNTED)


@pytest.fixture
def visit(browser):
    """A function that opens a page where other hosts are played by this test."""
    contexts = []

    def visit(address: str, script: str = "", **options: object) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        asked: list[str] = []

        def answer(route) -> None:
            url = route.request.url
            if urlsplit(url).netloc == urlsplit(address).netloc:
                route.continue_()
                return
            asked.append(url)
            if url.endswith("/widget"):
                route.fulfill(body=WIDGET, content_type="text/html")
            else:
                body = CLIENT if "client.js" in url else ""
                route.fulfill(
                    body=body,
                    content_type="text/javascript",
                    headers={"Access-Control-Allow-Origin": "*"},
                )

        context.route("**/*", answer)
        context.add_init_script(LISTEN + script)
        page = context.new_page()
        page.goto(address)
        return page, asked

    yield visit
    for context in contexts:
        context.close()


def reach_comments(page: Page) -> None:
    page.locator(".comments-section").scroll_into_view_if_needed()
    page.wait_for_function("window.heard.some(item => item.ready)")


def test_comments_wait_until_a_reader_gets_there(commented, visit):
    page, asked = visit(f"{commented}a/post-1/", color_scheme="light")
    page.wait_for_load_state("networkidle")
    assert asked == []
    reach_comments(page)
    assert asked == ["https://giscus.app/client.js", "https://giscus.app/widget"]
    seen = page.evaluate("window.seen")
    assert {name: seen[name] for name in ("data-repo", "data-mapping", "data-theme")} == {
        "data-repo": "o/r",
        "data-mapping": "specific",
        "data-theme": "light",
    }
    assert seen["data-term"] == "a/post-1/"
    assert seen["data-lang"] == "en"


def test_comments_follow_the_scheme_of_the_page(commented, visit):
    page, _ = visit(f"{commented}a/post-1/", color_scheme="dark")
    reach_comments(page)
    assert page.evaluate("window.seen['data-theme']") == "dark"

    def hear(theme: str) -> None:
        page.wait_for_function(f"window.heard.at(-1).got?.giscus.setConfig.theme === '{theme}'")

    page.emulate_media(color_scheme="light")
    hear("light")
    page.evaluate("document.documentElement.style.colorScheme = 'dark'")
    hear("dark")
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.documentElement.style.colorScheme = 'light'")
    hear("light")
    page.evaluate("document.documentElement.style.colorScheme = ''")
    hear("dark")
    assert page.evaluate("window.heard.filter(item => item.got).length") == 4


def test_comments_can_wait_for_a_click(make, visit):
    page, asked = visit(f"{make(comments=LOADS_ON_CLICK)}a/post-2/", color_scheme="dark")
    button = page.get_by_role("button", name="Show comments")
    button.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert asked == []
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("window.heard.some(item => item.ready)")
    assert button.count() == 0
    seen = page.evaluate("window.seen")
    assert (seen["issue-term"], seen["theme"], seen["repo"]) == ("a/post-2/", "github-dark", "o/r")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("window.heard.at(-1).got?.theme === 'github-light'")
    assert page.evaluate("window.heard.at(-1).got.type") == "set-theme"


def test_place_of_comments_is_that_of_the_design(commented, visit, measure, style):
    page, _ = visit(f"{commented}a/post-2/", color_scheme="light")
    names = ("margin-top", "padding-top", "border-top")
    wanted = ["48px", "32px", "1px solid rgb(229, 231, 235)"]
    assert style(page, ".comments-section", *names) == wanted
    _, above, _, height = measure(page, ".page__taxonomy")
    _, top, _, own = measure(page, ".comments-section")
    assert top - above - height == pytest.approx(48, abs=1)
    assert measure(page, ".page__neighbours")[1] == pytest.approx(top + own + 48, abs=1)


def test_without_script_there_is_a_link_to_the_comments(commented, visit):
    page, asked = visit(f"{commented}a/post-1/", java_script_enabled=False)
    link = page.locator(".comments-section a")
    assert link.is_visible()
    assert link.get_attribute("href") == "https://github.com/o/r/discussions"
    assert asked == []


def test_nothing_is_counted_before_the_reader_agrees(counted, visit):
    page, asked = visit(counted)
    page.wait_for_load_state("networkidle")
    bar = page.get_by_role("region", name="Visitor statistics")
    assert bar.is_visible()
    assert asked == []
    with expect_services(page):
        page.get_by_role("button", name="Agree").click()
    assert sorted(asked) == [
        "https://gc.zgo.at/count.js",
        "https://plausible.io/js/script.js",
        "https://www.googletagmanager.com/gtag/js?id=G-ABC123",
    ]
    assert not bar.is_visible()
    assert page.evaluate("document.querySelector('script[data-domain]').dataset.domain") == (
        "example.org"
    )
    assert page.evaluate("window.dataLayer.map(item => item[0])") == ["js", "config"]
    with expect_services(page):
        page.goto(f"{counted}a/post-1/")
    assert not bar.is_visible()


def test_a_reader_can_say_no_and_change_the_answer(counted, visit):
    page, asked = visit(counted)
    bar = page.get_by_role("region", name="Visitor statistics")
    page.get_by_role("button", name="Decline").click()
    page.goto(f"{counted}a/post-1/")
    page.wait_for_load_state("networkidle")
    assert not bar.is_visible()
    assert asked == []
    again = page.locator(".page__footer").get_by_role("button", name="Visitor statistics")
    again.click()
    assert bar.is_visible()
    assert page.evaluate("document.activeElement.id") == "paper-consent"
    with expect_services(page):
        page.get_by_role("button", name="Agree").click()
    assert len(asked) == 3
    page.evaluate("document.cookie = '_ga_X=1; path=/'")
    again.click()
    page.get_by_role("button", name="Decline").click()
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("window['ga-disable-G-ABC123']") is True
    asked.clear()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert asked == []


@pytest.mark.parametrize("signal", ["globalPrivacyControl = true", "doNotTrack = '1'"])
@pytest.mark.parametrize("consent", [True, False])
def test_a_browser_that_wants_no_counting_is_not_even_asked(make, visit, signal, consent):
    address = make(analytics={"plausible": "example.org", "consent": consent})
    name, value = signal.split(" = ")
    script = f"Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value}}});"
    page, asked = visit(address, script)
    page.wait_for_load_state("networkidle")
    assert not page.locator("#paper-consent").is_visible()
    assert asked == []


def test_without_cookies_nothing_needs_to_be_asked(make, visit):
    page, asked = visit(make(analytics={"goatcounter": "mine", "consent": False}))
    page.wait_for_function("document.querySelector('script[data-goatcounter][async]')")
    page.wait_for_load_state("networkidle")
    assert asked == ["https://gc.zgo.at/count.js"]
    assert page.locator("#paper-consent").count() == 0
    assert page.evaluate("document.querySelector('script[data-goatcounter][async]').src") == (
        "https://gc.zgo.at/count.js"
    )


def test_the_question_covers_the_end_and_moves_nothing(counted, visit, measure):
    page, _ = visit(counted, java_script_enabled=False)
    wanted = measure(page, ".page__footer")
    assert not page.locator(".paper-consent-again").is_visible()
    for width in (320, 1280):
        page, _ = visit(counted)
        page.set_viewport_size({"width": width, "height": 800})
        x, _, wide, _ = measure(page, "#paper-consent")
        assert (x, wide) == (0, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for button in page.locator("#paper-consent button").all():
            assert button.bounding_box()["height"] >= 24
    assert measure(page, ".page__footer") == wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_question_and_comments(make, visit, scheme):
    address = make(analytics=COUNTED, comments=LOADS_ON_CLICK)
    for width in (375, 1280):
        page, _ = visit(f"{address}a/post-1/", color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.get_by_role("button", name="Agree").is_visible()
        assert page.get_by_role("button", name="Show comments").is_visible()
        page.evaluate(AXE)
        rules = (
            "async () => (await axe.run()).violations.map(rule => [rule.id, rule.nodes[0].html])"
        )
        assert page.evaluate(rules) == []
