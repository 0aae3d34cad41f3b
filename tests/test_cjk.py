"""Emphasis beside CJK text: right where the specification says so, CommonMark everywhere else."""

from __future__ import annotations

import ast
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

import sphinx_paperreview.cjk
from sphinx_paperreview.cjk import cjk_friendly, is_cjk, note_raw_emphasis
from sphinx_paperreview.cjk_ranges import CJK_EDGES

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent
PACKAGE = Path(sphinx_paperreview.cjk.__file__).parent
CASES = sorted((HERE / "cases" / "emphasis").glob("*.md"))
COMMONMARK = json.loads((HERE / "data" / "commonmark-0.31.2.json").read_text(encoding="utf-8"))

in_a_second = settings(max_examples=300, derandomize=True, deadline=None, database=None)
latin_text = st.text(alphabet="ab1é*_~ \n()[]\"'.,!%-#>`\\—“”€", max_size=40)
cjk_text = st.text(
    alphabet="가의ᄀ語はｱ𠮷a1*_~ ()「」。，“”'%\u3000\ufe00\ufe01\ufe0e\ufe0f\U000e0100☺📚",
    max_size=40,
)


def make_plain() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["strikethrough", "table"])


def make_friendly() -> MarkdownIt:
    return make_plain().use(cjk_friendly)


def make_myst(*extensions: str) -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(extensions))
    return create_md_parser(config, RendererHTML).use(cjk_friendly)


def find_raw(source: str, md: MarkdownIt | None = None) -> list[str]:
    """Return what is noted while *source* is read."""
    found: list[str] = []
    md = make_friendly() if md is None else md
    note_raw_emphasis(md, found.append)
    md.parse(source)
    return found


def join_text(html_tokens: list[str]) -> str:
    return "".join(html_tokens).translate(str.maketrans("", "", "*_~"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_file_renders_as_its_author_meant(path: Path) -> None:
    source, expected = path.read_text(encoding="utf-8").rsplit("\n---\n", 1)
    assert make_friendly().render(source) == expected


def test_there_are_many_case_files() -> None:
    assert len(CASES) >= 70


@pytest.mark.parametrize("example", COMMONMARK, ids=lambda example: str(example["example"]))
def test_commonmark_example_is_unchanged(example: dict[str, str]) -> None:
    expected = MarkdownIt("commonmark").render(example["markdown"])
    assert MarkdownIt("commonmark").use(cjk_friendly).render(example["markdown"]) == expected
    # markdown-it-py prints no line break in an empty quote (examples 218, 239 and 240).
    spec = example["html"].replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
    assert expected == spec


@in_a_second
@given(latin_text)
def test_text_without_cjk_is_unchanged(source: str) -> None:
    assert make_friendly().render(source) == make_plain().render(source)


@in_a_second
@given(cjk_text)
def test_cjk_text_keeps_all_but_its_marks(source: str) -> None:
    (inline,) = make_friendly().parseInline(source)
    assert join_text([token.content for token in inline.children or ()]) == join_text([source])


@in_a_second
@given(cjk_text | latin_text)
def test_a_snippet_is_a_short_piece_of_the_source(source: str) -> None:
    for snippet in find_raw(source):
        assert snippet in source
        assert 0 < len(snippet) <= 30
        assert set(snippet) & set("*_~")


def test_other_parsers_are_not_touched() -> None:
    original = StateInline.scanDelims
    make_friendly().render("**가(나)**의")
    assert StateInline.scanDelims is original
    assert "<strong>" not in make_plain().render("**가(나)**의")


def test_strikethrough_stays_off_where_it_is_off() -> None:
    md = MarkdownIt("commonmark").use(cjk_friendly)
    assert md.render("~~가(나)~~의") == "<p>~~가(나)~~의</p>\n"
    assert "strikethrough" not in md.get_active_rules()["inline"]


def test_a_parser_without_the_rules_is_accepted() -> None:
    md = MarkdownIt("commonmark")
    md.inline.ruler.__rules__ = [
        rule for rule in md.inline.ruler.__rules__ if rule.name != "strikethrough"
    ]
    assert md.use(cjk_friendly).render("**가(나)**의") == "<p><strong>가(나)</strong>의</p>\n"


@pytest.mark.parametrize(
    "char", ["가", "ᄀ", "ᇿ", "ㄱ", "ﾡ", "語", "𠮷", "は", "ｱ", "。", "（", "₩", "〽", "\U0003fffd"]
)
def test_is_cjk(char: str) -> None:
    assert is_cjk(char)


@pytest.mark.parametrize("char", ["a", "é", "\u10ff", "\u1200", "“", "☺", "📚", "✅", "\U0010ffff"])
def test_is_not_cjk(char: str) -> None:
    assert not is_cjk(char)


def test_ranges_are_sorted_and_merged() -> None:
    assert list(CJK_EDGES) == sorted(set(CJK_EDGES))
    assert len(CJK_EDGES) % 2 == 0


def test_ranges_are_what_the_generator_prints() -> None:
    pytest.importorskip("regex")
    generator = load_generator()
    if generator.read_unicode_version() != generator.UNICODE:
        pytest.skip("the installed regex knows another Unicode")
    assert tuple(generator.build_edges(generator.find_cjk())) == CJK_EDGES


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_cjk_ranges", HERE / "tools" / "make_cjk_ranges.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_package_does_not_need_regex() -> None:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            module = node.module if isinstance(node, ast.ImportFrom) else None
            assert "regex" not in [*names, module], path


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("A**(가)**", 2),
        ('**"모델"**3개', 2),
        ("**(NLL)**s", 2),
        ("**가(나)****다(라)**의", 1),
        ("** 가(나)**", 1),
        ("__가(나)__의", 2),
        ("~~(가)~~a", 2),
        ("가 **나", 1),
        ("*(가)*a", 2),
        ("- A**(가)**\n- A**(나)**", 4),
        ("| A**(가)** |\n| --- |\n| 나 |", 2),
        ("# A**(가)**", 2),
        ("[A**(가)**](b.md)", 2),
        ("![A**(가)**](b.png)", 2),
        ("**`a`**3개", 2),
    ],
)
def test_raw_marks_are_noted(source: str, count: int) -> None:
    found = find_raw(source)
    assert len(found) == count
    assert all(snippet in source for snippet in found)


