"""Earlier causes of concern that a sentence of a letter states: "Our cause of concern was that the force ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.structure.blocks import Sentence, Source, sentences
from loaders.structure.outline import Section
from loaders.words import first

_OF_THE_INSPECTION = re.compile(r"\b(?:inspected|published|visited|revisited)\b", re.IGNORECASE)


def stated_in(source: Source, section: Section) -> dict[int, list[Sentence]]:
    """The causes of concern that paragraphs of a section state, by the place where the paragraph begins."""
    found: dict[int, list[Sentence]] = {}
    for block in section.blocks:
        text = block.text
        if block.kind != "paragraph" or text.endswith(":") or "concern" not in text.casefold():
            continue
        if first("letter", "inline", text):
            continue
        said = sentences(block, source.text)
        for at, sentence in enumerate(said):
            if first("letter", "stated", sentence.text):
                found[block.start] = [sentence]
            elif at and first("letter", "stated_behind", sentence.text):
                found[block.start] = [one for one in said[:at] if not _OF_THE_INSPECTION.search(one.text)] + [sentence]
            else:
                continue
            break
    return found


def in_prose(source: Source, sections: Iterable[Section], in_full: Sequence[Section]) -> dict[int, list[Sentence]]:
    """What the sections state of causes that stand nowhere in full: neither in a box nor quoted."""
    known = {section.theme for section in in_full}
    areas = {section.path[:1] for section in in_full}
    return {
        start: said
        for section in sections
        if section not in in_full and section.path[:1] not in areas
        if section.theme not in known and (section.theme or not in_full)
        for start, said in stated_in(source, section).items()
    }


def revisits(title: str, sections: Iterable[Section]) -> bool:
    """Whether a letter comes back to causes of concern: it says so in its title, or what has become of them."""
    return first("letter", "revisits", title) is not None or any(
        "concern" in block.text and first("letter", "revisits", block.text)
        for section in sections
        for block in section.blocks
    )
