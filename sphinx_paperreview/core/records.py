"""Records that are printed, hashed and stored by the thousand: frozen dataclasses without delay."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(kind: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots and keywords, printed and stored in one go.

    The methods of :mod:`dataclasses` ask for the fields anew at each record that is stored or read,
    and all of them are with each build that changes anything.
    """
    made: Any = dataclass(frozen=True, slots=True, kw_only=True, repr=False)(kind)
    names = [item.name for item in fields(made)]
    # The name of the class is there for records of one field, which would give no tuple.
    take: Callable[[object], tuple[object, ...]] = attrgetter("__class__.__name__", *names)
    puts = [getattr(made, name).__set__ for name in names]

    def unpack(self: object, state: tuple[object, ...]) -> None:
        for put, value in zip(puts, state[1:], strict=True):
            put(self, value)

    # Functions are bound to the record; the getter itself would not be.
    def pack(self: object) -> tuple[object, ...]:
        return take(self)

    made.__repr__ = lambda self: repr(take(self))
    made.__getstate__, made.__setstate__ = pack, unpack
    return made  # type: ignore[no-any-return] # a class of the same kind


def digest(view: object) -> str:
    """Return a name for what *view* says; equal views have equal names."""
    return hashlib.sha256(repr(view).encode("utf-8", "surrogatepass")).hexdigest()[:20]
