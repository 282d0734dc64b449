"""Where one finding ends and the next begins in a box, by headlines, bullets and lead-ins alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.structure.blocks import Block
from loaders.structure.cohesion import Subjects
from loaders.words.forces import forces_in
from loaders.words.grades import lone_grade
from loaders.words.stems import asks as requests
from loaders.words.stems import (
    begins_a_finding,
    is_headline_with_stop,
    is_single_recommendation,
    is_stem,
    leads_on,
    points_back,
    time_alone,
)

_CLOSERS = "'\"’”)]"
_STOPS = (".", "!", "?", ":", ";")
_LONGEST_TOPIC = 10  # words
_LONGEST_HEADLINE = 200  # letters, of one that kept its full stop
_FEWEST_WORDS = 4  # of what asks for something
_LEAD_IN_BEGUN = re.compile(
    r"(?:to|within|by|immediately|with)\b(?!.*\b(?:should|must|needs? to) \w+ \w+)[^.:;]*", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"[.!?] (?=[A-Z])")


@dataclass(slots=True)
class Ask:
    """One recommendation: what to do, the lead-in that says who must do it, and a line above that says by when."""

    blocks: list[Block]
    stem: Block | None = None
    time: Block | None = None

    @property
    def lead_ins(self) -> list[Block]:
        """What stands above it and holds for it."""
        return [block for block in (self.time, self.stem) if block]

    @property
    def lead_in(self) -> str | None:
        """The words of what stands above it and holds for it."""
        return " ".join(block.text for block in self.lead_ins) or None


@dataclass(slots=True)
class Cause:
    """A cause of concern: headline and evidence, and the recommendations that address it."""

    blocks: list[Block]
    asks: list[Ask] = field(default_factory=list)


def is_headline(block: Block) -> bool:
    """Whether a block is the headline of a finding: printed bold, or not ended by full stop or colon; no lone grade."""
    if block.kind != "paragraph" or lone_grade(block.text):
        return False
    return block.bold or block.text.rstrip(_CLOSERS)[-1:] not in _STOPS


def is_headline_of(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a block is a headline in a text, the last of all, of several sentences, being one that breaks off."""
    if not is_headline(block):
        return False
    return block is not blocks[-1] or block.bold or not _TWO_SENTENCES.search(block.text)


def by_headline(
    blocks: Sequence[Block], force: str | None, subjects: Subjects, *, asking: bool = False
) -> list[list[Block]]:
    """Findings of a box from 2021 on: each headline begins one, and the first block whatever it is.

    A headline that kept its full stop begins one where it takes up nothing of what came before. `asking` says that the
    findings ask for something, as areas for improvement do: then a lead-in with bullets begins one too, but for one
    right under its headline.
    """
    found: list[list[Block]] = []
    stops = asking and bool(blocks) and is_headline_with_stop(blocks[0].text, force)  # all headlines of the box do
    for at, block in enumerate(blocks):
        begins = not found or (is_headline(block) and not _breaks_off(blocks, at, found[-1]))
        has_body = bool(found) and (len(found[-1]) > 1 or not is_headline(found[-1][0]))
        if not begins and has_body and asking and leads_a_list(blocks, at, force):
            begins = begins_a_finding(block.text, force)
        elif not begins and len(found[-1]) > 1 and _is_body(blocks, at + 1):
            like_one = is_headline_with_stop(block.text, force) if asking else _opens_with_its_name(block, force)
            begins = _is_one_sentence(block) and like_one and not points_back(block.text)
            begins = begins and (stops or not subjects.are_shared(block, found[-1]))
        if begins:
            found.append([block])
        else:
            found[-1].append(block)
    return found


def by_subject(blocks: Sequence[Block], subjects: Subjects) -> list[list[Block]]:
    """Practices of a box without headlines: a paragraph that takes up nothing of what came before begins the next."""
    found: list[list[Block]] = []
    for block in blocks:
        if not found or (block.kind == "paragraph" and not subjects.are_shared(block, found[-1])):
            found.append([block])
        else:
            found[-1].append(block)
    return found


