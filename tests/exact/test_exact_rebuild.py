"""After any edits, a build gives the bytes that a build from scratch gives."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

#: Comparisons in all; more than the default in an environment of its own.
STEPS = int(os.environ.get("PAPERREVIEW_EXACT_STEPS", "36"))
IS_THOROUGH = STEPS > 100
#: Every theme with every number of processes; more of them would only repeat these.
RUNS = (("sphinx_paperreview", 1), ("basic", 2), ("sphinx_paperreview", 2), ("basic", 1))
BUILDERS = st.sampled_from(["dirhtml", "html"])
#: What is built after an edit: as often as not the next edit comes first.
THEN = st.sampled_from(["dirhtml", "html", "both", "nothing"])
WHICH = st.integers(0, 15)
FOLDERS = st.sampled_from(["ai/review", "ai/llm", "python/pep"])
STEMS = st.sampled_from(["a", "b", "f", "g", "z"])
TAGS = st.lists(
    st.sampled_from(["GRPO", "DPO", "C++", "PPO", "grpo", "강화 학습"]), max_size=3, unique=True
).map(tuple)
#: Days of October, of November, and of a December that is still to come.
DAYS = st.integers(1, 60)
TITLES = st.sampled_from(["A", "Renamed", "Attention & all", "논문 리뷰", "Z"])
#: Where a build is stopped: the event, and how many of them are let through.
STOPS = st.sampled_from([
    ("source-read", 1, 500), ("doctree-read", 0, 500), ("env-updated", 0, 100),
    ("env-updated", 0, 900), ("html-page-context", 0, 500), ("html-page-context", 3, 500),
    ("html-collect-pages", 0, 900), ("build-finished", 0, 0), ("build-finished", 0, 850),
    ("build-finished", 0, 999),
])  # fmt: skip
#: Values of conf.py: of Sphinx, of this project, of the theme.
VALUES = {
    "html_title": ("Reviews", "More reviews"),
    "language": ("en", "ko", "ja"),
    "html_show_sourcelink": (True, False),
    "html_copy_source": (True, False),
    "html_use_index": (True, False),
    "html_last_updated_fmt": ("", None),
    "html_permalinks": (True, False),
    "rst_prolog": ("", "Prolog."),
    "myst_heading_anchors": (0, 2),
    "exclude_patterns": (["snippets", "_templates"], ["snippets", "_templates", "ai/llm/e*"]),
    "paperreview_page_size": (3, 2, 20),
    "paperreview_paths": ({}, {"tags": "topics"}),
    "paperreview_feeds": (True, ["site", "tag"], False),
    "paperreview_tag_min_count": (1, 2),
    "paperreview_default_disclaimer": ("", "ai-generated"),
    "paperreview_build_drafts": (False, True),
    "paperreview_build_future": (False, True),
    "paperreview_timezone": ("UTC", "Asia/Seoul"),
    "html_theme_options": (
        {},
        {"footer_text": "Footer"},
        {"always_show_updated": "true", "header_links": [{"title": "A", "page": "about"}]},
    ),
}


class Edits(RuleBasedStateMachine):
    """Edits of a site, one after the other, and builds between them."""

    def __init__(self, site, parts):
        super().__init__()
        self.site, self.parts = site, parts
        self.compare("both")

    def compare(self, then):
        """Build what an edit asks for."""
        self.is_failed = True
        for builder in {"both": ("dirhtml", "html"), "nothing": ()}.get(then, (then,)):
            different = self.site.compare(builder)
            assert not different, "\n".join(different)
        self.is_failed = False

    def pick(self, which):
        """Return the name of a post."""
        names = sorted(self.site.posts)
        return names[which % len(names)]

    def change(self, which, then, **values):
        docname = self.pick(which)
        self.site.put(docname, replace(self.site.posts[docname], **values))
        self.compare(then)

    def teardown(self):
        if not self.is_failed:
            self.compare("both")

    @rule(which=WHICH, body=st.sampled_from(["Text.", "More.", "## A\n\nLong."]), then=THEN)
    def edit_body(self, which, body, then):
        self.change(which, then, body=body)

    @rule(which=WHICH, title=TITLES, then=THEN)
    def edit_title(self, which, title, then):
        self.change(which, then, title=title)

    @rule(which=WHICH, tags=TAGS, then=THEN)
    def edit_tags(self, which, tags, then):
        self.change(which, then, tags=tags)

    @rule(which=WHICH, day=DAYS, then=THEN)
    def edit_date(self, which, day, then):
        self.change(which, then, day=day)

    @rule(which=WHICH, category=st.sampled_from(["", "ai/llm", "ai/review"]), then=THEN)
    def edit_category(self, which, category, then):
        self.change(which, then, category=category)

    @rule(which=WHICH, then=THEN)
    def switch_draft(self, which, then):
        self.change(which, then, draft=not self.site.posts[self.pick(which)].draft)

    @rule(which=WHICH, then=THEN)
    def switch_pin(self, which, then):
        self.change(which, then, pin=not self.site.posts[self.pick(which)].pin)

    @rule(which=WHICH, series=st.sampled_from(["", "Basics", "More"]), then=THEN)
    def edit_series(self, which, series, then):
        self.change(which, then, series=series)

    @rule(which=WHICH, alias=st.sampled_from(["", "/old/", "/older.html"]), then=THEN)
    def edit_alias(self, which, alias, then):
        # Two posts with one old address are a mistake, which is told apart.
        if alias not in {post.alias for post in self.site.posts.values()} - {""}:
            self.change(which, then, alias=alias)

    @rule(which=WHICH, then=THEN)
    def switch_picture(self, which, then):
        docname = self.pick(which)
        if docname.startswith("ai/"):
            self.change(which, then, picture=not self.site.posts[docname].picture)

    @rule(which=WHICH, then=THEN)
    def switch_included(self, which, then):
        self.change(which, then, included=not self.site.posts[self.pick(which)].included)

    @rule(which=WHICH, other=WHICH, then=THEN)
    def mention(self, which, other, then):
        self.change(which, then, mentioned=self.pick(other))

    @rule(folder=FOLDERS, stem=STEMS, title=TITLES, day=DAYS, tags=TAGS, then=THEN)
    def add(self, folder, stem, title, day, tags, then):
        docname = f"{folder}/{stem}"
        if docname not in self.site.posts:
            prototype = next(iter(self.site.posts.values()))
            post = replace(prototype, title=title, day=day, tags=tags, arxiv="", alias="")
            self.site.put(docname, replace(post, picture=False))
            self.compare(then)

    @precondition(lambda self: len(self.site.posts) > 2)
    @rule(which=WHICH, then=THEN)
    def remove(self, which, then):
        self.site.remove(self.pick(which))
        self.compare(then)

    @rule(which=WHICH, stem=STEMS, then=THEN)
    def rename(self, which, stem, then):
        docname = self.pick(which)
        other = f"{docname.rpartition('/')[0]}/{stem}"
        if other not in self.site.posts:
            self.site.rename(docname, other)
            self.compare(then)

    @rule(which=WHICH, then=THEN)
    def rename_case(self, which, then):
        docname = self.pick(which)
        folder, _, stem = docname.rpartition("/")
        self.site.rename(docname, f"{folder}/{stem.swapcase()}")
        self.compare(then)

    @rule(which=WHICH, other=WHICH, then=THEN)
    def swap(self, which, other, then):
        self.site.swap(self.pick(which), self.pick(other))
        self.compare(then)

    @rule(part=WHICH, variant=WHICH, then=THEN)
    def edit_part(self, part, variant, then):
        """Taxonomy, template, static file, included file, intro, other page: written or removed."""
        names = sorted(self.parts)
        name = names[part % len(names)]
        self.site.write(name, self.parts[name][variant % len(self.parts[name])])
        self.compare(then)

    @rule(name=st.sampled_from(sorted(VALUES)), variant=WHICH, then=THEN)
    def edit_conf(self, name, variant, then):
        is_known = "paperreview" not in "".join(self.site.conf["extensions"])
        if (name.startswith("paperreview") and is_known) or (
            name == "html_theme_options" and self.site.theme == "basic"
        ):
            return
        self.site.configure(name, VALUES[name][variant % len(VALUES[name])])
        self.compare(then)

    @rule(then=THEN)
    def undo(self, then):
        """Write a post as it was before its last change; its file has a new time."""
        if self.site.before:
            self.site.put(*self.site.before)
            self.compare(then)

    @rule(then=THEN)
    def touch(self, then):
        self.site.touch()
        self.compare(then)

    @rule(builder=BUILDERS, at=STOPS, how=st.sampled_from(["kill", "raise"]), then=THEN)
    def stop(self, builder, at, how, then):
        event, count, priority = at
        stop = {"event": event, "count": count, "priority": priority, "how": how}
        self.site.kill(builder, stop)
        self.compare(then)

    @rule(jobs=st.sampled_from([1, 2]))
    def take_processes(self, jobs):
        self.site.jobs = jobs


@pytest.mark.parametrize(("theme", "jobs"), RUNS)
def test_edits_leave_nothing_of_what_was(make_site, parts, theme, jobs):
    sites = []

    def start():
        sites.append(make_site(theme, jobs))
        return Edits(sites[-1], parts)

    if not IS_THOROUGH:
        # The same edits at each run, and other ones with each theme.
        start = seed(RUNS.index((theme, jobs)))(start)
    wanted = STEPS // len(RUNS)
    phases = [Phase.generate, *([Phase.shrink] if IS_THOROUGH else [])]
    run_state_machine_as_test(
        start,
        settings=settings(
            max_examples=max(2, wanted // 12),
            stateful_step_count=10 if not IS_THOROUGH else 20,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
    steps = sum(site.steps for site in sites)
    print(f"{theme}, {jobs}: {steps} builds compared with clean ones")
    assert steps >= wanted
