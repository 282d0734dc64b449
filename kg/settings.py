"""What a command works on and as whom: options, environment and .env file become one `Settings`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, UsageError

OWN_DECISIONS = "decisions.csv"
"""In KG_HOME: a person's decisions, read where KG_DECISIONS names no other file."""

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True)
class Settings:
    """Where the graph is and what is read besides the shipped facts. `uri` is None for the embedded graph."""

    home: Path
    uri: str | None = None
    username: str = "neo4j"
    password: str | None = None
    database: str | None = None
    documents: Path | None = None
    decisions: str | None = None  # a file, or "none" for no decisions at all

    @classmethod
    def read(
        cls,
        *,
        uri: str | None = None,
        env_file: Path | None = None,
        documents: Path | None = None,
        decisions: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Settings:
        """Settings from options first, then the environment, then the .env file.

        Raises KgError where the .env file cannot be read, UsageError for an address that is no Neo4j's.
        """
        given = {**(_env_file(env_file) if env_file else {}), **environment}
        uri = uri or given.get("NEO4J_URI") or None
        if uri and uri.partition("://")[0] not in _SCHEMES:
            raise UsageError(f"{uri!r} is no address of a Neo4j", "", f"begin it with {', '.join(_SCHEMES)} and ://")
        named, folder = given.get("KG_HOME"), given.get("KG_DOCUMENTS")
        home = Path(named).expanduser() if named else _default_home()
        own = home / OWN_DECISIONS
        return cls(
            home=home,
            uri=uri,
            username=given.get("NEO4J_USERNAME") or "neo4j",
            password=given.get("NEO4J_PASSWORD"),
            database=given.get("NEO4J_DATABASE") or None,
            documents=documents or (Path(folder).expanduser() if folder else None),
            decisions=decisions or given.get("KG_DECISIONS") or (str(own) if own.exists() else None),
        )


def debug() -> bool:
    """Whether KG_DEBUG asks for tracebacks."""
    return os.environ.get("KG_DEBUG", "") not in ("", "0")


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("police-findings-kg", appauthor=False)


def _env_file(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a .env file; comments, `export` and quotes around a value are understood."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError("cannot read the settings", str(path), f"{error}") from None
    values = {}
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, equals, value = stripped.removeprefix("export ").partition("=")
        if not equals:
            raise KgError("no NAME=value", f"{path}:{number}", "correct the line")
        value = value.strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[name.strip()] = value
    return values
