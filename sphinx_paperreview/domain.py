"""The domain ``paper``: home of all records, and of what is derived from them in a build."""

from __future__ import annotations

import posixpath
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType

from sphinx_paperreview.core.dates import Moment
from sphinx_paperreview.core.identifiers import paper_key, parse_reference
from sphinx_paperreview.core.library import Library
from sphinx_paperreview.core.outline import Outline
from sphinx_paperreview.core.pages import Plan
from sphinx_paperreview.core.people import Person
from sphinx_paperreview.core.ratings import Rating
from sphinx_paperreview.core.review import Paper, Review, find_shape
from sphinx_paperreview.core.slugs import build_slug
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.file_hashes import FileHashes
from sphinx_paperreview.links import build_reference, is_page_builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.entries import EntryView
    from sphinx_paperreview.core.redirects import Redirect
    from sphinx_paperreview.core.withholding import Withheld

#: Roles whose targets are looked up when all pages are read.
TYPES = ("review", "tag", "category", "author")
#: Objects are found by our own pages, not by Sphinx's search.
_NOT_SEARCHED = -1
#: Where hashes of files are kept, below the folder of doctrees.
_CACHE = Path("paperreview-cache", "files.json")
#: What is kept for each document, and goes with it.
_BY_DOCUMENT = ("reviews", "references", "sources", "trees")


