"""What can be wrong with a site, under which name it is reported, and the one way to report it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger(__name__)


class Problem(Enum):
    """A warning subtype (``paperreview.<subtype>``) and what it means."""

    ADDRESS = ("address", "two pages want one address, or an address cannot be used")
    AUTHORS = ("authors", "a list of names that is probably read in another way than meant")
    CATEGORY = ("category", "a category that the taxonomy does not know")
    CONFIG = ("config", "a paperreview_* value that cannot be used; its default is used")
    DATE = ("date", "a date that cannot be read, or had to be repaired")
    DIRECTIVE = ("directive", "a directive or role of this extension that cannot be understood")
    DRAFT = ("draft", "a reference to a page that is held back; its name is printed as text")
    DUPLICATE = ("duplicate", "one thing is said twice: two reviews of a paper, a key, a value")
    ENCODING = ("encoding", "a file that is not UTF-8 text; it is left out")
    FIELD = ("field", "a front matter value of the wrong kind")
    FILE_NAME = ("filename", "a file whose name cannot become a page's; it is left out")
    FRONT_MATTER = ("frontmatter", "front matter that is not YAML, or not a mapping")
    GLYPH = ("glyph", "a character that no font of social cards has; it is left out of the picture")
    IDENTIFIER = ("identifier", "an arXiv id, DOI or other id that cannot be right")
    MATH = ("math", "a formula that cannot be made MathML; its source is shown")
    RAW_EMPHASIS = ("raw_emphasis", "emphasis marks that are printed as they stand")
    REFERENCE = ("reference", "a review, tag, category or author that is not there")
    TAXONOMY = ("taxonomy", "a part of taxonomy.toml that cannot be used")
    TITLE = ("title", "a title that is missing or said twice in different words")

    UNKNOWN_TAG = ("unknown_tag", "a tag that the taxonomy does not name, where it should")

    def __init__(self, subtype: str, meaning: str) -> None:
        self.subtype = subtype
        self.meaning = meaning


def report(
    problem: Problem, message: str, location: str | tuple[str, int | None] | Node | None = None
) -> None:
    """Warn the author: what is wrong, where, and what to write instead.

    Before the environment exists a location must be a ready ``path:line`` string.
    """
    logger.warning("%s", message, type="paperreview", subtype=problem.subtype, location=location)
