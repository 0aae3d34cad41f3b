"""Reviews made up from a seed: as many, as long and as varied as those of a real site.

Each review is a function of the corpus and its number alone, so that one can be added to a site
that is there. Names, words and tags come from generators of their own; nothing is read or fetched.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUPS = {
    "AI/ML": ("review", "llm", "vision", "speech", "agents"),
    "Python": ("pep", "packaging", "typing"),
    "Backend": ("django", "logging", "databases"),
    "DevOps": ("docker", "nginx", "github-actions", "aws"),
}
SECTIONS = ("핵심 연구 목표", "핵심 방법론", "주요 결과", "AI 실무자를 위한 시사점")
PARTICLES = ("은", "는", "이", "가", "을", "를", "의", "에서", "으로", "과", "와", "도")
ENDINGS = ("합니다", "했습니다", "됩니다", "보여 줍니다", "제안합니다", "달성했습니다")
#: In words of English names and terms; of these syllables all are made.
LATIN = (
    "ba co da el fi gra hu in ja ki lo mi na or pa qu ra se ta un va wi xe yo ze ther mon lan "
    "tek ral son ric dan vel mer"
)
HANGUL = (
    "가각간감강개거건검결경계고공과관교구국군권그극근금기길나난남내년노농능다단달담당대도동두등"
    "라락란래량력련로론료루류률리마만말명모목문물미민바반발방배백법변별병보본부분불비사산상생서석"
    "선설성세소속수순시식신실심아안양어언업에여역연열영예오온완왕외요용우운원위유육음의이인일임"
    "입자작장재적전절점정제조종주준중증지직진질집차참창책처천체초총추출충치탄태통투특파판평포표품"
    "필하학한합해향험형호화확환활회효후"
)
FIRST_DAY = date(2024, 7, 1)
DAYS = 548
NAMES = 8000
SENTENCES = 3


@dataclass(frozen=True)
class Review:
    """What a page says; its two spellings are made from it."""

    number: int
    category: str
    day: date
    title: str
    arxiv: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    #: sections of paragraphs
    sections: tuple[tuple[str, ...], ...]
    #: arXiv id of a paper that another review is about, where this one mentions it
    mentioned: str = ""

    @property
    def path(self) -> str:
        """The source file, below the source folder."""
        return f"{self.category}/{self.day}-{self.title.replace(' ', '-')}-{self.number}.md"

    def render(self, *, is_plain: bool) -> str:
        """Return the source, in Markdown that Sphinx and MyST know, or with our directive."""
        lines = [
            "---",
            f'title: "[논문리뷰] {self.title}"',
            f"date: {self.day} 13:30:22+0900",
            "tags:",
            *(f'  - "{tag}"' for tag in self.tags),
            "---",
            "",
        ]
        names = ", ".join(self.authors)
        link = f"https://arxiv.org/abs/{self.arxiv}"
        if is_plain:
            heading = f"# [논문리뷰] {self.title}"
            quote = f"> **링크:** [논문 PDF로 바로 열기]({link})"
            lines += [heading, "", quote, "", f"**저자:** {names}", ""]
        else:
            options = [f":authors: {names}", ":disclaimer: ai-generated"]
            lines += [f":::{{paper-review}} {self.arxiv}", *options, ":::", ""]
        for heading, paragraphs in zip(SECTIONS, self.sections, strict=True):
            lines += [f"## {heading}", ""]
            for paragraph in paragraphs:
                lines += [paragraph, ""]
        if self.mentioned:
            target = f"[{self.mentioned}](https://arxiv.org/abs/{self.mentioned})"
            mention = target if is_plain else f"{{review}}`{self.mentioned}`"
            lines += [f"먼저 읽은 {mention}에서 이어지는 이야기입니다.", ""]
        if is_plain:
            lines += ["> **알림:** ⚠️ 알림: 이 리뷰는 AI로 작성되었습니다.", ""]
        return "\n".join(lines)


@dataclass(frozen=True)
class Corpus:
    """A number of reviews, and what they are drawn from."""

    count: int
    #: distinct tags; 0 for as many as a vocabulary that grows with the 0.8th power has
    tag_count: int = 0
    seed: int = 0

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Paths of the categories."""
        folders = {group: group.partition("/")[0].lower() for group in GROUPS}
        return tuple(
            f"{folders[group]}/{name}" for group, names in GROUPS.items() for name in names
        )

    @cached_property
    def category_weights(self) -> tuple[float, ...]:
        """How many reviews the categories have, the first the most."""
        return tuple(1 / rank for rank in range(1, len(self.categories) + 1))

    @cached_property
    def hangul(self) -> list[str]:
        """Korean words, the frequent ones first."""
        chance = random.Random(f"{self.seed}/hangul")
        lengths = chance.choices((2, 3, 4), (3, 1, 1), k=4000)
        return ["".join(chance.choices(HANGUL, k=length)) for length in lengths]

    @cached_property
    def terms(self) -> list[str]:
        """English terms, the frequent ones first."""
        return _make_names("terms", self.seed, 2000, 1)

    @cached_property
    def people(self) -> list[str]:
        """Names of authors."""
        return _make_names("people", self.seed, NAMES, 2)

    @cached_property
    def tags(self) -> list[str]:
        """Distinct tags, the frequent ones first; one in ten is Korean."""
        count = self.tag_count or round(self.count**0.8)
        names = _make_names("tags", self.seed, count, 2)
        chance = random.Random(f"{self.seed}/korean-tags")
        found = dict.fromkeys(
            f"{self.hangul[n % 4000]} {name.split()[0]}" if chance.random() < 0.1 else name
            for n, name in enumerate(names)
        )
        return list(found)

    @cached_property
    def _weights(self) -> dict[int, list[float]]:
        sizes = {len(self.hangul), len(self.terms), len(self.tags)}
        return {size: list(accumulate(1 / rank for rank in range(1, size + 1))) for size in sizes}

    def draw(self, chance: random.Random, words: list[str], count: int) -> list[str]:
        """Return words of a list by Zipf's law."""
        return chance.choices(words, cum_weights=self._weights[len(words)], k=count)

    def find_arxiv(self, number: int) -> str:
        """Return the id of a review's paper."""
        day = self.find_day(number)
        return f"{day:%y%m}.{number % 99_999 + 1:05}"

    def find_day(self, number: int) -> date:
        """Return the day of a review; those that are added later come after all others."""
        if number >= self.count:
            return FIRST_DAY + timedelta(days=DAYS + number - self.count)
        chance = random.Random(f"{self.seed}/{number}/day")
        return FIRST_DAY + timedelta(days=chance.randrange(DAYS))

    def build(self, number: int) -> Review:
        """Return one review."""
        chance = random.Random(f"{self.seed}/{number}")
        title = " ".join(word.capitalize() for word in self.draw(chance, self.terms, 7))
        # Each tag of the vocabulary is on a page; who adds a review adds no tags.
        own = self.tags[number :: self.count] if number < self.count else []
        drawn = self.draw(chance, self.tags, chance.randrange(4, 11))
        is_mentioning = number > 0 and chance.random() < 0.25
        return Review(
            number=number,
            category=self._draw_category(chance, number),
            day=self.find_day(number),
            title=title,
            arxiv=self.find_arxiv(number),
            authors=tuple(dict.fromkeys(chance.choices(self.people, k=chance.randrange(4, 13)))),
            tags=tuple(dict.fromkeys(("Review", *own, *drawn))),
            sections=tuple(self._build_section(chance) for _ in SECTIONS),
            mentioned=self.find_arxiv(chance.randrange(number)) if is_mentioning else "",
        )

    def _draw_category(self, chance: random.Random, number: int) -> str:
        """Return a category; the first reviews go round, so that none is empty."""
        drawn = chance.choices(self.categories, self.category_weights)[0]
        return self.categories[number] if number < len(self.categories) else drawn

    def _build_section(self, chance: random.Random) -> tuple[str, ...]:
        return (" ".join(self._build_sentence(chance) for _ in range(SENTENCES)),)

    def _build_sentence(self, chance: random.Random) -> str:
        """Return a sentence with two bold runs, as reviews have them: a particle follows at once.

        One run in six ends in a bracket or a percent sign, as 24 of 145 do on the five pages of
        the site that is the model; CommonMark reads the others as they are meant.
        """
        words = self.draw(chance, self.hangul, 10)
        terms = self.draw(chance, self.terms, 2)
        runs = [
            chance.choice((f"{words[0]}({terms[0]})", f"{chance.randrange(10, 999) / 10}%"))
            if chance.random() < 1 / 6
            else term
            for term in (words[0], terms[1])
        ]
        first, second = (f"**{run}**{chance.choice(PARTICLES)}" for run in runs)
        rest = [word + chance.choice((*PARTICLES, "", "")) for word in words[1:]]
        return " ".join([first, *rest[:4], second, *rest[4:], chance.choice(ENDINGS)]) + "."


