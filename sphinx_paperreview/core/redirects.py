"""Old addresses of pages: which file answers to each, and which of them cannot be used."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_paperreview.core.fields import Slip
from sphinx_paperreview.core.review import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OTHER_SITE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
#: Folders of the output that hold no pages.
_FOLDERS = ("_static", "_sources", "_images", "_downloads", "_modules")
_REFUSED = set('<>:"|?*\\')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.ASCII | re.IGNORECASE)
_INDEX = "index.html"


class AliasError(ValueError):
    """An address that no file of the site can answer to: why, and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A page that leads from an old address to a post."""

    #: file below the output folder
    file: str
    #: the post that it leads to
    docname: str
    #: the address as it was written
    alias: str


def parse_alias(alias: str) -> str:
    """Return the file that answers to an old address, below the output folder.

    :raises AliasError: where none can
    """
    if _OTHER_SITE.match(alias):
        raise AliasError("is an address of a whole site: write its path, such as /old/name/")
    if "?" in alias or "#" in alias:
        raise AliasError("has a '?' or '#', which no file answers to: write the path before it")
    try:
        path = unquote(alias, errors="strict")
    except UnicodeDecodeError as error:
        raise AliasError("is not UTF-8 where it has '%': write it in plain letters") from error
    path = unicodedata.normalize("NFC", path)
    if clean_text(path) != path:
        raise AliasError("holds characters that nobody can see: write it anew")
    is_folder = path.endswith("/")
    path = path.removeprefix("/").removesuffix("/")
    parts = path.split("/") if path else []
    is_empty = not parts and not is_folder
    if is_empty or any(part in ("", ".", "..") for part in parts):
        raise AliasError("is no path below the top of the site: write one such as /old/name/")
    if parts and parts[0] in _FOLDERS:
        raise AliasError(f"is in {parts[0]!r}, which holds no pages: write another")
    if is_folder:
        return "/".join([*parts, _INDEX])
    return path if path.endswith(".html") else f"{path}.html"


def find_refused(file: str) -> str:
    """Return what Windows does not take in the name of a file, empty where it takes all."""
    for part in file.split("/"):
        refused = sorted(_REFUSED & set(part))
        if refused:
            return refused[0]
        if part.endswith((".", " ")) or _DEVICES.fullmatch(part):
            return part
    return ""


def check_permalink(docname: str, source: str, permalink: str) -> Slip | None:
    """Return what is wrong with the address that a page wants, None where it has it.

    :param source: the page's file in the source folder
    """
    try:
        wanted = _find_page(parse_alias(permalink))
    except AliasError as error:
        return _slip(f"permalink {permalink!r} {error}")
    if wanted == _find_page(f"{unicodedata.normalize('NFC', docname)}.html"):
        return None
    suffix = source[source.rfind(".") :]
    message = f"permalink {permalink!r} is not the page's address: move {source!r} to"
    return _slip(f"{message} {wanted + suffix!r}")


def build_redirects(
    aliases: Mapping[str, tuple[str, ...]], pages: Mapping[str, str], documents: Mapping[str, str]
) -> tuple[tuple[Redirect, ...], tuple[tuple[str, Slip], ...]]:
    """Return the redirects of a site in order, and what authors should mend, by document.

    :param aliases: old addresses of posts, by their documents
    :param pages: what is at an address already, by its file
    :param documents: files of documents, by their names
    """
    redirects: dict[str, Redirect] = {}
    slips: list[tuple[str, Slip]] = []
    for docname in sorted(aliases):
        for alias in aliases[docname]:
            try:
                file = parse_alias(alias)
            except AliasError as error:
                slips.append((docname, _slip(f"alias {alias!r} {error}")))
                continue
            first = redirects.get(file)
            if file in pages:
                slips.extend(_taken(docname, alias, pages[file], aliases, documents))
            elif first is None:
                redirects[file] = Redirect(file=file, docname=docname, alias=alias)
            elif first.docname != docname:
                for here, other in ((docname, first.docname), (first.docname, docname)):
                    message = f"alias {alias!r} is one of {other!r}, too: take one out"
                    slips.append((here, _slip(f"{message} (it leads to {first.docname!r})")))
    return tuple(redirects[file] for file in sorted(redirects)), tuple(slips)


def _taken(
    docname: str,
    alias: str,
    owner: str,
    aliases: Mapping[str, tuple[str, ...]],
    documents: Mapping[str, str],
) -> Iterator[tuple[str, Slip]]:
    """Yield what is said of an alias at which there is a page, at both places."""
    if owner == docname:
        yield docname, _slip(f"alias {alias!r} is the page's own address: take it out")
        return
    others = aliases.get(owner, ())
    is_loop = documents[docname] in map(_find_file, others)
    circle = ", and the other way round" if is_loop else ""
    chain = ", which has aliases itself" if others and not is_loop else ""
    yield (
        docname,
        _slip(f"alias {alias!r} is the address of {owner!r}{circle}{chain}: take it out"),
    )
    if owner in documents:
        message = f"the page keeps its address, which is an alias of {docname!r}, too: {alias!r}"
        yield owner, _slip(message)


def _find_file(alias: str) -> str:
    try:
        return parse_alias(alias)
    except AliasError:
        return ""


def _find_page(file: str) -> str:
    return file.removesuffix(".html").removesuffix("/index")


def _slip(message: str) -> Slip:
    return Slip(problem="address", message=message)
