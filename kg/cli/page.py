"""The concern history of one force as a page for a terminal of any width."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg import coverage
from kg.dates import is_exact
from kg.history import History, Source, ToldConcern, ToldFinding, ToldLink

STATUSES = (
    "open", "partly resolved", "resolved", "superseded", "not raised again", "not known", "not re-inspected",
)  # fmt: skip
KINDS = {
    "cause_of_concern": "Cause of concern",
    "recommendation": "Recommendation",
    "area_for_improvement": "AFI",
    "area_of_concern": "Area of concern",
    "practice": "Practice",
    "observation": "Observation",
}
GRADES = {
    "outstanding": "O", "good": "G", "adequate": "A", "requires improvement": "RI", "inadequate": "I",
    "ungraded": "u", "not yet graded": "?",
}  # fmt: skip
_SHORT = {"cause_of_concern": "CoC", "recommendation": "Rec", "area_for_improvement": "AFI", "area_of_concern": "AoC"}
_SOURCES = {"inspectorate": 0, "commissioner": 1, "force": 1, "press": 2}
_TRENDS = {"new": "·", "persists": "=", "escalates": "▲", "eases": "▼"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def printed_day(day: str | None) -> str:
    """A partial date as people write it: 2016-02-18 is "18 Feb 2016", 2021-10 is "Oct 2021"."""
    if not day:
        return "–"
    year, *rest = day.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    number = [str(int(rest[1]))] if is_exact(day) else []
    return " ".join([*number, *month, year])


def theme_name(theme: str | None) -> str:
    """A theme's id as words: "serious-organised-crime" is "Serious organised crime"; of what has none, so much."""
    return theme.replace("-", " ").capitalize() if theme else "Other subjects"


def show_history(history: History, console: Console) -> None:
    """Print the page."""
    console.print(heading(history.force["name"], history.coverage, history.as_of))
    blocks = (_grades(history), *_concerns(history), *_mentioned(history), *_context(history))
    for block in blocks:
        console.print()
        console.print(block)


def heading(name: str, held: Sequence[Mapping[str, Any]], as_of: str) -> Text:
    """Who is told of, for which day, and what is held of them."""
    return Text.assemble((name, "bold"), f" · as of {printed_day(as_of)}\n", coverage.line(held))


def _grades(history: History) -> RenderableType:
    """Pillars and themes down, PEEL cycles across; a bar where the scale changed: no comparing across it."""
    told = sorted(
        (row for row in history.grades if row["programme"] == "PEEL"),
        key=lambda row: (row["level"] != "pillar", row["question"] or ""),
    )
    cycles = sorted({row["cycle"] for row in told}, key=coverage.cycle_order)
    scales = {row["cycle"]: row["scale"] for row in told}
    if not told:
        return Text("No grades are held.", style="dim")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Grades", max_width=28, no_wrap=True, overflow="ellipsis")
    columns: list[str | None] = []
    for before, cycle in zip([None, *cycles], cycles, strict=False):
        if before and scales[before] != scales[cycle]:
            columns.append(None)
            table.add_column("┊")
        columns.append(cycle)
        table.add_column(cycle)
    graded: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in told:
        graded.setdefault(_subject(row), defaultdict(list))[row["cycle"]].append(row)
    for subject, by_cycle in graded.items():
        table.add_row(subject, *("┊" if cycle is None else _cell(by_cycle[cycle]) for cycle in columns))
    notes = ["O outstanding, G good, A adequate, RI requires improvement, I inadequate, u ungraded, – none held"]
    if None in columns:
        notes.append("┊ another scale: grades on its two sides are not comparable")
    if any(row["carried_over_from"] for row in told):
        notes.append("* carried over from an earlier cycle, not inspected again")
    if any(row["interim"] for row in told):
        notes.append("i from an interim page, not final")
    if any(row["conflict"] for row in told):
        notes.append("! sources differ (kg grades shows them)")
    return Group(table, *(Text(note, style="dim") for note in notes))


def _subject(row: dict[str, Any]) -> str:
    """What a grade is of: its theme, or a whole pillar, which its question names (`2015.effectiveness.0`)."""
    if row["level"] == "pillar" and row["question"]:
        return f"Whole pillar: {row['question'].split('.')[1]}"
    return theme_name(row["theme"])


def _marked(row: Mapping[str, Any]) -> str:
    """A grade in a letter or two, with what qualifies it."""
    qualities = (("carried_over_from", "*"), ("interim", "i"), ("conflict", "!"))
    return "".join([GRADES[row["grade"]], *(mark for quality, mark in qualities if row[quality])])


def _cell(rows: Iterable[dict[str, Any]]) -> str:
    marks = []
    for row in rows:
        marks.append(_marked(row))
    return "/".join(marks if len(set(marks)) > 1 else marks[:1]) or "–"


def _concerns(history: History) -> list[RenderableType]:
    """What was found and what became of it; of a force whose reports are not held, that they are not."""
    if history.concerns or coverage.cycles(history.coverage, "findings"):
        return [*_threads(history), *_closed(history), _counts(history)]
    return [
        Text("Only grades are held: what the reports found is not in this graph, which is no sign that it was nothing.")
    ]


