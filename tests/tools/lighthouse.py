"""Let Lighthouse look at the built example site as a phone sees it, and fail below the marks.

Needs Node and Chromium; the site is served compressed. The median of several runs counts, as one
run hangs on what else the machine does::

    python tests/tools/lighthouse.py folder-of-the-built-site
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import BROWSERS, SiteHandler, find_program, open_server

#: The newest that runs on Node 18 and 20.
PACKAGE = "lighthouse@12.8.2"
MARKS = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = ("article", "home", "category")
ADDRESSES = json.loads(Path(__file__).parents[1].joinpath("data/geometry.json").read_text("utf-8"))[
    "pages"
]
COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt")


class CompressingHandler(SiteHandler):
    """Serves texts as any host does: compressed, and kept by the browser."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or path.suffix not in COMPRESSED:
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def main() -> None:
    """Measure, print a table, and fail where a page is below a mark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    environment = {**os.environ, "CHROME_PATH": find_program(*BROWSERS)}
    below = []
    print(f"{'':10}", *(f"{name:>15}" for name in MARKS))
    with open_server(arguments.site, CompressingHandler) as address:
        for page in PAGES:
            url = address + ADDRESSES[page]
            reports = [measure(url, environment) for _ in range(arguments.runs)]
            marks = {
                name: statistics.median(report["categories"][name]["score"] for report in reports)
                for name in MARKS
            }
            print(f"{page:10}", *(f"{mark * 100:15.0f}" for mark in marks.values()), flush=True)
            for name, least in MARKS.items():
                if round(marks[name] * 100) < least:
                    below.append(f"{page}: {name} is below {least}: {explain(reports[0], name)}")
    sys.exit("\n".join(below) or 0)


def measure(url: str, environment: dict[str, str]) -> dict:
    """Return the report of one run."""
    command = [
        find_program("npx"), "--yes", PACKAGE, url, "--quiet", "--output=json", "--output-path=stdout",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(MARKS)}",
    ]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout)


def explain(report: dict, category: str) -> str:
    """Return the names of the audits that took marks away."""
    references = report["categories"][category]["auditRefs"]
    audits = [report["audits"][item["id"]] for item in references if item["weight"]]
    found = [audit for audit in audits if audit["score"] is not None and audit["score"] < 1]
    return ", ".join(f"{audit['id']} ({audit.get('displayValue', '')})" for audit in found)


if __name__ == "__main__":
    main()
