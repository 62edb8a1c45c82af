"""The charts of a report as pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, drawn twice alike; sizes in millimetres."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
