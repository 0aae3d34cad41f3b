"""Reading a post: its field list, its one title, and ids of headings that people can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.languages import get_language
from sphinx.transforms import SphinxTransform

from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.core.slugs import build_unique_id
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.documents import find_field_list, find_title_section, wrap
from sphinx_paperreview.frontmatter import read_flow
from sphinx_paperreview.nodes import paper_header, paper_meta, paper_notice, paper_tags
from sphinx_paperreview.sources import fetch_fields, has_fields, is_post, keep_metadata, note_fields

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: docutils moves these fields into the page; in a post they are data.
_HOISTED = ("abstract", "dedication")


class FieldListReader(SphinxTransform):
    """Keep the fields of a reST page as written, before docutils makes them its own."""

    # before docutils.transforms.frontmatter.DocInfo (340)
    default_priority = 330

    def apply(self, **kwargs: Any) -> None:
        """Note the fields, and take out those that docutils would print."""
        field_list = find_field_list(self.document)
        if field_list is not None and not has_fields(self.env) and _has_sources(field_list):
            note_fields(self.env, self.document, _read(field_list), ())
        if field_list is None or not is_post(self.env, self.document):
            return
        language = get_language(self.document.settings.language_code, self.document.reporter)
        labels: dict[str, str] = vars(language)["bibliographic_fields"]
        for field in list(field_list.findall(nodes.field)):
            name = nodes.fully_normalize_name(field.children[0].astext())
            if labels.get(name) in _HOISTED:
                keep_metadata(self.env, name, field.children[1].astext())
                field_list.remove(field)
        if not field_list.children:
            self.document.remove(field_list)


class PostTitle(SphinxTransform):
    """Give a post exactly one h1: its own, or else the title of its front matter."""

    # after the fields are known, before targets and ids are settled
    default_priority = 335

    def apply(self, **kwargs: Any) -> None:
        """Put the text of a post under its title where it is not."""
        if not is_post(self.env, self.document):
            return
        fields, _ = fetch_fields(self.env, self.env.docname)
        title = fields.text("title")
        section = find_title_section(self.document)
        if section is None and title:
            section = wrap(self.document, title)
        if section is None:
            return
        place_parts(section, self.env.docname)
        heading = next(section.findall(nodes.title))
        # Titles of papers are shown as they are, in quotes as straight as their authors'.
        heading["support_smartquotes"] = False
        shown = clean_text(heading.astext())
        if title and shown != title:
            message = (
                f"the page's heading {shown!r} is not its title {title!r}: "
                "write both alike, or take the heading out"
            )
            report(Problem.TITLE, message, heading)


class HeadingIds(SphinxTransform):
    """Give the headings of posts ids made of their words; those of Sphinx stay valid."""

    # after all ids are given, before MyST resolves links to them (879)
    default_priority = 800

    def apply(self, **kwargs: Any) -> None:
        """Put the readable id first."""
        if not is_post(self.env, self.document):
            return
        slugs: dict[str, tuple[int, str, str]] = getattr(self.document, "myst_slugs", {})
        for section in self.document.findall(nodes.section):
            title = clean_text(section.children[0].astext())
            taken = self.document.ids.keys() - set(section["ids"])
            slug = build_unique_id(title, taken)
            section["ids"] = [slug, *(name for name in section["ids"] if name != slug)]
            self.document.ids[slug] = section
            slugs.setdefault(slug, (section.line or 0, slug, title))
        if hasattr(self.document, "myst_slugs"):
            self.env.metadata[self.env.docname].setdefault("myst_slugs", slugs)


def place_parts(section: nodes.section, docname: str) -> None:
    """Keep places in a post for what its record shows, where the author has set none."""
    parts: list[nodes.Node] = [paper_meta(docname=docname)]
    if not any(section.findall(paper_header)):
        parts.append(paper_header(docname=docname))
    section.insert(1, parts)
    if not any(section.findall(paper_notice)):
        section += paper_notice(docname=docname)
    section += paper_tags(docname=docname)


def _has_sources(field_list: nodes.field_list) -> bool:
    # Only the reST parser keeps the text of a field's body.
    return any(body.rawsource for body in field_list.findall(nodes.field_body))


def _read(field_list: nodes.field_list) -> Fields:
    values, lines = {}, {}
    for field in field_list.findall(nodes.field):
        name, body = field.children
        key = name.astext()
        values[key] = read_flow(getattr(body, "rawsource", ""))
        lines[key] = field.line or 0
    return Fields(values=values, lines=lines)


def setup(app: Sphinx) -> None:
    """Register the steps of reading."""
    app.add_transform(FieldListReader)
    app.add_transform(PostTitle)
    app.add_transform(HeadingIds)