def by_bullet(blocks: Sequence[Block], force: str | None) -> tuple[list[list[Block]], list[Block]]:
    """Findings of a box to 2018/19, and the prose that follows them without a heading of its own.

    Each bullet is one; a lead-in with its bullets is one; so is a paragraph that lost its bullet and asks by itself.
    """
    found: list[list[Block]] = []
    rest: list[Block] = []
    without_bullets = not any(block.kind == "bullet" for block in blocks)
    in_list = False  # the bullets belong to a lead-in
    in_prose = False  # the bullets belong to a paragraph that is no finding
    in_points = False  # the bullets are points of one that ends in a colon
    for at, block in enumerate(blocks):
        by_itself = is_single_recommendation(block.text, force)
        in_points = in_points and block.kind == "bullet" and not by_itself
        if block.kind == "bullet" and not in_prose and found and (in_list or in_points or block.level > 1):
            found[-1].append(block)
        elif block.kind == "bullet" and not in_prose:
            found.append([block])
            in_points = block.text.endswith(":")
        elif (
            by_itself
            or not found
            or leads_a_list(blocks, at, force)
            or (_asks_first(block) and not in_prose and (without_bullets or _stands_for_a_bullet(blocks, at, in_list)))
        ):
            found.append([block])
            in_list, in_prose = leads_a_list(blocks, at, force), False
        elif not in_prose and blocks[at - 1].kind == "bullet" and _asks_first(block, more=True):
            found[-1].append(block)
        else:
            rest.append(block)
            in_prose = True
    return found, rest


def causes(blocks: Sequence[Block], force: str | None) -> list[Cause]:
    """Causes of concern of a box with what is recommended inside it.

    A headline begins one, and so does the first block. Paragraphs before the recommendations are its evidence; what is
    said after them, without a headline, too.
    """
    found: list[Cause] = []
    stem: Block | None = None
    time: Block | None = None
    for at, block in enumerate(blocks):
        if found and _leads_bullets(blocks, at, force):
            time, stem = (block, None) if time_alone(block.text) else (time, block)
            continue
        if block.kind == "bullet" and found and (stem or time):
            _add_bullet(found[-1].asks, block, stem, time)
            continue
        stem = None
        if found and time_alone(block.text):
            time = block
        elif found and leads_a_list(blocks, at, force):
            stem = block
        elif not found or is_headline(block):
            found.append(Cause([block]))
            time = None
        elif block.kind == "paragraph" and is_single_recommendation(block.text, force):
            found[-1].asks.append(Ask([block], time=time))
        else:
            found[-1].blocks.append(block)
    return found


def asks(blocks: Sequence[Block], force: str | None) -> list[Ask]:
    """What stands under the heading "Recommendations": each bullet, and each paragraph that is no lead-in, is one.

    A short line above bullets only gives their topic; a bullet may itself be the lead-in of those below it.
    """
    found: list[Ask] = []
    stem: Block | None = None
    time: Block | None = None
    for at, block in enumerate(blocks):
        if _leads_bullets(blocks, at, force):
            time, stem = (block, None) if time_alone(block.text) else (time, block)
        elif block.kind == "bullet":
            if (
                stem
                and stem.kind == "bullet"
                and (block.level < stem.level or is_single_recommendation(block.text, force))
            ):
                stem = None  # behind the list that it led
            _add_bullet(found, block, stem, time)
        elif time_alone(block.text):
            time, stem = block, None
        elif leads_a_list(blocks, at, force) or (_is_bullet(blocks, at + 1) and leads_on(block.text)):
            stem = block
        elif is_headline(block) and len(block.text.split()) <= _LONGEST_TOPIC and _is_bullet(blocks, at + 1):
            stem = None
        elif not _breaks_off_before_it_asks(blocks, at):
            stem = None
            found.append(Ask([block], time=time))
    return found


