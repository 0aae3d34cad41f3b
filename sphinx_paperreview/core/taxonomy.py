"""The order of a site: groups of categories, and what is known about tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_paperreview.core.review import clean_text
from sphinx_paperreview.core.slugs import build_slug

if TYPE_CHECKING:
    from collections.abc import Mapping


_TAG_KEYS = ("slug", "aliases", "broader", "description", "include_narrower")


class TaxonomyError(ValueError):
    """A taxonomy that leaves no sensible site; the text says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of posts."""

    #: address of its page, such as ``ai/review``
    path: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Categories under one heading of the sidebar, in the order written."""

    title: str
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What the taxonomy says of one tag."""

    name: str
    slug: str
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    description: str = ""
    #: the tag's page lists the posts of narrower tags, too
    includes_narrower: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """Groups, categories and tags of a site; empty where there is no ``taxonomy.toml``."""

    groups: tuple[Group, ...] = ()
    tags: tuple[Tag, ...] = ()

    @property
    def categories(self) -> tuple[Category, ...]:
        """All categories in the order written."""
        return tuple(category for group in self.groups for category in group.categories)

    def find_category(self, name: str) -> Category | None:
        """Return the category with the path or, whatever its case, the title *name*."""
        path = name.strip("/")
        wanted = clean_text(name).casefold()
        for category in self.categories:
            if category.path == path:
                return category
        for category in self.categories:
            if category.title.casefold() == wanted:
                return category
        return None

    def index_tags(self) -> dict[str, Tag]:
        """Return the known tags by the slug of their name and of each alias."""
        index: dict[str, Tag] = {}
        for tag in self.tags:
            for name in (tag.name, *tag.aliases):
                index.setdefault(build_slug(name), tag)
        for tag in self.tags:
            index.setdefault(tag.slug, tag)
        return index

    def find_tag(self, name: str) -> Tag | None:
        """Return the tag with this name, alias or slug."""
        return self.index_tags().get(build_slug(name))

    def build_slugs(self) -> dict[str, str]:
        """Return the slug of the tag that each known spelling means, by the spelling's own slug."""
        return {slug: tag.slug for slug, tag in self.index_tags().items()}

    def build_broader(self) -> dict[str, tuple[str, ...]]:
        """Return the slugs of the tags right above each tag."""
        slugs = self.build_slugs()
        return {
            tag.slug: tuple(slugs.get(build_slug(name), build_slug(name)) for name in tag.broader)
            for tag in self.tags
            if tag.broader
        }


def build_taxonomy(data: Mapping[str, object]) -> Taxonomy:
    """Read the tables of ``taxonomy.toml``.

    :raises TaxonomyError: where a part has the wrong shape; the text names the part.
    """
    for key in data:
        if key not in ("groups", "tags"):
            raise TaxonomyError(f"unknown key {key!r}: write 'groups' or 'tags'")
    groups = tuple(_build_group(item) for item in _tables(data, "groups"))
    taxonomy = Taxonomy(groups=groups, tags=_build_tags(data.get("tags", {})))
    _check(taxonomy)
    return taxonomy


def _build_group(data: Mapping[str, object]) -> Group:
    _reject_unknown(data, "group", ("title", "categories"))
    categories = tuple(_build_category(item) for item in _tables(data, "categories"))
    return Group(title=_text(data, "title", "group"), categories=categories)


def _build_category(data: Mapping[str, object]) -> Category:
    _reject_unknown(data, "category", ("path", "title", "description"))
    path = _text(data, "path", "category").strip("/")
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.strip() != part for part in parts) or set(path) & set(
        '\\?#%:*"<>|'
    ):
        raise TaxonomyError(f"category path {path!r} is no address: write one like 'ai/review'")
    title = _text(data, "title", "category", default=parts[-1])
    description = _text(data, "description", "category", default="")
    return Category(path=path, title=title, description=description)


def _build_tags(data: object) -> tuple[Tag, ...]:
    if not isinstance(data, dict):
        raise TaxonomyError("'tags' must be tables like [tags.\"Name of the tag\"]")
    tags = []
    for name, table in data.items():
        if not isinstance(table, dict):
            raise TaxonomyError(f'tag {name!r} must be a table: [tags."{name}"]')
        where = f"tag {name!r}"
        _reject_unknown(table, where, _TAG_KEYS)
        written = _text(table, "slug", where, default="")
        slug = build_slug(written or name)
        if written and slug != written:
            raise TaxonomyError(f"{where}: slug {written!r} is no address part: write {slug!r}")
        tags.append(
            Tag(
                name=clean_text(name),
                slug=slug,
                aliases=_texts(table, "aliases", where),
                broader=_texts(table, "broader", where),
                description=_text(table, "description", where, default=""),
                includes_narrower=_switch(table, "include_narrower", where),
            )
        )
    return tuple(tags)


def _check(taxonomy: Taxonomy) -> None:
    paths: set[str] = set()
    for category in taxonomy.categories:
        if category.path.casefold() in paths:
            raise TaxonomyError(f"category path {category.path!r} stands there twice")
        paths.add(category.path.casefold())
    owners: dict[str, str] = {}
    for tag in taxonomy.tags:
        for name in dict.fromkeys((tag.name, *tag.aliases, tag.slug)):
            owner = owners.setdefault(build_slug(name), tag.name)
            if owner != tag.name:
                raise TaxonomyError(f"{name!r} names two tags: {owner!r} and {tag.name!r}")
    _check_cycles(taxonomy)


def _check_cycles(taxonomy: Taxonomy) -> None:
    broader = taxonomy.build_broader()
    names = {tag.slug: tag.name for tag in taxonomy.tags}
    for start in broader:
        chains: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while chains:
            chain = chains.pop()
            for slug in broader.get(chain[-1], ()):
                if slug == start:
                    circle = " < ".join(names[name] for name in (*chain, start))
                    raise TaxonomyError(f"broader tags go in a circle: {circle}: take one out")
                if slug not in seen:
                    seen.add(slug)
                    chains.append((*chain, slug))


def _tables(data: Mapping[str, object], key: str) -> list[dict[str, object]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise TaxonomyError(f"'{key}' must be a list of tables: [[{key}]]")
    return value


def _text(data: Mapping[str, object], key: str, where: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str) or (default is None and not clean_text(value)):
        raise TaxonomyError(f"{where}: {key!r} must be a text")
    return clean_text(value)


def _switch(data: Mapping[str, object], key: str, where: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise TaxonomyError(f"{where}: {key!r} must be true or false")
    return value


def _texts(data: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TaxonomyError(f"{where}: {key!r} must be a list of texts")
    return tuple(clean_text(item) for item in value)


def _reject_unknown(data: Mapping[str, object], where: str, known: tuple[str, ...]) -> None:
    for key in data:
        if key not in known:
            raise TaxonomyError(f"{where}: unknown key {key!r}: write one of {', '.join(known)}")
