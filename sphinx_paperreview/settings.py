"""The paperreview_* values of conf.py: one field is one value."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from sphinx_paperreview.core.dates import parse_moment, parse_timezone
from sphinx_paperreview.core.taxonomy import Taxonomy, TaxonomyError, build_taxonomy
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.setting_checks import (
    check_disclaimers,
    check_feed_content,
    check_kinds,
    check_now,
    check_paths,
    check_positive,
    check_scale,
    check_search,
    check_texts,
    check_timezone,
    check_unknown_tags,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "paperreview_"
DISCLAIMERS = ("ai-generated", "ai-assisted", "ai-translated")


def _value(
    default: object,
    types: tuple[type, ...],
    help: str,  # noqa: A002 - the word that command lines use
    *,
    rebuild: str = "html",
    check: Callable[[Any], str | None] | None = None,
    name: str = "",
) -> Any:  # a dataclass field takes the place of a value of any type
    metadata = {"types": types, "help": help, "rebuild": rebuild, "check": check, "name": name}
    if isinstance(default, (dict, list)):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What conf.py says of this extension, checked; a value that cannot be used has its default."""

    include: list[str] = _value(
        [], (list, tuple), "patterns of documents that are posts", rebuild="env", check=check_texts
    )
    taxonomy: str | dict[str, Any] = _value(
        "taxonomy.toml", (str, dict), "name of the taxonomy's file beside conf.py, or its content"
    )
    home: bool | str | None = _value(
        True,
        (bool, str, type(None)),
        "document that the newest posts follow; True: the root document with our theme",
    )
    paths: dict[str, str | None] = _value(
        {}, (dict,), "other addresses of listings, None for no such pages", check=check_paths
    )
    page_size: int = _value(20, (int,), "posts on a page of a list", check=check_positive)
    tag_min_count: int = _value(1, (int,), "tags of fewer posts get no page", check=check_positive)
    unknown_tags: str = _value(
        "allow",
        (str,),
        'tags that the taxonomy does not name: "allow", "warn" or "error"',
        check=check_unknown_tags,
    )
    rating_scale: list[float] = _value(
        [1, 5],
        (list, tuple),
        "worst and best value of a rating like '4'",
        rebuild="env",
        check=check_scale,
    )
    sections: list[str] = _value(
        [],
        (list, tuple),
        "headings that every review has; empty: the usual four in the language of the review",
        check=check_texts,
    )
    timezone: str = _value(
        "UTC", (str,), "time zone of dates without one", rebuild="env", check=check_timezone
    )
    now: str | None = _value(
        None,
        (str, type(None)),
        "the time of the build, None for the clock",
        rebuild="",
        check=check_now,
    )
    build_drafts: bool = _value(False, (bool,), "publish drafts, too", rebuild="")
    build_future: bool = _value(False, (bool,), "publish posts of the future, too", rebuild="")
    default_disclaimer: str = _value(
        "", (str,), "notice under each review that names none, such as 'ai-generated'"
    )
    disclaimers: dict[str, str] = _value(
        {}, (dict,), "further notices by name", rebuild="env", check=check_disclaimers
    )
    cjk_emphasis: bool = _value(
        True, (bool,), "read emphasis next to Hangul, kana and Han as meant", rebuild="env"
    )
    book: bool = _value(
        True,
        (bool,),
        "latex, epub, texinfo, man and singlehtml get all posts, oldest first",
        rebuild="",
    )
    search: str = _value(
        "sphinx",
        (str,),
        'how readers search: "sphinx" (Sphinx\'s own index) or "none"',
        check=check_search,
    )
    feeds: bool | list[str] = _value(
        True,
        (bool, list, tuple),
        'what has feeds: "site", "category", "tag"; True: site and categories',
        check=check_kinds("site", "category", "tag"),
    )
    feed_size: int = _value(20, (int,), "posts in a feed", rebuild="", check=check_positive)
    feed_content: str = _value(
        "description",
        (str,),
        'what feeds hold of a post: "description" or "full"',
        rebuild="",
        check=check_feed_content,
    )
    exports: bool | list[str] = _value(
        True,
        (bool, list, tuple),
        'files for other programs: "json", "bib", "csl"; True: all of them',
        rebuild="",
        check=check_kinds("json", "bib", "csl"),
    )
    cite_boxes: bool = _value(True, (bool,), "offer references to paper and review for copying")
    social_cards: bool = _value(
        False, (bool,), "draw a picture of each review for links to it; needs Pillow", rebuild=""
    )
    card_fonts: list[str] = _value(
        [],
        (list, tuple),
        "font files of the pictures, beside conf.py; without them the system's are used",
        rebuild="",
        check=check_texts,
    )
    prefix_404: str | None = _value(
        None,
        (str, type(None)),
        "start of addresses on the 404 page; None: the path of html_baseurl",
        name="404_prefix",
    )

    @property
    def tzinfo(self) -> tzinfo:
        """The time zone of dates without one."""
        return parse_timezone(self.timezone)

    @property
    def clock(self) -> datetime:
        """The time that decides what is future."""
        return parse_moment(self.now, self.tzinfo).instant if self.now else datetime.now(UTC)

    @property
    def notices(self) -> tuple[str, ...]:
        """Names of the notices that exist."""
        return (*DISCLAIMERS, "none", *self.disclaimers)


