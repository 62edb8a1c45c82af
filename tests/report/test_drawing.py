"""Charts: every shape is drawn, the same each time, whatever its rows are called."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from appliance.report.drawing import Drawing, drawn
from appliance.report.value import Cell, Chart, Column, Holds, Part, Report, Shape, Table

from .samples import line, report

pytest.importorskip("matplotlib", reason="Matplotlib is not installed")

NAMES = (
    *(
        "Eén loket voor krediet, ook voor starters zonder jaarcijfers en zonder onderpand van huis",
        "Kort",
    ),
    *("Prijs $5 of $6", "مرحبا بكم", "שלום 😀 👩‍💻", "中文", "W" * 400, "", "\x00\ud800\u202e"),
)
COLUMNS = (
    Column("what", "Wat"),
    Column("score", "Score", Holds.NUMBER),
    Column("share", "Aandeel", Holds.SHARE),
    Column("first", "Eerst", Holds.COUNT),
    Column("last", "Laatst", Holds.COUNT),
)
DRAWN = {
    Shape.BARS: ("score",),
    Shape.STACK: ("first", "last", "score"),
    Shape.SCATTER: ("score", "share"),
    Shape.SHIFT: ("first", "last"),
}


def charted(shape: Shape, rows: list[tuple[Cell, ...]], **members: Any) -> Report:
    """A report with one chart of these rows."""
    table = Table("t", "Tabel", COLUMNS, tuple(rows))
    chart = Chart("c", "t", shape, DRAWN[shape], "Figuur", "Wat te zien is", **members)
    return replace(report(), tables={"t": table}, parts=(Part("p", line("Deel"), (chart,)),))


def rows_of(count: int) -> list[tuple[Cell, ...]]:
    """Rows with all kinds of names and numbers, and some without numbers."""
    return [
        (line(NAMES[n % len(NAMES)]), *(4.2 - n / 9, n / 99, n * 7 % 31, n))
        if n % 6 != 5
        else (line(NAMES[n % len(NAMES)]), None, None, None, 3)
        for n in range(count)
    ]


def picture(of: Report) -> Drawing:
    """Its one drawing."""
    (found,) = drawn(of).values()
    return found


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("count", [0, 1, 9, 40])
def test_every_shape_is_drawn_of_any_rows_and_fits_on_a_page(shape: Shape, count: int) -> None:
    from PIL import Image

    made = picture(charted(shape, rows_of(count)))
    assert made.width_mm == 160
    assert 5 < made.height_mm < 240
    size = ElementTree.fromstring(made.svg).attrib["viewBox"].split()
    told = [float(points) / 72 * 25.4 for points in size[2:]]
    assert told == pytest.approx([160, made.height_mm], abs=0.3)
    with Image.open(BytesIO(made.png)) as image:
        assert abs(image.width / image.height * made.height_mm / 160 - 1) < 0.02


@pytest.mark.parametrize("shape", Shape)
def test_the_same_report_gives_the_same_bytes(shape: Shape) -> None:
    of = charted(shape, rows_of(6))
    assert picture(of) == picture(of)


def test_a_picture_shows_its_text_without_a_font_and_does_not_tell_when_it_was_made() -> None:
    svg = picture(charted(Shape.BARS, rows_of(3))).svg.decode()
    assert "<text" not in svg
    assert "date" not in svg
    assert "font-family" not in svg


@pytest.mark.parametrize("shape", [Shape.BARS, Shape.STACK])
def test_a_chart_is_as_tall_as_its_rows_ask_and_the_table_has_what_is_over(shape: Shape) -> None:
    three, five, most, more = (
        picture(charted(shape, [(line("a"), 1.0, 0.1, 1, 2)] * count)).height_mm
        for count in (3, 5, 25, 60)
    )
    assert three < five < most == more


def test_numbers_stand_at_their_bars_as_in_every_document(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _written(charted(Shape.BARS, [(line("a"), 4.666, 0.1, 1, 2)]), monkeypatch) == [
        *("a", "4,67")
    ]
    english = replace(charted(Shape.BARS, [(line("a"), 1234.5, 0.1, 1, 2)]), language="en")
    assert _written(english, monkeypatch) == ["a", "1,234.5"]
    assert _written(charted(Shape.BARS, [(line("a"), None, 0.1, 1, 2)]), monkeypatch) == ["a", "–"]


def test_a_long_name_is_cut_at_a_word_and_a_letter_that_no_font_has_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, _ = _written(charted(Shape.BARS, [(line(NAMES[0]), 1, 0, 0, 0)]), monkeypatch)
    first, second = names.split("\n")
    assert NAMES[0].startswith(f"{first} ")
    assert second.endswith("…")
    assert NAMES[0].startswith(f"{first} {second[:-1]} ")
    assert _written(charted(Shape.BARS, [(line("中"), 1, 0, 0, 0)]), monkeypatch)[0] == "[U+4E2D]"


def test_a_name_that_is_wider_as_lines_than_as_dots_is_whole_at_the_edge() -> None:
    name = "Hybride fondsen die schenking, lening en aandelen combineren"
    svg = picture(charted(Shape.BARS, [(line(name), 1.0, 0.1, 1, 2)] * 20)).svg.decode()
    starts = [float(left) for left in re.findall(r"translate\((\S+) \S+\) scale", svg)]
    assert min(starts) >= 0


def test_what_a_colour_stands_for_is_told_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = (
        "geen kennis van genomen",
        "lastig, maar geen grote belemmering",
        "belangrijk knelpunt",
    )
    of = charted(Shape.STACK, [(line("a"), 3, 0, 1, 2)])
    named = {"first": titles[0], "last": titles[1], "score": titles[2]}
    columns = tuple(replace(each, title=named.get(each.id, each.title)) for each in COLUMNS)
    words = _written(
        replace(of, tables={"t": replace(of.tables["t"], columns=columns)}), monkeypatch
    )
    assert words[:3] == [*titles]


def test_bars_begin_at_a_line_as_long_as_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from appliance.report.shapes.sheet import Sheet

    drawn_lines: list[tuple[tuple[float, float], tuple[float, float]]] = []
    bars: list[tuple[float, float]] = []
    monkeypatch.setattr(Sheet, "line", lambda _, start, end, **__: drawn_lines.append((start, end)))
    monkeypatch.setattr(Sheet, "bar", lambda _, at, *__: bars.append(at))
    rows: list[tuple[Cell, ...]] = [(line("a"), 1.0 + n, 0.1, 1, 2) for n in range(5)]
    picture(charted(Shape.BARS, rows))
    (((left, top), (right, bottom)),) = drawn_lines
    assert {at[0] for at in bars} == {left} == {right}
    assert top < min(at[1] for at in bars) < max(at[1] for at in bars) < bottom


def test_names_of_points_do_not_lie_upon_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from appliance.report.shapes import scatter

    close: list[tuple[Cell, ...]] = [
        (line(f"Voorstel {n}"), 1 + n % 5 / 50, n // 5 / 50, 0, 0) for n in range(25)
    ]
    boxes = []
    free = scatter._free

    def noted(point: Any, wide: float, taken: Any) -> Any:
        box = free(point, wide, taken)
        if box is not None:
            assert not any(scatter._touch(box, other) for other in taken)
            boxes.append(box)
        return box

    monkeypatch.setattr(scatter, "_free", noted)
    picture(charted(Shape.SCATTER, close))
    assert len(boxes) > 12


def test_what_moved_up_and_what_moved_down_differ_in_more_than_colour() -> None:
    up = picture(charted(Shape.SHIFT, [(line("a"), 0, 0, 4, 1)])).svg.decode()
    down = picture(charted(Shape.SHIFT, [(line("a"), 0, 0, 1, 4)])).svg.decode()
    assert "stroke-dasharray" not in up
    assert "stroke-dasharray" in down


def test_shades_of_a_distribution_get_darker_one_by_one() -> None:
    from appliance.report.shapes.stack import shades

    grey = [sum(bytes.fromhex(shade[1:])) for shade in shades(11)]
    assert grey == sorted(grey, reverse=True)
    assert min(a - b for a, b in pairwise(grey)) > 20


def test_without_matplotlib_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert drawn(report()) == {}


def test_reading_about_drawings_does_not_load_matplotlib() -> None:
    told = "import sys, appliance.report.drawing; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def _written(of: Report, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from appliance.report.shapes.sheet import Sheet

    words: list[str] = []
    write = Sheet.write

    def noted(sheet: Sheet, at: Any, told: str, **more: Any) -> None:
        words.append(told)
        write(sheet, at, told, **more)

    with monkeypatch.context() as within:
        within.setattr(Sheet, "write", noted)
        drawn(of)
    assert not any(re.search("[\x00-\x09]", word) for word in words)
    return words
