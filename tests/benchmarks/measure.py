"""What one build costs: CPU seconds of all its processes, and the memory of the largest."""

from __future__ import annotations

import compileall
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

#: What ``pip install`` writes anew where a cached build starts on a fresh machine.
INSTALLED = ("sphinx_paperreview", "sphinx", "myst_parser", "docutils", "sphinx_design")


@dataclass(frozen=True)
class Cost:
    """What a build used."""

    #: CPU seconds, user and system, of the process and all that it started
    cpu: float
    #: largest resident set of one process, in MiB
    memory: float
    #: seconds on the clock
    wall: float


def build(options: list[str], packages: Path | None = None) -> Cost:
    """Run sphinx-build; *packages* come before what is installed."""
    return run(["-m", "sphinx", *options], packages)


def run(
    arguments: list[str], packages: Path | None = None, output: IO[str] | int = subprocess.DEVNULL
) -> Cost:
    """Run Python in a process of its own, and return what it cost."""
    # The checkout that is measured is the one that this process imports, wherever it is run from.
    paths = [str(packages or ""), str(find_package("sphinx_paperreview").parent)]
    env = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    env["PYTHONPATH"] = os.pathsep.join([*filter(None, paths)])
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=output, env=env, cwd="/")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"stopped with {process.returncode}: python {' '.join(arguments)}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, wall)


def install(folder: Path) -> Path:
    """Copy the packages that a build uses to one place, so that all their files are new."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in INSTALLED:
        ignored = shutil.ignore_patterns("__pycache__")
        # copyfile leaves the times behind, as an installer does.
        shutil.copytree(
            find_package(name), folder / name, copy_function=shutil.copyfile, ignore=ignored
        )
    compileall.compile_dir(folder, quiet=2)
    return folder


def find_package(name: str) -> Path:
    """Return the folder of an importable package."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent
