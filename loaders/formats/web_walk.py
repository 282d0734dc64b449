"""A web page's body as paragraphs, bullets and table rows, in the order in which a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count, repeat
from typing import TYPE_CHECKING, NamedTuple

from loaders.formats.manuscript import Manuscript, tidy
from loaders.formats.table import rows_of
from loaders.formats.web_furniture import UNSEEN, Furniture
from loaders.formats.web_grade import grade_shown
from loaders.formats.web_table import is_for_layout, rows
from loaders.structure.lines import Cut, Hint

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre search section summary table
    tbody td tfoot th thead tr ul""".split()  # noqa: SIM905  (a list would be 50 lines)
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(["ul", "ol", "menu", "dir"])
_LEFT_OUT = frozenset(["del", "s", "strike", "rt", "rp", "img", "input"])  # struck out, said twice, or no words
_BOLD = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)")
_AS_BLOCK = re.compile(r"(?i)display\s*:\s*(?:block|flex|grid|list-item|table)")
_SPOKEN_ONLY = re.compile(r"(?i)(?:^|\s)(?:sr-only|(?:\w+-)*visually-?hidden|screen-reader-text)(?=$|\s)")


class _Within(NamedTuple):
    """What the elements around a place say of it."""

    cut: Cut | None = None
    in_main: bool = False
    heading: int = 0
    bold: bool = False
    as_typed: bool = False  # line ends count
    level: int = 0  # of lists
    marks: Iterator[str] = repeat("-")  # of the next items of the list


class _Item(NamedTuple):
    """A list item of which nothing is written yet."""

    level: int
    mark: str


class Walk:
    """Walks over a page without recursion, so that no depth of it breaks off the walk."""

    def __init__(self, out: Manuscript, furniture: Furniture | None) -> None:
        self._out = out
        self._furniture = furniture
        self._within = _Within()
        self._words: list[str] = []
        self._is_bold = True  # all of the words
        self._breaks = 0  # line breaks since the last words
        self._item: _Item | None = None
        self._grade = ""  # that the line before shows as a picture

    def over(self, top: LexborNode) -> None:
        """Write all that stands in an element."""
        stack: list[tuple[LexborNode, str, _Within | None]] = [(top, top.tag or "", None)]
        while stack:
            node, tag, outside = stack.pop()
            if outside is not None:
                self._leave(tag, outside)
                continue
            if node is not top and (following := node.next) is not None:
                stack.append((following, following.tag or "", None))
            if tag == "-text":
                self._take(node.text_content or "")
                continue
            around = self._within
            if self._enter(tag, node):
                stack.append((node, tag, around))
                if (child := node.child) is not None:
                    stack.append((child, child.tag or "", None))
        self._flush()

    def _enter(self, tag: str, node: LexborNode) -> bool:
        """Take an element up; False where there is nothing more in it to walk over."""
        if tag == "br":
            self._line_break()
        if tag == "br" or tag[0] in "-!":
            return False
        attributes: Mapping[str, str | None] = node.attributes
        if grade := grade_shown(tag, attributes, node):
            self._show(grade)
            return False
        if tag in UNSEEN or tag in _LEFT_OUT or (tag == "button" and not self._within.heading):
            return False
        is_block = tag in _BLOCKS or bool(_AS_BLOCK.search(attributes.get("style") or ""))
        cut, in_main = self._place(tag, attributes, node)
        if not is_block and ((cut and not self._within.cut) or _SPOKEN_ONLY.search(attributes.get("class") or "")):
            return False
        if is_block:
            self._end_paragraph()
        if tag == "table" and not is_for_layout(node, attributes):
            for caption in node.css("caption")[:1]:
                self._out.paragraph(caption.text(), Hint(carries_on=False, cut=cut))
            for row in rows_of(rows(node, self._cell)):
                self._out.row(row, Hint(carries_on=False, cut=cut))
            return False
        self._go_into(tag, attributes, cut, in_main)
        return True

    def _place(self, tag: str, attributes: Mapping[str, str | None], node: LexborNode) -> tuple[Cut | None, bool]:
        """Why an element is no part of the document, and whether it stands in the page's main part."""
        within = self._within
        if self._furniture is None or within.cut or (within.level and tag in _LISTS):
            return within.cut, within.in_main
        in_main = within.in_main or self._furniture.is_main(node)
        return self._furniture.cut(tag, attributes, node, in_main=within.in_main), in_main

    def _go_into(self, tag: str, attributes: Mapping[str, str | None], cut: Cut | None, in_main: bool) -> None:
        within = self._within
        is_list = tag in _LISTS
        bold = within.bold or tag in ("b", "strong") or bool(_BOLD.search(attributes.get("style") or ""))
        self._within = _Within(
            cut,
            in_main,
            _HEADINGS.get(tag, within.heading),
            bold,
            within.as_typed or tag == "pre",
            within.level + is_list,
            _marks(tag, attributes) if is_list else within.marks,
        )
        if tag == "li":
            self._item = _Item(max(1, within.level), next(within.marks))

    def _leave(self, tag: str, outside: _Within) -> None:
        if tag in _BLOCKS or self._within.cut != outside.cut:
            self._end_paragraph()
        if tag == "li":
            self._item = None
        self._within = outside

    def _take(self, text: str) -> None:
        if self._within.as_typed and "\n" in text:
            for line in text.split("\n"):
                self._words.append(line)
                self._line_break()
            return
        if not text.isspace():
            self._is_bold = self._is_bold and self._within.bold
        self._words.append(text)

    def _line_break(self) -> None:
        if self._within.heading:
            self._words.append(" ")
            return
        self._flush()
        self._breaks += 1

    def _end_paragraph(self) -> None:
        self._flush()
        self._breaks = 0

    def _flush(self) -> None:
        """Write the words that were gathered."""
        text = tidy("".join(self._words))
        self._words.clear()
        if not text:
            return
        within = self._within
        # the line after a break, and a further paragraph of an item, may carry on the one before
        is_told = not (self._breaks == 1 or (within.level and self._item is None))
        hint = Hint(
            bold=bool(within.heading) or self._is_bold,
            heading=within.heading,
            carries_on=False if is_told else None,
            cut=within.cut,
        )
        if self._item:
            self._out.bullet(text, self._item.level, self._item.mark, hint)
            self._item = None
        elif text.casefold() != self._grade:  # else a picture and the word beside it say the same
            self._out.paragraph(text, hint)
        self._grade = ""
        self._is_bold = True
        self._breaks = 0

    def _show(self, grade: str) -> None:
        """A grade that a picture shows is a line of its own."""
        self._flush()
        said = self._out.entries[-1].text.casefold() if self._out.entries else ""
        if said != grade.casefold():
            self._out.paragraph(grade, Hint(carries_on=False, cut=self._within.cut))
        self._grade = grade.casefold()
        self._breaks = 2  # what follows begins anew

    def _cell(self, node: LexborNode) -> list[str]:
        """The paragraphs of a table cell."""
        inner = Manuscript()
        Walk(inner, self._furniture).over(node)
        return [entry.text for entry in inner.entries if entry.hint.cut is None]


def _marks(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """The marks of a list's items, as far as `loaders/structure/lines.py` reads them."""
    if tag != "ol":
        return repeat("-")
    start = attributes.get("start") or "1"
    first = int(start) if start.isdecimal() and len(start) < 4 else 1
    if attributes.get("type") in ("a", "A"):
        return (f"{chr(ord('a') + number - 1)})" if 0 < number <= 26 else "-" for number in count(first))
    return (f"{number}." if number < 100 else "-" for number in count(first))
