"""README keeps its word: its lines are those that CI runs, and its samples build as written."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
FENCE = re.compile(
    r'^(?P<ticks>`{3,})\w+ title="(?P<title>[^"]+)"\n(?P<text>.*?)^(?P=ticks)$',
    re.MULTILINE | re.DOTALL,
)
SAMPLES = {match["title"]: match["text"] for match in FENCE.finditer(README)}
LINES = ("site", "tests", "publish")
FILES = {name: text for name, text in SAMPLES.items() if name not in LINES}
MAX_LINES = 150
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1"}
#: What only one person's machine or workplace has; spelled so that this file is clean itself.
PRIVATE = re.compile(
    r"/roo[t]/|/(home|Users)/\w+/|/tm[p]/|/(wor[k]|far[m])/|\.\./share[d]"
    r"|--?(extra-)?inde[x]-url|--find-link[s]|files\.pythonhoste[d]|pypi\.or[g]/simple"
)
#: Folders of the project whose names begin like those of caches.
HIDDEN = {".ci", ".github"}
#: Articles about servers and containers, whose paths are those of any machine.
ABOUT_MACHINES = "example_site/devops/"
TEXT = {
    ".cfg", ".cff", ".css", ".html", ".ini", ".js", ".json", ".md", ".po", ".pot", ".py", ".rst",
    ".svg", ".toml", ".txt", ".xml", ".yaml", ".yml", "",
}  # fmt: skip


def run_sphinx(*arguments):
    command = [sys.executable, "-m", "sphinx", *map(str, arguments)]
    subprocess.run(command, check=True, cwd=PROJECT, env=ENVIRONMENT)


def steps_of(workflow):
    content = yaml.safe_load((PROJECT / ".github/workflows" / workflow).read_text("utf-8"))
    return [step for job in content["jobs"].values() for step in job["steps"]]


def test_readme_is_short():
    assert README.count("\n") <= MAX_LINES


@pytest.mark.parametrize("title", ["site", "tests"])
def test_each_of_the_two_lines_is_one_line_that_needs_nothing_before_it(title):
    (line,) = SAMPLES[title].splitlines()
    parts = line.split(" && ")
    assert parts[0] == "python3 -m venv .venv"
    assert parts[1].startswith(".venv/bin/python -m pip install")
    assert all(part.startswith((".venv/bin/python -m ", "echo ")) for part in parts[1:])


def test_the_first_line_builds_the_example_site_so_that_it_opens_from_disk(tmp_path):
    *_, build, tell = SAMPLES["site"].strip().split(" && ")
    python, module, name, *options, source, target = shlex.split(build)
    assert [python, module, name, source] == [".venv/bin/python", "-m", "sphinx", "example_site"]
    assert tell == f'echo "Open file://$PWD/{target}/index.html"'
    run_sphinx("-q", *options, source, tmp_path)
    home = BeautifulSoup((tmp_path / "index.html").read_text("utf-8"), "html.parser")
    link = home.select_one(".entries-list a")["href"]
    assert (tmp_path / link).is_file()


def test_the_second_line_is_what_ci_runs():
    script = (PROJECT / ".ci" / "run").read_text("utf-8")
    assert script.rstrip().splitlines()[-1] == SAMPLES["tests"].strip()
    assert (
        shutil.which("bash") is None
        or not subprocess.run(["bash", "-n", ".ci/run"], check=False, cwd=PROJECT).returncode
    )


def test_the_samples_build_as_they_are_written(tmp_path):
    assert {Path(name).suffix for name in FILES} == {".py", ".md"}
    for name, text in FILES.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for builder in ("html", "dirhtml"):
        run_sphinx("-q", "-n", "-W", "-b", builder, tmp_path / "source", tmp_path / builder)
    folder = tmp_path / "dirhtml"
    (name,) = (name for name in FILES if name.startswith("ai/"))
    page = BeautifulSoup((folder / name[:-3] / "index.html").read_text("utf-8"), "html.parser")
    article = page.select_one("article.page")
    assert article.select_one("h1").get_text() == "Making, not Taking, the Best of N"
    assert article.select_one("time")["datetime"] == "2025-10-02T13:30:22+09:00"
    links = [link["href"] for link in article.select(".paper-link a")]
    assert links == [f"https://arxiv.org/{kind}/2510.00931" for kind in ("abs", "pdf", "html")]
    assert "Daniel D'souza" in article.select_one(".paper-authors").get_text()
    assert article.select_one(".paper-ai-assisted")
    tags = [tag.get_text() for tag in article.select(".page__taxonomy-item")]
    assert tags == ["#Best-of-N", "#Large Language Models (LLMs)"]
    for address in ("", "ai/review/", "tags/best-of-n/"):
        assert "Making, not Taking" in (folder / address / "index.html").read_text("utf-8")


def test_the_workflow_builds_with_readmes_command():
    publish = shlex.split(SAMPLES["publish"])
    runs = [step["run"] for step in steps_of("site.yml") if "run" in step]
    commands = [shlex.split(run) for run in runs if run.startswith("sphinx-build")]
    assert commands[0] == publish
    base = ["-D", "html_baseurl=$BASE_URL/"]
    # A slip stops a review, and no publication.
    assert commands[1] == [*publish[:3], *base, "-w", "slips.txt", *publish[-4:]]
    assert publish[1:-4] == ["-b", "dirhtml", "-W", "--keep-going"]
    upload = next(s for s in steps_of("site.yml") if "upload-pages" in s.get("uses", ""))
    assert upload["with"]["path"] == publish[-1]


@pytest.mark.parametrize("position", [0, 1])
def test_the_workflows_commands_build_the_example_site(tmp_path, position):
    base = "https://example.com/notes"
    runs = [step["run"] for step in steps_of("site.yml") if "run" in step]
    runs = [run for run in runs if run.startswith("sphinx-build")]
    places = {"slips.txt": "slips.txt", "example_site/_build/doctrees": "doctrees"}
    for written, place in places.items():
        runs = [
            run.replace(written, str(tmp_path.with_name(f"{tmp_path.name}-{place}")))
            for run in runs
        ]
    runs = [run.replace("$BASE_URL", base) for run in runs]
    arguments = shlex.split(runs[position])[1:-1]
    run_sphinx("-q", *arguments, tmp_path)
    assert (tmp_path / "ai" / "review" / "index.html").is_file()
    not_found = BeautifulSoup((tmp_path / "404.html").read_text("utf-8"), "html.parser")
    home = not_found.select_one("a.site-title")["href"]
    assert home == ("/notes/" if position else "/")


def test_workflows_leave_no_credentials_and_pin_what_they_use():
    for workflow in ("site.yml", "tests.yml"):
        for step in steps_of(workflow):
            uses = step.get("uses", "actions/x@v1")
            assert re.fullmatch(r"actions/[\w-]+@v\d+", uses)
            if uses.startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def test_links_of_readme_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (PROJECT / target).exists(), target


def tracked_files():
    """Return the files of the project: git's, or all where this is no checkout."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        check=False, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode == 0 and done.stdout:
        return [PROJECT / name for name in done.stdout.split("\0") if name]
    top = [path for path in PROJECT.iterdir() if path.name[0] != "." or path.name in HIDDEN]
    return [*top, *(path for folder in top if folder.is_dir() for path in folder.rglob("*"))]


def test_no_file_speaks_of_one_persons_machine():
    found = []
    for path in tracked_files():
        name = path.relative_to(PROJECT).as_posix()
        if path.suffix not in TEXT or not path.is_file() or name.startswith(ABOUT_MACHINES):
            continue
        text = path.read_text("utf-8", errors="ignore")
        found.extend(f"{name}: {match.group()}" for match in PRIVATE.finditer(text))
    assert found == []


@pytest.mark.parametrize(
    "text", ["see /roo" + "t/x", "pip install --inde" + "x-url x", "cd /home/" + "me/x"]
)
def test_words_of_a_private_workplace_are_found(text):
    assert PRIVATE.search(text)