class PaperDomain(Domain):
    """Reviews, tags and categories, found by id, name or slug."""

    name = "paper"
    label = "Paper reviews"
    object_types: ClassVar[dict[str, ObjType]] = {
        "review": ObjType("review", "review"),
        "tag": ObjType("tag", "tag"),
        "category": ObjType("category", "category"),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "reviews": {}, "references": {}, "sources": {}, "trees": {}, "versions": (),
    }  # fmt: skip
    data_version = find_shape(Review, Paper, Person, Moment, Rating)

    #: derived in ``env-updated``; the environment never pickles what is not in ``data``
    library = Library()
    plan = Plan()
    #: what each page shows now, and what it showed when it was written (:mod:`freshness`)
    digests: dict[str, str]
    old_digests: dict[str, str]
    old_files: frozenset[str]
    #: what the site's own files are made of, now and when they were written
    made: dict[str, str]
    old_made: dict[str, str]
    #: files that the builder itself writes beside the documents, and wrote before
    extras: set[str]
    old_extras: frozenset[str] = frozenset()
    #: what dresses every page, and all that pages and files of a site are made of
    frame = ""
    facts = ""
    #: nothing of that is new since the last build
    is_unchanged = False
    #: pages at old addresses
    redirects: tuple[Redirect, ...] = ()
    #: social cards: their files in the cache, by the documents of their posts
    cards: dict[str, str]
    #: what pages are called that share their titles, and which share their descriptions
    names: dict[str, str]
    same_descriptions: frozenset[str] = frozenset()
    #: the tree of documents that toctrees make
    outline = Outline()
    #: pages left out of this build, and whether any page is gone
    withheld: dict[str, Withheld]
    has_removed = False
    toctree_filter: Callable[[Any], bool]
    #: pages to be written, and pages written in this build
    stale: set[str]
    written: set[str]
    #: pages whose regions were replaced, and files that were removed, in this build
    patched = 0
    removed = 0
    #: the sidebar of every page, rendered once
    sidebar = ""
    #: what the regions of every page show, and whether written pages show something else
    regions_digest = ""
    has_new_regions = False
    #: views of the pages that are to be written
    views: dict[str, Any]
    #: posts as lists show them
    entries: dict[str, EntryView]
    #: what is in files
    files: FileHashes
    #: what is made once for many pages, by the name of who needs it
    kept: dict[str, Any]

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.digests, self.old_digests, self.stale, self.written = {}, {}, set(), set()
        self.old_files = frozenset()
        self.withheld, self.toctree_filter, self.kept, self.cards = {}, bool, {}, {}
        self.views, self.made, self.old_made, self.extras = {}, {}, {}, set()
        self.names, self.entries = {}, {}
        self.files = FileHashes(Path(env.doctreedir, _CACHE))

    @property
    def reviews(self) -> dict[str, Review]:
        """Posts by document name."""
        reviews: dict[str, Review] = self.data["reviews"]
        return reviews

    @property
    def references(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """What each document refers to: types and targets."""
        references: dict[str, tuple[tuple[str, str], ...]] = self.data["references"]
        return references

    @property
    def sources(self) -> dict[str, str]:
        """Hashes of what documents were read from."""
        sources: dict[str, str] = self.data["sources"]
        return sources

    @property
    def trees(self) -> dict[str, str]:
        """Hashes of the stored trees of documents."""
        trees: dict[str, str] = self.data["trees"]
        return trees

    @property
    def versions(self) -> tuple[str, ...]:
        """Names and versions of what read the documents."""
        versions: tuple[str, ...] = self.data["versions"]
        return versions

    def note_review(self, review: Review) -> None:
        """Remember a post."""
        self.reviews[review.docname] = review

    def note_references(self, docname: str, references: tuple[tuple[str, str], ...]) -> None:
        """Remember what a document refers to."""
        if references:
            self.references[docname] = references

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        for key in _BY_DOCUMENT:
            self.data[key].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for key in _BY_DOCUMENT:
            for docname, value in otherdata[key].items():
                if docname in docnames:
                    self.data[key][docname] = value

    def find(self, typ: str, target: str, source: str = "") -> tuple[str, str | None] | None:
        """Return title and page of what a role names; the page is None where there is only text."""
        if typ == "review":
            docname = self._find_review(target, source)
            return (self.library.reviews[docname].title, docname) if docname else None
        if typ == "any":
            found = (self.find(kind, target, source) for kind in ("review", "tag", "category"))
            return next((item for item in found if item), None)
        if typ not in ("tag", "category"):
            return None
        term = self.library.find_tag(target) if typ == "tag" else self.library.find_category(target)
        return (term.name, self.plan.find_page(typ, term.slug)) if term else None  # type: ignore[arg-type] # checked above

    def _find_review(self, target: str, source: str) -> str | None:
        reference = parse_reference(target)
        key = paper_key(*reference) if reference else target
        if key in self.library.papers:
            return self.library.papers[key]
        folder = source.rpartition("/")[0]
        names = (target.lstrip("/"), f"{folder}/{target}")
        return next((name for name in names if name in self.library.reviews), None)

    def find_withheld(self, node: pending_xref) -> Withheld | None:
        """Return the page that a reference names, where it is held back."""
        target: str = node["reftarget"]
        if node["reftype"] not in ("review", "doc"):
            return None
        folder = posixpath.dirname(node.get("refdoc", ""))
        names = (target.lstrip("/"), posixpath.normpath(posixpath.join(folder, target)))
        pages = self.withheld.values()
        return next((p for p in pages if target in p.papers or p.docname in names), None)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link, or text where there is no page."""
        if typ == "author":
            return contnode  # type: ignore[return-value] # names are text until they have pages
        found = self.find(typ, target, fromdocname)
        if found is None:
            return None
        title, page = found
        if typ == "review" and not node["refexplicit"]:
            contnode = nodes.inline(title, title, support_smartquotes=False)
        if page is None or (typ != "review" and not is_page_builder(builder)):
            return contnode  # type: ignore[return-value] # Sphinx takes any node
        return build_reference(builder, fromdocname, page, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return links to all objects with that name."""
        results = []
        for typ in ("review", "tag", "category"):
            name = build_slug(target) if typ == "tag" else target
            found = self.resolve_xref(env, fromdocname, builder, typ, name, node, contnode)
            if isinstance(found, nodes.reference):
                results.append((f"paper:{typ}", found))
        return results

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what other sites can refer to."""
        for docname, review in self.library.reviews.items():
            keys = review.paper.keys if review.paper else ()
            for key in keys or (docname,):
                if self.library.papers.get(key, docname) == docname:
                    yield key, review.title, "review", docname, "", _NOT_SEARCHED
        for typ, terms in (("tag", self.library.tags), ("category", self.library.categories)):
            for slug, term in terms.items():
                page = self.plan.find_page(typ, slug)  # type: ignore[arg-type] # both are kinds
                if page is not None:
                    yield slug, term.name, typ, page, "", _NOT_SEARCHED

    def suggest(self, typ: str, written: str) -> str:
        """Return the end of a message about something that is not there."""
        if typ == "review":
            known = [*self.library.papers, *self.library.reviews]
        else:
            terms = self.library.tags if typ == "tag" else self.library.categories
            known = [name for term in terms.values() for name in (term.name, term.slug)]
        by_case: dict[str, str] = {}
        for name in known:
            by_case.setdefault(name.casefold(), name)
        close = get_close_matches(written.casefold(), by_case, n=1)
        return f"; did you mean {by_case[close[0]]!r}?" if close else ""


def on_warn_missing_reference(
    app: Sphinx, domain: Domain | None, node: pending_xref
) -> bool | None:
    """Say in our own words what a role does not find."""
    if not isinstance(domain, PaperDomain) or domain.find_withheld(node) is not None:
        return None
    typ, written = node["reftype"], node.get("paper_written", node["reftarget"])
    names = {"review": "no review of", "tag": "no tag", "category": "no category"}
    message = f"there is {names.get(typ, typ)} {written!r}{domain.suggest(typ, written)}"
    report(Problem.REFERENCE, message, node)
    return True


def find_domain(env: BuildEnvironment) -> PaperDomain:
    """Return the domain of a build."""
    domain = env.domains["paper"]
    assert isinstance(domain, PaperDomain)
    return domain


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(PaperDomain)
    app.connect("warn-missing-reference", on_warn_missing_reference)
