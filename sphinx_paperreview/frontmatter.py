"""Front matter as it was written: YAML whose scalars stay the text that stands there."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_paperreview.core.fields import Fields, Slip

if TYPE_CHECKING:
    from sphinx_paperreview.core.fields import Value

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without its C library
    from yaml import SafeLoader  # type: ignore[assignment] # same interface

_BLOCK = re.compile(r"\A\ufeff?(?:[ \t]*\n)*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9-])")
_KEY = re.compile(r"^(?=[^\s#\-\]}][^\n]*:)", re.M)
#: Blank lines and comments, which may stand above the field list of a reST page.
_ABOVE = re.compile(r"\A(?:[ \t]*\n|\.\.(?:[ \t].*)?\n(?:[ \t]+.*\n)*)*")
_FIELD_LIST = re.compile(r"(?::[^:\n]+:(?:[ \t].*)?\n(?:[ \t]+\S.*\n|[ \t]*\n)*)*")
_FIELD = re.compile(r"^:([^:\n]+):[ \t]*((?:.*)(?:\n+[ \t]+\S.*)*)", re.M)
#: Far above any honest front matter; what aliases blow up, or put into itself, stops here.
_MAX_NODES = 20_000
_MAX_DEPTH = 50
#: What can begin a deeper level; honest front matter has less of it than this.
_OPENERS = ("[", "{", "- ", "? ")
_MAX_OPENERS = 1_000


class _TooLargeError(yaml.YAMLError):
    """There is more, or it is nested deeper, than any page says of itself."""


class _HalfCharacterError(yaml.YAMLError):
    """A lone surrogate, which no YAML holds."""


def read_front_matter(text: str) -> tuple[Fields, tuple[Slip, ...]]:
    """Return what the block at the start of a page says, and what is wrong with it.

    Where the block is no YAML, the keys that can be read one by one are kept.
    """
    match = _BLOCK.match(text.replace("\r\n", "\n").replace("\r", "\n"))
    if match is None:
        return Fields(), ()
    first_line = match.group(0)[: match.start(1) - match.start(0)].count("\n") + 1
    try:
        return _read_mapping(match.group(1), first_line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line if mark else first_line
        reason = getattr(error, "problem", None) or str(error)
        message = f"front matter is no YAML ({reason}): put the value in quotes"
        fields = _read_piecewise(match.group(1), first_line)
        return fields, (Slip(problem="frontmatter", message=message, line=line),)


def arrange_front_matter(text: str) -> str:
    """Return a source with its block where parsers look for it; all other lines keep their place.

    Blank lines above the block go below it, and a block that ends in ``...`` ends in ``---``.
    """
    match = _BLOCK.match(text)
    if match is None:
        return text
    start = text.index("---")
    block = f"---\n{match.group(1)}---"
    return block + "\n" * text.count("\n", 0, start) + text[match.end() :]


def has_no_day(fields: Fields) -> bool:
    """Return whether a value looks like a date that no calendar has: PyYAML takes none of them."""
    for value in fields.values.values():
        found = _DAY.match(value) if isinstance(value, str) else None
        if found is not None:
            try:
                date(*map(int, found.groups()))
            except ValueError:
                return True
    return False


def read_front(text: str) -> tuple[Fields, tuple[Slip, ...]]:
    """Return what a source says at its top, in whatever markup it is written."""
    front, slips = read_front_matter(text)
    return (front, slips) if front.values or slips else (read_field_list(text), ())


def read_field_list(text: str) -> Fields:
    """Return what the field list at the top of a reST page says."""
    start = match.end() if (match := _ABOVE.match(f"{text}\n")) else 0
    block = _FIELD_LIST.match(f"{text}\n", start)
    found = _FIELD.findall(block[0]) if block else []
    return Fields(values={key: read_flow(value) for key, value in found})


def read_flow(text: str) -> Value:
    """Return a value of a reST field list, which is written as YAML on one line.

    What is no YAML, or a single word with a colon in it, is the text as it stands.
    """
    try:
        node = _compose(text)
        if isinstance(node, (yaml.SequenceNode, yaml.MappingNode)) and node.flow_style:
            return _convert(node, [0])
        if isinstance(node, yaml.ScalarNode) and node.style in ("'", '"'):
            return str(node.value)
    except yaml.YAMLError:
        pass
    return " ".join(text.split())


def _read_mapping(text: str, first_line: int) -> tuple[Fields, tuple[Slip, ...]]:
    node = _compose(text)
    if node is None:
        return Fields(), ()
    if not isinstance(node, yaml.MappingNode):
        message = "front matter is no mapping: write lines like 'title: …'"
        return Fields(), (Slip(problem="frontmatter", message=message, line=first_line),)
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    slips: list[Slip] = []
    budget = [0]
    for key_node, value_node in node.value:
        key = _convert_key(key_node)
        line = first_line + key_node.start_mark.line
        if key in values:
            message = f"'{key}' stands there twice (first on line {lines[key]}); the last is used"
            slips.append(Slip(problem="duplicate", message=message, line=line))
        values[key] = _convert(value_node, budget)
        lines[key] = line
    return Fields(values=values, lines=lines), tuple(slips)


def _read_piecewise(text: str, first_line: int) -> Fields:
    starts = [match.start() for match in _KEY.finditer(text)]
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        line = first_line + text.count("\n", 0, start)
        try:
            piece, _ = _read_mapping(text[start:end], line)
        except yaml.YAMLError:
            key, _, rest = text[start:end].partition(":")
            values[key.strip()] = " ".join(rest.strip().strip("\"'").split())
            lines[key.strip()] = line
        else:
            values.update(piece.values)
            lines.update(piece.lines)
    return Fields(values=values, lines=lines)


def load_block(text: str) -> Any:
    """Return the values of a block in YAML's own types, as MyST-Parser reads them, but faster.

    :raises yaml.YAMLError: where it is no YAML
    """
    return yaml.load(text, Loader=SafeLoader)


def _compose(text: str) -> yaml.Node | None:
    try:
        # The C library's composer calls itself without a limit, until the stack is used up.
        if sum(map(text.count, _OPENERS)) > _MAX_OPENERS:
            _check_depth(text)
        return yaml.compose(text, Loader=SafeLoader)
    except RecursionError as error:
        raise _TooLargeError("nested too deep") from error
    except UnicodeEncodeError as error:
        raise _HalfCharacterError("half a character") from error


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise _TooLargeError("nested too deep")


def _convert(node: yaml.Node, budget: list[int], depth: int = 0) -> Value:
    budget[0] += 1
    if budget[0] > _MAX_NODES or depth > _MAX_DEPTH:
        raise _TooLargeError("aliases unfold without end, or lists are nested too deep")
    if isinstance(node, yaml.SequenceNode):
        return tuple(_convert(item, budget, depth + 1) for item in node.value)
    if isinstance(node, yaml.MappingNode):
        return {_convert_key(key): _convert(value, budget, depth + 1) for key, value in node.value}
    return str(node.value)


def _convert_key(node: yaml.Node) -> str:
    # Only a scalar is a name: what else stands there may hold itself.
    return " ".join(str(node.value).split()) if isinstance(node, yaml.ScalarNode) else ""
