"""Build plain Sphinx and this project in turn on the same reviews, and print what each costs.

From the root of the checkout::

    python tests/benchmarks/run.py                    # 300, 1,000 and 3,000 reviews
    python tests/benchmarks/run.py --sizes 300 --repeat 3
    python tests/benchmarks/run.py --sizes 1000 3000 10000
    python tests/benchmarks/run.py --profile 1000     # where each millisecond of ours goes
    python tests/benchmarks/run.py --write            # … into the documentation, in Korean

The table is Markdown: ratios to plain Sphinx, MyST and the theme ``basic``, with the seconds of both
beside them. Nothing here is a test: a machine that does something else meanwhile measures that.
"""

from __future__ import annotations

import argparse
import platform
import re
import shutil
import sys
import tempfile
from pathlib import Path

import measure
import sphinx
from corpus import Corpus
from report import WORDS, WORK, Figures, render
from sites import Site, make_ours, make_plain

PAGE = Path(__file__).parents[2] / "example_site" / "docs" / "performance.md"


def main() -> None:
    """Measure what the command line names."""
    options = parse_options()
    folder = Path(tempfile.mkdtemp(prefix="benchmark-", dir=options.folder))
    try:
        language = "ko" if options.write else "en"
        command = " ".join(["python tests/benchmarks/run.py", *sys.argv[1:]])
        if options.profile:
            site = make_ours(folder, Corpus(options.profile), has_search=options.search)
            text = f"`{command}`:\n\n{profile(site, options, folder, language)}"
        else:
            versions = f"Sphinx {sphinx.__version__}, Python {platform.python_version()}"
            text = render(run(options, folder), command, versions, language)
        print(text)
        if options.write:
            write_page("phases" if options.profile else "benchmark", text)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


def profile(site: Site, options: argparse.Namespace, folder: Path, language: str) -> str:
    """Return where the time of each kind of build goes; one process each, as builds are."""
    parts = []
    if "full" not in options.work:
        site.write()
        measure.build(site.options)
    for turn, work in enumerate(item for item in options.work if item != "ci"):
        prepare(site, work, turn)
        path = folder / f"phases-{work}.md"
        script = str(Path(__file__).with_name("phases.py"))
        with path.open("w", encoding="utf-8") as output:
            arguments = [script, str(options.functions), language, *site.options]
            measure.run(arguments, output=output)
        title = f"### {WORDS[language][work]} ({options.profile:,})"
        parts.append(f"{title}\n\n{path.read_text('utf-8')}")
    return "\n".join(parts)


def write_page(name: str, text: str) -> None:
    """Put figures into the documentation, in the place of those that are there."""
    page = PAGE.read_text("utf-8")
    place = re.compile(rf"(?<=^% {name}\n\n).*?(?=^% end$)", re.MULTILINE | re.DOTALL)
    PAGE.write_text(place.sub(lambda _: f"{text}\n", page, count=1), "utf-8")


def parse_options() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--sizes", nargs="+", type=int, default=[300, 1000, 3000], metavar="N", help="reviews")
    add("--repeat", type=int, default=1, help="builds of each kind; the least CPU counts")
    add("--work", nargs="+", choices=WORK, default=WORK, help="what is measured")
    add("--ours", action="store_true", help="leave plain Sphinx out")
    add("--no-extras", action="store_true", help="leave out varied tags and the search")
    add("--profile", type=int, metavar="N", help="print where the time of a build goes")
    add("--functions", type=int, default=0, metavar="N", help="… and its N slowest functions")
    add("--search", action="store_true", help="profile with the search")
    add("--write", action="store_true", help="write the figures into docs/performance.md, too")
    add("--folder", help="where to build; kept with --keep")
    add("--keep", action="store_true")
    return parser.parse_args()


def run(options: argparse.Namespace, folder: Path) -> Figures:
    """Return all figures."""
    figures = Figures()
    fresh = measure.install(folder / "packages") if "ci" in options.work else None
    for size in options.sizes:
        sides = [make_ours(folder / f"ours-{size}", Corpus(size))]
        if not options.ours:
            sides.insert(0, make_plain(folder / f"plain-{size}", Corpus(size)))
        measure_sides(figures, str(size), sides, options, fresh)
        clear(sides, options)
    if not options.no_extras:
        size = options.sizes[-1]
        sides = [
            make_ours(folder / "varied", Corpus(size, tag_count=size * 5 // 3)),
            make_ours(folder / "search", Corpus(size), has_search=True),
        ]
        for name, side in zip(("varied", "search"), sides, strict=True):
            limited = argparse.Namespace(**vars(options))
            limited.work = [work for work in options.work if work != "ci"]
            measure_sides(figures, f"{size} {name}", [side], limited, None)
        clear(sides, options)
    return figures


def clear(sides: list[Site], options: argparse.Namespace) -> None:
    """Remove sites that are measured, for the room they take."""
    for side in sides:
        if not options.keep:
            shutil.rmtree(side.folder)


def measure_sides(
    figures: Figures,
    name: str,
    sides: list[Site],
    options: argparse.Namespace,
    packages: Path | None,
) -> None:
    """Build all sides in turn, as often as asked, one kind of work after the other."""
    for work in [item for item in WORK if item in options.work or item == "full"]:
        for turn in range(options.repeat):
            # A cached build is compared with plain Sphinx's full one.
            for side in [item for item in sides if work != "ci" or not item.is_plain]:
                prepare(side, work, turn)
                if work == "ci" and packages is not None:
                    measure.install(packages)
                cost = measure.build(side.options, packages)
                figures.note(name, work, cost, is_plain=side.is_plain)
                kind = "plain" if side.is_plain else "ours"
                line = f"{name} {work} {kind}: {cost.cpu:.2f} s, {cost.memory:.0f} MiB"
                print(line, file=sys.stderr, flush=True)
                if work == "full" and packages and not side.is_plain:
                    side.save()


def prepare(side: Site, work: str, turn: int) -> None:
    """Make the change whose build is measured."""
    if work == "full":
        side.write()
        side.clean()
    elif work == "edit":
        side.edit(turn)
    elif work == "add":
        side.add(turn)
    elif work == "ci":
        # What the cache holds was built from these very sources, with older times.
        side.restore()
        side.write()
        side.add(turn)


if __name__ == "__main__":
    main()
