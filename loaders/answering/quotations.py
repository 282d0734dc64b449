"""Asks in quotation marks within prose: "The force should ...", and the answer behind the closing mark or below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.records import FindingKind
from loaders import words
from loaders.answering.answer_units import Unit, asks
from loaders.structure.blocks import Block, Source, part_of
from loaders.words.headings import may_be_heading

_FILE = "response_ask"
_QUOTED = re.compile(r"[‘“\"'](?P<ask>[^“”\"]{20,600}?)[.,;:]?[’”\"'](?=[\s.,:;]|$)[.,:;]?")
_WITHIN = re.compile(
    r"(?:[:;]|[-–]|\b(?:that|says|reads|states|namely|is|was|to|for)) "
    r"(?:[“\"](?P<ask>[^“”\"]{20,600}?)[.,;:]?[”\"]|[‘'](?P<said>(?:[^‘’'“”\"]|['’](?=\w)){20,600}?)[.,;:]?[’'])"
    r"(?=[\s.,:;]|$)[.,:;]?"
)


def parted(source: Source, body: Sequence[Block]) -> tuple[list[Block], list[Unit]]:
    """What is left of a prose, and its quoted asks, each with what is said to it up to the next ask or heading."""
    free: list[Block] = []
    units: list[Unit] = []
    kind: FindingKind = "recommendation"
    heading: Block | None = None
    is_open = False
    for at, block in enumerate(body):
        quote = _QUOTED.match(block.text)
        if quote and asks(quote["ask"]):
            ask = part_of(block, source.text, *quote.span("ask"))
            answer = [part_of(block, source.text, quote.end())] if block.text[quote.end() :].strip() else []
            units.append(Unit(kind, None, [heading.text] if heading else [], [ask], answer, [block]))
            is_open = not answer
            continue
        inner = _WITHIN.search(block.text)
        group = "ask" if inner and inner["ask"] else "said"
        if inner and asks(inner[group]):
            before = part_of(block, source.text, 0, inner.start(group) - 1)
            if named := words.first(_FILE, "kind_named", before.text):
                ask = part_of(block, source.text, *inner.span(group))
                answer = [part_of(block, source.text, inner.end())] if block.text[inner.end() :].strip() else []
                units.append(Unit(named[0]["kind"], None, [], [ask], answer, [block]))
                is_open = True  # what follows in the same voice goes on
                continue
        ends = may_be_heading(block) and at + 1 < len(body)
        if ends:
            heading = block
        if is_open and not ends and not words.first(_FILE, "closing", block.text):
            units[-1].answer.append(block)
            units[-1].used.append(block)
            is_open = False
            continue
        is_open = False
        if named := words.first(_FILE, "kind_named", block.text):
            kind = named[0]["kind"]
        free.append(block)
    return free, units
