"""Generations of the embedded graph: a load writes the next one beside the current one and swaps a pointer at the end.

Readers hold whole states, and a killed load leaves the old one. Layout of `KG_HOME/graph`: one folder a generation,
`current` (a JSON object, replaced atomically) and `lock`, which a load holds.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import KgError

_WAIT_SECONDS = 20.0


@dataclass(frozen=True)
class State:
    """What the current generation holds, told without opening it."""

    generation: str
    schema: int
    facts: str
    documents: int  # copies of documents that a user loaded


class Generations:
    """The generations of one KG_HOME."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "graph"
        self._pointer = self.folder / "current"

    def current(self) -> State | None:
        """The state that readers are to open; None where nothing was loaded yet."""
        try:
            return State(**json.loads(self._pointer.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError) as error:
            raise KgError(
                f"cannot read the pointer to the graph ({type(error).__name__})",
                str(self._pointer),
                f"delete {self.folder} and load again",
            ) from None

    def path(self, generation: str) -> Path:
        return self.folder / generation

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Hold the lock of loads, and clear away what killed loads left.

        A second load waits a moment, saying so on stderr. Raises KgError where the other does not end in time, or
        where the folder cannot be written.
        """
        from filelock import FileLock, Timeout  # costs readers 70 ms

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                print(f"kg: another load is writing to {self.folder}: waiting", file=sys.stderr)
                lock.acquire(timeout=_WAIT_SECONDS)
        except Timeout:
            raise KgError(
                "the graph is being loaded by another process", str(self.folder), "wait until it is done"
            ) from None
        except OSError as error:
            raise _not_writable(self.folder, error) from None
        try:
            self._clear()
            yield
        finally:
            lock.release()

    def prepare(self, *, copy: bool) -> Path:
        """The folder of the next generation: a copy of the current one, or absent so that an empty one is made."""
        numbers = [int(entry.name) for entry in self.folder.iterdir() if entry.name.isdigit()]
        path = self.path(f"{max(numbers, default=0) + 1:06}")
        state = self.current()
        if copy and state:
            try:
                shutil.copytree(self.path(state.generation), path)
            except OSError as error:
                raise _not_writable(self.folder, error) from None
        return path

    def publish(self, state: State) -> None:
        """Let readers open `state` from now on; those that are open keep what they have."""
        draft = self._pointer.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self._pointer)

    def discard(self, path: Path) -> None:
        """Remove a generation that is not wanted; where the system holds its files open, a later load does."""
        shutil.rmtree(path, ignore_errors=True)

    def _clear(self) -> None:
        state = self.current()
        for entry in self.folder.iterdir():
            if entry.is_dir() and entry.name.isdigit() and (state is None or entry.name != state.generation):
                self.discard(entry)


def _not_writable(folder: Path, error: OSError) -> KgError:
    return KgError(
        f"cannot write the embedded graph ({error.strerror})",
        str(folder),
        "set KG_HOME to a folder that can be written",
    )
