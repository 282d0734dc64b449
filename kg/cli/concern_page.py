"""One concern with all its evidence as a page: findings, links, outcomes, answers, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg import coverage
from kg.cli.page import KINDS, doubts, link_told, place_told, title_line
from kg.history import Source, ToldConcern, ToldFinding, ToldLink


def show_concern(
    concern: ToldConcern,
    possible: Sequence[tuple[ToldLink, ToldFinding]],
    held: Sequence[Mapping[str, Any]],
    console: Console,
) -> None:
    """Print the page; `possible` links lead to other concerns, `held` is the coverage of the force."""
    console.print(title_line(concern))
    console.print(Text(concern.id, style="dim"))
    console.print(Text(f"{concern.status}, {concern.status_basis}: {_rests_on(concern, held)}"))
    console.print(*doubts(concern), sep="\n", end="\n" if concern.perhaps_raised_again else "")
    for finding in concern.findings:
        told = [finding.text] if finding.text else []
        links = [
            f"{link_told(link)} [{_last_part(link.earlier)}]"
            for link in concern.links
            if link.later == finding.id and link.confidence != "possible"
        ]
        line = f"{finding.raised or 'no date'}  {KINDS[finding.kind]}: {finding.summary} [{_last_part(finding.id)}]"
        _show_evidence(line, [*told, place_told(finding.document, finding.where), *links], console)
    for outcome in concern.outcomes:
        day = outcome.on or outcome.document.published or "no date"
        line = f"{day}  {outcome.says}: {outcome.summary or outcome.text} [on {_last_part(outcome.finding)}]"
        _show_evidence(line, [place_told(outcome.document, outcome.where)], console)
    for answer in concern.responses:
        said = answer.summary or answer.text or ""
        line = (
            f"{answer.date or 'no date'}  {answer.author_role}, {answer.stance}, {answer.progress}: {said} "
            f"[on {_last_part(answer.finding)}]"
        )
        _show_evidence(line, [place_told(answer.document, answer.where)], console)
    _show_possible(concern, possible, console)
    console.print()
    console.print(Text("What is not known", style="bold"))
    for line in _not_known(concern, held):
        console.print(Padding(Text(line), (0, 0, 0, 2)))


def _show_evidence(line: str, beneath: list[str], console: Console) -> None:
    console.print()
    console.print(Text(line))
    for told in beneath:
        console.print(Padding(Text(told, style="dim"), (0, 0, 0, 4)))


def _show_possible(concern: ToldConcern, possible: Sequence[tuple[ToldLink, ToldFinding]], console: Console) -> None:
    """Possible links within the concern and out of it, apart from the thread, since they change nothing."""
    findings = {finding.id: finding for finding in concern.findings}
    within = [(link, findings[link.earlier]) for link in concern.links if link.confidence == "possible"]
    if not (within or possible):
        return
    console.print()
    console.print(Text("Possible links, which change nothing (kg review goes through them)", style="bold"))
    for link, other in [*within, *possible]:
        mine = link.later if other.id == link.earlier else link.earlier
        line = f"{other.raised or 'no date'}  {KINDS[other.kind]}: {other.summary} [{_last_part(other.id)}]"
        console.print(Padding(Text(line), (0, 0, 0, 2)))
        beneath = f"{'before' if mine == link.later else 'after'} [{_last_part(mine)}]: {link_told(link)}"
        for told in (beneath, place_told(other.document, other.where)):
            console.print(Padding(Text(told, style="dim"), (0, 0, 0, 6)))


def _rests_on(concern: ToldConcern, held: Sequence[Mapping[str, Any]]) -> str:
    """The sentence that a status rests on; where there is none, why."""
    if concern.status_evidence:
        source = Source(**concern.status_evidence["document"])
        return f"by a sentence in {place_told(source, concern.status_evidence['where'])}"
    raised = [coverage.cycle_order(finding.cycle or finding.raised or "") for finding in concern.findings]
    findings, grades = (_since(max(raised), concern, held, extent) for extent in ("findings", "grades"))
    if concern.status == "open":
        return "raised in the latest inspection of its theme whose findings are held; no sentence closes it"
    if concern.status == "not raised again":
        which = f" of {findings}" if findings else " of a later inspection of its theme"
        return f"the findings held{which} do not repeat it; no sentence says that it was put right"
    if concern.status == "not known":
        which = f" in {grades}" if grades else ""
        return f"its theme, or one that took it over, was inspected again{which}, and only grades are held of that"
    if concern.status == "not re-inspected":
        return "later reports leave its theme out or carry its grade over; no sentence closes it"
    return "no sentence is at hand"


def _not_known(concern: ToldConcern, held: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What nobody can tell from what is held, one line each."""
    if not concern.outcomes:
        yield "No document held says what became of it."
    if concern.theme is None:
        yield "It stands under no theme, so no later inspection can be said to have looked at it."
    first = min(coverage.cycle_order(finding.cycle or finding.raised or "") for finding in concern.findings)
    for extent, told in (("grades", "Only grades are held of"), ("nothing", "Nothing is held of")):
        cycles = _since(first, concern, held, extent)
        if cycles:
            yield f"{told} {concern.theme} in {cycles}: whether it was raised there is not known."
    without_text = [_last_part(finding.id) for finding in concern.findings if finding.text is None]
    if without_text:
        which = "its findings" if len(without_text) == len(concern.findings) else ", ".join(without_text)
        yield f"The printed text of {which} is not held: summaries stand in its place (kg load --documents DIR)."
    likely = sum(link.confidence == "likely" for link in concern.links)
    if likely:
        yield f"{likely} of its links {'is' if likely == 1 else 'are'} likely, which nobody has confirmed."
    if not concern.responses:
        yield "No answer to it is held."


def _since(after: tuple[str, str], concern: ToldConcern, held: Sequence[Mapping[str, Any]], extent: str) -> str:
    """PEEL cycles after one, and not the concern's own, of which so much is held on its theme."""
    rows = [row for row in held if row["theme"] == concern.theme and row["programme"] == coverage.PEEL]
    own = {finding.cycle for finding in concern.findings}
    return ", ".join(
        cycle for cycle in coverage.cycles(rows, extent) if coverage.cycle_order(cycle) > after and cycle not in own
    )


def _last_part(finding: str) -> str:
    return finding.rpartition(".")[2]
