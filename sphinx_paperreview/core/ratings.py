"""Ratings and confidences, as ``7/10`` or as a number on the site's scale."""

from __future__ import annotations

import re

from sphinx_paperreview.core.records import record

_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,2})?"
_RATING = re.compile(rf"(?P<value>{_NUMBER})(?:\s*/\s*(?P<best>{_NUMBER}))?", re.ASCII)


class RatingError(ValueError):
    """A rating that cannot be read: one sentence with what to write."""


@record
class Rating:
    """A value on a scale (schema.org ``Rating``)."""

    #: as written, such as ``7`` or ``3.5``
    value: str
    best: str
    worst: str

    @property
    def printed(self) -> str:
        """The value and the best one, ``7/10``."""
        return f"{self.value}/{self.best}"


def parse_rating(text: str, scale: tuple[float, float]) -> Rating:
    """Return the rating that a text names.

    :param scale: worst and best value, for a number that names no best itself
    :raises RatingError: where the text is no rating, or one outside its scale
    """
    match = _RATING.fullmatch(text.strip())
    example = f"write a number from {scale[0]:g} to {scale[1]:g}, or one like 7/10"
    if match is None:
        raise RatingError(f"{text!r} is no rating: {example}")
    best = match["best"] or f"{scale[1]:g}"
    worst = f"{scale[0]:g}" if match["best"] is None else "0"
    if not float(worst) <= float(match["value"]) <= float(best) or float(best) <= 0:
        raise RatingError(f"{text!r} is outside its scale: {example}")
    return Rating(value=match["value"], best=best, worst=worst)
