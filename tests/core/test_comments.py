"""What an author writes of a system of comments, and the names of threads."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_paperreview.core.comments import CommentsError, build_term, parse_system

GISCUS = {
    "provider": "giscus",
    "repo": "owner/site",
    "repo_id": "R_1",
    "category": "Announcements",
    "category_id": "DIC_1",
}


def test_giscus_gets_what_its_script_takes():
    system = parse_system({**GISCUS, "strict": True, "reactions": False, "input_position": "top"})
    assert dict(system.attributes) == {
        "data-repo": "owner/site",
        "data-repo-id": "R_1",
        "data-category": "Announcements",
        "data-category-id": "DIC_1",
        "data-strict": "1",
        "data-reactions-enabled": "0",
        "data-input-position": "top",
        "data-mapping": "specific",
        "crossorigin": "anonymous",
    }
    assert system.script == "https://giscus.app/client.js"
    assert system.place == "https://github.com/owner/site/discussions"
    assert system.themes == ("light", "dark")
    assert not system.on_click


def test_utterances_needs_a_repository_only():
    system = parse_system(
        {
            "provider": "utterances",
            "repo": "owner/site",
            "load": "click",
            "themes": ["boxy-light", "photon-dark"],
        }
    )
    assert dict(system.attributes) == {"repo": "owner/site", "crossorigin": "anonymous"}
    assert system.term_attribute == "issue-term"
    assert system.themes == ("boxy-light", "photon-dark")
    assert system.on_click


@pytest.mark.parametrize("nothing", ["", None, False])
def test_a_site_has_no_system_by_default(nothing):
    assert parse_system(nothing) is None


@pytest.mark.parametrize(
    ("option", "mend"),
    [
        ("giscus", "write a dict"),
        ({1: 2}, "write a dict"),
        ({}, "write one of 'giscus', 'utterances', 'template'"),
        ({"provider": ["giscus"]}, "write one of"),
        ({"provider": "disqus"}, "write one of"),
        ({"provider": "giscus", "repo": "owner/site"}, "giscus needs 'repo_id'"),
        ({**GISCUS, "repo": "https://github.com/owner/site"}, "write 'owner/name'"),
        ({**GISCUS, "repoid": "R_1"}, "did you mean 'repo_id'"),
        ({**GISCUS, "strict": "yes"}, "strict: write True or False"),
        ({**GISCUS, "input_position": "left"}, "write 'top' or 'bottom'"),
        ({**GISCUS, "category": 7}, "category: write a text"),
        ({**GISCUS, "themes": "dark"}, "themes: write the names"),
        ({**GISCUS, "load": "soon"}, "write 'scroll' or 'click'"),
        ({"provider": "utterances", "repo": "a/b", "category": "x"}, "unknown key 'category'"),
        ({"provider": "template", "repo": "a/b"}, "unknown key 'repo'"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_mend(option, mend):
    with pytest.raises(CommentsError) as error:
        parse_system(option)
    assert mend in str(error.value)


@pytest.mark.parametrize(
    ("address", "written", "term"),
    [
        ("ai/review/best-of-n/", "", "ai/review/best-of-n/"),
        ("ai/review/best-of-n.html", "", "ai/review/best-of-n"),
        ("ai/review/v2.0/", "", "ai/review/v2.0/"),
        ("ai/review/best-of-n/", "An old thread", "An old thread"),
    ],
)
def test_a_thread_is_named_by_the_address_in_the_site(address, written, term):
    assert build_term(address, written) == term


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["giscus", "utterances", "template", "owner/site"])
)
VALUES = SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS)


@given(
    VALUES
    | st.dictionaries(
        st.sampled_from(
            [
                "provider",
                "repo",
                "repo_id",
                "category",
                "category_id",
                "strict",
                "themes",
                "load",
                "x",
            ]
        ),
        VALUES,
    )
)
def test_whatever_is_written_is_read_or_told(option):
    with suppress(CommentsError):
        parse_system(option)
