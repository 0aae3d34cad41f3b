"""reviews.json, reviews.bib and reviews.csl.json of built sites, and references on their pages."""

from __future__ import annotations

import copy
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError
from pybtex.database import parse_string

PROJECT = Path(__file__).parents[2]
BASE = "https://example.org/sub/"
CONF = {
    "html_theme": "sphinx_paperreview",
    "html_title": "Notes",
    "html_baseurl": BASE,
    "paperreview_now": "2025-12-01T00:00:00Z",
}
NAMES = ("reviews.json", "reviews.bib", "reviews.csl.json")
SCHEMA = json.loads(
    files("sphinx_paperreview").joinpath("schema/reviews.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def post(title="A", day=1, paper=None, body="Text.", **front):
    values = {"title": title, "date": f"2025-10-{day:02}" if day else None, **front}
    if paper is not None:
        values["paper"] = paper
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items() if value)
    return f"---\n{lines}---\n\n{body}\n"


PAPER = {
    "arxiv": "2510.00931v2",
    "title": "LoRA: Making the Best of N",
    "authors": ["Ammar Khairi*", "Gemini Team"],
    "venue": "ICLR 2026",
    "code": "https://example.org/co de",
    "abstract": "Words.",
}
FILES = {
    "index.md": "# Home\n",
    "about.md": "---\norphan: true\n---\n\n# About\n",
    "ai/review/a.md": post(
        "[Review] A", 1, PAPER, tags=["GRPO", "강화 학습"], description="About A.",
        last_modified_at="2025-11-05 10:00:00+0900", tldr="Short.", rating="7/10", confidence="3.5",
        series={"name": "Best", "part": "2"}, authors=["Ann Lee"], disclaimer="ai-assisted",
        lang="en", canonical_url="https://other.example/a",
    ),
    "ai/review/b.md": post("B", 2, {"arxiv": "2510.00931"}),
    "ai/review/c.md": post("C", 3, {"doi": "10.1/x", "authors": ["김 철수"]}),
    "ai/llm/한글 d.md": post("D", None, body=":::{paper-review} https://x.org/\n:::\n\nText."),
    "notes/e.md": post("E", 5),
}  # fmt: skip


def read(build):
    """Return the reviews of a build by their documents; what the schema refuses is an error."""
    data = json.loads(build.text("reviews.json"))
    VALIDATOR.validate(data)
    return {review["docname"]: review for review in data["reviews"]}


def read_bib(build):
    return parse_string(build.text("reviews.bib"), "bibtex").entries


def read_boxes(build, page):
    """Return the titles and texts of the references on a page."""
    boxes = [e for e in build.html(page).iter("details") if e.get("class") == "paper-citation"]
    return {
        "".join(box.find("summary").itertext()): "".join(box.find("pre").itertext())
        for box in boxes
    }


@pytest.mark.parametrize(("builder", "end"), [("html", ".html"), ("dirhtml", "/")])
def test_the_json_says_what_the_records_say(site, builder, end):
    reviews = read(site.write(FILES, **CONF).build(builder))
    assert list(reviews) == [
        "notes/e", "ai/review/c", "ai/review/b", "ai/review/a", "ai/llm/한글 d",
    ]  # fmt: skip
    assert reviews["ai/review/a"] == {
        "docname": "ai/review/a",
        "url": f"{BASE}ai/review/a{end}",
        "title": "[Review] A",
        "date": "2025-10-01T00:00:00+00:00",
        "updated": "2025-11-05T10:00:00+09:00",
        "category": "ai/review",
        "tags": ["GRPO", "강화 학습"],
        "description": "About A.",
        "tldr": "Short.",
        "authors": ["Ann Lee"],
        "paper": {
            "key": "khairi2026lora-2510.00931",
            "arxiv": "2510.00931v2",
            "title": "LoRA: Making the Best of N",
            "venue": "ICLR 2026",
            "abstract": "Words.",
            "code": "https://example.org/co%20de",
            "authors": ["Ammar Khairi", "Gemini Team"],
        },
        "disclaimer": "ai-assisted",
        "rating": {"value": 7, "best": 10, "worst": 0},
        "confidence": {"value": 3.5, "best": 5, "worst": 1},
        "series": {"name": "Best", "part": 2},
        "lang": "en",
        "canonical_url": "https://other.example/a",
    }
    assert reviews["notes/e"] == {
        "docname": "notes/e",
        "url": f"{BASE}notes/e{end}",
        "title": "E",
        "date": "2025-10-05T00:00:00+00:00",
        "category": "notes",
        "tags": [],
        "description": "Text.",
    }
    assert reviews["ai/llm/한글 d"]["url"].endswith(f"ai/llm/%ED%95%9C%EA%B8%80%20d{end}")
    assert "date" not in reviews["ai/llm/한글 d"]


@pytest.mark.parametrize(
    ("builder", "urls"),
    [("html", ["notes/e.html", "."]), ("dirhtml", ["notes/e/", "."])],
)
def test_without_a_base_addresses_start_at_the_top(site, builder, urls):
    site.write({"index.md": post("Home", 1), "notes/e.md": post("E", 5)}, **CONF)
    build = site.build(builder, html_baseurl="", paperreview_home=None)
    found = [review["url"] for review in read(build).values()]
    assert found == (["notes/e.html", "index.html"] if builder == "html" else urls)
    assert "://" not in build.text("reviews.json")


def test_the_default_notice_is_that_of_the_page(site):
    files = {**FILES, "ai/review/f.md": post("F", 6, {"arxiv": "2510.00935"}, disclaimer="none")}
    site.write(files, **CONF, paperreview_default_disclaimer="ai-generated")
    reviews = read(site.build("dirhtml"))
    assert reviews["ai/review/b"]["disclaimer"] == "ai-generated"
    assert reviews["ai/review/a"]["disclaimer"] == "ai-assisted"
    assert not {"notes/e", "ai/review/f"} & {n for n, r in reviews.items() if "disclaimer" in r}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("extra",), 1),
        (("reviews", 0, "extra"), "x"),
        (("reviews", 0, "date"), "2025-10-02"),
        (("reviews", 0, "date"), None),
        (("reviews", 0, "title"), ""),
        (("reviews", 0, "tags"), "GRPO"),
        (("reviews", 0, "tags"), ["A", "A"]),
        (("reviews", 0, "url"), "https://example.org/한글/"),
        (("reviews", 0, "authors"), []),
        (("reviews", 0, "rating"), {"value": "7", "best": 10, "worst": 0}),
        (("reviews", 0, "rating"), {"value": 7}),
        (("reviews", 0, "series"), {"part": 1}),
        (("reviews", 0, "canonical_url"), "javascript:x"),
        (("reviews", 0, "paper", "extra"), "x"),
        (("reviews", 0, "paper", "key"), "Key With Blanks"),
        (("reviews", 0, "paper", "arxiv"), "2510.931"),
        (("reviews", 0, "paper", "doi"), "x"),
        (("reviews", 0, "paper", "code"), "ftp://example.org/"),
        (("reviews", 0, "paper", "authors"), "A; B"),
    ],
)
def test_the_schema_refuses_what_is_not_so(site, path, value):
    data = {
        "version": 1,
        "reviews": [
            {"docname": "a", "url": "a/", "title": "A", "tags": ["B"], "paper": {"doi": "10.1/x"}}
        ],
    }
    VALIDATOR.validate(data)
    changed = copy.deepcopy(data)
    target = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(changed)


