"""Findings that an answer lists under a label and does not take one by one: "The areas for improvement are:"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import FindingKind
from loaders import words
from loaders.answering.answer_units import Unit, asks
from loaders.structure.blocks import Block

_FILE = "response_ask"
_ITS_LAST_WORDS = 200  # letters of a paragraph that announce the list below it


def announced(block: Block) -> FindingKind | None:
    """The kind of finding that the last words of a paragraph, or a label, announce; None where they announce none."""
    if block.kind != "paragraph":
        return None
    found = words.first(_FILE, "lists", block.text[-_ITS_LAST_WORDS:])
    return found[0]["kind"] if found else None


def parted(body: Sequence[Block]) -> tuple[list[Block], list[Unit]]:
    """What is left of a prose, and its lists of findings: each bullet is one, and so is the paragraph below a cause."""
    free: list[Block] = []
    units: list[Unit] = []
    at = 0
    while at < len(body):
        kind = announced(body[at]) or _headed(body, at)
        below = body[at + 1 :]
        stem = below[0] if kind and _brings_in(below) else None
        items = _items(below[1:] if stem else below, kind) if kind else []
        if kind and items:
            used = [body[at]] if len(body[at].text) <= _ITS_LAST_WORDS else []
            section = [body[at].text] if used else []
            used += [stem] if stem else []
            units += [Unit(kind, None, section, [item], [], [*used, item], stem=stem) for item in items]
        if not items or len(body[at].text) > _ITS_LAST_WORDS:
            free.append(body[at])
        at += 1 + len(items) + (1 if stem and items else 0)
    return free, units


def _headed(body: Sequence[Block], at: int) -> FindingKind | None:
    """The kind of finding that a bare heading names, where what stands right below it asks, in nobody's first person.

    Under "Cause of concern" another answer may tell what was done.
    """
    found = words.first(_FILE, "list_heading", body[at].text) if body[at].kind == "paragraph" else None
    return found[0]["kind"] if found and at + 1 < len(body) and asks(body[at + 1].text) else None


def _brings_in(below: Sequence[Block]) -> bool:
    """Whether the line right below a label asks, and leads on to the bullets under it."""
    if len(below) < 2 or below[0].kind != "paragraph" or below[1].kind != "bullet":
        return False
    return below[0].text.endswith(":") and asks(below[0].text)


def _items(below: Sequence[Block], kind: FindingKind) -> list[Block]:
    """The bullets right below a label that nobody says of himself; of a cause of concern the paragraph."""
    end = next((at for at, block in enumerate(below) if block.kind != "bullet"), len(below))
    if not end and kind == "cause_of_concern" and below and below[0].kind == "paragraph" and not announced(below[0]):
        end = 1
    items = list(below[:end])
    return [] if any(words.first(_FILE, "answers", block.text) for block in items) else items
