"""Drafts and posts of the future: taken out before anything of theirs is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.reading import find_published, is_draft, is_future
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.frontmatter import read_flow, read_front_matter
from sphinx_paperreview.settings import Settings, read_settings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
_FIELD = re.compile(r"^:(\w+):[ \t]*(.*)$", re.M)


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take out what is not to be published; nothing else is read again for it."""
    settings = read_settings(app.config)
    now = settings.clock
    withheld = {
        docname: reason
        for docname in sorted(added | changed)
        if (reason := find_reason(docname, env.doc2path(docname), settings, now))
    }
    for docname, review in find_domain(env).reviews.items():
        is_early = review.published is not None and is_future(review.published, now)
        if docname not in changed and is_early and not settings.build_future:
            withheld[docname] = "future"
    for docname in withheld:
        for docnames in (env.found_docs, added, changed):
            docnames.discard(docname)
        if docname in env.all_docs:
            removed.add(docname)
    if withheld:
        drafts = sum(reason == "draft" for reason in withheld.values())
        logger.info("left out: drafts %s, future posts %s", drafts, len(withheld) - drafts)
    return []


def find_reason(docname: str, path: Path, settings: Settings, now: datetime) -> str | None:
    """Return why a page is not published, None where it is."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    front, _ = read_front_matter(text)
    if not front.values and text.lstrip().startswith(":"):
        block = text.lstrip().partition("\n\n")[0]
        front = Fields(values={key: read_flow(value) for key, value in _FIELD.findall(block)})
    if not settings.build_drafts and is_draft(front):
        return "draft"
    published = find_published(docname, front, settings.tzinfo)
    if not settings.build_future and published is not None and is_future(published, now):
        return "future"
    return None


def setup(app: Sphinx) -> None:
    """Look at files before Sphinx reads them."""
    app.connect("env-get-outdated", on_env_get_outdated)
