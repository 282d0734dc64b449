"""Grades of a report: what its sections say, what its summary table says, and what stands where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.facts.rows import Question
from kg.facts.tables import folded
from kg.ids import judgment_id
from kg.records import Grade, Judgment, OtherGrade, Warning_, Where
from loaders.meaning import grade_tables, statements
from loaders.meaning.document import Cover
from loaders.meaning.grade_columns import Columns
from loaders.meaning.statements import Statement
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.boxes import is_headline
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import grades, headings, verdicts
from loaders.words.cycles import cycle_of

_LONGEST_GRADE = 3  # words
_WORDS_SHOWN = 8


class Reader:
    """Reads the grades of one report and books the blocks they stand in."""

    def __init__(
        self, source: Source, cover: Cover, ledger: Ledger, areas: Mapping[str, Question | None] | None = None
    ) -> None:
        """`areas` are headings that no table lists, folded, with what each means."""
        self._areas = areas or {}
        self.source = source
        self.cover = cover
        self.ledger = ledger
        self.warnings: list[Warning_] = []
        self._sections: dict[str, Statement] = {}
        self._others: list[Statement] = []
        self._late: dict[str, tuple[Statement, Block]] = {}
        self._carried: dict[str, str] = {}  # where a section has lost its grade, but says the year it is kept from
        self._headings: dict[str, str] = {}
        self._bare: set[str] = set()  # whose section so far is a grade and nothing else
        self._ungraded: dict[str, Statement] = {}  # of which the summary says so

    def read_area(self, section: Section) -> None:
        """What stands straight under a heading: a grade on its own line, a verdict, the year it is kept from."""
        question, heading = section.question, section.heading
        if question is None or heading is None:
            return
        self._headings.setdefault(question.id, heading)
        lone, carried = self._lone_grade(section), self._carried_over(section)
        judging = self._judging(section, graded=lone is not None or question.graded)
        if question.level == "pillar":
            self.read_verdicts(section)
            self.read_notes(section)
        if lone:
            block, grade = lone
            self.ledger.use(block)
            beside = grades.year_beside(block.text)
            carried = carried or (cycle_of(beside) if beside and cycle_of(beside) != self.cover.cycle else None)
            self._note_lone(
                Statement(question, heading, grade, "printed", self._place(block, section), carried), section
            )
            if judging and self._is_verdict(judging, block, section):
                self.ledger.use(*_holding(section.blocks, judging.sentence))
                if judging.grade != grade:
                    self._others.append(self._said(question, section, judging, carried))
            return
        if self._note_ungraded(section, section.blocks):
            return
        if carried:
            self._carried[question.id] = carried
            self.read_notes(section)
        if judging and question.graded:
            self.ledger.use(*_holding(section.blocks, judging.sentence))
            self._note(self._said(question, section, judging, carried))

    def read_grade_above(self, section: Section, question: Question) -> None:
        """The grade of the whole report that stands right under its title; a section's own takes its place."""
        for block in section.blocks:
            grade = grades.lone_grade(block.text)
            if grade and grades.is_on_scale(grade, self.cover.scale):
                self.ledger.use(block)
                where = self._place(block, section)
                self._others.append(Statement(question, question.wording, grade, "printed", where, of_its_own=True))

    def read_lead(self, section: Section, blocks: Sequence[Block]) -> None:
        """What stands before the first of the main findings: of an ungraded area, that it is so."""
        if section.question and section.question.id not in self._sections:
            self._note_ungraded(section, blocks)

    def read_table(self, section: Section) -> None:
        """The summary table: a column for each grade, or a line for each area with grade and year of inspection."""
        table = grade_tables.read(section.blocks)
        self.ledger.use(*table.heads)
        for entry in table.entries:
            self._read_entry(entry, section)

    def read_columns(self, columns: Columns, section: Section) -> None:
        """The same table with its cells one below the other, and which of them can be told."""
        self.ledger.use(*(block for block in columns.blocks if columns.entries))
        self.ledger.ignore("data", *columns.blocks)
        for grade, block in columns.entries:
            self._read_entry(grade_tables.entry_below(grade, block), section)
        section.blocks = [block for block in section.blocks if block not in columns.blocks]

    def read_verdicts(self, section: Section) -> None:
        """Sentences that judge a question by its name, as on an overview or in the summary of a pillar."""
        for block, sentence, verdict, question in statements.verdicts_in(self.source, self.cover, section):
            if not self._is_on_scale(verdict.grade, block):
                continue
            self._warn_of_name(verdict, block)
            self.ledger.use(block)
            if question != section.question:
                where = place(self.source, [sentence], section.path)
                said = Statement(question, question.wording, verdict.grade, "prose", where, of_its_own=True)
                self._others.append(said)

    def read_detail(self, section: Section) -> None:
        """A verdict in the prose below the boxes, for a question that gives its grade nowhere above."""
        if section.question is None or section.question.id in self._sections:
            return
        if not section.question.graded and self._note_ungraded(section, section.blocks):
            return
        found = statements.verdicts_in(self.source, self.cover, section, hedged=True)
        for block, sentence, verdict, question in found:
            if question == section.question and question.graded and grades.is_on_scale(verdict.grade, self.cover.scale):
                where = place(self.source, [sentence], section.path)
                said = Statement(question, section.heading or question.wording, verdict.grade, "prose", where)
                self._late.setdefault(question.id, (said, block))

    def read_notes(self, section: Section) -> None:
        """Sentences of a summary that say of an area that it is ungraded, that its grade was changed, or its year."""
        for block, statement in statements.noted(self.source, self.cover, section):
            self.ledger.use(block)
            if statement.grade == "ungraded":
                self._ungraded[statement.question.id] = statement
            else:
                self._others.append(statement)

    def records(self) -> list[Judgment]:
        """One judgment for each question or area, in the order of the report; the section's grade stands."""
        standing = dict(self._sections)
        for other in self._others:
            question = other.question.id
            if other.basis != "table" and question in self._late:
                continue  # the section's own prose stands
            stands_alone = other.basis == "table" or other.of_its_own or question in self._carried
            if stands_alone and question not in standing:
                carried = self._carried.get(question, other.carried_over_from)
                heading = self._headings.get(question, other.heading)
                standing[question] = replace(other, heading=heading, carried_over_from=carried)
        for question, (late, block) in self._late.items():
            if question not in standing:
                standing[question] = replace(late, carried_over_from=self._carried.get(question))
                self.ledger.use(block)
        for question, ungraded in self._ungraded.items():
            standing.setdefault(question, ungraded)
        order = list(self._headings)
        in_order = sorted(
            standing.values(),
            key=lambda one: order.index(one.question.id) if one.question.id in order else len(order),
        )
        return [self._record(statement) for statement in in_order]

    def _lone_grade(self, section: Section) -> tuple[Block, Grade] | None:
        """The grade on a line of its own; a short first line that is none, where one should stand, is a warning."""
        for block in section.blocks:
            grade = grades.lone_grade(block.text) if block.kind == "paragraph" else None
            if grade and self._is_on_scale(grade, block):
                return block, grade
        if section.question and section.question.graded:
            for block in section.blocks[:1]:
                if is_headline(block) and len(block.text.split()) <= _LONGEST_GRADE:
                    self._warn_of_scale(block)
        return None

    def _is_on_scale(self, grade: Grade, block: Block) -> bool:
        if grades.is_on_scale(grade, self.cover.scale):
            return True
        self._warn_of_scale(block)
        return False

    def _warn_of_scale(self, block: Block) -> None:
        scale = ", ".join(grades.SCALES[self.cover.scale])
        words = " ".join(block.text.split()[:_WORDS_SHOWN])
        message = f"{words!r} is no grade of {self.cover.cycle} ({scale})"
        if not self.ledger.is_booked(block):
            self.warnings.append(Warning_(line=block.line, message=message))
        self.ledger.ignore("no grade of the cycle", block)

    def _carried_over(self, section: Section) -> str | None:
        for block in section.blocks:
            year = grades.carried_over_from(block.text)
            if year:
                self.ledger.use(block)
                return cycle_of(year)
        return None

    def _judging(self, section: Section, *, graded: bool) -> grades.Judging | None:
        if not graded:
            return None
        prose = [block for block in section.blocks if block.kind == "paragraph" and not grades.lone_grade(block.text)]
        found_in = replace(section, blocks=[] if self.cover.headlines else prose)
        named = list(statements.verdicts_in(self.source, self.cover, found_in))
        own = next((grades.Judging(one, said.grade) for _, one, said, on in named if on == section.question), None)
        others = [sentence for _, sentence, _, on in named if on != section.question]
        said = [sentence for block in prose for sentence in sentences(block, self.source.text)]
        left = [one for one in said if one not in others and not self._is_foreign(one, section)]
        found = own or grades.judging_sentence(left, self.cover.whose)
        if found and not self._is_on_scale(found.grade, _holding(prose, found.sentence)[0]):
            return None
        return found

    def _is_foreign(self, sentence: Sentence, section: Section) -> bool:
        """Whether a sentence of a pillar's page judges something that its question does not ask about."""
        found = [] if self.cover.headlines else verdicts.verdicts(sentence.text, self.cover.force)
        return any(section.question and not verdicts.touches(one.about, section.question) for one in found)

    def _is_verdict(self, judging: grades.Judging, grade: Block, section: Section) -> bool:
        """Whether a judging sentence is the one right under the grade."""
        at = section.blocks.index(grade) + 1
        return at < len(section.blocks) and section.blocks[at] in _holding(section.blocks, judging.sentence)

    def _said(self, question: Question, section: Section, judging: grades.Judging, carried: str | None) -> Statement:
        where = place(self.source, [judging.sentence], section.path)
        return Statement(question, section.heading or "", judging.grade, "prose", where, carried)

    def _read_entry(self, entry: grade_tables.Entry, section: Section) -> None:
        cycle, label = self.cover.cycle, entry.label
        question = self._areas.get(folded(label)) or headings.question(cycle, label) or headings.nearly(cycle, label)
        if not question:
            if entry.row.kind == "row":
                self.ledger.ignore("data", entry.row)
            return
        if not self._is_on_scale(entry.grade, entry.row):
            return
        self.ledger.use(entry.row)
        cycle = cycle_of(entry.year) if entry.year else None
        where = place(self.source, [entry.place], section.path)
        carried = cycle if cycle != self.cover.cycle else None
        self._others.append(Statement(question, entry.label, entry.grade, "table", where, carried))

    def _note_ungraded(self, section: Section, blocks: Sequence[Block]) -> bool:
        """Whether one of the blocks says that the area is ungraded, which is then noted."""
        for block in blocks:
            if said := statements.ungraded(self.source, self.cover, section, block):
                self.ledger.use(block)
                self._note(said)
                return True
        return False

    def _note_lone(self, statement: Statement, section: Section) -> None:
        """Notes a grade on its own line; in a whole report, headings with nothing else were the lines of a table."""
        question = statement.question.id
        if question in self._bare:
            self._others.append(replace(self._sections.pop(question), basis="table"))
            self._bare.discard(question)
        if len(section.blocks) == 1 and question not in self._sections and not self.cover.pillar:
            self._bare.add(question)
        self._note(statement)

    def _note(self, statement: Statement) -> None:
        """A section's statement; a printed grade takes the place of what prose above it said."""
        known = self._sections.setdefault(statement.question.id, statement)
        if known.basis == "prose" and statement.basis == "printed":
            self._sections[statement.question.id] = statement
            self._others.append(known)

    def _warn_of_name(self, verdict: verdicts.Verdict, block: Block) -> None:
        if verdict.other_force and verdict.other_force != self.cover.force:
            message = f"it names {verdict.other_force} in a judgment of {self.cover.force}; the page's force is taken"
            self.warnings.append(Warning_(line=block.line, message=message))

    def _place(self, block: Block, section: Section) -> Where:
        return place(self.source, [block], section.path)

    def _record(self, statement: Statement) -> Judgment:
        others = [other for other in self._others if other.question.id == statement.question.id]
        carried = statement.carried_over_from or next(
            (other.carried_over_from for other in others if other.basis == "table" and other.grade == statement.grade),
            None,
        )
        differing = [
            other
            for other in others
            if other.grade != statement.grade or (other.carried_over_from or carried) != carried
        ]
        return Judgment(
            id=judgment_id(self.cover.whose, self.cover.programme or "unknown", statement.question.id),
            force=self.cover.force,
            body=self.cover.body,
            level=statement.question.level,
            question=statement.question.id,
            theme=statement.question.theme or None,
            heading=statement.heading,
            grade=statement.grade,
            scale=self.cover.scale,
            carried_over_from=carried,
            basis=statement.basis,
            also=[
                OtherGrade(
                    grade=other.grade,
                    carried_over_from=other.carried_over_from,
                    basis=other.basis,
                    where=other.where,
                )
                for other in differing
            ],
            where=statement.where,
        )


def _holding(blocks: Iterable[Block], sentence: Sentence) -> list[Block]:
    """The blocks in which a sentence stands."""
    start = sentence.spans[0][0]
    return [block for block in blocks if block.start <= start < block.end]
