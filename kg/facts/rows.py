"""What one row of each table in data/ may hold. A field is a column, in the order of the file."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kg.dates import bounds
from kg.records import AuthorRole, Programme, Stance
from kg.records import Grade as GradeWord

SourceKind = Literal["inspectorate", "commissioner", "force", "press", "other"]
Pillar = Literal["effectiveness", "efficiency", "legitimacy", "leadership"]


def _partial_date(value: str) -> str:
    bounds(value)
    return value


def _address(value: str) -> str:
    if not value.startswith(("http://", "https://")) or " " in value:
        raise ValueError("is no web address")
    return value


def _flag(value: Any) -> bool:
    if value not in ("true", "false", True, False):
        raise ValueError("must be true or false")
    return value in ("true", True)


def _parts(value: Any) -> list[str]:
    if not isinstance(value, str):
        return list(value)
    return [part for part in (part.strip() for part in value.split(";")) if part]


PartialDate = Annotated[str, AfterValidator(_partial_date)]
Address = Annotated[str, AfterValidator(_address)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Parts = Annotated[list[str], BeforeValidator(_parts)]  # several values in one cell, parted by semicolons
Words = Annotated[list[str], BeforeValidator(lambda value: value.split() if isinstance(value, str) else list(value))]


class Row(BaseModel):
    """Base of all rows. `line` is the row's line in its file; `key` names the columns that no two rows may share."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)
    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]

    line: int = Field(default=0, exclude=True)

    @property
    def where(self) -> str:
        """File and line, as error messages name them."""
        return f"data/{self.table}.csv:{self.line}"


class Claim(Row):
    """A row that rests on a source, in most tables a public page."""

    source_url: Address | None
    source_kind: SourceKind
    note: str | None = None


class SecondHand(Claim):
    """A claim that may be known only through the compiled facts, without a page: then the note says whose it is."""

    @model_validator(mode="after")
    def _says_whose_it_is(self) -> SecondHand:
        if not (self.source_url or self.note):
            raise ValueError("has neither a source_url nor a note that says whose claim it is")
        return self


class Period(Row):
    """A row that holds from one date to another, each as precise as known; an empty `to` says that no end was seen."""

    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Period:
        if self.from_ and self.to and bounds(self.to)[1] < bounds(self.from_)[0]:
            raise ValueError(f"ends ({self.to}) before it starts ({self.from_})")
        return self


class Force(Row):
    table = "forces"
    key = ("id",)
    id: str
    name: str
    official_name: str
    ons_code: str
    region: str
    welsh: Flag
    aliases: Parts = []
    note: str | None = None


class Body(Row):
    table = "bodies"
    key = ("id",)
    id: str
    name: str
    kind: Literal[
        "inspectorate", "commissioner", "mayor", "police authority", "government", "national council",
        "professional body", "regional unit", "addressee",
    ]  # fmt: skip
    region: str | None = None
    aliases: Parts = []
    note: str | None = None


class Oversight(Period):
    """A body that holds a force to account. The source may be missing where the note says what is known without one."""

    table = "oversight"
    key = ("body", "force", "from_")
    body: str
    force: str
    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    source_url: Address | None = None
    source_kind: SourceKind | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _says_why_it_is_known(self) -> Oversight:
        if not (self.source_url and self.source_kind) and not self.note:
            raise ValueError("has neither a source nor a note that says why not")
        return self


class Theme(Row):
    table = "themes"
    key = ("id",)
    id: str
    name: str
    description: str


class ThemeSuccessor(Row):
    """A subject that moved: from the cycle `since` on, findings of `theme` on these topics stand under `successor`."""

    table = "theme_successors"
    key = ("theme", "successor", "since")
    theme: str
    until: str
    successor: str
    since: str
    topics: Words = []
    reason: str


class Cycle(Row):
    table = "cycles"
    key = ("id",)
    id: str
    programme: Programme
    order: int
    scale: Annotated[Literal[4, 5], BeforeValidator(int)]
    pillars_apart: Flag
    first_published: PartialDate | None = None
    last_published: PartialDate | None = None
    note: str | None = None


class Release(Claim):
    """The day on which the inspectorate published the reports of a cycle, of one pillar or of one group of forces."""

    table = "releases"
    key = ("cycle", "pillar", "group")
    cycle: str
    pillar: Pillar | None = None
    group: int | None = None
    published: PartialDate
    source_url: Address
    source_kind: SourceKind
    note: str | None = None


