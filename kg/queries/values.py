"""Parameters of saved queries: their types, and the values that users give them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Value = str | int | bool | None
TYPES = ("string", "integer", "boolean", "date")
TODAY = "today"  # a date's default or value that is resolved when the query runs


class WrongValue(ValueError):
    """A value that is not of the parameter's type; the message continues a sentence: "is no …"."""


@dataclass(frozen=True)
class Param:
    name: str
    type: str
    default: Value
    help: str
    required: bool = False  # only in a user's own file without a header, where nothing gives a default

    def convert(self, value: Value) -> Value:
        """The value as the query takes it; text, as given on a command line, is read by the parameter's type.

        Dates become full ISO days, the only ones that compare rightly as text; `today` is the day of the call.
        None stays None. Raises WrongValue.
        """
        if value is None:
            return None
        return _CONVERT[self.type](value)


def _string(value: Value) -> str:
    if not isinstance(value, str):
        raise WrongValue(f"is no text: {value}")
    return value


def _integer(value: Value) -> int:
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d+", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise WrongValue(f"is no whole number: {value}")


def _boolean(value: Value) -> bool:
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if isinstance(value, bool):
        return value
    raise WrongValue(f"is neither true nor false: {value}")


def _date(value: Value) -> str:
    if value == TODAY:
        return date.today().isoformat()
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise WrongValue(f"is no full date (YYYY-MM-DD): {value}") from None
    if day.isoformat() != str(value):
        raise WrongValue(f"is no full date (YYYY-MM-DD): {value}")
    return str(value)


_CONVERT: dict[str, Callable[[Value], Value]] = {
    "string": _string,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
}
