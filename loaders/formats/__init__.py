"""From a file of any format to its text, one line a paragraph, with what the format tells beside it.

The format is known by the content, never by the name. Each has a module, imported when such a file is met. The text is
in the conventions that `loaders/structure/blocks.py` reads: `- ` and indentation for bullets, tabs between the cells of
a row.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import KgError
from loaders.formats import plain
from loaders.formats.file import File, read
from loaders.formats.manuscript import Extracted

__all__ = ["SUFFIXES", "Extracted", "extract"]

SUFFIXES = frozenset([".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"])

_OTHERS = {
    b"\xd0\xcf\x11\xe0": ("an old or encrypted Office file", "save it as .docx without a password, or as PDF"),
    b"{\\rtf": ("a Rich Text file", "save it as .docx, PDF or plain text"),
    b"\x89PNG": ("a picture", "get the page as text, HTML or PDF"),
    b"\xff\xd8\xff": ("a picture", "get the page as text, HTML or PDF"),
    b"GIF8": ("a picture", "get the page as text, HTML or PDF"),
    b"II*\0": ("a picture", "get the page as text, HTML or PDF"),
    b"MM\0*": ("a picture", "get the page as text, HTML or PDF"),
    b"\x1f\x8b": ("a compressed file", "unpack it"),
    b"%!PS": ("a PostScript file", "convert it to PDF"),
}
_HEAD = 4096  # bytes in which a format shows
_PDF = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*%PDF-")
_ARCHIVED_PAGE = re.compile(rb"(?is)\s*(?:[\w-]+:[^\n]*\n\s*)*content-type:\s*multipart/related")
_TAG = (
    r"(?:!doctype\s+html|html|head|body|main|article|section|header|nav|div|h[1-6]|p|ul|ol|table|meta|link|title"
    r"|script|style)\b"
)
_HTML = re.compile(rf"(?is)\ufeff?(?:\s+|<!--.*?-->|<\?xml[^>]*>)*+<{_TAG}")
_CLOSING = re.compile(rb"(?i)</(?:p|div|html|body|table|ul|h[1-6])\s*>")


def extract(path: Path) -> Extracted:
    """The text of a file and what its format tells beside it.

    Raises KgError for a file that cannot be read, is too large, damaged, encrypted, without text or of a format that
    this program does not read.
    """
    file = read(path)
    content, where = file.content, str(path)
    if _PDF.match(content[:_HEAD]):
        from loaders.formats import pdf

        return pdf.extract(file)
    if content.startswith(b"PK\x03\x04"):
        from loaders.formats import word

        return word.extract(file)
    for magic, (name, remedy) in _OTHERS.items():
        if content.startswith(magic):
            raise KgError(f"{name}, not a document with text", where, remedy)
    if _ARCHIVED_PAGE.match(content[:_HEAD]):
        raise KgError("a web page archive (MHTML)", where, "save it as HTML or PDF")
    if _is_html(file):
        from loaders.formats import web

        return web.extract(file)
    return plain.extract(file)


def _is_html(file: File) -> bool:
    """Whether the content begins as HTML does, or a file named so has its tags further down."""
    head = file.content[:_HEAD]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    if _HTML.match(head.decode(encoding, errors="ignore").removeprefix("ï»¿")):
        return True
    named = file.path.suffix.lower() in (".html", ".htm", ".xhtml")
    return named and len(_CLOSING.findall(file.content[: 16 * _HEAD])) >= 2
