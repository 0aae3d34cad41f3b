"""Social cards of built sites: there, right, drawn once."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image, ImageChops

BASE = "https://example.org/sub/"
CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Site",
    "language": "ko",
    "html_baseurl": BASE,
    "paperreview_now": "2025-12-01T00:00:00Z",
    "paperreview_social_cards": True,
}
SYSTEM_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def make_font(characters: str, style: str = "Regular") -> bytes:
    """Return a font whose letters are bars of different heights; its box is as high as they."""
    names = [".notdef", *(f"g{ord(character):X}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"g{ord(c):X}" for c in characters})
    shapes = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(None)
        top = 700 if name == ".notdef" else 100 + 450 * number // len(names)
        for step, point in enumerate(((50, 0), (50, top), (450, top), (450, 0))):
            (pen.lineTo if step else pen.moveTo)(point)
        pen.closePath()
        shapes[name] = pen.glyph()
    builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": style})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800)
    builder.setupPost()
    builder.font["head"].modified = builder.font["head"].created = 0
    file = io.BytesIO()
    builder.font.save(file)
    return file.getvalue()


LETTERS = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:'-…논문리뷰한글"
FONT = {"tiny.ttf": make_font(LETTERS)}
OWN = {**CONF, "paperreview_card_fonts": ["tiny.ttf"]}


def post(title: str, day: int = 1, extra: str = "", venue: str = "ICLR 2026") -> str:
    return (
        f"---\ntitle: {title!r}\ndate: 2025-10-{day:02}\n{extra}---\n\n"
        f":::{{paper-review}} 2510.{day:05}\n:authors: Ammar Khairi; Daniel D'souza\n"
        f":venue: {venue}\n:::\n\nText.\n"
    )


FILES = {
    **FONT,
    "index.md": "# Home\n",
    "ai/a.md": post("First 논문", 1),
    "ai/b c #1.md": post("Second", 2),
    "ai/d.md": post("Third", 3),
}


def metas(build, name: str) -> dict[str, str]:
    found = [
        (meta.get("property") or meta.get("name"), meta.get("content"))
        for meta in build.html(name).iter("meta")
    ]
    assert len(found) == len(dict(found))
    return dict(found)


def cards(build) -> dict[str, bytes]:
    return {name: data for name, data in build.files.items() if name.startswith("_images/social/")}


def picture(build, name: str) -> Image.Image:
    return Image.open(build.outdir / "_images/social" / name).convert("L")


def test_each_review_has_a_card_that_its_page_names(site):
    build = site.write(FILES, **OWN).build("dirhtml")
    assert build.warnings == ""
    assert sorted(cards(build)) == [
        "_images/social/ai/a.png", "_images/social/ai/b c #1.png", "_images/social/ai/d.png",
    ]  # fmt: skip
    for name in ("ai/a", "ai/b c #1"):
        said = metas(build, f"{name}/index.html")
        address = said["og:image"]
        assert unquote(address) == f"{BASE}_images/social/{name}.png"
        assert "#" not in address
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["twitter:card"] == "summary_large_image"
    assert metas(build, "ai/a/index.html")["og:image:alt"] == "First 논문"
    with Image.open(build.outdir / "_images/social/ai/a.png") as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    for name in ("index.html", "tags/index.html", "ai/index.html"):
        assert not {"og:image", "og:image:width", "twitter:card"} & metas(build, name).keys()


@pytest.mark.parametrize(
    "changed",
    [
        post("Other", 1),
        post("First 논문", 1, venue="Other"),
        post("First 논문", 1).replace("Ammar Khairi", "Other"),
    ],
)
def test_a_card_shows_title_venue_and_authors(site, changed):
    before = site.write(FILES, **OWN).build("dirhtml")
    one = picture(before, "ai/a.png")
    after = site.write({"ai/a.md": changed}).build("dirhtml")
    assert ImageChops.difference(one, picture(after, "ai/a.png")).getbbox()
    unchanged = cards(before).keys() - {"_images/social/ai/a.png"}
    assert {name: cards(after)[name] for name in unchanged} == {
        name: cards(before)[name] for name in unchanged
    }


def test_a_card_shows_the_name_of_the_site(site):
    site.write(FILES, **OWN)
    one, two = (site.build("html", out=name, html_title=name) for name in ("One", "Two"))
    box = ImageChops.difference(picture(one, "ai/a.png"), picture(two, "ai/a.png")).getbbox()
    assert box[1] > 500


def test_each_letter_is_drawn_and_none_as_a_box(site):
    files = {f"{n}.md": post(letter, 1) for n, letter in enumerate(("논", "문", "글"))}
    build = site.write({**FONT, "index.md": "# Home\n", **files}, **OWN).build("html")
    assert len(set(cards(build).values())) == 3
    # the title's letters are lower than a box is
    for name in files:
        rows = (
            picture(build, name.replace(".md", ".png"))
            .crop((60, 0, 1200, 300))
            .point(lambda v: 255 - v)
        )
        top = rows.getbbox()[1]
        assert top > 96 + 68 * (1 - 0.6)


@pytest.mark.parametrize(
    ("written", "shown", "letter"),
    [("First 🚀 one", "First one", "U+1F680"), ("漢First one", "First one", "U+6F22")],
)
def test_a_letter_that_no_font_has_is_reported_and_left_out(site, written, shown, letter):
    files = {**FONT, "index.md": "# Home\n", "a.md": post(written), "b.md": post(shown, 2)}
    build = site.write(files, **OWN).build("html")
    assert build.warnings.count("[paperreview.glyph]") == 1
    assert re.search(r"a\.md: WARNING: .*" + re.escape(letter), build.warnings)
    assert cards(build)["_images/social/a.png"] == cards(build)["_images/social/b.png"]
    # as long as it is not mended it is said, in a new output folder, too
    for out in ("build", "other"):
        again = site.build("html", out=out)
        assert again.warnings.count("[paperreview.glyph]") == 1
        assert cards(again) == cards(build)
    assert site.build("html", suppress_warnings=["paperreview.glyph"]).warnings == ""


def test_a_title_that_cannot_be_drawn_gives_no_card(site):
    files = {**FONT, "index.md": "# Home\n", "a.md": post("漢字")}
    build = site.write(files, **OWN).build("html")
    assert cards(build) == {}
    assert "og:image" not in metas(build, "a.html")


def test_a_further_font_has_what_the_first_lacks(site):
    files = {**FILES, "more.ttf": make_font("漢字"), "a.md": post("漢字 First", 9)}
    conf = {**OWN, "paperreview_card_fonts": ["tiny.ttf", "more.ttf"]}
    build = site.write(files, **conf).build("html")
    assert build.warnings == ""
    assert "_images/social/a.png" in cards(build)


def test_a_bold_font_draws_the_title_wherever_it_stands(site):
    site.write({**FILES, "bold.ttf": make_font(LETTERS[::-1], "Bold")}, **OWN)
    one = site.build("html", out="one", paperreview_card_fonts=["tiny.ttf", "bold.ttf"])
    two = site.build("html", out="two", paperreview_card_fonts=["bold.ttf", "tiny.ttf"])
    plain = site.build("html", out="plain")
    assert cards(one) == cards(two)
    box = ImageChops.difference(picture(one, "ai/a.png"), picture(plain, "ai/a.png")).getbbox()
    assert box[1] < 200


def test_a_picture_of_the_author_wins(site):
    files = {**FILES, "ai/a.md": post("A", 1, "thumbnail: _static/a.png\n"), "_static/a.png": b"1"}
    build = site.write(files, **OWN, html_static_path=["_static"]).build("html")
    said = metas(build, "ai/a.html")
    assert said["og:image"] == f"{BASE}_static/a.png"
    assert not {"og:image:width", "og:image:alt"} & said.keys()
    assert "_images/social/ai/a.png" not in cards(build)


@pytest.mark.parametrize(
    "options",
    [{"paperreview_social_cards": False}, {"html_baseurl": ""}, {"extensions": ["x"]}],
    ids=str,
)
def test_without_need_nothing_is_drawn(site, options):
    extensions = ["sphinx_paperreview"]
    if "extensions" in options:
        pytest.importorskip("sphinxext.opengraph")
        extensions.append("sphinxext.opengraph")
    site.write(FILES, **{**OWN, "extensions": extensions, "ogp_site_url": BASE, **{
        key: value for key, value in options.items() if key != "extensions"}})  # fmt: skip
    _, build = site.run(builder="html")
    assert cards(build) == {}
    assert not (site.folder / "run/doctrees/paperreview-cache/cards").exists()


def stamps(build) -> dict[str, int]:
    return {name: (build.outdir / name).stat().st_mtime_ns for name in cards(build)}


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """Return the titles of the cards that are drawn."""
    from sphinx_paperreview.html import card_drawing

    titles = []
    draw = card_drawing.draw_card
    monkeypatch.setattr(
        card_drawing, "draw_card", lambda card, pen: titles.append(card.title) or draw(card, pen)
    )
    return titles


def test_a_card_is_drawn_once(site, drawn):
    site.write(FILES, **OWN)
    first = site.build("dirhtml")
    assert sorted(drawn) == ["First 논문", "Second", "Third"]
    before = stamps(first)
    drawn.clear()
    again = site.build("dirhtml")
    assert (drawn, stamps(again)) == ([], before)
    # a change of anything else is none of the card
    site.write({"ai/a.md": post("First 논문", 1) + "\nMore.\n"}).build("dirhtml")
    assert drawn == []
    site.write({"ai/d.md": post("Third, again", 3)}).build("dirhtml")
    assert drawn == ["Third, again"]


def test_an_empty_output_folder_gets_the_cards_that_are_there(site, drawn):
    from shutil import rmtree

    first = site.write(FILES, **OWN).build("dirhtml")
    assert first.app.doctreedir.parent == site.folder / "build"
    expected = first.files
    rmtree(first.outdir)
    drawn.clear()
    assert site.build("dirhtml").files == expected
    assert drawn == []


def test_another_font_draws_anew(site, drawn):
    one = site.write(FILES, **OWN).build("html")
    expected = cards(one)
    drawn.clear()
    two = site.write({"tiny.ttf": make_font(LETTERS[::-1])}).build("html")
    assert len(drawn) == 3
    assert not {name for name, data in cards(two).items() if expected[name] == data}


def test_the_cache_holds_what_is_shown_and_no_more(site):
    build = site.write(FILES, **OWN).build("html")
    folder = build.app.doctreedir / "paperreview-cache" / "cards"
    assert len(list(folder.iterdir())) == 3
    site.write({"ai/a.md": None, "ai/d.md": post("Fourth", 4)}).build("html")
    assert len(list(folder.iterdir())) == 2


CHANGES = {
    "title": {"ai/a.md": post("A2", 1)},
    "remove": {"ai/a.md": None},
    "draft": {"ai/a.md": post("First 논문", 1, "draft: true\n")},
    "thumbnail": {"ai/a.md": post("A", 1, "thumbnail: https://example.com/a.png\n")},
    "no-thumbnail": {"ai/t.md": post("T", 8)},
    "rename": {"ai/a.md": None, "ai/z.md": post("First 논문", 1)},
    "same": {"ai/a.md": post("Third", 3)},
    "lacking": {"ai/a.md": post("漢字", 1)},
    "fonts": {"tiny.ttf": make_font(LETTERS + "漢")},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_the_files_of_a_clean_build(site, name):
    picture = post("T", 8, "thumbnail: https://example.com/a.png\n")
    site.write({**FILES, "ai/t.md": picture}, **OWN).build("dirhtml")
    site.write(CHANGES[name])
    changed, clean = site.build("dirhtml"), site.build("dirhtml", out="clean")
    assert sorted(changed.files) == sorted(clean.files)
    assert [key for key, data in clean.files.items() if changed.files[key] != data] == []


@pytest.mark.parametrize("options", [{"paperreview_social_cards": False}, {"html_baseurl": ""}])
def test_cards_that_are_no_more_are_removed(site, options):
    site.write(FILES, **OWN).build("html")
    build = site.build("html", **options)
    assert cards(build) == {}
    assert not (build.outdir / "_images/social").exists()
    assert "og:image" not in metas(build, "ai/a.html")


def test_several_processes_draw_the_same(site):
    files = {
        f"ai/p{n}.md": post(f"Title {n} {'한글 ' * (n % 7)}{'🚀' * (n == 5)}", 1) for n in range(45)
    }
    site.write(
        {**FONT, "index.md": "# Home\n", **files},
        **OWN,
        suppress_warnings=["paperreview.duplicate"],
    )
    _, one = site.run("-j", "1", out="one")
    _, two = site.run("-j", "2", out="two")
    assert len(cards(one)) == 45
    assert cards(one) == cards(two)
    assert one.warnings.count("paperreview.glyph") == two.warnings.count("paperreview.glyph") == 1


def test_a_file_of_the_author_wins(site):
    files = {**FILES, "extra/_images/social/ai/a.png": b"mine"}
    build = site.write(files, **OWN, html_extra_path=["extra"]).build("html")
    assert cards(build)["_images/social/ai/a.png"] == b"mine"
    assert site.build("html").files == build.files


def test_without_pillow_one_warning_says_what_to_install(site, monkeypatch):
    from sphinx_paperreview.html import cards as module

    monkeypatch.setattr(module, "_PILLOW", "no_such_module")
    build = site.write(FILES, **OWN).build("html")
    assert build.warnings.count("WARNING") == 1
    assert "pip install 'sphinx-paperreview[cards]'" in build.warnings
    assert "[paperreview.config]" in build.warnings
    assert cards(build) == {}
    assert "og:image" not in metas(build, "ai/a.html")


@pytest.mark.parametrize("name", ["none.ttf", "index.md"])
def test_a_font_that_cannot_be_read_is_reported(site, name):
    conf = {**OWN, "paperreview_card_fonts": [name, "tiny.ttf"]}
    build = site.write(FILES, **conf).build("html")
    assert build.warnings.count("WARNING") == 1
    assert name in build.warnings
    assert "[paperreview.config]" in build.warnings
    assert len(cards(build)) == 3


def test_a_system_without_fonts_has_no_cards(site, monkeypatch):
    from sphinx_paperreview.html import card_fonts

    monkeypatch.setattr(card_fonts, "find_font_files", dict)
    build = site.write(FILES, **CONF).build("html")
    assert build.warnings.count("WARNING") == 1
    assert "paperreview_card_fonts" in build.warnings
    assert cards(build) == {}


@pytest.fixture
def system_font() -> str:
    if not Path(SYSTEM_FONT).exists():
        reason = f"{SYSTEM_FONT} is not there (Debian's fonts-noto-cjk)"
        print(reason)
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return SYSTEM_FONT


SCRIPTS = {
    "ko": "대규모 언어 모델의 추론과 强化 학습",
    "ja": "大規模言語モデルの推論とベンチマーク",
    "zh": "大语言模型的推理与强化学习",
    "en": "Große Sprachmodelle, Łukasz Ωμέγα и другие",
}


def test_the_fonts_of_the_system_have_the_letters_of_the_region(site, system_font):
    files = {f"{code}.md": post(text, 1, f"lang: {code}\n") for code, text in SCRIPTS.items()}
    build = site.write({"index.md": "# Home\n", **files}, **CONF).build("html")
    assert "glyph" not in build.warnings
    assert len(cards(build)) == len(SCRIPTS)


def test_letters_have_the_shape_of_the_language(site, system_font):
    files = {
        f"{code}.md": post("骨直角", 1, f"lang: {code}\n") for code in ("ja", "zh-CN", "zh-TW")
    }
    build = site.write({"index.md": "# Home\n", **files}, **CONF).build("html")
    assert len(set(cards(build).values())) == 3
