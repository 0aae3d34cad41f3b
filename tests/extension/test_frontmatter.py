"""Front matter as it is written, and the taxonomy: what is read, and what is said about slips."""

from __future__ import annotations

import tomllib

import pytest

from sphinx_paperreview.core.taxonomy import TaxonomyError, build_taxonomy
from sphinx_paperreview.frontmatter import read_flow, read_front_matter

PLAIN = "---\ntitle: A title\ntags: [a, b]\n---\n\n# Text\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\n \n\t\n" + PLAIN,
        PLAIN.replace("---\n", "---  \t\n"),
        "---\ntitle: A title\ntags: [a, b]\n...\n",
        "---\ntitle: A title\ntags: [a, b]\n---",
        "---\n# a comment\n\ntitle: A title\n\ntags:\n- a\n- b\n---\n",
        "---\ntitle: >\n  A\n  title\ntags:\n  - a\n  - b\n---\n",
        "---\ntitle: >-\n  A\n  title\ntags: [a,\n  b]\n---\n",
        '---\ntitle: "A\n  title"\ntags: [a, b]\n---\n',
        "---\ntitle: A\n  title\ntags: [a, b]\n---\n",
        "---\n'title': 'A title'\n\"tags\": [a, b]\n---\n",
    ],
)
def test_ways_to_write_a_block(text):
    fields, slips = read_front_matter(text)
    assert slips == ()
    assert fields.text("title") == "A title"
    assert fields.values["tags"] == ("a", "b")


@pytest.mark.parametrize(
    "text",
    ["", "# A title\n", "text\n---\ntitle: A\n---\n", "---\ntitle: A\n", "----\ntitle: A\n----\n",
     " ---\ntitle: A\n---\n", "---\n---\n", "---\n# only a comment\n---\n"],
)  # fmt: skip
def test_what_is_no_block_says_nothing(text):
    fields, slips = read_front_matter(text)
    assert (dict(fields.values), slips) == ({}, ())


@pytest.mark.parametrize(
    "value", ["1706.03760", "1.0", "on", "no", "null", "~", "007", "0x1F", "1e3", "12:30:45",
              "2025-10-02", "2025-10-02 13:30:22+0900+0900", ".inf", "1_000", "=", "<<"],
)  # fmt: skip
def test_scalars_are_the_text_that_stands_there(value):
    fields, slips = read_front_matter(f"---\nkey: {value}\nlist: [{value}]\n---\n")
    assert slips == ()
    assert fields.values == {"key": value, "list": (value,)}


def test_lines_are_those_of_the_file():
    fields, _ = read_front_matter("\n\n---\n# comment\ntitle: A\n\ndate: B\n---\n")
    assert fields.lines == {"title": 5, "date": 7}


def test_a_key_that_stands_twice_is_reported():
    fields, slips = read_front_matter("---\ntitle: A\ndate: B\ntitle: C\n---\n")
    assert fields.text("title") == "C"
    assert [(slip.problem, slip.line) for slip in slips] == [("duplicate", 4)]
    assert "line 2" in slips[0].message


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: One: two", "One: two"),
        ("title: [One] and two", "[One] and two"),
        ("title: {One} two", "{One} two"),
        ("title: @One", "@One"),
        ("title: `One`", "`One`"),
        ("title: %One", "%One"),
        ('title: "One" two', 'One" two'),
        ("title: *One", "*One"),
    ],
)
def test_a_broken_value_keeps_the_other_keys_and_its_line(line, value):
    fields, slips = read_front_matter(f"---\ndate: 2025-10-02\n{line}\ntags: [a, b]\n---\n")
    assert fields.text("date") == "2025-10-02"
    assert fields.values["tags"] == ("a", "b")
    assert fields.text("title") == value
    assert [slip.problem for slip in slips] == ["frontmatter"]
    assert slips[0].line == 3
    assert "quotes" in slips[0].message


def test_a_broken_list_keeps_the_other_keys():
    fields, slips = read_front_matter("---\ntitle: A\ntags: [a, b\ndate: 2025-10-02\n---\n")
    assert (fields.text("title"), fields.text("date")) == ("A", "2025-10-02")
    assert [slip.problem for slip in slips] == ["frontmatter"]


@pytest.mark.parametrize("block", ["- a\n- b", "only text", "[a, b]"])
def test_a_block_that_is_no_mapping_is_reported(block):
    fields, slips = read_front_matter(f"---\n{block}\n---\n")
    assert not fields.values
    assert [slip.problem for slip in slips] == ["frontmatter"]


def test_aliases_are_read_and_bombs_are_not():
    fields, slips = read_front_matter("---\na: &x [1, 2]\nb: *x\n---\n")
    assert (fields.values["b"], slips) == (("1", "2"), ())
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    text = "\n".join(lines)
    fields, slips = read_front_matter(f"---\ntitle: A\n{text}\n---\n")
    assert fields.text("title") == "A"
    assert [slip.problem for slip in slips] == ["frontmatter"]


def test_an_alias_of_itself_ends():
    fields, slips = read_front_matter("---\ntitle: A\nloop: &x [*x]\n---\n")
    assert fields.text("title") == "A"
    assert [slip.problem for slip in slips] == ["frontmatter"]


def test_tags_of_yaml_run_no_code(tmp_path):
    target = tmp_path / "touched"
    text = f"---\ntitle: A\nx: !!python/object/apply:pathlib.Path.touch [{target}]\n---\n"
    fields, _ = read_front_matter(text)
    assert fields.text("title") == "A"
    assert not target.exists()


@pytest.mark.parametrize("key", ["[a]: b", "? [a, b]\n: c", "{a: b}: c", "? {a: b}\n: c", "1: x"])
def test_odd_keys_do_no_harm(key):
    fields, _ = read_front_matter(f"---\ntitle: A\n{key}\nnested: {{[a]: b, {{c: d}}: e}}\n---\n")
    assert fields.text("title") == "A"


