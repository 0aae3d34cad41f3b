"""Formulas as MathML, made while the site is built: no script, no font."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util.math import get_node_equation_number

from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import has_own_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

RENDERER = "mathml"
#: So many signs of a formula fit a line of a telephone.
_LONGEST = 48
#: Environments that LaTeX needs to begin a formula; the converter is in one already.
_OUTER = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|gather|multline)\*?\}")
#: Those of rows and columns, which the converter knows by the name that stands inside others.
_COLUMNS = re.compile(r"\\(begin|end)\{(?:align|alignat|flalign|eqnarray)\*?\}(?:\{\d+\})?")
#: Where limits of a starred operator stand is left to the browser.
_STARRED = re.compile(r"\\operatorname\*")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;)\w+;")


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Print a formula in a line."""
    formula = render_formula(node, as_block=False)
    if len(node.astext()) > _LONGEST:
        # Browsers break no line inside a formula: a long one scrolls by itself.
        formula = f'<span class="paper-long-math" tabindex="0">{formula}</span>'
    self.body.append(formula)
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Print a formula on its own, with its number where it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math", tabindex="0"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{render_formula(node, as_block=True)}\n</div>\n")
    raise nodes.SkipNode


def render_formula(node: nodes.Element, *, as_block: bool) -> str:
    """Return MathML, or the source where it cannot be made."""
    source = node.astext().strip()
    try:
        return convert(source, as_block=as_block)
    except MathError as error:
        reason = str(error).rstrip(".")
    # The converter passes on errors of the trees that it builds.
    except (TypeError, ValueError, LookupError, AttributeError, ET.ParseError, RecursionError):
        reason = "a part of it is missing or in a wrong place"
    message = (
        f"this formula is shown as it is written, as it cannot become MathML: {reason}; "
        'write it in other words, or set html_math_renderer = "mathjax"'
    )
    report(Problem.MATH, message, node)
    return f'<code class="math">{html.escape(source)}</code>'


def convert(source: str, *, as_block: bool) -> str:
    """Return a formula of LaTeX as MathML.

    :raises MathError: where the converter does not know what is written
    """
    source = _STARRED.sub(r"\\operatorname", source)
    source = _COLUMNS.sub(r"\\\1{aligned}", _OUTER.sub("", source))
    mathml = tex2mathml(source, as_block=as_block)
    tree = ET.fromstring(_ENTITY.sub(lambda name: html.unescape(name[0]), mathml))  # noqa: S314 - made by docutils just now
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
        if "style" in element.attrib:
            # Thick operators, the only ones that docutils styles.
            element.set("class", "paper-thick")
            del element.attrib["style"]
        if len(element):
            element.text = (element.text or "").strip() or None
        element.tail = (element.tail or "").strip() or None
    for element in list(tree.iter("munderover")):
        set_accent(element)
    return ET.tostring(tree, encoding="unicode", short_empty_elements=False)


def set_accent(element: ET.Element) -> None:
    """Let an accent stay on its letter, where docutils sets the index of both below them."""
    letter, index, accent = element
    if letter.tag == "mi" and accent.tag == "mo" and accent.get("stretchy") == "false":
        over = ET.Element("mover", {"accent": "true"})
        over.extend((letter, accent))
        element[:] = [over, index]
        element.tag = "msub"


def on_builder_inited(app: Sphinx) -> None:
    """Be the renderer of our theme where conf.py chooses none, and of any site that asks."""
    chosen = app.config.html_math_renderer
    others = app.registry.html_inline_math_renderers.keys() - {"mathjax"}
    # Sphinx takes the one that is there besides its own; conf.py's value is not ours to set.
    if chosen == RENDERER or (chosen is None and not others and has_own_theme(app.builder)):
        app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))


def setup(app: Sphinx) -> None:
    """Speak before Sphinx checks that there is a renderer."""
    app.connect("builder-inited", on_builder_inited, priority=300)
