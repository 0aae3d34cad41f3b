"""MyST as posts need it: emphasis next to Hangul, and one h1 that is the title."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it.token import Token
from myst_parser.parsers import sphinx_ as _myst
from myst_parser.parsers.sphinx_ import MystParser

from sphinx_paperreview.cjk import cjk_friendly, note_raw_emphasis
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.frontmatter import (
    arrange_front_matter,
    has_no_day,
    load_block,
    read_front_matter,
)
from sphinx_paperreview.parser_settings import PreparedParser
from sphinx_paperreview.rendering import find_renderer
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.sources import is_post_source, note_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import document as Document  # noqa: N812 - a class
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.fields import Fields

#: MyST-Parser's module, as the place of a name that it looks up.
myst: Any = _myst
_DIRECTIVE = "{paper-review}"
_MAX_LEVEL = 6
#: Keys of front matter that change how MyST-Parser reads the file.
_FILE_LEVEL = {"myst", "html_meta", "substitutions"}
_DESK = "markdown"


@dataclass(slots=True)
class Page:
    """What a Markdown parser is told of the page before it."""

    env: BuildEnvironment
    fields: Fields
    #: the front matter is no YAML that MyST-Parser takes
    is_broken: bool
    #: the text that comes next is the page's own, and not one that is parsed for it
    is_first: bool
    #: surroundings of marks of emphasis that stay as they are
    found: list[str]


@dataclass(slots=True)
class Desk:
    """A Markdown parser with our rules, and the page that lies before it."""

    md: MarkdownIt
    #: None while nothing is parsed
    page: Page | None = None


class PaperMystParser(PreparedParser):
    """MyST-Parser with our rules on its Markdown parser, which is made once for many pages."""

    def parse(self, inputstring: str, document: Document) -> None:
        """Parse a page, or what a page includes."""
        env: BuildEnvironment = document.settings.env
        fields, slips = read_front_matter(inputstring)
        note_fields(env, document, fields, slips)
        page = Page(
            env=env,
            fields=fields,
            is_broken=any(slip.problem == "frontmatter" for slip in slips) or has_no_day(fields),
            is_first=document.get("source") == str(env.doc2path(env.docname)),
            found=[],
        )
        # MyST-Parser has no hook for a plugin; it looks these names up when it parses.
        create, read = myst.create_md_parser, myst.read_topmatter
        myst.create_md_parser = partial(take_parser, page, create)
        myst.read_topmatter = read if _FILE_LEVEL & fields.values.keys() else read_nothing
        kept = find_domain(env).kept
        try:
            super().parse(arrange_front_matter(inputstring), document)
        except BaseException:
            # What a parser was at when it failed is not for the next page.
            kept.pop(_DESK, None)
            raise
        finally:
            myst.create_md_parser, myst.read_topmatter = create, read
        if _DESK in kept and kept[_DESK].page is page:
            kept[_DESK].page = None
        report_raw_emphasis(env.docname, inputstring, page.found)


def read_nothing(text: str) -> None:
    """Return what the front matter sets for MyST-Parser, where its keys say that it is nothing."""


def take_parser(
    page: Page, create: Callable[..., MarkdownIt], config: object, renderer: type[Any]
) -> MarkdownIt:
    """Return a Markdown parser for a page: the one that is there, where it is free and fits.

    A parser costs as much to make as a short page to parse.
    """
    kept = find_domain(page.env).kept
    is_common = config is getattr(page.env, "myst_config", None)
    desk: Desk | None = kept.get(_DESK) if is_common else None
    if desk is None or desk.page is not None:
        desk = furnish(create(config, find_renderer(renderer)), page.env)
        if is_common:
            kept.setdefault(_DESK, desk)
    desk.page = page
    return desk.md


def furnish(md: MarkdownIt, env: BuildEnvironment) -> Desk:
    """Return a Markdown parser with our rules."""
    desk = Desk(md)
    if read_settings(env.config).cjk_emphasis:
        cjk_friendly(md)
    note_raw_emphasis(md, partial(note_snippet, desk))
    md.core.ruler.push("paper_fields", partial(hand_over_fields, desk=desk))
    # Last of all, so that no other rule takes the title for Markdown.
    md.core.ruler.push("paper_title", partial(put_title_first, desk=desk))
    return desk


def note_snippet(desk: Desk, snippet: str) -> None:
    """Note the surroundings of a mark of emphasis."""
    assert desk.page is not None
    desk.page.found.append(snippet)


def hand_over_fields(state: StateCore, *, desk: Desk) -> None:
    """Give MyST-Parser the front matter's values, which it would read in pure Python."""
    assert desk.page is not None
    for token in state.tokens[:1]:
        if token.type != "front_matter":
            continue
        if desk.page.is_broken:
            # Reported by us: it is given what could be read, and has no more to say.
            token.content = thaw(desk.page.fields.values)
        else:
            # What this reader refuses is for MyST-Parser to report.
            with suppress(yaml.YAMLError, ValueError, RecursionError):
                token.content = load_block(token.content)


