"""Which files of a folder are documents, and which of them are refused before anything is read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from loaders.formats import SUFFIXES


@dataclass
class Folder:
    """The documents of a folder, each with the name by which its copy is known, in the order of these names.

    `refused` are those that cannot or must not be read, by name; `aside` counts the files of other kinds.
    """

    documents: list[tuple[str, Path]] = field(default_factory=list)
    refused: dict[str, KgError] = field(default_factory=dict)
    aside: int = 0


def look_into(place: Path) -> Folder:
    """The documents in a folder and the folders within it; or one file, whatever it is called.

    A document is known by how its name ends, so that what lies beside documents is left aside; hidden files and folders
    are passed over. A symbolic link is followed to a document within the folder, and nowhere else: what somebody puts
    into a folder must not have other files of this machine read. Raises KgError where there is no document at all.
    """
    if place.is_file():
        return Folder([(place.name, place)])
    if not place.is_dir():
        raise KgError("no such folder of documents", str(place), "name one with --documents or KG_DOCUMENTS")
    found = Folder()
    root = place.resolve()

    def unreadable(error: OSError) -> None:
        if error.filename == str(root):
            raise KgError(error.strerror or "cannot be read", str(place), "name a folder that can be read")
        name = Path(error.filename).relative_to(root).as_posix()
        found.refused[_shown(name)] = KgError(error.strerror or "cannot be read", _shown(name), "let it be read")

    for folder, folders, files in os.walk(root, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*files, *links]:
            if not name.startswith("."):
                _sort(Path(folder) / name, root, found)
    found.documents.sort()
    if not found.documents and not found.refused:
        others = f", only {found.aside:,} of other kinds" if found.aside else ""
        kinds = ", ".join(sorted(SUFFIXES))
        raise KgError(f"no documents in the folder{others}", str(place), f"name another; documents end in {kinds}")
    return found


def _sort(path: Path, root: Path, found: Folder) -> None:
    """Put a file, or a link to a folder, where it belongs."""
    name = path.relative_to(root).as_posix()
    is_document = path.suffix.lower() in SUFFIXES
    refusal = _refusal(path, root, is_document) if path.is_symlink() else None
    if is_document and not refusal and name != _shown(name):
        refusal = "its name is not in Unicode", "rename it"
    if refusal:
        found.refused[_shown(name)] = KgError(refusal[0], _shown(name), refusal[1])
    elif is_document and not path.is_dir():
        found.documents.append((name, path))
    else:
        found.aside += 1


def _refusal(link: Path, root: Path, is_document: bool) -> tuple[str, str] | None:
    """Why a symbolic link is not followed, and what to do; None where it leads to what lies within the folder."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        leads = "nowhere" if isinstance(error, FileNotFoundError) else "in a circle"
        return (f"a symbolic link that leads {leads}", "remove it") if is_document else None
    if target.is_relative_to(root) or not (is_document or target.is_dir()):
        return None
    return "a symbolic link that leads out of the folder", "put the document itself into the folder"


def _shown(name: str) -> str:
    """A name that can be printed and kept as text."""
    return os.fsencode(name).decode("utf-8", errors="replace")