# Asked several times for each page; a build has one configuration.
@lru_cache(maxsize=4)
def read_settings(config: Config) -> Settings:
    """Return the settings of a site; values that cannot be used have their defaults."""
    values = {item.name: config[_name(item)] for item in fields(Settings)}
    return Settings(**{key: value for key, value in values.items() if not _fault(key, value)})


def read_taxonomy(config: Config, confdir: str) -> Taxonomy:
    """Return the taxonomy that ``paperreview_taxonomy`` names, an empty one without its file.

    :raises ConfigError: where the file cannot be read, or holds no sensible taxonomy
    """
    source = read_settings(config).taxonomy
    if isinstance(source, dict):
        return _build(source, "paperreview_taxonomy")
    path = Path(confdir, source)
    if not path.is_file():
        if source != "taxonomy.toml":
            raise ConfigError(f"paperreview_taxonomy: there is no file {source!r} beside conf.py")
        return Taxonomy()
    try:
        return _build(tomllib.loads(path.read_text("utf-8-sig")), source)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{source} cannot be read: {error}") from error


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Report values that cannot be used, once."""
    for item in fields(Settings):
        fault = _fault(item.name, config[_name(item)])
        if fault:
            message = f"{_name(item)} = {config[_name(item)]!r}: {fault}; the default is used"
            report(Problem.CONFIG, message)
    settings = read_settings(config)
    if settings.default_disclaimer not in ("", *settings.notices):
        message = (
            f"{PREFIX}default_disclaimer = {settings.default_disclaimer!r}: "
            f"write one of {', '.join(settings.notices)}"
        )
        report(Problem.CONFIG, message)
    # A taxonomy that leaves no site is told before anything is read.
    read_taxonomy(config, str(app.confdir))


def on_builder_inited(app: Sphinx) -> None:
    """Read the values again that extensions may have set until now."""
    read_settings.cache_clear()


def _build(data: Mapping[str, object], source: str) -> Taxonomy:
    try:
        return build_taxonomy(data)
    except TaxonomyError as error:
        raise ConfigError(f"{source}: {error}") from error


def _name(item: Field[Any]) -> str:
    return f"{PREFIX}{item.metadata['name'] or item.name}"


def _fault(key: str, value: object) -> str | None:
    item = next(item for item in fields(Settings) if item.name == key)
    types: tuple[type, ...] = item.metadata["types"]
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        names = " or ".join("None" if kind is type(None) else kind.__name__ for kind in types)
        return f"write a value of type {names}"
    check: Callable[[Any], str | None] | None = item.metadata["check"]
    return check(value) if check and value is not None else None


def setup(app: Sphinx) -> None:
    """Register every value."""
    for item in fields(Settings):
        factory = item.default_factory
        default = item.default if factory is MISSING else factory()
        # All types are let through: a wrong one is reported in our own words, with the mend.
        app.add_config_value(
            _name(item),
            default,
            item.metadata["rebuild"],
            types=Any,
            description=item.metadata["help"],
        )
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited, priority=999)
