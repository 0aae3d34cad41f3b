"""Posts in lists as HTML: each is rendered once, however many lists it is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from sphinx_paperreview.core.views import ListingView

_TEMPLATE = "paperreview/entry.html"
_RENDERED = "entries"
#: Around the name of a page whose address each list has in its own way; no text holds these.
_LINK = re.compile("\x01([^\x02]*)\x02")


def render_entries(app: Sphinx, listing: ListingView, link: Callable[[str], str]) -> Markup:
    """Return the entries of a list.

    :param link: the address of a page as seen from the list
    """

    def place(match: re.Match[str]) -> str:
        return str(Markup.escape(link(match[1])))

    parts = (_LINK.sub(place, text) for text in _render_all(app, listing))
    return Markup("".join(parts))  # noqa: S704 - a template escaped what authors wrote


def _render_all(app: Sphinx, listing: ListingView) -> Iterator[str]:
    rendered: dict[str, str] = find_domain(app.env).kept.setdefault(_RENDERED, {})
    for entry in listing.entries:
        if entry.name not in rendered:
            values = {"entry": entry, "link": lambda page: f"\x01{page}\x02", "_": _}
            rendered[entry.name] = app.builder.templates.render(_TEMPLATE, values)
        yield rendered[entry.name]
