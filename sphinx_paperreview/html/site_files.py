"""Files that belong to the site and to no page: written last, and only where they are new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.html.exports import build_exports
from sphinx_paperreview.html.feeds import build_feeds
from sphinx_paperreview.html.listings import find_extra_files
from sphinx_paperreview.html.llms import build_outline, build_twins
from sphinx_paperreview.html.recipes import Recipe
from sphinx_paperreview.html.sitemap import build_robots, build_sitemap, find_foreign_files
from sphinx_paperreview.links import has_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def on_paperreview_files(app: Sphinx) -> set[str]:
    """Write the files, and return the names of all that are to stay."""
    files: dict[str, bytes | Recipe] = {
        **build_outline(app),
        **build_twins(app),
        **build_exports(app),
    }
    # Feeds and sitemaps hold absolute addresses only; that a site has none is said elsewhere.
    if app.config.html_baseurl:
        files |= {**build_feeds(app), **build_sitemap(app), **build_robots(app)}
    taken = find_extra_files(app)
    domain = find_domain(app.env)
    for name in sorted(files.keys() & taken):
        logger.info("%s: the file of html_extra_path is used", name)
        # The next build says so, too.
        domain.facts = ""
    for name in sorted(files.keys() - taken):
        item = files[name]
        if not isinstance(item, Recipe):
            write_file(app, name, item)
            continue
        domain.made[name] = item.key
        if domain.old_made.get(name) != item.key or not has_file(app.outdir, name):
            write_file(app, name, item.make())
    others, old_files = taken | find_foreign_files(app), domain.old_files
    # What was ours once and is another's now must not be removed as a leftover.
    return (files.keys() - taken) | (others & old_files)


def write_file(app: Sphinx, name: str, content: bytes) -> None:
    """Write a file, unless it has this content."""
    path = Path(app.outdir, name)
    if path.is_dir():
        logger.info("%s: a page has this address; the file is not written", name)
    elif not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def setup(app: Sphinx) -> None:
    """Join in when all pages are written."""
    app.connect("paperreview-files", on_paperreview_files)
