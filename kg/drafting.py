"""Drafts of shipped facts: `python -m kg.drafting FILE…` writes data/documents from documents, keeping summaries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import tomli_w

import loaders
from kg.facts.shipped import folder, read, summarised, without_print
from kg.records import Extract


def draft(extract: Extract, earlier: Extract | None = None) -> dict[str, Any]:
    """As `without_print`, with the title and the summaries that `earlier` has for the same records."""
    plain = without_print(extract)
    if earlier:
        plain["document"]["title"] = earlier.document.title
        summaries = {key: record.get("summary") for key, record in summarised(without_print(earlier))}
        for key, record in summarised(plain):
            if summary := summaries.get(key):
                record["summary"] = summary
    return plain


def main(files: list[Path], target: Path | None = None) -> None:
    """Write the draft of each document to `target` (data/documents) and list the records that lack a summary."""
    for path in files:
        extract = loaders.read(path)
        file = (target or folder()) / f"{extract.document.id}.toml"
        plain = draft(extract, read(file) if file.exists() else None)
        file.write_bytes(tomli_w.dumps(plain).encode())
        for key, record in summarised(plain):
            if "summary" not in record:
                place = f" (line {record['where']['line']})" if "where" in record else ""
                print(f"{file.name}: no summary: {' '.join(key)}{place}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
