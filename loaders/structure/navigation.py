"""What a web page prints around its text: menus, banners, links and forms, marked as cut with their reason.

It looks at wording alone, for pages that were saved as text; where a format marks its navigation, that is cut before.
What stands above the title belongs to the page only where something there is known to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.structure.blocks import Block, Source
from loaders.structure.page import Cut
from loaders.words import first, headings
from loaders.words.cycles import cycle_named
from loaders.words.dates import printed_date
from loaders.words.forces import force_named

_FILE = "navigation"
_HEAD = 60  # blocks; no page has a longer menu
_SITE_HEAD = 12  # blocks that a site prints on each of its pages above the title, whatever they say
_LONGEST_LINE = 250  # letters
_LONGEST_BANNER = 3  # blocks below its first
_LONG = 12  # words; a longer paragraph belongs to the text
_LONGEST_STRETCH = 8  # blocks
_PAGE_NUMBER = re.compile(r"^page \d{1,3}: ", re.IGNORECASE)


def without_navigation(source: Source) -> Source:
    """The document with what belongs to the web page, and not to the text on it, cut."""
    found = _lines(source.blocks)
    found |= _menu_of_boxes(source.blocks, found)
    found |= _above_the_title(source.blocks, found)
    found |= _stretches(source.blocks, found)
    if not found:
        return source
    blocks = [replace(block, cut=found.get(at, block.cut)) for at, block in enumerate(source.blocks)]
    return replace(source, blocks=blocks)


def is_title(text: str) -> bool:
    """Whether a line is the title of a page on one force: "Kent PEEL 2015", "Kent 2015", "PEEL 2021/22"."""
    found = first(_FILE, "title", text)
    return found is not None and ("force" not in found[1].groupdict() or _heads_a_force(text))


def _heads_a_force(text: str) -> bool:
    """Whether a line is a title with the name of a force: "Kent PEEL 2015"."""
    found = first(_FILE, "title", text)
    name = found[1].groupdict().get("force") if found else None
    return name is not None and force_named(name) is not None


def running_heads(source: Source) -> list[Block]:
    """The lines that come back on every page, each once, without its number; first those that name force or cycle."""
    heads: dict[str, Block] = {}
    for block in source.blocks:
        if block.cut == "furniture":
            text = _PAGE_NUMBER.sub("", block.text)
            heads.setdefault(text, replace(block, text=text))
    return sorted(heads.values(), key=lambda head: not (force_named(head.text) or cycle_named(head.text)))


def _lines(blocks: Sequence[Block]) -> dict[int, Cut]:
    """Lines that no text has, and at its edges menu words that a text might have."""
    long = [at for at, block in enumerate(blocks) if not block.cut and len(block.text.split()) > _LONG]
    start, end = (long[0], long[-1]) if long else (len(blocks), len(blocks))
    found: dict[int, Cut] = {}
    for at, block in enumerate(blocks):
        if block.cut or len(block.text) > _LONGEST_LINE:
            continue
        line = first(_FILE, "line", block.text)
        if not line and not start <= at <= end:
            line = first(_FILE, "menu", block.text)
        if line:
            found[at] = line[0]["cut"]
    return found


def _menu_of_boxes(blocks: Sequence[Block], known: dict[int, Cut]) -> dict[int, Cut]:
    """Headings of boxes in a menu at the head of a page: nothing stands under them but the next line of the menu."""
    found: dict[int, Cut] = {}
    for at in reversed(range(min(_HEAD, len(blocks) - 1))):
        following = blocks[at + 1]
        is_empty = at + 1 in known or at + 1 in found or first("boilerplate", "stamp", following.text) is not None
        if headings.box_kind(blocks[at].text) and (is_empty or headings.box_kind(following.text)):
            found[at] = "navigation"
    return found


def _above_the_title(blocks: Sequence[Block], known: dict[int, Cut]) -> dict[int, Cut]:
    """What stands above a transcript's own mark, a link to the text, or the title of a page that begins with a menu."""
    head = range(min(_HEAD, len(blocks)))
    begins = next((at for at in head if first(_FILE, "begins", blocks[at].text)), None)
    if begins is not None:
        return {at: "navigation" for at in range(begins + 1) if not blocks[at].cut}
    title = next((at for at in head if not blocks[at].cut and is_title(blocks[at].text)), 0)
    banner = _below_banners(known, title) if _heads_a_force(blocks[title].text) else set()
    above = sorted({*_undated(blocks, title), *(at for at in banner if not blocks[at].cut)})
    if any(at in known for at in above) and all(at in known or at in banner or _is_short(blocks[at]) for at in above):
        return {at: known.get(at, "banner" if at in banner else "navigation") for at in above}
    skip = next((at for at in head[:_SITE_HEAD] if first(_FILE, "skips", blocks[at].text)), None)
    if skip is None:
        return {}
    of_a_force = title <= _SITE_HEAD and _heads_a_force(blocks[title].text)
    return {at: known.get(at, "navigation") for at in _undated(blocks, title if of_a_force else skip)}


def _below_banners(known: dict[int, Cut], title: int) -> set[int]:
    """The few blocks below a notice that a site prints above a title: they go on with it, whatever they say."""
    ends = [at for at in range(title) if known.get(at) == "banner"]
    return {at for end in ends for at in range(end + 1, min(end + 1 + _LONGEST_BANNER, title)) if at not in known}


def _undated(blocks: Sequence[Block], end: int) -> list[int]:
    """The blocks up to one; a date above the title tells when the page was published."""
    return [at for at in range(end) if not blocks[at].cut and not printed_date(blocks[at].text)]


def _stretches(blocks: Sequence[Block], known: dict[int, Cut]) -> dict[int, Cut]:
    """Headings of what is the same on every page, or of other pages, with what stands under them."""
    found: dict[int, Cut] = {}
    for at, block in enumerate(blocks):
        opened = None if block.cut or at in found else first(_FILE, "stretch", block.text)
        if not opened:
            continue
        last = len(blocks) if opened[0].fields.get("to_the_end") else min(len(blocks), at + _LONGEST_STRETCH)
        found[at] = opened[0]["cut"]
        for below in range(at + 1, last):
            if not opened[0].fields.get("to_the_end") and (below in known or _is_of_the_text(blocks[below])):
                break
            if not blocks[below].cut:
                found[below] = opened[0]["cut"]
    return found


def _is_of_the_text(block: Block) -> bool:
    """Whether a line is a heading of the inspectorate's or a title, so that the text goes on."""
    return headings.may_be_heading(block) and bool(
        headings.box_kind(block.text)
        or headings.landmark(block.text)
        or first("headings", "pillar", block.text)
        or first("boilerplate", "stamp", block.text)
        or is_title(block.text)
    )


def _is_short(block: Block) -> bool:
    return len(block.text.split()) <= _LONG and not block.text.endswith(".")
