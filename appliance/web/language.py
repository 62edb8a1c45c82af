"""In which language a page speaks: what was chosen on it, else what the browser asks for first."""

from typing import Final

from flask import Blueprint, Response, g, make_response, redirect, request

from .desk import desk
from .words import LANGUAGES

COOKIE: Final = "lang"
YEAR_S: Final = 31_536_000

pages = Blueprint("language", __name__)


def language() -> str:
    """The language of this request."""
    if "language" not in g:
        g.language = _chosen() or _asked()
    return str(g.language)


@pages.get("/language/<any(nl, en):chosen>")
def choose(chosen: str) -> Response:
    """Speak this language from now on, and go back to where one was."""
    response = make_response(redirect(local(request.args.get("next")), 303))
    remember(response, COOKIE, chosen)
    return response


def remember(response: Response, name: str, chosen: str) -> None:
    """Let the browser keep what was chosen for all pages."""
    is_secure = desk().cookies.is_secure
    response.set_cookie(
        name, chosen, YEAR_S, path="/", secure=is_secure, httponly=True, samesite="Lax"
    )


def local(address: str | None, otherwise: str = "/") -> str:
    """The address if it is one on this box; a link may not lead anywhere else."""
    is_local = address is not None and address.startswith("/") and address[1:2] not in ("/", "\\")
    is_plain = address is not None and address.isprintable()
    return address if address is not None and is_local and is_plain else otherwise


def _chosen() -> str | None:
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else None


def _asked() -> str:
    first = next(iter(request.accept_languages.values()), "")
    return "en" if first.lower().partition("-")[0] == "en" else LANGUAGES[0]
