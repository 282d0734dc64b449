"""Sentences that say what has become of an earlier finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.records import Continuity, Finding, Kind, Programme, Restated, Says
from loaders.blocks import Block, Sentence, Source, sentences
from loaders.boxes import is_headline
from loaders.document import Cover
from loaders.ledger import Ledger
from loaders.outline import Section
from loaders.places import place
from loaders.words import Pattern, dates, first, folded, patterns
from loaders.words.cycles import cycle_of, of_programme
from loaders.words.forces import in_general_words

_NOT_READ = ("boilerplate", "data", "navigation")
_NO_THEME = (None, "pillar-overall")
_YEARLY = ("2014", "2015", "2016", "2017")
_CLOSES = ("resolved", "partly resolved", "superseded")


@dataclass(frozen=True, slots=True)
class _Said:
    """An outcome and the sentences that say it, with those before them that name what they speak of."""

    says: Says
    parts: list[Sentence]
    before: tuple[Sentence, ...] = ()

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
    found = []
    for section in sections:
        if section.reason in _NOT_READ or section.role == "cover":
            continue
        headline: Block | None = None
        before: Sequence[Sentence] = ()
        for block in section.blocks:
            if is_headline(block):
                headline = block
            above = [one for one in quoted if one.where.end <= block.start and _is_told_of(one, section)]
            if not above and not first("continuity", "needed", block.text):
                continue
            place_of = _Place(section, headline, above)
            printed = sentences(block, source.text)
            for said in _statements(printed, before, cover.force, is_quoted=bool(above)):
                found.append(_record(source, cover, said, place_of, about))
                ledger.use(block)
            before = printed
    return found


def outcome(text: str, *, is_quoted: bool = False) -> Says | None:
    """What one sentence says has become of an earlier finding; None where it speaks of none.

    Under a finding told again (`is_quoted`), "this" and "the second" speak of it. A force's own claim that something is
    resolved says nothing.
    """
    row = _outcome_row(text, is_quoted=is_quoted)
    if row is None or (row["says"] == "resolved" and first("continuity", "claim", text)):
        return None
    says: Says = row["says"]
    return says


def _outcome_row(text: str, *, is_quoted: bool) -> Pattern | None:
    """The row that tells the outcome: of the main clause, where it alone tells one."""
    clause = first("continuity", "subordinate", text)
    if clause and (row := _outcome_row(text[clause[1].start("main") :], is_quoted=is_quoted)):
        return row
    refers = first("continuity", "reference", text) is not None
    points = is_quoted and first("continuity", "points", text) is not None
    plain = folded(text)
    rows = [row for row in patterns("continuity", "outcome") if refers or points or row["alone"]]
    for row in (*rows, *(patterns("continuity", "quoted") if points else ())):
        match = row.search(plain)
        if match and not (row["says"] in _CLOSES and first("continuity", "undecided", text[: match.end()])):
            return row
    paired = first("continuity", "paired", text) if is_quoted else None
    return paired[0] if paired else None


def _statements(
    found: Sequence[Sentence], above: Sequence[Sentence], force: str | None, *, is_quoted: bool
) -> Iterator[_Said]:
    """The outcomes that the sentences of a paragraph say, `above` being those of the paragraph before it.

    One that only names the earlier finding is joined by the next that says it, or names what that one speaks of;
    progress that the next sentence takes back ("But ... still") leaves the finding open.
    """
    for at, sentence in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        said, says = _Said("open", [sentence]), outcome(sentence.text, is_quoted=is_quoted)
        if not says and following and first("continuity", "reference", sentence.text) and not outcome(following.text):
            goes_on = first("continuity", "follows", in_general_words(following.text, force))
            if goes_on:
                says = goes_on[0]["says"]
                said = replace(said, parts=[sentence, following])
                if goes_on[0].fields.get("by_itself"):
                    said = replace(said, parts=[following], before=(sentence,))
                following = found[at + 2] if at + 2 < len(found) else None
        if says == "improved" and following and first("continuity", "taken_back", following.text):
            said, says = replace(said, parts=[*said.parts, following]), "open"
        if says:
            yield replace(said, says=says, before=said.before or _named_before(found[:at], above, said))


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
    reference = first("continuity", "reference", said.text)
    year = next((value for value in reference[1].groupdict().values() if value), None) if reference else None
    cycle = cycle_of(year) if year else _last_years(cover.cycle, said.text)
    kind = _kind(said, at)
    found = first("continuity", "programme", said.text)
    programme: Programme | None = found[0]["programme"] if found else ("PEEL" if cycle else None)
    if cover.programme not in (None, "PEEL") and not found:
        # a pair of years is a cycle of PEEL's
        programme = None if not year else "PEEL" if "/" in year else cover.programme
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
        on=dates.printed_date(dated[1][0]) if dated else None,
        text=text,
        where=place(source, said.parts, at.section.path, text),
    )


def _is_told_of(one: Finding, section: Section) -> bool:
    """Whether a section may speak of a finding told again: it stands there, or right above in a re-inspection."""
    return one.where.section == list(section.path) or (section.answers and one.heading == section.heading)


def _kind(said: _Said, at: _Place) -> Kind | None:
    """The kind of finding of which the outcome is said: in its own words, in the sentences, or that quoted above."""
    text = said.text
    rows = [row for row in patterns("continuity", "outcome") if row["says"] == said.says]
    row, match = next(((row, match) for row in rows if (match := row.search(folded(text)))), (None, None))
    words = [text]
    if row and match:
        # "the area of concern has become a cause of concern" speaks of the former
        words = [text[: match.start()] + text[match.end() :]] if row.fields.get("names_new") else [match[0], text]
    clause = first("continuity", "subordinate", text)
    if clause:
        words = [text[clause[1].start("main") :], *words]
    found = next((found for one in words if (found := first("continuity", "kind", one))), None)
    if found:
        return found[0]["kind"]  # type: ignore[no-any-return]
    return at.quoted[-1].kind if at.quoted else None


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
