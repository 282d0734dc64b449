"""What a published document says, as the loaders hand it on: the shapes of `kg extract --format json`.

Every record that rests on print carries a `where`. Fields are named as in the published JSON; new ones may be added,
none renamed.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Family = Literal[
    "peel_report", "pillar_report", "letter", "response", "register_entry", "accelerated_concern",
    "regional_report", "thematic_report", "crime_data_report", "reinspection", "unknown",
]  # fmt: skip
Programme = Literal["PEEL", "SOC", "CDI", "NCPI", "integrity", "custody", "thematic"]
Level = Literal["pillar", "question", "area"]
Grade = Literal["outstanding", "good", "adequate", "requires improvement", "inadequate", "ungraded", "not yet graded"]
Basis = Literal["printed", "table", "prose"]
FindingKind = Literal["cause_of_concern", "recommendation", "area_for_improvement", "area_of_concern"]
Kind = Literal[FindingKind, "practice", "observation"]
Says = Literal[
    "resolved", "partly resolved", "superseded", "raised again", "no progress", "open", "improved",
    "grade up", "grade down", "grade same",
]  # fmt: skip
AuthorRole = Literal[
    "inspectorate", "chief constable", "force", "police and crime commissioner", "mayor", "deputy mayor",
    "police authority board",
]  # fmt: skip
Stance = Literal["accepted", "partly accepted", "not accepted", "disputed", "noted", "not stated"]
Progress = Literal["done", "under way", "planned", "none", "not stated"]
DueBasis = Literal["s55(5A)", "custom", "not a policing body", "date unknown"]
PublishedBasis = Literal["printed", "stamp", "supplied"]


class Record(BaseModel):
    """Base of all records: unknown fields are errors, so that a typing slip in data or code cannot pass unseen."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Where(Record):
    """The place of a record in its file."""

    line: int = Field(description="first line, counted from 1")
    start: int = Field(description="first code point of the extracted text")
    end: int = Field(description="code point after the last")
    spans: list[tuple[int, int]] = Field(description="the parts of start..end where page furniture splits it")
    section: list[str] = Field(default=[], description="heading path, outermost first")
    quote: str | None = Field(default=None, description="the first words there; null in shipped facts")
    ordinal: int | None = Field(default=None, description="its number among the document's records of its kind, from 1")
    hash: str | None = Field(default=None, description="first 16 hex digits of SHA-256 of the record's text")


class Document(Record):
    """The file itself and what it says of its own origin."""

    id: str = Field(
        description="the publication's id in the graph; its copies share it, whatever their format: where no day is "
        "printed, it rests on what the document says"
    )
    file: str | None = None
    sha256: str | None = None
    title: str
    family: Family
    force: str | None = Field(default=None, description="id of the one force meant; null where several or none are")
    forces: list[str] = []
    body: str | None = Field(default=None, description="the policing body or regional unit that it speaks for or of")
    programme: Programme | None = None
    cycle: str | None = None
    pillar: str | None = None
    published: str | None = None
    published_basis: PublishedBasis | None = None
    sent: str | None = Field(default=None, description="date of a letter")
    author_role: AuthorRole | None = None
    supplied: list[str] = Field(default=[], description="fields that the text does not print")
    url: str | None = Field(default=None, description="address of the publication, where known")


class OtherGrade(Record):
    """The same judgment as another place of the document gives it."""

    grade: Grade
    carried_over_from: str | None = None
    basis: Basis
    where: Where


class Judgment(Record):
    id: str
    force: str | None = None
    body: str | None = Field(default=None, description="the regional unit that is graded instead of a force")
    level: Level
    question: str
    theme: str | None = None
    heading: str
    grade: Grade
    scale: Literal[4, 5]
    carried_over_from: str | None = None
    basis: Basis
    also: list[OtherGrade] = []
    where: Where


class Deadline(Record):
    text: str
    by: str | None = None
    computed: str | None = None


class Restated(Record):
    """The earlier inspection whose finding is only quoted."""

    programme: Programme | None = None
    cycle: str | None = None


class Finding(Record):
    id: str
    force: str | None = None
    body: str | None = Field(
        default=None, description="the regional unit or region that it is about instead of a force"
    )
    kind: Kind
    question: str | None = None
    theme: str | None = None
    topics: list[str] = []
    heading: str | None = None
    headline: str | None = None
    stem: str | None = None
    text: str | None = None
    summary: str | None = Field(default=None, description="the project's own words; null until somebody has written it")
    boxed: bool = True
    part_of: str | None = Field(default=None, description="id of the cause of concern that a recommendation addresses")
    addressed_to: list[str] = []
    deadline: Deadline | None = None
    restated: Restated | None = None
    announced: bool = Field(
        default=False, description="only named in a list, as by a landing page whose publication tells it in full"
    )
    where: Where


class Continuity(Record):
    """What a sentence says has become of an earlier finding, or of a group of them."""

    says: Says
    force: str | None = None
    kind: Kind | None = None
    programme: Programme | None = None
    cycle: str | None = None
    theme: str | None = None
    addressed_to: list[str] = []
    on: str | None = None
    text: str | None = None
    summary: str | None = None
    where: Where


class Commitment(Record):
    text: str | None = None
    by: str | None = None
    summary: str | None = None


class ResponseItem(Record):
    refers_to: str
    stance: Stance = "not stated"
    progress: Progress = "not stated"
    text: str | None = None
    summary: str | None = None
    commitments: list[Commitment] = []
    where: Where


class Dispute(Record):
    theme: str | None = None
    grade: Grade | None = None
    text: str | None = None
    summary: str | None = None
    where: Where


class AnsweredReport(Record):
    title: str
    programme: Programme | None = None
    cycle: str | None = None
    published: str | None = None


class Response(Record):
    author_role: AuthorRole
    body: str | None = None
    date: str | None = None
    to: AnsweredReport
    due: str | None = None
    due_basis: DueBasis
    days: int | None = None
    late: bool | None = None
    items: list[ResponseItem] = []
    disputes: list[Dispute] = []
    where: Where


class Collaboration(Record):
    """What a document says of forces that worked, work or ceased to work together."""

    name: str | None = None
    members: list[str]
    functions: list[str]
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    status: Literal["joint", "ended", "continues"] = "joint"
    text: str | None = None
    summary: str | None = None
    where: Where


class Monitoring(Record):
    force: str
    stage: Literal["Scan", "Engage"]
    on: str | None = None
    where: Where


class Ignored(Record):
    reason: str
    count: int


class Unhandled(Record):
    line: int
    text: str


class Accounting(Record):
    """What became of every paragraph: paragraphs == used + sum of ignored + len(unhandled)."""

    paragraphs: int = 0
    used: int = 0
    ignored: list[Ignored] = []
    unhandled: list[Unhandled] = []


class Warning_(Record):
    line: int
    message: str


class Extract(Record):
    """Everything that one document says."""

    document: Document
    judgments: list[Judgment] = []
    findings: list[Finding] = []
    continuity: list[Continuity] = []
    responses: list[Response] = []
    collaborations: list[Collaboration] = []
    monitoring: list[Monitoring] = []
    accounting: Accounting = Accounting()
    warnings: list[Warning_] = []
