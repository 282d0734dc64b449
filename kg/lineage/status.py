"""What became of a concern, from the latest thing that speaks: a sentence, a later inspection, or nothing.

The order of the rules, each of which is a row of the table in tests/test_lineage_status.py:
- a finding that is raised is open until something later closes it;
- only a sentence closes: `resolved`, `superseded`, or `partly resolved` where it closes a part of what was last raised;
  that of a force or commissioner closes nothing, nor does "improved", nor a grade;
- a later inspection that could have raised it again (`kg.lineage.successors`) and whose findings are held, but that
  does not, makes it `not raised again`; later inspections of which only grades are held make it `not known`;
- where later reports of the force left its theme out or carried the grade over, it is `not re-inspected`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.lineage.model import Finding, Inspection, Link, Outcome, Place, Status, StatusBasis
from kg.lineage.successors import homes
from kg.lineage.timeline import Timeline, cycle_year, day, is_known, printed_twice, same_assessment

_CLOSED = ("resolved", "superseded")
_STILL_OPEN = ("open", "no progress", "raised again")
_DECISIVE = (*_CLOSED, "partly resolved", *_STILL_OPEN)


@dataclass(frozen=True, slots=True)
class Thread:
    """A first finding and what follows it, oldest first.

    `parts` are the recommendations of those that are causes of concern. `parts_raised_again` are later findings that
    follow one of these without following the cause itself: a part of what was asked was asked again, though in the
    thread of that recommendation. `path` gives for each of both the links that lead to it.
    """

    findings: Sequence[Finding]
    parts: Mapping[str, Sequence[Finding]]
    parts_raised_again: Sequence[Finding]
    path: Mapping[str, Sequence[Link]]


@dataclass(frozen=True, slots=True)
class Word:
    """The last decisive thing that the inspectorate says of one finding."""

    says: str
    when: str
    place: Place


def status_of(
    thread: Thread, timeline: Timeline, words: Mapping[str, Word], as_of: str
) -> tuple[Status, StatusBasis, Place | None]:
    """Status on the day `as_of`, what it rests on, and for a stated one the place of its sentence.

    `words` are the last words on each finding by that day (`last_words`).
    """
    last_raised, last = _last_raised(thread, timeline)
    path = [link for finding in last for link in thread.path[finding.id]]
    verdicts = {finding.id: _verdict(finding, thread, words, timeline) for finding in last}

    decisive = [word for word in verdicts.values() if word is not None]
    closed = [word for word in decisive if word.says in _CLOSED]
    newest = max(decisive, key=_order, default=None)
    if newest and len(closed) == len(last):
        replaced = any(word.says == "superseded" for word in closed)
        return ("superseded" if replaced else "resolved"), _basis(path, "stated"), newest.place

    since = max(last_raised, newest.when) if newest else last_raised
    later = [
        inspection
        for inspection in timeline.inspections.values()
        if day(inspection) > since
        and is_known(inspection, as_of)
        and not any(same_assessment(inspection, timeline.of(finding)) for finding in last)
    ]
    partly = max((word for word in decisive if word.says not in _STILL_OPEN), key=_order, default=None)
    silent: Status | None = None
    if _could_raise(last, [inspection for inspection in later if inspection.holds == "findings"]):
        silent = "not raised again"
    elif not partly and (_could_raise(last, later) or all(_graded_since(finding, later) for finding in last)):
        silent = "not known"
    elif not newest and any(_leaves_out(inspection, finding, timeline) for inspection in later for finding in last):
        silent = "not re-inspected"
    if silent:
        return silent, "inferred", None
    if partly:
        return "partly resolved", _basis(path, "stated"), partly.place
    return "open", _basis(path, "stated" if newest else "inferred"), newest.place if newest else None


def _last_raised(thread: Thread, timeline: Timeline) -> tuple[str, list[Finding]]:
    """The day of the latest inspection that raised it or a part of it, and the findings that do so there."""
    raising = [*thread.findings, *thread.parts_raised_again]
    last_raised = max(day(timeline.of(finding)) for finding in raising)
    return last_raised, [finding for finding in raising if day(timeline.of(finding)) == last_raised]


def last_words(
    outcomes: Iterable[Outcome], meant: Mapping[str, tuple[str, ...]], timeline: Timeline, as_of: str
) -> dict[str, Word]:
    """For each finding of which the inspectorate had said something decisive by `as_of`, the last such word.

    `meant` tells which findings an outcome speaks of (`kg.lineage.spoken`). A sentence without any date says nothing,
    since nobody knows what it came after; nor does a document of what came after it.
    """
    words: dict[str, Word] = {}
    for outcome in outcomes:
        report = timeline.inspections.get(outcome.inspection or "")
        said = outcome.said_min or (day(report) if report else None)
        if outcome.by_force or outcome.says not in _DECISIVE or not said:
            continue
        last_day = outcome.said_max or said
        if last_day > as_of or (outcome.on_min or "") > last_day:
            continue
        word = Word(outcome.says, outcome.on_min or said, Place(outcome.document, outcome.line))
        for finding in meant.get(outcome.id, ()):
            if finding not in words or _order(words[finding]) < _order(word):
                words[finding] = word
    return words


def _order(word: Word) -> tuple[str, int, str, int]:
    """Later wins; of one day what leaves more open wins, then the document's name, so that the choice is stable."""
    return word.when, _DECISIVE.index(word.says), word.place.document, word.place.line or 0


