"""From the findings of a document as its boxes and prose give them to the records, with ids, topics and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.ids import distinct, finding_id
from kg.lineage.topics import topics_of
from kg.records import Deadline, Finding, Restated
from loaders.meaning.document import Cover
from loaders.meaning.drafts import Draft, once
from loaders.meaning.illustrations import without_illustrations
from loaders.structure.blocks import Block, Sentence, Source, sentences
from loaders.structure.boxes import Ask, asks, by_bullet, by_headline, by_subject, causes, end_of_asks, is_headline
from loaders.structure.cohesion import Subjects
from loaders.structure.ledger import Ledger
from loaders.structure.outline import Section
from loaders.structure.places import place
from loaders.words import first, stems
from loaders.words.cycles import of_programme


class Reader:
    """Reads the findings of one report, section by section, and books the blocks it takes."""

    def __init__(self, source: Source, cover: Cover, ledger: Ledger) -> None:
        self.source = source
        self.cover = cover
        self.ledger = ledger
        self.drafts: list[Draft] = []
        self._subjects: Subjects | None = None

    def read_box(self, section: Section) -> list[Block]:
        """Drafts the findings under a box heading; gives back the prose that follows them in it."""
        rest: list[Block] = []
        if section.opened_by:
            self.ledger.ignore("heading", section.opened_by)
        nothing = [block for block in section.blocks[:1] if stems.says_none(block.text)]
        if nothing:
            self.ledger.ignore("narrative", *nothing)
            section = replace(section, blocks=section.blocks[1:])
            if not section.blocks:
                return rest
        section = self._without_cases(section)
        if section.number:
            return self._read_numbered(section)
        if section.box in ("cause_of_concern", "area_of_concern"):
            self._read_causes(section)
        elif section.box == "recommendation":
            rest = self._read_asks(section)
        elif section.box == "observation":
            return self.read_observations(section)
        elif self.cover.headlines:
            self._read_headlines(section)
        else:
            groups, rest = by_bullet(section.blocks, self.cover.whose)
            for group in groups:
                self.add(Draft(section.box or "area_for_improvement", group, section))
        return rest

    def read_observations(self, section: Section) -> list[Block]:
        """Drafts an observation for each headline; gives back what stands before the first, and what recommends."""
        section = self._without_cases(section)
        begin = next((at for at, block in enumerate(section.blocks) if is_headline(block)), len(section.blocks))
        left_out = [
            block
            for above, block in pairwise(section.blocks[begin:])
            if self._only_recommends(block) and not is_headline(above)  # else the headline would stand alone
        ]
        told = [block for block in section.blocks[begin:] if block not in left_out]
        for group in by_headline(told, self.cover.whose, self._told_apart()):
            self.add(Draft("observation", group, section, headline=group[0].text))
        self.read_prose(replace(section, blocks=told))
        return [block for block in section.blocks if block not in told]

    def _without_cases(self, section: Section) -> Section:
        """A section without the cases that illustrate its findings."""
        blocks, cases = without_illustrations(section.blocks, self.cover.whose)
        self.ledger.ignore("narrative", *cases)
        return replace(section, blocks=blocks) if cases else section

    def read_prose(self, section: Section) -> None:
        """Drafts the recommendations that running prose makes itself, and those that it quotes from earlier reports."""
        blocks = section.blocks
        for at, block in enumerate(blocks):
            if "recommend" not in block.text.casefold():
                continue
            bullets = bullets_after(blocks, at) if block.text.endswith(":") else []
            for sentence in sentences(block, self.source.text):
                quoted = stems.quoted_recommendation(sentence.text)
                if not quoted and not stems.recommends(sentence.text):
                    continue
                restated = self._quoted_of(sentence.text, quoted.year) if quoted else None
                addressed_to = quoted.addressed_to if quoted else []
                self.ledger.use(block, *bullets)
                parts: list[Sequence[Block | Sentence]] = [[bullet] for bullet in bullets] or [[sentence]]
                for part in parts:
                    draft = Draft(
                        "recommendation", part, section, boxed=False, restated=restated, addressed_to=addressed_to
                    )
                    draft.stem = sentence.text if bullets else None
                    self.add(draft)

    def _quoted_of(self, text: str, year: str) -> Restated:
        """Of which inspection a recommendation is quoted: that of the programme named, else of the report's own."""
        named = first("continuity", "programme", text)
        programme = named[0]["programme"] if named else self.cover.programme
        if programme in (None, "thematic"):
            programme = "PEEL"
        return Restated(programme=programme, cycle=of_programme(programme, year))

    def records(self) -> list[Finding]:
        """The findings drafted so far, in the order of the document, what is printed twice only once."""
        drafts = once(sorted(self.drafts, key=lambda draft: draft.parts[0].spans[0]))
        ids = distinct(finding_id(*self._inspection(draft), draft.kind, draft.text) for draft in drafts)
        by_draft = {id(draft): one for draft, one in zip(drafts, ids, strict=True)}
        return [self._record(draft, one, by_draft) for draft, one in zip(drafts, ids, strict=True)]

    def _read_headlines(self, section: Section) -> None:
        blocks = section.blocks
        if section.box == "practice" and not any(is_headline(block) for block in blocks):
            groups = by_subject(blocks, self._told_apart())
        else:
            asking = section.box == "area_for_improvement"
            groups = by_headline(blocks, self.cover.whose, self._told_apart(), asking=asking)
        for group in groups:
            self.add(Draft(section.box or "area_for_improvement", group, section, headline=group[0].text))

    def _read_numbered(self, section: Section) -> list[Block]:
        """Drafts the one finding under a numbered heading, with its bullets; gives back what explains it."""
        blocks = section.blocks
        time = blocks[0] if len(blocks) > 1 and stems.time_alone(blocks[0].text) else None
        if time:
            self.ledger.use(time)
            blocks = blocks[1:]
        end = 1 + len(bullets_after(blocks, 0))
        if blocks:
            stem = time.text if time else None
            self.add(Draft(section.box or "recommendation", blocks[:end], section, stem=stem, time=time))
        return blocks[end:]

    def _only_recommends(self, block: Block) -> bool:
        """Whether a paragraph is a recommendation and no part of the observation above it."""
        return stems.recommends(block.text) and all(
            stems.recommends(one.text) for one in sentences(block, self.source.text)
        )

    def _told_apart(self) -> Subjects:
        if self._subjects is None:
            self._subjects = Subjects(self.source.body())
        return self._subjects

    def _read_causes(self, section: Section) -> None:
        for cause in causes(section.blocks, self.cover.whose):
            headline = cause.blocks[0].text if self.cover.headlines else None
            draft = Draft(section.box or "cause_of_concern", cause.blocks, section, headline=headline)
            self.add(draft)
            self._add_asks(cause.asks, section, draft)

    def _read_asks(self, section: Section) -> list[Block]:
        """Drafts recommendations under their own heading, and the next cause of concern that follows without one.

        Gives back the prose behind a list.
        """
        end = end_of_asks(section.blocks, self.cover.whose, told=section.told_of is not None)
        blocks, rest = section.blocks[:end], section.blocks[end:]
        if rest and stems.raises_concern(rest[0].text):
            blocks, rest = section.blocks, []
        raised = (
            at for at, one in enumerate(blocks) if at and one.kind == "paragraph" and stems.raises_concern(one.text)
        )
        end = len(blocks) if self.cover.headlines else next(raised, len(blocks))
        self._add_asks(asks(blocks[:end], self.cover.whose), section, self._cause_above(section))
        led = (block for block in blocks[:end] if is_headline(block) or block.text.endswith(":"))
        self.ledger.ignore("heading", *led)
        if end < len(blocks):
            self._read_causes(replace(section, box="cause_of_concern", blocks=blocks[end:]))
        return rest

    def _add_asks(self, found: Iterable[Ask], section: Section, cause: Draft | None) -> None:
        for ask in found:
            self.ledger.use(*ask.lead_ins)
            self.add(Draft("recommendation", ask.blocks, section, stem=ask.lead_in, cause=cause, time=ask.time))

    def _cause_above(self, section: Section) -> Draft | None:
        """The cause of concern under whose area a separate "Recommendations" heading stands."""
        for draft in reversed(self.drafts):
            if draft.kind in ("cause_of_concern", "area_of_concern") and draft.section.question == section.question:
                return draft
        return None

    def add(self, draft: Draft) -> None:
        """Takes a draft, with its deadline, and books its blocks."""
        if draft.kind in ("recommendation", "area_for_improvement"):
            draft.deadline = self._deadline(draft)
        if draft.section.told_of:
            draft.restated = draft.section.told_of
            if draft.deadline:  # no period runs from the day of the document that tells it again
                draft.deadline = draft.deadline.model_copy(update={"computed": None})
        if draft.cause:
            draft.cause.announced = False  # what is to be done about it is told too
        self.ledger.use(*(part for part in draft.parts if isinstance(part, Block)))
        self.drafts.append(draft)

    def _deadline(self, draft: Draft) -> Deadline | None:
        """By when a finding is to be met: as it says itself, else as the line above it does."""
        return self._own_deadline(draft) or (
            stems.time_alone(draft.time.text, self.cover.published) if draft.time else None
        )

    def _own_deadline(self, draft: Draft) -> Deadline | None:
        """By when the words of a finding want it met; a bullet asks by its lead-in's verb."""
        stem = (draft.stem or "").removeprefix(draft.time.text if draft.time else "").lstrip()
        text = f"{stem} {draft.text}" if stem else draft.text
        if not stems.names_a_time(text):
            return None
        if (stem or draft.time) and (own := stems.of_item(draft.text, self.cover.published)):
            return own  # its own time is nearer than its lead-in's
        asking = [text]
        if not stem:
            asking = [
                one.text
                for part in draft.parts
                for one in (sentences(part, self.source.text) if isinstance(part, Block) else [part])
            ]
        return stems.deadline(asking, self.cover.published, self.cover.whose)

    def _inspection(self, draft: Draft) -> tuple[str | None, str, str | None]:
        """Force, programme and cycle of the inspection that raised a finding."""
        force = None if draft.addressed_to else (draft.force or self.cover.whose)
        if draft.restated:
            programme = draft.restated.programme or self.cover.programme or "unknown"
            return force, programme, draft.restated.cycle
        return force, self.cover.programme or "unknown", self.cover.cycle

    def _record(self, draft: Draft, one: str, ids: dict[int, str]) -> Finding:
        section, text = draft.section, draft.text
        return Finding(
            id=one,
            force=draft.force or (None if draft.addressed_to else self.cover.force),
            body=self.cover.body,
            kind=draft.kind,
            question=section.question.id if section.question else None,
            theme=section.theme,
            topics=topics_of(f"{draft.stem} {text}" if draft.stem else text),
            heading=section.heading,
            headline=draft.headline,
            stem=draft.stem,
            text=text,
            boxed=draft.boxed,
            part_of=ids.get(id(draft.cause)) if draft.cause else None,
            addressed_to=list(draft.addressed_to),
            deadline=draft.deadline,
            restated=draft.restated,
            announced=draft.announced,
            where=place(self.source, draft.parts, section.path, text),
        )


def bullets_after(blocks: Sequence[Block], at: int) -> list[Block]:
    """The items of a list right below a block."""
    found: list[Block] = []
    for block in blocks[at + 1 :]:
        if block.kind != "bullet":
            break
        found.append(block)
    return found
