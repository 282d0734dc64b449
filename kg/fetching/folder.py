"""The folder of fetched documents: each with a hidden record of its address, date and hash beside it.

A kill at any moment leaves every document whole: content and record are written under other names and renamed, the
record first, so that a document that is not the one of its record is known, and fetched again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from kg.errors import KgError
from kg.fetching.visitor import Answer

_LONGEST = 80  # characters of an address in a name, so that the path stays short enough for Windows
_UNFINISHED = ".unfinished-fetch"
_RESUMED = timedelta(days=1)  # after which an interrupted run has nothing to say on what is new


@dataclass(frozen=True)
class Record:
    """Where a document came from. Times are UTC; `replaces` is the hash of what stood under its name before it."""

    url: str
    final_url: str
    file: str
    sha256: str
    bytes: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    fetched: str
    checked: str
    replaces: str | None = None

    def validators(self) -> dict[str, str]:
        """The headers that ask for the page only if it is another one now."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


class Folder:
    """The documents of one folder, by the addresses that they were asked at and that they came from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._records: dict[str, Record] = {}
        for file in sorted(path.glob(".*.json")):
            if (record := _read(file)) and file == self._beside(record.url):
                self._enter(record)

    @contextmanager
    def run(self) -> Iterator[str]:
        """Work in the folder alone; gives the time at which the run began, or the interrupted run that it carries on.

        Raises KgError where another run is at work in the folder.
        """
        marker = self.path / _UNFINISHED
        lock = FileLock(self.path / ".fetch.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise KgError("another kg fetch is at work", str(self.path), "wait until it is done") from None
        try:
            began = _interrupted(marker) or _now()
            self._write(marker, began.encode())
            yield began
            marker.unlink()
        finally:
            lock.release()

    def held(self, url: httpx.URL) -> Record | None:
        """The record of the document of that address."""
        return self._records.get(str(url))

    def is_whole(self, record: Record) -> bool:
        """Whether the document of a record is there as it was fetched."""
        return self._hash(record.file) == record.sha256

    def keep(self, asked: httpx.URL, answer: Answer, suffix: str) -> Record:
        """Write a document and its record; `asked` is the address at which it was first asked for.

        Raises KgError where a file that is not fetched, or was changed since, has its name.
        """
        old = self.held(asked)
        name = _stem(asked) + suffix
        there = self._hash(name)
        if there and not (old and old.file == name and there in (old.sha256, old.replaces)):
            why = "was changed since it was fetched" if old else "was not fetched by this program"
            raise KgError(
                f"a file of that name {why}", str(self.path / name), "move it away, and run the command again"
            )
        now = _now()
        record = Record(
            url=str(asked),
            final_url=str(answer.url),
            file=name,
            sha256=hashlib.sha256(answer.body).hexdigest(),
            bytes=len(answer.body),
            content_type=answer.headers.get("Content-Type"),
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
            fetched=now,
            checked=now,
            replaces=there,
        )
        part = self._draft(self.path / name, answer.body)
        self._enter(record)
        self._write(self._beside(record.url), _json(record))
        os.replace(part, self.path / name)
        if old and old.file != name and self.is_whole(old):
            (self.path / old.file).unlink()
        return record

    def confirm(self, record: Record, answer: Answer) -> Record:
        """Note that the document of a record is still what its server gives."""
        given = {"etag": answer.headers.get("ETag"), "last_modified": answer.headers.get("Last-Modified")}
        confirmed = replace(record, final_url=str(answer.url), checked=_now(), **{k: v for k, v in given.items() if v})
        self._write(self._beside(record.url), _json(confirmed))
        self._enter(confirmed)
        return confirmed

    def _enter(self, record: Record) -> None:
        self._records[record.final_url] = self._records[record.url] = record

    def _beside(self, url: str) -> Path:
        return self.path / f".{_stem(httpx.URL(url))}.json"

    def _hash(self, name: str) -> str | None:
        try:
            return hashlib.sha256((self.path / name).read_bytes()).hexdigest()
        except FileNotFoundError:
            return None

    def _write(self, path: Path, content: bytes) -> None:
        os.replace(self._draft(path, content), path)

    def _draft(self, path: Path, content: bytes) -> Path:
        draft = self.path / f".{path.name.removeprefix('.')}.part"
        draft.unlink(missing_ok=True)  # of a killed run
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return draft


def _stem(url: httpx.URL) -> str:
    """A name for the file of an address: words of it to read, a hash to tell it from all others.

    Nothing but lower-case ASCII letters, digits and hyphens, and no name that Windows keeps for itself.
    """
    words = re.sub(r"[^a-z0-9]+", "-", url.raw_path.decode("ascii").lower()).strip("-")
    told = words[-_LONGEST:].strip("-") or re.sub(r"[^a-z0-9]+", "-", url.host)
    return f"{told}-{hashlib.sha256(str(url).encode()).hexdigest()[:10]}"


def _read(file: Path) -> Record | None:
    """A record as it was written; None for anything else, which is as good as none."""
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        record = Record(**given)
    except (OSError, ValueError, TypeError):
        return None
    whole = all(isinstance(getattr(record, name), str) for name in ("url", "final_url", "file", "sha256", "checked"))
    return record if whole and record.file == Path(record.file).name else None


def _json(record: Record) -> bytes:
    return (json.dumps(asdict(record), ensure_ascii=False, indent=2) + "\n").encode()


def _interrupted(marker: Path) -> str | None:
    """When the run began that left its mark; None where none did of late."""
    try:
        began = marker.read_text(encoding="ascii")
        recent = datetime.now(UTC) - datetime.fromisoformat(began) < _RESUMED
    except (OSError, ValueError, TypeError):
        return None
    return began if recent else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