def _mentioned(history: History) -> list[RenderableType]:
    """Causes of concern that sources speak of, each with the last that is known of it."""
    if not history.mentioned:
        return []
    title = Text("Causes of concern known only from other sources (the list is far from complete)")
    title.stylize("bold")
    lines = []
    for one in history.mentioned:
        subject = one["summary"] or (theme_name(one["theme"]) if one["theme"] else "not said on what")
        told = Text.assemble((f"{one['cycle'] or one['programme'] or 'no cycle'}  ", "dim"), f"{subject}: ", _last(one))
        lines.append(Padding(told, (0, 0, 0, 2)))
    return [Group(title, *lines)]


def _last(mention: Mapping[str, Any]) -> str:
    """The latest that is said of a cause of concern, dated by the best source, and where others date it differently."""
    if not mention["outcomes"]:
        return "status not known"
    latest = max(mention["outcomes"], key=lambda one: one["on"] or "")
    same = [one for one in mention["outcomes"] if one["says"] == latest["says"]]
    best = min(same, key=lambda one: (_SOURCES.get(one["source_kind"], len(_SOURCES)), one["on"] is None))
    days = sorted({one["on"] for one in same if one["on"]})
    exact = [day for day in days if not any(other.startswith(f"{day}-") for other in days)]
    differ = f" (sources differ: {' or '.join(map(printed_day, exact))})" if len(exact) > 1 else ""
    return f"{best['says']} {printed_day(best['on']) if best['on'] else 'on an unknown day'}{differ}"


def _threads(history: History) -> list[RenderableType]:
    several = [concern for concern in history.concerns if concern.times_raised > 1]
    if not several:
        return [Text("No concern is known to have been raised in more than one inspection held.")]
    blocks: list[RenderableType] = [Text("Raised in more than one inspection (at least)", style="bold")]
    for concern in several:
        lines: list[RenderableType] = [title_line(concern)]
        for finding in concern.findings:
            lines.append(_finding_line(finding))
            firm = [link for link in concern.links if link.later == finding.id and link.confidence != "possible"]
            lines += [Line(Text("    " + link_told(link), style="dim")) for link in firm]
        lines += doubts(concern)
        blocks.append(Group(*lines))
    legend = "AFI area for improvement, Rec recommendation, AoC area of concern, CoC cause of concern, l. line"
    return [*blocks, Text(legend, style="dim")]


def _closed(history: History) -> list[RenderableType]:
    """Concerns that a sentence closed in whole or part, each with the place of that sentence."""
    told = [concern for concern in history.concerns if concern.status in ("resolved", "partly resolved", "superseded")]
    if not told:
        return []
    lines: list[RenderableType] = [Text("Closed, by a sentence in a document", style="bold")]
    for concern in told:
        lines.append(title_line(concern))
        lines += [_finding_line(finding) for finding in concern.findings if finding.id == concern.id]
        evidence = concern.status_evidence
        lines += [
            Text(f"    {printed_day(outcome.on or outcome.document.published)}: {outcome.document.title}", style="dim")
            for outcome in concern.outcomes
            if evidence is None or outcome.document.id == evidence["document"]["id"]
        ]
        lines += doubts(concern)
    return [Group(*lines)]


@dataclass(frozen=True)
class Line:
    """One line of a page; where the terminal is narrow its left part gives way, and its right part stays."""

    left: Text
    right: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        left = self.left.copy()
        left.truncate(options.max_width - self.right.cell_len - (1 if self.right else 0), overflow="ellipsis", pad=True)
        yield Text(" ", no_wrap=True).join([left, self.right]) if self.right else left


def title_line(concern: ToldConcern) -> Line:
    """Title on the left, trend and status and the last part of the id on the right."""
    told = f"{concern.trend} · {concern.status}" if concern.times_raised > 1 else concern.status
    return Line(
        Text(f"{_TRENDS[concern.trend]} {concern.title.rstrip('…')}", style="bold"),
        Text.assemble(told, "  ", (concern.id.rsplit(".", 1)[-1], "dim")),
    )


def doubts(concern: ToldConcern) -> list[Line]:
    """Later findings that possibly raise again what is told as ended, one line each."""
    return [
        Line(
            Text(f"    perhaps raised again {one['raised'] or 'later'}: {one['summary']}", style="dim"),
            Text(f"possible ({one['score']:.2f})  {one['id'].rsplit('.', 1)[-1]}", style="dim"),
        )
        for one in concern.perhaps_raised_again
    ]


def _finding_line(finding: ToldFinding) -> Line:
    """Date, kind, summary and place."""
    day = "  " + (finding.raised or "no date")
    place = f"{finding.programme} {finding.cycle or ''} l.{finding.where['line']}"
    return Line(Text(f"{day:12} {_SHORT[finding.kind]:3} {finding.summary}"), Text(place, style="dim"))


