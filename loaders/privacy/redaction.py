"""A document without its private parts: names, addresses and telephone numbers cut out of text and spans.

They are cut like page furniture: the rank or title before a name stays, and spans part around what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders import words
from loaders.privacy.contact import is_contact, is_office
from loaders.privacy.names import names_told, private_spans
from loaders.structure.blocks import Block, Sentence, Source, Span, sentences

_SPACED = re.compile(r"\s+(?=[,;:!?)\]]|\.(?:\s|$)|['’]s?(?:\s|$))")
_LABELLED = re.compile(r"\d|\w+(?: \w+){0,2}:")  # a date, or a label such as "Date:", begins a line of its own
_AGENDA = re.compile(r"\d{1,3}/\d{2,4}[.:]?\s+[A-Z]")
# words with which no name begins; "A" and "I" may be initials
_BEGINS_ANEW = re.compile(
    r"(?:(?:A|I)(?= [a-z])|(?:The|An|This|These|That|Those|It|Its|In|On|At|As|By|For|From|With|Since|After|Before|When"
    r"|While|Although|If|He|She|They|We|My|Our|His|Her|Their|There|Here|To|Of|One|Two|Three|Both|All|Each|Some|Many|No"
    r"|Not|Members?|Councillors?|Cllrs?|Following|Further|Having|Recommendations?|Areas?|Causes?|RESOLVED|Resolved"
    r"|Agreed|Noted|Mr|Mrs|Ms|Miss|Dr)\b)"
)
_SENTENCE = 40  # code points; what is shorter and ends in a rank is a line of a signature


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


def said_in(source: Source, block: Block) -> list[Sentence]:
    """The sentences of a block, without the gaps that cut names leave."""
    return [one._replace(text=tidy(one.text)) for one in sentences(block, source.text)]


def _rejoined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each paragraph that breaks off after a rank joined to the next one over what the page put between."""
    broken: Block | None = None
    between: list[Block] = []
    for block in blocks:
        if broken and block.cut:
            between.append(block)
            continue
        whole = block
        goes_on = block.kind == "paragraph" and not _LABELLED.match(block.text) and not _is_of_a_head(block.text)
        goes_on = goes_on and broken is not None and _goes_on_with_a_name(broken.text, block.text)
        if broken and goes_on:
            whole = replace(broken, text=f"{broken.text} {block.text}", spans=(*broken.spans, *block.spans))
        elif broken:
            yield broken
        broken = None
        if not whole.cut and whole.kind != "row" and _ends_in_rank(whole.text) and not _is_of_a_head(whole.text):
            broken = whole
            continue
        yield whole
        yield from between
        between = []
    if broken:
        yield broken
    yield from between


def _is_of_a_head(text: str) -> bool:
    """Whether a line is one of a letter's head, which goes on in no other line."""
    return is_contact(text) or any(words.first("letter", group, text) for group in ("label", "head"))


def _goes_on_with_a_name(above: str, text: str) -> bool:
    """Whether a line that ends in a rank goes on with a name below; else it is a heading, or ends there by chance."""
    if above.isupper() or _AGENDA.match(above) or _BEGINS_ANEW.match(text):
        return False
    return text[:1].islower() or any(start == len(above) for start, _ in private_spans(f"{above} {text}"))


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
    cells = tuple(cell._replace(text=_text_without(cell.text, told)) for cell in block.cells)
    if not spans:
        return replace(block, text="", spans=block.spans[:1], cells=cells, cut=block.cut or "contact")
    rest = replace(block, spans=spans, cells=cells)
    return replace(rest, text=tidy(" ".join(sentence.text for sentence in sentences(rest, source_text))))


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
