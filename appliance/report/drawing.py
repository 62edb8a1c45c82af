"""The charts of a report as pictures, with Matplotlib where it is installed."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from .value import Chart, Report, Shape, blocks


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
    return {chart.id: _drawing(chart, report) for chart in charts}


def _drawing(chart: Chart, report: Report) -> Drawing:
    from .shapes.bars import bars
    from .shapes.rows import drawn_of
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
    with settings():
        return shapes[chart.shape](drawn_of(chart, report))
