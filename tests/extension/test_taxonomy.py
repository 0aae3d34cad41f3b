"""The taxonomy: one tag under many names, tags above and below, and what is wrong with it."""

from __future__ import annotations

import tomllib

import pytest

from sphinx_paperreview.core.taxonomy import TaxonomyError, build_taxonomy

CONF = {"extensions": ["sphinx_paperreview"], "html_theme": "sphinx_paperreview"}
TAXONOMY = """
[[groups]]
title = "AI"
[[groups.categories]]
path = "ai/review"
title = "Reviews"
description = "Papers, read closely."
[[groups.categories]]
path = "ai/empty"
title = "Empty"

[tags."Machine Learning"]
slug = "ml"
description = "Learning from data."
include_narrower = true

[tags."Language Models"]
broader = ["Machine Learning"]

[tags."Large Language Models (LLMs)"]
slug = "llm"
aliases = ["LLMs", "LLM", "거대 언어 모델"]
broader = ["Language Models"]
description = "Large ones."

[tags.Vision]
broader = ["ml"]
"""


def post(title: str, *tags: str, day: int = 1, **front: str) -> str:
    lines = [f"title: {title}", f"date: 2025-10-{day:02}", f"tags: {list(tags)}"]
    lines += [f"{key}: {value}" for key, value in front.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\nText.\n"


FILES = {
    "index.md": "# Home\n",
    "taxonomy.toml": TAXONOMY,
    "ai/review/a.md": post("A", "LLM", "Vision", day=1),
    "ai/review/b.md": post("B", "llms", "거대 언어 모델", "Language Models", day=2),
    "ai/review/c.md": post("C", "Large Language Models (LLMs)", day=3),
    "ai/review/d.md": post("D", "Vision", "Rare", day=4),
}


def text_of(node) -> str:
    return " ".join("".join(node.itertext()).split())


def by_class(build, page: str, name: str) -> list:
    return [n for n in build.html(page).iter() if name in (n.get("class") or "").split()]


def entries(build, page: str) -> list[str]:
    return [text_of(n) for n in by_class(build, page, "archive__item-title")]


def chips(build, page: str) -> list[str]:
    return [text_of(n) for n in by_class(build, page, "page__taxonomy-item")]


def related(build, page: str) -> list[tuple[str, str]]:
    return [
        (text_of(item), item.find("a").get("href"))
        for node in by_class(build, page, "paper-related-tags")
        for item in node.iter("li")
    ]


@pytest.fixture
def built(site):
    return site.write(FILES, **CONF).build("dirhtml")


def test_the_site_builds_without_a_word(built):
    assert built.warnings == ""


def test_aliases_are_one_tag_in_chips_counts_and_pages(built):
    name = "#Large Language Models (LLMs)"
    assert chips(built, "ai/review/a/index.html") == [name, "#Vision"]
    assert chips(built, "ai/review/b/index.html") == [name, "#Language Models"]
    assert entries(built, "tags/llm/index.html") == ["C", "B", "A"]
    overview = {text_of(n) for n in by_class(built, "tags/index.html", "paper-terms")[0]}
    assert "#Large Language Models (LLMs) (3) Large ones." in overview
    assert "#Vision (2)" in overview
    for name in ("llms", "large-language-models-llms", "거대-언어-모델"):
        assert not built.has(f"tags/{name}/index.html")


def test_roles_find_a_tag_by_each_of_its_names(site):
    names = ["LLM", "llms", "거대 언어 모델", "llm", "Large Language Models (LLMs)"]
    lines = "\n\n".join(f"{{tag}}`{name}`" for name in names)
    build = site.write({**FILES, "index.md": f"# Home\n\n{lines}\n"}, **CONF).build("dirhtml")
    assert build.warnings == ""
    assert build.text("index.html").count('href="tags/llm/"') == len(names)


def test_pages_of_tags_link_up_and_down(built):
    assert related(built, "tags/llm/index.html") == [
        ("Broader tag: #Language Models", "../language-models/")
    ]
    assert related(built, "tags/language-models/index.html") == [
        ("Broader tag: #Machine Learning", "../ml/"),
        ("Narrower tag: #Large Language Models (LLMs)", "../llm/"),
    ]
    assert related(built, "tags/ml/index.html") == [
        ("Narrower tag: #Language Models", "../language-models/"),
        ("Narrower tag: #Vision", "../vision/"),
    ]


def test_posts_of_tags_below_are_listed_once_each_where_asked(built):
    assert entries(built, "tags/ml/index.html") == ["D", "C", "B", "A"]
    # Nobody asked for them here.
    assert entries(built, "tags/language-models/index.html") == ["B"]
    # An article names what its author wrote.
    assert "#Machine Learning" not in chips(built, "ai/review/a/index.html")


def test_descriptions_are_shown_on_the_first_page(site):
    build = site.write(FILES, **CONF).build("dirhtml", paperreview_page_size=2)
    assert "Large ones." in build.text("tags/llm/index.html")
    assert "Papers, read closely." in build.text("ai/review/index.html")
    for name in ("tags/llm/page/2/index.html", "ai/review/page/2/index.html"):
        assert not by_class(build, name, "paper-listing-description")


def test_a_slug_of_ones_own_is_the_address_and_the_anchor(built):
    ids = [item.get("id") for item in by_class(built, "tags/index.html", "paper-terms")[0]]
    assert ids == ["language-models", "llm", "ml", "rare", "vision"]
    assert built.has("tags/ml/index.html")
    assert not built.has("tags/machine-learning/index.html")


@pytest.mark.parametrize("name", ["tags/llm.md", "tags/llm/index.md"])
def test_a_document_of_the_tags_name_is_its_intro(site, name):
    intro = {name: "# About them\n\nAn intro.\n"}
    build = site.write({**FILES, **intro}, **CONF).build("dirhtml")
    assert build.warnings == ""
    assert entries(build, "tags/llm/index.html") == ["C", "B", "A"]
    page = build.text("tags/llm/index.html").partition("<main")[2]
    assert page.index("An intro.") < page.index("Large ones.") < page.index("entries-list")
    assert related(build, "tags/llm/index.html")


def test_rare_tags_stay_visible_and_searchable(site):
    build = site.write(FILES, **CONF).build("dirhtml", paperreview_tag_min_count=2)
    assert not build.has("tags/rare/index.html")
    assert not build.has("tags/language-models/index.html")
    assert "#Rare" in chips(build, "ai/review/d/index.html")
    assert "#Rare (1)" in text_of(by_class(build, "tags/index.html", "paper-terms")[0])
    # What has no page is not linked from those above and below.
    assert related(build, "tags/llm/index.html") == []
    assert 'href="../rare/"' not in build.text("tags/index.html")


def test_a_rare_tag_is_found_by_sphinxs_search(site):
    build = site.write(FILES, **{**CONF, "html_theme": "alabaster"}).build(
        "html", paperreview_tag_min_count=2
    )
    assert "Rare" in build.text("ai/review/d.html")
    assert '"rare"' in build.text("searchindex.js")


@pytest.mark.parametrize("language", ["en", "ko", "zh_CN", "ja"])
def test_tags_stand_in_the_order_of_the_language(site, language):
    files = {"index.md": "# Home\n", "a.md": post("A", "나", "b", "가", "A", "中", "1")}
    build = site.write(files, language=language, **CONF).build("dirhtml")
    names = [text_of(n).split()[0] for n in by_class(build, "tags/index.html", "paper-terms")[0]]
    latin, hangul, han = ["#1", "#A", "#b"], ["#가", "#나"], ["#中"]
    expected = {
        "en": latin + han + hangul,
        "ja": latin + han + hangul,
        "ko": hangul + latin + han,
        "zh_CN": han + latin + hangul,
    }
    assert names == expected[language]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            "[tags.A]\nbroader = ['A']",
            "broader tags go in a circle: A < A: take one out",
        ),
        (
            "[tags.A]\nbroader = ['B']\n[tags.B]\naliases = ['b2']\nbroader = ['C']\n[tags.C]\nbroader = ['a']",
            "broader tags go in a circle: A < B < C < A: take one out",
        ),
        (
            # B is above A, too, but no part of the circle
            "[tags.A]\nbroader = ['C', 'B']\n[tags.B]\n[tags.C]\nbroader = ['A']",
            "broader tags go in a circle: A < C < A: take one out",
        ),
        (
            "[tags.A]\naliases = ['x']\n[tags.B]\naliases = ['X']",
            "'X' names two tags: 'A' and 'B'",
        ),
        (
            "[tags.A]\nslug = 'x'\n[tags.B]\naliases = ['X']",
            "'X' names two tags: 'A' and 'B'",
        ),
        (
            "[tags.A]\naliases = ['x']\n[tags.B]\nslug = 'x'",
            "'x' names two tags: 'A' and 'B'",
        ),
        (
            "[tags.A]\nslug = 'b'\n[tags.B]\nslug = 'c'",
            "'B' names two tags: 'A' and 'B'",
        ),
        (
            "[tags.A]\ninclude_narrower = 'yes'",
            "tag 'A': 'include_narrower' must be true or false",
        ),
        (
            "[tags.A]\nbroader = 'B'",
            "tag 'A': 'broader' must be a list of texts",
        ),
        (
            "[tags.A]\nnarrower = ['B']",
            "tag 'A': unknown key 'narrower': write one of slug, aliases, broader, description, include_narrower",
        ),
        (
            "[tags.A]\ndescription = 1",
            "tag 'A': 'description' must be a text",
        ),
        (
            "[[groups]]\ntitle = 'G'\ncategories = [{path = 'ai/x'}, {path = 'AI/X'}]",
            "category path 'AI/X' stands there twice",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_clear_sentence(toml, message):
    with pytest.raises(TaxonomyError) as caught:
        build_taxonomy(tomllib.loads(toml))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "toml",
    [
        "[tags.A]\nbroader = ['A']",
        "[tags.A]\naliases = ['x']\n[tags.B]\naliases = ['x']",
        "[tags.A]\nalias = ['x']",
        "[[groups]]\ntitle = 'G'\ncategories = [{path = 'x'}, {path = 'x'}]",
    ],
)
def test_a_wrong_taxonomy_stops_the_build_with_sphinxs_own_frame(site, toml):
    code, build = site.write({"index.md": "# Home\n", "taxonomy.toml": toml}, **CONF).run()
    assert code == 2
    assert "Configuration error" in build.warnings
    assert build.warnings.count("taxonomy.toml: ") == 1
    assert "Traceback (most recent call last)" not in build.warnings
    assert "Exception occurred" not in build.warnings
    assert not build.outdir.exists() or not build.has("index.html")


