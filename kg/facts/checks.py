"""What must hold between the shipped tables: keys lead somewhere, grades are on their scale, nothing got lost."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from kg.errors import KgError
from kg.facts import rows
from kg.facts.tables import Facts
from kg.ids import question_id

SCALES = {
    4: ("outstanding", "good", "requires improvement", "inadequate"),
    5: ("outstanding", "good", "adequate", "requires improvement", "inadequate"),
}
NO_GRADE = ("ungraded", "not yet graded")  # said in every cycle


def problems(facts: Facts) -> Iterator[KgError]:
    """Everything that does not fit together, one error for each row and column, in the order of the tables.

    What leads to a table of which not every row could be read is not held against it.
    """
    yield from _questions(facts)
    yield from _keys(facts)
    yield from _grades(facts)
    yield from _report_claims(facts)
    yield from _minimums(facts)


def _keys(facts: Facts) -> Iterator[KgError]:
    """Cells that name a row of another table."""
    known: dict[str, Mapping[str, rows.Row]] = {
        "forces": facts.force_by_id,
        "bodies": facts.body_by_id,
        "themes": facts.theme_by_id,
        "cycles": facts.cycle_by_id,
        "questions": facts.question_by_id,
        "collaborations": facts.collaboration_by_id,
    }
    keyed: list[tuple[Sequence[rows.Row], dict[str, str]]] = [
        (facts.oversight, {"body": "bodies", "force": "forces"}),
        (facts.theme_successors, {"theme": "themes", "until": "cycles", "successor": "themes", "since": "cycles"}),
        (facts.questions, {"cycle": "cycles", "theme": "themes"}),
        (facts.releases, {"cycle": "cycles"}),
        (facts.publications, {"force": "forces", "cycle": "cycles"}),
        (facts.grades, {"force": "forces", "question": "questions", "carried_over_from": "cycles"}),
        (facts.report_claims, {"force": "forces", "cycle": "cycles"}),
        (facts.monitoring, {"force": "forces"}),
        (facts.memberships, {"collaboration": "collaborations", "force": "forces", "host": "forces"}),
        (facts.responses, {"force": "forces", "body": "bodies", "cycle": "cycles"}),
        (facts.causes_of_concern, {"force": "forces", "cycle": "cycles", "theme": "themes"}),
    ]
    for table, columns in keyed:
        for row in table:
            for column, target in columns.items():
                value = getattr(row, column)
                if value is not None and value not in known[target] and target not in facts.incomplete:
                    yield _unknown(column, value, known[target], target, row)


def _unknown(column: str, value: str, known: Mapping[str, rows.Row], target: str, row: rows.Row) -> KgError:
    near = get_close_matches(value, known, n=3, cutoff=0.6)
    hint = f"write {' or '.join(near)}, or " if near else ""
    return KgError(f"{column} {value!r} is unknown", row.where, f"{hint}add it to data/{target}.csv")


def _questions(facts: Facts) -> Iterator[KgError]:
    for row in facts.questions:
        expected = question_id(row.cycle, row.pillar, row.number, row.short_label)
        if row.id != expected:
            yield KgError(f"id {row.id!r} does not follow from its row", row.where, f"write {expected}")


def _grades(facts: Facts) -> Iterator[KgError]:
    for row in facts.grades:
        question = facts.question_by_id.get(row.question)
        cycle = facts.cycle_by_id.get(question.cycle) if question else None
        if cycle is None:
            continue  # already told as an unknown key
        scale = SCALES[cycle.scale]
        if row.grade not in scale and row.grade not in NO_GRADE:
            what = f"{row.grade!r} is no grade of {cycle.id} ({', '.join(scale)})"
            yield KgError(what, row.where, "correct the row, or the scale in data/cycles.csv")
        earlier = facts.cycle_by_id.get(row.carried_over_from or "")
        if earlier and earlier.order >= cycle.order:
            yield KgError(
                f"carried over from {earlier.id}, which is not before {cycle.id}", row.where, "correct the row"
            )


def _report_claims(facts: Facts) -> Iterator[KgError]:
    for row in facts.report_claims:
        cycle = facts.cycle_by_id.get(row.cycle)
        if cycle and cycle.pillars_apart:
            remedy = "correct the cycle, or leave the row out"
            yield KgError(f"{cycle.id} has a report for each pillar, and none as a whole", row.where, remedy)


def _minimums(facts: Facts) -> Iterator[KgError]:
    """Tables that hold fewer rows than data/minimums.toml expects: rows lost in an edit would else go unseen."""
    file = facts.folder / "minimums.toml"
    for table, expected in tomllib.loads(file.read_text(encoding="utf-8")).items():
        held = len(getattr(facts, table))
        if held < expected["rows"] and table not in facts.incomplete:
            what = f"holds {held} rows instead of at least {expected['rows']}"
            remedy = "bring the rows back, or lower data/minimums.toml and say why"
            yield KgError(what, f"data/{table}.csv", remedy)
