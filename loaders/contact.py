"""Keeps away what would reach or name a person: contact lines whole, names and addresses inside running prose.

A name is known by the rank, title or office before it, or because the contact lines of the same document give it
(an addressee, a signature, a mailbox called after its owner). It is cut out of text and spans like page furniture; the
rank stays. Whatever is in doubt is cut: a word too few does less harm than a name too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kg import facts
from loaders import words
from loaders.blocks import Block, Source, Span, clean

_CAPITALISED = re.compile(r"[A-Z]\.(?=\s?[A-Z])|[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*", re.UNICODE)
_PARTICLE = re.compile(r"(?:de|da|di|du|van|von|der|den|la|le|bin|al|el)(?=\s+(?:\w{2,3}\s+)?[A-Z])")
_FIRST_NAME = re.compile(r"(?<=[a-z,;]\s)([A-Z][\w'-]+)\s+\Z")
_NAME_BEFORE = re.compile(r"(?<![\w'-])[A-Z][\w'.-]*(?:\s+[A-Z][\w'.-]*){1,3}\Z")
_GAP = re.compile(r"\s+")
_ANOTHER = re.compile(r"(?:,|\s+and|\s*&)\s+(?=[A-Z])")
_OWNER = re.compile(r"(?<![\w.'’-])([a-z]+)[._-]([a-z'’-]+)\d*@", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"^(?:dear|to|from|cc|contact|attn|fao|signed|for the attention of|please ask for)\b\s*:?\s*", re.IGNORECASE
)
_AFTER_NAME = re.compile(r",|\b(?:[A-Z][A-Za-z]*[A-Z]|BSc|Dip|Cantab|Oxon|Hons)\b|\(")
_SPACED = re.compile(r"\s+(?=[,;:!?)\]]|\.(?:\s|$)|['’]s?(?:\s|$))")
_LONGEST_LINE = 300  # no contact line is longer
_LONGEST_NAME = 60
_MOST_WORDS = 4
_SENTENCE = 40  # code points; what is shorter and ends in a rank is a line of a signature


def is_contact(text: str) -> bool:
    """Whether a line only serves to reach somebody, to greet, or to mark the head or foot of a letter."""
    return _line(text) is not None


def is_greeting(text: str) -> bool:
    """Whether a line greets the addressee: what follows is the letter."""
    row = _line(text)
    return row is not None and row.fields.get("part") == "greeting"


def is_close(text: str) -> bool:
    """Whether a line takes leave of the addressee: what follows is the signature."""
    row = _line(text)
    return row is not None and row.fields.get("part") == "close"


def is_office(text: str) -> bool:
    """Whether a line holds an office and nothing else, as under a signature: "Chief Constable"."""
    return len(text) <= _LONGEST_LINE and words.first("contact", "office_line", text) is not None


def is_letterhead(text: str) -> bool:
    """Whether a line names a force or a body's office and nothing else."""
    return len(text) <= _LONGEST_LINE and words.first("contact", "letterhead", text) is not None


def is_name(text: str) -> bool:
    """Whether a line can be a person's name, with rank and letters after it.

    Headings look the same, so this tells something only beside an office, a greeting or an address.
    """
    rank = words.first("contact", "rank", text)
    name = text[rank[1].end() :] if rank and rank[1].start() == 0 else text
    if len(text) > _LONGEST_NAME or text[-1:] in ".:;?!":
        return False
    parts = _AFTER_NAME.split(name, maxsplit=1)[0].split()
    return (
        1 <= len(parts) <= _MOST_WORDS
        and all(_CAPITALISED.fullmatch(part) or _PARTICLE.match(f"{part} A") for part in parts)
        and not any(_is_no_name(part) or _is_organisation(part) for part in parts)
    )