DICT = {
    "groups": [{"title": "AI", "categories": [{"path": "ai/review", "title": "Papers"}]}],
    "tags": {"Language": {"aliases": ["LLM"], "slug": "lang"}},
}


def test_the_taxonomy_can_be_a_dict(site):
    site.write(FILES, **CONF)
    build = site.build("dirhtml", paperreview_taxonomy=DICT)
    assert entries(build, "tags/lang/index.html") == ["A"]
    assert text_of(next(build.html("ai/review/index.html").iter("h1"))).startswith("Papers")


@pytest.mark.parametrize("name", ["names.toml", "data/names.toml"])
def test_the_taxonomy_can_be_another_file(site, name):
    files = {**FILES, name: '[tags.Language]\naliases = ["LLM"]\n'}
    build = site.write(files, **CONF).build("dirhtml", paperreview_taxonomy=name)
    assert entries(build, "tags/language/index.html") == ["A"]


def test_a_changed_taxonomy_gives_the_pages_of_a_clean_build(site):
    site.write(FILES, **CONF).build("dirhtml")
    changed = TAXONOMY.replace('slug = "llm"', 'slug = "large"').replace("Vision", "Seeing")
    build = site.write({"taxonomy.toml": changed}).build("dirhtml")
    assert not build.has("tags/llm/index.html")
    assert build.has("tags/large/index.html")
    assert build.files == site.build("dirhtml", out="clean").files


