"""Where the shipped files are: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `data` or `cypher`.

    Raises FileNotFoundError where the installation lacks it.
    """
    for candidate in (_PACKAGE.parent / name, _PACKAGE / name):
        if candidate.is_dir() and (candidate / ".shipped").exists():
            return candidate
    raise FileNotFoundError(f"this installation has no {name}/ folder: install the package again")
