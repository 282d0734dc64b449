"""Where a record stands in its file, and the text that stands there."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.records import Extract, Where
from loaders.structure.blocks import Block, Sentence, Source, Span

_WORDS_IN_QUOTE = 8
_CLOSING = re.compile(r"\s*;(?:\s*(?:and|or))?$")
_CLOSING_LENGTH = 40  # code points; what is looked at first to spare time


def text_of(blocks: Sequence[Block | Sentence]) -> str:
    """The printed text of a record: its blocks joined, without the closing `;`, `; and` or `; or` of a list."""
    return without_closing(" ".join(block.text for block in blocks))


def without_closing(text: str) -> str:
    """The text of a list item without what leads on to the next one."""
    return _CLOSING.sub("", text) if ";" in text[-_CLOSING_LENGTH:] else text


def place(
    source: Source, parts: Sequence[Block | Sentence], section: Sequence[str] = (), text: str | None = None
) -> Where:
    """The place of a record that is made of these blocks or sentences.

    `text` is the record's own text, by whose hash the shipped facts find it again; without it that of the parts counts.
    """
    spans = _merged(source.text, [span for part in parts for span in part.spans])
    start = spans[0][0]
    words = source.text[start : spans[0][1]].partition("\n")[0].split(" ")
    printed = text if text is not None else without_closing(" ".join(part.text for part in parts))
    return Where(
        line=min(parts, key=lambda part: part.spans[0]).line,
        start=start,
        end=spans[-1][1],
        spans=spans,
        section=list(section),
        quote=" ".join(words[:_WORDS_IN_QUOTE]),
        hash=hashlib.sha256(printed.encode()).hexdigest()[:16],
    )


def numbered(extract: Extract) -> Extract:
    """The same records, each with its number among those of its kind."""
    counts: Counter[str] = Counter()
    for kind, where in _places(extract):
        counts[kind] += 1
        where.ordinal = counts[kind]
    return extract


def _places(extract: Extract) -> Iterator[tuple[str, Where]]:
    for finding in extract.findings:
        yield finding.kind, finding.where
    for name in ("judgments", "continuity", "responses", "collaborations", "monitoring"):
        for record in getattr(extract, name):
            yield name, record.where
    for response in extract.responses:
        for item in response.items:
            yield "items", item.where
        for dispute in response.disputes:
            yield "disputes", dispute.where


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """The spans in order; those with nothing but white space and bullet marks between them are one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not any(character.isalnum() for character in text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
