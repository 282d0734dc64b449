"""Records that readers wrote by hand against what a loader read, aspect by aspect; each function lists the differences.

An entry marked `doubtful` may be read out or not, and the fields that it lists as `doubtful_fields` may say anything.
Only the keys that an entry has are compared.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import facts
from kg.records import Extract, Finding, Where

Entry = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One document: what a reader expects, what was read, and the text of the file."""

    expected: Entry
    extract: Extract
    text: str

    def entries(self, kind: str) -> list[Entry]:
        return list(self.expected.get(kind, []))


def expected_of(path: Path) -> Entry:
    """The entries of one file; items and disputes may stand by themselves, with the number of their response."""
    expected = tomllib.loads(path.read_text(encoding="utf-8"))
    for kind in ("item", "dispute"):
        for entry in expected.pop(kind, []):
            expected["response"][entry.get("response", 1) - 1].setdefault(kind, []).append(entry)
    return expected


def document(case: Case) -> list[str]:
    """What the document says of itself; a field that no entry has must be empty, but for those that are rarely told.

    Of a document that is to be refused nothing is asked but that it yields no records.
    """
    if "refused" in case.expected:
        return []
    told = case.extract.document
    always = ("force", "programme", "cycle", "published", "family", "sent")
    named = ("forces", "pillar", "published_basis", "author_role", "body")
    names = [*always, *(name for name in named if name in case.expected)]
    return [
        f"{name}: {getattr(told, name)!r}, expected {case.expected.get(name)!r}"
        for name in names
        if _comparable(getattr(told, name)) != _comparable(case.expected.get(name))
        and name not in case.expected.get("doubtful_fields", [])
    ]


def judgments(case: Case) -> list[str]:
    """Every judgment and no other, with what other places of the document say of it."""
    fields = ("level", "grade", "scale", "carried_over_from", "basis", "question", "force", "theme")
    told = [{"line": j.where.line, **{name: getattr(j, name) for name in fields}} for j in case.extract.judgments]
    found = _compared(case.entries("judgment"), told, ("line", "grade"), fields, always=("carried_over_from",))
    also = {
        j.where.line: {(a.grade, a.carried_over_from, a.where.line) for a in j.also} for j in case.extract.judgments
    }
    for entry in _required(case.entries("judgment")):
        expected = {(a["grade"], a.get("carried_over_from"), a["line"]) for a in entry.get("also", [])}
        if also.get(entry["line"], expected) != expected:
            found.append(f"line {entry['line']}: also {also[entry['line']]}, expected {expected}")
    return found


def findings(case: Case) -> list[str]:
    """Every finding and no other, of its kind, in its cause of concern, old or new."""
    lines = {finding.id: finding.where.line for finding in case.extract.findings}
    told = [
        {
            "line": f.where.line,
            "kind": f.kind,
            "boxed": f.boxed,
            "part_of_line": lines.get(f.part_of or ""),
            "restated": f.restated is not None,
        }
        for f in case.extract.findings
    ]
    entries = [
        {"boxed": True, "part_of_line": None, **entry, "restated": "restated" in entry}
        for entry in case.entries("finding")
    ]
    return _compared(entries, told, ("line", "kind"), ("boxed", "part_of_line", "restated"))


def printed_text(case: Case) -> list[str]:
    """Each finding begins, stands and ends where it is printed, and says by when and of which inspection it is."""
    told: dict[tuple[int, str], list[Finding]] = {}
    for finding in case.extract.findings:
        told.setdefault((finding.where.line, finding.kind), []).append(finding)
    found: list[str] = []
    for entry in _required(case.entries("finding")):
        same = told.get((entry["line"], entry["kind"]), [])
        # several may stand on one line: then that which begins as expected is meant
        begun = [one for one in same if _plain(one.text).startswith(_plain(entry.get("starts")))]
        for finding in (begun or same)[:1]:
            found += [f"line {entry['line']}: {difference}" for difference in _in_print(case, entry, finding)]
    return found


def continuity(case: Case) -> list[str]:
    """What became of earlier findings."""
    fields = ("theme", "cycle", "kind", "programme", "on", "force")
    told = [
        {"line": c.where.line, "says": c.says, **{n: getattr(c, n) for n in fields}} for c in case.extract.continuity
    ]
    return _compared(case.entries("continuity"), told, ("line", "says"), fields, always=("theme", "cycle"))


