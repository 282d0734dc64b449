"""The two ways in which a command can fail, each told in one line."""

from __future__ import annotations

from collections.abc import Callable


class KgError(Exception):
    """The input or the graph is not as it should be: exit code 1.

    `what` is wrong, `where` (a file and line, an address, a name; may be empty), and the `remedy`.
    """

    exit_code = 1

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(": ".join(part for part in (what, where, remedy) if part))


Tell = Callable[[KgError], None]
"""What becomes of a problem in a file: `refuse` raises the first, a list's `append` gathers all."""


def refuse(problem: KgError) -> None:
    """Raise a problem as soon as it is met."""
    raise problem


class UsageError(KgError):
    """A name, option or parameter that does not exist: exit code 2."""

    exit_code = 2
