"""What a Word document's styles and numbering say of a paragraph. Names are taken without their namespace, of which
Word has two."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"(?i)heading ?([1-9])")
_LIST = re.compile(r"(?i)list (?:bullet|paragraph bullet) ?([2-5])?")
_PLACEHOLDER = re.compile(r"%([1-9])")
_SHORT_LABEL = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.):]?\)?")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_DEEPEST = 20  # styles based on one another


def name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, kind: str) -> Element | None:
    """The first child of a name."""
    return None if element is None else next((inner for inner in element if name(inner) == kind), None)


def path(element: Element | None, *kinds: str) -> Element | None:
    """The element that a path of names leads to."""
    for kind in kinds:
        element = child(element, kind)
    return element


def attribute(element: Element | None, wanted: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.items() if key.rpartition("}")[2] == wanted), None)


def is_on(element: Element | None) -> bool | None:
    """What a switch like `<w:b/>` says; None where it stands nowhere."""
    return None if element is None else (attribute(element, "val") or "1").lower() not in _OFF


class Level(NamedTuple):
    """How a level of a list is numbered."""

    format: str
    label: str
    start: int


@dataclass
class Numbers:
    """How far each list has been counted."""

    levels: dict[tuple[str, int], Level]
    reached: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next(self, of_list: str, level: int) -> tuple[str, str]:
        """The mark of a list's next item, as `structure/lines.py` reads it, and a label that is more than a mark."""
        told = self.levels.get((of_list, level))
        if told is None or told.format in ("bullet", "none"):
            return "-", ""
        counted = self.reached[of_list]
        counted[level] = counted.get(level, told.start - 1) + 1
        for deeper in [key for key in counted if key > level]:
            del counted[deeper]
        label = _PLACEHOLDER.sub(lambda match: self._number(of_list, int(match[1]) - 1), told.label).strip()
        short = _SHORT_LABEL.fullmatch(label)
        if short is None:
            return "", label
        return (f"{short[1]}." if short[1].isdecimal() else f"{short[1]})"), ""

    def _number(self, of_list: str, level: int) -> str:
        told = self.levels.get((of_list, level))
        at = self.reached[of_list].get(level, told.start if told else 1)
        if told and told.format.endswith("Letter") and 0 < at <= 26:
            return chr(ord("a") + at - 1)
        if told and told.format.endswith("Roman") and 0 < at < len(_ROMAN):
            return _ROMAN[at]
        return str(at)


class Styles:
    """The styles and lists of one document; either part may be missing."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        found = [element for element in styles if name(element) == "style"] if styles is not None else []
        self._styles = {attribute(element, "styleId") or "": element for element in found}
        self._numbering = numbering

    def heading(self, paragraph: Element) -> int:
        """The level of heading that a paragraph is styled as; 0 for none."""
        outline = attribute(path(paragraph, "pPr", "outlineLvl"), "val")
        if outline and outline.isdecimal() and int(outline) < 9:
            return int(outline) + 1
        named = self._named(self._style_of(paragraph))
        match = _HEADING.match(named)
        return int(match[1]) if match else int(named.lower() == "title")

    def is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is an entry of the contents list."""
        return re.fullmatch(r"(?i)toc ?(?:\d|heading)", self._named(self._style_of(paragraph))) is not None

    def bold(self, properties: Element | None, paragraph_style: str | None) -> bool:
        """Whether a run with these properties is bold in a paragraph of a style."""
        said = is_on(child(properties, "b"))
        for style in (attribute(child(properties, "rStyle"), "val"), paragraph_style):
            for element in self._based(style):
                said = is_on(path(element, "rPr", "b")) if said is None else said
        return bool(said)

    def item(self, paragraph: Element) -> tuple[str, int] | None:
        """The list that a paragraph is an item of, and its level counted from 1."""
        style = self._style_of(paragraph)
        for element in (paragraph, *self._based(style)):
            numbered = path(element, "pPr", "numPr")
            if numbered is not None:
                of_list = attribute(child(numbered, "numId"), "val") or attribute(
                    next((n for e in self._based(style) if (n := path(e, "pPr", "numPr", "numId")) is not None), None),
                    "val",
                )
                level = attribute(child(numbered, "ilvl"), "val") or "0"
                return None if of_list in (None, "0") else (str(of_list), (int(level) if level.isdecimal() else 0) + 1)
        match = _LIST.match(self._named(style))
        return ("", int(match[1] or 1)) if match else None

    def numbers(self) -> Numbers:
        """The document's lists, none counted yet."""
        abstract: dict[str, Element] = {}
        levels: dict[tuple[str, int], Level] = {}
        for element in self._numbering if self._numbering is not None else ():
            if name(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId") or ""] = element
            elif name(element) == "num":
                of_list = attribute(element, "numId") or ""
                for level in abstract.get(attribute(child(element, "abstractNumId"), "val") or "", ()):
                    at = attribute(level, "ilvl")
                    if name(level) == "lvl" and at and at.isdecimal():
                        start = attribute(child(level, "start"), "val") or "1"
                        levels[of_list, int(at)] = Level(
                            attribute(child(level, "numFmt"), "val") or "decimal",
                            attribute(child(level, "lvlText"), "val") or "",
                            int(start) if start.isdecimal() else 1,
                        )
        return Numbers(levels)

    def _style_of(self, paragraph: Element) -> str | None:
        return attribute(path(paragraph, "pPr", "pStyle"), "val")

    def _named(self, style: str | None) -> str:
        told = attribute(child(self._styles.get(style or ""), "name"), "val")
        return told or style or ""

    def _based(self, style: str | None) -> list[Element]:
        """A style and those it is based on."""
        found: list[Element] = []
        while style and len(found) < _DEEPEST and (element := self._styles.get(style)) is not None:
            found.append(element)
            style = attribute(child(element, "basedOn"), "val")
        return found
