"""Names of persons, and what else would reach one, in running prose.

A name is known by the rank, title or office beside it, or because the contact lines of the same document give it (an
addressee, a signature, a mailbox called after its owner). What is in doubt counts as a name: a word too few does less
harm than a name too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg import facts
from loaders import words
from loaders.privacy.contact import is_close, is_contact, is_office
from loaders.structure.blocks import Span

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
_LONGEST_NAME = 60
_MOST_WORDS = 4
_LETTERS_BEHIND = re.compile(r",|\b(?:[A-Z][A-Za-z]*[A-Z]|BSc|Dip|Cantab|Oxon|Hons)\b|\(")  # honours and degrees
_LETTERS_BEFORE = re.compile(r"(?:HMC?I\s+)+")  # the office in capitals: "HMI Ann Example KPM"


def is_name(text: str) -> bool:
    """Whether a line can be a person's name, with rank and letters after it.

    Headings look the same, so this tells something only beside an office, a greeting or an address.
    """
    rank = words.first("contact", "rank", text)
    name = text[rank[1].end() :] if rank and rank[1].start() == 0 else text
    if len(text) > _LONGEST_NAME or text[-1:] in ".:;?!":
        return False
    parts = _LETTERS_BEHIND.split(name, maxsplit=1)[0].split()
    return (
        1 <= len(parts) <= _MOST_WORDS
        and all((word := _name_word(f"{part} A")) is not None and word[0] == part for part in parts)
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
            after_office = _LETTERS_BEFORE.sub("", bare, count=1)
            names.add(" ".join(_LETTERS_BEHIND.split(after_office, maxsplit=1)[0].split()))
        elif is_contact(line):
            names.update(line[start:end] for start, end in _after_offices(words.folded(line)))
    names = {
        name for name in names if name and not any(_is_no_name(word) or _is_organisation(word) for word in name.split())
    }
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
        word = _name_word(text, at)
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


def _apart(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


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


def _name_word(text: str, at: int = 0) -> re.Match[str] | None:
    """A word of a name at a place of the text: capitalised, an initial, or a particle such as "van"."""
    return _PARTICLE.match(text, at) or _CAPITALISED.match(text, at)


def _is_no_name(word: str) -> bool:
    """Whether a capitalised word is one of policing's own and nobody's name: "Leadership"."""
    return words.first("contact", "no_name", word) is not None


def _is_organisation(word: str) -> bool:
    """Whether a run of capitalised words that ends in this one is an organisation: "Associates"."""
    return words.first("contact", "organisation", word) is not None
