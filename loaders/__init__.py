"""Published documents in, records out: one module a document family.

`read` finds out the family and hands the file's blocks to its module. A new family is a module with a function
`read(source, supplied)`, a line in `FAMILIES` and its marks in `words/families.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from kg.errors import KgError
from kg.records import Extract, Warning_
from loaders import words
from loaders.meaning.document import Supplied
from loaders.structure import completeness
from loaders.structure.blocks import Block, Source, read_file
from loaders.structure.navigation import running_heads, without_navigation
from loaders.structure.pieces import without_runs
from loaders.words import headings
from loaders.words.forces import force_named
from loaders.words.grades import lone_grade

__all__ = ["FAMILIES", "Supplied", "family_of", "read"]

FAMILIES = {
    "response": "loaders.response",
    "peel_report": "loaders.peel_report",
    "pillar_report": "loaders.pillar_report",
    "letter": "loaders.letter",
    "accelerated_concern": "loaders.accelerated_concern",
    "register_entry": "loaders.register_entry",
    "regional_report": "loaders.regional_report",
    "crime_data_report": "loaders.crime_data_report",
    "reinspection": "loaders.reinspection",
    "thematic_report": "loaders.thematic_report",
}
_ENOUGH_AREAS = 3  # a national report may have one heading or two in common with the areas
_TITLE = 25  # blocks among which a title stands
_ENOUGH_ASKS = 2
_ENOUGH_GRADES = 2
_LONGEST_BOX = 140  # letters of a heading
_FEWEST_WORDS = 6  # of a finding; the lines of a menu are shorter
_HEAD = 40  # the marks of a family stand on the cover or in the first lines of a letter


def read(path: Path, supplied: Supplied = Supplied()) -> Extract:  # noqa: B008  (frozen)
    """The records of one document.

    Raises KgError for a file that cannot be read or is cut short, of no known family, or whose force nobody says.
    """
    source = without_runs(without_navigation(read_file(path)))
    source = replace(source, notes=(*source.notes, *completeness.check(source)))
    family = family_of(source)
    if family is None:
        raise KgError(
            "no kind of document that this program knows",
            str(path),
            "the kinds are " + ", ".join(name.replace("_", " ") for name in FAMILIES),
        )
    extract: Extract = import_module(FAMILIES[family]).read(source, supplied)
    extract.warnings[:0] = [Warning_(line=1, message=note) for note in source.notes]
    return extract


def family_of(source: Source) -> str | None:
    """The family whose mark stands in the first paragraphs, or in as many as its row says; None where none does.

    The line that comes back on every page counts too: some transcripts have no other title. Where a row marks a name as
    `force`, it must be one.
    """
    head = [words.folded(block.text) for block in [*source.body()[:_HEAD], *running_heads(source)[:1]]]
    if any(row.search(text) for row in words.patterns("families", "press_notice") for text in head[: _within(row)]):
        return None
    for row in words.patterns("families", "family"):
        found = (row.search(text) for text in head[: _within(row)])
        if needed := row.fields.get("and"):
            found = (
                one
                for one in found
                if one and any(words.first("families", needed, block.text) for block in source.body())
            )
        if any(match and ("force" not in row.regex.groupindex or force_named(match["force"])) for match in found):
            return str(row["family"])
    return _by_headings(source) or _by_answers(source) or _by_publisher(source)


def _within(row: words.Pattern) -> int:
    """How many of the first paragraphs a row looks at."""
    return int(row.fields.get("within", _HEAD))


def _by_publisher(source: Source) -> str | None:
    """The family of a report of no known title that is the inspectorate's own, and that finds or asks something.

    Without its publisher's name, headings with a grade below show that it is. One sentence that asks may stand in any
    page; a report has it under a heading, or asks several times.
    """
    blocks = source.body()
    if any(words.first("families", "not_police", block.text) for block in blocks[:_TITLE]):
        return None
    if any(words.first("families", "framework", block.text) for block in blocks):
        return None
    pairs = list(pairwise(blocks))
    if not any(words.first("families", "publisher", block.text) for block in source.blocks) and not _is_titled(source):
        graded = sum(_is_graded(*pair) for pair in pairs)
        if graded < _ENOUGH_GRADES:
            return None
    asks = sum(words.first("families", "national_ask", block.text) is not None for block in blocks)
    return "thematic_report" if asks >= _ENOUGH_ASKS or any(_finds(*pair) for pair in pairs) else None


def _is_titled(source: Source) -> bool:
    """Whether a title such as inspections have, or a word on who inspects, is the inspectorate's: nobody answers."""
    blocks = source.body()
    own = [block for block in blocks[:_TITLE] if words.first("families", "inspection_title", block.text)]
    own = own or [block for block in blocks if words.first("families", "about_us", block.text)]
    return bool(own) and not any(words.first("families", "answered", block.text) for block in blocks)


def _by_answers(source: Source) -> str | None:
    """The family of a page without a title that is known, on which somebody takes up what the inspectorate asked."""
    lines = [cell.text for block in source.body() for cell in (block.cells or [block])]
    if not any(words.first("response_minutes", "report", line) for line in lines):
        return None
    answered = sum(words.first("families", "answered", line) is not None for line in lines)
    asked = sum(words.first("families", "asked", line) is not None for line in lines)
    return "response" if min(answered, asked) >= _ENOUGH_ASKS else None


def _is_graded(block: Block, below: Block) -> bool:
    """Whether a heading has a grade right below it, and is no grade of a list of them."""
    return headings.may_be_heading(block) and lone_grade(block.text) is None and lone_grade(below.text) is not None


def _finds(block: Block, below: Block) -> bool:
    """Whether something stands under the heading of a box or of one numbered recommendation, or on its line."""
    if words.first("thematic", "run_in", block.text):
        return True
    if block.kind != "paragraph" or len(block.text) > _LONGEST_BOX:
        return False
    is_box = headings.box_kind(block.text) is not None or words.first("headings", "numbered", block.text) is not None
    return is_box and headings.box_kind(below.text) is None and len(below.text.split()) >= _FEWEST_WORDS


def _by_headings(source: Source) -> str | None:
    """The family of a page without a title that is known: by the questions or areas that it has as headings.

    None for a page on the programme, which lists them without an answer.
    """
    if any(words.first("families", "framework", block.text) for block in source.body()):
        return None
    lines = [block.text for block in source.body() if headings.may_be_heading(block)]
    known = [(text, row) for text in lines if (row := headings.of_any_cycle(text))]
    pillars = {row.pillar for text, row in known if row.pillar and text.endswith("?")}
    if len(pillars) == 1:
        return "pillar_report"
    areas = {row.theme for text, row in known if not text.endswith("?")}
    return "peel_report" if pillars or len(areas) >= _ENOUGH_AREAS else None
