"""Pages that come from the code: those of docs/ and the output in the README.

`python -m kg.docs` writes them, on an embedded graph of the shipped facts; a test compares.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import re
import shlex
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kg import cli, history, records, schema

PAGES = Path(__file__).parent.parent / "docs"
README = PAGES.parent / "README.md"
_EXAMPLE = re.compile(
    r"<!-- kg (?P<command>.*?)(?: \| head -n (?P<lines>\d+))? -->\n```console\n(?P<output>.*?)```", re.DOTALL
)


def schema_page() -> str:
    """Labels, relationships and properties, as `kg.schema` declares them."""
    origin = "Written from `kg/schema.py` by `python -m kg.docs`; change it there."
    lines = ["# The graph", "", origin, "", "## Labels", ""]
    for label, declared in schema.LABELS.items():
        beside = f" Beside it one of: {', '.join(declared.sub)}." if declared.sub else ""
        lines += [f"### {label}", "", declared.meaning + beside, "", *_properties(declared.properties), ""]
    lines += ["## Relationships", ""]
    for type_, relationship in schema.RELATIONSHIPS.items():
        ends: dict[str, list[str]] = {}
        for start, end in relationship.ends:
            ends.setdefault(start, []).append(end)
        lines += [f"### {type_}", "", f"“{relationship.meaning}”", ""]
        lines += [f"- `(:{start})-[:{type_}]->(:{'|'.join(targets)})`" for start, targets in ends.items()]
        lines += ["", *_properties(relationship.properties), ""]
    return "\n".join(lines).rstrip() + "\n"


def reference_page() -> str:
    """The fields that `kg extract`, `kg history` and `kg concern` print with `--format json`."""
    origin = "Written from the records in the code by `python -m kg.docs`. Fields may be added, none is renamed."
    lines = ["# JSON fields", "", origin, ""]
    lines += ["## `kg extract FILE --format json`", "", *_models(records.Extract, set())]
    lines += ["## `kg history FORCE --format json`", "", *_models(history.History, set())]
    return "\n".join(lines).rstrip() + "\n"


def with_output(page: str) -> str:
    """A page with the output of each command that a comment `<!-- kg … -->` before a console block names.

    Raises ValueError for a command that fails.
    """
    return _EXAMPLE.sub(_with_output, page)


def _with_output(example: re.Match[str]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()) as said:
        if cli.run(shlex.split(example["command"])):
            raise ValueError(f"kg {example['command']}: {said.getvalue()}")
    lines = [line.rstrip() for line in printed.getvalue().splitlines()]
    shown = lines[: int(example["lines"]) if example["lines"] else None]
    block = example.string[example.start() : example.start("output")]
    return block + "\n".join(shown) + "\n```"


def _properties(properties: dict[str, schema.Property]) -> list[str]:
    if not properties:
        return []
    rows = [f"| `{name}` | {declared.type} | {declared.meaning} |" for name, declared in properties.items()]
    return ["| property | type | meaning |", "|---|---|---|", *rows]


def _models(model: type, seen: set[type]) -> Iterator[str]:
    """A heading and a row a field for a record, then the same for every record in its fields."""
    if model in seen:
        return
    seen.add(model)
    doc = (model.__doc__ or "").strip().split("\n")[0]
    yield from (f"### {model.__name__.rstrip('_')}", "")
    if doc and not doc.startswith(f"{model.__name__}("):
        yield from (doc, "")
    yield from ("| field | value |", "|---|---|")
    fields = list(_fields(model))
    for name, annotation, description in fields:
        yield f"| `{name}` | {_told(annotation)}{': ' + description if description else ''} |"
    yield ""
    for _, annotation, _ in fields:
        for inner in _records(annotation):
            yield from _models(inner, seen)


def _fields(model: type) -> Iterator[tuple[str, Any, str]]:
    if issubclass(model, BaseModel):
        for name, info in model.model_fields.items():
            yield info.alias or name, info.annotation, info.description or ""
    else:
        for name, annotation in typing.get_type_hints(model).items():
            yield name, annotation, ""


_PLAIN = {str: "text", int: "integer", float: "number", bool: "true or false", dict: "object", types.NoneType: "null"}


def _told(annotation: Any) -> str:
    """A type as a reader of JSON would say it."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_told(argument) for argument in arguments)
    if origin is typing.Literal:
        return ", ".join(f"`{value}`" for value in _flat(arguments))
    if origin is list:
        return f"list of {_told(arguments[0])}"
    if origin is tuple:
        return "[" + ", ".join(_told(argument) for argument in arguments) + "]"
    plain = _PLAIN.get(origin or annotation)
    return plain or f"[{annotation.__name__}](#{annotation.__name__.lower().rstrip('_')})"


def _flat(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if typing.get_origin(value) is typing.Literal:
            yield from _flat(typing.get_args(value))
        else:
            yield value


def _records(annotation: Any) -> Iterator[type]:
    for argument in typing.get_args(annotation) or (annotation,):
        if argument is not annotation:
            yield from _records(argument)
        elif isinstance(argument, type) and (issubclass(argument, BaseModel) or dataclasses.is_dataclass(argument)):
            yield argument


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    (PAGES / "schema.md").write_text(schema_page(), encoding="utf-8")
    (PAGES / "reference.md").write_text(reference_page(), encoding="utf-8")
    README.write_text(with_output(README.read_text(encoding="utf-8")), encoding="utf-8")
