"""A folder of many made-up reports on all forces: reading by all processors against one, and the whole load."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from functools import partial
from itertools import cycle as cycled
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import made_up
from benchmarks.pairs import Ratio, Size, Skipped, pairs, seconds
from benchmarks.processes import command, warm
from kg import facts
from kg.loading import reading
from loaders import Supplied

_CHARACTERS = 12_000  # of a page of one pillar
_CYCLES = ("2014", "2015", "2016", "2017", "2018/19")
_PILLARS = ("Effectiveness", "Efficiency", "Legitimacy", "Leadership")


def run(size: Size) -> Iterator[Ratio]:
    """The speed-up of reading by two processes, milliseconds a document of a load, and the memory that it took."""
    if (os.cpu_count() or 1) < 2:
        raise Skipped("needs two processors")
    with TemporaryDirectory() as folder:
        documents = Path(folder) / "documents"
        files = _documents(documents, 10 * size.repeats)
        both = pairs(partial(_read, files, 2), partial(_read, files, 1), max(1, size.rounds // 2))
        yield Ratio(f"time of two processes to read {len(files)} documents", [a / b for a, b in both], at_most=0.65)
        home = Path(folder) / "home"
        warm(home)
        load = command(home, "load", "--documents", str(documents), "--format", "json")
        yield Ratio("a document of a load", [1000 * seconds(load) / len(files)], at_most=250, unit="ms")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield Ratio("the largest of its processes", [peak], at_most=1500, unit="MB")


def _read(files: list[Path], processes: int) -> None:
    for _ in reading.read_all(files, Supplied(), processes):
        pass


def _documents(folder: Path, count: int) -> list[Path]:
    """As many different reports, on forces and cycles in turn."""
    folder.mkdir()
    text = made_up.report(_CHARACTERS)
    names = [force.name for force in facts.vocabulary().forces]
    titles = ((name, cycle, pillar) for cycle in _CYCLES for pillar in _PILLARS for name in names)
    files = []
    for number, (name, cycle, pillar) in enumerate(islice(cycled(titles), count)):
        own = text.replace("Wiltshire PEEL 2015\nEffectiveness", f"{name} PEEL {cycle}\n{pillar}")
        own = own.replace("Wiltshire Police", name).replace("team ", f"team {number}-")
        file = folder / f"{number:04}.txt"
        file.write_text(own, encoding="utf-8")
        files.append(file)
    return files
