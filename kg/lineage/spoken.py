"""Which held finding a sentence speaks of, when it says what became of "our 2017 cause of concern on …".

Only a sentence that singles out one finding speaks of it. Where several fit, its own topics may tell them apart, or
those of the paragraph in which it stands ("the area for improvement on this"); if they do not, nothing is guessed and
it speaks of none.

A finding, too, may say of itself that it is not the first ("this was a cause of concern in our 2017 inspection").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from kg.lineage import topics
from kg.lineage.model import RAISES, Finding, Outcome
from kg.lineage.successors import homes
from kg.lineage.timeline import Timeline, cycle_year, day, follows, printed_twice

_ITSELF = re.compile(
    r"\b(?:was|were|had been|(?:we|hmic\w*) (?:\w+ )?(?:made|gave|set|issued|told|asked|raised|identified|reported|"
    r"said|found|recommended|commented|highlighted)|(?:identified|raised|reported|highlighted|set out)|first)\b"
    r"[^.;]{0,90}?\b(?:in|from|since|of|at) (?:(?:our|the|its|hmic\w*) )?(?:\w+ )?"
    r"(?:(?P<years>(?:19|20)\d\d(?: \d\d)?)\b|"
    r"(?P<before>(?:last|previous|earlier) (?:years?|inspections?|reports?)))"
    r"|^(?:in|since) (?:(?:our|the) )?(?:(?P<year>(?:19|20)\d\d(?: \d\d)?)\b|(?P<last>last (?:year|inspection|report)))"
    r"[^.;]{0,60}\bwe (?:\w+ )?(?:made|gave|set|issued|told|asked|raised|identified|reported|found|recommended|said)\b"
)
_CLOSED = re.compile(
    r"\b(?:discharged|closed|resolved|addressed|cleared|eliminated|fixed|rectified|remedied|met|completed?|implemented|"
    r"(?:no longer|not) (?:found|an? (?:concern|issue|problem|backlog))|improve(?:d|ment) since|better)\b"
)

ON_FINDINGS = ("resolved", "partly resolved", "superseded", "raised again", "no progress", "open", "improved")
"""What is said of findings; the other words of `Outcome.says` are about grades."""


def spoken_of(
    outcomes: Iterable[Outcome], findings: Sequence[Finding], timeline: Timeline
) -> dict[str, tuple[str, ...]]:
    """For each outcome that singles out a held finding, by its id, the id of that finding (alone in its tuple)."""
    counting = {finding.id: finding for finding in findings if finding.kind in RAISES and not finding.restated}
    meant: dict[str, tuple[str, ...]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: outcome.id):
        if outcome.says not in ON_FINDINGS:
            continue
        if outcome.finding is not None:
            fitting = [counting[outcome.finding]] if outcome.finding in counting else []
        else:
            fitting = _fitting(outcome, timeline.oldest_first(counting.values()), timeline)
        if len(fitting) > 1:
            fitting = _told_apart(outcome, fitting, _around(outcome, findings), timeline)
        if len(fitting) == 1:
            meant[outcome.id] = (fitting[0].id,)
    return meant


def _fitting(outcome: Outcome, findings: Iterable[Finding], timeline: Timeline) -> list[Finding]:
    """Findings that agree with everything that the sentence says of the one it means.

    Kind or cycle must be said: a sentence that names no more than a theme speaks of the theme.
    """
    if outcome.kind is None and outcome.cycle is None:
        return []
    report = timeline.inspections.get(outcome.inspection or "")
    said = outcome.said_max or (day(report) if report else "")
    return [
        finding
        for finding in findings
        if finding.inspection != outcome.inspection
        and day(timeline.of(finding)) < said
        and outcome.kind in (None, finding.kind)
        and outcome.programme in (None, finding.programme)
        and outcome.cycle in (None, finding.cycle)
        and (outcome.theme is None or outcome.theme in homes(finding, report.cycle if report else said))
    ]


def _told_apart(
    outcome: Outcome, fitting: list[Finding], around: Iterable[Finding], timeline: Timeline
) -> list[Finding]:
    """Of several fitting findings the one that shares a topic with the sentence, else with the paragraphs in which it
    stands, else the one under its very theme, else of one cause that two documents print the later."""
    for about in (topics.topics_of(outcome.text or outcome.summary or ""), [t for one in around for t in one.topics]):
        on_topic = [finding for finding in fitting if not set(about).isdisjoint(finding.topics)]
        if len(on_topic) == 1:
            return on_topic
        fitting = on_topic or fitting
    same_theme = [finding for finding in fitting if finding.theme == outcome.theme]
    if len(same_theme) == 1:
        return same_theme
    one_headline = len({topics.fold(finding.headline or finding.id) for finding in fitting}) == 1
    latest = fitting[-1]
    if one_headline and all(printed_twice(latest, finding, timeline) for finding in fitting[:-1]):
        return [latest]
    return fitting


def _around(outcome: Outcome, findings: Iterable[Finding]) -> list[Finding]:
    """What the report prints around a sentence: the finding, practice or observation whose text holds it."""
    text = outcome.text
    return [one for one in findings if text and one.text and one.inspection == outcome.inspection and text in one.text]


def says_itself(
    later: Finding, asked: Set[str], findings: Iterable[Finding], timeline: Timeline
) -> list[tuple[Finding, frozenset[str]]]:
    """Findings of the earlier inspections that a finding says it comes back to, with what the sentence is about.

    Empty where it says no such thing. `asked` are the topics of what the finding asks: a sentence of its evidence on
    another topic says nothing of the finding itself, nor does one that closes what it speaks of. A sentence without a
    narrow topic ("this was an area for improvement in 2018") is about what the finding asks. "Last year" is the
    inspection before.
    """
    meant: dict[str, set[str]] = {}
    here = timeline.of(later)
    before = sorted((one for one in timeline.inspections.values() if follows(here, one)), key=day)
    for sentence in topics.sentences(topics.fold(later.text or "")):
        match = _ITSELF.search(sentence)
        if not match or _CLOSED.search(sentence):
            continue
        about = frozenset(topics.topics_in(sentence)) - topics.broad()
        if about and about.isdisjoint(asked):
            continue
        named = match["years"] or match["year"]
        if named:
            reports = [one for one in before if _is_of(named, one.cycle, one.published)]
        elif before and (match["last"] or match["before"].endswith(("year", "inspection", "report"))):
            reports = [one for one in before if day(one) == day(before[-1])]
        else:
            reports = before
        for one in reports:
            meant.setdefault(one.id, set()).update(about)
    return [(finding, frozenset(meant[finding.inspection])) for finding in findings if finding.inspection in meant]


def _is_of(year: str, cycle: str | None, published: str | None) -> bool:
    """Whether an inspection of that cycle, or published then, is what is called by a year ("2018 19" or "2018")."""
    first = int(year[:4])
    return cycle_year(cycle) == first or (len(year) == 4 and (published or "").startswith(year))
