"""A chart as a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """The same picture twice: for what can draw lines (SVG) and for what cannot (PNG)."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
