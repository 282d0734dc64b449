"""What one letter answers: its items, and the earlier findings that it quotes or names.

Several forms are read, also mixed: tables, answers under numbered headings, asks in quotation marks, and free prose
that names a finding, the recommendations together, or a point raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.records import Commitment, Finding, FindingKind, ResponseItem
from loaders import words
from loaders.answering import listed, numbered, position, quotations, tabled
from loaders.answering.answer_units import Unit
from loaders.answering.correspondence import Letter
from loaders.answering.quoted import Answered, asked_in_turn, kind_named, named, quoted, told
from loaders.privacy import contact
from loaders.privacy.redaction import said_in
from loaders.structure.blocks import Block, Sentence, Source
from loaders.structure.places import place, text_of
from loaders.words import headings
from loaders.words.dates import printed_date
from loaders.words.headings import may_be_heading

_OPENING = 3  # sentences of an answer that say whether it accepts
_FILE = "response_ask"


@dataclass
class Answers:
    """What a letter holds, and the blocks on which it rests."""

    items: list[ResponseItem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    used: list[Block] = field(default_factory=list)


@dataclass
class _Item:
    """An item while it is gathered."""

    refers_to: str
    section: list[str]
    blocks: list[Block | Sentence] = field(default_factory=list)
    judging: list[Sentence] = field(default_factory=list)  # those that can say the stance
    telling: list[Sentence] = field(default_factory=list)  # all of them
    unit: Unit | None = None  # that it answers, where the ask stands apart
    of_all: list[Sentence] = field(default_factory=list)  # what the paragraph says of all that it takes in turn

    def add(self, block: Block, said: Sequence[Sentence]) -> None:
        if block not in self.blocks:
            self.blocks.append(block)
            self.judging.extend(said)
            self.telling.extend(said)

    def record(self, source: Source, written: str | None, of_all: Sequence[Sentence] = ()) -> ResponseItem:
        """The item; `of_all` is what the letter says of its answers together, which counts where this one says less."""
        stance, progress = position.stance(self.judging), position.progress(self.telling)
        if stance == "not stated" and position.stance(of_all) in ("accepted", "partly accepted"):
            stance = position.stance(of_all)
        if progress in ("not stated", "planned") and position.progress(of_all) == "under way":
            progress = "under way"
        if self.unit:
            stance = position.in_a_word(self.unit.stance) or stance
            progress = position.settled(stance, progress, self.telling, self.unit.status or "", self.unit.by or "")
        if stance == "noted" and progress == "planned" and not position.plans_itself(self.telling):
            progress = "not stated"  # what is promised is to watch others
        by = printed_date(self.unit.by) if self.unit and self.unit.by else None
        promised = position.commitments(self.telling, written)
        text = text_of(self.blocks) if not self.unit or self.unit.answer else None
        if by and not promised and text and progress in ("under way", "planned"):
            promised = [Commitment(text=text)]
        if by and progress != "done" and stance not in ("not accepted", "noted"):
            promised = [promise.model_copy(update={"by": by}) for promise in promised]
        return ResponseItem(
            refers_to=self.refers_to,
            stance=stance,
            progress=progress,
            text=text,
            commitments=promised,
            where=place(source, self.blocks, self.section, text),
        )


def answers(source: Source, letter: Letter, answered: Answered) -> Answers:
    """The items and quoted findings of one letter."""
    result = Answers()
    tables = tabled.read(source, letter.body)
    intro, under_numbers = numbered.parted(source, tables.rest)
    intro, in_lists = listed.parted(intro)
    intro, in_quotes = quotations.parted(source, intro)
    _, aside = quotations.parted(source, letter.margin)  # what others at the table quoted
    for unit in aside:
        result.findings.append(quoted(source, unit, answered))
        result.used += unit.used
    result.used += tables.heads
    units = [*tables.units, *in_lists, *under_numbers, *in_quotes]
    free = list(_free(source, intro, answered, result, alone=len(units) == len(in_lists)))
    of_all = [sentence for block in intro for sentence in said_in(source, block)]
    result.items = [item.record(source, letter.date, item.of_all) for item in free]
    concern: str | None = None  # of which the recommendations after it are
    for unit in units:
        if unit.ask:
            finding = quoted(source, unit, answered)
            result.findings.append(finding)
            if finding.kind == "recommendation":
                finding.part_of = concern
            else:
                concern = finding.id if finding.kind == "cause_of_concern" else None
        if unit.answer or unit in tables.units:
            item = _answer(source, unit)
            result.items.append(item.record(source, letter.date, [] if unit in in_quotes else of_all))
        result.used += unit.used
    return result


def sections(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """Each heading with what stands under it; None for what stands before the first."""
    heading: Block | None = None
    under: list[Block] = []
    for at, block in enumerate(blocks):
        follows = blocks[at + 1 : at + 2]
        if (
            may_be_heading(block)
            and follows
            and not may_be_heading(follows[0])
            and not contact.is_letterhead(block.text)
        ):
            if heading or under:
                yield heading, under
            heading, under = block, []
        else:
            under.append(block)
    if heading or under:
        yield heading, under


def _answer(source: Source, unit: Unit) -> _Item:
    """The item of an answer whose ask is known."""
    said = [sentence for block in unit.answer for sentence in said_in(source, block)]
    on_ask = [sentence for sentence in said[_OPENING:] if words.first(_FILE, "all", sentence.text)]
    blocks: list[Block | Sentence] = [*(unit.answer or unit.ask)]
    return _Item(unit.refers_to, unit.section, blocks, [*said[:_OPENING], *on_ask], said, unit)


# --- free prose -----------------------------------------------------------------------------------


def _free(
    source: Source, body: Sequence[Block], answered: Answered, result: Answers, *, alone: bool
) -> Iterator[_Item]:
    """The items of prose, in their order; named findings are added to `result`."""
    items: dict[str, _Item] = {}
    kind: FindingKind | None = None  # of what is taken in turn: "The first is ..."
    for heading, under in sections(body):
        section = [heading.text] if heading else []
        answering: list[Block] = []  # paragraphs below one that only says what was asked
        for at, block in enumerate(under):
            if block in answering:
                continue
            said = said_in(source, block)
            kind = kind_named(block.text) or kind
            if kind and (in_turn := _in_turn(said)):
                last = in_turn[-1][1]
                answering = _below(source, under, at) if len(last) == 1 and not _takes_position(last[0]) else []
                for ordinal, part in in_turn[1:]:
                    result.findings += asked_in_turn(source, part[0], kind, answered)
                    unit = Unit(kind, ordinal, section, [], [block])
                    item = _Item(ordinal, section, list(part), part, part, unit, in_turn[0][1])
                    if part is last and answering:
                        item = _Item(ordinal, section, unit=unit, of_all=in_turn[0][1])
                        for one in answering:
                            item.add(one, said_in(source, one))
                    items[f"{block.line} {ordinal}"] = item
                result.used += [block, *answering, *([heading] if heading else [])]
                continue
            findings = list(named(source, said, heading, answered))
            if alone and not findings:
                findings = list(told(source, said, heading, answered))
            result.findings += findings
            pointed = [(one.id, _object(one.text or "")) for one in findings] or list(
                _pointed_at(block, said, heading, alone=alone)
            )
            for key, refers_to in pointed:
                items.setdefault(key, _Item(refers_to, section)).add(block, said)
                result.used += [block, *([heading] if heading else [])]
    if not items and alone:
        items = _on_the_report(source, body)
        result.used += [block for item in items.values() for block in item.blocks if isinstance(block, Block)]
    yield from items.values()


def _pointed_at(
    block: Block, said: Sequence[Sentence], heading: Block | None, *, alone: bool
) -> Iterator[tuple[str, str]]:
    """What a paragraph that names no finding answers: a key that tells items apart, and the words that point at it."""
    if topic := words.first(_FILE, "topic", block.text):
        refers_to = block.text[slice(*topic[1].span("about" if topic[1]["about"] else "ask"))]
        yield refers_to, refers_to
        return
    for sentence in said:
        if not _takes_position(sentence) or words.first(_FILE, "invites", sentence.text):
            continue
        if numbers := words.first(_FILE, "numbers", sentence.text):
            for number in re.findall(r"\d+", numbers[1]["numbers"]):
                yield number, number
            return
        if found := words.first(_FILE, "all", sentence.text):
            refers_to = sentence.text[slice(*found[1].span())]
            if position.stance([sentence]) == "not stated" and " " not in refers_to:
                continue  # "AFIs" in a promise names none of them
            together = f"these {heading.text if heading else ''}"
            yield (together if found[1]["whose"] is None else refers_to), refers_to
            return
    counted = words.first(_FILE, "counted", block.text)
    if counted and any(position.promises(sentence.text) for sentence in said):
        yield counted[1][0], counted[1][0]
    elif heading and headings.box_kind(heading.text):
        if any(_takes_position(sentence) for sentence in said):
            yield heading.text, heading.text
    elif alone and heading and any(position.promises(sentence.text) for sentence in said):
        yield heading.text, heading.text


def _in_turn(said: Sequence[Sentence]) -> list[tuple[str, list[Sentence]]]:
    """A paragraph's sentences by what they take in turn, those before the first under no word; empty where none is."""
    parts: list[tuple[str, list[Sentence]]] = [("", [])]
    for sentence in said:
        if found := words.first(_FILE, "in_turn", sentence.text):
            parts.append((found[1]["ordinal"], []))
        parts[-1][1].append(sentence)
    return parts if len(parts) > 1 else []


