"""The table: what ours costs, divided by what plain Sphinx costs; in English and in Korean."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measure import Cost

WORK = ("full", "none", "edit", "add", "ci")
WORDS = {
    "en": {
        "full": "full build",
        "none": "build without changes",
        "edit": "one body edited",
        "add": "one review added",
        "ci": "cached build in CI, one review added; of plain Sphinx's full build",
        "memory": "peak memory of a full build",
        "work": "ours : plain Sphinx",
        "growth": "growth, ours (plain Sphinx)",
        "varied": "varied tags",
        "search": "with search",
        "s": "s",
        "phases": "phase | calls | ms | ms a document | share",
        "others": "all others",
        "whole": "the whole build",
    },
    "ko": {
        "full": "전체 빌드",
        "none": "바뀐 것이 없는 빌드",
        "edit": "글 하나의 본문을 고친 빌드",
        "add": "글 하나를 더한 빌드",
        "ci": "CI에서 캐시를 되살리고 글 하나를 더한 빌드 (Sphinx의 전체 빌드 대비)",
        "memory": "전체 빌드의 최대 메모리",
        "work": "이 확장 : Sphinx",
        "growth": "늘어나는 정도, 이 확장 (Sphinx)",
        "varied": "다양한 태그",
        "search": "검색 포함",
        "s": "초",
        "phases": "단계 | 횟수 | ms | 문서당 ms | 비율",
        "others": "그 밖의 모든 것",
        "whole": "빌드 전체",
    },
}


@dataclass
class Figures:
    """Costs by site, work and side."""

    costs: dict[tuple[str, str, bool], list[Cost]] = field(default_factory=dict)

    def note(self, name: str, work: str, cost: Cost, *, is_plain: bool) -> None:
        """Remember a build."""
        self.costs.setdefault((name, work, is_plain), []).append(cost)

    def find_cpu(self, name: str, work: str, *, is_plain: bool) -> float | None:
        """Return the least CPU seconds of that work."""
        costs = self.costs.get((name, work, is_plain), ())
        return min((cost.cpu for cost in costs), default=None)

    def find_memory(self, name: str, *, is_plain: bool) -> float | None:
        """Return the memory of a full build in MiB."""
        costs = self.costs.get((name, "full", is_plain), ())
        return min((cost.memory for cost in costs), default=None)

    @property
    def names(self) -> list[str]:
        """The sites, as they were measured."""
        return list(dict.fromkeys(name for name, _, _ in self.costs))


def render(figures: Figures, command: str, where: str, language: str = "en") -> str:
    """Return all figures as Markdown."""
    words = WORDS[language]
    sizes = [name for name in figures.names if name.isdigit()]
    # Other tags and the search change nothing in plain Sphinx, which has its own.
    bases = {name: name.partition(" ")[0] for name in figures.names}
    heads = [_render_head(name, words) for name in figures.names]
    lines = [f"`{command}` ({where}):", "", f"| {words['work']} | {' | '.join(heads)} |"]
    lines.append("|---" * (len(heads) + 1) + "|")
    for work in WORK:
        base = "full" if work == "ci" else work
        cells = [
            _compare(
                figures.find_cpu(name, work, is_plain=False),
                figures.find_cpu(bases[name], base, is_plain=True),
                words["s"],
                2,
            )
            for name in figures.names
        ]
        if any(cells):
            lines.append(f"| {words[work]} | {' | '.join(cells)} |")
    cells = [
        _compare(
            figures.find_memory(name, is_plain=False),
            figures.find_memory(bases[name], is_plain=True),
            "MiB",
            0,
        )
        for name in figures.names
    ]
    lines.append(f"| {words['memory']} | {' | '.join(cells)} |")
    return "\n".join([*lines, *_render_growth(figures, sizes, words)]) + "\n"


def _render_head(name: str, words: dict[str, str]) -> str:
    size, _, kind = name.partition(" ")
    return f"{int(size):,}, {words[kind]}" if kind else f"{int(size):,}"


def _render_growth(figures: Figures, sizes: list[str], words: dict[str, str]) -> list[str]:
    steps = list(itertools.pairwise(sizes))
    if not steps:
        return []
    heads = " | ".join(f"{int(a):,} → {int(b):,}" for a, b in steps)
    lines = ["", f"| {words['growth']} | {heads} |", "|---" * (len(steps) + 1) + "|"]
    for work in WORK[:-1]:
        cells = []
        for first, second in steps:
            ours, plain = (
                _divide(
                    figures.find_cpu(second, work, is_plain=is_plain),
                    figures.find_cpu(first, work, is_plain=is_plain),
                )
                for is_plain in (False, True)
            )
            cells.append(f"**{ours}** ({plain})" if ours else "")
        if any(cells):
            lines.append(f"| {words[work]} | {' | '.join(cells)} |")
    return lines


def _compare(ours: float | None, plain: float | None, unit: str, digits: int) -> str:
    if ours is None:
        return ""
    if plain is None:
        return f"({ours:.{digits}f} {unit})"
    return f"**{ours / plain:.2f}** ({ours:.{digits}f} : {plain:.{digits}f} {unit})"


def _divide(number: float | None, other: float | None) -> str:
    return f"{number / other:.1f} ×" if number and other else ""
