"""HTML as our theme wants it: no style attributes, wide parts that scroll by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from sphinx_paperreview.core.lengths import find_size_class, parse_declarations, parse_pixels
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.html.regions import disarm_marks
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import has_own_theme, has_templates

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx

#: How a box of a list of tasks begins.
_TASK = '<input class="task-list-item-checkbox"'
#: Size is an attribute of these elements.
_SIZED = ("img", "video", "object")


class PaperTranslator(HTML5Translator):
    """What our theme changes in the translator of a builder, whosever that is."""

    #: tables so far, which are told apart by their numbers
    table_count = 0

    def starttag(self, node: Element, tagname: str, *args: Any, **attributes: Any) -> str:
        """Return a start tag, with attributes and classes for what others say in a style."""
        style = attributes.pop("style", None)
        if style:
            attributes |= move_style(tagname, str(style), attributes)
        tag: str = super().starttag(node, tagname, *args, **attributes)
        return tag

    def visit_image(self, node: nodes.image) -> None:
        """Tell the browser how much room a picture takes, so that nothing moves when it comes."""
        if any(name in node for name in ("width", "height", "scale")):
            node["classes"].append("paper-sized")
        elif "://" not in node["uri"]:
            size = get_image_size(self.builder.srcdir / node["uri"])
            if size is not None and all(size):
                node["width"], node["height"] = map(str, size)
        super().visit_image(node)

    def visit_raw(self, node: nodes.raw) -> None:
        """Let HTML pass without marks of regions, and name the boxes of a list of tasks.

        MyST-Parser leaves these names out.
        """
        text = disarm_marks(node.astext())
        if _TASK in text:
            name = _("Done") if "checked=" in text else _("To do")
            text = text.replace(_TASK, f'{_TASK} aria-label="{name}"')
        if "html" in node.get("format", "") and text != node.astext():
            node = nodes.raw("", text, format="html", classes=node["classes"])
        super().visit_raw(node)

    def visit_table(self, node: nodes.table) -> None:
        """Put a table into a part that scrolls, can be reached by keyboard and has a name."""
        self.table_count += 1
        title = next(iter(node.findall(nodes.title)), None)
        label = _("Table %(number)s") % {"number": self.table_count}
        if title is not None:
            label += f": {clean_text(title.astext())}"
        attributes = {"role": "region", "tabindex": "0", "aria-label": label}
        self.body.append(
            self.starttag(nodes.container(), "div", CLASS="paper-scroll", **attributes)
        )
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """End the part that scrolls."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Let the keyboard reach lines that are longer than the page is wide."""
        start = len(self.body)
        try:
            super().visit_literal_block(node)
        finally:
            # Pygments writes the element, in a text that ends the list.
            for place in range(start, len(self.body)):
                self.body[place] = self.body[place].replace("<pre>", '<pre tabindex="0">')


def move_style(tagname: str, style: str, attributes: dict[str, Any]) -> dict[str, Any]:
    """Return attributes that say what a style says; what cannot be said so stays a style."""
    moved: dict[str, Any] = {}
    classes, rest = [], []
    for name, value in parse_declarations(style):
        pixels = parse_pixels(value)
        if name in ("width", "height") and tagname in _SIZED and pixels is not None:
            moved[name] = str(pixels)
        elif name == "width" and (size_class := find_size_class(value)):
            classes.append(size_class)
        elif name != "height" or tagname not in _SIZED:
            rest.append(f"{name}: {value}")
    if classes:
        moved["classes"] = [*attributes.get("classes", []), *classes]
    if rest:
        moved["style"] = "; ".join(rest)
    return moved


def on_builder_inited(app: Sphinx) -> None:
    """Put our changes over the translator that the builder has, if our theme dresses its pages."""
    builder = app.builder
    if not has_templates(builder) or not has_own_theme(builder):
        return
    base = app.registry.translators.get(builder.name, builder.default_translator_class)
    if not issubclass(base, HTML5Translator):
        return
    # Between this class and Sphinx's own stands what another extension has set.
    translator = type("PaperTranslator", (PaperTranslator, base), {})
    app.set_translator(builder.name, translator, override=True)


def setup(app: Sphinx) -> None:
    """Join in when other extensions have set theirs."""
    app.connect("builder-inited", on_builder_inited, priority=900)
