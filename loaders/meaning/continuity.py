"""Sentences that say what has become of an earlier finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.records import Continuity, Finding, Kind, Programme, Restated, Says
from loaders.meaning.document import Cover
from loaders.meaning.outcomes import Spoken, Verdict, direction, grade_of_today, verdicts, was_graded
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.boxes import is_headline
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import dates, first, folded, grades, patterns
from loaders.words.cycles import cycle_of, of_programme
from loaders.words.forces import in_general_words

_NOT_READ = ("boilerplate", "data", "navigation")
_NO_THEME = (None, "pillar-overall")
_YEARLY = ("2014", "2015", "2016", "2017")


@dataclass(frozen=True, slots=True)
class _Said:
    """An outcome and the sentences that say it, with those before them that name what they speak of."""

    says: Says
    parts: list[Sentence]
    before: tuple[Sentence, ...] = ()
    verdict: Verdict | None = None

    @property
    def is_worse(self) -> bool:
        """Whether it only says that what was found has grown worse."""
        return bool(self.verdict and self.verdict.row and self.verdict.row.fields.get("worse"))

    @property
    def text(self) -> str:
        """All the words from which it is told what is spoken of."""
        return " ".join(part.text for part in (*self.before, *self.parts))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a statement stands: its section, the headline above it, and the restated findings above it there."""

    section: Section
    headline: Block | None
    quoted: list[Finding]


def read(
    source: Source,
    cover: Cover,
    sections: Sequence[Section],
    findings: Sequence[Finding],
    ledger: Ledger,
    about: Restated | None = None,
) -> list[Continuity]:
    """What the sentences of a report say of earlier findings, wherever they stand, an inspector's summary included.

    `about` is the inspection that a letter follows up: what names no other speaks of its findings.
    """
    quoted = [finding for finding in findings if finding.restated]
    new = (finding for finding in findings if not finding.restated and finding.kind not in ("observation", "practice"))
    asked = [span for finding in new for span in finding.where.spans]
    years = _inspected(source.text)
    found = []
    for section in sections:
        if section.reason in _NOT_READ or section.role == "cover":
            continue
        headline: Block | None = None
        before: Sequence[Sentence] = ()
        named: Sentence | None = None  # the last above that names findings, to which "The second" may point
        for block in section.blocks:
            if is_headline(block):
                headline = block
            above = [one for one in quoted if one.where.end <= block.start and _is_told_of(one, section)]
            goes_on = named and first("outcomes", "one_of_those", block.text)
            if not above and not goes_on and not first("continuity", "needed", block.text):
                continue
            place_of = _Place(section, headline, above)
            printed = sentences(block, source.text)
            context = _Context(
                cover.force,
                is_quoted=bool(above),
                is_finding=any(start <= block.start < end for start, end in asked),
                grade=next((one.text for one in section.blocks if grades.lone_grade(one.text)), None),
                years=years,
                named=named,
            )
            for said in _statements(printed, before, context):
                found.append(_record(source, cover, said, place_of, about))
                ledger.use(block)
            before = printed
            named = next((one for one in reversed(printed) if first("outcomes", "named", one.text)), named)
    return found


def _inspected(text: str) -> frozenset[str]:
    """The years of the inspections that a text names, so that "since 2014" may mean one."""
    found = (match for row in patterns("continuity", "inspected") for match in row.regex.finditer(folded(text)))
    return frozenset(match["year"] or match["of"] for match in found)


def outcomes_of(
    printed: Sequence[str], *, force: str | None = None, is_quoted: bool = False, is_finding: bool = False
) -> list[Says]:
    """What the sentences of one paragraph say has become of earlier findings, in their order.

    `is_quoted` says that an earlier finding stands above them, `is_finding` that they are the text of a new one.
    """
    parts = [Sentence(text, ((0, len(text)),), 1) for text in printed]
    return [said.says for said in _statements(parts, (), _Context(force, is_quoted, is_finding))]


@dataclass(frozen=True, slots=True)
class _Context:
    """Where a paragraph stands: whose report it is in, under what, and the grade printed above it."""

    force: str | None
    is_quoted: bool = False  # below an earlier finding told again
    is_finding: bool = False  # in the text of a finding of this document
    grade: str | None = None
    years: frozenset[str] = frozenset()  # of earlier inspections that the document names
    named: Sentence | None = None  # in a paragraph above, names findings, so that "The second" may be one of them


