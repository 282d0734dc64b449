"""What can be said of a Cypher text by looking at its words alone: columns, parameters, writing clauses.

This is no parser: comments and strings are set aside, the rest is read as a flat list of tokens. What it cannot see,
Neo4j's EXPLAIN finds in the tests.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<skipped> //[^\n]* | /\*.*?\*/ | \s+ )
    | (?P<string> '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" )
    | (?P<parameter> \$\w+ )
    | (?P<name> `[^`]+` | [A-Za-z_]\w* )
    | (?P<number> \d+(?:\.\d+)? )
    | (?P<symbol> \.\. | <- | -> | . )
    """,
    re.VERBOSE | re.DOTALL,
)
CLOSES = {")": "(", "]": "[", "}": "{"}
_AFTER_RETURN = {"ORDER", "SKIP", "LIMIT", "UNION"}
_FIRST = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"}
_WRITES = {
    *("ALTER", "CREATE", "DELETE", "DENY", "DETACH", "DROP", "FINISH", "FOREACH", "GRANT", "INSERT"),
    *("LOAD", "MERGE", "REMOVE", "REVOKE", "SET", "START", "STOP", "TERMINATE", "USE"),
}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Problem:
    """What is wrong with a query, in which line of its file, and what to do."""

    what: str
    line: int
    remedy: str


def tokens(text: str, first_line: int = 1) -> list[Token]:
    """The tokens of a Cypher text without its comments; `first_line` is the line at which the text begins."""
    found, line = [], first_line
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skipped":
            found.append(Token(str(match.lastgroup), match[0].strip("`"), line))
        line += match[0].count("\n")
    return found


def parameters(query: Iterable[Token]) -> dict[str, int]:
    """The name of each parameter and the line in which it is first used."""
    used: dict[str, int] = {}
    for token in query:
        if token.kind == "parameter":
            used.setdefault(token.text[1:], token.line)
    return used


def columns(query: list[Token]) -> tuple[list[str | None], int]:
    """The columns of the last RETURN clause and its line; None for a column without a plain name.

    `RETURN f.id AS force, total, count(*)` gives force, total and None; no RETURN gives none and line 0.
    """
    start, line = None, 0
    for index, depth in _depths(query):
        if depth == 0 and is_keyword(query[index], "RETURN"):
            start, line = index + 1, query[index].line
    if start is None:
        return [], line
    found: list[str | None] = []
    expression: list[Token] = []
    for index, depth in _depths(query[start:]):
        token = query[start + index]
        if depth == 0 and (token.text == ";" or _is_end(token)):
            break
        if depth == 0 and token.text == ",":
            found.append(_column(expression))
            expression = []
        else:
            expression.append(token)
    return [*found, _column(expression)], line


def _column(expression: list[Token]) -> str | None:
    words = [token for token in expression if not is_keyword(token, "DISTINCT")]
    named = len(words) == 1 or (len(words) > 1 and is_keyword(words[-2], "AS"))
    return words[-1].text if named and words[-1].kind == "name" else None


def writes(query: list[Token]) -> Problem | None:
    """The first thing in a query that does more than read the graph.

    The engines refuse writes themselves, but not everywhere: a server that speaks Bolt need not honour a read-only
    session, and LOAD CSV reads files and addresses wherever it runs.
    """
    for index, token in enumerate(query):
        before = query[index - 1].text if index else ""
        after = query[index + 1].text if index + 1 < len(query) else ""
        if token.kind != "name" or before in {".", ":", "|", "&"} or after == ":" or before.upper() == "AS":
            continue
        if token.text.upper() in _WRITES:
            return Problem(f"{token.text.upper()} is not allowed in a saved query", token.line, "only read the graph")
        if index == 0 and token.text.upper() not in _FIRST:
            return Problem(f"a saved query cannot begin with {token.text}", token.line, f"begin with {listed(_FIRST)}")
    for index, token in enumerate(query[:-1]):
        if token.text == ";":
            return Problem("a file holds one statement", query[index + 1].line, "put the second into a file of its own")
    return None


def near(name: str, known: Iterable[str]) -> str:
    """`did you mean force?`, or nothing where no known name is near."""
    matches = difflib.get_close_matches(name, sorted(known), n=3)
    return f"did you mean {' or '.join(matches)}?" if matches else ""


def _depths(query: list[Token]) -> Iterator[tuple[int, int]]:
    depth = 0
    for index, token in enumerate(query):
        if token.kind == "symbol" and token.text in CLOSES:
            depth -= 1
        yield index, depth
        if token.kind == "symbol" and token.text in CLOSES.values():
            depth += 1


def _is_end(token: Token) -> bool:
    return token.kind == "name" and token.text.upper() in _AFTER_RETURN


def is_keyword(token: Token, keyword: str) -> bool:
    return token.kind == "name" and token.text.upper() == keyword


def listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
