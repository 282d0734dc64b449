"""Sentences that say what has become of an earlier finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.records import Continuity, Finding, Kind, Programme, Restated, Says
from loaders.meaning.document import Cover
from loaders.meaning.paragraphs import Context, Said, statements
from loaders.meaning.spoken import names_finding
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.boxes import is_headline_of
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import dates, first, folded, grades, holds, patterns
from loaders.words.cycles import cycle_of, of_programme
from loaders.words.forces import in_general_words

_NOT_READ = ("boilerplate", "data", "navigation")
_NO_THEME = (None, "pillar-overall")
_YEAR = re.compile(r"20\d\d")
_AROUND = 50  # characters beside a year in which its inspection is named
_YEARLY = ("2014", "2015", "2016", "2017")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a statement stands: its section, the headline above it, and the restated findings above it there."""

    section: Section
    headline: Block | None
    quoted: list[Finding]


class _Grade:
    """The grade printed alone in a section, looked for once, where a paragraph asks for it."""

    def __init__(self, section: Section) -> None:
        self._section = section

    @cached_property
    def text(self) -> str | None:
        return next((one.text for one in self._section.blocks if grades.lone_grade(one.text)), None)


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
    years: frozenset[str] | None = None
    found = []
    is_listed = False
    for section in sections:
        if section.reason in _NOT_READ or section.role == "cover":
            continue
        of_section = [one for one in quoted if _is_told_of(one, section)]
        headline: Block | None = None
        before: Sequence[Sentence] = ()
        named: Sentence | None = None  # the last above that names findings, to which "The second" may point
        is_listed = is_listed and about is not None
        grade = _Grade(section)
        for block in section.blocks:
            if is_headline_of(block, source.blocks):
                headline = block
                continue
            above = [one for one in of_section if one.where.end <= block.start]
            of_list = (is_listed and first("outcomes", "of_list", block.text)) or (
                named and first("outcomes", "one_of_those", block.text)
            )
            if not above and not of_list and not holds("continuity", "needed", block.text):
                continue
            is_listed = is_listed or first("outcomes", "listed", block.text) is not None
            years = _inspected(source.text) if years is None else years
            place_of = _Place(section, headline, above)
            printed = sentences(block, source.text)
            context = Context(
                cover.force,
                is_quoted=bool(above),
                is_finding=any(start <= block.start < end for start, end in asked),
                grade=grade.text,
                is_listed=bool(of_list),
                years=years,
                named=named,
            )
            told = list(statements(printed, before, context))
            for said in told:
                found.append(_record(source, cover, said, place_of, about))
                ledger.use(block)
            before = [*(one for said in told for one in said.before), *printed]
            named = next((one for one in reversed(printed) if names_finding(one.text)), named)
    return found


def _inspected(text: str) -> frozenset[str]:
    """The years of the inspections that a text names, so that "since 2014" may mean one."""
    plain = folded(text)
    around = {plain[max(0, year.start() - _AROUND) : year.end() + _AROUND] for year in _YEAR.finditer(plain)}
    rows = patterns("continuity", "inspected")
    found = (match for row in rows for one in around for match in row.regex.finditer(one))
    return frozenset(match["year"] or match["of"] for match in found)


def outcomes_of(
    printed: Sequence[str], *, force: str | None = None, is_quoted: bool = False, is_finding: bool = False
) -> list[Says]:
    """What the sentences of one paragraph say has become of earlier findings, in their order.

    `is_quoted` says that an earlier finding stands above them, `is_finding` that they are the text of a new one.
    """
    parts = [Sentence(text, ((0, len(text)),), 1) for text in printed]
    return [said.says for said in statements(parts, (), Context(force, is_quoted, is_finding))]


def _record(source: Source, cover: Cover, said: Said, at: _Place, about: Restated | None) -> Continuity:
    text = " ".join(part.text for part in said.parts)
    reference = first("continuity", "reference", said.text) or first("continuity", "since_year", said.text)
    if reference and said.before and first("continuity", "then", reference[1][0]):
        reference = first("continuity", "reference", said.before[0].text)
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
    if about and programme in (None, about.programme) and not (year and cycle):  # a day of no cycle names none
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


def _kind(said: Said, at: _Place, force: str | None) -> Kind | None:
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
            behind = _kind_named(spoken[said.verdict.end :], is_last=False)
            if behind and said.verdict.row.fields.get("role") == "object" and not _kind_named(within):
                return behind
            words = [within, before]
            found = next((kind for one in words if (kind := _kind_named(one))), behind)
            if found:
                return found
            words = [text]
    found = next((kind for one in words if (kind := _kind_named(one))), None)
    if found:
        return found
    return at.quoted[-1].kind if at.quoted else None


def _kind_named(text: str, *, is_last: bool = True) -> Kind | None:
    """The kind of finding that a text names last, or first."""
    named = [
        (match.end(), row["kind"])
        for row in patterns("continuity", "kind")
        for match in row.regex.finditer(folded(text))
    ]
    return (max(named) if is_last else min(named))[1] if named else None


def _last_years(cycle: str | None, text: str) -> str | None:
    """The cycle that "last year" means in a report of the years with an inspection each."""
    if cycle in _YEARLY and first("continuity", "last_year", text):
        return _YEARLY[_YEARLY.index(cycle) - 1] if cycle != _YEARLY[0] else None
    return None


def _theme(at: _Place, said: Said) -> str | None:
    """The theme of the heading; under an inspector's summary, that which the sentence or its headline plainly names.

    A grade compared in the summary of a pillar, or of a pillar by its name, is the pillar's.
    """
    if at.section.theme not in _NO_THEME:
        return at.section.theme
    printed = " ".join(part.text for part in said.parts)
    if said.says.startswith("grade") and (at.section.theme or first("grades", "pillar_named", said.text)):
        named = set() if first("grades", "pillar_named", said.text) else _themes(printed)
        return named.pop() if len(named) == 1 else "pillar-overall"
    above = at.headline.text if at.headline and not first("continuity", "own_subject", said.text) else ""
    for words in (printed, above):
        found = _themes(words)
        if len(found) == 1:
            return found.pop()
    return None


def _themes(text: str) -> set[str]:
    """The themes whose subjects a text names."""
    return {str(row["theme"]) for row in patterns("themes", "theme") if row.search(folded(text))}