def _statements(found: Sequence[Sentence], above: Sequence[Sentence], context: _Context) -> Iterator[_Said]:
    """The outcomes that the sentences of a paragraph say, `above` being those of the paragraph before it.

    A sentence that only names the earlier finding is joined by the next that says what came of it; progress that the
    next sentence takes back ("But ... still") leaves the finding open.
    """
    plain = [in_general_words(sentence.text, context.force) for sentence in found]
    told: int | None = None  # the last sentence that named an earlier finding
    last: list[Says] = []  # what has been said of it
    named = context.named
    taken = -1
    for at, sentence in enumerate(found):
        if at <= taken:
            continue
        one_of_those = named if first("outcomes", "one_of_those", plain[at]) else None
        follows = told is not None or one_of_those is not None
        spoken = Spoken(plain[at], follows, context.is_quoted, context.force is not None, context.years)
        named = sentence if spoken.names else named
        said = _says(found, plain, at, spoken, context)
        taken = at + len(said[0].parts) - 1 if said else at
        goes_back = spoken.points and not spoken.refers
        if goes_back and not spoken.names and [one.says for one in said] == last:
            said = []  # the same once more
        if said and told is not None and goes_back:
            joined = told == at - 1 and not spoken.names and not first("outcomes", "single_out", plain[at])
            meant = found[told]
            said = [
                replace(one, parts=[meant, *one.parts]) if joined else replace(one, before=(meant,)) for one in said
            ]
        elif one_of_those:
            said = [replace(one, before=(one_of_those,)) for one in said]
        for one in said:
            yield replace(one, before=one.before or _named_before(found[:at], above, one))
        if spoken.tells:
            told, last = at, [one.says for one in said]
        elif said:
            last = [one.says for one in said]
        elif not spoken.points:
            told = None


def _says(found: Sequence[Sentence], plain: Sequence[str], at: int, spoken: Spoken, context: _Context) -> list[_Said]:
    """What the sentence at that place says, with the next where that one takes progress back."""
    sentence = found[at]
    said = [_Said(one.says, [sentence], verdict=one) for one in verdicts(spoken)]
    if not said and (now := _graded_since(plain, at, context)):
        said = [_Said(now, [sentence])]
    if context.is_finding and spoken.refers and first("outcomes", "this_one", plain[at]):
        says_more = _next_says(plain, at) if not said else not any(one.is_worse for one in said)
        if not says_more:
            return [_Said("raised again", [sentence])]
    if [one.says for one in said] == ["improved"]:
        if at + 1 < len(found) and first("outcomes", "taken_back", plain[at + 1]):
            return [replace(said[0], says="open", parts=[sentence, found[at + 1]])]
        if _next_says(plain, at):
            return []  # what the next sentence decides includes it
    return said


def _next_says(plain: Sequence[str], at: int) -> bool:
    """Whether the next sentence decides on the finding of which this one speaks."""
    told = verdicts(Spoken(plain[at + 1], follows=True)) if at + 1 < len(plain) else []
    return any(one.says != "improved" and not one.says.startswith("grade") for one in told)


def _graded_since(plain: Sequence[str], at: int, context: _Context) -> Says | None:
    """How the grade compares with the earlier one that a sentence names alone ("It was good last year")."""
    was = was_graded(plain[at])
    if not was:
        return None
    now = grades.lone_grade(context.grade) if context.grade else None
    before = grade_of_today(plain[at - 1]) if at else now
    return direction(was, before or now) if before or now else None  # type: ignore[arg-type]


def _named_before(found: Sequence[Sentence], above: Sequence[Sentence], said: _Said) -> tuple[Sentence, ...]:
    """The sentence before that names the inspection spoken of, where the words themselves do not.

    It stands in the paragraph, or in the one above where the words go back to what that said.
    """
    if first("continuity", "reference", said.text):
        return ()
    before = [*above, *found] if first("continuity", "goes_back", said.text) else found
    named = next((one for one in reversed(before) if first("continuity", "reference", one.text)), None)
    return (named,) if named else ()


