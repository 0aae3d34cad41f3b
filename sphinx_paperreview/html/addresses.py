"""Absolute addresses of pages and files, and which of them are not for the public yet."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from sphinx_paperreview.core.fields import Fields
from sphinx_paperreview.core.reading import is_draft, is_future
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import build_target
from sphinx_paperreview.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


def build_page_address(app: Sphinx, page: str) -> str:
    """Return the absolute address of a page, empty without ``html_baseurl``."""
    return _join(app, quote(build_target(app.builder, page), safe="/%#"))


def build_file_address(app: Sphinx, name: str) -> str:
    """Return the absolute address of a file in the output folder, empty without a base."""
    return _join(app, quote(name))


@lru_cache(maxsize=8)
def quote_address(address: str) -> str:
    """Return an address that an author wrote as browsers send it, in ASCII."""
    parts = urlsplit(address)
    host = parts.netloc
    # A host that nobody can ask is the author's to mend.
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return urlunsplit(parts._replace(netloc=host, path=path))


def find_early(app: Sphinx, pages: Iterable[str]) -> frozenset[str]:
    """Return which pages are shown before their time, as a build with drafts does."""
    settings, reviews = read_settings(app.config), find_domain(app.env).library.reviews
    if not settings.build_drafts and not settings.build_future:
        return frozenset()
    now = settings.clock

    def is_early(page: str) -> bool:
        review = reviews.get(page)
        if review is None:
            return is_draft(Fields(values=app.env.metadata.get(page, {})))
        return review.is_draft or bool(review.published and is_future(review.published, now))

    return frozenset(filter(is_early, pages))


def _join(app: Sphinx, target: str) -> str:
    base = quote_address(app.config.html_baseurl)
    return f"{base.removesuffix('/')}/{target}" if base else ""
