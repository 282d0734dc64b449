"""A KG_HOME with three made-up reports on Wiltshire, of which the machine proposes links, for tests on decisions."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import MADE_UP

from kg import loading
from kg.settings import Settings

A2015 = "wiltshire.PEEL-2015.area_for_improvement.6c381f77"
PHONES2015 = "wiltshire.PEEL-2015.area_for_improvement.fff0c9c7"
B2016 = "wiltshire.PEEL-2016.area_for_improvement.aedfa376"
C2017 = "wiltshire.PEEL-2017.area_for_improvement.cc4b3c55"
D2017 = "wiltshire.PEEL-2017.area_for_improvement.b66a5802"
ELSEWHERE = "gloucestershire.PEEL-2021-22.area_for_improvement.a7922a9f"

REPORT = """Wiltshire PEEL 2017
Effectiveness
Investigating and re-offending
Wiltshire Police requires improvement in how it investigates.
Areas for improvement
- Wiltshire Police should see that sergeants supervise investigations and that what they checked is recorded.
- Wiltshire Police should shorten the time that seized phones and computers wait for examination.
"""


def filled_home(home: Path, documents: Path) -> Path:
    """Fill `home` with the shipped facts and the three reports, which are put into `documents`."""
    shutil.copytree(MADE_UP, documents)
    (documents / "wiltshire-2017-effectiveness.txt").write_text(REPORT)
    report = loading.load(Settings(home=home), documents)
    assert report.refused == []
    return home
