"""Whether a file ends where its document does."""

from __future__ import annotations

from kg.errors import KgError
from kg.facts.tables import folded
from loaders.structure.blocks import Block, Source
from loaders.words import first
from loaders.words.headings import landmark

_LONG = 8  # words; shorter lines are headings, labels and signatures
_SMALL_WORD = 3  # letters; no heading ends in an article or preposition
_ENOUGH = 10  # long paragraphs to tell how a document ends its own
_AN_OPENING = 4_000  # letters; what is no longer is the opening of a page, read for what it holds
_LAST_LINES = 5  # among which the imprint stands
_BACK_MATTER = ("data", "boilerplate")
_ENDS = (".", "!", "?", ":", ";", ")", "'", '"', "’", "”", "]")
_LINKS_ON = ("; and", "; or", " and", " or", ",")


def check(source: Source) -> list[str]:
    """What a file lacks that its document may do without: annexes and the like, which its contents list names.

    Raises KgError for a document that is cut short: its contents list names a part with findings or grades that never
    comes, or its last paragraph breaks off while it ends all others properly. A short text that breaks off is an
    opening, as catalogues of pages keep them: it lacks what nobody takes it to hold.
    """
    missing = _missing_at_the_end(source)
    of_text = [entry for entry in missing if landmark(entry) not in _BACK_MATTER]
    if of_text:
        raise KgError(f"cut short: it ends before {of_text[0]!r}", source.file, "get the whole file again")
    if _breaks_off(source.body()):
        raise KgError("cut short: it ends within a sentence", source.file, "get the whole file again")
    return [f"its contents list names {entry!r}, which the file does not hold" for entry in missing]


def _missing_at_the_end(source: Source) -> list[str]:
    """The last entries of the contents list, where a text without its imprint does not reach them."""
    if any(first("boilerplate", "imprint", block.text) for block in source.body()[-_LAST_LINES:]):
        return []
    entries = [_entry(block) for block in source.blocks if block.cut == "contents"][1:]
    body = [folded(block.text) for block in source.body() if len(block.text.split()) <= 4 * _LONG]
    at = 0
    missing: list[str] = []
    for entry in entries:
        found = next((index for index in range(at, len(body)) if body[index].startswith(folded(entry))), None)
        if found is None:
            missing.append(entry)
        else:
            at = found + 1
            missing = []
    return missing if len(missing) < len(entries) else []


def _entry(block: Block) -> str:
    return block.text.rstrip("0123456789").rstrip(" .…\t")


def _breaks_off(body: list[Block]) -> bool:
    long = [block for block in body if block.kind != "row" and len(block.text.split()) >= _LONG]
    if sum(len(block.text) for block in body) <= _AN_OPENING:
        return False
    if len(long) <= _ENOUGH or long[-1] is not body[-1] or _needs_no_stop(long[-1]):
        return False
    return not _ends(long[-1]) and all(_ends(block) for block in long[:-1])


def _needs_no_stop(block: Block) -> bool:
    """Whether a paragraph may end without a full stop: a bullet, a heading or label, the imprint."""
    words = block.text.split()
    label = not any(stop in block.text for stop in ".;,") and len(words) <= 2 * _LONG and len(words[-1]) > _SMALL_WORD
    return block.kind == "bullet" or label or first("boilerplate", "imprint", block.text) is not None


def _ends(block: Block) -> bool:
    return block.text.endswith(_ENDS) or block.text.endswith(_LINKS_ON)
