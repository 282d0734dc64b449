"""What CONTRIBUTING.md says of a new document family is enough: a toy family, added to a copy as it says, is read."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent

MODULE = '''"""Bulletins: each paragraph that asks the force for something is a recommendation."""

from __future__ import annotations

from dataclasses import replace

from kg.records import Extract
from loaders.meaning import inspection
from loaders.meaning.document import Supplied, cover
from loaders.structure.blocks import Source


def read(source: Source, supplied: Supplied) -> Extract:
    """The records of a bulletin."""
    told = cover(source, inspection.title_of(source), supplied)
    return inspection.extract(source, replace(told, programme="PEEL"), "bulletin")
'''
MARK = """
[[family]]
family = "bulletin"
pattern = '^bulletin on \\S.{2,60} 20\\d\\d$'
examples = ["Bulletin on Kent Police 2016"]
not = ["A bulletin"]
why = "its title"
"""
CASES = [
    # headings, boxes and bullets are known without a word in the new module
    (
        "Bulletin on Kent Police 2016\n\nAreas for improvement\n\n- The force should count its bicycles every month.\n",
        [("area_for_improvement", "The force should count its bicycles every month.")],
    ),
    # nothing is invented where nothing is asked
    ("Bulletin on Kent Police 2016\n\nAll is well in Kent, the inspector says.\n", []),
]


@pytest.fixture(scope="module")
def with_bulletins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the one module, the line, the name and the mark that the map asks for."""
    copy = tmp_path_factory.mktemp("copy")
    for folder in ("kg", "loaders", "data", "cypher"):
        shutil.copytree(HERE / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "loaders" / "bulletin.py").write_text(MODULE, encoding="utf-8")
    _change(copy / "loaders" / "__init__.py", "FAMILIES = {\n", 'FAMILIES = {\n    "bulletin": "loaders.bulletin",\n')
    _change(copy / "kg" / "records.py", "Family = Literal[\n", 'Family = Literal[\n    "bulletin",\n')
    words = copy / "loaders" / "words" / "families.toml"
    words.write_text(MARK + words.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


@pytest.mark.parametrize(("text", "findings"), CASES)
def test_a_family_is_one_module_a_line_a_name_and_a_mark(with_bulletins, tmp_path, text, findings) -> None:
    file = tmp_path / "bulletin.txt"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "extract", str(file), "--format", "json"]
    done = subprocess.run(command, cwd=with_bulletins, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    told = json.loads(done.stdout)
    assert told["document"]["family"] == "bulletin"
    assert [(one["kind"], one["text"]) for one in told["findings"]] == findings


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file}: {old!r}"
    file.write_text(text.replace(old, new), encoding="utf-8")
