"""What is held of a force: of which cycles the findings, of which only the grades. What is not held is not absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.queries import shipped

if TYPE_CHECKING:
    from kg.engine import Graph

PEEL = "PEEL"
_HOLDS = ("findings", "grades", "nothing")


def coverage(graph: Graph, as_of: str, force: str | None = None) -> list[dict[str, Any]]:
    """A row for each force, programme, cycle and theme; `holds` is findings, grades or nothing.

    `published_alone` is true where a finding is held that a letter or an accelerated cause of concern raised.
    Raises UsageError, with near matches, for a force that the graph does not hold.
    """
    return shipped("coverage").run(graph, force=force, as_of=as_of)


def disputed(graph: Graph, force: str, as_of: str) -> list[dict[str, Any]]:
    """What sources tell differently of the reports on a force as a whole: counts of areas, days of publication."""
    rows = shipped("conflicts").run(graph, force=force)
    return [row for row in rows if row["what"] == "report" and has_begun(row["subject"], as_of)]


def has_begun(cycle: str, as_of: str) -> bool:
    """Whether a day is in or after the first year of the cycle that a text names first."""
    return cycle_order(cycle)[0] <= as_of[:4]


def official_names(graph: Graph) -> dict[str, str]:
    """The full name of every force by its id, in the order of the ids: pages that say what is held say of whom."""
    rows = graph.rows("MATCH (f:Force) RETURN f.id AS force, f.official_name AS name ORDER BY force")
    return {row["force"]: row["name"] for row in rows}


def cycles(rows: Iterable[Mapping[str, Any]], *held: str) -> list[str]:
    """The cycles of which one of these is held, PEEL first, in the order of time; for none, the programme's name."""
    found = {
        (row["programme"] != PEEL, cycle_order(row["cycle"] or row["programme"]))
        for row in rows
        if row["holds"] in held
    }
    return [cycle for _, (_, cycle) in sorted(found)]


def line(rows: Sequence[Mapping[str, Any]]) -> str:
    """One line on one force: "findings held: 2015, 2021/22 · grades held: 2014–2017, 2021/22".

    Cycles without a gap are told as a span, so a cycle that is missing is seen to be missing. Findings that were
    published apart from a report are told after them where there are any.
    """
    peel = sorted({row["cycle"] for row in rows if row["programme"] == PEEL}, key=cycle_order)
    findings = ", ".join(cycles(rows, "findings"))
    grades = ", ".join(_spans(cycles(rows, "findings", "grades"), peel))
    alone = ", ".join(cycles([row for row in rows if row["published_alone"]], *_HOLDS))
    apart = f" · single findings: {alone}" if alone else ""
    return f"findings held: {findings or 'none'} · grades held: {grades or 'none'}{apart}"


def by_force(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row a force: the cycles of which findings are held, of which only grades, and of which a finding alone."""
    forces: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        forces.setdefault(row["force"], []).append(row)
    told = []
    for force, of_force in forces.items():
        findings = cycles(of_force, "findings")
        grades = [cycle for cycle in cycles(of_force, "grades") if cycle not in findings]
        alone = cycles([row for row in of_force if row["published_alone"]], *_HOLDS)
        told.append({"force": force, "findings": findings, "grades": grades, "single_findings": alone})
    return told


def by_cycle(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each programme, cycle and extent of what is held of one force, with the themes so held.

    A theme of which a single finding is held is in a row of its own besides.
    """
    themes: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        for holds in (row["holds"], *(["single finding"] if row["published_alone"] else [])):
            themes.setdefault((row["programme"], row["cycle"] or "", holds), []).append(row["theme"])
    ordered = sorted(themes, key=lambda key: (key[0] != PEEL, cycle_order(key[1]), key))
    return [
        {"programme": programme, "cycle": cycle, "holds": holds, "themes": themes[programme, cycle, holds]}
        for programme, cycle, holds in ordered
    ]


def cycle_order(cycle: str) -> tuple[str, str]:
    """By the first year in a cycle's name, then by the name: 2018/19 before 2021/22, soc-2023 beside 2023-25."""
    years = "".join(c if c.isdigit() else " " for c in cycle).split()
    return (years[0] if years else "9999", cycle)


def _spans(held: Sequence[str], peel: Sequence[str]) -> list[str]:
    runs: list[list[str]] = []
    for cycle in held:
        follows = cycle in peel and runs and peel[peel.index(cycle) - 1] == runs[-1][-1]
        if follows:
            runs[-1].append(cycle)
        else:
            runs.append([cycle])
    return [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs]
