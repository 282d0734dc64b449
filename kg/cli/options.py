"""Options that every command takes, and the session that they describe."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.show import Format
from kg.dates import bounds
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.engine import Graph
    from kg.settings import Settings

_COMMON: dict[str, tuple[Any, Any]] = {
    "format": (Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")], Format.table),
    "show_cypher": (
        Annotated[bool, typer.Option("--show-cypher", help="Print the Cypher on stderr.")],
        False,
    ),
    "as_of": (
        Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Day for which to tell it; today if none.")],
        None,
    ),
    "uri": (
        Annotated[str | None, typer.Option("--uri", metavar="URI", help="Neo4j to use instead of the embedded graph.")],
        None,
    ),
    "env_file": (
        Annotated[Path | None, typer.Option("--env-file", metavar="FILE", help="File with NEO4J_… settings.")],
        None,
    ),
}


@dataclass(frozen=True)
class Session:
    """What the common options of one command ask for."""

    format: Format
    show_cypher: bool
    as_of: str | None
    uri: str | None
    env_file: Path | None

    @property
    def day(self) -> str:
        """The day for which statuses, deadlines and clocks are told, as YYYY-MM-DD.

        Raises UsageError where `--as-of` is no full date.
        """
        if self.as_of is None:
            return date.today().isoformat()
        try:
            first, last = bounds(self.as_of)
        except ValueError as error:
            raise UsageError(str(error), "--as-of", "write it as 2026-11-23") from None
        if first != last:
            raise UsageError(f"{self.as_of!r} is no single day", "--as-of", "write it as 2026-11-23")
        return self.as_of

    def settings(self, decisions: str | None = None) -> Settings:
        """The settings of options, environment and .env file together."""
        from kg.settings import Settings

        return Settings.read(uri=self.uri, env_file=self.env_file, decisions=decisions)

    @contextmanager
    def graph(self, settings: Settings | None = None) -> Iterator[Graph]:
        """The graph that the settings name, open for reading."""
        from kg.engine import Traced
        from kg.loading import open_graph

        with open_graph(settings or self.settings()) as graph:
            yield Traced(graph) if self.show_cypher else graph


@contextmanager
def importing(module: str | None) -> Iterator[None]:
    """Import a module, if one is named, beside a body that waits for the graph."""
    beside = Thread(target=import_module, args=(module,)) if module else None
    if beside:
        beside.start()
    try:
        yield
    finally:
        if beside:
            beside.join()


def command(app: typer.Typer, name: str | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command; it gets the common options as one `Session`, its first argument."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]

        def run(**given: Any) -> None:
            session = Session(**{option: given.pop(option) for option in _COMMON})
            function(session, **given)

        shared = [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for option, (annotation, default) in _COMMON.items()
        ]
        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        run.__doc__ = function.__doc__
        app.command(name or function.__name__.replace("_", "-"))(run)
        return function

    return register
