"""What the values of conf.py must be like: each check returns what to write instead, or None."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.core.dates import DateError, parse_moment, parse_timezone

if TYPE_CHECKING:
    from collections.abc import Callable

_PATH_KINDS = ("tags", "categories", "authors", "venues", "archive", "reviewers")
_SEARCHES = ("sphinx", "none")
_NO_ADDRESS = set('\\?#%:*"<>| ')


def check_positive(value: int) -> str | None:
    """Check a number that counts things."""
    return None if value > 0 else "write a number above 0"


def check_unknown_tags(value: str) -> str | None:
    """Check what is done about tags that the taxonomy does not name."""
    return None if value in ("allow", "warn", "error") else "write 'allow', 'warn' or 'error'"


def check_kinds(*kinds: str) -> Callable[[Any], str | None]:
    """Return a check of what is wanted: all, nothing or some kinds."""

    def check(value: Any) -> str | None:
        if isinstance(value, bool) or all(item in kinds for item in value):
            return None
        return f"write True, False or a list of {', '.join(map(repr, kinds))}"

    return check


def check_search(value: str) -> str | None:
    """Check how readers search."""
    return None if value in _SEARCHES else f"write one of {', '.join(map(repr, _SEARCHES))}"


def check_feed_content(value: str) -> str | None:
    """Check what feeds hold of a post."""
    return None if value in ("description", "full") else "write 'description' or 'full'"


def check_scale(value: list[float]) -> str | None:
    """Check the two ends of a scale."""
    numbers = [number for number in value if isinstance(number, (int, float))]
    is_scale = len(value) == 2 and len(numbers) == 2 and numbers[0] < numbers[1]  # noqa: PLR2004
    return None if is_scale else "write worst and best value, such as [1, 5]"


def check_timezone(value: str) -> str | None:
    """Check the name of a time zone."""
    try:
        parse_timezone(value)
    except ValueError:
        return "write a name like 'Asia/Seoul', 'UTC' or '+09:00'"
    return None


def check_now(value: str | None) -> str | None:
    """Check the time of the build."""
    try:
        if value is not None:
            parse_moment(value, UTC)
    except DateError:
        return "write an ISO date-time like '2025-10-02T12:00:00+09:00'"
    return None


def check_texts(value: list[str]) -> str | None:
    """Check a list of texts."""
    return None if all(isinstance(item, str) for item in value) else "write a list of texts"


def check_disclaimers(value: dict[str, str]) -> str | None:
    """Check notices by their names."""
    pairs = [*value.keys(), *value.values()]
    return check_texts(pairs) and "write a dict of texts, such as {'draft-notes': 'Rough notes.'}"


def check_paths(value: dict[str, str | None]) -> str | None:
    """Check the addresses of listings."""
    for kind, path in value.items():
        if kind not in _PATH_KINDS:
            return f"{kind!r} is none of {', '.join(_PATH_KINDS)}"
        if path is not None and not _is_path(path):
            return f"{path!r} is no address: write one like 'tags', or None"
    return None


def _is_path(path: object) -> bool:
    if not isinstance(path, str) or _NO_ADDRESS & set(path):
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))
