"""Finding one's way in a page's tree: its fields, its title, the start of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_paperreview.core.review import clean_text, cut_sentence

if TYPE_CHECKING:
    from docutils.nodes import document as Document  # noqa: N812 - a class

_DESCRIPTION_LENGTH = 160
#: What stands in these is no running text.
_ASIDES = (nodes.block_quote, nodes.table, nodes.Admonition, nodes.footnote, nodes.figure)
#: What stands above the text of a document without being part of it.
_ABOVE = (nodes.PreBibliographic, nodes.field_list, nodes.docinfo)


def find_field_list(document: Document) -> nodes.field_list | None:
    """Return the field list at the top of a document."""
    blocks = (child for child in document if not isinstance(child, nodes.PreBibliographic))
    first = next(blocks, None)
    return first if isinstance(first, nodes.field_list) else None


def find_title_section(document: Document) -> nodes.section | None:
    """Return the section whose title is the document's: the first block, and the only one."""
    blocks = [child for child in document if not isinstance(child, _ABOVE)]
    sections = [child for child in blocks if isinstance(child, nodes.section)]
    if len(sections) == 1 and blocks[0] is sections[0]:
        return sections[0]
    return None


def wrap(document: Document, title: str) -> nodes.section:
    """Put everything but the fields of a document into one section with this title."""
    section = nodes.section()
    section += nodes.title(title, title)
    section["names"].append(nodes.fully_normalize_name(title))
    section.source, section.line = document.get("source"), 1
    for child in [child for child in document if not isinstance(child, _ABOVE)]:
        document.remove(child)
        section += child
    document += section
    document.note_implicit_target(section, section)
    return section


def find_title(doctree: nodes.document) -> str:
    """Return the first heading as plain text, empty where there is none."""
    heading = next(iter(doctree.findall(nodes.title)), None)
    return clean_text(heading.astext()) if heading is not None else ""


def find_description(doctree: nodes.document) -> str:
    """Return the start of the running text, cut at the end of a sentence."""
    for paragraph in doctree.findall(nodes.paragraph):
        if _is_running_text(paragraph):
            return cut_sentence(clean_text(paragraph.astext()), _DESCRIPTION_LENGTH)
    return ""


def _is_running_text(paragraph: nodes.paragraph) -> bool:
    first = paragraph[0] if len(paragraph) else None
    is_label = isinstance(first, nodes.strong) and first.astext().rstrip().endswith((":", "："))
    ancestor = paragraph.parent
    while ancestor is not None:
        if isinstance(ancestor, _ASIDES):
            return False
        ancestor = ancestor.parent
    is_picture = len(paragraph) == 1 and isinstance(first, nodes.image)
    return bool(paragraph.astext().strip()) and not is_label and not is_picture
