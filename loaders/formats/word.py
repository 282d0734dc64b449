"""Word documents (.docx): their archive within limits, and their body as paragraphs, items and table rows.

Read with the standard library: python-docx would need lxml, and leaves out what tracked changes or content controls
hold. Headers, footers, notes and comments stand in parts of their own, which are not read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import KgError
from loaders.formats import plain
from loaders.formats.file import File
from loaders.formats.manuscript import Extracted, Manuscript
from loaders.formats.table import WIDEST, rows_of
from loaders.formats.word_paragraph import Paragraph, paragraph
from loaders.formats.word_styles import Styles, attribute, name, path
from loaders.structure.lines import Cut, Hint

LARGEST_PART = 40_000_000  # bytes of XML, unpacked
_WRAPPERS = frozenset(["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "tbl", "tr", "tc", "body"])
_OFFICE = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}


def extract(file: File) -> Extracted:
    """The text of a Word document, without what tracked changes delete or what is hidden.

    Raises KgError for an archive that is damaged, encrypted, no Word document, or larger unpacked than `LARGEST_PART`.
    """
    where = str(file.path)
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            main = _main_part(archive, where)
            body = _xml(archive, main, where)
            folder = main.rpartition("/")[0]
            parts = [_xml(archive, f"{folder}/{part}", where) for part in ("styles.xml", "numbering.xml")]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise KgError(f"a damaged Word or zip file ({error})", where, "get the whole file again") from None
    if body is None:
        raise KgError("a Word file without a text", where, "save it again in Word")
    manuscript = Manuscript()
    _write(body, Styles(*parts), manuscript)
    text, hints = manuscript.written()
    return Extracted(file.sha256, plain.with_letters(text, file), hints)


def _main_part(archive: zipfile.ZipFile, where: str) -> str:
    """The name of the part that holds the text."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "word/document.xml"
    relations = _xml(archive, "_rels/.rels", where)
    for relation in relations if relations is not None else ():
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target.startswith("word/") and target in names:
            return target
    for folder, kind in _OFFICE.items():
        if any(part.startswith(folder) for part in names):
            raise KgError(f"{kind}, not a document with text", where, "save it as PDF or Word")
    raise KgError("a zip archive, not a document", where, "unpack it, and name the files in it")


def _xml(archive: zipfile.ZipFile, part: str, where: str) -> ElementTree.Element | None:
    """A part of the archive as XML; None where it has none of that name."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise KgError("an encrypted archive", where, "save it without a password")
    with archive.open(info) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART or info.file_size > LARGEST_PART:
        raise KgError(
            f"larger than {LARGEST_PART / 1e6:.0f} MB when unpacked", where, "save it again, without pictures"
        )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise KgError("a Word file that declares entities, which Word never writes", where, "save it again in Word")
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise KgError(f"a damaged Word file ({part}: {error})", where, "get the whole file again") from None


def _write(document: ElementTree.Element, styles: Styles, out: Manuscript) -> None:
    """Write the body, without recursion: what wraps paragraphs is opened, a table for layout too."""
    numbers = styles.numbers()
    unfinished = ""  # text before a deleted paragraph mark
    stack: list[tuple[ElementTree.Element, Cut | None]] = [(document, None)]
    while stack:
        element, cut = stack.pop()
        kind = name(element)
        if kind == "p":
            found = paragraph(element, styles, numbers)
            if found.is_continued:
                unfinished += found.text
                continue
            _put(found, unfinished, cut, out)
            unfinished = ""
            stack.extend((box, "text box") for box in reversed(found.boxes))
        elif kind == "tbl" and not _is_for_layout(element, styles):
            for row in rows_of(_rows(element, styles)):
                out.row(row, Hint(carries_on=False, cut=cut))
        elif kind in _WRAPPERS or kind in ("document", "txbxContent"):
            stack.extend((inner, cut) for inner in reversed(element))


def _put(found: Paragraph, unfinished: str, cut: Cut | None, out: Manuscript) -> None:
    """Write one paragraph, each line of it where it has line breaks."""
    for at, line in enumerate((unfinished + found.text).split("\n")):
        carries_on = None if at else False
        hint = Hint(found.bold or found.heading > 0, found.heading, False, carries_on, cut or found.cut)
        if at == 0 and found.mark:
            out.bullet(line, found.level, found.mark, hint)
        else:
            out.paragraph(f"{found.label} {line}" if at == 0 and found.label else line, hint)


def _is_for_layout(table: ElementTree.Element, styles: Styles) -> bool:
    """Whether a table only arranges paragraphs: a box drawn as one cell, or one that holds headings or tables."""
    if any(inner is not table for inner in table.iter(table.tag)):
        return True
    if all(sum(name(cell) == "tc" for cell in row) <= 1 for row in table if name(row) == "tr"):
        return True
    return any(styles.heading(element) for element in table.iter() if name(element) == "p")


def _rows(table: ElementTree.Element, styles: Styles) -> Iterator[list[list[str]]]:
    """The rows of a table that no tracked change deletes, as cells of paragraphs; what is merged is left empty."""
    numbers = styles.numbers()
    for row in table:
        if name(row) != "tr" or path(row, "trPr", "del") is not None:
            continue
        skipped = attribute(path(row, "trPr", "gridBefore"), "val") or "0"
        cells: list[list[str]] = [[] for _ in range(min(int(skipped), WIDEST) if skipped.isdecimal() else 0)]
        for cell in _wrapped(row, "tc"):
            merged = path(cell, "tcPr", "vMerge")
            covered = merged is not None and attribute(merged, "val") != "restart"
            texts = [] if covered else [paragraph(inner, styles, numbers).text for inner in _wrapped(cell, "p")]
            cells.append([part for text in texts for part in text.split("\n") if part.strip()])
            wide = attribute(path(cell, "tcPr", "gridSpan"), "val") or "1"
            cells.extend([] for _ in range(1, min(int(wide), WIDEST) if wide.isdecimal() else 1))
        yield cells[:WIDEST]


def _wrapped(element: ElementTree.Element, kind: str) -> Iterator[ElementTree.Element]:
    """The elements of a kind in an element, content controls and tracked insertions opened."""
    stack = list(reversed(element))
    while stack:
        inner = stack.pop()
        if name(inner) == kind:
            yield inner
        elif name(inner) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            stack.extend(reversed(inner))
