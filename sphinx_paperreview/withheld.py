"""Drafts, posts of the future and unreadable files: taken out before anything of theirs is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.reading import is_draft
from sphinx_paperreview.core.withholding import (
    Publishing,
    Withheld,
    find_withheld,
    render_summary,
)
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.frontmatter import read_front
from sphinx_paperreview.links import find_output_path, has_own_theme, is_page_builder
from sphinx_paperreview.settings import read_settings
from sphinx_paperreview.site import find_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The longest name that file systems take, in bytes.
_LONGEST = 255


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take out what is not to be published; only toctrees that name it are read again."""
    settings = read_settings(app.config)
    publishing = Publishing(
        now=settings.clock,
        timezone=settings.tzinfo,
        shows_drafts=settings.build_drafts,
        shows_future=settings.build_future,
    )
    # Those that are known may have been published under other settings, or by another clock.
    early = {
        docname
        for docname, review in find_domain(env).reviews.items()
        if review.published and review.published.instant > publishing.now
    }
    drafts = {name for name, data in env.metadata.items() if is_draft(Fields(values=data))}
    looked_at = added | changed | ((early | drafts) - removed)
    withheld = {
        docname: found
        for docname in sorted(looked_at)
        if (found := look_at(env, docname, publishing)) is not None
    }
    domain = find_domain(env)
    for docname in withheld:
        domain.files.forget(env.doc2path(docname))
        domain.files.forget(f"{env.doctreedir}/{docname}.doctree")
        for docnames in (env.found_docs, added, changed):
            docnames.discard(docname)
        forget_path(env, docname)
        if docname in env.all_docs:
            removed.add(docname)
    domain.withheld, domain.has_removed = withheld, bool(removed)
    for docname in removed:
        Path(env.doctreedir, f"{docname}.doctree").unlink(missing_ok=True)
    named_in = {name for docname in removed for name in env.files_to_rebuild.get(docname, ())}
    if named_in:
        app.connect("env-updated", remove_framed_pages, priority=450)
    return sorted(named_in & env.found_docs)


def forget_path(env: BuildEnvironment, docname: str) -> None:
    """Keep the name of a page out of the environment that Sphinx saves."""
    # Sphinx has no public way to take back what it has discovered.
    known: dict[str, dict[Any, Any]] = vars(env.project)
    path = known["_docname_to_path"].pop(docname, None)
    for key in (path, str(path)):
        known["_path_to_docname"].pop(key, None)


def remove_framed_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Have all pages written anew, as their frame may hold the toctree that has changed."""
    if is_page_builder(app.builder) and not has_own_theme(app.builder):
        for page in find_pages(app):
            find_output_path(app.builder, page).unlink(missing_ok=True)


def look_at(env: BuildEnvironment, docname: str, publishing: Publishing) -> Withheld | None:
    """Return why a source file is left out, None where Sphinx may read it."""
    path = env.doc2path(docname)
    name = Path(env.doc2path(docname, base=False)).as_posix()
    unreadable = Withheld(docname=docname, reason="unreadable", path=name)
    copies = (f"{Path(docname).name}.doctree", f"{Path(name).name}.txt")
    if any(len(copy.encode("utf-8", "surrogateescape")) > _LONGEST for copy in copies):
        message = "the file's name is too long for the pages made of it: shorten it"
        report(Problem.FILE_NAME, message, f"{path}:1")
        return unreadable
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8 (byte {error.start}); it is left out: save it as UTF-8"
        report(Problem.ENCODING, message, f"{path}:{line}")
        return unreadable
    except OSError:
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "the file holds a NUL character; it is left out: take the character out"
        report(Problem.ENCODING, message, f"{path}:{line}")
        return unreadable
    front, _ = read_front(text)
    return find_withheld(docname, name, text, front, publishing)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Say at the end of the build what was left out."""
    domain = find_domain(env)
    summary = render_summary(domain.withheld.values())
    if summary:
        # Sphinx prints the builder's last words when all is done, with facts filled in by '%'.
        words = f"{app.builder.epilog}\n{summary.replace('%', '%%')}".lstrip("\n")
        app.builder.epilog = words  # type: ignore[misc] # each build has its own builder
    future = sum(page.reason == "future" for page in domain.withheld.values())
    if future > len(domain.reviews):
        message = (
            f"{future} of {future + len(domain.reviews)} posts are held back as future: "
            "look at their dates, paperreview_timezone and paperreview_now"
        )
        report(Problem.DATE, message)


def setup(app: Sphinx) -> None:
    """Look at files before Sphinx reads them."""
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-updated", on_env_updated, priority=450)
