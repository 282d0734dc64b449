"""Whole documents against records that readers wrote by hand, before any program had read them.

The five published documents are not in the repository: those tests need them in the folder named by KG_DOCUMENTS, else
they skip. The others, in tests/documents/, were written for the purpose in the layouts of every family and era; `why`
in the file of expected records says what each stands for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from expectations import ASPECTS, Case, expected_of

from kg.errors import KgError
from loaders import read

HERE = Path(__file__).parent
PUBLISHED = sorted((HERE / "expected").glob("*.toml"))
MADE_UP = sorted((HERE / "documents").rglob("*.toml"))
NOT_YET = set((HERE / "documents" / "not-yet.txt").read_text(encoding="utf-8").split())
DOCUMENTS = os.environ.get("KG_DOCUMENTS")


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _made_up(path: Path) -> Any:
    """The case, expected to fail where it, or its whole folder, is known to be read wrong."""
    known = pytest.mark.xfail(reason="not yet read right")
    return pytest.param(path, id=_name(path), marks=[known] if NOT_YET & {_name(path), path.parent.name} else [])


@cache
def _files() -> dict[str, Path]:
    files = [file for file in Path(DOCUMENTS or ".").rglob("*") if file.is_file()]
    return {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in files}


@cache
def _case(path: Path) -> Case:
    expected = expected_of(path)
    file = path.with_suffix(".txt") if path in MADE_UP else _files().get(expected["sha256"])
    assert file is not None, f"KG_DOCUMENTS holds no file with the hash {expected['sha256']}"
    text = file.read_text(encoding="utf-8-sig")
    return Case(expected, read(file), text)


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.__name__)
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
@pytest.mark.skipif(not DOCUMENTS, reason="needs the published documents: set KG_DOCUMENTS")
def test_a_published_document_is_read_as_its_reader_did(path: Path, aspect: Callable[[Case], list[str]]) -> None:
    assert "\n".join(aspect(_case(path))) == ""


@pytest.mark.parametrize("path", [_made_up(path) for path in MADE_UP])
def test_a_document_of_every_layout_is_read_as_its_reader_did(path: Path) -> None:
    expected = expected_of(path)
    may_be_refused = "refused" in expected or expected.get("refused_ok")
    may_be_read = "refused" not in expected or expected.get("or_zero")
    try:
        case = _case(path)
    except KgError:
        assert may_be_refused, expected["why"]
        return
    assert may_be_read, expected["why"]
    assert {aspect.__name__: found for aspect in ASPECTS if (found := aspect(case))} == {}, expected["why"]
