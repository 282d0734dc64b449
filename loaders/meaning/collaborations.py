"""Sentences that say what forces do together, still do together, or no longer do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.records import Collaboration
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import dates, first, folded, patterns
from loaders.words.dates import number
from loaders.words.forces import forces_in, several_as_one

_NOT_READ = ("data", "navigation")


@dataclass(frozen=True, slots=True)
class _Said:
    """A status, the functions of which it is said, and the sentences that say it."""

    status: str
    functions: tuple[str, ...]
    parts: tuple[Sentence, ...]
    to: str | None = None
    since: str | None = None
    is_present: bool = False  # told in the present tense, without a word like "still"
    is_bare: bool = False  # an arrangement that is only named


def read(source: Source, force: str | None, sections: Sequence[Section], ledger: Ledger) -> list[Collaboration]:
    """One record for each statement, with its functions; dates only where the statement itself prints them.

    `force` is the document's own, which is one of those that it says work together.
    """
    found: list[Collaboration] = []
    for area in _by_area(sections):
        if not any(_named(block.text, force) for _, block in area):
            continue
        members: list[str] = []  # the forces last named under this heading
        needed = [block for _, block in area if first("collaborations", "needed", block.text)]
        has_ended = any(_ends(block.text) or first("collaborations", "until", block.text) for block in needed)
        places = {block.start for block in needed}
        for row, (section, block) in enumerate(area):
            if block.start not in places:
                continue
            told: set[tuple[str, str]] = set()
            printed = sentences(block, source.text)
            for at, sentence in enumerate(printed):
                named = _named(sentence.text, force)
                pointed = None if named else first("collaborations", "same_forces", sentence.text)
                members = named or (_meant(pointed[1], members, area[:row], force) if pointed else members)
                if not named and not (members and pointed):
                    continue
                below = area[row + 1][1] if row + 1 < len(area) and at + 1 == len(printed) else None
                after = below.text if below else printed[at + 1].text if at + 1 < len(printed) else ""
                for told_of in _statements(printed, at, force, section):
                    if told_of.is_bare and _ends(block.text):
                        continue  # the same paragraph tells its end
                    said = _as_it_stands(told_of, after, has_ended=has_ended)
                    new = tuple(one for one in said.functions if (said.status, one) not in told)
                    told.update((said.status, one) for one in new)
                    if new:
                        found.append(_record(source, section, members, replace(said, functions=new)))
                        ledger.use(block)
    return found


def _as_it_stands(said: _Said, after: str, *, has_ended: bool) -> _Said:
    """The status with what stands around: what is told in the present tense goes on where an end is told beside it."""
    if said.is_present and not has_ended:
        said = replace(said, status="joint")
    told = " ".join(part.text for part in said.parts)
    if said.status == "joint" and any(first("collaborations", "goes_on", one) for one in (after, told)):
        return replace(said, status="continues")
    return said


def _by_area(sections: Sequence[Section]) -> Iterator[list[tuple[Section, Block]]]:
    """The paragraphs that are read, those of one area together, so that "the three forces" stay within it."""
    read_ones = (one for one in sections if one.role != "cover" and one.reason not in _NOT_READ)
    for _, group in groupby(read_ones, key=lambda section: section.question):
        yield [(section, block) for section in group for block in section.blocks]


def _named(text: str, own: str | None) -> list[str]:
    """The forces of a sentence that names others, the report's own force first; empty where it names none."""
    others = list(dict.fromkeys(force for force, _ in forces_in(text) if force != own))
    return [*([own] if own else []), *others] if others else []


def _meant(
    pointed: re.Match[str], members: list[str], above: Sequence[tuple[Section, Block]], own: str | None
) -> list[str]:
    """The forces that "the three forces" means: those named last, else the last under this heading that are as many."""
    count = number(pointed["count"]) if pointed["count"] else None
    if members and count in (None, len(members)):
        return members
    for _, block in reversed(above):
        named = _named(block.text, own)
        if named and count in (None, len(named)):
            return named
    return members


def _statements(printed: Sequence[Sentence], at: int, force: str | None, section: Section) -> Iterator[_Said]:
    """What the sentence at that place of a paragraph says."""
    sentence = printed[at]
    before = printed[at - 1] if at else None
    following = printed[at + 1] if at + 1 < len(printed) else None
    text = several_as_one(sentence.text, force)
    earlier = several_as_one(before.text, force) if before else ""
    dated = first("collaborations", "until", earlier)
    if (until := first("collaborations", "until", text)) and not (following and _ends(following.text)):
        yield _Said("ended", tuple(_functions(until[1]["what"])), (sentence,), dates.printed_date(until[1]["to"]))
    found = until is not None
    for row in patterns("collaborations", "statement"):
        match = row.search(text)
        if not match or (row.fields.get("bare") and (found or first("collaborations", "bygone", text))):
            continue
        found = True
        said = match.groupdict()
        what = said.get("what") or said.get("unit") or said.get("run") or text
        functions = _functions(what) or (_functions(text) if first("collaborations", "general", what) else [])
        if not functions and row.fields.get("as_printed") and not first("collaborations", "pointing", what):
            functions = [what.removesuffix(" jointly")]
        parts: tuple[Sentence, ...] = (sentence,)
        printed_end = said.get("to") or said.get("at")
        to = dates.printed_date(printed_end) or printed_end[-4:] if printed_end else None
        if before and first("collaborations", "pointing", what):
            functions += [one for one in _functions(earlier) if one not in functions]
            parts = (before, sentence)
        if before and dated and row["status"] == "ended":
            # the date stands in the sentence before, the part that ended in this one
            to, parts = dates.printed_date(dated[1]["to"]), (before, sentence)
        functions = functions or _functions(" ".join(section.path))
        if not functions and row.fields.get("names_it"):
            functions = [what]
        begun = first("collaborations", "since", text)
        since = said.get("from") or (begun[1]["from"] if begun and row["status"] != "ended" else None)
        yield _Said(
            row["status"],
            tuple(functions),
            parts,
            to,
            since,
            bool(row.fields.get("present")),
            is_bare=bool(row.fields.get("bare")),
        )


def _ends(text: str) -> bool:
    rows = (row for row in patterns("collaborations", "statement") if row["status"] == "ended")
    return any(row.search(folded(text)) for row in rows)


def _functions(text: str) -> list[str]:
    return [row["function"] for row in patterns("collaborations", "function") if row.search(folded(text))]


def _record(source: Source, section: Section, members: Sequence[str], said: _Said) -> Collaboration:
    text = " ".join(part.text for part in said.parts)
    name = first("collaborations", "name", text)
    return Collaboration.model_validate(
        {
            "name": name[1]["name"] if name else None,
            "members": list(members),
            "functions": list(said.functions),
            "from": (dates.printed_date(said.since) or said.since[-4:]) if said.since else None,
            "to": said.to,
            "status": said.status,
            "text": text,
            "where": place(source, said.parts, section.path, text),
        }
    )
