"""Which lines are items of a list whose marks were lost, and which stand in a list within a list."""

from __future__ import annotations

from loaders.structure.lines import Line

_SUB_MARKS = "◦○▪‣o"  # Word's own second mark is a letter
_DEEPER = 2  # columns


class Lists:
    """Follows the lists of one document, item by item."""

    def __init__(self, full_width: int | None) -> None:
        self._full = full_width
        self._last: Line | None = None  # the last line that began an item or a paragraph
        self._top: Line | None = None  # the last item that stands within no other
        self._within: str | None = None  # the mark of the list within it

    def goes_on_without_mark(self, line: Line, before: Line, *, of_item: bool) -> bool:
        """Whether a line is an item although no mark says so: it follows a colon and begins with a small letter.

        So does the next, unless it only carries on a line as full as the lines of the file can be. `of_item` says that
        the line before belongs to such an item.
        """
        if line.mark or line.item or line.is_row or line.hint.carries_on or not line.text[:1].islower():
            return False
        if of_item:
            return not (line.gap == 0 and self._full and len(before.text) >= self._full)
        return before.text.endswith(":")

    def is_rest_of_item(self, line: Line, before: Line, item: str) -> bool:
        """Whether a line without a mark is the rest of the item above it, of whose text `item` was read so far.

        It stands further in than the item's mark, or goes on within the sentence behind its semicolon.
        """
        if line.gap or line.mark or line.item or line.is_row or self._last is None or line.hint.carries_on is not None:
            return False
        if line.indent > self._last.indent:
            return True
        return before.text.endswith(";") and item[:1].isupper() and line.text[:1].islower()

    def level(self, line: Line, leading: str | None) -> int:
        """1 for an item of a list, 2 for one within an item; `leading` is the text of the item above, if one is."""
        self._last = line
        if leading is not None and self._top is not None and self._is_within(line, self._top, leading):
            self._within = line.mark
            return 2
        self._top, self._within = line, None
        return 1

    def _is_within(self, line: Line, top: Line, leading: str) -> bool:
        if not line.mark:
            return False
        if line.indent >= top.indent + _DEEPER or (line.mark in _SUB_MARKS and top.mark not in _SUB_MARKS):
            return True
        return line.mark != top.mark and (leading.endswith(":") or line.mark == self._within)
