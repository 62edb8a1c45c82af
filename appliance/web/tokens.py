"""The colours of the design system as the style sheets have them, and how well they can be read.

Contrast is computed as WCAG 2.2 defines it ("relative luminance" and "contrast ratio"). Knows no
page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LIGHTS: Final = ("light", "dark")

TEXT_LEAST: Final = 4.5
SHAPE_LEAST: Final = 3.0
"""What text and what shapes that mean something need at least (WCAG 2.2, 1.4.3 and 1.4.11)."""

_THEMES: Final = range(1, 9)

TEXTS: Final = (
    *(("ink", ground) for ground in ("paper", "paper-2", "field")),
    *(("ink-soft", ground) for ground in ("paper", "paper-2", "field")),
    ("paper", "ink"),
    *((name, ground) for name in ("good", "alert", "warm") for ground in ("paper", f"{name}-tint")),
    *((f"theme-{n}", ground) for n in _THEMES for ground in ("paper", f"tint-{n}")),
    *(("ink", f"tint-{n}") for n in _THEMES),
)
"""Every pair of text and ground that the pages use."""

SHAPES: Final = (("line-strong", "paper"), ("line-strong", "field"), ("theme-1", "paper-2"))
"""The lines that show where a field is, and the ring around what has the focus."""

_COLOUR: Final = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")
_SIZE: Final = re.compile(r"--((?:text|space)-[a-z0-9]+):\s*([0-9.]+)rem;")


@dataclass(frozen=True, slots=True)
class Pair:
    """Something on a ground, and its contrast in every light."""

    name: str
    ground: str
    contrast: Mapping[str, float]


@cache
def colours() -> Mapping[str, Mapping[str, str]]:
    """The colours by light and name, as six hexadecimal digits."""
    return {light: dict(_COLOUR.findall(_sheet(light))) for light in LIGHTS}


@cache
def sizes() -> Mapping[str, float]:
    """The sizes of type and space by name, in rem."""
    return {name: float(size) for name, size in _SIZE.findall(_sheet("tokens"))}


def pairs(of: tuple[tuple[str, str], ...]) -> list[Pair]:
    """These pairs with their contrast."""
    known = colours()
    return [
        Pair(
            name,
            ground,
            {light: contrast(known[light][name], known[light][ground]) for light in LIGHTS},
        )
        for name, ground in of
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as "#faf8f3": 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _sheet(name: str) -> str:
    return (files("webui") / "static" / "css" / f"{name}.css").read_text("utf-8")