def responses(case: Case) -> list[str]:
    """Responses with the report they answer and their clock, their items, promises and disputes."""
    entries = case.entries("response")
    if len(entries) != len(case.extract.responses):
        entries = _required(entries)
    if len(entries) != len(case.extract.responses):
        return [f"{len(case.extract.responses)} responses, expected {len(entries)}"]
    found = []
    for number, (entry, response) in enumerate(zip(entries, case.extract.responses, strict=True), 1):
        of_report = {"title": response.to.title, "cycle": response.to.cycle, "published": response.to.published}
        told = {
            **{
                name: getattr(response, name)
                for name in ("author_role", "body", "date", "due", "due_basis", "days", "late")
            },
            **{f"report_{name}": value for name, value in of_report.items()},
        }
        expected = {
            name: entry[name] for name in told if name in entry and name not in entry.get("doubtful_fields", [])
        }
        expected |= {f"report_{name}": value for name, value in entry.get("to", {}).items() if name in of_report}
        found += [
            f"response {number}: {name} {told[name]!r}, expected {value!r}"
            for name, value in expected.items()
            if told[name] != value and not (name == "report_title" and _plain(told[name]).startswith(_plain(value)))
        ]
        items = [
            {"line": i.where.line, "stance": i.stance, "progress": i.progress, "refers_to": i.refers_to}
            for i in response.items
        ]
        found += _compared(entry.get("item", []), items, ("line",), ("stance", "progress"))
        disputed = [{"theme": d.theme, "grade": d.grade} for d in response.disputes]
        found += _compared(entry.get("dispute", []), disputed, ("theme", "grade"), ())
        promised = {item.where.line: item.commitments for item in response.items}
        for item in _required(entry.get("item", [])):
            for promise in _required(item.get("commitments", [])):
                same = [c.by for c in promised.get(item["line"], []) if _plain(promise["starts"]) in _plain(c.text)]
                if promise.get("by") not in same:
                    found.append(f"line {item['line']}: promise {promise['starts']!r} by {promise.get('by')}: {same}")
    return found


def collaborations(case: Case) -> list[str]:
    """What is said of forces that work or worked together, said of several functions or of one."""
    told = {(c.where.line, frozenset(c.members), c.status, c.to) for c in case.extract.collaborations}
    entries = case.entries("collaboration")
    missing = {_joint(entry) for entry in _required(entries)} - told
    invented = told - {_joint(entry) for entry in entries}
    return [f"missing: {one}" for one in missing] + [f"invented: {one}" for one in invented]


def monitoring(case: Case) -> list[str]:
    told = [{"line": m.where.line, "force": m.force, "stage": m.stage, "on": m.on} for m in case.extract.monitoring]
    return _compared(case.entries("monitoring"), told, ("force", "stage"), ("line", "on"))


def accounting(case: Case) -> list[str]:
    """Every paragraph is accounted for, and what is left over is what the reader left over."""
    sums = case.extract.accounting
    found = []
    if sums.paragraphs != sums.used + sum(one.count for one in sums.ignored) + len(sums.unhandled):
        found.append(f"the sums do not agree: {sums}")
    left = sorted(one.line for one in sums.unhandled)
    if left != sorted(case.expected.get("unhandled", [])):
        found.append(f"unhandled: {[(one.line, one.text) for one in sums.unhandled]}")
    return found


def places(case: Case) -> list[str]:
    """Quotes stand at their places."""
    return [
        str(where)
        for where in _places(case.extract.model_dump())
        if not where.quote
        or not case.text[where.start :].startswith(where.quote)
        or case.text.count("\n", 0, where.start) + 1 != where.line
        or (where.start, where.end) != (where.spans[0][0], where.spans[-1][1])
    ]


def privacy(case: Case) -> list[str]:
    """No private word comes through: given plain where it is invented, as a hash where it is real."""
    told = json.dumps(case.extract.model_dump(mode="json"), ensure_ascii=False)
    words = set(re.findall(r"[\w'’-]+|[\w.+-]+@[\w.-]+", told.casefold()))
    hashes = {hashlib.sha256(word.encode()).hexdigest() for word in words}
    return [word for word in case.expected.get("private", []) if word in hashes or word.casefold() in told.casefold()]


def warnings(case: Case) -> list[str]:
    """Where a reader expects no warning there is none; where she expects some, there is one at least."""
    expected = case.expected.get("warnings")
    if expected is None:
        return []
    if not expected:
        return [f"line {one.line}: {one.message}" for one in case.extract.warnings]
    required = _required(expected)
    return ["no warning at all"] if required and not case.extract.warnings else []


ASPECTS: tuple[Callable[[Case], list[str]], ...] = (
    document, judgments, findings, printed_text, continuity, responses, collaborations, monitoring, accounting, places,
    privacy, warnings,
)  # fmt: skip


