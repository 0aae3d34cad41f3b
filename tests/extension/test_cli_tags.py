"""The command ``tags``: what it lists, what it proposes, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib

import pytest

from sphinx_paperreview.core.taxonomy import build_taxonomy


def post(*tags: str) -> str:
    return f"---\ntitle: T\ntags: {json.dumps(tags, ensure_ascii=False)}\n---\n\nText.\n"


def run(folder, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_paperreview", "tags", str(folder), *options],
        capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


def propose(site, files, **options) -> dict[str, list[str]]:
    site.write(files)
    done = run(site.source, "--json")
    assert done.stderr == ""
    return {item["name"]: item["aliases"] for item in json.loads(done.stdout)["proposals"]}


def test_all_tags_are_listed_by_how_often_they_are_used(site):
    files = {
        "a.md": post("GRPO", "강화 학습"),
        "b/c.md": post("GRPO"),
        "d.rst": ":tags: GRPO, RAG\n",
    }
    done = run(site.write(files).source)
    assert done.returncode == 0
    assert [line.split(maxsplit=1) for line in done.stdout.splitlines()] == [
        ["3", "GRPO"],
        ["1", "RAG"],
        ["1", "강화 학습"],
    ]


def test_json_has_counts_and_proposals(site):
    site.write(
        {"a.md": post("Best-of-N"), "b.md": post("Best of N", "x"), "c.md": post("Best of N")}
    )
    done = run(site.source, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "tags": {"Best of N": 2, "Best-of-N": 1, "x": 1},
        "proposals": [{"name": "Best of N", "aliases": ["Best-of-N"], "count": 3, "known": False}],
    }


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ＬＬＭ", "LLM"),
        ("Fine-Tuning", "Fine Tuning"),
        ("Agent", "Agents"),
        ("zero\u200bshot", "zero-shot"),
        ("Large Language Models (LLMs)", "LLM"),
    ],
)
def test_spellings_of_one_tag_end_with_1(site, one, two):
    assert run(site.write({"a.md": post(one), "b.md": post(two)}).source).returncode == 1


def test_the_proposal_is_toml_that_settles_it(site):
    site.write(
        {
            "a.md": post("Agents", "AI Agent"),
            "b.md": post("Agent", 'the "A"'),
            "c.md": post("Agents"),
        }
    )
    done = run(site.source)
    assert done.returncode == 1
    toml = done.stdout.partition("# Spellings")[2].partition("\n")[2]
    (tag,) = build_taxonomy(tomllib.loads(toml)).tags
    assert (tag.name, tag.aliases) == ("Agents", ("Agent",))
    site.write({"taxonomy.toml": toml})
    done = run(site.source)
    assert done.returncode == 0
    assert "[tags" not in done.stdout


def test_a_tag_with_a_table_keeps_its_name_and_its_aliases(site):
    files = {
        "taxonomy.toml": '[tags."Agents"]\naliases = ["AI workers"]\n',
        "a.md": post("agent", "AI workers"),
        "b.md": post("agent"),
    }
    assert propose(site, files) == {"Agents": ["agent"]}
    text = run(site.source).stdout
    assert "[tags.\"Agents\"]  # 3 posts; change its 'aliases' to this" in text
    assert 'aliases = ["AI workers", "agent"]' in text


def test_two_tags_with_tables_of_their_own_are_not_proposed(site):
    files = {"taxonomy.toml": '[tags."Model"]\n[tags."Models"]\n', "a.md": post("Model", "Models")}
    assert propose(site, files) == {}
    assert run(site.source).returncode == 0


def test_another_taxonomy_can_be_named(site):
    site.write(
        {"names.toml": '[tags.Agents]\naliases = ["Agent"]\n', "a.md": post("Agent", "Agents")}
    )
    assert run(site.source).returncode == 1
    assert run(site.source, "--taxonomy", "names.toml").returncode == 0
    done = run(site.source, "--taxonomy", "other.toml")
    assert done.returncode == 2
    assert "other.toml" in done.stderr


def test_what_cannot_be_read_is_passed_over(site):
    files = {
        "a.md": post("GRPO"),
        "b.md": post("GRPO").encode() + b"\xff",
        "c.md": post("GRPO") + "\0",
        "d.md": "---\ntags: [x\n---\n",
        "_drafts/e.md": post("GRPO"),
        ".venv/f.md": post("GRPO"),
        "g.txt": post("GRPO"),
        "h.md/i.md": post("RAG"),
    }
    done = run(site.write(files).source, "--json")
    assert done.stderr == ""
    counts = json.loads(done.stdout)["tags"]
    assert (counts["GRPO"], counts["RAG"]) == (1, 1)


@pytest.mark.parametrize(
    ("taxonomy", "words"),
    [("[tags", "taxonomy.toml"), ("groups = 1", "'groups'"), ("[tags.a]\nalias = []", "'alias'")],
)
def test_a_taxonomy_that_cannot_be_read_ends_with_2(site, taxonomy, words):
    done = run(site.write({"taxonomy.toml": taxonomy}).source)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_wrong_usage_ends_with_2(site):
    for done in (run(site.folder / "none"), run(site.source, "--nonsense")):
        assert done.returncode == 2
        assert done.stderr.startswith("usage: ")
        assert "Traceback" not in done.stderr


def test_help_says_what_it_does(site):
    done = run(site.source, "--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("aliases", "--json", "--taxonomy", "conf.py"))


def test_a_terminal_without_hangul_does_no_harm(site):
    done = run(site.write({"a.md": post("강화 학습")}).source, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\\uac15" in done.stdout


def test_nothing_is_written(site):
    site.write({"a.md": post("Agent", "Agents")})
    before = sorted(path.name for path in site.folder.rglob("*"))
    run(site.source)
    assert sorted(path.name for path in site.folder.rglob("*")) == before