def names_told(lines: list[str]) -> re.Pattern[str] | None:
    """What finds the names that the contact lines among `lines` give away: addressees, signatures, owners of mailboxes.

    A full name is found anywhere, its last word alone unless the document also writes it as a common word or it is part
    of a force's name, a first name where somebody is spoken to by it.
    """
    names: set[str] = set()
    for at, line in enumerate(lines):
        names.update(f"{first.title()} {last.title()}" for first, last in _OWNER.findall(line))
        bare = _ADDRESSED.sub("", line).rstrip(",")
        if is_name(bare) and (bare != line.rstrip(",") or _signs(lines, at)):
            names.add(" ".join(_AFTER_NAME.split(bare, maxsplit=1)[0].split()))
        elif is_contact(line):
            names.update(line[start:end] for start, end in _after_offices(words.folded(line)))
    names = {name for name in names if not any(_is_no_name(word) or _is_organisation(word) for word in name.split())}
    if not names:
        return None
    prose = [line for line in lines if not is_contact(line)]
    common = {word for line in prose for word in re.findall(r"(?<![@.\w])[a-z'-]+\b(?!\.?\w*@)", line)} | _force_words()
    full = [r"\s+".join(re.escape(word) for word in name.split()) for name in names if " " in name]
    last = {name.split()[-1] for name in names if name.split()[-1].casefold() not in common}
    first = {name.split()[0] for name in names}
    spoken_to = rf"(?<=,\s)(?:{'|'.join(sorted(map(re.escape, first)))})(?=[,.?])"
    alone = [rf"\b(?:{'|'.join(sorted(map(re.escape, last)))})\b"] if last else []
    return re.compile("|".join([*(rf"\b(?i:{name})\b" for name in sorted(full)), *alone, spoken_to]))


def private_spans(text: str, told: re.Pattern[str] | None = None) -> list[Span]:
    """The places in a text of names after a rank or office, of names that `told` finds, of addresses and numbers.

    They begin at the white space before, so that what is left joins by one space; they are in order and apart.
    """
    plain = words.folded(text)
    found = _after_offices(plain)
    for pattern in words.patterns("contact", "detail"):
        found.extend(match.span() for match in pattern.regex.finditer(plain))
    if told:
        found.extend((_first_name_at(plain, match.start()), match.end()) for match in told.finditer(plain))
    return _apart([_with_gap(text, start, end) for start, end in found])


def without_private(source: Source) -> Source:
    """The document with names, addresses and telephone numbers cut out of all that is no contact line.

    A paragraph that ends in a rank or title goes on with the next one: a page ended between rank and name.
    """
    blocks = list(_rejoined(source.blocks))
    told = names_told([block.text for block in blocks])
    return replace(
        source, blocks=[block if is_contact(block.text) else _cut(block, source.text, told) for block in blocks]
    )


def tidy(text: str) -> str:
    """Text without the space that a cut name leaves before a comma, full stop or bracket."""
    return _SPACED.sub("", text)


def _line(text: str) -> words.Pattern | None:
    """The row that tells a contact line."""
    found = words.first("contact", "line", text) if len(text) <= _LONGEST_LINE else None
    return found[0] if found else None


def _signs(lines: list[str], at: int) -> bool:
    """Whether a line that can be a name stands as in a signature or an address: at an office or under a valediction."""
    return (
        any(is_office(other) for other in lines[max(at - 1, 0) : at] + lines[at + 1 : at + 2]) and " " in lines[at]
    ) or (at > 0 and is_close(lines[at - 1]))


def _first_name_at(text: str, last_name: int) -> int:
    """Where a name begins whose last word was found: at a first name before it, in the middle of a sentence."""
    since = max(last_name - _LONGEST_NAME, 0)
    before = _FIRST_NAME.search(text[since:last_name])
    if before and not _is_no_name(before[1]) and not _is_abbreviation(before[1]):
        return since + before.start(1)
    return last_name


def _with_gap(text: str, start: int, end: int) -> Span:
    """The place with the white space before it, and with one of two commas around it."""
    start = len(text[:start].rstrip())
    return start, end + 1 if text[start - 1 : start] == text[end : end + 1] == "," else end


def _after_offices(text: str) -> list[Span]:
    """The names that stand after a rank, title or office."""
    found: list[Span] = []
    for group, least in (("rank", 1), ("office", 2)):
        for pattern in words.patterns("contact", group):
            for match in pattern.regex.finditer(text):
                found.extend(_names_from(text, match.end(), least, match[0]))
    for pattern in words.patterns("contact", "office_behind"):
        for match in pattern.regex.finditer(text):
            since = max(match.start() - _LONGEST_NAME, 0)
            name = _NAME_BEFORE.search(text[since : match.start()])
            if name and _name_end(text, since + name.start(), 2, name[0]) == match.start():
                found.append((since + name.start(), match.start()))
    return found