def test_the_schema_names_what_is_needed():
    Draft202012Validator.check_schema(SCHEMA)
    for missing in ("docname", "url", "title", "tags"):
        review = {"docname": "a", "url": "a/", "title": "A", "tags": []}
        del review[missing]
        with pytest.raises(ValidationError):
            VALIDATOR.validate({"version": 1, "reviews": [review]})


def test_each_paper_is_one_entry_under_one_key_everywhere(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    entries, items = read_bib(build), json.loads(build.text("reviews.csl.json"))
    reviews = read(build)
    keys = {review["paper"]["key"] for review in reviews.values() if "paper" in review}
    assert set(entries) == {item["id"] for item in items} == keys
    assert len(entries) == 3
    assert reviews["ai/review/a"]["paper"]["key"] == reviews["ai/review/b"]["paper"]["key"]


def test_drafts_are_in_no_file(site):
    files = {
        "ai/review/f.md": post("F", 6, {"arxiv": "2510.00935"}, draft="true"),
        "ai/review/g.md": post("G", 7, {"arxiv": "2510.00936"}).replace("2025-", "2027-"),
        "ai/review/h.md": post("H", 8, {**PAPER, "venue": "Secret 2026"}, draft="true"),
    }
    plain = site.write(FILES, **CONF).build("dirhtml", out="plain")
    site.write(files)
    for options in ({}, {"paperreview_build_drafts": True, "paperreview_build_future": True}):
        build = site.build("dirhtml", **options)
        assert {name: build.text(name) for name in NAMES} == {
            name: plain.text(name) for name in NAMES
        }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, NAMES),
        (False, ()),
        (["json"], NAMES[:1]),
        (["bib", "csl"], NAMES[1:]),
        ([], ()),
    ],
)
def test_the_site_chooses_its_files_and_the_others_leave(site, value, expected):
    site.write(FILES, **CONF).build("dirhtml")
    build = site.build("dirhtml", paperreview_exports=value)
    assert [name for name in NAMES if build.has(name)] == list(expected)


