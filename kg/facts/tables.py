"""The shipped tables, each read when it is first asked for, and the look-ups over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from kg.dates import bounds
from kg.errors import KgError, Tell, UsageError, refuse
from kg.facts import rows
from kg.facts.reader import read_table

R = TypeVar("R", bound=rows.Row)


class Facts:
    """The tables of one data folder, each row valid by itself; `kg.facts.checks` holds them against each other.

    `tell` is given what is wrong with a table when it is first asked for; by default the first problem is raised.
    `incomplete` names the tables of which something was told.
    """

    def __init__(self, folder: Path, tell: Tell = refuse) -> None:
        self.folder = folder
        self.tell = tell
        self.incomplete: set[str] = set()

    def _read(self, row_type: type[R]) -> list[R]:
        def tell(problem: KgError) -> None:
            self.incomplete.add(row_type.table)
            self.tell(problem)

        return read_table(self.folder, row_type, tell)

    @cached_property
    def forces(self) -> list[rows.Force]:
        return self._read(rows.Force)

    @cached_property
    def bodies(self) -> list[rows.Body]:
        return self._read(rows.Body)

    @cached_property
    def oversight(self) -> list[rows.Oversight]:
        return self._read(rows.Oversight)

    @cached_property
    def themes(self) -> list[rows.Theme]:
        return self._read(rows.Theme)

    @cached_property
    def theme_successors(self) -> list[rows.ThemeSuccessor]:
        return self._read(rows.ThemeSuccessor)

    @cached_property
    def questions(self) -> list[rows.Question]:
        return self._read(rows.Question)

    @cached_property
    def cycles(self) -> list[rows.Cycle]:
        return sorted(self._read(rows.Cycle), key=lambda cycle: cycle.order)

    @cached_property
    def releases(self) -> list[rows.Release]:
        return self._read(rows.Release)

    @cached_property
    def publications(self) -> list[rows.Publication]:
        return self._read(rows.Publication)

    @cached_property
    def grades(self) -> list[rows.Grade]:
        return self._read(rows.Grade)

    @cached_property
    def report_claims(self) -> list[rows.ReportClaim]:
        return self._read(rows.ReportClaim)

    @cached_property
    def monitoring(self) -> list[rows.Monitoring]:
        return self._read(rows.Monitoring)

    @cached_property
    def collaborations(self) -> list[rows.Collaboration]:
        return self._read(rows.Collaboration)

    @cached_property
    def memberships(self) -> list[rows.Membership]:
        return self._read(rows.Membership)

    @cached_property
    def responses(self) -> list[rows.Response]:
        return self._read(rows.Response)

    @cached_property
    def causes_of_concern(self) -> list[rows.CauseOfConcern]:
        return self._read(rows.CauseOfConcern)

    @cached_property
    def force_by_id(self) -> dict[str, rows.Force]:
        return {force.id: force for force in self.forces}

    @cached_property
    def body_by_id(self) -> dict[str, rows.Body]:
        return {body.id: body for body in self.bodies}

    @cached_property
    def theme_by_id(self) -> dict[str, rows.Theme]:
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def question_by_id(self) -> dict[str, rows.Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def cycle_by_id(self) -> dict[str, rows.Cycle]:
        return {cycle.id: cycle for cycle in self.cycles}

    def cycle(self, id_: str) -> rows.Cycle:
        """The cycle of that id; a year of a yearly programme that is not listed is as its other years are.

        Raises KeyError for any other.
        """
        if id_ in self.cycle_by_id:
            return self.cycle_by_id[id_]
        programme = id_.rpartition("-")[0]
        for row in self.cycles:
            if programme and row.id.rpartition("-")[0] == programme and row.programme != "PEEL":
                return row.model_copy(update={"id": id_})
        raise KeyError(id_)

    @cached_property
    def collaboration_by_id(self) -> dict[str, rows.Collaboration]:
        return {collaboration.id: collaboration for collaboration in self.collaborations}

    @cached_property
    def publication_by_url(self) -> dict[str, rows.Publication]:
        return {publication.url: publication for publication in self.publications}

    @cached_property
    def publication_by_document(self) -> dict[str, rows.Publication]:
        """The page at which a shipped document can be read, by the document's id."""
        return {publication.document: publication for publication in self.publications if publication.document}

    @cached_property
    def _forces_by_name(self) -> dict[str, list[rows.Force]]:
        return _index((folded(name), force) for force in self.forces for name in force_names(force))

    @cached_property
    def _collaborations_by_name(self) -> dict[str, list[rows.Collaboration]]:
        return _index((folded(name), one) for one in self.collaborations for name in (one.id, one.name, *one.aliases))

    @cached_property
    def _questions_by_heading(self) -> dict[tuple[str, str], list[rows.Question]]:
        index: dict[tuple[str, str], list[rows.Question]] = defaultdict(list)
        for question in self.questions:
            for heading in {folded(text) for text in (question.wording, question.short_label, *question.aliases)}:
                index[question.cycle, heading].append(question)
        return index

    def find_force(self, name: str) -> rows.Force | None:
        """The force of that id, official name or other name in use, whatever its case; None where there is none."""
        found = self._forces_by_name.get(folded(name), [])
        return found[0] if len(found) == 1 else None

    def force(self, name: str) -> rows.Force:
        """As `find_force`, but raises UsageError with the near matches where there is none."""
        if found := self.find_force(name):
            return found
        near = get_close_matches(name.casefold(), self.force_by_id, n=3, cutoff=0.75)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"no force called {name!r}", remedy=f"{hint}(kg forces lists all {len(self.forces)})")

    def find_collaboration(self, name: str, region: str | None = None) -> rows.Collaboration | None:
        """The collaboration of that id or name; where several share a nickname, the one of the `region` meant."""
        found = self._collaborations_by_name.get(folded(name), [])
        if len(found) > 1:
            found = [one for one in found if one.region == region]
        return found[0] if len(found) == 1 else None

    def question(self, cycle: str, heading: str, pillar: str | None = None) -> rows.Question | None:
        """The question or area that `cycle` prints as `heading`: its wording, table label or another name of it.

        `pillar` narrows the search where pillars share a heading. None where the cycle has no such heading, or several.
        """
        found = self._questions_by_heading.get((cycle, folded(heading)), [])
        if pillar:
            found = [question for question in found if question.pillar == pillar]
        return found[0] if len(found) == 1 else None

    def overseers(self, force: str, on: str | None) -> list[rows.Body]:
        """Who held the force to account at a (partial) date: those whose time there overlaps what it can mean.

        Without a date all who ever did.
        """
        if on is None:
            return [self.body_by_id[row.body] for row in self.oversight if row.force == force]
        first, last = bounds(on)
        return [
            self.body_by_id[row.body]
            for row in self.oversight
            if row.force == force
            and (row.from_ is None or bounds(row.from_)[0] <= last)
            and (row.to is None or bounds(row.to)[1] >= first)
        ]


def force_names(force: rows.Force) -> tuple[str, ...]:
    """Every name by which texts and users call a force."""
    return (force.id, force.name, force.official_name, *force.aliases)


def folded(text: str) -> str:
    """What two spellings of one heading or name have in common: no case, no punctuation, `&` as `and`."""
    plain = text.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    return " ".join(re.findall(r"\w+", plain))


def _index(pairs: Iterable[tuple[str, R]]) -> dict[str, list[R]]:
    index: dict[str, list[R]] = defaultdict(list)
    for name, row in pairs:
        if row not in index[name]:
            index[name].append(row)
    return index
