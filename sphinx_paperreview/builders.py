"""Sphinx's HTML builders, which write what changed and render what is plain without detours.

They are put in the place of Sphinx's own, and step back where another extension did so first.
"""

from __future__ import annotations

import shutil
from collections import UserString
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from sphinx_paperreview.core.records import digest
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import find_output_path, has_own_theme
from sphinx_paperreview.listeners import find_unknown_handlers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
_STATIC = "_static"
#: Events whose handlers change what a page shows.
_EVENTS = ("doctree-resolved", "html-page-context")
#: What makes the HTML of a plain title; a translator with others of these is asked itself.
_PLAIN = ("visit_Text", "encode", "visit_title", "depart_title")


class LazyText(UserString):
    """Text that is made when it is looked at."""

    def __init__(self, make: Callable[[], str]) -> None:
        """Remember how the text is made."""
        self._make = make
        self._text: str | None = None

    @property
    def data(self) -> str:  # type: ignore[override] # UserString keeps its text here
        """The text."""
        if self._text is None:
            self._text = self._make()
        return self._text

    def __html__(self) -> str:
        """Return the text, which is ready HTML."""
        return self.data

    def __repr__(self) -> str:
        """Return words for logs, which look at everything."""
        return "<text made when it is looked at>"


class PaperPages(StandaloneHTMLBuilder):
    """What both builders do in other ways than Sphinx's."""

    _notes_pages = False
    _paths: dict[str, Path]

    def init(self) -> None:
        """Read each template once: none changes while pages are written."""
        self._paths = {}
        super().init()
        environment = getattr(self.templates, "environment", None)
        if environment is not None:
            environment.auto_reload = False

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the file of a page, which is asked for at every step."""
        if page_name not in self._paths:
            self._paths[page_name] = super().get_output_path(page_name)
        return self._paths[page_name]

    def copy_static_files(self) -> None:
        """Copy static files into an empty folder, and put back what others have there.

        So none stays that nobody brings any more; pages name each with a checksum, if it is there.
        """
        domain, outdir = find_domain(self.env), Path(self.outdir)
        static, aside = outdir / _STATIC, outdir / f"{_STATIC}.before"
        if aside.is_dir():
            # A build was stopped right here.
            shutil.rmtree(static, ignore_errors=True)
        elif static.is_dir():
            static.rename(aside)
        super().copy_static_files()
        copied = set(list_files(static))
        ours = {name.removeprefix(f"{_STATIC}/") for name in domain.old_extras}
        for name in sorted(set(list_files(aside)) - copied - ours):
            Path(static, name).parent.mkdir(parents=True, exist_ok=True)
            Path(aside, name).replace(Path(static, name))
        shutil.rmtree(aside, ignore_errors=True)
        domain.extras.update(f"{_STATIC}/{name}" for name in copied)

    def gen_indices(self) -> None:
        """Write the indices, and note which there are."""
        self._notes_pages = True
        super().gen_indices()
        self._notes_pages = False

    def gen_additional_pages(self) -> None:
        """Write the search page and its like, and note which there are."""
        self._notes_pages = True
        super().gen_additional_pages()
        self._notes_pages = False

    def dump_inventory(self) -> None:
        """Write the inventory where anything in it is new."""
        domain, config = find_domain(self.env), self.config
        objects = [(item.name, sorted(item.get_objects())) for item in self.env.domains.sorted()]
        key = digest((config.project, config.version, objects))
        is_there = Path(self.outdir, INVENTORY_FILENAME).is_file()
        if domain.old_made.get(INVENTORY_FILENAME) != key or not is_there:
            super().dump_inventory()
        domain.made[INVENTORY_FILENAME] = key

    def handle_page(self, pagename: str, *args: Any, **options: Any) -> None:
        """Write a page."""
        super().handle_page(pagename, *args, **options)
        if self._notes_pages:
            path = Path(options.get("outfilename") or find_output_path(self, pagename))
            find_domain(self.env).extras.add(path.relative_to(self.outdir).as_posix())

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield nothing: :mod:`~sphinx_paperreview.freshness` names the pages to be written.

        Sphinx compares the times of files, which are new after each checkout and installation.
        """
        unknown = find_unknown_handlers(self.events, _EVENTS)
        if unknown:
            message = "pages are written by the times of files, as they may show what %s knows"
            logger.info(message, ", ".join(unknown))
            yield from super().get_outdated_docs()

    def render_partial(self, node: nodes.Node | None) -> dict[str, Any]:
        """Return a title as HTML, and contents that few look at when they are looked at."""
        if isinstance(node, nodes.title) and self._renders_plainly(node):
            text = node.astext().translate(HTML5Translator.special_characters)
            return {"fragment": "", "title": text}
        if isinstance(node, nodes.bullet_list) and has_own_theme(self):
            render = super().render_partial
            return {"fragment": LazyText(lambda: render(node)["fragment"]), "title": ""}
        return super().render_partial(node)

    def _renders_plainly(self, node: nodes.title) -> bool:
        translator = self.get_translator_class()
        return all(isinstance(child, nodes.Text) for child in node) and all(
            getattr(translator, name) is getattr(HTML5Translator, name) for name in _PLAIN
        )


def list_files(folder: Path) -> Iterator[str]:
    """Yield the files in a folder, by their names below it."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


class PaperHTMLBuilder(PaperPages):
    """The builder ``html``."""

    name = "html"


class PaperDirectoryHTMLBuilder(PaperPages, DirectoryHTMLBuilder):
    """The builder ``dirhtml``."""

    name = "dirhtml"


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's own builders, and of no others."""
    for own in (PaperHTMLBuilder, PaperDirectoryHTMLBuilder):
        current = app.registry.builders.get(own.name)
        if current in own.__mro__:
            app.add_builder(own, override=True)
