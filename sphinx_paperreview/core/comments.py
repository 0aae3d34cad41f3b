"""Systems that keep the comments of a site: what an author writes of one, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_paperreview.core.fields import propose

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The system of an author's own template.
OWN = "template"
_LOADS = ("scroll", "click")
_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+", re.ASCII)
_COMMON = ("provider", "load", "themes")


class Provider(NamedTuple):
    """What the script of a system takes."""

    script: str
    #: the attribute that names a page's thread
    term: str
    #: names of light and dark looks
    themes: tuple[str, str]
    #: where the threads of a repository are
    place: str
    #: keys that authors write, and the attributes that they become
    keys: Mapping[str, str]
    required: tuple[str, ...]
    #: attributes that every page has
    fixed: tuple[tuple[str, str], ...]


PROVIDERS = {
    "giscus": Provider(
        script="https://giscus.app/client.js",
        term="data-term",
        themes=("light", "dark"),
        place="discussions",
        keys={
            "repo": "data-repo",
            "repo_id": "data-repo-id",
            "category": "data-category",
            "category_id": "data-category-id",
            "strict": "data-strict",
            "reactions": "data-reactions-enabled",
            "input_position": "data-input-position",
            "language": "data-lang",
        },
        required=("repo", "repo_id", "category", "category_id"),
        fixed=(("data-mapping", "specific"), ("crossorigin", "anonymous")),
    ),
    "utterances": Provider(
        script="https://utteranc.es/client.js",
        term="issue-term",
        themes=("github-light", "github-dark"),
        place="issues",
        keys={"repo": "repo", "label": "label"},
        required=("repo",),
        fixed=(("crossorigin", "anonymous"),),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSystem:
    """Where a site's comments are kept, and how its pages ask for them."""

    provider: str
    #: address of the system's script, empty for an author's own template
    script: str = ""
    #: attributes of that script beside the thread's name
    attributes: tuple[tuple[str, str], ...] = ()
    #: attribute for the name of a page's thread
    term_attribute: str = ""
    #: looks that fit a light page and a dark one
    themes: tuple[str, str] = ("", "")
    #: address where all threads can be read
    place: str = ""
    #: nothing is loaded before a reader asks, not even when the place is in sight
    on_click: bool = False


class CommentsError(ValueError):
    """What an author wrote names no system; the message says what to write."""


def parse_system(option: object) -> CommentSystem | None:
    """Return the system that a theme option names, None where there is none.

    :raises CommentsError: where it cannot be used
    """
    if option in ("", None, False):
        return None
    if not isinstance(option, dict) or not all(isinstance(key, str) for key in option):
        raise CommentsError("write a dict like {'provider': 'giscus', 'repo': 'owner/name', …}")
    name = option.get("provider", "")
    if name == OWN:
        _check_keys(option, ("provider",))
        return CommentSystem(provider=OWN)
    provider = PROVIDERS.get(name) if isinstance(name, str) else None
    if provider is None:
        known = ", ".join(map(repr, (*PROVIDERS, OWN)))
        raise CommentsError(f"provider {name!r}: write one of {known}")
    _check_keys(option, (*_COMMON, *provider.keys))
    for key in provider.required:
        if not option.get(key):
            raise CommentsError(f"{name} needs {key!r}")
    if not _REPOSITORY.fullmatch(str(option["repo"])):
        raise CommentsError(f"repo {option['repo']!r}: write 'owner/name'")
    return CommentSystem(
        provider=name,
        script=provider.script,
        attributes=(
            *((attribute, _render(key, option[key])) for key, attribute in provider.keys.items()
              if key in option),
            *provider.fixed,
        ),
        term_attribute=provider.term,
        themes=_read_themes(option.get("themes", provider.themes)),
        place=f"https://github.com/{option['repo']}/{provider.place}",
        on_click=_read_load(option.get("load", "scroll")) == "click",
    )  # fmt: skip


def build_term(address: str, written: str = "") -> str:
    """Return the name of a page's thread: what was written, else the address in the site.

    It has no start that a move of the site would change, and no end that a browser does not need;
    both systems name a page in this way at the top of a host, so that threads there are kept.
    """
    return written or address.strip("/").removesuffix(".html") + "/" * address.endswith("/")


def _check_keys(option: Mapping[str, object], known: tuple[str, ...]) -> None:
    for key in option:
        if key not in known:
            raise CommentsError(f"unknown key {key!r}" + propose(key, known))


def _render(key: str, value: object) -> str:
    if key in ("strict", "reactions"):
        if not isinstance(value, bool):
            raise CommentsError(f"{key}: write True or False")
        return str(int(value))
    if key == "input_position" and value not in ("top", "bottom"):
        raise CommentsError("input_position: write 'top' or 'bottom'")
    if not isinstance(value, str):
        raise CommentsError(f"{key}: write a text")
    return value


def _read_themes(value: object) -> tuple[str, str]:
    if isinstance(value, (list, tuple)) and [type(item) for item in value] == [str, str]:
        return value[0], value[1]
    raise CommentsError("themes: write the names of a light and a dark one, ['light', 'dark']")


def _read_load(value: object) -> str:
    if value not in _LOADS:
        raise CommentsError(f"load {value!r}: write 'scroll' or 'click'")
    return str(value)