def _below(source: Source, under: Sequence[Block], at: int) -> list[Block]:
    """The paragraphs that answer what one above only names: up to the next that is named, of the last one paragraph."""
    end = at + 1
    while end < len(under) and not _in_turn(said_in(source, under[end])):
        end += 1
    return list(under[at + 1 : end if end < len(under) else at + 2])


def _object(ask: str) -> str:
    """What an ask is about: "we should adopt a single process" is pointed at as "a single process"."""
    found = words.first(_FILE, "object", ask)
    return ask[found[1].end() :] if found else ask


def _takes_position(sentence: Sentence) -> bool:
    said = [sentence]
    return position.stance(said) != "not stated" or position.progress(said) != "not stated"


def _on_the_report(source: Source, body: Sequence[Block]) -> dict[str, _Item]:
    """The one item of a statement that speaks of the report as a whole and of no recommendation."""
    item: _Item | None = None
    for block in body:
        for sentence in said_in(source, block):
            found = words.first(_FILE, "report", sentence.text)
            takes_up = position.stance([sentence]) != "not stated" or position.promises(sentence.text)
            if item is None and found and takes_up:
                item = _Item(sentence.text[slice(*found[1].span())], [])
            if item and ((found and _takes_position(sentence)) or position.promises(sentence.text)):
                item.add(block, said_in(source, block))
    return {item.refers_to: item} if item else {}
