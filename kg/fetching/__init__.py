"""Published pages, from their servers into a folder: `kg fetch`. Nothing else but the Neo4j driver opens a connection.

`address` says what may be asked and `transport` connects to just that; `visitor` asks, as `robots` allows; `content`
tells a document from what is none; `folder` keeps it; `pages` knows what there is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Literal

import httpx

from kg.errors import KgError
from kg.fetching.address import web_address
from kg.fetching.content import is_shell, refuse_type, suffix
from kg.fetching.folder import Folder, Record
from kg.fetching.pages import Page, chosen
from kg.fetching.robots import Robots
from kg.fetching.visitor import Answer, Later, Manners, Visitor

__all__ = ["Failed", "Fetched", "Manners", "Page", "chosen", "fetch"]

_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 10


@dataclass(frozen=True)
class Fetched:
    """A page that is in the folder. One is `at hand` where this run, or the interrupted one before, already got it."""

    page: Page
    state: Literal["new", "changed", "unchanged", "at hand"]
    record: Record


@dataclass(frozen=True)
class Failed:
    """A page that is not, and why."""

    page: Page
    problem: KgError


def fetch(
    pages: Iterable[Page], path: Path, manners: Manners, tell: Callable[[str], None] = lambda line: None
) -> Iterator[Fetched | Failed]:
    """Get pages one after the other into a folder, and give what became of each as soon as it is known.

    A run that is interrupted is carried on by the next: what it got is not asked for again. `tell` hears of waits.
    Raises KgError where the folder cannot be used.
    """
    with _writing(path):
        path.mkdir(parents=True, exist_ok=True)
        folder = Folder(path)
        with folder.run() as began, Visitor(manners, tell) as visitor:
            run = _Run(folder, visitor, began)
            for page in pages:
                try:
                    yield run.get(page)
                except KgError as problem:
                    yield Failed(page, problem)


class _Run:
    """What is known while pages are got: hosts that want to be left alone, their rules, what came since the start."""

    def __init__(self, folder: Folder, visitor: Visitor, began: str) -> None:
        self._folder = folder
        self._visitor = visitor
        self._robots = Robots(visitor)
        self._began = began
        self._resting: dict[str, Later] = {}

    def get(self, page: Page) -> Fetched:
        """One page, through its redirects. Raises KgError where it is not to be had, or no document."""
        url, passed = page.url, {page.url}
        while True:
            known = self._folder.held(url) or self._folder.held(page.url)
            whole = known if known and self._folder.is_whole(known) else None
            if whole and whole.checked >= self._began:
                return Fetched(page, "at hand", whole)
            answer = self._ask(url, whole)
            if answer.status not in _REDIRECTS:
                return self._took(page, answer, known, whole)
            url = web_address(answer.headers.get("Location", ""), url)
            if url in passed or len(passed) > _HOPS:
                raise KgError("redirects without an end", str(page.url), "check the address")
            passed.add(url)

    def _ask(self, url: httpx.URL, held: Record | None) -> Answer:
        if rests := self._resting.get(url.host):
            raise Later(rests.what, str(url), rests.remedy)
        conditions = held.validators() if held and held.final_url == str(url) else {}
        delay = self._robots.delay(url)
        try:
            return self._visitor.get(url, headers=conditions, delay=delay, check=refuse_type)
        except Later as error:
            self._resting[url.host] = error
            raise

    def _took(self, page: Page, answer: Answer, known: Record | None, whole: Record | None) -> Fetched:
        """What became of a page. `known` is its record, `whole` the same where its document is as it was fetched."""
        where = str(answer.url)
        if answer.status == HTTPStatus.NOT_MODIFIED and whole:
            return Fetched(page, "unchanged", self._folder.confirm(whole, answer))
        if answer.status != HTTPStatus.OK:
            raise KgError(answer.told, where, _stays(whole))
        kind = suffix(answer)
        if is_shell(answer.body, kind):
            raise KgError("says that it is not found, though its server says 200 OK", where, _stays(whole))
        if whole and whole.sha256 == hashlib.sha256(answer.body).hexdigest():
            return Fetched(page, "unchanged", self._folder.confirm(whole, answer))
        record = self._folder.keep(httpx.URL(known.url) if known else page.url, answer, kind)
        return Fetched(page, "changed" if whole else "new", record)


def _stays(held: Record | None) -> str:
    return f"what was fetched on {held.fetched[:10]} stays" if held else "check the address"


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KgError(f"cannot write ({error.strerror})", str(path), "name another folder with --to") from None
