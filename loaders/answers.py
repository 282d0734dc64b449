"""What one letter answers: its items, and the earlier findings that it quotes or names.

Two forms are read, also mixed: answers under numbered headings, each opening with the words of what it answers, and
free prose that names a finding, the recommendations together, or a point raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.records import Finding, FindingKind, ResponseItem
from loaders import contact, position, words
from loaders.blocks import Block, Sentence, Source
from loaders.correspondence import Letter
from loaders.places import place, text_of
from loaders.quoted import Answered, named, quoted, said_in
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
    blocks: list[Block] = field(default_factory=list)
    judging: list[Sentence] = field(default_factory=list)  # those that can say the stance
    telling: list[Sentence] = field(default_factory=list)  # all of them

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
        if stance == "noted" and progress == "planned":  # what is promised is to watch others
            progress = "not stated"
        text = text_of(self.blocks)
        return ResponseItem(
            refers_to=self.refers_to,
            stance=stance,
            progress=progress,
            text=text,
            commitments=position.commitments(self.telling, written),
            where=place(source, self.blocks, self.section, text),
        )


@dataclass
class _Numbered:
    """A numbered heading with what stands under it, told apart."""

    kind: FindingKind
    number: str
    heading: Block
    ask: list[Block]
    answer: list[Block]


def answers(source: Source, letter: Letter, answered: Answered) -> Answers:
    """The items and quoted findings of one letter."""
    result = Answers()
    intro, numbered = _parted(source, letter.body)
    free = list(_free(source, intro, answered, result))
    of_all = [sentence for block in intro for sentence in said_in(source, block)]
    result.items = [item.record(source, letter.date) for item in free]
    for unit in numbered:
        if unit.ask:
            result.findings.append(quoted(source, unit.kind, unit.heading, unit.ask, answered))
        if unit.answer:
            result.items.append(_answer(source, unit).record(source, letter.date, of_all))
        result.used += [unit.heading, *unit.ask, *unit.answer]
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


# --- answers under numbered headings --------------------------------------------------------------


def _parted(source: Source, body: Sequence[Block]) -> tuple[list[Block], list[_Numbered]]:
    """What stands before the first numbered heading or behind the last answer, and the numbered answers."""
    heads = [head for at in range(len(body)) if (head := _head(source, body, at))]
    free = list(body[: heads[0][0]] if heads else body)
    units = []
    ends = [*(at for at, *_ in heads), len(body)][1:]
    for (at, kind, number, run_in), end in zip(heads, ends, strict=False):
        under = list(body[at + 1 : end])
        closing = next((i for i, block in enumerate(under) if words.first(_FILE, "closing", block.text)), len(under))
        free += under[closing:]
        ask, answer = _told_apart(run_in + under[:closing])
        units.append(_Numbered(kind, number, body[at], ask, answer))
    return free, units


def _head(source: Source, body: Sequence[Block], at: int) -> tuple[int, FindingKind, str, list[Block]] | None:
    """Where a numbered answer begins: its place, the kind and number of what it answers, and words on the same line.

    A head is a heading such as "Recommendation 2.", or a numbered paragraph that asks, with other text behind it.
    """
    block = body[at]
    if found := words.first(_FILE, "numbered", block.text):
        row, match = found
        return at, row["kind"], match["number"], [_behind(source, block, match.start("rest"))] if match["rest"] else []
    follows = body[at + 1] if at + 1 < len(body) else None
    if block.number and block.number.isdecimal() and follows and follows.kind == "paragraph" and _asks([block], 0):
        return at, "recommendation", block.number, [block]
    return None


def _told_apart(under: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """What is asked and what is answered: parted by a label such as "Response:", else where the text stops asking."""
    for at, block in enumerate(under):
        label = words.first(_FILE, "answer", block.text)
        if label and label[1].end() < len(block.text):
            return list(under[:at]), list(under[at:])
        if label:
            return list(under[:at]), list(under[at + 1 :])
    at = 0
    while at < len(under) and _asks(under, at):
        at += 1
    return list(under[:at]), list(under[at:])


def _asks(under: Sequence[Block], at: int) -> bool:
    """Whether a block still belongs to what is asked: it asks, or is a bullet of a list that the ask opens."""
    block = under[at]
    if at and block.kind == "bullet" and (under[at - 1].kind == "bullet" or under[at - 1].text.endswith(":")):
        return True
    return words.first(_FILE, "asks", block.text) is not None and words.first(_FILE, "answers", block.text) is None


def _behind(source: Source, block: Block, begin: int) -> Block:
    """What stands behind the number on a heading's own line, as a block of its own."""
    text = block.text[begin:]
    (start, end), *more = block.spans
    # the line may hold marks that the text lacks, never fewer characters
    at = source.text.find(text.split()[0], start + begin, end)
    return replace(block, text=text, spans=((max(at, start), end), *more))


def _answer(source: Source, unit: _Numbered) -> _Item:
    said = [sentence for block in unit.answer for sentence in said_in(source, block)]
    on_ask = [sentence for sentence in said[_OPENING:] if words.first(_FILE, "all", sentence.text)]
    return _Item(unit.number, [unit.heading.text], unit.answer, [*said[:_OPENING], *on_ask], said)


# --- free prose -----------------------------------------------------------------------------------


def _free(source: Source, body: Sequence[Block], answered: Answered, result: Answers) -> Iterator[_Item]:
    """The items of prose, in their order; named findings are added to `result`."""
    items: dict[str, _Item] = {}
    for heading, under in sections(body):
        section = [heading.text] if heading else []
        for block in under:
            said = said_in(source, block)
            findings = list(named(source, said, heading, answered))
            result.findings += findings
            pointed = [(one.id, _object(one.text or "")) for one in findings] or list(_pointed_at(block, said, heading))
            for key, refers_to in pointed:
                items.setdefault(key, _Item(refers_to, section)).add(block, said)
                result.used += [block, *([heading] if heading else [])]
    if not items:
        items = _on_the_report(source, body)
        result.used += [block for item in items.values() for block in item.blocks]
    yield from items.values()


def _pointed_at(block: Block, said: Sequence[Sentence], heading: Block | None) -> Iterator[tuple[str, str]]:
    """What a paragraph that names no finding answers: a key that tells items apart, and the words that point at it."""
    if topic := words.first(_FILE, "topic", block.text):
        refers_to = block.text[slice(*topic[1].span("about" if topic[1]["about"] else "ask"))]
        yield refers_to, refers_to
        return
    for sentence in said:
        if not _takes_position(sentence):
            continue
        if numbers := words.first(_FILE, "numbers", sentence.text):
            for number in re.findall(r"\d+", numbers[1]["numbers"]):
                yield number, number
            return
        if found := words.first(_FILE, "all", sentence.text):
            refers_to = sentence.text[slice(*found[1].span())]
            yield ("these" if found[1]["whose"] is None else refers_to), refers_to
            return
    if heading and any(position.promises(sentence.text) for sentence in said):
        yield heading.text, heading.text


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
            if item is None and found and position.stance([sentence]) != "not stated":
                item = _Item(sentence.text[slice(*found[1].span())], [])
            if item and ((found and _takes_position(sentence)) or position.promises(sentence.text)):
                item.add(block, said_in(source, block))
    return {item.refers_to: item} if item else {}
