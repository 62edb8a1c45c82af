"""How large the letters of a page are: what was chosen on it, on every page of this browser."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, request

from .language import local, remember

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
    response = make_response(redirect(f"{local(request.args.get('next'))}#text-size", 303))
    remember(response, COOKIE, chosen)
    return response
