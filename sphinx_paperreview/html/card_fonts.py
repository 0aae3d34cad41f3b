"""The fonts that social cards are drawn with: named by the author, else those of the system."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

from sphinx_paperreview.core.fonts import FontError, read_font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Files of families that systems bring, bold and regular, and languages that they are made for.
_FAMILIES = (
    ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "ko ja zh"),
    ("NotoSansCJKkr-Bold.otf", "NotoSansCJKkr-Regular.otf", "ko"),
    ("NotoSansKR-Bold.otf", "NotoSansKR-Regular.otf", "ko"),
    ("NotoSansJP-Bold.otf", "NotoSansJP-Regular.otf", "ja"),
    ("NotoSansSC-Bold.otf", "NotoSansSC-Regular.otf", "zh"),
    ("NanumGothicBold.ttf", "NanumGothic.ttf", "ko"),
    ("AppleSDGothicNeo.ttc", "AppleSDGothicNeo.ttc", "ko"),
    ("malgunbd.ttf", "malgun.ttf", "ko"),
    ("ヒラギノ角ゴシック W6.ttc", "ヒラギノ角ゴシック W3.ttc", "ja"),
    ("YuGothB.ttc", "YuGothM.ttc", "ja"),
    ("PingFang.ttc", "PingFang.ttc", "zh"),
    ("msyhbd.ttc", "msyh.ttc", "zh"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc", "zh"),
    ("NotoSans-Bold.ttf", "NotoSans-Regular.ttf", ""),
    ("DejaVuSans-Bold.ttf", "DejaVuSans.ttf", ""),
    ("LiberationSans-Bold.ttf", "LiberationSans-Regular.ttf", ""),
    ("segoeuib.ttf", "segoeui.ttf", ""),
    ("arialbd.ttf", "arial.ttf", ""),
    ("Arial Bold.ttf", "Arial.ttf", ""),
    ("Arial Unicode.ttf", "Arial Unicode.ttf", ""),
    ("NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf", ""),
    ("NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf", ""),
    ("seguisym.ttf", "seguisym.ttf", ""),
)
#: How collections name the faces of one family for the languages that share their letters.
_REGIONS = {"ko": "KR", "ja": "JP", "zh": "SC", "zh_tw": "TC", "zh_hant": "TC", "zh_hk": "HK"}
_BOLD = re.compile(r"\b(?:semi|demi|extra|ultra)?-?(?:bold|heavy|black)\b|W[6-9]\b", re.IGNORECASE)
_MONO = re.compile(r"\bmono\b", re.IGNORECASE)
_MOST_FACES = 64
_WEIGHTS = {False: 400, True: 700}


# Told apart by which they are: to compare what they hold would take long.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Face:
    """One face of a font file."""

    path: str
    index: int
    family: str
    style: str
    #: characters that it has a shape for
    characters: frozenset[int]
    #: what tells it from another version of itself
    version: bytes
    #: values of its axes where its weight can be chosen, with None in that one's place
    axes: tuple[float | None, ...] = ()


def read_faces(path: str) -> tuple[Face, ...]:
    """Return the faces of a font file.

    :raises FontError: where it is none
    """
    try:
        status = Path(path).stat()
    except OSError as error:
        raise FontError(f"cannot be read ({error.strerror})") from error
    return _read_faces(path, (status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=64)
def _read_faces(path: str, _state: tuple[int, int]) -> tuple[Face, ...]:
    """Return the faces of a font file in the state that it is in."""
    found: list[Face] = []
    for index in range(_MOST_FACES):
        try:
            font = ImageFont.truetype(path, 16, index=index)
            with Path(path).open("rb") as file:
                characters, version = read_font(file, index)
        except (OSError, FontError):
            # Collections do not say how many faces they hold.
            break
        family, style = font.getname()
        face = Face(
            path=path,
            index=index,
            family=family or "",
            style=style or "",
            characters=characters,
            version=version,
            axes=tuple(_find_axes(font)),
        )
        found.append(face)
        if not path.lower().endswith((".ttc", ".otc")):
            break
    if not found:
        raise FontError("is no font file that can be read")
    return tuple(found)


def choose_faces(
    paths: Iterable[str], languages: tuple[str, ...], *, is_bold: bool
) -> tuple[Face, ...]:
    """Return the faces of files for a language and a weight, in the order they are asked."""
    faces = [_choose_face(read_faces(path), languages, is_bold=is_bold) for path in paths]
    return tuple(sorted(faces, key=lambda face: not face.axes and _is_bold(face) is not is_bold))


def _choose_face(faces: tuple[Face, ...], languages: tuple[str, ...], *, is_bold: bool) -> Face:
    regions = tuple(filter(None, map(_find_region, languages)))

    def rank(face: Face) -> tuple[bool, int, bool]:
        region = face.family.rpartition(" ")[2]
        place = regions.index(region) if region in regions else len(regions)
        return bool(_MONO.search(face.family)), place, _is_bold(face) is not is_bold

    return min(faces, key=rank)


def load_face(face: Face, size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    """Return a face ready for drawing."""
    font = ImageFont.truetype(face.path, size, index=face.index)
    if face.axes:
        weight = _WEIGHTS[is_bold]
        font.set_variation_by_axes([weight if value is None else value for value in face.axes])
    return font


def find_system_fonts(languages: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return files of fonts that the system has, those made for the languages first.

    :param known: as :func:`find_font_files` gives them
    """
    spoken = [re.split(r"[-_]", language)[0].lower() for language in languages]

    def rank(item: tuple[str, str, str]) -> int:
        made_for = item[2].split()
        places = [place for place, language in enumerate(spoken) if language in made_for]
        is_for_others = bool(made_for) + len(spoken)
        return min(places, default=is_for_others)

    names = (name for item in sorted(_FAMILIES, key=rank) for name in item[:2] if name in known)
    return tuple(known[name] for name in dict.fromkeys(names))


def find_font_files() -> dict[str, str]:
    """Return the paths of known fonts of the system, by the names of their files."""
    wanted = {name for item in _FAMILIES for name in item[:2]}
    found: dict[str, str] = {}
    for folder in _list_folders():
        for parent, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(wanted.intersection(names)):
                found.setdefault(name, str(Path(parent, name)))
    return found


def _list_folders() -> tuple[Path, ...]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without a home
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home), "Microsoft", "Windows", "Fonts")
        return local, Path(os.environ.get("WINDIR", "C:\\Windows"), "Fonts")
    if sys.platform == "darwin":
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")


def _find_axes(font: ImageFont.FreeTypeFont) -> Iterator[float | None]:
    try:
        axes = font.get_variation_axes()
    except (OSError, NotImplementedError):
        return
    names = [str(axis["name"] or b"").casefold() for axis in axes]
    if any("weight" in name for name in names):
        for name, axis in zip(names, axes, strict=True):
            yield None if "weight" in name else axis["default"] or 0


def _is_bold(face: Face) -> bool:
    return bool(_BOLD.search(face.style))


def _find_region(language: str) -> str:
    name = language.lower().replace("-", "_")
    return _REGIONS.get(name) or _REGIONS.get(name.partition("_")[0], "")
