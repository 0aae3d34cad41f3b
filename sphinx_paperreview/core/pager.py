"""The row of page numbers under a list."""

from __future__ import annotations

from sphinx_paperreview.core.records import record

#: Pages shown one by one before the row of numbers is shortened.
_ALL_SHOWN = 5


@record
class PagerView:
    """The row of page numbers; a number without page is the current one, 0 a gap."""

    numbers: tuple[tuple[int, str | None], ...] = ()
    previous: str | None = None
    next: str | None = None


def build_pager(pages: tuple[str, ...], number: int) -> PagerView | None:
    """Return the row of page numbers, None for a single page."""
    total = len(pages)
    if total < 2:
        return None
    if total <= _ALL_SHOWN:
        shown = list(range(1, total + 1))
    else:
        middle = range(max(2, number - 1), min(total - 1, number + 1) + 1)
        before = [0] if number > 3 else []
        after = [0] if number < total - 2 else []
        shown = [1, *before, *middle, *after, total]
    numbers = tuple((n, pages[n - 1] if n not in (0, number) else None) for n in shown)
    previous = pages[number - 2] if number > 1 else None
    following = pages[number] if number < total else None
    return PagerView(numbers=numbers, previous=previous, next=following)