def _record(source: Source, cover: Cover, said: _Said, at: _Place, about: Restated | None) -> Continuity:
    text = " ".join(part.text for part in said.parts)
    reference = first("continuity", "reference", said.text) or first("continuity", "since_year", said.text)
    year = next((value for value in reference[1].groupdict().values() if value), None) if reference else None
    cycle = cycle_of(year) if year else _last_years(cover.cycle, said.text)
    kind = _kind(said, at, cover.force)
    found = first("continuity", "programme", said.text)
    programme: Programme | None = found[0]["programme"] if found else ("PEEL" if cycle else None)
    if cover.programme not in (None, "PEEL") and not found:
        programme = "PEEL" if year and _is_of_two_years(year) else cover.programme if year else None
    if programme not in (None, "PEEL"):
        cycle = of_programme(programme, year) if year else None
    elif programme is None:
        cycle = None
    national = first("continuity", "national", text)
    addressed_to: list[str] = national[0]["ids"] if national else []
    # "this recommendation" is the one quoted just before
    above = next((one for one in reversed(at.quoted) if one.kind == kind), None)
    if programme is None and above and above.restated:
        programme, cycle = above.restated.programme, above.restated.cycle
        addressed_to = above.addressed_to
    if about and programme in (None, about.programme) and not year:
        programme, cycle = about.programme, about.cycle
    dated = first("continuity", "dated", text)
    return Continuity(
        says=said.says,
        force=cover.force,
        kind=kind,
        programme=programme,
        cycle=cycle,
        theme=_theme(at, said),
        addressed_to=addressed_to,
        on=(dates.printed_date(dated[1][0]) or dated[1][0][-4:]) if dated else None,
        text=text,
        where=place(source, said.parts, at.section.path, text),
    )


def _is_of_two_years(year: str) -> bool:
    """Whether a year is printed as the cycles of PEEL alone are, "2018/19"."""
    return len(year) > len("2018") and cycle_of(year) is not None


def _is_told_of(one: Finding, section: Section) -> bool:
    """Whether a section may speak of a finding told again: it stands there, or right above in a re-inspection."""
    return one.where.section == list(section.path) or (section.answers and one.heading == section.heading)


def _kind(said: _Said, at: _Place, force: str | None) -> Kind | None:
    """The kind of finding of which the outcome is said: within its words, before them, in the sentences, or quoted."""
    text = said.text
    words = [text]
    if said.verdict and said.verdict.row:
        spoken = in_general_words(said.parts[-1].text, force)
        within, before = spoken[said.verdict.start : said.verdict.end], spoken[: said.verdict.start]
        if said.verdict.row.fields.get("names_new"):
            # "the area of concern has become a cause of concern" speaks of the former
            words = [before + spoken[said.verdict.end :]]
        else:
            words = [within, *([before] if first("continuity", "kind", before) else []), spoken, text]
    found = next((kind for one in words if (kind := _kind_named(one))), None)
    if found:
        return found
    return at.quoted[-1].kind if at.quoted else None


def _kind_named(text: str) -> Kind | None:
    """The kind of finding that a text names last."""
    named = [
        (match.end(), row["kind"])
        for row in patterns("continuity", "kind")
        for match in row.regex.finditer(folded(text))
    ]
    return max(named)[1] if named else None


def _last_years(cycle: str | None, text: str) -> str | None:
    """The cycle that "last year" means in a report of the years with an inspection each."""
    if cycle in _YEARLY and first("continuity", "last_year", text):
        return _YEARLY[_YEARLY.index(cycle) - 1] if cycle != _YEARLY[0] else None
    return None


def _theme(at: _Place, said: _Said) -> str | None:
    """The theme of the heading; under an inspector's summary, that which the sentence or its headline plainly names.

    A grade compared in the summary of a pillar, or of a pillar by its name, is the pillar's.
    """
    if at.section.theme not in _NO_THEME:
        return at.section.theme
    if said.says.startswith("grade") and (at.section.theme or first("grades", "pillar_named", said.text)):
        return "pillar-overall"
    above = at.headline.text if at.headline and not first("continuity", "own_subject", said.text) else ""
    for words in (" ".join(part.text for part in said.parts), above):
        found = {row["theme"] for row in patterns("themes", "theme") if row.search(folded(words))}
        if len(found) == 1:
            return str(found.pop())
    return None