def end_of_asks(blocks: Sequence[Block], force: str | None, *, told: bool = False) -> int:
    """How many blocks under "Recommendations" ask for something; behind a list, what asks nothing is prose.

    Where the asks of an earlier report are `told` again, it is behind a paragraph too: it says what became of them.
    """
    for at, block in enumerate(blocks):
        behind_list = at > 0 and (told or blocks[at - 1].kind == "bullet") and block.kind == "paragraph"
        if (
            behind_list
            and not _is_bullet(blocks, at + 1)
            and not requests(block.text)
            and not time_alone(block.text)
            and not is_single_recommendation(block.text, force)
        ):
            return at
    return len(blocks)


def _add_bullet(found: list[Ask], block: Block, stem: Block | None, time: Block | None) -> None:
    leading = stem or time
    if block.level > (2 if leading and leading.kind == "bullet" else 1) and found:
        found[-1].blocks.append(block)
    else:
        found.append(Ask([block], stem, time))


def leads_a_list(blocks: Sequence[Block], at: int, force: str | None) -> bool:
    """Whether a paragraph says who must act and leaves what to do to the bullets below it."""
    return blocks[at].kind == "paragraph" and _is_bullet(blocks, at + 1) and is_stem(blocks[at].text, force)


def _leads_bullets(blocks: Sequence[Block], at: int, force: str | None) -> bool:
    """Whether a bullet without a number of its own only says who must act, or by when, to those below it."""
    block = blocks[at]
    if block.kind != "bullet" or block.number or not _is_bullet(blocks, at + 1) or blocks[at + 1].level < block.level:
        return False
    return is_stem(block.text, force) or time_alone(block.text) is not None


def _asks_first(block: Block, *, more: bool = False) -> bool:
    """Whether the first sentence of a paragraph asks, of whomever, and takes up nothing; or takes up what was asked."""
    sentence = _TWO_SENTENCES.split(block.text, maxsplit=1)[0]
    is_part = block.kind == "paragraph" and (not more or len(block.text) <= _LONGEST_HEADLINE)
    return is_part and requests(sentence) and points_back(sentence) == more


def _stands_for_a_bullet(blocks: Sequence[Block], at: int, in_list: bool) -> bool:
    """Whether a paragraph stands between the bullets of a box, each of them a finding."""
    return not in_list and at > 0 and blocks[at - 1].kind == "bullet" and _is_bullet(blocks, at + 1)


def _is_body(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and not is_headline(blocks[at])


def _is_one_sentence(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) <= _LONGEST_HEADLINE and not _TWO_SENTENCES.search(block.text)


def _breaks_off(blocks: Sequence[Block], at: int, above: Sequence[Block]) -> bool:
    """Whether a block without a full stop is a body that breaks off, as at the end of a file that is cut short."""
    return (
        at + 1 == len(blocks)
        and not blocks[at].bold
        and len(above) == 1
        and is_headline(above[0])
        and _TWO_SENTENCES.search(blocks[at].text) is not None
    )


def _breaks_off_before_it_asks(blocks: Sequence[Block], at: int) -> bool:
    """Whether a last block without a full stop is the beginning of a lead-in, as where a file is cut short."""
    if at + 1 < len(blocks):
        return False
    if blocks[at].text.endswith(":"):
        return True
    begun = is_headline(blocks[at]) and not blocks[at].bold
    return begun and (
        len(blocks[at].text.split()) < _FEWEST_WORDS or _LEAD_IN_BEGUN.fullmatch(blocks[at].text) is not None
    )


def _is_bullet(blocks: Sequence[Block], at: int) -> bool:
    return at < len(blocks) and blocks[at].kind == "bullet"


def _opens_with_its_name(block: Block, force: str | None) -> bool:
    """Whether a block opens with the force's full name, as verdicts and headlines do."""
    named = forces_in(block.text)[:1]
    return any(one == force and match.start() == 0 and " " in match[0] for one, match in named)