def test_a_wrong_choice_is_reported_and_all_files_are_there(site):
    build = site.write(FILES, **CONF, paperreview_exports=["ris"]).build("dirhtml")
    assert "write True, False or a list of 'json', 'bib', 'csl'" in build.warnings
    assert all(map(build.has, NAMES))


def test_files_are_written_only_when_they_change(site):
    build = site.write(FILES, **CONF).build("dirhtml")

    def stamp():
        return {name: (build.outdir / name).stat().st_mtime_ns for name in NAMES}

    before = stamp()
    site.write({"ai/review/a.md": FILES["ai/review/a.md"] + "\nMore text.\n"}).build("dirhtml")
    assert stamp() == before
    site.write({"ai/review/b.md": post("B, renamed", 2, {"arxiv": "2510.00931"})}).build("dirhtml")
    after = stamp()
    assert [name for name in NAMES if after[name] != before[name]] == ["reviews.json"]


def test_a_site_without_papers_has_empty_lists(site):
    build = site.write({"index.md": "# Home\n", "notes/e.md": post("E", 5)}, **CONF).build("html")
    assert len(read(build)) == 1
    assert dict(read_bib(build)) == {}
    assert json.loads(build.text("reviews.csl.json")) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_the_author_wins(site, name):
    site.write(FILES, **CONF).build("dirhtml")
    site.write({f"extra/{name}": "mine"})
    for _ in range(2):
        build = site.build("dirhtml", html_extra_path=["extra"])
        assert build.text(name) == "mine"
        assert f"{name}: the file of html_extra_path is used" in build.status
    assert site.build("dirhtml").files == site.build("dirhtml", out="clean").files


HOSTILE = '</script>]]>&amp; } { "q" \\ % # _ $x^2$ ~ @misc{a, b = {c}} \'s <i>i</i> é 한'
#: A semicolon separates names.
NAME = HOSTILE.replace(";", "")


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "furo"])
def test_hostile_text_is_text_in_every_file_and_box(site, theme):
    facts = dict.fromkeys(("title", "venue", "abstract", "license", "year", "date"), HOSTILE)
    paper = {
        **facts,
        "url": "https://x.org/<\"'}{>",
        "doi": "10.1/x",
        "authors": [NAME, "</pre>"],
    }
    front = {"tags": [HOSTILE], "description": HOSTILE, "tldr": HOSTILE, "series": HOSTILE}
    files = {"index.md": "# Home\n", "a.md": post(HOSTILE, 1, paper, authors=[NAME], **front)}
    conf = {**CONF, "html_theme": theme, "html_title": HOSTILE}
    build = site.write(files, **conf).build("dirhtml")
    (review,) = read(build).values()
    said = [review[name] for name in ("title", "description", "tldr")]
    said += [*review["tags"], review["series"]["name"]]
    said += [review["paper"][name] for name in facts]
    assert said == [HOSTILE] * len(said)
    assert (review["authors"], review["paper"]["authors"]) == ([NAME], [NAME, "</pre>"])
    assert review["paper"]["url"] == "https://x.org/%3C%22'%7D%7B%3E"
    (item,) = json.loads(build.text("reviews.csl.json"))
    assert item["title"] == item["container-title"] == item["abstract"] == HOSTILE
    ((key, entry),) = read_bib(build).items()
    paper_box, review_box = read_boxes(build, "a/index.html").values()
    assert paper_box == build.text("reviews.bib")
    ((_, cited),) = parse_string(review_box, "bibtex").entries.items()
    assert cited.fields["title"] == entry.fields["title"]
    assert len(cited.persons["author"]) == 1
    assert len(entry.persons["author"]) == 2
    assert key == review["paper"]["key"] == item["id"]
    boxes = build.html("a/index.html").find(".//*[@class='paper-citations']")
    assert {e.tag for e in boxes.iter()} == {"div", "details", "summary", "pre"}


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "furo", "basic", "alabaster"])
def test_a_review_offers_references_to_its_paper_and_itself(site, theme):
    build = site.write(FILES, **{**CONF, "html_theme": theme}).build("dirhtml")
    boxes = read_boxes(build, "ai/review/a/index.html")
    assert list(boxes) == ["Cite the paper", "Cite this review"]
    assert boxes["Cite the paper"] in build.text("reviews.bib")
    ((_, entry),) = parse_string(boxes["Cite this review"], "bibtex").entries.items()
    assert dict(entry.fields.items()) == {
        "title": "[Review] A",
        "howpublished": "Notes",
        "year": "2025",
        "url": "https://other.example/a",
    }
    assert [str(person) for person in entry.persons["author"]] == ["Lee, Ann"]
    # The site stands for a review that nobody signed, at its own address.
    ((_, entry),) = parse_string(
        read_boxes(build, "ai/review/b/index.html")["Cite this review"], "bibtex"
    ).entries.items()
    assert [str(person) for person in entry.persons["author"]] == ["{Notes}"]
    assert entry.fields["url"] == f"{BASE}ai/review/b/"


