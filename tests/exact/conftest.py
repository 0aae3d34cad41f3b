"""A site of which everything can be edited, and builders that are always warm."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

#: Drops this project, to see that plain Sphinx fails.
IS_PLAIN = bool(os.environ.get("PAPERREVIEW_EXACT_PLAIN"))
#: What Sphinx writes in another way at each build, and what is no page.
OWN = {".buildinfo", ".buildinfo.bak", ".doctrees"}
_REVIEW = '[[groups.categories]]\npath = "ai/review"\ntitle = "Review"\n'
_LLM = '[[groups.categories]]\npath = "ai/llm"\ntitle = "LLM"\n'
_GROUP_RELATIVE = '[tags."Group Relative"]\naliases = ["GRPO"]\nslug = "group"\n'
TAXONOMIES = (
    None,
    f'[[groups]]\ntitle = "AI"\n{_REVIEW}{_LLM}',
    f'[[groups]]\ntitle = "ML"\n{_LLM}{_GROUP_RELATIVE}',
    '[tags.GRPO]\ndescription = "About it."\nbroader = ["RL"]\n',
)
PARTS = {
    "_templates/layout.html": (
        None,
        '{% extends "!layout.html" %}{% block footer %}<p>One</p>{{ super() }}{% endblock %}',
        '{% extends "!layout.html" %}{% block footer %}<p>Two</p>{{ super() }}{% endblock %}',
    ),
    "_static/own.css": ("p { color: red }\n", "p { color: blue }\n", None),
    "_static/more.txt": ("More.\n", None),
    "taxonomy.toml": TAXONOMIES,
    "snippets/part.txt": ("Included.\n", "Included **anew**.\n"),
    "ai/review/index.md": (None, "# Reviews\n\nIntro.\n", "# All reviews\n\nIntro.\n"),
    "tags/grpo.md": (None, "# About GRPO\n\nText.\n"),
    "about.md": (
        "---\norphan: true\n---\n\n# About\n\nSee {doc}`docs/one`.\n",
        "---\norphan: true\n---\n\n# About us\n\nSee {doc}`docs/two` and [](index.md).\n",
    ),
    "docs/one.md": ("# One\n\nText.\n", "# One, renamed\n\n## Part\n\nText.\n", None),
    "docs/two.md": ("# Two\n\nText.\n", "# Two, renamed\n", None),
    "docs/index.md": (
        "# Docs\n\n```{toctree}\n:glob:\n\n*\n```\n",
        "# Docs\n\n```{toctree}\n:glob:\n:hidden:\n\n*\n```\n",
    ),
}


@dataclass(frozen=True)
class Post:
    """What a test says of a post."""

    title: str
    day: int = 1
    tags: tuple[str, ...] = ("GRPO",)
    category: str = ""
    draft: bool = False
    body: str = "Text."
    arxiv: str = ""
    pin: bool = False
    series: str = ""
    alias: str = ""
    picture: bool = False
    included: bool = False
    mentioned: str = ""

    def render(self) -> str:
        # From December on: the newest post is of one year or of the next.
        years, month = divmod(11 + (self.day - 1) // 28, 12)
        day = f"{2025 + years}-{month + 1:02}-{(self.day - 1) % 28 + 1:02}"
        front = [f"title: {self.title}", f"date: {day}", f"tags: [{', '.join(self.tags)}]"]
        front += [f"category: {self.category}"] * bool(self.category)
        front += ["draft: true"] * self.draft
        front += ["pin: true"] * self.pin
        front += [f"series: {self.series}"] * bool(self.series)
        front += [f"aliases: [{self.alias}]"] * bool(self.alias)
        parts = ["---", *front, "---", ""]
        parts += [f"# {self.title}\n"] if IS_PLAIN else [f":::{{paper-review}} {self.arxiv}\n:::\n"]
        parts += [f"{self.body}\n"]
        parts += ["![A picture](pic.png)\n"] * self.picture
        parts += ["```{include} /snippets/part.txt\n```\n"] * self.included
        if self.mentioned:
            role = "doc" if IS_PLAIN else "review"
            parts += [f"See {{{role}}}`/{self.mentioned}`.\n"]
        return "\n".join(parts)


@dataclass
class Forge:
    """A process that builds, see forge.py."""

    process: subprocess.Popen[str]

    def start(self, request: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def finish(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


def open_forge(seed: int) -> Forge:
    path = Path(__file__).with_name("forge.py")
    # Sets are in another order in each of them, as they are in builds of different days.
    env = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, str(path)], env=env,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    return Forge(process)


@dataclass
class EditedSite:
    """A site, its posts, and what was built from it step by step."""

    folder: Path
    forges: tuple[Forge, Forge]
    theme: str
    jobs: int = 1
    posts: dict[str, Post] = field(default_factory=dict)
    conf: dict[str, Any] = field(default_factory=dict)
    clean_count: int = 0
    #: the last post that was changed, as it was
    before: tuple[str, Post] | None = None
    #: comparisons made
    steps: int = 0

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def start(self) -> None:
        """Write the site that all edits begin with."""
        self.conf = {
            "extensions": ["myst_parser"] if IS_PLAIN else ["sphinx_paperreview"],
            "html_theme": self.theme,
            "html_baseurl": "https://example.org/",
            "exclude_patterns": ["snippets", "_templates"],
            "templates_path": ["_templates"],
            "html_static_path": ["_static"],
            "html_css_files": ["own.css"],
            "suppress_warnings": ["*"],
        }
        if not IS_PLAIN:
            self.conf |= {"paperreview_now": "2026-02-01T00:00:00Z", "paperreview_page_size": 3}
        self.write("index.md", "# Home\n\n```{toctree}\ndocs/index\n```\n")
        for name, variants in PARTS.items():
            self.write(name, variants[0])
        for number, folder in enumerate(("ai/review", "ai/llm")):
            self.write(f"{folder}/pic.png", make_picture(number))
        self.put("ai/review/a", Post("A", 1, ("GRPO", "DPO"), arxiv="2510.00931"))
        self.put("ai/review/b", Post("B", 2, mentioned="ai/review/a"))
        self.put("ai/review/c", Post("C", 3, ("DPO",), picture=True))
        self.put("ai/llm/d", Post("D", 4, ("강화 학습", "GRPO"), included=True))
        self.put("ai/llm/e", Post("E", 5, ("C++",), series="Basics"))
        self.write_conf()

    def write(self, name: str, content: str | bytes | None) -> None:
        path = self.source / name
        if content is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def configure(self, name: str, value: Any) -> None:
        """Set a value of conf.py; None takes it away."""
        self.conf[name] = value
        if value is None:
            del self.conf[name]
        self.write_conf()

    def write_conf(self) -> None:
        lines = [f"{name} = {value!r}\n" for name, value in self.conf.items()]
        self.write("conf.py", "".join(lines))

    def put(self, docname: str, post: Post) -> None:
        self.before = (docname, self.posts[docname]) if docname in self.posts else None
        self.posts[docname] = post
        self.write(f"{docname}.md", post.render())

    def remove(self, docname: str) -> None:
        self.before = (docname, self.posts.pop(docname))
        self.write(f"{docname}.md", None)

    def rename(self, docname: str, other: str) -> None:
        """Give a post another name as a shell does: the file keeps its time."""
        self.posts[other] = self.posts.pop(docname)
        target = self.source / f"{other}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.source / f"{docname}.md").rename(target)

    def swap(self, docname: str, other: str) -> None:
        self.rename(docname, "swapped")
        if other != docname:
            self.rename(other, docname)
        self.rename("swapped", other)

    def touch(self) -> None:
        """Give all files a new time, as a checkout does."""
        for path in self.source.rglob("*"):
            os.utime(path)

    def request(self, builder: str, place: str) -> dict[str, Any]:
        return {
            "source": str(self.source),
            "outdir": str(self.folder / place / builder),
            "doctrees": str(self.folder / place / "doctrees"),
            "builder": builder,
            "jobs": self.jobs,
        }

    def kill(self, builder: str, stop: dict[str, Any]) -> None:
        """Build and be stopped on the way; what was written last is torn, as a kill leaves it."""
        start = time.time_ns()
        request = self.request(builder, "edited")
        self.forges[0].start({**request, "stop": stop})
        answer = self.forges[0].finish()
        is_reading = stop["event"].endswith("-read")
        folder, suffix = ("doctrees", ".doctree") if is_reading else ("outdir", ".html")
        paths = Path(request[folder]).rglob(f"*{suffix}")
        written = {path: path.stat().st_mtime_ns for path in paths}
        last = max(written, key=written.__getitem__, default=None)
        # When the build is over, nothing is half written.
        is_torn = answer["code"] == -signal.SIGKILL and stop["event"] != "build-finished"
        if is_torn and last and written[last] > start:
            os.truncate(last, last.stat().st_size // 2)

    def compare(self, builder: str) -> list[str]:
        """Build after the edits and from scratch; return what differs."""
        self.steps += 1
        self.clean_count += 1
        clean = f"clean-{self.clean_count}"
        places = ("edited", clean)
        for forge, place in zip(self.forges, places, strict=True):
            forge.start(self.request(builder, place))
        answers = [forge.finish() for forge in self.forges]
        # What stops one build stops the other one.
        assert [a["code"] for a in answers] == [0, 0], [a["warnings"][-3000:] for a in answers]
        edited, wanted = (read_files(self.folder / place / builder) for place in places)
        missing = [f"missing: {name}" for name in wanted.keys() - edited.keys()]
        left = [f"left over: {name}" for name in edited.keys() - wanted.keys()]
        names = edited.keys() & wanted.keys()
        different = [f"different: {name}" for name in names if edited[name] != wanted[name]]
        return sorted(missing + left + different)


def read_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not OWN & set(path.relative_to(folder).parts)
    }


def make_picture(shade: int) -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    return b"\x89PNG\r\n\x1a\n" + header + data + chunk(b"IEND", b"")


@contextmanager
def open_forges() -> Iterator[tuple[Forge, Forge]]:
    """Start two processes that build: one what is edited, one from scratch."""
    forges = open_forge(1), open_forge(2)
    for forge in forges:
        assert forge.process.stdout is not None
        assert forge.process.stdout.readline() == "ready\n"
    yield forges
    for forge in forges:
        forge.process.communicate()


@pytest.fixture(scope="session")
def forges() -> Iterator[tuple[Forge, Forge]]:
    with open_forges() as forges:
        yield forges


@pytest.fixture
def make_site(tmp_path, forges):
    """Return a function that writes the first state of a site; each has a folder of its own."""
    sites = []

    def make(theme: str, jobs: int = 1) -> EditedSite:
        site = EditedSite(tmp_path / f"site-{len(sites)}", forges, theme, jobs)
        sites.append(site)
        site.start()
        return site

    return make


@pytest.fixture
def parts():
    """Return the files that are no posts, with all that may stand in them."""
    return PARTS
