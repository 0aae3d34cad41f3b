"""Addresses on the web, as any program takes them."""

from __future__ import annotations

import re

from sphinx_paperreview.core.review import clean_text

#: What RFC 3986 lets no address hold.
_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def quote_address(address: str) -> str:
    """Return an address with all that it may not hold percent-encoded: blanks, braces, Hangul."""
    return _UNSAFE.sub(_quote, clean_text(address))


def _quote(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
