"""The record of loaded classes: made in the background once, used silently, and never in the way."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from test_engine import ASK, python

from kg import warming
from kg.engine import jvm
from kg.settings import Settings


def test_a_record_is_made_and_later_commands_use_it(filled: Settings, tmp_path: Path) -> None:
    warming._mark(filled.home).parent.mkdir()
    warming.make(filled.home)
    record = jvm.classes_file(filled.home)
    assert [file.name for file in record.parent.iterdir()] == [record.name]
    assert record.stat().st_size > 1_000_000
    answer = python(ASK, filled.home, cwd=tmp_path)
    assert (answer.stdout, answer.stderr) == ("43\n", "")


def test_a_record_that_cannot_be_used_is_ignored(filled: Settings, tmp_path: Path) -> None:
    record = jvm.classes_file(filled.home)
    record.parent.mkdir()
    record.write_bytes(b"of another engine" * 1000)
    answer = python(ASK, filled.home, cwd=tmp_path)
    assert (answer.stdout, answer.stderr) == ("43\n", "")


def test_only_one_process_makes_it(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(warming, "_start", lambda *arguments: started.append(arguments))
    monkeypatch.setenv("KG_HOME", str(filled.home))
    warming.after_command()
    warming.after_command()
    assert started == [(str(filled.home),)]
    # one that was killed does not stand in the way for ever
    monkeypatch.setattr(time, "time", lambda: warming._mark(filled.home).stat().st_mtime + 601)
    warming.after_command()
    assert len(started) == 2


def test_a_home_that_cannot_be_written_costs_speed_alone(
    filled: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (filled.home / "cache").write_text("a file where the folder should be")
    monkeypatch.setenv("KG_HOME", str(filled.home))
    warming.after_command()
    assert capsys.readouterr() == ("", "")
