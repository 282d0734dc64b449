"""Ids that stay the same whatever is loaded, in which order, and that say little.

A finding's id never holds its theme or its place in the report, since both are judgements that may be mended later.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

NATIONAL = "national"  # stands where a force would in the id of what is addressed to no single force
_WORDS_IN_ID = 12


def slug(text: str) -> str:
    """Lower-case words joined by hyphens: "Good use of resources" is "good-use-of-resources"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def inspection_id(force: str | None, programme: str, cycle: str | None, pillar: str | None = None) -> str:
    """`gloucestershire.PEEL-2015.effectiveness`; the pillar only where pillars are published apart."""
    parts = [force or NATIONAL, f"{programme}-{cycle.replace('/', '-')}" if cycle else programme]
    return ".".join([*parts, pillar] if pillar else parts)


def question_id(cycle: str, pillar: str | None, number: int | None, short_label: str) -> str:
    """`2018-19.effectiveness.1`, or `2021-22.area.responding-to-the-public` where questions have no number."""
    last = str(number) if number is not None else slug(re.sub(r"\(.*?\)", "", short_label))
    return f"{cycle.replace('/', '-')}.{pillar or 'area'}.{last}"


def judgment_id(force: str | None, programme: str, question: str) -> str:
    """`gloucestershire.PEEL-2015.effectiveness.2`: force, inspection and question (whose id begins with the cycle)."""
    return f"{force or NATIONAL}.{programme}-{question}"


def text_hash(text: str) -> str:
    """8 hex digits of the first 12 words, NFKC, case-folded, letters and digits only."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = ("".join(c for c in word if c.isalnum()) for word in folded.split())
    first = islice((word for word in words if word), _WORDS_IN_ID)
    return hashlib.sha256(" ".join(first).encode()).hexdigest()[:8]


def content_hash(texts: Iterable[str]) -> str:
    """8 hex digits of what texts say, in whatever order: of the `text_hash` of each.

    Copies of one page as text, web page and PDF break their lines differently, and differ as files.
    """
    return hashlib.sha256(" ".join(sorted({text_hash(text) for text in texts})).encode()).hexdigest()[:8]


def undated(title: str, texts: Iterable[str]) -> str:
    """`undated-1f2e3d4c`: stands for the day in the id of a document that prints none.

    It rests on what the document asks or says (`texts`), and on its title only where that is nothing: the title is
    the first thing that a format changes.
    """
    return f"undated-{content_hash(list(texts) or [title])}"


def finding_id(force: str | None, programme: str, cycle: str | None, kind: str, text: str) -> str:
    """`gloucestershire.PEEL-2015.area_for_improvement.1f2e3d4c`; see `distinct` for collisions."""
    return f"{inspection_id(force, programme, cycle)}.{kind}.{text_hash(text)}"


def force_of(finding: str) -> str:
    """The force, or `national`, with which the id of a finding begins."""
    return finding.partition(".")[0]


def distinct(ids: Iterable[str]) -> list[str]:
    """The same ids in the same order, with `-2`, `-3` … on a second, third … occurrence."""
    seen: dict[str, int] = {}
    result = []
    for one in ids:
        seen[one] = seen.get(one, 0) + 1
        result.append(one if seen[one] == 1 else f"{one}-{seen[one]}")
    return result
