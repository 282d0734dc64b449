"""What a report says of one grade in two places, and not alike."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import Judgment, OtherGrade, Warning_


def disagreements(judgments: Iterable[Judgment]) -> list[Warning_]:
    """One warning for each judgment that another place of the report gives differently."""
    return [
        Warning_(
            line=one.also[0].where.line,
            message=f"{one.heading}: {_in_words(one)} in the section, "
            + ", ".join(f"{_in_words(other)} in {other.basis}" for other in one.also)
            + "; the section stands",
        )
        for one in judgments
        if one.also
    ]


def _in_words(one: Judgment | OtherGrade) -> str:
    return f"{one.grade} (carried over from {one.carried_over_from})" if one.carried_over_from else one.grade
