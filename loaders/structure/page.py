"""Lines that belong to the page and not to the text: contents list, page numbers, headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.structure.lines import Cut, Line, carries_on
from loaders.words import first

__all__ = ["Cut", "cuts"]

_PAGE = re.compile(r"page \d{1,3}(?: of \d{1,3})?:?|\d{1,3} \| page", re.IGNORECASE)
_A_NUMBER = "#"
_NUMBERED_HEAD = re.compile(rf"page {_A_NUMBER}: ", re.IGNORECASE)  # of a transcript, in whatever format it is kept
_NUMBER_BESIDE = re.compile(r"^\d{1,3}\s|\s\d{1,3}$")
_FOOT_ROW = re.compile(
    rf"[^{_A_NUMBER}].*[\t|]\s*{_A_NUMBER}|{_A_NUMBER}\s*[\t|].*[^{_A_NUMBER}]"
)  # number and title in cells
_ITEM_END = re.compile(r";(?: and| or)?$")
_LINES_OF_COVER = 10
_ON_EVERY_PAGE = 3  # times a line comes back at least


def cuts(lines: Sequence[Line], *, hinted: bool = False) -> dict[int, Cut]:
    """Which lines, by their number, belong to the page, and as what.

    `hinted` where the format tells some: a transcript may keep others as text, whatever the format.
    """
    told = {line.number: line.hint.cut for line in lines if line.hint.cut}
    return _contents(lines, hinted=hinted) | _furniture(lines) | told


def _contents(lines: Sequence[Line], *, hinted: bool) -> dict[int, Cut]:
    """The lines of a contents list: the heading, and entries that end in page numbers that never go down."""
    for at, line in enumerate(lines):
        if line.text.casefold() not in ("contents", "table of contents"):
            continue
        found: list[int] = []
        page = 0
        index = at + 1
        while index < len(lines):
            entry = _page_of(lines[index].text)
            if entry is None and index + 1 < len(lines) and (hinted or lines[index + 1].gap == 0):
                entry = _page_of(lines[index + 1].text)  # a long heading takes two lines
                if entry is not None and entry >= page:
                    found.append(lines[index].number)
                    index += 1
            if entry is None or entry < page:
                break
            found.append(lines[index].number)
            page = entry
            index += 1
        if len(found) >= 3:
            return dict.fromkeys([line.number, *found], "contents")
    return {}


def _page_of(text: str) -> int | None:
    """The page number at the end of a contents entry."""
    head = text.rstrip("0123456789")
    digits = text[len(head) :]
    if 0 < len(digits) <= 3 and head and (head[-1].isspace() or head[-1] in ".…") and any(c.isalpha() for c in head):
        return int(digits)
    return None


def _furniture(lines: Sequence[Line]) -> dict[int, Cut]:
    """Numbered pages, and every line that comes back and at least once stands inside a sentence."""
    keys = [re.sub(r"\d+", _A_NUMBER, line.text) for line in lines]
    times = Counter(keys)
    often = {key for key, count in times.items() if count >= _ON_EVERY_PAGE}
    found: dict[int, Cut] = {line.number: "page number" for line in lines if _PAGE.fullmatch(line.text)}
    on_pages = {key for key in often if _NUMBERED_HEAD.match(key)}
    heads = {key for line, key in zip(lines, keys, strict=True) if first("boilerplate", "running_head", line.text)}
    often |= heads
    # with the number of the page beside it a head is one, wherever it stands
    on_pages |= {
        key for line, key in zip(lines, keys, strict=True) if key in heads and _NUMBER_BESIDE.search(line.text)
    }
    cover = set(keys[:_LINES_OF_COVER])
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (
            _is_suspect(lines[end], keys[end], often, found) or _is_title_again(keys, at, end, cover)
        ):
            end += 1
        if at < end < len(lines) and at and _is_inside_a_sentence(lines[at - 1], lines[end]):
            on_pages.update(often.intersection(keys[at:end]))
            found.update({line.number: "furniture" for line in lines[at:end] if not line.text.isdecimal()})
            found.update({line.number: "page number" for line in lines[at:end] if line.text.isdecimal()})
        elif _A_NUMBER in keys[at:end]:  # below the number of the first page it is the title, unless it comes back
            on_pages.update(key for key in heads.intersection(keys[at:end]) if at > _LINES_OF_COVER or times[key] > 1)
        at = end + 1 if end == at else end
    on_pages.discard(_A_NUMBER)  # a lone number elsewhere may be a figure
    return found | {line.number: "furniture" for line, key in zip(lines, keys, strict=True) if key in on_pages}


def _is_suspect(line: Line, key: str, often: set[str], numbered: dict[int, Cut]) -> bool:
    if line.is_row and not _FOOT_ROW.fullmatch(key):
        return line.number in numbered
    return line.number in numbered or key in often or key == _A_NUMBER


def _is_title_again(keys: Sequence[str], begin: int, at: int, cover: set[str]) -> bool:
    """Whether a line of the cover stands below the number of a page: the head of the next, in a short report once."""
    return at > begin and keys[at - 1] == _A_NUMBER and keys[at] in cover


def _is_inside_a_sentence(before: Line, after: Line) -> bool:
    """Whether what stands between two lines parts a sentence, or the items of a list that make one."""
    if (after.mark or after.item) and _ITEM_END.search(before.text):
        return True
    untold = after.hint._replace(carries_on=None)  # a format that keeps furniture as text parts what it divides
    return carries_on(before, len(before.text), after._replace(gap=1, hint=untold), wrapped=False)