def thaw(value: Any) -> Any:
    """Return a value as YAML would have given it: lists for tuples, dicts for mappings."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    return [thaw(item) for item in value]


def put_title_first(state: StateCore, *, desk: Desk) -> None:
    """Make the front matter's title the h1 of a post whose text does not begin with its own."""
    page, tokens = desk.page, state.tokens
    assert page is not None
    is_first, page.is_first = page.is_first, False
    if not is_first or not tokens or tokens[0].type != "front_matter":
        return
    title, env = page.fields.text("title"), page.env
    has_directive = any(token.info.strip().startswith(_DIRECTIVE) for token in tokens)
    if not title or not is_post_source(env, env.docname, page.fields, has_directive=has_directive):
        return
    headings = [token for token in tokens if token.type == "heading_open" and token.level == 0]
    top = [token for token in headings if token.tag == "h1"]
    if len(top) == 1 and len(tokens) > 1 and tokens[1] is top[0]:
        return
    if top:
        for token in tokens:
            if token.type in ("heading_open", "heading_close") and token.level == 0:
                token.tag = f"h{min(int(token.tag[1:]) + 1, _MAX_LEVEL)}"
    tokens[1:1] = _heading(title, tokens[0])


def report_raw_emphasis(docname: str, source: str, snippets: list[str]) -> None:
    """Warn about each place where marks of emphasis are printed as they stand."""
    lines = source.splitlines()
    for snippet in dict.fromkeys(snippets):
        line = next((n for n, text in enumerate(lines, start=1) if snippet in text), None)
        message = (
            f"'{snippet}' is printed with its marks: put a blank or punctuation beside them, "
            "or a backslash before each to print them"
        )
        report(Problem.RAW_EMPHASIS, message, (docname, line))


def _heading(title: str, front_matter: Token) -> list[Token]:
    place = list(front_matter.map or (0, 1))
    text = Token("text", "", 0, content=title)
    return [
        Token("heading_open", "h1", 1, map=place, markup="#", block=True),
        Token("inline", "", 0, map=place, content=title, children=[text], block=True, level=1),
        Token("heading_close", "h1", -1, markup="#", block=True),
    ]


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Give parsers that build on MyST-Parser, such as that of notebooks, our rules for Markdown."""
    parsers = app.registry.source_parsers
    for parser in dict.fromkeys(parsers.values()):
        if issubclass(parser, MystParser) and not issubclass(parser, PaperMystParser):
            # Where the other one leaves a text to MyST-Parser, it comes to ours.
            mixed = type(parser.__name__, (parser, PaperMystParser), {})
            app.add_source_parser(mixed, override=True)


def setup(app: Sphinx) -> None:
    """Take MyST-Parser's place for its own files."""
    # MyST-NB brings MyST-Parser's settings, and has taken its files.
    if "myst_nb" not in app.extensions:
        app.setup_extension("myst_parser")
    app.add_source_parser(PaperMystParser, override=True)
    app.connect("config-inited", on_config_inited)
