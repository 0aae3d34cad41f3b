"""A process that builds sites, each in a fork of its own: alone as sphinx-build, but warm.

Reads one request a line from its standard input, and answers with one line; see :func:`build`.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

#: What the warning up imports; what else a build imports may do work when it is imported.
LIBRARIES = (
    "babel", "docutils", "jinja2", "markdown_it", "mdit_py_plugins", "myst_parser", "pygments",
    "sphinx", "sphinx_design", "sphinx_paperreview", "sphinxcontrib", "yaml", "xml", "html",
    "concurrent", "multiprocessing", "email", "tomllib", "zoneinfo", "furo", "pydata_sphinx_theme",
)  # fmt: skip


class StoppedError(Exception):
    """What a handler of an event raises where a build is to fail."""


def main() -> None:
    """Answer until nobody asks any more."""
    warm_up()
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(fork(json.loads(line))), flush=True)


def fork(request: dict[str, Any]) -> dict[str, Any]:
    """Build in a process of its own, which may be killed."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "warnings")
        pid = os.fork()
        if not pid:
            # A group of its own: where it is killed, so are the processes that it started.
            os.setpgid(0, 0)
            code = 2
            try:
                with log.open("w", encoding="utf-8") as warnings:
                    code = build(request, warnings)
            except BaseException:  # noqa: BLE001 - everything is told, nothing is kept
                log.write_text(traceback.format_exc(), "utf-8")
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        return {"code": code, "warnings": log.read_text("utf-8") if log.is_file() else ""}


def build(request: dict[str, Any], warnings: Any) -> int:
    """Build once; ``stop`` names an event, how often it is let through, and how it ends."""
    from sphinx.application import Sphinx
    from sphinx.util.console import nocolor

    nocolor()
    app = Sphinx(
        request["source"], request["source"], request["outdir"], request["doctrees"],
        request["builder"], status=None, warning=warnings, parallel=request["jobs"],
    )  # fmt: skip
    if request.get("stop"):
        stop(app, **request["stop"])
    try:
        app.build()
    except Exception:
        if request.get("stop"):
            return 1
        raise
    return app.statuscode


def stop(app: Any, event: str, count: int, priority: int, how: str) -> None:
    """Let an event through *count* times, then end the build by a signal or an exception."""
    seen = 0

    def on_event(*args: Any) -> None:
        nonlocal seen
        seen += 1
        if seen > count:
            if how == "kill":
                os.killpg(0, signal.SIGKILL)
            raise StoppedError(event)

    app.connect(event, on_event, priority=priority)


def warm_up() -> None:
    """Import what a build imports, so that forks need not; nothing is built in this process."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.mkdir()
        conf = 'extensions = ["sphinx_paperreview"]\nhtml_theme = "sphinx_paperreview"\n'
        (source / "conf.py").write_text(conf, "utf-8")
        (source / "index.md").write_text("# A\n\n```python\n1\n```\n", "utf-8")
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            places = {"outdir": f"{folder}/html", "doctrees": f"{folder}/doctrees"}
            request = {"source": str(source), "builder": "dirhtml", "jobs": 1, **places}
            with Path(os.devnull).open("w", encoding="utf-8") as warnings:
                build(request, warnings)
            os.write(writer, json.dumps(sorted(sys.modules)).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as names:
            modules = json.load(names)
        os.waitpid(pid, 0)
    for name in modules:
        if name.partition(".")[0] in LIBRARIES:
            try:
                importlib.import_module(name)
            except ImportError:
                continue


if __name__ == "__main__":
    main()
