"""From pieces of text with places to paragraphs, items and rows: by gap, indentation, type and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.formats.manuscript import Manuscript
from loaders.formats.pdf_page import Page, Piece
from loaders.formats.pdf_table import MARK, NUMBER, regions, table_rows
from loaders.structure.lines import Cut, Hint

_PAGE = re.compile(r"(?i)(?:page )?\d{1,4}(?: (?:of|/) ?\d{1,4})?")
_DIGITS = re.compile(r"\d+")
_STOPS = ".,;:"
_ENDS = (".", "!", "?")
_HEADING = 40  # letters that a heading has at the most where nothing but its words tells it
_LONGEST_MARK = 6  # letters of a mark or number that stands apart
_ZONE = 0.12  # of a page's height, at its head and foot
_FEWEST = 3  # times that furniture comes back; in a shorter file on each page
_LARGER = 1.12  # times the body's type is a heading's
_SAME_SIZE = 0.08
_LEADING = 1.45  # times the type size: the widest distance of two lines of one paragraph
_SHORT = 3  # type sizes by which a full line may fall short of the margin
_WIDTH = 0.5  # of a letter, in type sizes, on the average


@dataclass(slots=True)
class _Open:
    """A paragraph that the next line may carry on."""

    lines: list[Piece]
    mark: str = ""
    level: int = 0

    @property
    def is_apart(self) -> bool:
        """Whether nothing is there yet but a mark or number, whose text is drawn apart."""
        first = self.lines[0].text
        return (
            len(self.lines) == 1
            and len(first) <= _LONGEST_MARK
            and bool(MARK.fullmatch(first) or NUMBER.fullmatch(first))
        )

    @property
    def hangs(self) -> bool:
        """Whether the next line may begin right of the first, which begins with a mark or number."""
        first = self.lines[0].text
        return bool(MARK.match(first) or NUMBER.match(first)) and self.lines[-1].base > self.lines[0].base - 1

    @property
    def runs_into_a_heading(self) -> bool:
        """Whether its last line is a short one without a stop, below one that ends a sentence at the very margin."""
        if len(self.lines) < 2:
            return False
        before, last = self.lines[-2].text, self.lines[-1].text
        return before[-1:] in _ENDS and len(last) <= _HEADING and last[:1].isupper() and last[-1:].isalpha()


@dataclass
class _Writer:
    """Writes the pages, one after the other."""

    out: Manuscript
    hyphenated: set[str]  # words that the file writes so within a line
    body: float  # type size of most of the text
    leading: float  # distance of its lines
    sizes: list[float]  # of headings, the largest first
    usual_margin: float  # right end of the document's longest lines
    margin: float = 0.0  # and of the column's
    unended: Piece | None = None  # the last line of the page before, where it fills its column and ends no sentence
    lefts: list[float] = field(default_factory=list)  # of the marks of the open list, by level

    def page(self, pieces: Sequence[Piece], furniture: dict[int, Cut]) -> None:
        """Write a page: what belongs to it first, so that nothing stands within a sentence but at a page's end."""
        for at, cut in furniture.items():
            self.out.paragraph(pieces[at].text, Hint(carries_on=False, cut=cut))
        body = [piece for at, piece in enumerate(pieces) if at not in furniture]
        is_first = True
        done = 0
        for begin, end in regions(body, self.leading):
            is_first = self._paragraphs(body[done:begin], is_first)
            for row in table_rows(body[begin:end]):
                self.out.row(row, Hint(carries_on=False))
            is_first = False
            done = end
        self._paragraphs(body[done:], is_first)

    def _paragraphs(self, lines: Sequence[Piece], is_first: bool) -> bool:
        """Write lines that stand outside of tables; `is_first` where they open a page."""
        current: _Open | None = None
        for at, line in enumerate(lines):
            if at == 0 or line.base > lines[at - 1].base + 1:
                self._measure(lines, at)
            if current and self._goes_on(current, line):
                current.lines.append(line)
                continue
            if current:
                self._write(current, is_first)
                is_first = False
            current = self._opened(line)
        if current:
            self._write(current, is_first)
            is_first = False
        return is_first

    def _measure(self, lines: Sequence[Piece], begin: int) -> None:
        """Find the right margin of the column that a line opens; where a page has but one, it is the document's."""
        end = next((at for at in range(begin + 1, len(lines)) if lines[at].base > lines[at - 1].base + 1), len(lines))
        widest = max(line.right for line in lines[begin:end])
        self.margin = widest if begin or end < len(lines) else max(widest, self.usual_margin)

    def _goes_on(self, current: _Open, line: Piece) -> bool:
        """Whether a line is of the paragraph of the line before it."""
        last = current.lines[-1]
        if current.is_apart:
            return abs(line.base - last.base) < last.size
        if not 1 < last.base - line.base <= self._widest(last) or line.bold != last.bold:
            return False
        if abs(line.size - last.size) > _SAME_SIZE * last.size or MARK.match(line.text):
            return False
        if _is_hyphenated(last.text) and line.text[:1].islower():
            return True
        further = (line.left - last.left) / line.size
        is_first = len(current.lines) == 1  # which alone may be indented
        if further <= (-4 if is_first else -0.6) or (further >= 0.6 and (further >= 4 or not current.hangs)):
            return False
        return not self._had_room(last, line)

    def _widest(self, line: Piece) -> float:
        """The widest distance between two lines of a paragraph."""
        usual = self.leading * line.size / self.body
        return max(usual * 1.2, min(line.size * _LEADING, usual * 1.3))

    def _had_room(self, last: Piece, line: Piece) -> bool:
        """Whether a line ends although the first word of the next would have fitted."""
        word = line.text.split(None, 1)[0]
        return last.right + (len(word) + 2) * _WIDTH * last.size < self.margin - last.size

    def _opened(self, line: Piece) -> _Open:
        match = MARK.match(line.text)
        if not match:
            if self.lefts and line.left < self.lefts[0] + 1:
                self.lefts.clear()
            return _Open([line])
        while self.lefts and line.left < self.lefts[-1] - 4:
            self.lefts.pop()
        if not self.lefts or line.left > self.lefts[-1] + 4:
            self.lefts.append(line.left)
        return _Open([line], match[1], len(self.lefts))

    def _write(self, done: _Open, is_first: bool) -> None:
        if done.runs_into_a_heading:
            heading_line = done.lines.pop()
            self._write(done, is_first)
            done, is_first = _Open([heading_line]), False
        text = ""
        for line in done.lines:
            text = self._together(text, line.text)
        first = done.lines[0]
        is_bold = done.lines[-1].bold
        heading = 0
        if not done.mark and first.size > self.body * _LARGER:
            heading = 1 + next((at for at, size in enumerate(self.sizes) if first.size >= size - 0.1), len(self.sizes))
        hint = Hint(is_bold or heading > 0, heading, carries_on=self._follows(done) if is_first else False)
        if done.mark:
            self.out.bullet(text[len(done.mark) :], done.level, "-", hint)
        else:
            self.out.paragraph(text, hint)

        last = done.lines[-1]
        is_full = len(done.lines) > 1 and last.right > self.margin - _SHORT * last.size
        self.unended = last if is_full and last.text.rstrip("'\"’”)]")[-1:] not in ".!?:;" else None

    def _follows(self, first: _Open) -> bool | None:
        """Whether a page's first paragraph carries on the last of the page before; None leaves it to the wording."""
        line, before = first.lines[0], self.unended
        if first.mark or line.size > self.body * _LARGER:
            return False
        is_alike = before and before.bold == line.bold and abs(before.size - line.size) <= _SAME_SIZE * line.size
        return True if is_alike else None

    def _together(self, left: str, right: str) -> str:
        """Two printed lines as one; a word that the line end hyphenates is made whole."""
        if _is_hyphenated(left) and right[:1].islower():
            word = left.rsplit(None, 1)[-1] + right.split(None, 1)[0].rstrip(_STOPS)
            return left + right if word in self.hyphenated else left[:-1] + right
        if left.endswith("\u00ad"):
            return left[:-1] + right
        return f"{left} {right}" if left else right


