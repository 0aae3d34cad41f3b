"""Addresses on the web, as any program takes them."""

from __future__ import annotations

import re

from sphinx_paperreview.core.review import clean_text

#: What RFC 3986 lets an address hold.
_SAFE = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


def quote_address(address: str) -> str:
    """Return an address with all that it may not hold percent-encoded: blanks, braces, Hangul."""
    parts = re.split(f"({_SAFE.pattern})", clean_text(address))
    return "".join(part if _SAFE.fullmatch(part) else _quote(part) for part in parts)


def _quote(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))
