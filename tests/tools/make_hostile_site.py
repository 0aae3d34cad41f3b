"""Write a site of odd reviews: equal and long titles, missing facts, several languages, hostile text.

The same number and seed give the same site. Write one into a folder, to look at it, by ::

    python tests/tools/make_hostile_site.py FOLDER 120
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

NOW = "2026-01-01T00:00:00Z"
#: What could end an element, a section, a string or a line, or be seen by nobody.
HOSTILE = (
    "</script><b a=\"x\" c='y'>&lt ]]> \\ {{ x }}",
    "a ]]> b --> <!-- c </title></head><body>",
    "controls \x01\x08\x0b\x1f\x7f\x85\u2028\u2029 end",
    "bidi \u202ertl\u202c \u2066in\u2069 zero\u200bwidth \ufeffmark",
    "no characters \ufffe \uffff \U0001fffe \ufdd0 end",
    'quotes " \' ` “” «» \\n \\" &quot; &amp; %s %(x)s {x} $x',
    "emoji 👩‍🔬 🏴‍☠️ e\u0301 가\u0301 𠮷",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "[link](javascript:alert(1)) *em* `code` $x$ <!-- {x}`y`",
)
FOLDERS = ("ai/review", "ai/llm", "nlp/review", "시스템/논문", "etc")
TAGS = (
    "GRPO",
    "강화 학습",
    "C++",
    "C#",
    "Large Language Models (LLMs)",
    "推論",
    "Best-of-N",
    "grpo",
)
WORDS = (
    "Making", "not", "Taking", "the", "Best", "of", "N", "대규모", "언어", "모델의", "추론을", "위한",
    "강화", "학습", "Diffusion", "評価", "벤치마크", "GPT-4o를",
)  # fmt: skip
NAMES = ("Ammar Khairi", "Daniel D'souza", "홍길동", "山田 太郎", "José Álvarez", "Jane Doe")
TEXTS = (
    "The text is the same on many pages. It goes on.",
    "모든 글의 첫 문장이 같습니다. 그다음은 다릅니다.",
    "",
)
LANGUAGES = ("", "", "", "en", "ja", "zh-CN", "ko")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the front matter of a review says."""

    docname: str
    title: str
    date: str
    updated: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    description: str = ""
    tldr: str = ""
    language: str = ""
    rating: str = ""
    canonical_url: str = ""
    aliases: tuple[str, ...] = ()
    translations: dict[str, str] = field(default_factory=dict)
    paper: dict[str, object] = field(default_factory=dict)
    text: str = ""


def make_records(count: int, seed: int = 1) -> tuple[Record, ...]:
    """Return the reviews of a site."""
    choice = random.Random(seed)
    return tuple(_make_record(number, count, choice) for number in range(count))


def _make_record(number: int, count: int, choice: random.Random) -> Record:
    words = " ".join(choice.choices(WORDS, k=choice.choice((2, 4, 9, 60))))
    hostile = HOSTILE[number % len(HOSTILE)] if number % 3 == 0 else ""
    # Each seventh title is that of others, in other folders, on other days, or on none of both.
    title = f"Same {number // 28}" if number % 7 == 0 else f"{words} {number}"
    folder = FOLDERS[number % len(FOLDERS)]
    names = (f"p{number}", f"글 {number}", f"a #{number} 100% & 'b'", f"x+y={number}")
    month, day = number // 28 % 12 + 1, number % 28 + 1
    is_copy = number % 50 == 49
    return Record(
        docname=f"{folder}/{choice.choice(names)}",
        title=f"{hostile} {number}" if hostile else title,
        date=f"2025-{month:02}-{day:02} {number % 24:02}:00:00+0900",
        updated=f"2025-12-{day:02}" if number % 4 == 0 else "",
        tags=(*choice.sample(TAGS, k=choice.randint(0, 4)), *((hostile,) if hostile else ())),
        authors=(_name(hostile, choice),) if number % 5 == 1 or hostile else (),
        description=hostile or ("" if number % 2 else f"{TEXTS[0]} {number % 11}"),
        tldr=hostile,
        language=choice.choice(LANGUAGES),
        rating=f"{number % 10 + 1}/10" if number % 6 == 0 else "",
        canonical_url=f"https://other.example/{number}" if is_copy else "",
        aliases=(f"/old/{number}/", f"/옛/{number}.html") if number % 8 == 0 else (),
        translations={"en": "index"} if number % 9 == 0 else {},
        paper={
            "arxiv": f"25{month:02}.{number + 1:05}",
            "title": hostile or f"Paper {number}",
            "authors": [_name(hostile, choice) for _ in range(choice.randint(1, 5))],
            "venue": hostile or f"ICLR {2020 + number % 7}",
            "abstract": hostile,
            "year": str(2020 + number % 7),
        }
        if number % 10 != 9
        else {},
        text=TEXTS[number % len(TEXTS)],
    )


def _name(hostile: str, choice: random.Random) -> str:
    # A semicolon parts names.
    return hostile.replace(";", " ") or choice.choice(NAMES)


def write_site(folder: Path, records: tuple[Record, ...]) -> None:
    """Write the sources of a site, without its conf.py."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# Home\n\nAll reviews.\n", "utf-8")
    (folder / "taxonomy.toml").write_text(
        "".join(
            f'[[groups]]\ntitle = "{name}"\n[[groups.categories]]\npath = "{name}"\ntitle = "Review"\n'
            'description = "The same words for each."\n'
            for name in FOLDERS[:3]
        ),
        "utf-8",
    )
    for record in records:
        path = folder / f"{record.docname}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {
            "title": record.title, "date": record.date, "updated": record.updated,
            "tags": record.tags, "authors": record.authors, "description": record.description,
            "tldr": record.tldr, "lang": record.language, "rating": record.rating,
            "canonical_url": record.canonical_url, "aliases": record.aliases,
            "translations": record.translations, "paper": record.paper,
        }  # fmt: skip
        lines = "".join(f"{key}: {quote(value)}\n" for key, value in values.items() if value)
        path.write_text(f"---\n{lines}---\n\n{record.text}\n", "utf-8")


def quote(value: object) -> str:
    """Return a value as YAML, in quotation marks; what YAML cannot show is spelled out."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {quote(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(quote, value)) + "]"
    letters = ["\\" + c if c in '"\\' else c if c.isprintable() else _spell(c) for c in str(value)]
    return f'"{"".join(letters)}"'


def _spell(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


if __name__ == "__main__":
    write_site(Path(sys.argv[1]), make_records(int(sys.argv[2])))
