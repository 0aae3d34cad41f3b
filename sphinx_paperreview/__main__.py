"""``python -m sphinx_paperreview`` is the command ``sphinx-paperreview``."""

from __future__ import annotations

import sys

from sphinx_paperreview.cli import main

sys.exit(main())
