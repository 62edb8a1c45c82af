"""How a theme looks on paper: the colours and signs that the browser has, from the same files."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

COLOURS: Final = 8
"""Themes that have a colour of their own; the signs begin again after as many."""

_COLOUR: Final = re.compile(r"--([a-z]+-\d): (#[0-9a-f]{6});")
_SIGN: Final = re.compile(r'<symbol id="sign-(\d)" viewBox="([\d ]+)">(.*?)</symbol>')
_INK: Final = "#1b1e28"
_PAPER: Final = "#f1ede3"


@dataclass(frozen=True, slots=True)
class Look:
    """A theme's strong colour, its tint, and its sign as SVG ("" where there is no theme)."""

    strong: str
    tint: str
    sign: str


def look(number: int | None) -> Look:
    """The look of the theme with this number (from 1); ink on paper where it has no colour."""
    if number is None:
        return Look(_INK, _PAPER, "")
    colours = _colours()
    strong = colours.get(f"theme-{number}", _INK)
    return Look(strong, colours.get(f"tint-{number}", _PAPER), _sign(number, strong))


@cache
def logo() -> str:
    """The sign of Tafelronde as SVG."""
    return _static("icon.svg")


def _sign(number: int, colour: str) -> str:
    box, shape = _signs()[(number - 1) % COLOURS + 1]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="{colour}">'
    return f"{head}{shape}</svg>"


@cache
def _colours() -> dict[str, str]:
    return dict(_COLOUR.findall(_static("css/light.css")))


@cache
def _signs() -> dict[int, tuple[str, str]]:
    found = _SIGN.findall(_static("signs.svg"))
    return {int(number): (box, shape) for number, box, shape in found}


def _static(name: str) -> str:
    return files("webui").joinpath("static", name).read_text("utf-8")
