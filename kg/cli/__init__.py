"""The `kg` command. Its modules hold one group of commands each; `show` alone knows how things are printed."""

from __future__ import annotations

import sys
from typing import Any

import typer

from kg.cli import decisions, documents, evaluate, fetch, findings, grades, lists, responses
from kg.errors import KgError
from kg.settings import debug

app = typer.Typer(
    name="kg",
    help="What police forces were told by their inspectorate, and whether it was ever put right.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (findings, grades, responses, decisions, lists, documents, evaluate, fetch):
    group.register(app)

_INTERRUPTED = 130  # what typer returns without a word
_CommandLineError: type[Any] = typer.BadParameter.__mro__[2]  # of all usage errors, wherever typer has it from


def run(arguments: list[str]) -> int:
    """Run `kg` with these arguments and return its exit code; errors are told in one line on stderr.

    Raises KeyboardInterrupt where the user interrupts it.
    """
    try:
        code: int = app(arguments or ["--help"], prog_name="kg", standalone_mode=False) or 0
    except _CommandLineError as error:
        where = getattr(getattr(error, "ctx", None), "command_path", "kg")
        print(f"kg: {error.format_message()}: {where} --help", file=sys.stderr)
        return 2
    except KgError as error:
        if debug():
            raise
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:  # a fault of this program: users get a line, not a traceback
        if debug():
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        print(f"kg: this should not happen: {said}: please report it, with what KG_DEBUG=1 shows", file=sys.stderr)
        return 1
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return code
