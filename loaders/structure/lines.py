"""Lines of a text, what their format tells of them, and whether a line carries on the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

Cut = Literal["contents", "furniture", "page number", "navigation", "banner", "form", "hidden", "text box", "contact"]

_MARK = re.compile(r"(?:[-*•◦▪●■‣·\uf0b7\uf0a7\uf0d8\uf02d–—‒―⁃∙○□➢►▶✓✔]|o(?=\s)|#{1,6})\s+")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2}|[a-z](?=\))|[ivx]{1,4}(?=\)))[.)]\s+(?=\S)")
# A force's name that the end of a line parts: what follows says what the force does.
_NAME_GOES_ON = re.compile(
    r"(?:Constabulary|Police)\s(?:should|must|is|was|has|had|does|did|will|would|needs|needed|can)\b"
)
_TABBED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|\([a-z]\))\t+(?=[^\t]{50}[^\t]*$)")  # the number of a paragraph
_LONE_ADDRESS = re.compile(r"(?:www\.|https?://)\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:www\.|https?://|\S+@)", re.IGNORECASE)

# A line that ends in one of these, or in a comma, goes on, whatever the next one begins with.
_DANGLING = frozenset(
    ["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "our", "the", "their", "to", "with", "within"]
)
# Of these, one may end a headline ("more cases than they can work on"), where the next line opens a sentence.
_MAY_END = frozenset(["by", "for", "from", "in", "of", "on", "to", "with"])
_OPENS_SENTENCE = re.compile(
    r"(?:A|An|The|Our|We|I|It|Its|This|These|Those|They|There|Their|At|By|In|Of|On|For|From|With|To|Within|After|Before|"
    r"Since|As|When|Where|While|If|But|And|So|Not|Only|More|Too|Such|Some|Most|Many|Few|All|Both|Each|Every|Other|Others|"
    r"No|None|Nobody|One|Two|Three|Four|Five|Officers|Staff|Supervisors|Victims|Inspectors|People)\b"
)
# One of these ends no heading, however short: before a small letter a page broke the sentence.
_UNFINISHED = _DANGLING - _MAY_END | {
    "are", "as", "be", "been", "because", "but", "has", "have", "had", "if", "is", "its", "than", "that", "these",
    "this", "those", "was", "were", "when", "where", "which", "while", "who", "whose",
}  # fmt: skip
_LABELLED = re.compile(r"[A-Z][A-Za-z]*(?: [a-z]+){0,3}\s?:\s\S")  # "Sent on: 3 May 2024"
_STOPS = (".", "!", "?")
_HALF_LINE = 40  # letters; a shorter line is a heading or label, never the first half of a paragraph that a page breaks
_FULL_LINE = 50  # letters; in a file of broken lines, a shorter one is the last of its paragraph
_NEARLY = 0.8  # of the width of the file, where the next word may not have fitted
_WRAPPED_AT = 130  # letters; no line is longer in a file whose every line is broken


class Hint(NamedTuple):
    """What a format that marks its structure tells of a line of the extracted text."""

    bold: bool = False  # from end to end
    heading: int = 0  # its level
    is_row: bool = False  # of a table, even where one cell alone has text
    carries_on: bool | None = None  # the line before it; None leaves it to the wording
    cut: Cut | None = None  # why it belongs to the page and not to the text


_UNTOLD = Hint()


class Line(NamedTuple):
    """A line that is not blank: what stands on it, without its bullet mark."""

    number: int
    text: str
    start: int
    end: int
    gap: int  # blank lines before it
    indent: int
    mark: str
    item: str | None  # its number where it is numbered
    is_row: bool  # of a table, whose cells tabs or bars part
    empty_cells: int  # of a table row, before its first text
    divider: str = "\t"  # between the cells of a row
    hint: Hint = _UNTOLD


def lines_of(text: str, hints: Mapping[int, Hint] | None = None) -> Iterator[Line]:
    """The lines of a text that hold more than white space, in their order; `hints` are by number of the line."""
    hints = hints or {}
    offset = gap = 0
    in_table = False
    raws = text.split("\n")
    # by number of the line, whether a bar begins each row of its table; a format that tells its tables needs no bars
    barred = {} if hints else _barred(raws)
    for number, raw in enumerate(raws, 1):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            in_table = False
        else:
            indent = len(raw) - len(raw.lstrip())
            if number in barred:
                yield _between_bars(number, raw, offset, gap, begins=barred[number])
                gap = 0
                offset += len(raw) + 1
                continue
            numbered = _TABBED.match(stripped)
            # the last rows of a table may have text in one column only
            hint = hints.get(number, _UNTOLD)
            mark = None if hint.is_row else _MARK.match(stripped)
            tabbed = "\t" in stripped[len(mark[0]) if mark else 0 :] and not numbered
            in_table = hint.is_row or tabbed or raw.startswith("\t\t") or (raw.startswith("\t") and in_table)
            item = None if mark or hint.is_row or numbered else _NUMBER.match(stripped)
            skip = len((mark or item or numbered or [""])[0])
            start = offset + indent + skip
            yield Line(
                number, stripped[skip:], start, start + len(stripped) - skip, gap, indent,
                mark[0].strip() if mark else "", item["number"] if item else None,
                in_table, raw[:indent].count("\t"), hint=hint,
            )  # fmt: skip
            gap = 0
        offset += len(raw) + 1


def _barred(raws: list[str]) -> dict[int, bool]:
    """The numbers of the lines whose cells bars part: two at least in a run, each with two cells or a bar before it.

    One line alone, as "Print | Email", is a menu or a heading. The first line of a run tells whether a bar begins each
    row, or parts an empty first cell from the next.
    """
    found: dict[int, bool] = {}
    run: list[int] = []
    for number, raw in enumerate([*raws, ""], 1):
        stripped = raw.strip()
        if "|" in stripped and "\t" not in stripped and (stripped[0] == "|" or " | " in stripped):
            run.append(number)
            continue
        if len(run) > 1:
            found.update(dict.fromkeys(run, raws[run[0] - 1].lstrip().startswith("|")))
        run = []
    return found


def _between_bars(number: int, raw: str, offset: int, gap: int, *, begins: bool) -> Line:
    """A row of cells parted by bars, without the bars at its ends."""
    inner = raw.rstrip().removesuffix("|").rstrip()
    begin = len(inner) - len(inner.lstrip())
    if begins and inner[begin : begin + 1] == "|":
        begin += 1
    empty = 0  # a first cell without text keeps its place
    while inner[begin:].lstrip().startswith("|"):
        begin = inner.index("|", begin) + 1
        empty += 1
    begin += len(inner[begin:]) - len(inner[begin:].lstrip())
    start = offset + begin
    return Line(number, inner[begin:], start, start + len(inner) - begin, gap, 0, "", None, True, empty, "|")


def is_wrapped(lines: list[Line]) -> bool:
    """Whether every line of the file is broken, so that only blank lines part paragraphs."""
    long = [line for line in lines if len(line.text) > _FULL_LINE]
    if not long or max(len(line.text) for line in long) > _WRAPPED_AT:
        return False
    apart = sum(line.gap > 0 for line in lines)
    return apart >= len(lines) / 10 and apart <= len(lines) / 2


def full_width(lines: list[Line]) -> int | None:
    """The letters of a line that is as full as those of its file can be; None where no line of the file is broken."""
    widest = max((len(line.text) for line in lines), default=0)
    return int(widest * _NEARLY) if _FULL_LINE < widest <= _WRAPPED_AT else None


def _is_heading_below(before: Line, line: Line) -> bool:
    """Whether a short line below the end of a sentence, in a file of broken lines, ends no sentence itself.

    It is no last line of a paragraph then, which ends in a stop, nor one within, which is full.
    """
    ends = before.text.rstrip("'\"’”)]*")[-1:] in _STOPS
    return ends and len(line.text) < _HALF_LINE and line.text[-1] not in ",;:)" and not line.text.endswith(_STOPS)


def carries_on(before: Line, length: int, line: Line, *, wrapped: bool, full: int | None = None) -> bool:
    """Whether a line is the rest of what the line before, and `length` letters up to its end, began."""
    if line.hint.carries_on is not None:
        return line.hint.carries_on
    if (
        line.mark
        or line.item
        or before.is_row
        or line.is_row
        or _ADDRESS.match(line.text)
        or _LONE_ADDRESS.fullmatch(before.text)
    ):
        return False
    if not line.gap and _LABELLED.match(line.text) and _LABELLED.match(before.text):
        return False  # a head of labels, one on each line
    if line.gap and line.text.isdecimal():
        return False  # the number of a page
    if wrapped and line.gap == 0 and len(before.text) > _FULL_LINE:
        return not _is_heading_below(before, line)
    ending = before.text.rstrip("'\"’”)]*")
    if not ending or ending[-1] in ".!?:;":
        return False
    if full and line.gap == 0 and len(before.text) >= full:
        return True
    first = line.text.lstrip("[('\"‘“*")[:1]
    if line.gap and length < _HALF_LINE:
        return first.islower() and ending.rsplit(None, 1)[-1] in _UNFINISHED
    if first.islower() or (length >= _HALF_LINE and not line.gap and _NAME_GOES_ON.match(line.text)):
        return True
    last = ending.rsplit(None, 1)[-1]
    is_open = last in _DANGLING and not (last in _MAY_END and _OPENS_SENTENCE.match(line.text))
    is_open = is_open or (ending[-1] == "," and not line.gap)
    return length >= _HALF_LINE and is_open
