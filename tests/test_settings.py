"""Which of option, environment and .env file decides, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, UsageError
from kg.settings import Settings

CASES: list[tuple[dict[str, Any], dict[str, str], str, dict[str, Any]]] = [
    # nothing given: the embedded graph, and a user name that Neo4j itself proposes
    ({}, {}, "", {"uri": None, "username": "neo4j", "password": None, "database": None, "documents": None}),
    # an empty variable is an unset one
    ({}, {"NEO4J_URI": "", "KG_DOCUMENTS": ""}, "", {"uri": None, "documents": None}),
    # the environment decides over the file, so that one run can differ from the rest
    ({}, {"NEO4J_DATABASE": "one"}, "NEO4J_DATABASE=two\nNEO4J_USERNAME=ann", {"database": "one", "username": "ann"}),
    # an option decides over both
    (
        {"uri": "bolt+s://option", "documents": Path("here"), "decisions": "none"},
        {"NEO4J_URI": "bolt://environment", "KG_DOCUMENTS": "there", "KG_DECISIONS": "mine.csv"},
        "NEO4J_URI=bolt://file",
        {"uri": "bolt+s://option", "documents": Path("here"), "decisions": "none"},
    ),
    # quotes, spaces, comments and `export`, as such files have them; a password may hold any sign
    (
        {},
        {},
        "# of the team\n\nexport NEO4J_URI = 'neo4j+s://team.example'\nNEO4J_PASSWORD=\"p=a#s 's\"\n",
        {"uri": "neo4j+s://team.example", "password": "p=a#s 's"},
    ),
    # a home folder is meant where a shell did not spell it out
    ({}, {"KG_HOME": "~/graphs"}, "", {"home": Path.home() / "graphs"}),
]


@pytest.mark.parametrize(("options", "environment", "file", "expected"), CASES)
def test_settings(
    tmp_path: Path, options: dict[str, Any], environment: dict[str, str], file: str, expected: dict[str, Any]
) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(file)
    settings = Settings.read(**options, env_file=env_file, environment=environment)
    assert {name: getattr(settings, name) for name in expected} == expected


def test_an_address_of_something_else_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="'http://localhost:7474' is no address of a Neo4j: begin it with bolt"):
        Settings.read(uri="http://localhost:7474", environment={})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read the settings: .*\\.env: "),
        ("NEO4J_URI=bolt://x\nNEO4J_PASSWORD", "no NAME=value: .*\\.env:2: correct the line"),
    ],
)
def test_a_settings_file_that_cannot_be_read(tmp_path: Path, content: str | None, message: str) -> None:
    file = tmp_path / ".env"
    if content is not None:
        file.write_text(content)
    with pytest.raises(KgError, match=message):
        Settings.read(env_file=file, environment={})
