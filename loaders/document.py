"""What a loader is told besides the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the person who loads a document knows and the document may not say."""

    force: str | None = None
    cycle: str | None = None
    published: str | None = None