def write_corpus(corpus: Corpus, folder: Path, *, is_plain: bool) -> None:
    """Write all reviews and what leads to them: toctrees in Sphinx, a taxonomy with us."""
    for number in range(corpus.count):
        write_review(corpus.build(number), folder, is_plain=is_plain)
    taxonomy = []
    for group, names in GROUPS.items():
        taxonomy.append(f'[[groups]]\ntitle = "{group}"\n')
        paths = [path for path in corpus.categories if path.rpartition("/")[2] in names]
        for path in paths:
            title = path.rpartition("/")[2].title()
            taxonomy.append(f'[[groups.categories]]\npath = "{path}"\ntitle = "{title}"\n')
    if is_plain:
        listings = [f"{path}/index" for path in corpus.categories]
        _write(folder / "index.md", _toctree("Reviews", listings))
        for path in corpus.categories:
            _write(folder / path / "index.md", _toctree(path, ["*"], ":glob:\n"))
    else:
        _write(folder / "index.md", "# Recent Posts\n")
        _write(folder / "taxonomy.toml", "\n".join(taxonomy))


def write_review(review: Review, folder: Path, *, is_plain: bool) -> Path:
    """Write one review, and return its file."""
    path = folder / review.path
    _write(path, review.render(is_plain=is_plain))
    return path


def edit_body(corpus: Corpus, folder: Path, number: int, edit: int, *, is_plain: bool) -> None:
    """Add words to a section of a review, other ones at each *edit*."""
    review = corpus.build(number)
    (first, *others), *rest = review.sections
    sections = ((f"{first} 고친 문장 {edit}입니다.", *others), *rest)
    write_review(replace(review, sections=sections), folder, is_plain=is_plain)


def _make_names(kind: str, seed: int, count: int, words: int) -> list[str]:
    """Return distinct names of so many words."""
    chance = random.Random(f"{seed}/{kind}")
    syllables = LATIN.split()
    found: dict[str, None] = {}
    while len(found) < count:
        parts = ("".join(chance.choices(syllables, k=chance.choice((2, 3)))) for _ in range(words))
        found[" ".join(part.capitalize() if words > 1 else part for part in parts)] = None
    return list(found)


def _toctree(title: str, entries: Iterable[str], options: str = "") -> str:
    lines = "\n".join(entries)
    return f"# {title}\n\n```{{toctree}}\n{options}\n{lines}\n```\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
