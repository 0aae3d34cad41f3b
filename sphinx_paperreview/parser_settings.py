"""Settings of the Markdown parser, which docutils would make anew for each page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.frontend import OptionParser, get_default_settings
from myst_parser.parsers.sphinx_ import MystParser

if TYPE_CHECKING:
    from docutils.nodes import document as Document  # noqa: N812 - a class

#: The setting that keeps docutils from reading files of settings.
_NO_FILES = "_disable_config"


class PreparedParser(MystParser):
    """MyST-Parser, with the values of its settings in the place of their definitions.

    These are needed to read a ``docutils.conf``: where there is one, all is as before.
    """

    def __init__(self) -> None:
        """Prepare for a page."""
        super().__init__()
        files = OptionParser.get_standard_config_files()
        if not any(Path(name).is_file() for name in files):
            # There is no file to be read, so docutils need not look for one.
            values = {**find_defaults(), _NO_FILES: True}
            vars(self).update(settings_spec=(), settings_default_overrides=values)

    def parse(self, inputstring: str, document: Document) -> None:
        """Parse a page; that nobody looked for files is not said in its tree."""
        setattr(document.settings, _NO_FILES, None)
        super().parse(inputstring, document)


@lru_cache(maxsize=1)
def find_defaults() -> dict[str, Any]:
    """Return what MyST-Parser's settings are where nobody sets them."""
    common = vars(get_default_settings())
    values = vars(get_default_settings(MystParser))
    return {name: value for name, value in values.items() if name not in common}
