"""Bound sockets for a host and a port: one for every address that the host stands for."""

import errno
import socket
from typing import Any, TypeAlias

_Address: TypeAlias = tuple[int, int, int, Any]
"""Family, type, protocol, and an address as that family has it: host and port first."""

_ATTEMPTS = 10
"""How often to look for a port that is free for all addresses, when any will do."""
_NOT_HERE = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}


def bind(host: str, port: int) -> list[socket.socket]:
    """Bind every address of a host ("" or "*": all of this machine's) to one port, 0 for any.

    An address family that this machine lacks is left out as long as another one is there. Raises
    OSError when the port is taken or forbidden, or the host unknown.
    """
    addresses = _addresses(host, port)
    for _ in range(_ATTEMPTS - 1 if port == 0 else 0):
        try:
            return _bind_all(addresses)
        except OSError as error:
            # The port that the first address was given may be taken for the second.
            if error.errno != errno.EADDRINUSE:
                raise
    return _bind_all(addresses)


def _addresses(host: str, port: int) -> list[_Address]:
    name = None if host in ("", "*") else host
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(
        dict.fromkeys((family, kind, proto, where) for family, kind, proto, _, where in found)
    )


def _bind_all(addresses: list[_Address]) -> list[socket.socket]:
    bound: list[socket.socket] = []
    missing: OSError | None = None
    try:
        for address in addresses:
            try:
                bound.append(_bind_one(address, bound[0].getsockname()[1] if bound else None))
            except OSError as error:
                if error.errno not in _NOT_HERE:
                    raise
                missing = error
        if not bound and missing is not None:
            raise missing
    except OSError:
        for sock in bound:
            sock.close()
        raise
    return bound


def _bind_one(address: _Address, port: int | None) -> socket.socket:
    family, kind, proto, where = address
    sock = socket.socket(family, kind, proto)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # IPv4 has a socket of its own.
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind(where if port is None else (where[0], port, *where[2:]))
    except OSError:
        sock.close()
        raise
    return sock
