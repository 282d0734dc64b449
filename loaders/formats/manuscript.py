"""The extracted text as it is put together: entry by entry, then a line each, with the hints beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from loaders.structure.lines import Hint

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 4  # levels of bullets that the indentation tells apart
_INDENT = "    "


@dataclass(frozen=True)
class Extracted:
    """The text of a file, and what its format tells beside it: hints by line, the page's own address, title,
    date. `notes` say what a reader of the file sees and the text lacks."""

    sha256: str
    text: str
    hints: dict[int, Hint] | None = None
    url: str | None = None
    title: str | None = None
    dated: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to be: a paragraph, bullet or table row."""

    kind: Literal["paragraph", "bullet", "row"]
    line: str
    text: str
    hint: Hint


@dataclass
class Manuscript:
    """The entries of a document in their order."""

    entries: list[Entry] = field(default_factory=list)

    def paragraph(self, text: str, hint: Hint) -> None:
        """A paragraph, unless nothing is left of it."""
        text = tidy(text)
        if text:
            self.entries.append(Entry("paragraph", text, text, hint))

    def bullet(self, text: str, level: int, mark: str, hint: Hint) -> None:
        """An item of a list at a level, counted from 1, with its mark: `-`, `1.`, `a)`."""
        text = tidy(text)
        if text:
            indent = _INDENT * (min(level, _DEEPEST) - 1)
            self.entries.append(Entry("bullet", f"{indent}{mark} {text}", text, hint))

    def row(self, cells: Sequence[str], hint: Hint) -> None:
        """A table row, empty cells included, unless all are."""
        line = "\t".join(tidy(cell) for cell in cells)
        if line.strip():
            self.entries.append(Entry("row", line, line, hint._replace(is_row=True)))

    def written(self) -> tuple[str, dict[int, Hint]]:
        """The text, with a blank line where a paragraph begins, and the hint of each line by its number."""
        lines: list[str] = []
        hints: dict[int, Hint] = {}
        before: Entry | None = None
        for entry in self.entries:
            told = entry.hint.carries_on
            if before and told is False and (entry.kind == "paragraph" or entry.kind != before.kind):
                lines.append("")
            lines.append(entry.line)
            hints[len(lines)] = entry.hint
            before = entry
        return "\n".join([*lines, ""]), hints


def tidy(text: str) -> str:
    """Text on one line: white space squeezed, and nothing in it that no text file can hold."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