def link_told(link: ToldLink) -> str:
    """What a link says and what carries it: "repeats, likely the same (0.61): shared words: …"."""
    basis = {"stated": "stated in print", "decided": "decided by a reader"}.get(
        link.basis, f"{link.confidence} the same"
    )
    score = f" ({link.score:.2f})" if link.score is not None and link.basis == "proposed" else ""
    return f"{link.relation}, {basis}{score}" + (f": {link.evidence}" if link.evidence else "")


def _counts(history: History) -> Text:
    counts = Counter(concern.status for concern in history.concerns)
    told = "   ".join(f"{status.capitalize()} ({counts[status]})" for status in STATUSES if counts[status])
    return Text(
        f"{told or 'No concerns are held.'}\nkg concern ID shows one with all its evidence, kg concerns lists them"
    )


def _context(history: History) -> list[RenderableType]:
    blocks: list[RenderableType] = []
    if history.disputed:
        blocks.append(Group(*map(Text, disputed_lines(history.disputed))))
    if history.monitoring:
        blocks.append(Group(Text("Monitoring", style="bold"), *(Text("  " + _stay(row)) for row in history.monitoring)))
    if history.collaborations:
        by_title = _grouped(history.collaborations, "title")
        lines = [Text(f"{title}: {_shared(claims)}") for title, claims in by_title.items()]
        blocks.append(Group(Text("Collaborations", style="bold"), *(Padding(line, (0, 0, 0, 2)) for line in lines)))
    if history.responses:
        answers = [
            f"{printed_day(row['date']) if row['date'] else 'no date:'} {row['author_role']} on {row['to_title']}"
            for row in history.responses
        ]
        blocks.append(Text("Responses: " + "; ".join(dict.fromkeys(answers))))
    return blocks


def _stay(row: Mapping[str, Any]) -> str:
    """A stay in a monitoring stage: "Engage Jun 2022 to 21 May 2024 (sources differ: from Jun 2022 or 6 Jul 2022)"."""
    entry = printed_day(row["from"]) if row["from"] else "an unknown day"
    told = f"{row['stage']} {entry} to {printed_day(row['to'])}"
    if not row["to"]:
        told = f"{row['stage']} since {entry}, no end known"
    return told + (_differing(row["sources"]) if row["conflict"] else "")


def _shared(claims: Sequence[Mapping[str, Any]]) -> str:
    """What is or was shared in one collaboration: "dogs 2012 to Apr 2019; training still shared"."""
    functions: dict[str, list[str]] = {}
    for function, told in _grouped(claims, "function").items():
        functions.setdefault(_since_and_until(told), []).append(function)
    return "; ".join(f"{', '.join(names)} {when}".rstrip() for when, names in functions.items())


def _since_and_until(claims: Sequence[Mapping[str, Any]]) -> str:
    """Start and end of a share by the order of sources, and where sources differ on them."""
    ordered = sorted(claims, key=lambda claim: _SOURCES.get(claim["source_kind"], len(_SOURCES)))
    start, end = (next((claim[name] for claim in ordered if claim[name]), None) for name in ("from", "to"))
    statuses = {claim["status"] for claim in claims}
    if end:
        told = f"{printed_day(start)} to {printed_day(end)}" if start else f"until {printed_day(end)}"
    elif "ended" in statuses:
        told = f"since {printed_day(start)}, ended, no date known" if start else "ended, no date known"
    else:
        told = f"since {printed_day(start)}" if start else "still shared" if "continues" in statuses else ""
    return told + (_differing(claims) if any(claim["disputed"] for claim in claims) else "")


def _differing(claims: Sequence[Mapping[str, Any]]) -> str:
    """The dates that sources give differently: " (sources differ: to 30 Jul 2025 or 31 Jul 2025)"."""
    differing = []
    for end in ("from", "to"):
        given = sorted({claim[end] for claim in claims if claim[end]})
        exact = [day for day in given if not any(other.startswith(f"{day}-") for other in given)]
        if len(exact) > 1:
            differing.append(f"{end} {' or '.join(map(printed_day, exact))}")
    return f" (sources differ: {', '.join(differing)})" if differing else ""


def disputed_lines(claims: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What sources tell differently of reports as a whole: the value that is shown, and those who give another."""
    for subject, told in _grouped(claims, "subject").items():
        dated = subject.endswith("published")
        others = [
            f"{printed_day(one['says']) if dated else one['says']} by {one['source_kind']}"
            for one in told
            if one["says"] != one["shown"]
        ]
        shown = printed_day(told[0]["shown"]) if dated else told[0]["shown"]
        yield f"! {subject}: {shown} (sources differ: {', '.join(dict.fromkeys(others))})"


def _grouped(rows: Sequence[Mapping[str, Any]], column: str) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def place_told(document: Source, where: dict[str, Any]) -> str:
    """Where it is printed: title, headings, line and address, as far as they are known."""
    line = f"line {where['line']}" if where["line"] else None
    return ", ".join(part for part in (document.title, where["section"], line, document.url) if part)
