"""`python -m benchmarks.fit_links`: count how rare words and topics are, fit the score of links, write both to `data/`.

Words are counted over the findings of `tests/documents` and `tests/threads`, the shipped summaries and the examples of
topics. The score is fitted on the labelled pairs of `labelled.TUNED_ON` and of the shipped decisions. What is told of
it is what each force gets by a fit on the others (`held_out`).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from math import exp
from pathlib import Path

import loaders
from benchmarks import labelled
from kg import facts
from kg.errors import KgError
from kg.lineage import score, topics
from kg.lineage.model import Finding
from kg.lineage.score import Alike, Model

DATA = Path(__file__).parents[1] / "data"
_DOCUMENTS = Path(__file__).parents[1] / "tests" / "documents"
_AT_LEAST = 2  # findings that have a word, for it to be listed
_STEADY = 0.1  # weight of the penalty that keeps coefficients of few pairs small
_LIKELY = 0.65  # from it on 95 in 100 pairs are right, each force scored by a fit on the others
_POSSIBLE = 0.15

HEAD = """\
# How likely two findings ask for the same, from what they share (kg/lineage/score.py): a logistic regression.
# Written by `python -m benchmarks.fit_links`, from {same} pairs that are the same among {pairs} of {forces}.
# From `likely` on, {right} of {above} pairs are the same, each force scored by a fit on the others: F1 {f1:.2f}.
"""


def main() -> None:
    """Write `word_frequencies.csv` and `link_score.toml`."""
    forces = [labelled.decided(), *labelled.available(labelled.TUNED_ON)]
    with (DATA / "word_frequencies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", "findings"])
        writer.writerows(_frequencies(forces))
    score.weights.cache_clear()
    pairs = [row for force in forces for row in labelled_rows(force)]
    fitted = fit(pairs)
    above = [same for measured, same in held_out(forces) if measured >= _LIKELY]
    same = sum(same for _, same in pairs)
    text = HEAD.format(
        same=same,
        pairs=len(pairs),
        forces=", ".join(force.name for force in forces),
        right=sum(above),
        above=len(above),
        f1=2 * sum(above) / (len(above) + same),
    )
    text += f"intercept = {fitted.intercept:.3f}\npossible = {_POSSIBLE}\nlikely = {_LIKELY}\n\n[coefficients]\n"
    named = zip(Alike.__slots__, fitted.coefficients, strict=True)
    text += "".join(f"{name} = {value:.3f}\n" for name, value in named)
    (DATA / "link_score.toml").write_text(text, encoding="utf-8")
    print(text)


def held_out(forces: Sequence[labelled.Force]) -> Iterator[tuple[float, bool]]:
    """The score of each pair by a fit on the other forces, and whether its findings ask for the same."""
    rows = {force.name: list(labelled_rows(force)) for force in forces}
    for name, own in rows.items():
        others = fit([row for other in rows if other != name for row in rows[other]])
        yield from ((score.probability(what, others), same) for what, same in own)


def labelled_rows(force: labelled.Force) -> Iterator[tuple[Alike, bool]]:
    """What the findings of each pair share, and whether they ask for the same."""
    profiles = score.profiles(force.findings)
    for earlier, later in force.pairs():
        yield score.alike(profiles[earlier.id], profiles[later.id]), frozenset((earlier.id, later.id)) in force.same


def fit(rows: Sequence[tuple[Alike, bool]]) -> Model:
    """Logistic regression by Newton's method, with a small penalty on the coefficients but not on the intercept."""
    alike = Counter(((1.0, *astuple(what)), float(same)) for what, same in rows)  # most pairs share nothing at all
    size = len(Alike.__slots__) + 1
    beta = [0.0] * size
    for _ in range(50):
        slope = [-_STEADY * b if i else 0.0 for i, b in enumerate(beta)]
        curve = [[_STEADY * (i == j and i > 0) for j in range(size)] for i in range(size)]
        for (x, y), times in alike.items():
            expected = 1 / (1 + exp(-sum(b * v for b, v in zip(beta, x, strict=True))))
            for i in range(size):
                slope[i] += times * (y - expected) * x[i]
                for j in range(size):
                    curve[i][j] += times * expected * (1 - expected) * x[i] * x[j]
        step = _solve(curve, slope)
        beta = [b + s for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return Model(beta[0], tuple(beta[1:]), _POSSIBLE, _LIKELY)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        for j in range(size):
            if j != i:
                factor = rows[j][i] / rows[i][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def _frequencies(forces: Sequence[labelled.Force]) -> list[tuple[str, int]]:
    texts = [text for topic in topics.load() for text in topic.examples]
    texts += [finding.words for force in forces for finding in force.findings.values()]
    texts += [finding.summary for extract in facts.documents() for finding in extract.findings if finding.summary]
    texts += [finding.words for finding in _findings_of_test_documents()]
    count: Counter[str] = Counter()
    for text in texts:
        asking = topics.asking_part(topics.fold(text))
        count.update({*score.words_of(asking), *topics.topics_in(asking)})
    listed = sorted((key, found) for key, found in count.items() if found >= _AT_LEAST)
    return [("*", len(texts)), *listed]


def _findings_of_test_documents() -> Iterator[Finding]:
    for path in sorted(_DOCUMENTS.glob("*/*.txt")):
        try:
            extract = loaders.read(path)
        except KgError:  # a trap: it is refused, as it should be
            continue
        for one in extract.findings:
            yield Finding(
                one.id,
                one.force or "",
                extract.document.id,
                "PEEL",
                None,
                one.kind,
                headline=one.headline,
                text=one.text,
            )


if __name__ == "__main__":
    main()
