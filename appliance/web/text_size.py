"""How large the letters of a page are: what was chosen on it, on every page of this browser."""

from typing import Final

from flask import Blueprint, Response, redirect, request

from .language import YEAR_S, local

COOKIE: Final = "text"

SIZES: Final = ("normal", "large", "largest")
"""The first one is the default."""

pages = Blueprint("text_size", __name__)


def text_size() -> str:
    """The size that was chosen."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in SIZES else SIZES[0]


@pages.get("/text-size/<any(normal, large, largest):chosen>")
def choose(chosen: str) -> Response:
    """Write this large from now on, and go back to where one chose it."""
    response = redirect(f"{local(request.args.get('next'))}#text-size", 303)
    response.set_cookie(COOKIE, chosen, YEAR_S, path="/", httponly=True, samesite="Lax")
    return response  # type: ignore[return-value] # it is Flask's own, typed as Werkzeug's
