"""One paragraph of a Word document: its words as they stand after tracked changes, and what its style makes of it."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.formats.word_styles import Numbers, Styles, attribute, child, is_on, name, path
from loaders.structure.lines import Cut

_WORDS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": " "}
# deleted, moved away, said again for old programs, instructions to Word, or drawn
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "delText", "instrText", "Fallback", "rPr", "pPr", "pict", "object", "drawing"]
)


class Paragraph(NamedTuple):
    """A paragraph; a label is what numbers it beyond a mark ("Recommendation 1")."""

    text: str
    bold: bool
    heading: int
    mark: str = ""
    level: int = 0
    label: str = ""
    cut: Cut | None = None
    is_continued: bool = False  # the mark at its end is deleted, so that the next paragraph goes on with it
    boxes: tuple[Element, ...] = ()  # text boxes anchored in it


def paragraph(element: Element, styles: Styles, numbers: Numbers) -> Paragraph:
    """The paragraph that an element holds; counts its list on."""
    style = attribute(path(element, "pPr", "pStyle"), "val")
    words: list[str] = []
    boxes: list[Element] = []
    bold = True
    stack: list[tuple[Element, bool]] = [(inner, False) for inner in reversed(element)]
    while stack:
        part, is_bold = stack.pop()
        kind = name(part)
        if kind in ("pict", "object", "drawing"):
            boxes.extend(box for box in part.iter() if name(box) == "txbxContent")
        if kind in _LEFT_OUT:
            continue
        if kind == "t":
            words.append(part.text or "")
            bold = bold and (is_bold or not words[-1].strip())
        elif kind in _WORDS:
            words.append("" if attribute(part, "type") in ("page", "column") else _WORDS[kind])
        elif kind == "r":
            properties = child(part, "rPr")
            if not is_on(child(properties, "vanish")):
                is_bold = styles.bold(properties, style)
                stack.extend((inner, is_bold) for inner in reversed(part))
        else:
            stack.extend((inner, is_bold) for inner in reversed(part))
    text = "".join(words)
    heading = styles.heading(element)
    item = styles.item(element) if text.strip() else None
    mark, label = numbers.next(item[0], item[1] - 1) if item else ("", "")
    if heading:
        mark, label = "", label or mark.replace("-", "")
    return Paragraph(
        text,
        bold and bool(text.strip()),
        heading,
        mark,
        item[1] if item else 0,
        label,
        "contents" if styles.is_contents(element) else None,
        path(element, "pPr", "rPr", "del") is not None,
        tuple(boxes),
    )
