"""Which addresses may be asked: http(s), without credentials, and on the public internet."""

from __future__ import annotations

import ipaddress
import re
import socket

import httpx

from kg.errors import KgError

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|\[?[0-9a-f:.]+\]?")
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
_SPECIAL_V4 = ipaddress.ip_network("192.0.0.0/24")  # of which `is_global` knows but a part before Python 3.11.10
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind NAT64, RFC 6052


def web_address(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address in the form in which two spellings of it are equal; `base` is where a relative one stands.

    Scheme and host in lower case, no fragment, no empty query, no default port, no doubled slash in the path. Raises
    KgError for what is no address, no http(s) address, or holds a user name or password.
    """
    remedy = "give one that begins with https:// or http://"
    try:
        url = base.join(text) if base else httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError):
        raise KgError("no web address", repr(text), remedy) from None
    if url.userinfo:  # never printed: it may hold a password
        raise KgError("an address with a user name or password", url.host, "give it without them")
    if url.scheme not in _PORTS or not _HOST.fullmatch(host) or not 0 < port_of(url) < 2**16:
        raise KgError("no http(s) address", repr(text), remedy)
    path, asks, query = url.raw_path.decode("ascii").partition("?")
    path = re.sub(r"/{2,}", "/", path) or "/"
    port = None if url.port == _PORTS[url.scheme] else url.port
    return url.copy_with(raw_path=(path + asks * bool(query) + query).encode(), fragment=None, port=port)


def port_of(url: httpx.URL) -> int:
    """The port that an http(s) address leads to."""
    return _PORTS[url.scheme] if url.port is None else url.port


def network_addresses(url: httpx.URL, *, allow_private: bool) -> list[str]:
    """The IP addresses of the host of `url`, whatever form it has there (a name, decimal, IPv6).

    Raises KgError where there is no such host, or where any of them is this machine's or in a private, link-local or
    reserved network; httpx.ConnectError where nobody could be asked for the name.
    """
    host = url.raw_host.decode("ascii").strip("[]")
    try:
        found = socket.getaddrinfo(host, port_of(url), type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise httpx.ConnectError(f"no answer on where {host} is") from None
        raise KgError("no such host", str(url), "check the address") from None
    except UnicodeError:
        raise KgError("no such host", str(url), "check the address") from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address) or _is_this_machine(address):
                why = f"leads to {address}, this machine or a network that is not public"
                raise KgError(why, str(url), "give the address of a published page")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; IPv4 in the guise of IPv6 is judged as what it leads to."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and ip not in _SPECIAL_V4
    inner = ip.ipv4_mapped or ip.sixtofour
    if ip in _TRANSLATED:
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return is_public(str(inner)) if inner else ip.is_global and ip in _PUBLIC_V6


def _is_this_machine(address: str) -> bool:
    """Whether a packet to a public address would leave from that very address. Nothing is sent to find out."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((address, _PORTS["http"]))
            return str(probe.getsockname()[0]) == address
    except OSError:
        return False
