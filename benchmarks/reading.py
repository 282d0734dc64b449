"""Reading documents into records: the time after imports, and how it grows with the length.

On the files of KG_DOCUMENTS where that is set, else on a made-up report of the size of a real one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import loaders
from benchmarks import made_up
from benchmarks.pairs import Ratio, Size, pairs, seconds

_MILLISECONDS = 150
_LONGEST = 135_000  # characters of the longest of the documents at hand


def run(size: Size) -> Iterator[Ratio]:
    """Milliseconds of the slowest document, and each many times over in one file against as many readings of it."""
    with TemporaryDirectory() as folder:
        files = _documents(Path(folder))
        times = {}
        for file in files:
            loaders.read(file)  # imports, vocabularies
            times[file] = [1000 * seconds(partial(loaders.read, file)) for _ in range(size.rounds)]
        slowest = max(times, key=lambda file: median(times[file]))
        yield Ratio(f"the slowest of {len(files)}", times[slowest], at_most=_MILLISECONDS, unit="ms")
        for file in files:
            longer = Path(folder) / f"longer-{file.name}"
            longer.write_text(file.read_text(encoding="utf-8") * size.repeats, encoding="utf-8")
            as_often = partial(_read_often, file, size.repeats)
            both = pairs(partial(loaders.read, longer), as_often, max(1, size.rounds // 2))
            ratios = [one_long / many_short for one_long, many_short in both]
            yield Ratio(f"time for length, {file.stem} {size.repeats} times over", ratios, at_most=1.1)


def _read_often(file: Path, times: int) -> None:
    for _ in range(times):
        loaders.read(file)


def _documents(folder: Path) -> list[Path]:
    if own := os.environ.get("KG_DOCUMENTS"):
        return sorted(Path(own).expanduser().glob("*.txt"))
    made = folder / "report.txt"
    made.write_text(made_up.report(_LONGEST), encoding="utf-8")
    return [made]