UNKNOWN = {
    "index.md": "# Home\n",
    "taxonomy.toml": '[tags."Reinforcement Learning"]\naliases = ["RL"]\n',
    "a.md": post("A", "rl", "REINFORCMENT LEARNING"),
    "b.md": post("B", "강화 학습", day=2),
}


def test_unknown_tags_are_welcome_at_first(site):
    assert site.write(UNKNOWN, **CONF).build("dirhtml").warnings == ""


def test_unknown_tags_can_be_warnings(site):
    build = site.write(UNKNOWN, paperreview_unknown_tags="warn", **CONF).build("dirhtml")
    found = sorted(line.partition("source/")[2] for line in build.warnings.splitlines())
    assert found == [
        "a.md: WARNING: unknown tag 'REINFORCMENT LEARNING'; did you mean 'Reinforcement Learning'? [paperreview.unknown_tag]",
        "b.md: WARNING: unknown tag '강화 학습' [paperreview.unknown_tag]",
    ]
    assert build.has("tags/강화-학습/index.html")


def test_unknown_tags_can_stop_the_build(site):
    code, build = site.write(UNKNOWN, paperreview_unknown_tags="error", **CONF).run()
    assert code == 2
    assert "Traceback (most recent call last)" not in build.warnings
    assert "Extension error" in build.warnings
    assert build.warnings.count("[paperreview.unknown_tag]") >= 2
    assert "a: unknown tag 'REINFORCMENT LEARNING'" in build.warnings
    assert "(and 1 more)" in build.warnings
    build = site.write({"b.md": None})
    code, build = site.run()
    assert code == 2
    assert "(and" not in build.warnings


def test_a_broader_tag_that_is_mistyped_is_reported(site):
    toml = (
        '[tags.A]\nbroader = ["Langauge Models", "Not There Yet", "B"]\n[tags."Language Models"]\n'
    )
    files = {"index.md": "# Home\n", "taxonomy.toml": toml, "a.md": post("A", "A", "B")}
    build = site.write(files, **CONF).build("dirhtml")
    assert build.warnings.count("WARNING") == 1
    assert "'Langauge Models'; did you mean 'Language Models'?" in build.warnings
    assert "[paperreview.taxonomy]" in build.warnings
