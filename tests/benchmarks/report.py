"""The table: what ours costs, divided by what plain Sphinx costs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measure import Cost

ROWS = {
    "full": "full build",
    "none": "build without changes",
    "edit": "one body edited",
    "add": "one review added",
    "ci": "cached build in CI, one review added; of plain Sphinx's full build",
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


def render(figures: Figures, command: str, where: str) -> str:
    """Return all figures as Markdown."""
    sizes = [name for name in figures.names if name.isdigit()]
    # Other tags and the search change nothing in plain Sphinx, which has its own.
    bases = {name: name.partition(" ")[0] for name in figures.names}
    heads = [f"{int(bases[n]):,}{n.removeprefix(bases[n])}" for n in figures.names]
    lines = [f"`{command}` ({where}):", "", "| work | " + " | ".join(heads) + " |"]
    lines.append("|---" * (len(heads) + 1) + "|")
    for work, title in ROWS.items():
        base = "full" if work == "ci" else work
        cells = [
            _compare(
                figures.find_cpu(name, work, is_plain=False),
                figures.find_cpu(bases[name], base, is_plain=True),
                "s",
            )
            for name in figures.names
        ]
        if any(cells):
            lines.append(f"| {title} | {' | '.join(cells)} |")
    cells = [
        _compare(
            figures.find_memory(name, is_plain=False),
            figures.find_memory(bases[name], is_plain=True),
            "MiB",
        )
        for name in figures.names
    ]
    lines.append(f"| peak memory of a full build | {' | '.join(cells)} |")
    return "\n".join([*lines, *_render_growth(figures, sizes)]) + "\n"


def _render_growth(figures: Figures, sizes: list[str]) -> list[str]:
    if len(sizes) < 2:
        return []
    steps = list(itertools.pairwise(sizes))
    heads = " | ".join(f"{int(a):,} → {int(b):,}" for a, b in steps)
    lines = ["", f"| growth | {heads} |", "|---" * (len(steps) + 1) + "|"]
    for work in ("full", "none", "edit", "add"):
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
            lines.append(f"| {ROWS[work]}: ours (plain) | {' | '.join(cells)} |")
    return lines


def _compare(ours: float | None, plain: float | None, unit: str) -> str:
    if ours is None:
        return ""
    digits = 2 if unit == "s" else 0
    if plain is None:
        return f"({ours:.{digits}f} {unit})"
    return f"**{ours / plain:.2f}** ({ours:.{digits}f} : {plain:.{digits}f} {unit})"


def _divide(number: float | None, other: float | None) -> str:
    return f"{number / other:.1f} ×" if number and other else ""
