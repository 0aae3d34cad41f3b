"""Small sites written by tests: built, looked at, changed, built again."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from sphinx.application import Sphinx

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: What Sphinx writes in another way at each build, and what is no page.
_OWN = (".buildinfo", ".buildinfo.bak", ".doctrees")


@dataclass
class Build:
    """What one build left."""

    outdir: Path
    warnings: str
    status: str
    app: Sphinx | None = None

    def text(self, name: str) -> str:
        return (self.outdir / name).read_text("utf-8")

    def html(self, name: str) -> Element:
        return html5lib.parse(self.text(name), namespaceHTMLElements=False)

    def has(self, name: str) -> bool:
        return (self.outdir / name).is_file()

    @property
    def files(self) -> dict[str, bytes]:
        """All pages and assets, by name."""
        return {
            path.relative_to(self.outdir).as_posix(): path.read_bytes()
            for path in sorted(self.outdir.rglob("*"))
            if path.is_file() and not set(path.relative_to(self.outdir).parts) & set(_OWN)
        }

    def reviews(self) -> Mapping[str, Any]:
        assert self.app is not None
        return self.app.env.domains["paper"].reviews


@dataclass
class Site:
    """A project in a folder of its own."""

    folder: Path
    apps: list[SphinxTestApp] = field(default_factory=list)

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def write(self, files: Mapping[str, str | bytes | None], **conf: Any) -> Site:
        """Write files, remove those that are None; *conf* becomes the lines of conf.py."""
        for name, content in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(dedent(content).lstrip("\n"), "utf-8")
        if conf or not (self.source / "conf.py").exists():
            conf.setdefault("extensions", ["sphinx_paperreview"])
            lines = [f"{name} = {value!r}\n" for name, value in conf.items()]
            (self.source / "conf.py").write_text("".join(lines), "utf-8")
        return self

    def build(self, builder: str = "html", out: str = "build", **overrides: Any) -> Build:
        """Build in this process."""
        app = SphinxTestApp(
            builder, srcdir=self.source, builddir=self.folder / out, confoverrides=overrides
        )
        self.apps.append(app)
        app.build()
        app.cleanup()
        return Build(
            app.outdir,
            _COLOURS.sub("", app.warning.getvalue()),
            _COLOURS.sub("", app.status.getvalue()),
            app,
        )

    def run(self, *options: str, builder: str = "html", out: str = "run") -> tuple[int, Build]:
        """Build in a process of its own."""
        folder = self.folder / out
        command = [
            sys.executable, "-m", "sphinx", "-b", builder, "-d", f"{folder}/doctrees", *options,
            str(self.source), f"{folder}/{builder}",
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, encoding="utf-8",
            env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        )  # fmt: skip
        return done.returncode, Build(folder / builder, done.stderr, done.stdout)


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[Callable[[str], Site]]:
    """Return a function that makes an empty project with a name."""
    sites: list[Site] = []

    def make(name: str) -> Site:
        sites.append(Site(tmp_path / name))
        sites[-1].source.mkdir(parents=True)
        return sites[-1]

    yield make
    for app in (app for site in sites for app in site.apps):
        app.cleanup()


@pytest.fixture
def site(make_site: Callable[[str], Site]) -> Site:
    """Return an empty project."""
    return make_site("site")