def _verdict(finding: Finding, thread: Thread, words: Mapping[str, Word], timeline: Timeline) -> Word | None:
    """The decisive word on one finding, None where there is none.

    What was said since then of the same cause of concern, as another document of the assessment prints it, counts too.
    """
    printed = [other for other in thread.findings if printed_twice(finding, other, timeline)]
    verdicts = [_verdict_on(one, thread, words) for one in (finding, *printed)]
    since = day(timeline.of(finding))
    said = [word for word in verdicts if word and (not printed or word.when >= since)]
    return max(said, key=_order, default=None)


def _verdict_on(finding: Finding, thread: Thread, words: Mapping[str, Word]) -> Word | None:
    """The decisive word on a finding as one document prints it, None where there is none.

    What closes a cause of concern closes its recommendations. What closes recommendations, be it all of them, closes a
    part of their cause: that the cause is discharged is for the inspectorate to say.
    """
    own, cause = words.get(finding.id), words.get(finding.part_of or "")
    if cause and cause.says in _CLOSED:
        return max((word for word in (own, cause) if word), key=_order)
    if own and own.says in _CLOSED:
        return own
    parts = [words[part.id] for part in thread.parts.get(finding.id, ()) if part.id in words]
    done = max((word for word in parts if word.says not in _STILL_OPEN), key=_order, default=None)
    return Word("partly resolved", done.when, done.place) if done else own


def _could_raise(findings: Sequence[Finding], inspections: Sequence[Inspection]) -> bool:
    """Whether each of the findings stands under a theme that one of the inspections inspected itself."""
    return all(
        any(not inspection.themes.isdisjoint(homes(finding, inspection.cycle)) for inspection in inspections)
        for finding in findings
    )


def _graded_since(finding: Finding, later: Sequence[Inspection]) -> bool:
    """Whether a later report keeps the theme's grade from an inspection that came after the finding.

    That inspection could have raised it again, and of it no more than this grade is held.
    """
    raised = cycle_year(finding.cycle)
    return raised is not None and any(
        theme in homes(finding, cycle) and (cycle_year(cycle) or 0) > raised
        for inspection in later
        for theme, cycle in inspection.kept_from
    )


def _leaves_out(inspection: Inspection, finding: Finding, timeline: Timeline) -> bool:
    """Whether a later inspection says that the finding's theme was not inspected.

    It does by carrying the theme's grade over, or where its whole report is held and has no such theme. That one
    pillar's report has no theme of another pillar says nothing.
    """
    themes = homes(finding, inspection.cycle)
    if not inspection.carried_over.isdisjoint(themes):
        return True
    return (
        bool(themes)
        and inspection.holds == "findings"
        and inspection.programme == finding.programme
        and inspection.pillar in (None, timeline.of(finding).pillar)
    )


def _basis(path: Sequence[Link], otherwise: StatusBasis) -> StatusBasis:
    """What a status rests on: the weakest of the links that lead to what was last raised, and of its own ground."""
    if any(link.confidence == "likely" for link in path):
        return "inferred"
    if any(link.basis == "decided" for link in path):
        return "decided"
    return "stated" if path else otherwise
