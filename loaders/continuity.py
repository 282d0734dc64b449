"""Sentences that say what has become of an earlier finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.records import Continuity, Finding, Kind, Programme, Says
from loaders.blocks import Block, Sentence, Source, sentences
from loaders.boxes import is_headline
from loaders.document import Cover
from loaders.ledger import Ledger
from loaders.outline import Section
from loaders.places import place
from loaders.words import dates, first, folded, patterns
from loaders.words.cycles import cycle_of
from loaders.words.forces import in_general_words

_NOT_READ = ("boilerplate", "data", "navigation")
_NO_THEME = (None, "pillar-overall")


@dataclass(frozen=True, slots=True)
class _Said:
    """An outcome, the sentences that say it, and where: the section, and the headline above them."""

    says: Says
    parts: list[Sentence]
    section: Section
    headline: Block | None


def read(
    source: Source, cover: Cover, sections: Sequence[Section], findings: Sequence[Finding], ledger: Ledger
) -> list[Continuity]:
    """What the sentences of a report say of earlier findings, wherever they stand, an inspector's summary included."""
    quoted = [finding for finding in findings if finding.restated]
    found = []
    for section in sections:
        if section.reason in _NOT_READ or section.role == "cover":
            continue
        headline: Block | None = None
        for block in section.blocks:
            if is_headline(block):
                headline = block
            if not first("continuity", "needed", block.text):
                continue
            for parts, says in _statements(sentences(block, source.text), cover.force):
                found.append(_record(source, cover, _Said(says, parts, section, headline), quoted))
                ledger.use(block)
    return found


def outcome(text: str) -> Says | None:
    """What one sentence says has become of an earlier finding; None where it speaks of none.

    A force's own claim that something is resolved says nothing.
    """
    plain = folded(text)
    refers = first("continuity", "reference", text) is not None
    for row in patterns("continuity", "outcome"):
        if (refers or row["alone"]) and row.search(plain):
            says: Says = row["says"]
            return None if says == "resolved" and first("continuity", "claim", text) else says
    return None


def _statements(found: Sequence[Sentence], force: str | None) -> Iterator[tuple[list[Sentence], Says]]:
    """The outcomes that sentences say.

    One that only names the earlier finding is joined by the next that says it; progress that the next sentence takes
    back ("But ... still") leaves the finding open.
    """
    for at, sentence in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        parts, says = [sentence], outcome(sentence.text)
        if not says and following and first("continuity", "reference", sentence.text) and not outcome(following.text):
            goes_on = first("continuity", "follows", in_general_words(following.text, force))
            if goes_on:
                parts, says = [sentence, following], goes_on[0]["says"]
                following = found[at + 2] if at + 2 < len(found) else None
        if says == "improved" and following and first("continuity", "taken_back", following.text):
            parts, says = [*parts, following], "open"
        if says:
            yield parts, says


def _record(source: Source, cover: Cover, said: _Said, quoted: Sequence[Finding]) -> Continuity:
    section, parts = said.section, said.parts
    text = " ".join(part.text for part in parts)
    reference = first("continuity", "reference", text)
    year = next((value for value in reference[1].groupdict().values() if value), None) if reference else None
    cycle = cycle_of(year) if year else None
    kind = _kind(text)
    found = first("continuity", "programme", text)
    programme: Programme | None = found[0]["programme"] if found else ("PEEL" if cycle else None)
    if programme != "PEEL":
        cycle = None  # other programmes have cycles of their own
    national = first("continuity", "national", text)
    addressed_to: list[str] = national[0]["ids"] if national else []
    # "this recommendation" is the one quoted just before
    above = [one for one in quoted if one.kind == kind and one.where.end <= parts[0].spans[0][0]]
    if programme is None and above and above[-1].where.section == list(section.path) and above[-1].restated:
        programme, cycle = above[-1].restated.programme, above[-1].restated.cycle
        addressed_to = above[-1].addressed_to
    return Continuity(
        says=said.says,
        force=cover.force,
        kind=kind,
        programme=programme,
        cycle=cycle,
        theme=_theme(section, said.headline, text),
        addressed_to=addressed_to,
        on=dates.printed_date(text) if first("continuity", "dated", text) else None,
        text=text,
        where=place(source, parts, section.path, text),
    )


def _kind(text: str) -> Kind | None:
    found = first("continuity", "kind", text)
    return found[0]["kind"] if found else None


def _theme(section: Section, headline: Block | None, text: str) -> str | None:
    """The theme of the heading; under an inspector's summary, that which the sentence or its headline plainly names."""
    if section.theme not in _NO_THEME:
        return section.theme
    for words in (text, headline.text if headline else ""):
        found = {row["theme"] for row in patterns("themes", "theme") if row.search(folded(words))}
        if len(found) == 1:
            return str(found.pop())
    return None
