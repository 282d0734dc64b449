"""Headings: those of questions and areas (from data/questions.csv), of boxes, and of what is no inspection."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from kg import facts
from kg.facts.rows import Question
from kg.ids import question_id
from kg.records import Kind
from loaders.meaning.themes import theme_of
from loaders.structure.blocks import Block
from loaders.words import first
from loaders.words.subjects import said_of

_LONGEST = 200
_ALIKE = 0.8  # of all words of two wordings, that both have
_ENOUGH_WORDS = 2  # that a heading must share with the question it words otherwise
_MOST_WORDS = 0.75  # of its own
_ENOUGH_OF_A_QUESTION = 40  # letters; reports shorten long questions at the end
_OVERVIEW = re.compile(
    r"^(?:overall )?(?:overview|summary)(?:\s*[-–—:]| of)\s*|"
    r"(?<=\w)\s*(?:[-–—:]\s*| )(?:overview|(?:overall )?summary|in brief|at a glance)$"
)
_WHOLE_FRAMEWORK = 6  # questions; where the table has fewer of a cycle, its framework is not known yet
_NUMBERED = re.compile(r"^(?:core )?question \d{1,2}[:.] ")
_OTHER_PROGRAMME = re.compile(r"[a-z]+-(?=20\d\d$)")
_GERUND = re.compile(r"[a-z]+ing\b", re.IGNORECASE)  # "Treating the public fairly"; a headline has a subject
_OWN_WORD = re.compile(r"\b(?:constabulary|police service)\b")


def may_be_heading(block: Block) -> bool:
    """Whether a block can be a heading at all: one short paragraph without a full stop; a box may have a colon."""
    if block.kind != "paragraph" or len(block.text) > _LONGEST:
        return False
    return block.text[-1] not in ".:;!," or (block.text.endswith(":") and box_kind(block.text) is not None)


def box_kind(text: str) -> Kind | None:
    """The kind of finding that stands under a heading such as "Areas for improvement"."""
    found = first("headings", "box", text.rstrip(" :"))
    return found[0]["kind"] if found else None


def landmark(text: str) -> str | None:
    """Why nothing is to be taken from what stands under a heading; None where the heading is not known for that."""
    found = first("headings", "landmark", text)
    return found[0]["reason"] if found else None


def is_known(text: str, cycle: str | None) -> bool:
    """Whether a line is any heading of the inspectorate's in that cycle."""
    groups = ("again", "told_again", "found_again", "numbered")
    known = any(first("headings", group, text) for group in groups)
    return bool(known or box_kind(text) or landmark(text) or question(cycle, text))


def area_above(text: str) -> str | None:
    """The heading of the area as a part of which another graded area is printed."""
    found = first("headings", "nested", text)
    return found[0]["under"] if found else None


@lru_cache(maxsize=2048)
def question(cycle: str | None, text: str, pillar: str | None = None) -> Question | None:
    """The question or area of a cycle that a heading names, in any of its wordings, a shortened one too.

    An inspection of no cycle asks none. A cycle whose framework is not known asks what the one before it asked.
    """
    if cycle is None:
        return None
    heading = _NUMBERED.sub("", _OWN_WORD.sub("force", _OVERVIEW.sub("", text.casefold())))
    spellings = (heading, heading.replace("antisocial", "anti-social"), heading.replace("anti-social", "antisocial"))
    found = next((row for one in spellings if (row := facts.question(cycle, one, pillar))), None)
    if not found and (before := _cycle_to_go_by(cycle)) and (row := question(before, text, pillar)):
        number = row.number if _OTHER_PROGRAMME.match(cycle) else None
        found = row.model_copy(update={"id": question_id(cycle, row.pillar, number, row.short_label), "cycle": cycle})
    worded = None if found else first("headings", "reworded", heading)
    if worded and cycle.startswith(worded[0]["cycle"]):
        return next((row for row in _questions(cycle) if row.id == f"{cycle}.{worded[0]['question']}"), None)
    if found or not heading.endswith("?") or len(heading) < _ENOUGH_OF_A_QUESTION:
        return found
    begun = [row for row in _questions(cycle) if row.wording.casefold().startswith(heading[:-1])]
    return begun[0] if len(begun) == 1 else _worded_alike(cycle, heading, pillar)


def _worded_alike(cycle: str, heading: str, pillar: str | None) -> Question | None:
    """The one question that a heading asks with other small words: "its current demand" for "the current demand"."""
    said = said_of(heading)
    shares: dict[float, list[Question]] = defaultdict(list)
    for row in _questions(cycle):
        wording = said_of(row.wording)
        if pillar in (None, row.pillar) and wording:
            shares[len(said & wording) / len(said | wording)].append(row)
    nearest = max(shares, default=0.0)
    return shares[nearest][0] if nearest >= _ALIKE and len(shares[nearest]) == 1 else None


@lru_cache(maxsize=2048)
def of_any_cycle(text: str) -> Question | None:
    """The question or area of any PEEL cycle that a heading names, but for the bare name of a pillar."""
    for cycle in (row.id for row in facts.vocabulary().cycles if row.programme == "PEEL"):
        found = question(cycle, text)
        if found and not is_pillar_name(found, text):
            return found
    return None


@lru_cache(maxsize=2048)
def nearly(cycle: str | None, text: str) -> Question | None:
    """The one question or area of a cycle whose theme a heading words otherwise than any list holds."""
    if cycle is None or not (_GERUND.match(text) or text.endswith("?")):
        return None
    asked = [row for row in _questions(cycle) if row.level != "pillar"]
    if theme := theme_of(text):
        meant = [row for row in asked if row.theme == theme]
        return meant[0] if len(meant) == 1 else None
    said = said_of(text)
    shares = {row.id: len(said & said_of(row.wording)) for row in asked}
    nearest = max(shares.values(), default=0)
    meant = [row for row in asked if shares[row.id] == nearest]
    return meant[0] if len(meant) == 1 and nearest >= max(_ENOUGH_WORDS, _MOST_WORDS * len(said)) else None


def is_pillar_name(row: Question, text: str) -> bool:
    """Whether a heading that means a pillar's headline question is only the pillar's name."""
    return row.level == "pillar" and text.casefold() == row.pillar


@cache
def _cycle_to_go_by(cycle: str) -> str | None:
    """The cycle before one whose framework is not known; None for all others."""
    if programme := _OTHER_PROGRAMME.match(cycle):
        known = [row.id for row in facts.vocabulary().cycles if row.id.startswith(programme[0])]
        asked = [one for one in known if one < cycle and _questions(one)]
        return max(asked) if asked and not _questions(cycle) else None
    known = [row.id for row in facts.vocabulary().cycles if row.programme == "PEEL"]
    at = known.index(cycle) if cycle in known else 0
    return known[at - 1] if at and len(_questions(cycle)) < _WHOLE_FRAMEWORK else None


@cache
def _questions(cycle: str) -> tuple[Question, ...]:
    return tuple(row for row in facts.vocabulary().questions if row.cycle == cycle)
