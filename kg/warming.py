"""Later commands start faster: after one that had to load the engine's classes, a record of them is made.

It takes some seconds of a second process, which outlives the command, runs the saved queries as any reader would, and
leaves a file of 40 MB in KG_HOME/cache. Where that cannot be, nothing is lost but the speed.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from kg.settings import Settings

_GIVEN_UP_SECONDS = 600


def after_command() -> None:
    """Have the record made in the background, if this process has used the embedded engine and there is none."""
    if "kg.engine.embedded" not in sys.modules:
        return
    from kg.engine import jvm

    home = Settings.read().home
    with contextlib.suppress(OSError):
        if not jvm.classes_file(home).exists() and _is_first(_mark(home)):
            _start(str(home))


def make(home: Path) -> None:
    """Make the record: a process of its own writes a draft when it ends, which then takes its place."""
    from kg.engine import jvm

    draft = _mark(home).with_suffix(".draft")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        _start(str(home), str(draft)).wait()
        if draft.exists():
            os.replace(draft, jvm.classes_file(home))
    finally:
        _mark(home).unlink(missing_ok=True)


def read_as_any_command(home: Path, draft: Path) -> None:
    """Open the graph and run the saved queries, while the JVM takes note of what it loads."""
    from kg.engine import jvm

    jvm.start(record=draft)

    from kg import queries
    from kg.engine import embedded
    from kg.engine.generations import Generations

    with embedded.open_current(Generations(home)) as graph:  # never loads: a command that failed may have left nothing
        for query in queries.load().values():
            query.run(graph)


def _mark(home: Path) -> Path:
    """Stands there while a record is being made, so that only one process makes it."""
    return home / "cache" / "recording"


def _is_first(mark: Path) -> bool:
    mark.parent.mkdir(parents=True, exist_ok=True)
    if mark.exists() and time.time() - mark.stat().st_mtime > _GIVEN_UP_SECONDS:
        mark.unlink(missing_ok=True)
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """Run this module in a process of its own, silent, with the same packages at hand."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg.warming", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


if __name__ == "__main__":
    target, *drafts = map(Path, sys.argv[1:])
    if drafts:
        read_as_any_command(target, drafts[0])
    else:
        make(target)
