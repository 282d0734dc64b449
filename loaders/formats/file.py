"""The bytes of a file, read once and within limits."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError

LARGEST = 50_000_000  # bytes; the longest published report is a tenth of it


@dataclass(frozen=True)
class File:
    """A file's path and what is in it."""

    path: Path
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read(path: Path) -> File:
    """The whole content of a file.

    Raises KgError for what is no file or cannot be read, is larger than `LARGEST` (without reading it), or changes
    while it is read.
    """
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise KgError("not a file", str(path), "name a document that can be read")
        if before.st_size > LARGEST:
            size = f"{before.st_size / 1e6:,.0f} MB, larger than the {LARGEST / 1e6:.0f} MB that a document may have"
            raise KgError(size, str(path), "split it, or save it without pictures")
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise KgError(error.strerror or "cannot be read", str(path), "name a document that can be read") from None
    if (len(content), after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise KgError("changed while it was read", str(path), "wait until it is written, and load it again")
    return File(path, content)
