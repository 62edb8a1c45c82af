"""The charts of a report as pictures, with Matplotlib where it is installed."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from .shapes.rows import Drawn, drawn_of
from .value import Chart, Report, Shape, blocks

_HANDS_LEAST: Final = 2
_HANDS_MOST: Final = 4
"""Each takes some 40 MB of its own."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, drawn twice alike; sizes in millimetres."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float


def drawn(report: Report) -> Mapping[str, Drawing]:
    """A drawing for every chart by its id; none where Matplotlib is not installed.

    A document then tells a chart in words. The same report gives the same bytes.
    """
    if find_spec("matplotlib") is None:
        return {}
    charts = [block for block in blocks(report) if isinstance(block, Chart)]
    pictures = _all_drawn([(chart.shape, drawn_of(chart, report)) for chart in charts])
    return {chart.id: picture for chart, picture in zip(charts, pictures, strict=True)}


def _all_drawn(what: Sequence[tuple[Shape, Drawn]]) -> Sequence[Drawing]:
    """Drawn on as many processors as there are. Most of the time that a report takes goes here.

    Only a process that does one thing at a time is doubled: a lock that another thread holds would
    be held for ever there. Where a process cannot be doubled they are drawn one after the other.
    """
    hands = min(len(what), _HANDS_MOST, os.cpu_count() or 1)
    is_alone = threading.active_count() == 1 and sys.platform == "linux"
    if hands < _HANDS_LEAST or not is_alone:
        return [_drawing(each) for each in what]
    from .shapes.sheet import families

    families()  # Loaded once, for all of them.
    gc.freeze()  # What is there already stays shared: nobody looks through it for what may go.
    try:
        with multiprocessing.get_context("fork").Pool(hands) as pool:
            return pool.map(_drawing, what, chunksize=1)
    finally:
        gc.unfreeze()


def _drawing(what: tuple[Shape, Drawn]) -> Drawing:
    from .shapes.bars import bars
    from .shapes.scatter import scatter
    from .shapes.sheet import settings
    from .shapes.shift import shift
    from .shapes.stack import stack

    shapes = {
        Shape.BARS: bars,
        Shape.STACK: stack,
        Shape.SCATTER: scatter,
        Shape.SHIFT: shift,
    }
    shape, drawn = what
    with settings():
        return shapes[shape](drawn)
