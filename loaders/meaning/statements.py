"""What sentences say of grades: verdicts that name their question, notes that one is earlier, changed or missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from kg.facts.rows import Question
from kg.records import Basis, Grade, Where
from loaders.meaning.document import Cover
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import Pattern, first, folded, grades, headings, patterns, verdicts
from loaders.words.cycles import cycle_of
from loaders.words.forces import in_general_words


@dataclass(slots=True)
class Statement:
    """What one place of a report says of the grade of a question or area."""

    question: Question
    heading: str
    grade: Grade
    basis: Basis
    where: Where
    carried_over_from: str | None = None
    of_its_own: bool = False  # names its question itself, so that it needs no section


def verdicts_in(
    source: Source, cover: Cover, section: Section, *, hedged: bool = False
) -> Iterator[tuple[Block, Sentence, verdicts.Verdict, Question]]:
    """The grades that sentences say of questions named by their own words; `hedged` ones where asked for."""
    pillar = section.question.pillar if section.question else None
    for block in section.blocks:
        for sentence in sentences(block, source.text):
            for verdict in verdicts.verdicts(sentence.text, cover.whose):
                if verdict.hedged and not hedged:
                    continue
                question = verdicts.question_meant(cover.cycle, verdict.about, pillar)
                if question:
                    yield block, sentence, verdict, question


def noted(source: Source, cover: Cover, section: Section) -> Iterator[tuple[Block, Statement]]:
    """Sentences of a summary that say of an area that it is ungraded, that its grade was changed, or its year."""
    pillar = section.question.pillar if section.question else None
    for block in section.blocks:
        for row in patterns("grades", "ungraded_elsewhere"):
            question = headings.question(cover.cycle, row["area"]) if row.search(folded(block.text)) else None
            if question:
                said = _saying(source, block, partial(_matches, row))
                where = place(source, [said], section.path)
                yield block, Statement(question, question.wording, "ungraded", "prose", where)
        yield from _of_earlier(source, cover, section, block, pillar)


def ungraded(source: Source, cover: Cover, section: Section, block: Block) -> Statement | None:
    """That a section's area is ungraded, where one of its blocks says so."""
    if not section.question or not section.heading or not grades.says_ungraded(block.text, cover.whose):
        return None
    said = _saying(source, block, lambda text: grades.says_ungraded(text, cover.whose))
    return Statement(section.question, section.heading, "ungraded", "prose", place(source, [said], section.path))


def _matches(row: Pattern, text: str) -> bool:
    return row.search(folded(text)) is not None


def _saying(source: Source, block: Block, says: Callable[[str], bool]) -> Block | Sentence:
    """The sentence with which a block that says something has said it: alone, else with those before it."""
    said = sentences(block, source.text)
    alone = next((one for one in said if says(one.text)), None)
    told = (at for at in range(len(said)) if says(" ".join(one.text for one in said[: at + 1])))
    return alone or next((said[at] for at in told), block)


def _of_earlier(
    source: Source, cover: Cover, section: Section, block: Block, pillar: str | None
) -> Iterator[tuple[Block, Statement]]:
    """What a paragraph says of grades of earlier years, and of grades that were changed.

    "We also judged" is said of the year before it. Where it says that they are kept, they stand by themselves.
    """
    if not first("grades", "needed", block.text):
        return
    kept = first("grades", "kept", block.text) is not None
    year: str | None = None
    for sentence in sentences(block, source.text):
        text = in_general_words(sentence.text, cover.whose)
        found = first("grades", "earlier", text) or first("grades", "changed", text)
        if not found:
            year = None
            continue
        year = found[1].groupdict().get("year") or year
        about = found[1]["area"].replace(" its ", " the ")
        question = headings.question(cover.cycle, about) or verdicts.question_meant(cover.cycle, about, pillar)
        if question and not (year and question.level == "pillar"):  # each report grades its pillars anew
            where = place(source, [sentence], section.path)
            grade = grades.normal(found[1]["grade"])
            cycle = cycle_of(year) if year else None
            yield block, Statement(question, about, grade, "prose", where, cycle, of_its_own=kept and cycle is not None)
