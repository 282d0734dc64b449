"""One request at a time, with a pause before each, limits to each answer, and patience with a busy server."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType

import httpx

from kg.errors import KgError
from kg.fetching.transport import CheckedTransport
from loaders.formats.file import LARGEST

AGENT = "police-findings-kg"
"""The name by which robots.txt may address this program."""

_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_PROBLEMS = (
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ConnectError, "cannot be reached"),
    (httpx.DecodingError, "an answer that is not encoded as it says"),
    (httpx.TransportError, "a broken answer"),
)


@dataclass(frozen=True)
class Manners:
    """How servers are treated. All times in seconds; `wait` and `clock` pass and tell the time."""

    pause: float = 2.0  # between two requests, where robots.txt asks for no more
    silence: float = 30.0  # without a byte, after which an answer is given up
    longest: float = 600.0  # for one answer
    largest: int = LARGEST  # bytes of one answer
    tries: int = 3
    longest_wait: float = 120.0  # before another try, however long the server asks for
    allow_private: bool = False
    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True)
class Answer:
    """What a server said; the body only of a page that is there."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes = b""

    @property
    def told(self) -> str:
        """The status in words."""
        known = {status.value: status.phrase for status in HTTPStatus}
        return f"{self.status} {known.get(self.status, 'unknown status')}"


class Later(KgError):
    """A server that asks to be left alone for longer than this program waits."""


class Visitor:
    """Asks servers, the next thing only when the last is done. `tell` hears why it waits."""

    def __init__(self, manners: Manners, tell: Callable[[str], None]) -> None:
        self._manners = manners
        self._tell = tell
        self._last: float | None = None
        # Neither proxies nor passwords of the environment: behind a proxy nobody could check where an address leads.
        self._client = httpx.Client(
            transport=CheckedTransport(allow_private=manners.allow_private),
            trust_env=False,
            timeout=manners.silence,
            headers={"User-Agent": f"{AGENT} (kg fetch)", "Accept-Encoding": "gzip, deflate"},
        )

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(
        self,
        url: httpx.URL,
        *,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
        check: Callable[[Answer], None] = lambda answer: None,
    ) -> Answer:
        """The answer to one request; redirects are answers too.

        `delay` is the pause that the host asks for, `check` sees status and headers before a body is read, and may
        raise. Raises KgError for an answer that is too large or too slow, or, after some tries, broken or not given;
        Later where the server asks for too long a wait.
        """
        problem, asked = "", None
        for attempt in range(self._manners.tries):
            if attempt:
                patience = min(max(self._manners.pause, delay, 1.0) * 2**attempt, self._manners.longest_wait)
                self._wait(patience if asked is None else asked, f"{problem}: {url}")
            asked = None  # a wait that the server asks for
            self._pause(delay)
            try:
                answer = self._ask(url, headers or {}, check)
            except (httpx.TransportError, httpx.DecodingError) as error:
                problem = _told(error)
            else:
                if answer.status not in _BUSY:
                    return answer
                problem, asked = answer.told, _retry_after(answer)
                if asked is not None and asked > self._manners.longest_wait:
                    raise Later(f"{problem}, and asks to wait {asked:.0f} s", str(url), "run the command again then")
            finally:
                self._last = self._manners.clock()
        raise KgError(f"{problem} ({self._manners.tries} tries)", str(url), "run the command again later")

    def _ask(self, url: httpx.URL, headers: Mapping[str, str], check: Callable[[Answer], None]) -> Answer:
        began = self._manners.clock()
        with self._client.stream("GET", url, headers=headers) as response:
            answer = Answer(url, response.status_code, response.headers)
            if answer.status != HTTPStatus.OK:
                return answer
            check(answer)
            length = response.headers.get("Content-Length", "")
            if length.isdecimal() and int(length) > self._manners.largest:
                raise self._too_large(url)
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > self._manners.largest:
                    raise self._too_large(url)
                if self._manners.clock() - began > self._manners.longest:
                    limit = f"{self._manners.longest:.0f} s"
                    raise KgError(f"not at hand after {limit}", str(url), "run the command again later")
        return Answer(url, answer.status, answer.headers, bytes(body))

    def _too_large(self, url: httpx.URL) -> KgError:
        return KgError(
            f"larger than the {self._manners.largest / 1e6:.0f} MB that a document may have",
            str(url),
            "get it by hand if it is one",
        )

    def _pause(self, delay: float) -> None:
        if self._last is not None:
            since = self._manners.clock() - self._last
            if (rest := max(self._manners.pause, delay) - since) > 0:
                self._manners.wait(rest)

    def _wait(self, seconds: float, why: str) -> None:
        self._tell(f"waiting {seconds:.0f} s: {why}")
        self._manners.wait(seconds)


def _told(error: Exception) -> str:
    kind = next(told for type_, told in _PROBLEMS if isinstance(error, type_))
    detail = " ".join(str(error).split())
    return f"{kind} ({detail})" if detail else kind


def _retry_after(answer: Answer) -> float | None:
    """The wait that a busy server asks for, in seconds or until a date; None where it says nothing of use."""
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