@pytest.mark.parametrize(
    "source",
    [
        "**가(나)**의 *다(라)*를 ~~마(바)~~",
        "A\\*\\*(가)\\*\\*",
        "A&ast;&ast;(가)&ast;&ast;",
        "`A**(가)**`와 ``**``",
        "```\nA**(가)**\n```",
        "<b title='A**(가)**'>가</b>",
        "<div>\nA**(가)**\n</div>",
        "<https://a.org/(**b>",
        "2**10과 a ** b",
        "obj.__dict__가",
        "my__init__ 그리고 a__b",
        "이름: ________",
        "Tianzhu Ye*, Li Dong*, Furu Wei*",
        "2 * 3 * 4",
        "별표(*)는 하나",
        "가\n\n***\n\n나",
    ],
)
def test_literal_marks_are_not_noted(source: str) -> None:
    assert find_raw(source) == []


def test_tildes_are_noted_only_where_they_strike() -> None:
    assert find_raw("~~(가)~~a", MarkdownIt("commonmark").use(cjk_friendly)) == []


def test_snippet_stays_within_its_line_and_30_characters() -> None:
    assert find_raw("앞줄\nA**(가)`코드` 뒤\n뒷줄") == ["A**(가)"]
    assert find_raw("가" * 40 + "A**(" + "나" * 40) == ["가" * 13 + "A**(" + "나" * 13]


def test_each_text_is_noted_once_when_a_parser_is_used_again() -> None:
    found: list[str] = []
    md = make_friendly()
    note_raw_emphasis(md, found.append)
    md.parse("```{note}\nA**(가)\n```")
    assert found == []
    md.parse("A**(가)")
    md.parseInline("B**(나)")
    md.render("다")
    assert found == ["A**(가)", "B**(나)"]


def test_myst_syntax_beside_emphasis() -> None:
    md = make_myst("dollarmath", "attrs_inline", "strikethrough", "substitution", "deflist")
    html = md.render(
        "**{sub}`식(1)`**의 **$a*b$**를 **[가(나)]{.c}**에\n\n"
        "| **손실(NLL)**의 | ~~폐기(v1)~~를 |\n| --- | --- |\n| **{{ x }}**는 | 나 |\n\n"
        "용어\n: **뜻(정의)**은 이렇다."
    )
    assert html.count("<strong>") == html.count("</strong>") == 6
    assert '<span class="math inline">a*b</span></strong>를' in html
    assert '<strong><span class="c">가(나)</span></strong>에' in html
    assert "<strong>손실(NLL)</strong>의" in html
    assert "<s>폐기(v1)</s>를" in html
    assert "<strong>뜻(정의)</strong>은" in html
    assert "**" not in html


def test_myst_syntax_hides_its_own_marks() -> None:
    md = make_myst("dollarmath", "attrs_inline", "substitution", "smartquotes")
    source = (
        "{math}`a**(b)**c` $x**(y)$ {{ a**(b) }} ~~(가)~~a "
        '[가]{title="A**(나)"}\n\n'
        "% A**(가)**\n\n$$\nA**(가)\n$$\n\n(a)=\n\n+++ A**(가)"
    )
    assert find_raw(source, md) == []


def test_myst_text_is_noted_as_written() -> None:
    md = make_myst("smartquotes", "attrs_inline")
    assert find_raw('[그는]{.c} "말"**3개', md) == ['"말"**3개']
