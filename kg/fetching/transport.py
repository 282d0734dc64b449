"""Connections to the very address that was checked, so that a name cannot mean another one a moment later."""

from __future__ import annotations

import httpx

from kg.fetching.address import network_addresses


class CheckedTransport(httpx.BaseTransport):
    """Looks a host up once, checks every address found, and connects to those; TLS still asks for the host's name."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        # A connection is kept by IP address and could be another host's the next time: each request gets its own.
        self._direct = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the first address that takes the connection.

        Raises KgError for a host that must not be asked, the exceptions of httpx for one that cannot be.
        """
        failed: httpx.TransportError = httpx.ConnectError("no address")
        for address in network_addresses(request.url, allow_private=self._allow_private):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii").strip("[]")},
            )
            try:
                return self._direct.handle_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed

    def close(self) -> None:
        self._direct.close()
