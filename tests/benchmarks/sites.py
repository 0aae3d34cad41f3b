"""The two sites that are compared: what plain Sphinx is given, and what this project is given."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus import Corpus, edit_body, write_corpus, write_review

from sphinx_paperreview.settings import Settings

#: Both are written in Korean, at one address, and say no word about what they leave out.
COMMON = {
    "project": "Reviews",
    "language": "ko",
    "html_baseurl": "https://example.org/reviews/",
}
PLAIN = {"extensions": ["myst_parser"], "html_theme": "basic"}
OURS = {
    "extensions": ["sphinx_paperreview"],
    "html_theme": "sphinx_paperreview",
    "paperreview_now": "2030-01-01T00:00:00Z",
    "paperreview_feeds": ["site", "category", "tag"],
}
#: What is switched off in ours unless it is measured with it.
SEARCH = "paperreview_search"


@dataclass
class Site:
    """One side of the comparison: a source folder and what is built from it."""

    folder: Path
    corpus: Corpus
    is_plain: bool
    conf: dict[str, Any]

    @property
    def source(self) -> Path:
        """The folder of the sources."""
        return self.folder / "source"

    @property
    def options(self) -> list[str]:
        """What sphinx-build is called with."""
        names = ("doctrees", "source", "html")
        doctrees, source, outdir = (str(self.folder / name) for name in names)
        return ["-q", "-b", "dirhtml", "-j", "1", "-d", doctrees, source, outdir]

    def write(self) -> None:
        """Write all sources anew, as a checkout does."""
        shutil.rmtree(self.source, ignore_errors=True)
        write_corpus(self.corpus, self.source, is_plain=self.is_plain)
        lines = [f"{name} = {value!r}\n" for name, value in self.conf.items()]
        (self.source / "conf.py").write_text("".join(lines), "utf-8")

    def clean(self) -> None:
        """Remove what builds wrote."""
        for name in ("doctrees", "html"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def edit(self, turn: int) -> None:
        """Change the text of one review."""
        number = (turn * 7919) % self.corpus.count
        edit_body(self.corpus, self.source, number, turn, is_plain=self.is_plain)

    def add(self, turn: int) -> None:
        """Write one more review."""
        review = self.corpus.build(self.corpus.count + turn)
        write_review(review, self.source, is_plain=self.is_plain)

    def save(self) -> None:
        """Keep what was built, as a cache does, with its times."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        for name in ("doctrees", "html"):
            shutil.copytree(self.folder / name, self.folder / "cache" / name)

    def restore(self) -> None:
        """Bring back what was kept."""
        self.clean()
        for name in ("doctrees", "html"):
            shutil.copytree(self.folder / "cache" / name, self.folder / name)


def make_plain(folder: Path, corpus: Corpus) -> Site:
    """Return a site of Sphinx, MyST and the theme ``basic``, and nothing else."""
    return Site(folder, corpus, is_plain=True, conf={**COMMON, **PLAIN})


def make_ours(folder: Path, corpus: Corpus, *, has_search: bool = False) -> Site:
    """Return a site with all that this project does; its search is measured apart."""
    conf = {**COMMON, **OURS}
    known = {f"paperreview_{item.name}" for item in fields(Settings)}
    if not has_search and SEARCH in known:
        conf[SEARCH] = "none"
    return Site(folder, corpus, is_plain=False, conf=conf)
