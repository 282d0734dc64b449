"""Which pages are meant: those that data/ lists of a force, cycle or kind, and addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import httpx

from kg import facts
from kg.errors import KgError, UsageError
from kg.fetching.address import web_address

DOCUMENTS = (
    "PEEL report", "PEEL effectiveness", "PEEL efficiency", "PEEL legitimacy", "PEEL leadership", "PEEL other reports",
    "PEEL overview", "accelerated cause of concern", "cause of concern letter", "recommendation register",
    "regional SOC report", "thematic", "response",
)  # fmt: skip
"""The kinds that are got unless others are named, in this order: the inspectorate's documents, then the answers."""

OTHERS = (
    "grade page", "grade overview", "monitoring page", "press release", "spotlight report", "annual assessment",
    "publication landing page", "force page", "guidance", "glossary", "academic",
)  # fmt: skip
"""The kinds that hold no findings of their own: got only where they are named."""


@dataclass(frozen=True)
class Page:
    """A page to get, with what data/ says of it."""

    url: httpx.URL
    kind: str | None = None
    force: str | None = None
    cycle: str | None = None


def chosen(targets: Iterable[str], cycle: str | None = None, kinds: Collection[str] = ()) -> list[Page]:
    """The pages to get, each once. A target is a force or an address; force, cycle and kinds narrow each other.

    Raises UsageError, before anything is asked, for a force, cycle or kind that does not exist, with near matches, and
    for an address that may not be asked; KgError where nothing is listed.
    """
    targets = list(targets)
    if not (targets or cycle or kinds):
        raise UsageError("nothing to get", "kg fetch", "name a force, an address, --cycle or --kind")
    addresses = [target for target in targets if "/" in target or ":" in target]
    forces = {facts.force(target).id for target in targets if target not in addresses}
    _check("cycle", cycle and [cycle], [one.id for one in facts.vocabulary().cycles])
    _check("kind", kinds, (*DOCUMENTS, *OTHERS))
    try:
        given = [web_address(address) for address in addresses]
    except KgError as error:
        raise UsageError(error.what, error.where, error.remedy) from None
    known = list(_listed())
    pages: list[Page] = []
    if forces or cycle or kinds:
        for kind in [kind for kind in (*DOCUMENTS, *OTHERS) if kind in (kinds or DOCUMENTS)]:
            pages += [
                page
                for page in known
                if page.kind == kind and (not forces or page.force in forces) and cycle in (None, page.cycle)
            ]
        if not pages:
            asked = ", ".join([*sorted(forces), *([cycle] if cycle else []), *kinds])
            raise KgError("no page is listed", asked, "leave out one of them, or give addresses")
    by_address = {page.url: page for page in reversed(known)}
    pages += [by_address.get(url, Page(url)) for url in given]
    return list({page.url: page for page in reversed(pages)}.values())[::-1]


def _listed() -> Iterable[Page]:
    """The pages of data/publications.csv, then what commissioners and forces answered, of data/responses.csv."""
    tables = facts.vocabulary()
    for row in tables.publications:
        yield Page(web_address(row.url), row.kind, row.force, row.cycle)
    for answer in tables.responses:
        if answer.source_kind in ("commissioner", "force"):
            yield Page(web_address(answer.source_url), "response", answer.force, answer.cycle)


def _check(what: str, given: Collection[str] | None, known: Collection[str]) -> None:
    for name in given or ():
        if name not in known:
            near = get_close_matches(name, known, n=3)
            remedy = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
            raise UsageError(f"no {what} called {name!r}", remedy=remedy)
