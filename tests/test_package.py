"""What is in the wheel and in the sdist: all that runs, and all that tests it."""

from __future__ import annotations

import email
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "sphinx_paperreview"
#: What a site cannot do without, beside the modules.
DATA = (
    "locale/ko/LC_MESSAGES/paperreview.mo",
    "locale/ko/LC_MESSAGES/paperreview.po",
    "locale/paperreview.pot",
    "py.typed",
    "schema/reviews.schema.json",
    "static/paperreview-copy.js",
    "static/paperreview.css",
    "templates/paperreview/masthead.html",
    "theme/sphinx_paperreview/layout.html",
    "theme/sphinx_paperreview/static/theme.css.jinja",
    "theme/sphinx_paperreview/theme.toml",
)
LEFTOVERS = {"__pycache__", "_build", ".tox", ".venv", ".pytest_cache", ".mypy_cache"}


def build(kind: str, folder: Path, project: Path) -> Path:
    """Build as installers do, without a network."""
    code = f"import sys; from flit_core import buildapi; buildapi.build_{kind}(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=project)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    path = build("wheel", tmp_path_factory.mktemp("wheel"), PROJECT)
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """Return the folder that the sdist unpacks to."""
    path = build("sdist", tmp_path_factory.mktemp("sdist"), PROJECT)
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    return top


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not LEFTOVERS & set(path.relative_to(folder).parts)
    }


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel):
    names = [PurePosixPath(name) for name in wheel.namelist()]
    parts = {name.parts[0]: set() for name in names}
    for name in names:
        parts[name.parts[0]].add("/".join(name.parts[1:]))
    package = parts.pop(PACKAGE.name)
    assert package == files_of(PACKAGE)
    assert package >= set(DATA)
    assert [name.endswith(".dist-info") for name in parts] == [True]


def test_the_wheel_says_what_it_is(wheel):
    names = {PurePosixPath(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    metadata = email.message_from_bytes(wheel.read(names["METADATA"]))
    assert metadata["Name"] == "sphinx-paperreview"
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "LICENSE" in names
    entry_points = wheel.read(names["entry_points.txt"]).decode()
    assert "[sphinx.html_themes]" in entry_points
    assert "sphinx_paperreview" in entry_points


def test_the_sdist_holds_all_that_builds_and_tests(sdist):
    names = {path.relative_to(sdist).as_posix() for path in sdist.rglob("*") if path.is_file()}
    for folder in ("sphinx_paperreview", "tests", "example_site", ".ci", ".github"):
        here = {f"{folder}/{name}" for name in files_of(PROJECT / folder)}
        assert {name for name in names if name.startswith(f"{folder}/")} == here
    documents = ("LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "tox.ini")
    assert names >= {*documents, "pyproject.toml"}


def test_the_sdist_gives_the_same_wheel(sdist, wheel, tmp_path):
    with zipfile.ZipFile(build("wheel", tmp_path, sdist)) as archive:
        assert {i.filename: i.CRC for i in archive.infolist()} == {
            i.filename: i.CRC for i in wheel.infolist()
        }
