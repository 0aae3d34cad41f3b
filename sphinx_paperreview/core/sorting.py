"""The order of names that readers look through."""

from __future__ import annotations

import re
import unicodedata

#: Scripts that stand before Latin where they are the language's own (CLDR, ``reorder``).
_OWN_SCRIPTS = {
    "ko": re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "zh": re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"),
}


def build_sort_key(name: str, language: str) -> tuple[bool, str]:
    """Return what sorts names: by case-folded code points, the language's own script first."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    own = _OWN_SCRIPTS.get(re.split("[-_]", language)[0].lower())
    return own is None or own.match(folded) is None, folded
