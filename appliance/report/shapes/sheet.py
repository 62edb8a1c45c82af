"""A sheet to draw on, measured in millimetres from its upper left corner.

Matplotlib is heavy and optional: it is loaded when something is drawn and nowhere else. Nothing of
it is kept between two drawings (no pyplot), so that the same report gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from appliance.report.drawing import Drawing
from appliance.report.paper.faces import FACES, FOLDER
from appliance.report.paper.letters import clusters, is_plain, printed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_MM: Final = 160.0
"""What the margins leave of an A4."""

INK: Final = "#1b1e28"
SOFT: Final = "#565a66"
FAINT: Final = "#c9c4b8"
BLUE: Final = "#255b9c"
ORANGE: Final = "#8c4400"
WHITE: Final = "#ffffff"

TEXT_PT: Final = 9.0
LINE_MM: Final = 4.0
"""From one line of text to the next."""

_LEAST_MM: Final = 10.0
_MM: Final = 25.4
_BOLD: Final = 700
_POINTS: Final = 72
_DOTS: Final = 160
"""Per inch; dots where there can be no lines."""

_PACKED: Final = 4
"""Of 9: twice as fast as what is usual, and hardly larger."""

_SETTINGS: Final = {
    "svg.fonttype": "path",
    "svg.hashsalt": "tafelronde",
    # People write about money: a dollar sign is no formula here.
    "text.parse_math": False,
}


@dataclass(slots=True)
class Sheet:
    """What is drawn, piece by piece, and then made into a picture."""

    height: float
    _figure: "Figure" = field(init=False)
    _axes: Any = field(init=False)

    def __post_init__(self) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.height = max(self.height, _LEAST_MM)
        self._figure = Figure(figsize=(WIDTH_MM / _MM, self.height / _MM), dpi=_DOTS)
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH_MM), ylim=(self.height, 0))
        self._axes.set_axis_off()

    def write(
        self,
        at: tuple[float, float],
        told: str,
        *,
        across: str = "left",
        down: str = "center",
        colour: str = INK,
        size: float = TEXT_PT,
        is_bold: bool = False,
    ) -> None:
        """Some words; `at` is their left, center or right, and top, center or bottom."""
        self._axes.text(
            *at,
            told,
            ha=across,
            va=down,
            color=colour,
            fontfamily=_families_for(told),
            fontsize=size,
            fontweight="bold" if is_bold else "normal",
            linespacing=1.15,
            parse_math=False,
        )

    def bar(self, at: tuple[float, float], width: float, height: float, colour: str) -> None:
        """A filled rectangle from its upper left corner."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle(at, width, height, facecolor=colour, linewidth=0))

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str = FAINT,
        width: float = 0.6,
        is_dashed: bool = False,
    ) -> None:
        """A line of `width` points."""
        across, down = zip(start, end, strict=True)
        style = (0, (4, 2)) if is_dashed else "solid"
        self._axes.plot(across, down, color=colour, linewidth=width, linestyle=style)

    def dot(self, at: tuple[float, float], colour: str = BLUE, radius: float = 1.4) -> None:
        """A point that another can lie upon and still be seen."""
        from matplotlib.patches import Circle

        spot = Circle(at, radius, facecolor=colour, edgecolor=WHITE, linewidth=0.8, zorder=3)
        self._axes.add_patch(spot)

    def wide(self, told: str, *, is_bold: bool = False, size: float = TEXT_PT) -> float:
        """How wide some words are, in millimetres."""
        return _measured(told, is_bold, size)

    def lines(self, told: str, width: float, most: int = 2) -> list[str]:
        """A label in at most so many lines; what does not fit is cut at a word, with "…"."""
        found = [""]
        words = " ".join(printed(told).split()).split(" ")
        for n, word in enumerate(words):
            longer = f"{found[-1]} {word}".strip()
            if self.wide(longer) <= width:
                found[-1] = longer
            elif found[-1] and len(found) < most:
                found.append(self._cut(word, width) if self.wide(word) > width else word)
            else:
                found[-1] = self._ended(found[-1], word if n == 0 or not found[-1] else "", width)
                break
        return found

    def picture(self) -> Drawing:
        """What was drawn, as lines and as dots; the same drawing gives the same bytes."""
        lines, dots = BytesIO(), BytesIO()
        self._figure.savefig(lines, format="svg", metadata={"Date": None, "Creator": None})
        self._figure.savefig(
            dots,
            format="png",
            dpi=_DOTS,
            metadata={"Software": None},
            pil_kwargs={"compress_level": _PACKED},
        )
        return Drawing(lines.getvalue(), dots.getvalue(), WIDTH_MM, self.height)

    def _cut(self, word: str, width: float) -> str:
        return self._ended("", word, width)

    def _ended(self, start: str, word: str, width: float) -> str:
        """`start`, with as much of `word` as fits, and "…"; fewer words where nothing fits."""
        letters = clusters(word)
        few, many = 0, len(letters)
        while few < many:
            middle = (few + many + 1) // 2
            fits = self.wide(f"{start}{''.join(letters[:middle])}…") <= width
            few, many = (middle, many) if fits else (few, middle - 1)
        words = start.split(" ")
        while len(words) > 1 and self.wide(f"{' '.join(words)}…") > width:
            words.pop()
        return f"{' '.join(words)}{''.join(letters[:few])}…"


@lru_cache(maxsize=20_000)
def _measured(told: str, is_bold: bool, size: float) -> float:
    """How wide, in millimetres. A label stands in several charts, and is measured word by word.

    Dots are set otherwise than lines, and one of both is a little wider.
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    weight = "bold" if is_bold else "normal"
    face = FontProperties(family=_families_for(told), weight=weight, size=size)
    dots, _, _ = _renderer().get_text_width_height_descent(told, face, False)
    points, _, _ = text_to_path.get_text_width_height_descent(told, face, False)
    return max(float(dots) / _DOTS, float(points) / _POINTS) * _MM


@cache
def _renderer() -> Any:
    """What measures; it draws nothing."""
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, _DOTS)  # type: ignore[no-untyped-call]


@cache
def families() -> list[str]:
    """Our own fonts, of which Matplotlib is told once, by the names that it gives them."""
    from matplotlib import font_manager

    known = font_manager.fontManager
    names = []
    for file in (*FACES.values(), "Bold.ttf"):
        known.addfont(str(FOLDER / file))
        added = known.ttflist[-1]
        names.append(added.name)
        if file in list(FACES.values())[1:]:
            # The others have one weight, which stands for both.
            known.ttflist.append(replace(added, weight=_BOLD))
    return names[: len(FACES)]


def _families_for(told: str) -> list[str]:
    # What our own face has is laid out faster where no other is asked.
    return families()[: 1 if is_plain(told) else None]


def settings() -> Any:
    """What holds while something is drawn."""
    from matplotlib import rc_context

    return rc_context({**_SETTINGS, "font.family": families()})  # type: ignore[dict-item]


def stepped(low: float, high: float, most: int = 6) -> Sequence[float]:
    """Round numbers from at most `low` to at least `high`, about `most` of them."""
    from matplotlib.ticker import MaxNLocator

    return [float(each) for each in MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)]
