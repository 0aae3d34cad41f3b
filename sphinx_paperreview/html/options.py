"""The options of our theme: checked once, so that templates read values they can use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_paperreview.core.colours import make_readable, parse_colour, render_colour
from sphinx_paperreview.diagnostics import Problem, report
from sphinx_paperreview.domain import find_domain
from sphinx_paperreview.links import has_own_theme, has_templates

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SCHEMES = ("auto", "light", "dark")
#: The grounds of the two schemes that leave a colour the least contrast (``--paper-code-ground``).
_GROUNDS = ((0xF3, 0xF4, 0xF6), (0x1F, 0x29, 0x37))
_WORDS = {
    **dict.fromkeys(("true", "1", "yes", "on"), "true"),
    **dict.fromkeys(("false", "0", "no", "off", ""), "false"),
}
SWITCHES = frozenset({"always_show_updated", "show_sidebar"})
CHECKED = SWITCHES | {"header_links", "footer_text", "color_scheme", "accent_color"}
_LINKS_FAULT = (
    "write a list such as [{'title': 'GitHub', 'url': 'https://github.com/'}], "
    "with 'page' and the name of a document in the place of 'url' for a page of the site"
)


def on_builder_inited(app: Sphinx) -> None:
    """Report options that cannot be used, and put their defaults in their places."""
    if not has_templates(app.builder) or not has_own_theme(app.builder):
        return
    builder: Any = app.builder
    defaults: dict[str, Any] = builder.theme.get_options({})
    # A copy: conf.py's own value stays as it is written.
    options = {**{name: defaults[name] for name in CHECKED}, **builder.theme_options}
    for name in sorted(CHECKED):
        fault = find_fault(name, options[name])
        if fault:
            report_option(name, options[name], fault)
            options[name] = defaults[name]
    for name in SWITCHES:
        options[name] = _WORDS[str(options[name]).lower()]
    builder.theme_options = options
    accent = parse_colour(options["accent_color"])
    # What the style sheet makes of it: a colour for each scheme.
    colours = [render_colour(make_readable(accent, ground)) for ground in _GROUNDS if accent]
    app.config.html_context = {**app.config.html_context, "paperreview_accents": colours}


def find_fault(name: str, value: object) -> str:
    """Return what is to be written instead of a value, empty where it can be used."""
    if name == "header_links":
        return "" if not value or _are_links(value) else _LINKS_FAULT
    if name == "color_scheme":
        return "" if value in SCHEMES else "write 'auto', 'light' or 'dark'"
    if name == "accent_color":
        is_colour = value == "" or (isinstance(value, str) and parse_colour(value) is not None)
        return "" if is_colour else "write a colour like '#1d4ed8'"
    if name == "footer_text":
        return "" if isinstance(value, str) else "write a text"
    return "" if str(value).lower() in _WORDS else "write True or False"


def _are_links(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(
        isinstance(item, dict)
        and isinstance(item.get("title"), str)
        and isinstance(item.get("page") or item.get("url"), str)
        for item in value
    )


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave links of the masthead out whose pages are not there."""
    if not has_templates(app.builder) or not has_own_theme(app.builder):
        return
    builder: Any = app.builder
    pages = env.all_docs.keys() | find_domain(env).plan.listings.keys()
    kept = []
    for item in builder.theme_options.get("header_links") or ():
        if item.get("page") and item["page"] not in pages:
            report_option("header_links", item, "write the name of a document that is there")
        else:
            kept.append(item)
    builder.theme_options["header_links"] = kept


def report_option(name: str, value: object, mend: str) -> None:
    """Warn about an option that cannot be used."""
    message = f"html_theme_options: {name} = {value!r}: {mend}; the default is used"
    report(Problem.CONFIG, message)


def setup(app: Sphinx) -> None:
    """Check before anything reads the options."""
    app.connect("builder-inited", on_builder_inited, priority=400)
    app.connect("env-updated", on_env_updated, priority=650)
