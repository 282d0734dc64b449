"""Labels, relationship types and properties in a query, checked against the graph's declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg import schema
from kg.queries.cypher import CLOSES, Problem, Token, is_keyword, listed, near

_LABELS = {name for label, declared in schema.LABELS.items() for name in (label, *declared.sub)}
_ALL_PROPERTIES = {name for label in schema.LABELS.values() for name in label.properties} | {
    name for relationship in schema.RELATIONSHIPS.values() for name in relationship.properties
}
_SCHEMA = "kg/schema.py declares what there is"


def unknown_names(query: list[Token]) -> list[Problem]:
    """Labels, relationship types and properties that `kg.schema` does not declare."""
    return _Names(query).problems()


_NOTHING = Token("symbol", "", 0)


@dataclass
class _Bracket:
    """An open bracket, the token before it, and the labels or types named in it (a map inherits its pattern's)."""

    opener: Token = _NOTHING
    before: Token = _NOTHING
    owners: set[str] = field(default_factory=set)

    @property
    def is_relationship(self) -> bool:
        return self.opener.text == "[" and self.before.text in {"-", "<-"}


class _Names:
    """One walk over the tokens that gathers what each variable stands for and which names are used."""

    def __init__(self, query: list[Token]) -> None:
        self.query = query
        self.owners: defaultdict[str, set[str]] = defaultdict(set)  # variable -> labels or relationship types
        self.renamed = {b.text for a, b in pairwise(query) if is_keyword(a, "AS")}
        self.keys: set[str] = set()  # of map literals
        self.labels: list[Token] = []
        self.types: list[Token] = []
        self.properties: list[tuple[Token, str | None, set[str]]] = []  # property, its variable, labels at that place
        self._walk()

    def _walk(self) -> None:
        open_ = [_Bracket()]
        for index, token in enumerate(self.query):
            inside = open_[-1]
            if token.text in CLOSES.values():
                bracket = _Bracket(token, self.query[index - 1] if index else _NOTHING)
                if token.text == "{" and inside.opener.text != "{":
                    bracket.owners = inside.owners
                open_.append(bracket)
            elif token.text in CLOSES and len(open_) > 1:
                open_.pop()
            elif token.text == ":":
                self._colon(index, inside)
            elif token.text == ".":
                self._dot(index, inside)

    def _colon(self, index: int, inside: _Bracket) -> None:
        before = self.query[index - 1]
        if inside.opener.text == "{" and index > 1 and self.query[index - 2].text in {"{", ","}:
            if inside.owners:
                self.properties.append((before, None, inside.owners))
            else:
                self.keys.add(before.text)
            return
        named = list(self._alternatives(index + 1))
        (self.types if inside.is_relationship else self.labels).extend(named)
        if before is not inside.opener and self.query[index - 2] is not inside.opener:
            return  # a predicate such as `WHERE x:Judgment`, which binds nothing
        inside.owners |= {token.text for token in named}
        if before.kind == "name":
            self.owners[before.text] |= {token.text for token in named}

    def _alternatives(self, index: int) -> Iterator[Token]:
        """The names of `A|B`, `A:B` or `!A`, from the token after the colon on."""
        expected = True
        for token in self.query[index:]:
            if token.text in {"|", "&", "!", ":"}:
                expected = True
            elif expected and token.kind == "name":
                expected = False
                yield token
            else:
                return

    def _dot(self, index: int, inside: _Bracket) -> None:
        before, after = self.query[index - 1], self.query[index + 1]
        follows = self.query[index + 2].text if index + 2 < len(self.query) else ""
        if after.kind != "name" or follows == "(" or before.kind == "parameter":
            return
        if before.text in {"{", ","}:  # c {.id, .name}
            before = inside.before
        variable = before.text if before.kind == "name" else None
        self.properties.append((after, variable, set()))

    def problems(self) -> list[Problem]:
        return [
            *self._unknown(self.labels, "label", _LABELS),
            *self._unknown(self.types, "relationship type", schema.RELATIONSHIPS),
            *self._unknown_properties(),
        ]

    @staticmethod
    def _unknown(used: list[Token], what: str, known: Iterable[str]) -> Iterator[Problem]:
        for token in used:
            if token.text not in known:
                yield Problem(f"no {what} {token.text!r}", token.line, near(token.text, known) or _SCHEMA)

    def _unknown_properties(self) -> Iterator[Problem]:
        for token, variable, here in self.properties:
            owners = here or (self.owners[variable] if variable else set())
            known = set().union(*(_properties(owner) for owner in owners)) if owners else _ALL_PROPERTIES
            if not owners or variable in self.renamed:
                known = known | self.keys
            if token.text not in known:
                what = f"no property {token.text!r}" + (f" of {listed(owners)}" if owners else "")
                yield Problem(what, token.line, near(token.text, known) or _SCHEMA)


def _properties(owner: str) -> set[str]:
    """The properties of a label, a label set beside one, or a relationship type; all of them for an unknown name."""
    if owner in schema.RELATIONSHIPS:
        return set(schema.RELATIONSHIPS[owner].properties)
    for label, declared in schema.LABELS.items():
        if owner == label or owner in declared.sub:
            return set(declared.properties)
    return _ALL_PROPERTIES
