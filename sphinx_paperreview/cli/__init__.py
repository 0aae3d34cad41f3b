"""The command ``sphinx-paperreview``: looking after the sources of a site."""

from __future__ import annotations

import argparse
import io
import sys
from typing import TYPE_CHECKING

from sphinx_paperreview.cli import tags

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command: 0 for nothing to say, 1 for something found, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="sphinx-paperreview", description="Look after the sources of a site of paper reviews."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for room in (tags,):
        room.add_parser(commands)
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that has no Hangul must not end the command.
        sys.stdout.reconfigure(errors="backslashreplace")
    status: int = options.run(options, parser)
    return status
