"""Which sheets and scripts a page of our theme loads: its own, and those that its text uses."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.i18n import _
from sphinx_paperreview.links import has_own_theme, has_templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx

_STATIC = "_static/"
#: Stands in the theme's own sheet.
_MERGED = frozenset({"pygments.css", "pygments_dark.css"})
#: Sphinx's own helpers, which the pages of our theme do without.
_HELPERS = frozenset(
    {"documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js"}
)
#: What is only there for parts of a text, and the mark of such parts in its HTML.
_PARTS = {
    "paper-widths.css": re.compile(r'class="[^"]*\bpaper-(?:width|length)-'),
    "paper-design.css": re.compile(r'class="[^"]*\bsd-'),
    "sphinx-design.min.css": re.compile(r'class="[^"]*\bsd-'),
    "design-tabs.js": re.compile(r'class="[^"]*\bsd-tab-label\b'),
    "copybutton.css": re.compile(r'class="highlight'),
    "copybutton.js": re.compile(r'class="highlight'),
    "clipboard.min.js": re.compile(r'class="highlight'),
}
#: Names by which a script reaches for Sphinx's helpers.
_HELPED = re.compile(r"\bDOCUMENTATION_OPTIONS\b|\bDocumentation\.|\bSphinxHighlight\b|\b_ready\(")
_WORDS = "translations.js"
#: What templates call for the element of a sheet or script.
_TAGS = ("css_tag", "js_tag")
_MADE = "elements of assets"
#: Written by Sphinx's scripts while they run.
_SCRIPTED = ("search",)


def on_builder_inited(app: Sphinx) -> None:
    """Load the theme's script in the head, so that a chosen scheme is there before the page."""
    if not has_templates(app.builder) or not has_own_theme(app.builder):
        return
    app.add_css_file("paper-widths.css")
    app.add_css_file("paper-design.css", priority=510)
    words = {
        "data-auto": _("Colour scheme: as the system"),
        "data-light": _("Colour scheme: light"),
        "data-dark": _("Colour scheme: dark"),
    }
    words |= {"data-copy": _("Copy"), "data-copied": _("Copied")}
    if "sphinx_copybutton" not in app.extensions:
        words["data-code"] = "copy"
    app.add_js_file("theme.js", priority=100, **words)


def on_html_page_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave out what the page does not use; what an author or another extension adds stays."""
    if not has_templates(app.builder) or not has_own_theme(app.builder):
        return
    body = str(context.get("body", ""))
    asked = find_asked(app)

    def is_used(asset: Any) -> bool:
        name = _name(asset)
        if name in asked:
            return True
        return name not in _MERGED and (name not in _PARTS or bool(_PARTS[name].search(body)))

    for name in _TAGS:
        context[name] = remember_tags(app, context[name], str(context["content_root"]))
    # The lists are the builder's: changed in place, so that later additions reach the page, too.
    context["css_files"][:] = filter(is_used, context["css_files"])
    scripts = context["script_files"]
    scripts[:] = filter(is_used, scripts)
    if templatename.removesuffix(".html") in _SCRIPTED:
        # Its words are the theme's; those of Sphinx make code of text.
        scripts[:] = [item for item in scripts if _name(item) not in {_WORDS} - asked]
    else:
        needs_helpers = any(leans_on_helpers(app, script) for script in scripts)
        scripts[:] = [
            script
            for script in scripts
            if needs_helpers or _name(script) not in _HELPERS or _name(script) in asked
        ]


def remember_tags(app: Sphinx, make: Callable[[Any], str], root: str) -> Callable[[Any], str]:
    """Return a function that makes the element of a sheet or script once for pages of one depth."""
    known: dict[tuple[str, Any], str] = find_domain(app.env).kept.setdefault(_MADE, {})

    def make_tag(asset: Any) -> str:
        try:
            if (root, asset) not in known:
                known[root, asset] = make(asset)
        except TypeError:
            return make(asset)
        return known[root, asset]

    return make_tag


def find_asked(app: Sphinx) -> frozenset[str]:
    """Return the sheets and scripts that conf.py asks for by name."""
    entries = [*app.config.html_css_files, *app.config.html_js_files]
    return frozenset(str(entry[0]) for entry in entries if entry[0])


def leans_on_helpers(app: Sphinx, script: Any) -> bool:
    """Return whether a script, other than the helpers themselves, uses what they define."""
    name = _name(script)
    if name in _HELPERS:
        return False
    if not name or "://" in name:
        body = getattr(script, "attributes", {}).get("body")
        return bool(_HELPED.search(body or ""))
    return _is_helped(Path(app.outdir, _STATIC, name))


@lru_cache(maxsize=64)
def _is_helped(path: Path) -> bool:
    return path.is_file() and bool(_HELPED.search(path.read_text("utf-8", "replace")))


def _name(asset: Any) -> str:
    return str(getattr(asset, "filename", asset) or "").removeprefix(_STATIC)


def setup(app: Sphinx) -> None:
    """Choose last of all, when everything is on its list."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_html_page_context, priority=950)
