"""The comment at the head of a saved query: title, description, parameters, columns, tags.

// Concerns raised again
//
// Findings of one force that follow an earlier finding, oldest first.
// Answers: what was this force told more than once?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// returns: theme, first_raised, summary
// tags: persistence
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.queries.values import TODAY, TYPES, Param, WrongValue

GRAPH = ("graph",)  # what `returns: graph` declares: paths for the Browser to draw
_PARAM = re.compile(r"param (?P<name>[a-z]\w*): (?P<type>\w+) = (?P<default>.+?) -- (?P<help>\S.*)")
_KEY = re.compile(r"(?P<key>[a-z]+)(?P<rest>:.*|\s.*)")
_NAMES = re.compile(r"[a-z]\w*(?:, [a-z]\w*)*")
_TAGS = re.compile(r"[a-z][a-z-]*(?:, [a-z][a-z-]*)*")
_ANSWERS = "Answers: "


@dataclass
class Header:
    title: str
    description: str = ""
    answers: str = ""
    params: list[Param] = field(default_factory=list)
    returns: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)  # `returns`, `tags` or `$parameter` -> line of the file
    length: int = 0


def has_header(text: str) -> bool:
    """Whether a file says by a `returns:` line in its first comment that it follows the format."""
    return any(line.startswith("returns:") for line in _comment(text))


def read_header(text: str, file: Path) -> Header:
    """The header of a saved query.

    Raises KgError, with file, line and remedy, for whatever departs from the format: a key that is not known or
    stands twice, a missing title, description, `returns` or `tags`, a parameter that is not well formed.
    """
    lines = _comment(text)
    if not lines or not lines[0]:
        raise KgError("the title is missing", f"{file}:1", "begin the file with `// ` and a title")
    if len(lines) > 1 and lines[1]:
        raise KgError("the title is longer than one line", f"{file}:2", "put an empty `//` line below the title")
    header = Header(lines[0], length=len(lines))
    described: list[str] = []
    for number, line in enumerate(lines[2:], start=3):
        if not line:
            continue
        place = f"{file}:{number}"
        key = _KEY.fullmatch(line)
        if key and (key["key"] == "param" or key["rest"].startswith(":")):
            _read_key(header, key["key"], line, place)
            header.lines[f"${header.params[-1].name}" if key["key"] == "param" else key["key"]] = number
        elif header.lines:
            raise KgError(f"{line!r} is no header key", place, "write param, returns or tags, or move it up")
        elif line.startswith(_ANSWERS):
            header.answers = line.removeprefix(_ANSWERS)
        else:
            described.append(line)
    header.description = " ".join(described)
    for what, present in (
        ("description", header.description),
        ("`returns:` line", header.returns),
        ("`tags:` line", header.tags),
    ):
        if not present:
            raise KgError(f"the {what} is missing", f"{file}:{header.length}", "see the other files of cypher/")
    return header


def _comment(text: str) -> list[str]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line[2:].strip())
    return lines


def _read_key(header: Header, key: str, line: str, place: str) -> None:
    value = line.partition(":")[2].strip()
    if key == "param":
        header.params.append(_read_param(header, line, place))
    elif key not in {"returns", "tags"}:
        raise KgError(f"unknown header key {key!r}", place, "write param, returns or tags")
    elif key in header.lines:
        raise KgError(f"`{key}:` stands twice", place, f"keep one (the first is in line {header.lines[key]})")
    elif not (_NAMES if key == "returns" else _TAGS).fullmatch(value):
        raise KgError(f"`{key}:` is no list of names", place, "write lower-case names with `, ` between them")
    else:
        names = tuple(value.split(", "))
        if len(set(names)) < len(names):
            raise KgError(f"`{key}:` names one thing twice", place, "leave the second out")
        setattr(header, key, names)


def _read_param(header: Header, line: str, place: str) -> Param:
    match = _PARAM.fullmatch(line)
    if not match:
        remedy = 'write `param NAME: TYPE = DEFAULT -- what it is`, the default as null or as in JSON ("text", 3, true)'
        raise KgError(f"{line!r} declares no parameter", place, remedy)
    name, type_ = match["name"], match["type"]
    if type_ not in TYPES:
        raise KgError(f"unknown type {type_!r} of parameter {name}", place, f"write one of {', '.join(TYPES)}")
    if any(param.name == name for param in header.params):
        raise KgError(f"parameter {name} is declared twice", place, "keep one")
    today = type_ == "date" and match["default"] == TODAY
    param = Param(name, type_, TODAY if today else _read_default(match["default"], place), match["help"])
    try:
        param.convert(param.default)
    except WrongValue as error:
        raise KgError(f"the default of {name} {error}", place, "correct the default or the type") from None
    return param


def _read_default(text: str, place: str) -> str | int | bool | None:
    try:
        default = json.loads(text)
    except ValueError:
        default = ...
    if default is not None and not isinstance(default, str | int | bool):
        raise KgError(f"the default {text} is no value", place, 'write it as in JSON: "text", 3, true, null')
    return default
