"""Documents cannot lie: the generated pages and the README say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import cli, docs

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "render"), [("schema.md", docs.schema_page), ("reference.md", docs.reference_page)])
def test_generated_pages_are_current(page, render):
    assert (docs.PAGES / page).read_text(encoding="utf-8") == render(), "run python -m kg.docs"


def test_the_readme_shows_what_its_commands_print(cli_home, monkeypatch):
    monkeypatch.setenv("KG_HOME", str(cli_home))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    assert docs.with_output(README).splitlines() == README.splitlines(), "run python -m kg.docs"
    assert README.count("```console\n") >= 2


def test_every_command_is_told():
    from typer.main import get_command

    for command in get_command(cli.app()).commands:
        assert f"kg {command}" in README, command


def test_the_first_two_sh_blocks_hold_one_line_each():
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]
