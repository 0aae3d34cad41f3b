"""The law of the house: which module may lean on which, and how large a room may be."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "sphinx_paperreview"
ROOT = PACKAGE.name
#: Rooms by floor; a folder stands for all that is in it.
FLOORS = {
    1: ("core", "diagnostics", "i18n", "nodes", "cjk", "cjk_ranges", "links", "listeners", "parser_settings", "rendering", "file_hashes", "manifest", "setting_checks"),
    2: (
        "settings", "domain", "frontmatter", "documents", "sources", "site", "toctrees", "directives", "roles",
        "cli",
    ),
    3: (
        "collect", "outline", "titles", "transforms", "freshness", "withheld", "withheld_links", "outputs", "markdown",
        "book", "rereading", "pictures", "builders", "searches", "memory", "html",
    ),
    4: ("__init__", "__main__"),
}  # fmt: skip
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
#: Floors whose rooms may lean on each other, as long as they do not go in circles.
OPEN_FLOORS = (1, 2)
#: Rooms that few may enter, and who may.
PRIVATE = {"html": {"__init__", "html"}, "cli": {"__init__", "__main__", "cli"}}
MAX_LINES = 300
MAX_TEMPLATE_LINES = 40
MAX_LAYOUT_LINES = 90


def read_modules(folder: Path = PACKAGE) -> dict[str, str]:
    """Return all sources by dotted name: ``core.dates``, ``html`` for a folder's ``__init__``."""
    sources = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        name = ".".join(parts if parts == ("__init__",) else [p for p in parts if p != "__init__"])
        sources[name] = path.read_text("utf-8")
    return sources


def find_room(module: str) -> str:
    return module.partition(".")[0]


def find_imports(source: str, modules: set[str]) -> tuple[set[str], set[str]]:
    """Return what a source imports, also for type checking only: own modules, and top names."""
    own, others = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports are not used here"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, _, inner = name.partition(".")
            if top != ROOT:
                others.add(top)
            elif inner in modules:
                own.add(inner)
            else:
                own.add(inner.rpartition(".")[0] or "__init__")
    return own, others


def find_violations(sources: dict[str, str]) -> list[str]:
    """Return every import that breaks the law."""
    found = []
    imports: dict[str, set[str]] = {}
    for module, source in sources.items():
        room = find_room(module)
        if room not in FLOOR_OF:
            found.append(f"{module} has no floor")
            continue
        imports[module], others = find_imports(source, set(sources))
        for target in sorted(imports[module]):
            other = find_room(target)
            if other in PRIVATE and room not in PRIVATE[other]:
                found.append(f"{module} enters {target}")
            elif FLOOR_OF.get(other, 0) > FLOOR_OF[room]:
                found.append(f"{module} leans on {target} above it")
            elif (
                FLOOR_OF.get(other) == FLOOR_OF[room]
                and other != room
                and FLOOR_OF[room] not in OPEN_FLOORS
            ):
                found.append(f"{module} leans on {target} beside it")
            elif room == "core" and other != "core":
                found.append(f"{module} leans on {target} outside core")
        if room == "core":
            found.extend(
                f"{module} needs {name}" for name in sorted(others - sys.stdlib_module_names)
            )
    return found + [f"circle: {' -> '.join(circle)}" for circle in find_circles(imports)]


def find_circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Return chains of imports that end where they begin."""
    circles, done = [], set()

    def walk(module: str, chain: list[str]) -> None:
        if module in chain:
            circles.append([*chain[chain.index(module) :], module])
        elif module not in done:
            for target in sorted(imports.get(module, ())):
                walk(target, [*chain, module])
            done.add(module)

    for module in sorted(imports):
        walk(module, [])
    return circles


def find_outbursts(module: str, source: str) -> list[str]:
    """Return what only the command line may do: printing, logging by another way than Sphinx's."""
    if find_room(module) in ("cli", "__main__"):
        return []
    tree = ast.parse(source)
    printed = [
        f"{module}:{node.lineno} prints"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "print"
    ]
    return printed + ["stdlib logging"] * ("logging" in find_imports(source, set())[1])


def find_readers(module: str, source: str) -> list[str]:
    """Return where a module other than ``settings`` reads the values of conf.py."""
    if module == "settings":
        return []
    prefix = f"{'paperreview'}_"
    found = []
    for node in ast.walk(ast.parse(source)):
        name = None
        if isinstance(node, ast.Attribute):
            name = node.attr
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("config"):
            name = getattr(node.slice, "value", None)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
            name = getattr(node.args[1], "value", None)
        if isinstance(name, str) and name.startswith(prefix):
            found.append(f"{module}:{node.lineno} reads {name}")
    return found


SOURCES = read_modules()


def test_every_room_leans_on_lower_floors_only():
    assert find_violations(SOURCES) == []


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("core.dates", "from sphinx_paperreview.settings import x", "above it"),
        ("core.dates", "import docutils.nodes", "needs docutils"),
        ("core.dates", "from sphinx_paperreview import diagnostics", "outside core"),
        ("diagnostics", "from sphinx_paperreview.domain import find_domain", "above it"),
        ("settings", "from sphinx_paperreview.html.context import PageContext", "enters"),
        ("settings", "import sphinx_paperreview.cli", "enters"),
        ("domain", "if TYPE_CHECKING:\n    from sphinx_paperreview.collect import x", "above it"),
        ("collect", "from sphinx_paperreview import titles", "beside it"),
        ("collect", "from sphinx_paperreview import __version__", "above it"),
        ("core.slugs", "def late():\n    from sphinx_paperreview.core import review", "circle"),
        ("attic", "", "no floor"),
    ],
)
def test_a_violation_is_found(module, source, expected):
    sources = {
        "__init__": "", "core": "", "core.slugs": "", "core.dates": "", "diagnostics": "",
        "settings": "", "domain": "", "collect": "", "titles": "", "html": "", "html.context": "",
        "cli": "", "core.review": "from sphinx_paperreview.core.slugs import build_slug",
    }  # fmt: skip
    assert find_violations(sources) == []
    found = find_violations({**sources, module: source})
    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize("module", SOURCES)
def test_only_the_command_line_prints(module):
    assert find_outbursts(module, SOURCES[module]) == []


def test_a_print_is_found():
    assert find_outbursts("domain", "print('x')") == ["domain:1 prints"]
    assert find_outbursts("domain", "import logging") == ["stdlib logging"]
    assert find_outbursts("domain", "from sphinx.util import logging") == []
    assert find_outbursts("cli.stats", "print('x')") == []


@pytest.mark.parametrize("module", SOURCES)
def test_only_settings_reads_the_values_of_a_site(module):
    assert find_readers(module, SOURCES[module]) == []


@pytest.mark.parametrize(
    "source",
    ["app.config.paperreview_now", "config['paperreview_now']", "getattr(c, 'paperreview_now')"],
)
def test_a_reader_of_values_is_found(source):
    assert len(find_readers("domain", source)) == 1
    assert find_readers("settings", source) == []


@pytest.mark.parametrize("module", SOURCES)
def test_rooms_are_small(module):
    assert SOURCES[module].count("\n") <= MAX_LINES


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.html")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_templates_are_small(path):
    limit = MAX_LAYOUT_LINES if path.name == "layout.html" else MAX_TEMPLATE_LINES
    assert path.read_text("utf-8").count("\n") <= limit