@pytest.mark.parametrize("theme", ["sphinx_paperreview", "furo"])
def test_boxes_are_closed_and_their_script_is_only_where_they_are(site, theme):
    build = site.write(FILES, **{**CONF, "html_theme": theme}).build("dirhtml")
    for page, count in {"ai/review/a": 2, "notes/e": 0, "about": 0, "tags": 0}.items():
        html = build.html(f"{page}/index.html")
        boxes = [e for e in html.iter("details") if e.get("class") == "paper-citation"]
        assert len(boxes) == count
        assert not [box for box in boxes if box.get("open") is not None]
        scripts = [e.get("src") for e in html.iter("script") if "copy" in e.get("src", "")]
        # Our theme has one script, which copies code, too.
        assert len(scripts) == (bool(count) and theme == "furo"), page
    assert build.has("_static/paperreview-copy.js") == (theme == "furo")


def test_a_site_can_do_without_boxes(site):
    build = site.write(FILES, **CONF).build("dirhtml")
    assert read_boxes(build, "ai/review/a/index.html")
    build = site.build("dirhtml", paperreview_cite_boxes=False)
    assert not read_boxes(build, "ai/review/a/index.html")
    assert "paperreview-copy.js" not in build.text("ai/review/a/index.html")


def test_without_a_base_a_review_is_cited_without_address(site):
    build = site.write(FILES, **{**CONF, "html_baseurl": ""}).build("dirhtml")
    box = read_boxes(build, "ai/review/b/index.html")["Cite this review"]
    assert "url" not in box
    assert "year = {2025}" in box


def test_boxes_speak_the_language_of_the_site(site):
    build = site.write(FILES, **CONF, language="ko").build("dirhtml")
    assert list(read_boxes(build, "ai/review/a/index.html")) == ["논문 인용", "이 리뷰 인용"]


def test_a_second_review_adds_its_facts_to_the_box_of_the_first(site):
    files = {"index.md": "# Home\n", "b.md": post("B", 2, {"arxiv": "2510.00931"})}
    build = site.write(files, **CONF).build("dirhtml")
    assert "Khairi" not in build.text("b/index.html")
    build = site.write({"c.md": post("C", 3, PAPER)}).build("dirhtml")
    boxes = read_boxes(build, "b/index.html")
    assert "Khairi, Ammar" in boxes["Cite the paper"]
    assert boxes["Cite the paper"].startswith("@inproceedings{2025b-2510.00931,")


def test_sphinxcontrib_bibtex_cites_from_the_file(make_site):
    build = make_site("reviews").write(FILES, **CONF).build("dirhtml")
    other = make_site("other").write(
        {
            "reviews.bib": build.text("reviews.bib"),
            "index.md": "# Home\n\nSee {cite:p}`khairi2026lora-2510.00931`.\n\n```{bibliography}\n```\n",
        },
        extensions=["myst_parser", "sphinxcontrib.bibtex"],
        bibtex_bibfiles=["reviews.bib"],
    )
    code, cited = other.run("-W", "-n")
    assert (code, cited.warnings) == (0, "")
    words = " ".join(
        "".join(cited.html("index.html").find(".//*[@role='main']").itertext()).split()
    )
    assert "Ammar Khairi and Gemini Team. LoRA: making the best of N. In ICLR 2026. 2026." in words


def test_the_samples_of_the_documentation_are_what_is_written(example_site):
    page = (PROJECT / "example_site/docs/exports.md").read_text("utf-8")
    samples = dict(re.findall(r"^```(json|bibtex)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    data = json.loads(samples["json"])
    VALIDATOR.validate(data)
    ((key, entry),) = parse_string(samples["bibtex"], "bibtex").entries.items()
    site = example_site("dirhtml")
    real = parse_string((site / "reviews.bib").read_text("utf-8"), "bibtex").entries[key]
    assert dict(real.fields.items()) == dict(entry.fields.items())
    (paper,) = [review["paper"] for review in data["reviews"]]
    records = json.loads((site / "reviews.json").read_text("utf-8"))
    VALIDATOR.validate(records)
    assert paper["key"] in [review.get("paper", {}).get("key") for review in records["reviews"]]


@pytest.mark.parametrize("name", sorted(SCHEMA["$defs"]["review"]["properties"]))
def test_each_key_is_documented(name):
    page = (PROJECT / "example_site/docs/exports.md").read_text("utf-8")
    assert re.search(rf"[`\"]{name}[`\"]", page)
