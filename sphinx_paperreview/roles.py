"""The roles of papers: links to them, and to the pages that review or list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxRole, is_role_registered

from sphinx_paperreview.core import identifiers
from sphinx_paperreview.core.people import parse_authors
from sphinx_paperreview.core.slugs import build_slug
from sphinx_paperreview.diagnostics import Problem, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class TermRole(XRefRole):
    """``tag``, ``category``, ``author`` and ``review``: a link inside this site or to another."""

    def __init__(self) -> None:
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Read the short form like the long one."""
        if ":" not in self.name:
            self.name = f"paper:{self.name}"
        return super().run()

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001 - Sphinx's signature
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Name the target as inventories do, and keep what was written for messages."""
        target = " ".join(target.split())
        refnode["paper_written"] = target
        refnode["support_smartquotes"] = False
        if refnode["reftype"] == "review":
            reference = identifiers.parse_reference(target)
            target = identifiers.paper_key(*reference) if reference else target
        elif refnode["reftype"] in ("tag", "author"):
            target = build_slug(target)
        return title, target


class PaperLinkRole(ReferenceRole):
    """``arxiv``, ``doi`` and ``openreview``: a link to a paper by its id."""

    def __init__(self, parse: Callable[[str], tuple[str, str] | None]) -> None:
        super().__init__()
        self.parse = parse

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link, or the text and a warning where the id cannot be right."""
        found = self.parse(self.target)
        if found is None:
            kind = self.name.rpartition(":")[2]
            message = f"{kind} {self.target!r} cannot be right: write it as on the paper's page"
            report(Problem.IDENTIFIER, message, self.get_location())
            return [nodes.inline(self.title, self.title)], []
        label, uri = found
        text = self.title if self.has_explicit_title else label
        reference = nodes.reference("", "", internal=False, refuri=uri)
        reference += nodes.inline(text, text, support_smartquotes=False)
        return [reference], []


class AuthorsRole(SphinxRole):
    """``authors``: names of a paper's authors, marks and all."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the names as text."""
        text = ", ".join(person.printed for person in parse_authors(self.text))
        return [nodes.inline(text, text, classes=["paper-authors"], support_smartquotes=False)], []


def link_arxiv(text: str) -> tuple[str, str] | None:
    """Return label and address of an arXiv id."""
    found = identifiers.parse_arxiv(text)
    return (f"arXiv:{found.name}", found.abs_url) if found else None


def link_doi(text: str) -> tuple[str, str] | None:
    """Return label and address of a DOI."""
    doi = identifiers.parse_doi(text)
    return (f"doi:{doi}", identifiers.doi_url(doi)) if doi else None


def link_openreview(text: str) -> tuple[str, str] | None:
    """Return label and address of an OpenReview id."""
    forum = identifiers.parse_openreview(text)
    return (f"OpenReview:{forum}", identifiers.openreview_url(forum)) if forum else None


def build_roles() -> dict[str, SphinxRole]:
    """Return every role by its name in the domain."""
    return {
        "review": TermRole(),
        "tag": TermRole(),
        "category": TermRole(),
        "author": TermRole(),
        "arxiv": PaperLinkRole(link_arxiv),
        "doi": PaperLinkRole(link_doi),
        "openreview": PaperLinkRole(link_openreview),
        "authors": AuthorsRole(),
    }


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Add the short names that nobody else has."""
    # Extensions and conf.py's own setup() have run; extlinks registers its roles later.
    others = set(getattr(config, "extlinks", {}))
    for name, role in build_roles().items():
        if name in others or is_role_registered(name):
            logger.info("the role %r belongs to another; write {paper:%s}", name, name)
        else:
            app.add_role(name, role)


def setup(app: Sphinx) -> None:
    """Register the roles in the domain, and under short names where they are free."""
    for name, role in build_roles().items():
        app.add_role_to_domain("paper", name, role)
    app.connect("config-inited", on_config_inited, priority=900)
