"""What an answer holds: a document of a format that is read, or something else under the address of one."""

from __future__ import annotations

import re

from kg.errors import KgError
from kg.fetching.visitor import Answer
from loaders.words import first

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/download")
_HEAD = 1024  # bytes in which a PDF begins
_HTML = re.compile(rb"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"""(?x)(?:(?:http|error|status)\ )*404(?:\W+(?:error|page|file|sorry|oops|not\ found|we)\b.*)?\W*
    |(?:(?:error|sorry|oops)\W+)*(?:(?:the|this|that)\ )?(?:requested\ )?(?:page|document)\ (?:requested\ |wanted\ )?
        (?:you\ (?:requested|wanted|are\ looking\ for|were\ looking\ for)\ )?
        (?:not|was\ not|wasn't|is\ not|isn't|cannot\ be|can't\ be|could\ not\ be|couldn't\ be)\ (?:found|available)\b.*
    |(?:(?:error|sorry|oops)\W+)*(?:we\ )?(?:cannot|can't|could\ not|couldn't)\ find\ (?:the|this|that)\ page\b.*""",
    re.IGNORECASE,
)
_FEW = 40  # lines; an error page without headings is short


def refuse_type(answer: Answer) -> None:
    """Raises KgError for an answer that says to be of a type that is not read."""
    declared = _declared(answer)
    if declared not in _SUFFIXES and declared not in _UNTOLD:
        raise KgError(f"{declared!r}, no page, PDF, Word document or text", str(answer.url), "leave it out")


def suffix(answer: Answer) -> str:
    """How the name of a file with this content must end: what it is comes before what its server says.

    Raises KgError for an empty answer and for one that is not what it says.
    """
    declared, body, where = _declared(answer), answer.body, str(answer.url)
    if not body.strip():
        raise KgError("an empty page", where, "run the command again later")
    if b"%PDF-" in body[:_HEAD]:
        return ".pdf"
    if body.startswith(b"PK\x03\x04") and b"word/" in body:
        return ".docx"
    told = _SUFFIXES.get(declared) or (".html" if _HTML.match(body) else None)
    if told not in (".html", ".txt") or (b"\0" in body and not body.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise KgError(f"says to be {declared or 'of no type'!r} and is no document", where, "get it by hand")
    return told


def is_shell(body: bytes, suffix: str) -> bool:
    """Whether a page says "404 Page not found" in its title, a heading, or as one line of a few.

    The old register of recommendations prints that above entries that are there: a page with a log of one is none.
    """
    if suffix not in (".html", ".txt"):
        return False
    lines, headings = _text(body) if suffix == ".html" else (_lines(body.decode(errors="replace")), [])
    if len(lines) <= _FEW:
        headings = [*headings, *lines]
    if not any(_NOT_FOUND.fullmatch(re.split(r" [|–—-] ", line)[0].replace("’", "'")) for line in headings):
        return False
    return not any("[status]" in line or first("register", "dated", line) for line in lines)


def _declared(answer: Answer) -> str:
    return str(answer.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _text(body: bytes) -> tuple[list[str], list[str]]:
    """The lines of a page, and those of them that are its title or a heading."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(body)
    headings = [node.text(separator=" ") for node in tree.css("title, h1, h2")]
    tree.strip_tags(["script", "style"])
    return _lines(tree.body.text(separator="\n") if tree.body else ""), [" ".join(text.split()) for text in headings]


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
