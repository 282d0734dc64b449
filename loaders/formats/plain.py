"""Plain text and Markdown, in whatever encoding tells itself."""

from __future__ import annotations

import re

from kg.errors import KgError
from loaders.formats.file import File
from loaders.formats.manuscript import Extracted

# What English prose in windows-1252 has beyond ASCII. Anything else may be another encoding read wrongly.
_TYPOGRAPHY = frozenset("‘’“”–—…•£€§°·½¼¾×™©®\u00a0\u00ad")
_ACCENTED = frozenset("éèêëáàâäíîïóôöúûüçñÉ")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")


def extract(file: File) -> Extracted:
    """The text of a file without markup, with `\\n` line ends.

    Raises KgError for a file that is binary, cut short within a character, or in an encoding that cannot be told.
    """
    text = _decoded(file.content, str(file.path))
    return Extracted(file.sha256, with_letters(text.replace("\r\n", "\n").replace("\r", "\n"), file))


def with_letters(text: str, file: File) -> str:
    """The text itself; raises KgError where there is none."""
    if not any(character.isalpha() for character in text):
        raise KgError("no text in the file", str(file.path), "name a document with text")
    return text


def windows_1252(content: bytes) -> str | None:
    """The text where nothing but windows-1252 explains the bytes as English prose; None otherwise."""
    try:
        text = content.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    if any(_is_utf8(run) for run in _BEYOND_ASCII.findall(content)):
        return None  # UTF-8 that is damaged elsewhere
    for match in re.finditer(r"[^\x00-\x7f]", text):
        if match[0] in _TYPOGRAPHY:
            continue
        beside = text[max(0, match.start() - 1) : match.end() + 1]
        if match[0] not in _ACCENTED or not any(letter.isascii() and letter.isalpha() for letter in beside):
            return None
    return text


def _decoded(content: bytes, where: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise KgError("damaged UTF-16", where, "save it as UTF-8") from None
    if b"\0" in content:
        raise KgError("a binary file, not text", where, "save it as plain text (UTF-8) and name that file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(content):
            raise KgError("cut short in the middle of a character", where, "get the whole file again") from None
        text = windows_1252(content)
        if text is None:
            raise KgError(f"not UTF-8 (byte {error.start})", where, "save it as UTF-8") from None
        return text


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
