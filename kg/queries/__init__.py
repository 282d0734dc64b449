"""The saved queries of `cypher/`, and users' own: read strictly, run read-only with checked parameters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.errors import KgError, UsageError
from kg.queries import cypher
from kg.queries.header import GRAPH, Header, has_header, read_header
from kg.queries.values import Param, Value, WrongValue

if TYPE_CHECKING:
    from kg.engine import Graph

# Parameters that hold an id, and the nodes that may have it: an id that no node has is told, not answered by no rows.
_IDS = {
    "force": ("Force",),
    "theme": ("Theme",),
    "document": ("Document",),
    "concern": ("Concern", "Finding"),
    "collaboration": ("Collaboration",),
    "topic": ("Topic",),
}


@dataclass(frozen=True)
class SavedQuery:
    """One question a file. `text` is the Cypher without its header; `returns` is empty where no header names them."""

    name: str
    title: str
    description: str
    answers: str
    params: tuple[Param, ...]
    returns: tuple[str, ...]
    tags: tuple[str, ...]
    text: str

    @property
    def draws(self) -> bool:
        """Whether it returns paths for the Browser to draw, of which only the node ids are compared."""
        return self.returns == GRAPH

    def described(self) -> dict[str, Any]:
        """The query without its Cypher, as `kg queries --format json` lists it."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "answers": self.answers,
            "params": [
                {"name": param.name, "type": param.type, "default": param.default, "help": param.help}
                for param in self.params
            ],
            "returns": list(self.returns),
            "tags": list(self.tags),
        }

    def values(self, **given: Value) -> dict[str, Value]:
        """The value of every parameter: given ones converted by type, defaults for the rest.

        Raises UsageError for a name that is not declared, a value of the wrong type or a missing one.
        """
        names = [param.name for param in self.params]
        for name in given:
            if name not in names:
                remedy = cypher.near(name, names) or (f"it has {', '.join(names)}" if names else "it has none")
                raise UsageError(f"no parameter {name!r} of {self.name}", remedy=remedy)
        values: dict[str, Value] = {}
        for param in self.params:
            if param.required and param.name not in given:
                raise UsageError(f"parameter {param.name!r} has no value", remedy=f"give --param {param.name}=…")
            try:
                values[param.name] = param.convert(given.get(param.name, param.default))
            except WrongValue as error:
                raise UsageError(f"parameter {param.name!r} {error}", remedy=f"it takes a {param.type}") from None
        return values

    def run(self, graph: Graph, **given: Value) -> list[dict[str, Any]]:
        """The rows, each with its keys in the order of `returns`.

        Raises UsageError as `values` does, and where nothing is found because an id is not in the graph.
        """
        values = self.values(**given)
        rows = graph.rows(self.text, **values)
        if not rows:
            _refuse_unknown_ids(graph, values)
        if not self.returns or self.draws:
            return rows
        return [{column: row[column] for column in self.returns} for row in rows]


def load(folder: Path | None = None) -> dict[str, SavedQuery]:
    """All shipped queries by name, in the order of their names. Raises KgError for the first file that is not right."""
    folder = folder or resources.folder("cypher")
    return {file.stem: read(file) for file in sorted(folder.glob("*.cypher"))}


def shipped(name: str) -> SavedQuery:
    """One shipped query that a command itself asks, without the checks that `kg check` makes of each."""
    file = resources.folder("cypher") / f"{name}.cypher"
    text = _read_text(file)
    return _saved(file, text, read_header(text, file))


def find(name: str) -> SavedQuery:
    """One shipped query. Raises UsageError, with near matches, for a name that is none."""
    folder = resources.folder("cypher")
    names = [file.stem for file in folder.glob("*.cypher")]
    if name not in names:
        raise UsageError(f"no saved query {name!r}", remedy=cypher.near(name, names) or "kg queries lists them")
    return read(folder / f"{name}.cypher")


