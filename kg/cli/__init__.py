"""The `kg` command. Its modules hold one group of commands each; `show` alone knows how things are printed."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import typer

from kg.errors import KgError
from kg.settings import debug

COMMANDS = {
    "findings": ("history", "concerns", "concern"),
    "grades": ("grades", "compare"),
    "responses": ("responses",),
    "decisions": ("review", "decide"),
    "lists": ("forces", "themes", "queries", "query", "export"),
    "documents": ("extract", "load", "verify", "check", "status"),
    "evaluate": ("evaluate",),
    "fetch": ("fetch",),
}
"""Commands by the module of this package that holds them, in the order of the help."""

_INTERRUPTED = 130  # what typer returns without a word
_CommandLineError: type[Any] = typer.BadParameter.__mro__[2]  # of all usage errors, wherever typer has it from


def app(command: str | None = None) -> typer.Typer:
    """The command line; with only the commands of the module that holds `command`, where there is such a one.

    A command then starts without loading and describing the others.
    """
    one = [module for module, commands in COMMANDS.items() if command in commands]
    all_of_them = typer.Typer(
        name="kg",
        help="What police forces were told by their inspectorate, and whether it was ever put right.",
        add_completion=False,
        suggest_commands=False,  # click does
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    all_of_them.callback()(lambda: None)  # a command keeps its name though it be the only one
    for module in one or COMMANDS:
        import_module(f"kg.cli.{module}").register(all_of_them)
    return all_of_them


def run(arguments: list[str]) -> int:
    """Run `kg` with these arguments and return its exit code; errors are told in one line on stderr.

    Raises KeyboardInterrupt where the user interrupts it.
    """
    try:
        code: int = app(*arguments[:1])(arguments or ["--help"], prog_name="kg", standalone_mode=False) or 0
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
    except OSError as error:
        if debug():
            raise
        print(f"kg: {error.strerror or error}: {error.filename or 'what it writes to'}", file=sys.stderr)
        return 1
    except Exception as error:  # a fault of this program: users get a line, not a traceback
        if debug():
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        print(f"kg: this should not happen: {said}: please report it, with what KG_DEBUG=1 shows", file=sys.stderr)
        return 1
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return code