def _is_hyphenated(line: str) -> bool:
    """Whether a line ends within a word."""
    return line.endswith("-") and line[-2:-1].islower()


def written(pages: Sequence[Page]) -> tuple[str, dict[int, Hint]]:
    """The text of the pages, a line a paragraph, and the hint of each line."""
    weights: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            weights[round(piece.size, 1)] += len(piece.text)
    body = weights.most_common(1)[0][0]
    distances = [
        above.base - below.base
        for page in pages
        for above, below in pairwise(page.pieces)
        if abs(above.size - body) < 0.2 and abs(below.size - body) < 0.2
        if 0.9 * body < above.base - below.base < 2 * body and abs(above.left - below.left) < 1
    ]
    rights = sorted(piece.right for page in pages for piece in page.pieces if abs(piece.size - body) < 0.2)
    writer = _Writer(
        Manuscript(),
        {
            word.rstrip(_STOPS)
            for page in pages
            for piece in page.pieces
            if "-" in piece.text
            for word in piece.text.split()
            if "-" in word
        },
        body or 1.0,
        median(distances) if distances else 1.25 * body,
        sorted((size for size in weights if size > body * _LARGER), reverse=True)[:5],
        rights[len(rights) * 9 // 10],
    )
    for page, cut in zip(pages, _furniture(pages), strict=True):
        writer.page(page.pieces, cut)
    return writer.out.written()


def _furniture(pages: Sequence[Page]) -> list[dict[int, Cut]]:
    """Which pieces of each page come back at the same place of others, or number the page."""
    zones = [
        [
            (at, (_DIGITS.sub("#", piece.text), round(piece.base / 4)))
            for at, piece in enumerate(page.pieces)
            if not page.height * _ZONE < piece.base < page.height * (1 - _ZONE)
        ]
        for page in pages
    ]
    seen = Counter(key for zone in zones for key in {key for _, key in zone})
    enough = min(_FEWEST, max(2, len(pages)))
    found: list[dict[int, Cut]] = []
    for page, zone in zip(pages, zones, strict=True):
        cuts: dict[int, Cut] = {}
        for at, key in zone:
            if _PAGE.fullmatch(page.pieces[at].text):
                cuts[at] = "page number"
            elif seen[key] >= enough:
                cuts[at] = "furniture"
        found.append(cuts)
    return found