class Question(Row):
    """A question or area of one cycle; number 0 is the headline question of a pillar, no pillar marks an area."""

    table = "questions"
    key = ("id",)
    id: str
    cycle: str
    pillar: Pillar | None = None
    number: int | None = None
    wording: str
    short_label: str
    theme: str
    graded: Flag
    aliases: Parts = []
    note: str | None = None

    @property
    def level(self) -> Literal["pillar", "question", "area"]:
        """What its grades are grades of; crime data integrity numbers the questions below its one area."""
        if self.pillar is None:
            return "question" if self.number and self.cycle.startswith("cdi-") else "area"
        return "pillar" if self.number == 0 else "question"


class Publication(Row):
    """A page of the inspectorate. `document` is the id in the graph where several copies or claims share it."""

    table = "publications"
    key = ("url",)
    url: Address
    title: str
    force: str | None = None
    cycle: str | None = None
    kind: str
    published: PartialDate | None = None
    document: str | None = None
    note: str | None = None


class Grade(Claim):
    table = "grades"
    key = ("force", "question", "source_url", "published", "grade", "interim")
    force: str
    question: str
    grade: GradeWord
    carried_over_from: str | None = None
    interim: Flag
    published: PartialDate | None = None
    source_url: Address
    source_kind: SourceKind
    note: str | None = None


class ReportClaim(SecondHand):
    """What one source says of a force's report as a whole, where sources differ: a count in it, or its date."""

    table = "report_claims"
    key = ("force", "cycle", "about", "says", "source_url", "note")
    force: str
    cycle: str
    about: Literal[
        "areas graded", "areas outstanding", "areas good", "areas adequate", "areas requires improvement",
        "areas inadequate", "causes of concern", "published",
    ]  # fmt: skip
    says: str
    source_url: Address | None = None
    source_kind: SourceKind
    note: str | None = None

    @model_validator(mode="after")
    def _says_a_number_or_a_date(self) -> ReportClaim:
        if self.about == "published":
            bounds(self.says)
        elif not self.says.isdecimal():
            raise ValueError(f"says {self.says!r}, which is no number")
        return self


class Monitoring(Claim, Period):
    table = "monitoring"
    key = ("force", "stage", "from_", "to", "source_url")
    force: str
    stage: Literal["Scan", "Engage"]
    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    source_url: Address
    source_kind: SourceKind
    note: str | None = None


class Collaboration(Row):
    """`region` scopes its aliases: "tri-force" is another one in the South West and in the east."""

    table = "collaborations"
    key = ("id",)
    id: str
    name: str
    kind: str
    region: str | None = None
    aliases: Parts = []
    note: str | None = None


class Membership(SecondHand, Period):
    """One force in one collaboration, as one source gives it; several rows stand where sources differ."""

    table = "memberships"
    key = ("collaboration", "force", "functions", "from_", "to", "source_url")
    collaboration: str
    force: str
    functions: Parts
    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    host: str | None = None
    source_url: Address | None = None
    source_kind: SourceKind
    note: str | None = None


class Response(Claim):
    """A public answer to a report. `document` is the id of the shipped document that holds the answer itself."""

    table = "responses"
    key = ("author_role", "force", "report", "date", "source_url")
    author_role: AuthorRole
    body: str | None = None
    force: str
    report: str
    cycle: str | None = None
    pillar: Pillar | None = None
    report_published: PartialDate | None = None
    date: PartialDate | None = None
    stance: Stance
    document: str | None = None
    source_url: Address
    source_kind: SourceKind
    note: str | None = None


class CauseOfConcern(Claim):
    """A cause of concern with its last known status; "not known" says that no closure was seen, not that it is open."""

    table = "causes_of_concern"
    key = ("force", "cycle", "subject", "status_date", "source_url")
    force: str
    cycle: str
    subject: str
    theme: str | None = None
    accelerated: Flag
    national: Flag
    raised: PartialDate
    status: Literal["open", "partly resolved", "resolved", "superseded", "not known"]
    status_date: PartialDate | None = None
    deadline: PartialDate | None = None
    source_url: Address
    source_kind: SourceKind
    note: str | None = None