def test_deep_nesting_does_no_harm():
    fields, slips = read_front_matter(f"---\ntitle: A\nx: {'[' * 5000}{']' * 5000}\n---\n")
    assert fields.text("title") == "A"
    assert [slip.problem for slip in slips] == ["frontmatter"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ufffe"])
def test_control_characters_do_no_harm(character):
    fields, slips = read_front_matter(f"---\ntitle: A\nx: a{character}b\n---\n")
    assert fields.text("title") == "A"
    assert [slip.problem for slip in slips] == ["frontmatter"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1706.03760", "1706.03760"),
        ("One: two", "One: two"),
        ("One, two", "One, two"),
        ("[a, [b, 1.0], 'c, d']", ("a", ("b", "1.0"), "c, d")),
        ("{arxiv: 1706.03760, authors: [A, B]}", {"arxiv": "1706.03760", "authors": ("A", "B")}),
        ('"quoted: yes"', "quoted: yes"),
        ("[broken", "[broken"),
        ("[a] b", "[a] b"),
        ("- a", "- a"),
        ("", ""),
        ("# no comment", "# no comment"),
        ("a # kept", "a # kept"),
    ],
)
def test_values_of_field_lists(text, value):
    assert read_flow(text) == value


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("group = 1", ["'group'", "'groups'"]),
        ("groups = 1", ["'groups'", "[[groups]]"]),
        ("[[groups]]\nname = 'x'", ["group", "'name'", "title"]),
        ("[[groups]]\ntitle = 1", ["'title'"]),
        ("[[groups]]\ntitle = ''", ["'title'"]),
        ("[[groups]]\n[[groups.categories]]\npath = 'a'", ["'title'"]),
        ("[[groups]]\ntitle = 'A'\ncategories = ['a']", ["'categories'"]),
        ("[[groups]]\ntitle = 'A'\n[[groups.categories]]\ntitle = 'x'", ["'path'"]),
        ("[[groups]]\ntitle = 'A'\n[[groups.categories]]\npath = '../x'", ["'../x'", "ai/review"]),
        ("[[groups]]\ntitle = 'A'\n[[groups.categories]]\npath = 'a//b'", ["'a//b'"]),
        ("[[groups]]\ntitle = 'A'\n[[groups.categories]]\npath = 'a?b'", ["'a?b'"]),
        ("[[groups]]\ntitle = 'A'\ncategories = [{path = 'x'}, {path = 'X'}]", ["'X'", "twice"]),
        ("tags = ['a']", ["'tags'", "[tags."]),
        ("[tags]\nLLM = 'x'", ["'LLM'", "table"]),
        ("[tags.LLM]\nslug = 'Big One'", ["'LLM'", "'Big One'", "'big-one'"]),
        ("[tags.LLM]\nalias = ['x']", ["'LLM'", "'alias'", "aliases"]),
        ("[tags.LLM]\naliases = 'x'", ["'LLM'", "'aliases'", "list"]),
        ("[tags.LLM]\n[tags.llm]", ["'LLM'", "'llm'"]),
        ("[tags.A]\naliases = ['x']\n[tags.B]\naliases = ['X']", ["'A'", "'B'", "'X'"]),
        ("[tags.A]\nslug = 'b'\n[tags.B]", ["'A'", "'B'"]),
        ("[tags.A]\naliases = ['B']\n[tags.B]", ["'A'", "'B'"]),
    ],
)
def test_a_wrong_taxonomy_is_one_sentence_that_names_the_part(toml, words):
    with pytest.raises(TaxonomyError) as caught:
        build_taxonomy(tomllib.loads(toml))
    message = str(caught.value)
    assert "\n" not in message
    assert all(word in message for word in words), message


def test_a_taxonomy_as_promised():
    taxonomy = build_taxonomy(
        tomllib.loads(
            """
[[groups]]
title = "AI/ML"
[[groups.categories]]
path = "ai/review"
title = "Review"
description = "Papers."
[[groups.categories]]
path = "ai/llm"

[tags."Large Language Models (LLMs)"]
slug = "llm"
aliases = ["LLMs", "LLM"]
broader = ["Language Models"]
"""
        )
    )
    assert [(c.path, c.title) for c in taxonomy.categories] == [
        ("ai/review", "Review"),
        ("ai/llm", "llm"),
    ]
    assert taxonomy.find_category("review").path == "ai/review"
    assert taxonomy.find_category("/ai/llm/").path == "ai/llm"
    index = taxonomy.index_tags()
    assert {index[slug].slug for slug in ("llm", "llms", "large-language-models-llms")} == {"llm"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[[groups]\n", ["taxonomy.toml", "line 1"]),
        (b"\xff\xfe", ["taxonomy.toml"]),
        (b"groups = 1\n", ["taxonomy.toml", "'groups'"]),
        (b"[[groups]]\nname = 'x'\n", ["taxonomy.toml", "'name'"]),
    ],
)
def test_an_unreadable_taxonomy_stops_the_build_with_one_sentence(site, content, words):
    site.write({"index.md": "# Home\n", "taxonomy.toml": content}, project="P")
    code, build = site.run()
    assert code == 2
    assert "Exception occurred" not in build.warnings
    assert all(word in build.warnings for word in words), build.warnings


def test_a_missing_taxonomy_that_was_named_stops_the_build(site):
    site.write(
        {"index.md": "# Home\n"},
        paperreview_taxonomy="other.toml",
        extensions=["sphinx_paperreview"],
    )
    code, build = site.run()
    assert code == 2
    assert "'other.toml'" in build.warnings
