"""Believes what a proxy tells of whom it speaks for, if it is one of those that were named.

What others put into the same headers changes nothing: their own address counts. Only the last
hops are believed, from right to left, as far as they are named themselves (MDN, X-Forwarded-For,
"Selecting an IP address").
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Networks = Sequence[IPv4Network | IPv6Network]

_SCHEMES: Final = ("http", "https")


class Proxied:
    """The application behind named proxies."""

    def __init__(self, inner: "WSGIApplication", proxies: Iterable[str]) -> None:
        """`proxies` are addresses or networks, such as "127.0.0.1" or "10.0.0.0/8"."""
        self._inner = inner
        self._named = tuple(ip_network(proxy, strict=False) for proxy in proxies)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Say who really asks, and hand on (PEP 3333)."""
        peer = environ.get("REMOTE_ADDR", "")
        if self._is_named(peer):
            environ["REMOTE_ADDR"] = self._client(_hops(environ, "FOR"), peer)
            scheme = (_hops(environ, "PROTO") or [""])[-1].lower()
            if scheme in _SCHEMES:
                environ["wsgi.url_scheme"] = scheme
            host = (_hops(environ, "HOST") or [""])[-1]
            if host:
                environ["HTTP_HOST"] = host
        return self._inner(environ, start_response)

    def _client(self, hops: Sequence[str], peer: str) -> str:
        """The first from the right who is no named proxy; what is no address ends the search."""
        client = peer
        for hop in reversed(hops):
            if not _is_address(hop):
                return client
            client = hop
            if not self._is_named(hop):
                return client
        return client

    def _is_named(self, address: str) -> bool:
        if not _is_address(address):
            return False
        found = ip_address(address)
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        return any(found in network for network in self._named)


def _hops(environ: "WSGIEnvironment", what: str) -> list[str]:
    told = environ.get(f"HTTP_X_FORWARDED_{what}", "")
    return [hop for part in told.split(",") if (hop := part.strip())]


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False
