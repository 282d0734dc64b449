"""What lineage works on and what it gives back: plain frozen dataclasses, so that it needs neither graph nor pydantic.

Dates come as printed beside the first and last day that they can mean, both full ISO days (`raised`,
`raised_min`, `raised_max`). ISO days compare as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["repeats", "escalates", "eases"]
Basis = Literal["stated", "decided", "proposed"]
Confidence = Literal["certain", "likely", "possible"]
Verdict = Literal["same", "different", "unsure"]
Trend = Literal["new", "persists", "escalates", "eases"]
StatusBasis = Literal["stated", "inferred", "decided"]
Status = Literal[
    "open", "partly resolved", "resolved", "superseded", "not raised again", "not known", "not re-inspected"
]  # fmt: skip

CAUSES = ("cause_of_concern", "area_of_concern")
RAISES = ("area_for_improvement", "recommendation", *CAUSES)
"""Kinds that ask for something to be put right. Practices and observations are never open, resolved or raised again."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of the force, whether its findings are held or only grades.

    `themes` are those it inspected itself: with a judgment of its own (graded or not) or a finding under them.
    `carried_over` are those whose grade it kept from an earlier inspection: they were not inspected. `kept_from` gives
    for these the cycle of that inspection, as far as it is said (theme and cycle).
    """

    id: str
    force: str
    programme: str
    cycle: str | None
    published: str | None = None
    published_min: str | None = None
    published_max: str | None = None
    pillar: str | None = None
    holds: Literal["findings", "grades"] = "grades"
    themes: frozenset[str] = frozenset()
    carried_over: frozenset[str] = frozenset()
    kept_from: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, practice or observation of one inspection of the force; `inspection` is the inspection's id.

    `summary` is in the project's own words, None where nobody has written one. `topics` may be left empty: they are
    then read from the words. `raised` may be left out where it is the day on which the inspection was published.
    `restated` is true where the document only quotes it from an earlier one: it then counts for nothing.
    """

    id: str
    force: str
    inspection: str
    programme: str
    cycle: str | None
    kind: str
    theme: str | None = None
    raised: str | None = None
    raised_min: str | None = None
    raised_max: str | None = None
    headline: str | None = None
    text: str | None = None
    summary: str | None = None
    topics: tuple[str, ...] = ()
    part_of: str | None = None
    restated: bool = False

    @property
    def words(self) -> str:
        """What the machine compares: the printed text where it is held, else the summary, the headline, or nothing."""
        return self.text or self.summary or self.headline or ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sentence says has become of an earlier finding, as `continuity` of `kg extract` gives it.

    `id` is the caller's key, handed back in `Derived.spoken_of`. `document` and `line` are the sentence's place; `said`
    is the date of its document, `on` the date that the sentence itself gives. `inspection` is the inspection whose
    report holds it, None for letters and responses; `by_force` is true where the author is not the inspectorate, since
    a force's own claim resolves nothing. `finding` is the one spoken of where the caller knows it; else `kind`,
    `programme`, `cycle` and `theme` describe it as far as the sentence does.
    """

    id: str
    force: str
    says: str
    document: str
    line: int | None = None
    said: str | None = None
    said_min: str | None = None
    said_max: str | None = None
    on: str | None = None
    on_min: str | None = None
    on_max: str | None = None
    inspection: str | None = None
    by_force: bool = False
    finding: str | None = None
    kind: str | None = None
    programme: str | None = None
    cycle: str | None = None
    theme: str | None = None
    text: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on whether two findings are about the same thing; `place` is file and line, for messages."""

    left: str
    right: str
    verdict: Verdict
    reason: str
    by: str
    on: str
    left_fingerprint: str | None = None
    right_fingerprint: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`later` says again (part of) what `earlier` said; both are finding ids of different inspections.

    `score` is None where nothing was measured (a stated or decided link). `words` is what carries the link: the
    sentence or its place, the person's reason, or the topics and words shared.
    """

    later: str
    earlier: str
    relation: Relation
    basis: Basis
    confidence: Confidence
    score: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """The sentence that a stated status rests on."""

    document: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding that follows none, with everything that follows it; `id` is that first finding's.

    `members` are all findings listed with it, oldest first: the thread itself, and all recommendations whose cause is
    in it (one with a link is in a concern of its own as well). `first_raised`, `last_raised` and `times_raised` count
    the thread's inspections that are held and known by `as_of`; a cause of concern of which only a recommendation was
    raised again is open, yet counts as raised once.
    """

    id: str
    force: str
    title: str
    theme: str | None
    status: Status
    status_basis: StatusBasis
    status_evidence: Place | None
    trend: Trend
    first_raised: str | None
    first_raised_min: str | None
    first_raised_max: str | None
    last_raised: str | None
    last_raised_min: str | None
    last_raised_max: str | None
    times_raised: int
    as_of: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from one force's findings. All three are sorted, so equal input gives equal output.

    `spoken_of` gives for each outcome (by its id) the held findings that it speaks of; an outcome that is missing
    speaks of none that is held.
    """

    links: tuple[Link, ...]
    concerns: tuple[Concern, ...]
    spoken_of: dict[str, tuple[str, ...]]
