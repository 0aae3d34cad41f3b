"""The colours of code: both schemes of Pygments as one set of rules for the theme's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygments.token import STANDARD_TYPES, Token

from sphinx_paperreview.links import has_own_theme, has_templates

if TYPE_CHECKING:
    from pygments.style import Style
    from sphinx.application import Sphinx

#: Plain text and blanks.
_UNSEEN = ("", "w")
#: Grounds of code that stand in the sheet already.
_OWN_GROUND = "var(--paper-code-ground)"
_OWN_TEXT = "var(--paper-code)"


def on_builder_inited(app: Sphinx) -> None:
    """Hand the rules to the sheet, which Sphinx fills in like a template."""
    builder: Any = app.builder
    if not has_templates(builder) or not has_own_theme(builder):
        return
    light = builder.highlighter.formatter_args["style"]
    dark = (builder.dark_highlighter or builder.highlighter).formatter_args["style"]
    is_chosen = app.config.pygments_style is not None
    rules = build_rules(light, dark, has_ground=is_chosen)
    app.config.html_context = {**app.config.html_context, "paperreview_code_styles": rules}


def build_rules(light: type[Style], dark: type[Style], *, has_ground: bool) -> str:
    """Return rules for the spans that Pygments writes, in the colours of both styles.

    :param has_ground: the light style brings the ground that its colours are made for
    """
    rules: dict[str, list[str]] = {}
    for kind, name in sorted(STANDARD_TYPES.items(), key=lambda pair: pair[1]):
        declarations = _declare(_read(light, kind), _read(dark, kind))
        if name not in _UNSEEN and declarations:
            rules.setdefault(declarations, []).append(f".{name}")
    lines = [f".highlight :is({','.join(names)}){{{rule}}}" for rule, names in rules.items()]
    if has_ground:
        text = light.style_for_token(Token)["color"]
        ground, colour = light.background_color, f"#{text}" if text else _OWN_TEXT
        lines.insert(0, f".highlight{{{_pair('background', ground, _OWN_GROUND)}"
                        f"{_pair('color', colour, _OWN_TEXT)}}}")  # fmt: skip
    return "\n".join(lines)


def _read(style: type[Style], kind: Any) -> Any:
    found = dict(style.style_for_token(kind))
    if found["color"] == style.style_for_token(Token)["color"]:
        found["color"] = None
    return found


def _declare(light: Any, dark: Any) -> str:
    text = ""
    if light["color"] or dark["color"]:
        text += _pair("color", _colour(light["color"]), _colour(dark["color"]))
    if light["bgcolor"] or dark["bgcolor"]:
        grounds = (_colour(item["bgcolor"], "transparent") for item in (light, dark))
        text += _pair("background", *grounds)
    # A scheme has colours of its own; weight and slant are those of the light one.
    text += "font-weight:700;" if light["bold"] else ""
    text += "font-style:italic;" if light["italic"] else ""
    return text + ("text-decoration:underline;" if light["underline"] else "")


def _colour(value: str | None, default: str = "currentcolor") -> str:
    return f"#{value}".lower() if value else default


def _pair(name: str, light: str, dark: str) -> str:
    return f"{name}:{light};" if light == dark else f"{name}:light-dark({light},{dark});"


def setup(app: Sphinx) -> None:
    """Join in when the builder knows its styles."""
    app.connect("builder-inited", on_builder_inited)