def _names_from(text: str, at: int, least: int, opener: str) -> list[Span]:
    """The names that follow a rank or office: one, or several joined by "and"."""
    spans: list[Span] = []
    while (end := _name_end(text, at, least, opener)) is not None:
        spans.append((at, end))
        more = _ANOTHER.match(text, end)
        if not more:
            break
        at, least, opener = more.end(), 2, ""
    return spans


def _name_end(text: str, start: int, least: int, opener: str) -> int | None:
    """Where the name that begins at `start` ends; None where no name does."""
    if (least > 1 or _leads_a_force(opener)) and _force_at(text, start):
        return None
    at, end, count = start, None, 0
    while count < _MOST_WORDS:
        word = _PARTICLE.match(text, at) or _CAPITALISED.match(text, at)
        if not word or _is_abbreviation(word[0]) or (count and _force_at(text, at)):
            break
        if _is_organisation(word[0]) and count:
            return None
        if _is_no_name(word[0]):
            break
        end, count = word.end(), count + 1
        gap = _GAP.match(text, end)
        if not gap and not word[0].endswith("."):
            break
        at = gap.end() if gap else end
    if end is None or count < least:
        return None
    return end - 2 if text[start:end].endswith("'s") else end


def _rejoined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each paragraph that breaks off after a rank joined to the next one over what the page put between."""
    broken: Block | None = None
    between: list[Block] = []
    for block in blocks:
        if broken and block.cut:
            between.append(block)
            continue
        whole = block
        if broken and block.kind == "paragraph":
            whole = replace(broken, text=f"{broken.text} {block.text}", spans=(*broken.spans, *block.spans))
        elif broken:
            yield broken
        broken = None
        if not whole.cut and whole.kind != "row" and _ends_in_rank(whole.text):
            broken = whole
            continue
        yield whole
        yield from between
        between = []
    if broken:
        yield broken
    yield from between


def _ends_in_rank(text: str) -> bool:
    """Whether a sentence breaks off after a rank: with a name behind it, the rank would be read as one."""
    if len(text) < _SENTENCE or is_office(text):
        return False
    ends = [match.end() for match in words.patterns("contact", "rank")[0].regex.finditer(f"{words.folded(text)} Name")]
    return bool(ends) and ends[-1] == len(text) + 1


def _cut(block: Block, source_text: str, told: re.Pattern[str] | None) -> Block:
    """A block without what is private; the very block where there is nothing."""
    raw = " ".join(source_text[start:end] for start, end in block.spans)
    private = private_spans(raw, told)
    if not private:
        return block
    kept: list[Span] = []
    offset = 0
    for start, end in block.spans:
        at = start
        for low, high in private:
            left, right = start + low - offset, start + high - offset
            if right <= start or left >= end:
                continue
            if left > at:
                kept.append((at, left))
            at = max(at, min(right, end))
        if at < end:
            kept.append((at, end))
        offset += end - start + 1
    spans = tuple(_trimmed(source_text, kept))
    text = tidy(clean(" ".join(source_text[start:end] for start, end in spans)))
    cells = tuple(cell._replace(text=_text_without(cell.text, told)) for cell in block.cells)
    return replace(block, text=text, spans=spans or block.spans[:1], cells=cells)


def _text_without(text: str, told: re.Pattern[str] | None) -> str:
    for start, end in reversed(private_spans(text, told)):
        text = text[:start] + text[end:]
    return text


def _trimmed(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without white space at their ends; those with nothing else in them are dropped."""
    for start, end in spans:
        stripped = text[start:end].strip()
        if stripped:
            begin = start + text[start:end].index(stripped)
            yield begin, begin + len(stripped)


def _apart(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_no_name(word: str) -> bool:
    return words.first("contact", "no_name", word) is not None


def _is_organisation(word: str) -> bool:
    return words.first("contact", "organisation", word) is not None


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _leads_a_force(opener: str) -> bool:
    """Whether what stands before is an office that a place may follow: "Chief Constable Kent"."""
    return bool(re.search(r"(?:Constable|Commissioner|Mayor|CC|PF?CC)\.?\s+$", opener))


def _force_at(text: str, at: int) -> bool:
    return _forces().match(text, at) is not None


@cache
def _forces() -> re.Pattern[str]:
    names = {name for force in facts.vocabulary().forces for name in (force.name, force.official_name, *force.aliases)}
    return re.compile(rf"(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\b")


@cache
def _force_words() -> frozenset[str]:
    return frozenset(word.casefold() for force in facts.vocabulary().forces for word in force.name.split())
