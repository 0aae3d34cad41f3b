"""MyST as posts need it: emphasis next to Hangul, and one h1 that is the title."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token
from myst_parser.parsers import sphinx_ as _myst
from myst_parser.parsers.sphinx_ import MystParser

from sphinx_paperreview.cjk import cjk_friendly, note_raw_emphasis
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.frontmatter import (
    arrange_front_matter,
    has_no_day,
    read_front_matter,
)
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.sources import is_post_source, note_fields

if TYPE_CHECKING:
    from docutils.nodes import document as Document  # noqa: N812 - a class
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.fields import Fields

#: MyST-Parser's module, as the place of a name that it looks up.
myst: Any = _myst
_DIRECTIVE = "{paper-review}"
_MAX_LEVEL = 6


class PaperMystParser(MystParser):
    """MyST-Parser with our rules on its Markdown parser."""

    def parse(self, inputstring: str, document: Document) -> None:
        """Parse a page, or what a page includes."""
        env: BuildEnvironment = document.settings.env
        fields, slips = read_front_matter(inputstring)
        note_fields(env, document, fields, slips)
        is_broken = any(slip.problem == "frontmatter" for slip in slips) or has_no_day(fields)
        found: list[str] = []
        # Directives and included files are parsed by the same rules; only the page has a title.
        pages = [document] if document.get("source") == str(env.doc2path(env.docname)) else []
        create = myst.create_md_parser

        def create_md_parser(*args: Any) -> MarkdownIt:
            md: MarkdownIt = create(*args)
            if read_settings(env.config).cjk_emphasis:
                cjk_friendly(md)
            note_raw_emphasis(md, found.append)
            if is_broken:
                # Reported above: MyST-Parser is given what could be read, and has no more to say.
                md.core.ruler.push("paper_fields", partial(mend_front_matter, fields=fields))
            # Last of all, so that no other rule takes the title for Markdown.
            rule = partial(put_title_first, fields=fields, env=env, todo=pages)
            md.core.ruler.push("paper_title", rule)
            return md

        # MyST-Parser has no hook for a plugin; it looks this name up when it parses.
        myst.create_md_parser = create_md_parser
        try:
            super().parse(arrange_front_matter(inputstring), document)
        finally:
            myst.create_md_parser = create
        report_raw_emphasis(env.docname, inputstring, found)


def mend_front_matter(state: StateCore, *, fields: Fields) -> None:
    """Put the values that could be read in the place of a block that is no YAML."""
    for token in state.tokens[:1]:
        if token.type == "front_matter":
            token.content = thaw(fields.values)


def thaw(value: Any) -> Any:
    """Return a value as YAML would have given it: lists for tuples, dicts for mappings."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    return [thaw(item) for item in value]


def put_title_first(
    state: StateCore, *, fields: Fields, env: BuildEnvironment, todo: list[Document]
) -> None:
    """Make the front matter's title the h1 of a post whose text does not begin with its own.

    :param todo: the page whose text comes next, empty for all that is parsed after it
    """
    tokens = state.tokens
    if not todo or not todo.pop() or not tokens or tokens[0].type != "front_matter":
        return
    title = fields.text("title")
    has_directive = any(token.info.strip().startswith(_DIRECTIVE) for token in tokens)
    if not title or not is_post_source(env, env.docname, fields, has_directive=has_directive):
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


def setup(app: Sphinx) -> None:
    """Take MyST-Parser's place for its own files."""
    app.setup_extension("myst_parser")
    app.add_source_parser(PaperMystParser, override=True)
