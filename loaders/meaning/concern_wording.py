"""What paragraphs and lead-ins in letters about causes of concern say of themselves, by their wording alone."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Kind
from loaders.structure.blocks import Block
from loaders.structure.outline import Section
from loaders.words import first, stems
from loaders.words.forces import forces_in, in_general_words


def is_definition(section: Section, force: str | None) -> bool:
    """Whether a box only says what such a finding is: it names no force and asks nothing."""
    texts = [in_general_words(block.text, force) for block in section.blocks]
    names_it = any("the force" in text or forces_in(text) for text in texts)
    return bool(texts) and not names_it and any(first("letter", "definition", text) for text in texts)


def narrates(block: Block) -> bool:
    """Whether a paragraph in a box tells of findings by their kind: neither what is wrong nor what to do."""
    text = block.text
    if block.kind != "paragraph" or text.endswith(":") or stems.asks(text) or stems.raises_concern(text):
        return False
    return first("letter", "of_findings", text) is not None


def counts(blocks: Sequence[Block]) -> bool:
    """Whether a box begins with a lead-in that only says how many recommendations follow."""
    return (
        len(blocks) > 1
        and blocks[0].text.endswith(":")
        and blocks[1].kind != "bullet"
        and not stems.asks(blocks[0].text)
        and not stems.time_alone(blocks[0].text)
    )


def earlier(lead: str) -> Kind | None:
    """The kind of the earlier findings to which a lead-in leads; None where it tells of none."""
    found = first("letter", "earlier", lead)
    return found[0]["kind"] if found else None


def leading(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if block.kind != "bullet":
            break
        found.append(block)
    return found
