"""The order of inspections in time, and which of them a reader could know of on a given day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lineage.model import CAUSES, Finding, Inspection

_YEAR = re.compile(r"\d{4}")


def cycle_year(cycle: str | None) -> int | None:
    """The year in which a cycle begins: 2021 for "2021/22"; None without one."""
    match = _YEAR.search(cycle or "")
    return int(match[0]) if match else None


def day(inspection: Inspection) -> str:
    """The day that places an inspection in time: the first on which its report can have come out.

    Where no publication date is known it is the first day of its cycle, which is never later than publication; the
    empty string, which sorts before all, where there is no cycle either.
    """
    if inspection.published_min:
        return inspection.published_min
    year = cycle_year(inspection.cycle)
    return f"{year}-01-01" if year else ""


def is_known(inspection: Inspection, as_of: str) -> bool:
    """Whether the report was certainly out on the day `as_of`."""
    return (inspection.published_max or day(inspection)) <= as_of


def same_assessment(one: Inspection, other: Inspection) -> bool:
    """Whether two inspections are one, or pillars of one yearly assessment that were only published apart.

    What two pillars of one year say of the same fieldwork is said twice, not raised again.
    """
    return one.id == other.id or (
        one.cycle is not None and (one.programme, one.cycle) == (other.programme, other.cycle)
    )


def follows(later: Inspection, earlier: Inspection) -> bool:
    """Whether findings of `later` can follow findings of `earlier`."""
    return not same_assessment(later, earlier) and day(later) > day(earlier)


def printed_twice(later: Finding, earlier: Finding, timeline: Timeline) -> bool:
    """Whether two documents of one assessment each raise one of these causes of concern, `earlier` in the first.

    That an accelerated cause of concern and one of the report that it ran ahead of are the same is then for a headline
    or a person to say; all else of one assessment is never linked.
    """
    if later.kind not in CAUSES or later.kind != earlier.kind or later.inspection == earlier.inspection:
        return False
    one, other = timeline.of(later), timeline.of(earlier)
    pillars = one.pillar is not None and other.pillar is not None
    return not pillars and same_assessment(one, other) and (day(one), later.id) > (day(other), earlier.id)


class Timeline:
    """The inspections of one force, and in which of them each finding was raised."""

    def __init__(self, inspections: Iterable[Inspection]) -> None:
        self.inspections = {inspection.id: inspection for inspection in inspections}

    def of(self, finding: Finding) -> Inspection:
        """The inspection that raised a finding.

        Raises ValueError where the finding names an inspection that was not handed over.
        """
        try:
            return self.inspections[finding.inspection]
        except KeyError:
            raise ValueError(
                f"{finding.id} belongs to {finding.inspection}, which is no inspection of its force"
            ) from None

    def oldest_first(self, findings: Iterable[Finding]) -> list[Finding]:
        return sorted(findings, key=lambda finding: (day(self.of(finding)), finding.id))
