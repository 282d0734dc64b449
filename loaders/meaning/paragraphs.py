"""What the sentences of a paragraph, one after the other, say has become of earlier findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.records import Says
from loaders.meaning import earlier
from loaders.meaning.compared import direction, grade_of_today, graded_now, told_apart, was_graded
from loaders.meaning.outcomes import Verdict, are_of_several, verdicts
from loaders.meaning.spoken import Spoken, may_speak, names_inspection
from loaders.structure.blocks import Sentence
from loaders.words import first, grades, holds
from loaders.words.forces import in_general_words


@dataclass(frozen=True, slots=True)
class Said:
    """An outcome and the sentences that say it, with those before them that name what they speak of."""

    says: Says
    parts: list[Sentence]
    before: tuple[Sentence, ...] = ()
    verdict: Verdict | None = None

    @property
    def is_worse(self) -> bool:
        """Whether it only says that what was found has grown worse."""
        return bool(self.verdict and self.verdict.means == "worse")

    @property
    def text(self) -> str:
        """All the words from which it is told what is spoken of."""
        return " ".join(part.text for part in (*self.before, *self.parts))


@dataclass(frozen=True, slots=True)
class Context:
    """Where a paragraph stands: whose report it is in, under what, and the grade printed above it."""

    force: str | None
    is_quoted: bool = False  # below an earlier finding told again
    is_finding: bool = False  # in the text of a finding of this document
    grade: str | None = None
    is_listed: bool = False  # several earlier findings have been counted above
    years: frozenset[str] = frozenset()  # of earlier inspections that the document names
    named: Sentence | None = None  # in a paragraph above, names findings, so that "The second" may be one of them


def statements(found: Sequence[Sentence], above: Sequence[Sentence], context: Context) -> Iterator[Said]:
    """The outcomes that a paragraph says, where what it says of the parts of one finding is one outcome."""
    told: Said | None = None
    for said in _each(found, above, context):
        if told and (both := earlier.together(told.says, said.says, _own(told), _own(said))):
            told = replace(told, says=both)
            continue
        if told and said.says == "superseded" and told.says == "resolved" and first("outcomes", "it_too", _own(said)):
            told = None
        if told:
            yield told
        told = said
    if told:
        yield told


def _own(said: Said) -> str:
    return said.parts[-1].text


def _each(found: Sequence[Sentence], above: Sequence[Sentence], context: Context) -> Iterator[Said]:
    """The outcomes that the sentences of a paragraph say, `above` being those of the paragraph before it.

    A sentence that only names the earlier finding is joined by the next that says what came of it; progress that the
    next sentence takes back ("But ... still") leaves the finding open.
    """
    paragraph = _Paragraph([in_general_words(sentence.text, context.force) for sentence in found], found, context)
    told: int | None = None  # the last sentence that named an earlier finding
    in_parts = False  # it is one finding, whose parts are told of one by one
    last: list[Says] = []  # what has been said of it
    is_listed, named = context.is_listed, context.named
    taken = -1
    for at, sentence in enumerate(found):
        if at <= taken:
            continue
        one_of_those = named if first("outcomes", "one_of_those", paragraph.plain[at]) else None
        follows = told is not None or one_of_those is not None
        if not (follows or context.is_quoted or is_listed or paragraph.may_speak(at)):
            in_parts = False
            continue
        meant_by_it = paragraph.plain[told] if told is not None else one_of_those.text if one_of_those else ""
        spoken = paragraph.spoken(at, meant_by_it, follows=follows, is_listed=is_listed)
        if spoken.names:
            named = None if spoken.is_of_others else sentence
        said = paragraph.says(at, spoken, last)
        taken = at + len(said[0].parts) - 1 if said else at
        goes_back = spoken.points and not spoken.refers
        in_parts = first("outcomes", "in_parts", spoken.text) is not None or (in_parts and told is not None)
        if in_parts:
            said = _of_parts(said, last, spoken)
        says = [one.says for one in said]
        said = _without_repeats(said, last, spoken, paragraph.plain[at - 1] if at else "")
        if said and told is not None and goes_back:
            joined = told == at - 1 and not spoken.names and not first("outcomes", "single_out", spoken.text)
            meant = found[told]
            said = [
                replace(one, parts=[meant, *one.parts]) if joined else replace(one, before=(meant,)) for one in said
            ]
        elif one_of_those:
            said = [replace(one, before=(one_of_those,)) for one in said]
        for one in said:
            yield replace(one, before=one.before or _named_before(found[:at], above, one))
        is_listed = is_listed or first("outcomes", "listed", spoken.text) is not None
        is_of_any = said or spoken.tells or spoken.names or spoken.points
        if not is_of_any or spoken.is_of_others:
            told = None
        elif spoken.tells or (spoken.names and not goes_back):
            told, last = at, says
        elif said:
            last = says


def _without_repeats(said: list[Said], last: Sequence[Says], spoken: Spoken, above: str) -> list[Said]:
    """What a sentence says beyond what the one before it has said of the same finding."""
    says = [one.says for one in said]
    goes_back = spoken.points and not spoken.refers
    is_the_same = first("outcomes", "same_one", spoken.text) if spoken.names else spoken.follows or goes_back
    if says == last and is_the_same and not spoken.refers:
        return []
    if says == last == ["no progress"] and not first("outcomes", "named", above):
        return []  # told once as a state and once as a judgment
    if says == ["open"] and "partly resolved" in last and first("outcomes", "scoped", spoken.text):
        return []  # the rest of what is resolved in part
    if goes_back and "raised again" in last:
        return [one for one in said if one.says != "raised again"]
    return said


def _of_parts(said: list[Said], last: Sequence[Says], spoken: Spoken) -> list[Said]:
    """What a sentence on some parts of one finding says of the whole, beyond what was said of other parts."""
    says = {one.says for one in said}
    if not first("outcomes", "one_of_several", spoken.text):
        return said
    if "resolved" in says:
        return [] if "partly resolved" in last else [replace(said[0], says="partly resolved")]
    return [] if "partly resolved" in last and says <= {"open", "no progress"} else said


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The sentences of a paragraph, in general words and as printed."""

    plain: list[str]
    found: Sequence[Sentence]
    context: Context

    def may_speak(self, at: int) -> bool:
        """Whether a sentence, or one of the two before it, has any of the words that speak of earlier findings."""
        return any(may_speak(one) for one in self.plain[max(0, at - 2) : at + 1])

    def spoken(self, at: int, told: str, *, follows: bool, is_listed: bool) -> Spoken:
        is_graded = bool(at and first("compared", "graded", self.plain[at - 1]))
        of_one = self.context.force is not None
        return Spoken(
            self.plain[at],
            follows,
            self.context.is_quoted,
            of_one,
            is_graded,
            years=self.context.years,
            told=told,
            is_listed=is_listed,
        )

    def says(self, at: int, spoken: Spoken, last: Sequence[Says]) -> list[Said]:
        """What the sentence at that place says, with the next where that one takes progress back."""
        sentence = self.found[at]
        said = [Said(one.says, [sentence], verdict=one) for one in verdicts(spoken)]
        said = [
            replace(one, says=says)
            for one in said
            for says in earlier.mended(one.says, one.verdict.means if one.verdict else None, spoken.text, spoken)
        ]
        if not said and not self._graded_since(at) and (says := earlier.outcome(self.plain, at, spoken, last)):
            if says == "improved" and at + 1 < len(self.found) and first("outcomes", "taken_back", self.plain[at + 1]):
                return [Said("open", [sentence, self.found[at + 1]])]
            is_decided = says == "improved" and any(one.means != "more" for one in self._next(at))
            return [] if is_decided and not self._decides(at, spoken, of_another=True) else [Said(says, [sentence])]
        if not any(one.says.startswith("grade") for one in said) and (now := self._graded_since(at)):
            said = [Said(now, [sentence]), *(one for one in said if one.says != "improved")]
        if self.context.is_finding and spoken.refers and first("outcomes", "this_one", spoken.text):
            says_more = any(not one.is_worse for one in said) if said else bool(self._next(at))
            if not says_more:
                return [Said("raised again", [sentence])]
        if len(said) != 1:
            return said
        if said[0].says == "improved":
            if at + 1 < len(self.found) and first("outcomes", "taken_back", self.plain[at + 1]):
                if not self._decides(at, spoken, of_another=True):
                    return [replace(said[0], says="open", parts=[sentence, self.found[at + 1]])]
            elif self._decides(at, spoken, of_another=False):
                return []  # what the next sentence decides includes it
        elif said[0].verdict and said[0].verdict.means == "most" and self._next(at):
            return []  # the next sentence says which
        return said

    def _next(self, at: int) -> list[Verdict]:
        """What the next sentence decides."""
        told = (
            verdicts(Spoken(self.plain[at + 1], follows=True, told=self.plain[at])) if at + 1 < len(self.plain) else []
        )
        return [one for one in told if one.says != "improved" and not one.says.startswith("grade")]

    def _decides(self, at: int, spoken: Spoken, *, of_another: bool) -> bool:
        """Whether the next sentence decides on the finding of which this one speaks, or on another one."""
        if not self._next(at):
            return False
        if first("outcomes", "those_on", self.plain[at + 1]):
            return of_another
        return are_of_several([spoken.text, self.plain[at + 1]]) is of_another

    def _graded_since(self, at: int) -> Says | None:
        """How the grade compares with the earlier one that a sentence names alone ("It was good last year")."""
        if at and (now := graded_now(self.plain[at])) and (was := was_graded(self.plain[at - 1])):
            return direction(was, now)
        if holds("compared", "needed", self.plain[at]) and (
            now := told_apart(self.plain[at], self.plain[at - 1] if at else "")
        ):
            return now
        if not (was := was_graded(self.plain[at])):
            return None
        above = self.plain[at - 1] if at else ""
        before = None if names_inspection(above) else grade_of_today(above)
        if not before and self.context.grade and first("compared", "alone", self.plain[at]):
            before = grades.lone_grade(self.context.grade)
        return direction(was, before) if before else None


def _named_before(found: Sequence[Sentence], above: Sequence[Sentence], said: Said) -> tuple[Sentence, ...]:
    """The sentence before that names the inspection spoken of, where the words themselves do not.

    It stands in the paragraph, or in the one above where the words go back to what that said.
    """
    goes_back = first("continuity", "goes_back", said.text) is not None
    if _names_which(said.text) or (not goes_back and names_inspection(said.text)):
        return ()
    before = [*above, *found] if goes_back else found
    named = next((one for one in reversed(before) if _names_which(one.text)), None)
    return (named,) if named else ()


def _names_which(text: str) -> bool:
    """Whether a text says which earlier inspection it means, and not only "then"."""
    reference = first("continuity", "reference", text)
    return reference is not None and first("continuity", "then", reference[1][0]) is None
