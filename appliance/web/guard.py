"""What every request must pass, and what every answer carries, whatever it is about."""

import gzip
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from .desk import desk
from .refusals import Denied
from .roles import shown

BODY_MOST_BYTES: Final = 64 * 1024
"""Well above 2,000 characters of four bytes each, written in a form as %XX."""

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
MACHINES: Final = ("/api/", "/live", "/health", "/static/")
GZIP_FROM_BYTES: Final = 500

_COMPRESSED: Final = frozenset({"text/html", "application/json", "text/csv", "image/svg+xml"})


def register(site: Flask) -> None:
    """Stand at the door of this application."""
    for check in (check_host, check_rate, check_origin):
        site.before_request(check)
    site.before_request(lead_to_one_address)
    site.after_request(protect)
    site.after_request(compress)


def check_host() -> None:
    """Answer only to this box's own names; anything else may be an attack by name (rebinding)."""
    parts = desk().parts
    name = _host_name()
    if name in LOOPBACK or name == urlsplit(parts.address()).hostname:
        return
    if name not in parts.own_hosts():
        raise Denied("wrong_host", address=parts.address())


def check_rate() -> None:
    """Hold back who asks too much: an address for all it asks, a device for what it changes."""
    if request.path.startswith("/static/"):
        return
    is_change = request.method not in SAFE
    device = shown().device if is_change else None
    wait_s = desk().limits.take(request.remote_addr or "", device.id if device else None)
    if wait_s:
        raise Denied("too_fast", n=wait_s)


def check_origin() -> None:
    """Changes and sockets come from our own pages only, or from what is no browser."""
    origin = request.headers.get("Origin")
    if origin is None or (request.method in SAFE and request.path != "/live"):
        return
    scheme, _, host = origin.lower().partition("://")
    is_own = host == request.headers.get("Host", "").lower()
    if scheme not in ("http", "https") or not is_own:
        raise Denied("wrong_origin", address=desk().parts.address())


def lead_to_one_address() -> ResponseReturnValue | None:
    """Lead pages asked for under another own name to the address on the cards, so cookies stay one.

    Not those asked for at another own address: who reached that one may not reach the other.
    """
    if request.method not in ("GET", "HEAD") or request.path.startswith(MACHINES):
        return None
    name = _host_name()
    address = desk().parts.address()
    if _is_address(name) or name in LOOPBACK or name == urlsplit(address).hostname:
        return None
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return redirect(f"{address}{request.path}{query}", 302)


def protect(response: Response) -> Response:
    """Tell the browser what this page may do: nothing but talk to this box."""
    headers = response.headers
    host = request.headers.get("Host", "") if _host_name() else ""
    # Safari before 15.4 does not take a WebSocket to the same address for 'self'.
    sockets = f"ws://{host} wss://{host}" if host else ""
    headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        f"form-action 'self'; frame-ancestors 'none'; connect-src 'self' {sockets}".rstrip(),
    )
    headers["X-Content-Type-Options"] = "nosniff"
    # Not no-referrer: with that, browsers send "Origin: null" along with our own forms.
    headers["Referrer-Policy"] = "same-origin"
    headers["X-Robots-Tag"] = "noindex, nofollow"
    headers.setdefault("Cache-Control", "no-store")
    return response


def compress(response: Response) -> Response:
    """Gzip pages and JSON: waitress does not, and a room shares one Wi-Fi."""
    if response.mimetype not in _COMPRESSED or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    body = b"" if response.direct_passthrough else response.get_data()
    if len(body) >= GZIP_FROM_BYTES and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def is_from_here() -> bool:
    """Whether this machine itself asks, and speaks for nobody else."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _host_name() -> str | None:
    """The name in Host without the port, or None when it is no name at all."""
    host = request.headers.get("Host", "")
    if not host or not set(host) <= _IN_A_HOST:
        return None
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return None
    return name.rstrip(".") if name else None


def _is_address(name: str | None) -> bool:
    try:
        return bool(ip_address(name or ""))
    except ValueError:
        return False


_IN_A_HOST: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]"
)
