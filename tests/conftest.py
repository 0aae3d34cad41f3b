"""What tests of built pages share: the example site, a browser and a server."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser

EXAMPLE = Path(__file__).parents[1] / "example_site"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def find_program(*names: str) -> str:
    """The path of the first of these programs that is there, empty where none is."""
    return next((path for path in map(shutil.which, names) if path), "")


@pytest.fixture(scope="session")
def require() -> Callable[..., str]:
    """A function that finds a program; without one the test is skipped, in CI it fails."""

    def require(*names: str) -> str:
        if path := find_program(*names):
            return path
        reason = f"none of these programs is installed: {', '.join(names)}"
        print(reason)
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return require


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that builds a folder as a reader would, where every warning is an error."""

    def build(source: Path, builder: str = "dirhtml") -> Path:
        out = tmp_path_factory.mktemp(f"{source.name}-{builder}")
        doctrees = tmp_path_factory.mktemp("doctrees")
        command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(doctrees)]
        command += ["-W", "--keep-going", "-n", str(source), str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return out

    return build


@pytest.fixture(scope="session")
def example_site(build_site: Callable[..., Path]) -> Callable[[str], Path]:
    """A function that gives the folder of the built example site, built once a builder."""

    @functools.cache
    def example_site(builder: str) -> Path:
        return build_site(EXAMPLE, builder)

    return example_site


@pytest.fixture(scope="session")
def browser(require: Callable[..., str]) -> Iterator[Browser]:
    """The Chromium of the system."""
    executable = require(*BROWSERS)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(BROWSER_OPTIONS))
        yield browser
        browser.close()


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a plain host does: `404.html` where there is none."""

    #: headers of every answer
    extra: Mapping[str, str] = {}

    def end_headers(self) -> None:
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


@contextmanager
def open_server(
    folder: Path,
    handler: type[http.server.SimpleHTTPRequestHandler] = SiteHandler,
    **headers: str,
) -> Iterator[str]:
    """Serve a folder on a free port while the context lasts; its address ends with a slash."""
    kind = type("Handler", (handler,), {"extra": headers})
    make = functools.partial(kind, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """A function that serves a folder, with a handler and headers, and gives its address."""
    with ExitStack() as servers:
        yield functools.cache(
            lambda folder, **options: servers.enter_context(open_server(folder, **options))
        )
