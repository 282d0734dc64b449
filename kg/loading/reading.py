"""Many documents read one after the other, by as many processes as there are processors, in the order asked for.

`python -m kg.loading.reading` is such a process: it reads its share and hands each result over before it goes on, so
that no more than a few are held at a time.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from kg.errors import KgError
from kg.settings import debug

if TYPE_CHECKING:
    from kg.records import Extract
    from loaders import Supplied

_SHARE = 20  # documents for which a further process is worth its start
_MOST = 8  # processes; what they read is written by one


def read_all(
    files: Sequence[Path], supplied: Supplied, processes: int | None = None
) -> Generator[Extract | KgError, None, None]:
    """What each file says, or why it cannot be read, in their order; `processes` by default as the machine has.

    A file at which a process breaks off is refused, and another process goes on after it. Whoever does not read to the
    end closes the iterator, and the processes end.
    """
    count = min(len(files) // _SHARE, _processors(), _MOST) if processes is None else processes
    if count < 2:
        yield from (read_one(file, supplied) for file in files)
        return
    with ExitStack() as stack:
        readers = [stack.enter_context(_Reader(files[at::count], supplied)) for at in range(count)]
        for at in range(len(files)):
            yield readers[at % count].next()


def read_one(file: Path, supplied: Supplied) -> Extract | KgError:
    """What a file says, or why it cannot be read; a fault of this program is told too, and harms no other file."""
    import loaders

    try:
        return loaders.read(file, supplied)
    except KgError as error:
        return error
    except Exception as error:
        if debug():
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        return KgError(f"this should not happen: {said}", str(file), "please report it, with what KG_DEBUG=1 shows")


class _Reader:
    """A process that reads files in their order, and is started anew after one at which it broke off."""

    def __init__(self, files: Sequence[Path], supplied: Supplied) -> None:
        self._files = list(files)  # not yet read
        self._supplied = supplied
        self._process = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        with self._process:  # which closes the pipes and waits
            pass

    def next(self) -> Extract | KgError:
        """What the next file says."""
        assert self._process.stdout
        file = self._files.pop(0)
        try:
            read: Extract | KgError = pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError):
            self.__exit__()
            self._process = self._start()
            return KgError("reading it breaks off", str(file), "save it in another format, or as text")
        return read

    def _start(self) -> subprocess.Popen[bytes]:
        """A process in a session of its own: an interrupt is for the one that started it."""
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.loading.reading"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin
        with suppress(BrokenPipeError), process.stdin as work:  # a process that cannot start is told of by `next`
            pickle.dump(([file.absolute() for file in self._files], self._supplied), work)
        return process


def _serve(work: BinaryIO, results: BinaryIO) -> None:
    """Read the files that are asked for, until nobody takes the results any more."""
    files, supplied = pickle.load(work)
    with suppress(BrokenPipeError):
        for file in files:
            pickle.dump(read_one(file, supplied), results, pickle.HIGHEST_PROTOCOL)
            results.flush()


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "wb") as pipe:
        os.dup2(2, 1)  # whatever else is printed must not get among the results
        _serve(sys.stdin.buffer, pipe)
