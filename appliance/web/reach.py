"""What can be reached where the box stands on the internet before the event: the survey, and its
preparation. Everything else is not there.
"""

from typing import Final

from flask import Flask, make_response, redirect, request
from flask.typing import ResponseReturnValue

from .desk import desk
from .refusals import Denied

START: Final = "/s"
"""Where somebody goes who only typed the name."""

ORGANISERS: Final = ("/prepare", "/results/survey", "/results/close")
"""The first one is where an organiser goes who did not say."""

_EVERYBODYS: Final = (
    *(START, "/sign-in", "/sign-out", "/language", "/text-size", "/static", "/favicon.ico"),
    *("/privacy", "/help", "/health", "/media"),
)


def register(site: Flask) -> None:
    """Stand behind the door of this application, where it is one on the internet."""
    site.before_request(keep_within)


def keep_within() -> ResponseReturnValue | None:
    """Let through what is for the time before the event. Raises Denied `not_found`."""
    if not desk().parts.is_public or is_within(request.path):
        return None
    if request.path == "/" and request.method in ("GET", "HEAD"):
        return make_response(redirect(START, 302))
    raise Denied("not_found", address=desk().parts.address() + START)


def is_within(path: str, prefixes: tuple[str, ...] = (*_EVERYBODYS, *ORGANISERS)) -> bool:
    """Whether an address is one of these, or below one."""
    return any(path == p or path.startswith((f"{p}/", f"{p}.")) for p in prefixes)