def read(file: Path) -> SavedQuery:
    """A saved query in the strict format (design: title, description, params, returns, tags, Cypher).

    Raises KgError, with file, line and remedy, when header and Cypher do not agree: other columns than `returns`,
    a parameter used and not declared or declared and not used, a label, relationship type or property that the
    schema does not have, a clause that writes.
    """
    from kg.queries.names import unknown_names

    query, tokens = _read_with_header(file, _read_text(file))
    problems = unknown_names(tokens)
    if problems:
        raise _as_error(problems[0], file)
    return query


def read_own(file: Path) -> SavedQuery:
    """A user's own file: the header is optional, and labels are the user's business.

    Without a header its parameters are text and must all be given. Raises KgError for an unreadable file, a clause
    that writes, or a header that is not right.
    """
    text = _read_text(file)
    if has_header(text):
        return _read_with_header(file, text)[0]
    tokens = cypher.tokens(text)
    _check_reads(tokens, file)
    params = tuple(Param(name, "string", None, "", required=True) for name in cypher.parameters(tokens))
    return SavedQuery(file.stem, file.stem, "", "", params, (), (), text)


def _read_with_header(file: Path, text: str) -> tuple[SavedQuery, list[cypher.Token]]:
    header = read_header(text, file)
    tokens = cypher.tokens(_body(text, header), first_line=header.length + 1)
    _check_reads(tokens, file)
    _check_parameters([param.name for param in header.params], tokens, file, header.lines)
    if header.returns != GRAPH:
        _check_columns(header.returns, tokens, file)
    return _saved(file, text, header), tokens


def _body(text: str, header: Header) -> str:
    return "".join(text.splitlines(keepends=True)[header.length :])


def _saved(file: Path, text: str, header: Header) -> SavedQuery:
    return SavedQuery(
        file.stem,
        header.title,
        header.description,
        header.answers,
        tuple(header.params),
        header.returns,
        header.tags,
        _body(text, header).strip() + "\n",
    )


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise KgError("cannot read the query", str(file), error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise KgError("the query is not UTF-8 text", str(file), "save it as UTF-8") from None


def _check_reads(tokens: list[cypher.Token], file: Path) -> None:
    if not tokens:
        raise KgError("the file holds no Cypher", str(file), "write the query below its header")
    problem = cypher.writes(tokens)
    if problem:
        raise _as_error(problem, file)


def _check_parameters(declared: list[str], tokens: list[cypher.Token], file: Path, lines: dict[str, int]) -> None:
    used = cypher.parameters(tokens)
    for name, line in used.items():
        if name not in declared:
            remedy = cypher.near(name, declared) or "declare it by a `param` line"
            raise KgError(f"parameter ${name} is not declared", f"{file}:{line}", remedy)
    for name in declared:
        if name not in used:
            raise KgError(f"parameter {name} is not used", f"{file}:{lines[f'${name}']}", "leave its `param` line out")


def _check_columns(returns: tuple[str, ...], tokens: list[cypher.Token], file: Path) -> None:
    columns, line = cypher.columns(tokens)
    if not columns:
        raise KgError("the query has no RETURN", f"{file}:{tokens[-1].line}", "return what `returns:` lists")
    if None in columns:
        raise KgError("a returned column has no name", f"{file}:{line}", "name each one with AS")
    if tuple(columns) != returns:
        raise KgError(
            f"the query returns {', '.join(map(str, columns))}", f"{file}:{line}", "`returns:` must say the same"
        )


def _as_error(problem: cypher.Problem, file: Path) -> KgError:
    return KgError(problem.what, f"{file}:{problem.line}", problem.remedy)


def _refuse_unknown_ids(graph: Graph, values: dict[str, Value]) -> None:
    for name, labels in _IDS.items():
        asked = values.get(name)
        if asked is None or any(graph.rows(f"MATCH (n:{label} {{id: $id}}) RETURN n.id", id=asked) for label in labels):
            continue
        known = [row["id"] for label in labels for row in graph.rows(f"MATCH (n:{label}) RETURN n.id AS id")]
        remedy = cypher.near(str(asked), known) or "kg forces, kg themes and kg concerns list what there is"
        raise UsageError(f"no {name} called {asked!r}", remedy=remedy)
