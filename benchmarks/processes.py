"""Whole processes: the `kg` command, and bare scripts that ask the engine for the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.pairs import Work
from kg import loading, warming
from kg.engine import jvm
from kg.engine.generations import Generations
from kg.settings import Settings

_RECORD_SECONDS = 120


def command(home: Path, *arguments: str, neo4j: bool = False) -> Work:
    """A `kg` command to be timed, on this KG_HOME and the embedded engine, or on the Neo4j of the environment."""
    dropped = ["KG_DECISIONS", "KG_DOCUMENTS", *([] if neo4j else ["NEO4J_URI"])]
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    return lambda: _run(["-m", "kg", *arguments], {**environment, "KG_HOME": str(home), "COLUMNS": "80"})


def script(source: str, *arguments: str) -> Work:
    """A Python script to be timed."""
    return lambda: _run(["-c", source, *arguments], dict(os.environ))


def warm(home: Path) -> Path:
    """Make a KG_HOME as the first command leaves it, and return the folder of its database."""
    loading.ensure_loaded(Settings(home=home))
    warming.make(home)
    generations = Generations(home)
    state = generations.current()
    assert state
    return generations.path(state.generation)


def wait_for_record(home: Path) -> None:
    """Wait for the process that the first command on a KG_HOME leaves behind."""
    given_up = time.monotonic() + _RECORD_SECONDS
    while home.exists() and not jvm.classes_file(home).exists() and time.monotonic() < given_up:
        time.sleep(0.1)


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every run would compile this project, but no package
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments[:4]} failed: {done.stderr.decode(errors='replace')[-500:]}")
