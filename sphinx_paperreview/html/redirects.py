"""Pages at old addresses, which lead readers to where a post is now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_paperreview.core.pages import RESERVED
from sphinx_paperreview.core.redirects import build_redirects, check_permalink, find_refused
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.addresses import build_page_address
from sphinx_paperreview.html.context import strip_tags
from sphinx_paperreview.html.listings import find_extra_files
from sphinx_paperreview.links import build_target, find_output_path, is_page_builder, remove_file
from sphinx_paperreview.site import find_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_paperreview.core.redirects import Redirect

logger = logging.getLogger(__name__)

#: Ends a file that is ours to write anew and to remove.
_MARK = "<!--paper-redirect-->\n"


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Find out which old addresses can lead somewhere, and report the others."""
    domain = find_domain(env)
    domain.redirects = ()
    if not is_page_builder(app.builder):
        return
    reviews = domain.library.reviews
    for docname, review in reviews.items():
        source = Path(env.doc2path(docname, base=False)).as_posix()
        slip = check_permalink(docname, source, review.permalink) if review.permalink else None
        if slip is not None:
            report(Problem.ADDRESS, slip.message, docname)
    aliases = {name: review.aliases for name, review in reviews.items() if review.aliases}
    if not aliases:
        return
    pages = find_files(app)
    documents = {page: file for file, page in pages.items() if page in env.all_docs}
    domain.redirects, slips = build_redirects(aliases, pages, documents)
    for docname, slip in slips:
        report(Problem.ADDRESS, slip.message, docname)
    for redirect in domain.redirects:
        refused = find_refused(redirect.file)
        if refused:
            message = "%s: the alias %r cannot be a file on Windows, for its %r"
            logger.info(message, redirect.docname, redirect.alias, refused)


def find_files(app: Sphinx) -> dict[str, str]:
    """Return what is in the finished site, by file below the output folder."""
    outdir = Path(app.outdir)
    files = {name: f"html_extra_path's {name}" for name in find_extra_files(app)}
    files["404.html"] = "404.html"
    for page in (*RESERVED, *find_pages(app)):
        files[find_output_path(app.builder, page).relative_to(outdir).as_posix()] = page
    return files


def on_paperreview_files(app: Sphinx) -> set[str]:
    """Write the pages, and remove those that nobody asks for any more."""
    domain = find_domain(app.env)
    files = {redirect.file for redirect in domain.redirects if write_redirect(app, redirect)}
    if len(files) < len(domain.redirects):
        # What was reported here is reported by the next build, too.
        domain.facts = ""
    for name in sorted(domain.old_files - files):
        # Something else may stand there now.
        if name.endswith(".html") and is_redirect(Path(app.outdir, name)):
            remove_file(Path(app.outdir, name), Path(app.outdir))
    return files


def write_redirect(app: Sphinx, redirect: Redirect) -> bool:
    """Write one page, and return whether it stands where it should."""
    path = Path(app.outdir, redirect.file)
    content = render_redirect(app, redirect).encode()
    where = f"alias {redirect.alias!r}"
    if not path.resolve().is_relative_to(Path(app.outdir).resolve()):
        report(Problem.ADDRESS, f"{where} is outside the site: write another", redirect.docname)
        return False
    try:
        if path.exists() and not is_redirect(path):
            message = f"{where}: there is a page of another making, which keeps its address"
            report(Problem.ADDRESS, message, redirect.docname)
            return False
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        message = f"{where} cannot be a file ({error.strerror}): write another"
        report(Problem.ADDRESS, message, redirect.docname)
        return False
    return True


def render_redirect(app: Sphinx, redirect: Redirect) -> str:
    """Return the page at an old address; its links are relative, right below any path."""
    review = find_domain(app.env).library.reviews[redirect.docname]
    top = "../" * redirect.file.count("/") or "./"
    values = {
        "title": review.title,
        "name": f"{redirect.alias} - {strip_tags(app.config.html_title)}",
        "href": top + build_target(app.builder, redirect.docname),
        "canonical": review.canonical_url or build_page_address(app, redirect.docname),
        "language": (review.language or app.config.language).replace("_", "-"),
    }
    return f"{app.builder.templates.render('paperreview/redirect.html', values)}{_MARK}"


def is_redirect(path: Path) -> bool:
    """Return whether a file is a page that this module wrote."""
    try:
        return path.read_bytes().endswith(_MARK.encode())
    except OSError:
        return False


def setup(app: Sphinx) -> None:
    """Plan when the pages are known, write when those that moved are gone."""
    app.connect("env-updated", on_env_updated, priority=650)
    app.connect("paperreview-files", on_paperreview_files)
