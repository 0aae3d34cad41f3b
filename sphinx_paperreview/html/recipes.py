"""Files that are made anew only where what they are made of is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a file is made; two recipes with one key make the same bytes."""

    key: str
    make: Callable[[], bytes]
