"""The shipped facts of published documents: data/documents/*.toml, one a document, without the printed text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kg import resources
from kg.errors import KgError, Tell, refuse
from kg.records import Extract

# What is printed and therefore not shipped. A deadline's `text` is shipped: a few words, without which it is none.
_PRINTED = ("text", "headline", "stem", "quote")
_KEPT_WHOLE = ("deadline",)
_QUOTED_WORDS = {"refers_to": 8}  # an answer names what it answers in the words of the other text; the first tell it
# What a reading is like, not what the document says: the file at hand, and how its paragraphs were dealt with.
_OF_THE_READING: Any = {"document": {"file", "url"}, "accounting": True, "warnings": True}
SUMMARY_LENGTH = 140

Key = tuple[str, ...]


def folder() -> Path:
    """Where the shipped documents are."""
    return resources.folder("data") / "documents"


def read(file: Path, tell: Tell = refuse) -> Extract:
    """What one document says, as shipped.

    Raises KgError for a file that is no TOML or whose records are not as declared in `kg.records`. Of several records
    that are not, `tell` is given all but the last; by default the first is raised.
    """
    where = f"data/documents/{file.name}"
    remedy = f"write it anew: python -m kg.drafting FILE, or restore {where}"
    try:
        return Extract.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KgError(str(error), where, remedy) from None
    except ValidationError as error:
        *others, last = (_explained(one, where, remedy) for one in error.errors(include_url=False))
        for other in others:
            tell(other)
        raise last from None


def _explained(error: ErrorDetails, where: str, remedy: str) -> KgError:
    path = ".".join(map(str, error["loc"]))
    what = f"{path} is missing" if error["type"] == "missing" else f"{path} {error['input']!r}: {error['msg']}"
    return KgError(what, where, remedy)


def without_print(extract: Extract) -> dict[str, Any]:
    """The records as plain values without printed text: what is shipped, and what `kg verify` compares."""
    plain = extract.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_OF_THE_READING)
    stripped: dict[str, Any] = _strip(plain)
    return stripped


def summarised(plain: dict[str, Any]) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Every record that has a summary of its own, under a key that outlasts a new reading.

    A finding goes by its id, what has no id by the hash of its text. A commitment goes by its answer and place among
    that answer's commitments, so their number is part of the key: when it changes, all of them are to be read again.
    """
    for finding in plain.get("findings", []):
        yield ("finding", finding["id"]), finding
    for kind in ("continuity", "collaborations"):
        yield from by_hash((kind,), plain.get(kind, []))
    for response in plain.get("responses", []):
        author = ("response", response["author_role"], str(response.get("date")))
        for key, item in by_hash((*author, "item"), response.get("items", [])):
            yield key, item
            commitments = item.get("commitments", [])
            for number, commitment in enumerate(commitments, 1):
                yield (*key, f"commitment {number} of {len(commitments)}"), commitment
        yield from by_hash((*author, "dispute"), response.get("disputes", []))


def by_hash(prefix: Key, records: list[dict[str, Any]]) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Records that have no id, each under the hash of its text, with `-2`, `-3` … where a text serves again."""
    seen: dict[str, int] = {}
    for record in records:
        text = str(record["where"].get("hash"))
        seen[text] = seen.get(text, 0) + 1
        yield (*prefix, text if seen[text] == 1 else f"{text}-{seen[text]}"), record


def _strip(value: Any) -> Any:
    if isinstance(value, list):
        return [_strip(one) for one in value]
    if isinstance(value, dict):
        return {key: _shipped(key, one) for key, one in value.items() if key not in _PRINTED}
    return value


def _shipped(key: str, value: Any) -> Any:
    if key in _KEPT_WHOLE:
        return value
    return " ".join(value.split()[: _QUOTED_WORDS[key]]) if key in _QUOTED_WORDS else _strip(value)
