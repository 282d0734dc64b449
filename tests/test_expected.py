"""The five published documents against records that careful readers wrote before any program ran.

The documents are not in the repository: these tests need them in the folder named by KG_DOCUMENTS, else they skip.
`doubtful` entries of tests/expected/ may be read out or not.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.records import Extract, Where
from loaders import read

EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.toml"))
DOCUMENTS = os.environ.get("KG_DOCUMENTS")
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="needs the published documents: set KG_DOCUMENTS")


@cache
def _files() -> dict[str, Path]:
    files = [file for file in Path(DOCUMENTS or ".").rglob("*") if file.is_file()]
    return {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in files}


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Extract, str]:
    expected = tomllib.loads(request.param.read_text(encoding="utf-8"))
    file = _files().get(expected["sha256"])
    assert file is not None, f"KG_DOCUMENTS holds no file with the hash {expected['sha256']}"
    return expected, read(file), file.read_text(encoding="utf-8")


def _required(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in entries if not entry.get("doubtful")]


def _missing_and_invented(expected: list[dict[str, Any]], read_out: list[tuple], key: Any) -> tuple[list, list]:
    required = [key(entry) for entry in _required(expected)]
    allowed = [key(entry) for entry in expected]
    missing = [entry for entry in required if required.count(entry) > read_out.count(entry)]
    invented = [entry for entry in read_out if read_out.count(entry) > allowed.count(entry)]
    return missing, invented


def test_the_document_says_what_it_is(case):
    expected, extract, _ = case
    document = extract.document
    for name in ("force", "programme", "cycle", "published", "family", "sent"):
        assert getattr(document, name) == expected.get(name), name


def test_every_judgment_and_no_other(case):
    expected, extract, _ = case
    read_out = [(j.where.line, j.level, j.grade, j.scale, j.carried_over_from, j.basis) for j in extract.judgments]
    missing, invented = _missing_and_invented(
        expected.get("judgment", []),
        read_out,
        lambda e: (e["line"], e["level"], e["grade"], e["scale"], e.get("carried_over_from"), e["basis"]),
    )
    assert (missing, invented) == ([], [])


def test_where_the_document_contradicts_itself_both_are_kept(case):
    expected, extract, _ = case
    told = {j.where.line: {(a.grade, a.carried_over_from, a.where.line) for a in j.also} for j in extract.judgments}
    for judgment in expected.get("judgment", []):
        also = {(a["grade"], a.get("carried_over_from"), a["line"]) for a in judgment.get("also", [])}
        assert told[judgment["line"]] == also, judgment["heading"]


def test_every_finding_and_no_other(case):
    expected, extract, _ = case
    lines = {finding.id: finding.where.line for finding in extract.findings}
    read_out = [
        (f.where.line, f.kind, f.boxed, lines.get(f.part_of or ""), f.restated is not None) for f in extract.findings
    ]
    missing, invented = _missing_and_invented(
        expected.get("finding", []),
        read_out,
        lambda e: (e["line"], e["kind"], e.get("boxed", True), e.get("part_of_line"), "restated" in e),
    )
    assert (missing, invented) == ([], [])


def test_findings_begin_stand_and_end_where_they_are_printed(case):
    expected, extract, _ = case
    told = {(f.where.line, f.kind): f for f in extract.findings}
    for entry in _required(expected.get("finding", [])):
        finding = told[entry["line"], entry["kind"]]
        assert _words(finding.text).startswith(_words(entry["starts"])), entry
        assert entry.get("heading") is None or (finding.heading or "").startswith(entry["heading"]), entry
        deadline = entry.get("deadline", {})
        assert (finding.deadline.text if finding.deadline else None) == deadline.get("text"), entry
        assert (finding.deadline.by if finding.deadline else None) == deadline.get("by"), entry
        if "restated" in entry:
            assert finding.restated.model_dump(exclude_none=True) == entry["restated"], entry


def test_every_line_of_a_finding_is_in_its_spans(case):
    expected, extract, text = case
    told = {(f.where.line, f.kind): f for f in extract.findings}
    for entry in _required(expected.get("finding", [])):
        if "lines" not in entry:
            continue
        finding = told[entry["line"], entry["kind"]]
        covered = {
            line
            for start, end in finding.where.spans
            for line in range(_line(text, start), _line(text, end - 1) + 1)
            if text.split("\n")[line - 1].strip()
        }
        printed = {n for part in entry["lines"] for n in _range(part) if text.split("\n")[n - 1].strip()}
        assert covered == printed, entry


def test_what_became_of_earlier_findings(case):
    expected, extract, _ = case
    missing, invented = _missing_and_invented(
        expected.get("continuity", []),
        [(c.where.line, c.says, c.theme, c.cycle) for c in extract.continuity],
        lambda e: (e["line"], e["says"], e.get("theme"), e.get("cycle")),
    )
    assert (missing, invented) == ([], [])


def test_responses_with_their_items_and_disputes(case):
    expected, extract, _ = case
    assert [(r.author_role, r.date, r.due_basis, r.to.title, r.to.cycle) for r in extract.responses] == [
        (r["author_role"], r["date"], r["due_basis"], r["to"]["title"], r["to"].get("cycle"))
        for r in expected.get("response", [])
    ]
    for response, entry in zip(extract.responses, expected.get("response", []), strict=True):
        missing, invented = _missing_and_invented(
            entry.get("item", []),
            [(i.where.line, i.stance, i.progress) for i in response.items],
            lambda e: (e["line"], e["stance"], e["progress"]),
        )
        assert (missing, invented) == ([], [])
        disputed = [(d.theme, d.grade) for d in response.disputes]
        assert disputed == [(d["theme"], d["grade"]) for d in entry.get("dispute", [])]


def test_promises_with_their_dates(case):
    expected, extract, _ = case
    for response, entry in zip(extract.responses, expected.get("response", []), strict=True):
        told = {item.where.line: item.commitments for item in response.items}
        for item in _required(entry.get("item", [])):
            for promise in _required(item.get("commitments", [])):
                found = [c for c in told[item["line"]] if _words(promise["starts"]) in _words(c.text)]
                assert found, promise
                assert promise.get("by") in {c.by for c in found}, promise


def test_collaborations(case):
    expected, extract, _ = case
    told = {(c.where.line, frozenset(c.members), c.status, c.to) for c in extract.collaborations}
    entries = expected.get("collaboration", [])
    allowed = {(e["line"], frozenset(e["members"]), e["status"], e.get("to")) for e in entries}
    required = {(e["line"], frozenset(e["members"]), e["status"], e.get("to")) for e in _required(entries)}
    assert (required - told, told - allowed) == (set(), set())


def test_every_paragraph_is_accounted_for(case):
    _, extract, _ = case
    accounting = extract.accounting
    assert accounting.unhandled == []
    assert accounting.paragraphs == accounting.used + sum(ignored.count for ignored in accounting.ignored)


def test_quotes_stand_at_their_places(case):
    _, extract, text = case
    places = list(_places(extract.model_dump()))
    assert places
    for where in places:
        assert where.quote, where
        assert text[where.start :].startswith(where.quote), where
        assert text.count("\n", 0, where.start) + 1 == where.line, where
        assert (where.start, where.end) == (where.spans[0][0], where.spans[-1][1]), where


def test_no_private_word_comes_through(case):
    expected, extract, _ = case
    told = json.dumps(extract.model_dump(mode="json"), ensure_ascii=False)
    words = set(re.findall(r"[\w'’-]+|[\w.+-]+@[\w.-]+", told.casefold()))
    hashes = {hashlib.sha256(word.encode()).hexdigest() for word in words}
    assert hashes.isdisjoint(expected.get("private", []))


def _places(value: Any) -> Any:
    if isinstance(value, dict):
        if {"line", "start", "end", "spans"} <= value.keys():
            yield Where.model_validate(value)
        else:
            for part in value.values():
                yield from _places(part)
    elif isinstance(value, list):
        for part in value:
            yield from _places(part)


def _words(text: str | None) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", (text or "").casefold().replace("’", "'").replace("'", "")))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _range(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)