def _compared(
    expected: list[Entry], told: list[Entry], keys: Iterable[str], fields: Iterable[str], always: Iterable[str] = ()
) -> list[str]:
    """Entries paired by their keys: those missing, those invented, and fields in which a pair differs."""
    by_keys = tuple(keys)
    found = []
    left = list(told)
    for entry in sorted(expected, key=lambda one: bool(one.get("doubtful"))):
        open_fields = entry.get("doubtful_fields", [])
        names = [
            name
            for name in (*by_keys, *fields)
            if (name in entry or name in by_keys or name in tuple(always)) and name not in open_fields
        ]
        same = [one for one in left if all(one[key] == entry.get(key) for key in by_keys)]
        exact = [one for one in same if all(one.get(name) == entry.get(name) for name in names)]
        if exact:
            left.remove(exact[0])
        elif same:
            left.remove(same[0])
            if not entry.get("doubtful"):
                differing = {n: (same[0].get(n), entry.get(n)) for n in names if same[0].get(n) != entry.get(n)}
                found.append(f"{_named(entry, by_keys)}: read, expected {differing}")
        elif not entry.get("doubtful"):
            found.append(f"missing: {_named(entry, by_keys)}")
    return found + [f"invented: {_named(one, (*by_keys, *fields))}" for one in left]


def _in_print(case: Case, expected: Entry, finding: Finding) -> Iterator[str]:
    open_fields = expected.get("doubtful_fields", [])
    entry = {name: value for name, value in expected.items() if name not in open_fields}
    if "starts" in entry and not _plain(finding.text).startswith(_plain(entry["starts"])):
        yield f"begins {(finding.text or '')[:60]!r}, expected {entry['starts']!r}"
    if entry.get("heading") and not (finding.heading or "").startswith(entry["heading"]):
        yield f"under {finding.heading!r}, expected {entry['heading']!r}"
    deadline = entry.get("deadline", {})
    told = finding.deadline.model_dump(exclude_none=True) if finding.deadline else {}
    names = {"text", "by", *({"computed"} & deadline.keys())}
    if "deadline" not in open_fields and any(told.get(name) != deadline.get(name) for name in names):
        yield f"deadline {told}, expected {deadline}"
    if "restated" in entry and finding.restated:
        of = finding.restated.model_dump(exclude_none=True)
        if any(of.get(name) != value for name, value in dict(entry["restated"]).items()):
            yield f"restates {of}, expected {entry['restated']}"
    if "addressed_to" in entry and sorted(finding.addressed_to) != sorted(map(_party, entry["addressed_to"])):
        yield f"addressed_to {finding.addressed_to}, expected {entry['addressed_to']}"
    for name in ("force", "theme"):
        if name in entry and _comparable(getattr(finding, name)) != _comparable(entry[name]):
            yield f"{name} {getattr(finding, name)!r}, expected {entry[name]!r}"
    if "lines" in entry:
        lines = case.text.split("\n")
        covered = {
            line
            for start, end in finding.where.spans
            for line in range(_line(case.text, start), _line(case.text, end - 1) + 1)
            if lines[line - 1].strip()
        }
        printed = {n for part in entry["lines"] for n in _range(str(part)) if lines[n - 1].strip()}
        if covered != printed:
            yield f"stands in lines {sorted(covered)}, expected {sorted(printed)}"


def _party(name: str) -> str:
    """The id of a body that a reader gives by the words printed for it; as it is where it has none."""
    wanted = {"forces": "all forces"}.get(name, name).casefold()
    for body in facts.vocabulary().bodies:
        if wanted in (body.id, *(known.casefold() for known in (body.name, *body.aliases))):
            return body.id
    return name


def _joint(entry: Entry) -> tuple[int, frozenset[str], str, str | None]:
    return entry["line"], frozenset(entry["members"]), entry.get("status", "joint"), entry.get("to")


def _required(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.get("doubtful")]


def _named(entry: Entry, keys: Iterable[str]) -> str:
    return ", ".join(f"{key} {entry.get(key)}" for key in keys)


def _comparable(value: Any) -> Hashable:
    if isinstance(value, list):
        return tuple(sorted(Counter(value).items()))
    return value if value != "" else None


def _places(value: Any) -> Iterator[Where]:
    if isinstance(value, dict):
        if {"line", "start", "end", "spans"} <= value.keys():
            yield Where.model_validate(value)
        else:
            for part in value.values():
                yield from _places(part)
    elif isinstance(value, list):
        for part in value:
            yield from _places(part)


def _plain(text: str | None) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", (text or "").casefold().replace("’", "'").replace("'", "")))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _range(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first), int(last or first) + 1)
