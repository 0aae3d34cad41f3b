"""Where the time of a build goes: each phase's own time, without that of phases within it.

Run by ``run.py --profile`` as ``phases.py FUNCTIONS LANGUAGE OPTIONS…``, options
of sphinx-build; the names of Sphinx's
functions are those of the installed release, and a name that is no more is left out.
"""

from __future__ import annotations

import cProfile
import functools
import importlib
import pstats
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from report import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

#: Functions by phase, as ``module:attribute``.
FUNCTIONS = {
    "start: load the environment": ("sphinx.application:Sphinx._load_existing_env",),
    "find: sources": ("sphinx.environment:BuildEnvironment.find_files",),
    "find: outdated sources": ("sphinx.environment:BuildEnvironment.get_outdated_files",),
    "read: Markdown to tokens": ("markdown_it:MarkdownIt.parse",),
    "read: tokens to nodes": ("myst_parser.parsers.sphinx_:MystParser.parse",),
    "read: YAML": ("yaml:load",),
    "read: docutils settings": ("docutils.frontend:get_default_settings",),
    "transforms": ("docutils.transforms:Transformer.apply_transforms",),
    "pickle: dump": ("pickle:dump", "pickle:dumps"),
    "pickle: load": ("pickle:load", "pickle:loads"),
    "write: resolve": ("sphinx.environment:BuildEnvironment.get_and_resolve_doctree",),
    "write: post-transforms": ("sphinx.environment:BuildEnvironment.apply_post_transforms",),
    "write: nodes to HTML": ("sphinx.writers.html:HTMLWriter.translate",),
    "write: Jinja": (
        "sphinx.jinja2glue:BuiltinTemplateLoader.render",
        "sphinx.jinja2glue:BuiltinTemplateLoader.render_string",
    ),
    "finish: search words": ("sphinx.search:IndexBuilder.feed",),
}
#: Methods of builders by phase; classes derived from Sphinx's are timed, too.
METHODS = {
    "read: the rest": ("read_doc",),
    "read: write doctrees": ("write_doctree",),
    "read: between documents": ("read",),
    "find: outdated pages": ("get_outdated_docs",),
    "write: prepare": ("prepare_writing", "copy_assets"),
    "write: page context": ("get_doc_context",),
    "write: titles": ("render_partial",),
    "write: the rest": ("write_doc", "_write_doc"),
    "write: pages": ("handle_page",),
    "write: between documents": ("write", "write_documents", "_write_serial"),
    "finish: search": ("write_doc_serialized", "index_page", "dump_search_index"),
    "finish: pages of extensions": ("gen_pages_from_extensions",),
    "finish: the rest": ("finish", "gen_indices", "gen_additional_pages", "dump_inventory"),
}


@dataclass
class Clock:
    """Time by phase; a phase that starts another one rests until that is over."""

    times: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    stack: list[str] = field(default_factory=list)
    last: float = 0.0

    def enter(self, phase: str) -> None:
        """Start a phase."""
        self._turn()
        self.stack.append(phase)
        self.calls[phase] += 1

    def leave(self) -> None:
        """End the phase that was started last."""
        self._turn()
        self.stack.pop()

    def _turn(self) -> None:
        now = time.process_time()
        if self.stack:
            self.times[self.stack[-1]] += now - self.last
        self.last = now

    def wrap(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function*, timed."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.enter(phase)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        return timed


def main() -> None:
    """Build once, and print the phases as Markdown."""
    count, words, options = int(sys.argv[1]), WORDS[sys.argv[2]], sys.argv[3:]
    clock = Clock()
    clock.enter("start: imports")
    from sphinx.application import Sphinx
    from sphinx.cmd.build import get_parser

    clock.leave()
    wrap_functions(clock)
    values = get_parser().parse_args(options)
    clock.enter("start: extensions and conf.py")
    app = Sphinx(
        values.sourcedir, values.sourcedir, values.outputdir, values.doctreedir, values.builder,
        status=None, parallel=1,
    )  # fmt: skip
    clock.leave()
    wrap_app(clock, app)
    profiler = cProfile.Profile(time.process_time) if count else None
    clock.enter("build: the rest")
    if profiler:
        profiler.runcall(app.build)
    else:
        app.build()
    clock.leave()
    print_phases(clock, len(app.env.all_docs), words)
    if profiler:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(count)
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(count)


def wrap_functions(clock: Clock) -> None:
    """Time functions that Sphinx and its libraries have."""
    for phase, names in FUNCTIONS.items():
        for name in names:
            module, _, path = name.partition(":")
            *parents, attribute = path.split(".")
            try:
                owner: Any = importlib.import_module(module)
                for parent in parents:
                    owner = getattr(owner, parent)
                function = getattr(owner, attribute)
            except (ImportError, AttributeError):
                continue
            setattr(owner, attribute, clock.wrap(phase, function))


def wrap_app(clock: Clock, app: Sphinx) -> None:
    """Time the builder's methods and every handler of an event."""
    for phase, names in METHODS.items():
        for name in names:
            for owner in type(app.builder).__mro__:
                if name in vars(owner):
                    setattr(owner, name, clock.wrap(phase, vars(owner)[name]))
    for event, listeners in app.events.listeners.items():
        for position, listener in enumerate(listeners):
            module = getattr(listener.handler, "__module__", "") or ""
            package, _, name = module.partition(".")
            is_ours = package == "sphinx_paperreview"
            phase = f"our {event}: {name}" if is_ours else f"others' {event}"
            listeners[position] = listener._replace(handler=clock.wrap(phase, listener.handler))


def print_phases(clock: Clock, documents: int, words: dict[str, str]) -> None:
    """Print every phase that takes a two-hundredth of the whole, the longest first."""
    whole = sum(clock.times.values())
    print(f"| {words['phases']} |\n|---|--:|--:|--:|--:|")
    rest = 0.0
    for phase, seconds in sorted(clock.times.items(), key=lambda item: -item[1]):
        if seconds < whole / 200:
            rest += seconds
        else:
            calls = f"{clock.calls[phase]:,}"
            print(f"| {phase} | {calls} | {_render(seconds, documents, whole)} |")
    print(f"| {words['others']} | | {_render(rest, documents, whole)} |")
    print(f"| **{words['whole']}** | | {_render(whole, documents, whole)} |")
    sys.stdout.flush()


def _render(seconds: float, documents: int, whole: float) -> str:
    each = f"{seconds * 1000 / documents:.2f}"
    return f"{seconds * 1000:,.0f} | {each} | {seconds / whole:.1%}"


if __name__ == "__main__":
    main()
