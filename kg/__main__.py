"""The `kg` command, by that name or as `python -m kg`: all else is imported here, inside what an interrupt ends."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command. Errors are one line on stderr; exit codes: 1 state, 2 usage, 130 interrupted."""
    gc.disable()  # a command is short, and each search for garbage makes the engine's JVM search too
    try:
        from kg.cli import run

        code = run(sys.argv[1:])
        if code == 0:
            from kg import warming

            warming.after_command()
    except KeyboardInterrupt:
        print("kg: interrupted", file=sys.stderr)
        code = _INTERRUPTED
    _end(code)


def _end(code: int) -> NoReturn:
    """End the process at once: a command has closed what it opened, and to take the JVM down in order takes 0.3 s."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever read it is gone, or the disk is full
            code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
