"""Documents cannot lie: the generated pages and the README say what the code does."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest

from kg import cli, docs

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"<!-- kg (?P<command>.*?) -->\n```console\n(?P<output>.*?)```", re.DOTALL)


@pytest.mark.parametrize(("page", "render"), [("schema.md", docs.schema_page), ("reference.md", docs.reference_page)])
def test_generated_pages_are_current(page, render):
    assert (docs.PAGES / page).read_text(encoding="utf-8") == render(), "run python -m kg.docs"


@pytest.mark.parametrize("example", list(EXAMPLE.finditer(README)), ids=lambda match: match["command"][:40])
def test_commands_print_what_the_readme_shows(example, cli_home, monkeypatch):
    monkeypatch.setenv("KG_HOME", str(cli_home))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    command, _, cut = example["command"].partition(" | head -n ")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        assert cli.run(shlex.split(command)) == 0
    lines = [line.rstrip() for line in output.getvalue().splitlines()][: int(cut) if cut else None]
    assert lines == example["output"].splitlines()


def test_every_command_is_told():
    from typer.main import get_command

    for command in get_command(cli.app).commands:
        assert f"kg {command}" in README, command


def test_the_first_two_sh_blocks_hold_one_line_each():
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]
