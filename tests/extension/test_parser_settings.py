"""The parser's settings are those that docutils would make, and a docutils.conf is heeded."""

from __future__ import annotations

import pickle
import warnings

import pytest
from docutils.frontend import get_default_settings
from myst_parser.parsers.sphinx_ import MystParser

from sphinx_paperreview.markdown import PaperMystParser

RAW = "# Home\n\n```{raw} html\n<b>raw</b>\n```\n"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_values_are_those_of_myst_parser():
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        theirs, ours = (
            vars(get_default_settings(parser)) for parser in (MystParser(), PaperMystParser())
        )
    # An object of each run, which is equal to no other.
    assert {name for name in theirs | ours if theirs.get(name) != ours.get(name)} <= {
        "record_dependencies",
        # Taken back when a page is parsed; the next test sees to that.
        "_disable_config",
    }
    assert PaperMystParser().settings_spec == ()


def test_trees_keep_the_settings_that_sphinx_gives_them(site):
    _, build = site.write({"index.md": "# Home\n", "about.rst": ":orphan:\n\nAbout\n=====\n"}).run()
    trees = [pickle.loads(path.read_bytes()) for path in build.outdir.parent.rglob("*.doctree")]
    assert [tree.settings._disable_config for tree in trees] == [None, None]


def test_a_file_of_settings_is_heeded(site):
    _, build = site.write({"index.md": RAW}).run()
    assert "<b>raw</b>" in build.text("index.html")
    site.write({"docutils.conf": "[parsers]\nraw_enabled: no\n"})
    _, build = site.run()
    assert "<b>raw</b>" not in build.text("index.html")
    assert '"raw" directive disabled' in build.warnings
