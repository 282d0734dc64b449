"""What robots.txt of each host allows (RFC 9309), asked once a run."""

from __future__ import annotations

import httpx
from protego import Protego

from kg.errors import KgError
from kg.fetching.address import web_address
from kg.fetching.visitor import AGENT, Visitor

_LARGEST = 500_000  # bytes that RFC 9309 has a robot read
_HOPS = 5
_LONGEST_DELAY = 60.0  # seconds; a host that asks for more between two pages is asked for none


class Robots:
    """The rules of the hosts that were met in a run."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._rules: dict[httpx.URL, Protego | KgError] = {}

    def delay(self, url: httpx.URL) -> float:
        """The seconds that the host wants between two requests; 0 where it does not say.

        Raises KgError for a page that its robots.txt forbids, and for all pages of a host whose robots.txt cannot be
        had just now; where there is none (4xx), all is allowed.
        """
        place = url.copy_with(raw_path=b"/robots.txt")
        if place not in self._rules:
            self._rules[place] = self._read(place)
        rules = self._rules[place]
        if isinstance(rules, KgError):
            raise rules
        if not rules.can_fetch(str(url), AGENT):
            raise KgError("robots.txt forbids programs to get it", str(url), "get it by hand")
        delay = rules.crawl_delay(AGENT) or 0.0
        if not delay <= _LONGEST_DELAY:
            raise KgError(f"robots.txt asks for {delay:.0f} s between two pages", str(url), "get it by hand")
        return delay

    def _read(self, place: httpx.URL) -> Protego | KgError:
        url = place
        try:
            for _ in range(_HOPS + 1):
                answer = self._visitor.get(url)
                location = answer.headers.get("Location")
                if not (300 <= answer.status < 400 and location):
                    break
                url = web_address(location, url)
        except KgError as error:
            return KgError(f"robots.txt cannot be had: {error.what}", str(place), error.remedy)
        if 400 <= answer.status < 500:
            return Protego.parse("")
        if answer.status != 200:
            return KgError(f"robots.txt cannot be had: {answer.told}", str(place), "run the command again later")
        return Protego.parse(answer.body[:_LARGEST].decode("utf-8-sig", errors="replace"))
