"""Web pages: their encoding, what they say of themselves, and their text by way of `web_walk`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.dates import bounds
from kg.errors import KgError
from loaders.formats import plain
from loaders.formats.file import File
from loaders.formats.manuscript import Extracted, Manuscript, tidy
from loaders.formats.web_furniture import Furniture
from loaders.formats.web_walk import Walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

DEEPEST = 20_000  # elements in one another; a parser's time grows with the square of it
_CHARSET = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)"""
)
_HEAD = 4096  # bytes in which the encoding is declared
_TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|meta|link|input|col|area|base|embed|source|wbr|p|li|d[dt]|t[dhr])\b)[a-zA-Z][^<>]*?(/?)>"
)
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=T|\s|$)")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")


def extract(file: File) -> Extracted:
    """The text of a web page, with navigation, banners and the like marked, and its own address, title and date.

    Scripts and links do nothing: nothing is run and nothing fetched. Raises KgError for a page without text, or
    nested so deeply that it is no page.
    """
    from selectolax.lexbor import LexborHTMLParser

    html = _decoded(file.content).replace("\0", "")
    if _depth(html) > DEEPEST:
        raise KgError(f"elements nested more than {DEEPEST:,} deep", str(file.path), "get the page as it was published")
    tree = LexborHTMLParser(html)
    manuscript = Manuscript()
    if tree.body is not None:
        Walk(manuscript, Furniture(tree)).over(tree.body)
        if not any(entry.hint.cut is None for entry in manuscript.entries):
            # a page that looks like nothing but navigation is a page whose marks mean something else
            manuscript = Manuscript()
            Walk(manuscript, None).over(tree.body)
    text, hints = manuscript.written()
    return Extracted(
        file.sha256, plain.with_letters(text, file), hints, _address(tree, html), _title(tree), _date(tree)
    )


def _decoded(content: bytes) -> str:
    """The page by its byte order mark, as UTF-8 or as it declares; whatever else is windows-1252, as in browsers."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    declared = _CHARSET.search(content[:_HEAD])
    encodings = ["utf-8-sig"]
    if declared:
        name = (declared[1] or declared[2]).decode("ascii").lower()
        # browsers read latin-1 as windows-1252, and a declaration that is itself readable is not UTF-16
        encodings.append("windows-1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("windows-1252", errors="replace")


def _depth(html: str) -> int:
    """How deeply elements that need a closing tag are nested, at most."""
    deepest = depth = 0
    if html.count("<") <= DEEPEST:
        return 0
    for match in _TAG.finditer(html):
        if match[1]:
            depth = max(0, depth - 1)
        elif not match[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _address(tree: LexborHTMLParser, html: str) -> str | None:
    """Where the page says it is published, or where a browser saved it from."""
    told = _attribute(tree, "link[rel='canonical' i]", "href") or _attribute(
        tree, "meta[property='og:url' i]", "content"
    )
    if told is None and (saved := _SAVED_FROM.search(html[:_HEAD])):
        told = saved[1]
    return told if told and told.startswith(("http://", "https://")) else None


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("head > title")
    return (tidy(node.text()) if node else "") or _attribute(tree, "meta[property='og:title' i]", "content")


def _date(tree: LexborHTMLParser) -> str | None:
    """The day on which the page says it was published, as it prints it for machines."""
    for selector in ("meta[property='article:published_time' i]", "meta[name^='dc' i][name$='issued' i]"):
        if told := _day(_attribute(tree, selector, "content")):
            return told
    return _day(_attribute(tree, "time[pubdate], time[itemprop='datePublished' i], time.published", "datetime"))


def _day(told: str | None) -> str | None:
    """The date of a moment as machines write it; None for what is none."""
    match = _ISO_DATE.match(told or "")
    try:
        return match[0] if match and bounds(match[0]) else None
    except ValueError:
        return None


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return tidy(node.attributes.get(name) or "") or None if node else None
