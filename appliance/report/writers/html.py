"""A report as one HTML file: read on a phone, from a stick, on paper. Asks nothing outside."""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from appliance.report.drawing import Drawing
from appliance.report.figures import told, written
from appliance.report.value import (
    Block,
    Cell,
    Chart,
    Column,
    Figures,
    Holds,
    Paragraph,
    Part,
    Points,
    Quote,
    Report,
    Run,
    ShowTable,
    Table,
    plain,
)

_FONT: Final = "static/fonts/atkinson-hyperlegible-next.woff2"
_TEMPLATE: Final = "report.html"
_DEEPEST: Final = 6
"""HTML has no deeper headings."""

_KINDS: Final[Mapping[type[Block], str]] = {
    Paragraph: "paragraph",
    Points: "points",
    Quote: "quote",
    Figures: "figures",
    ShowTable: "table",
    Chart: "chart",
}


def write(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    """The file, in UTF-8. A chart that was not drawn is told in words."""
    page = _environment().get_template(_TEMPLATE)
    text = page.render(
        report=report,
        numbered=_numbered(report),
        drawings={id: _data(drawing.svg, "image/svg+xml") for id, drawing in drawings.items()},
        logo=_data(report.cover.logo, _kind_of(report.cover.logo)) if report.cover.logo else "",
        cell=lambda cell, column: _cell(cell, column, report.language),
        told=lambda figure: told(figure, report.language),
        css=_css(),
    )
    return text.lstrip().encode("utf-8", "replace")


def _numbered(report: Report) -> dict[str, int]:
    """The number of every table and chart that stands in the report, each kind by itself."""
    found: dict[str, int] = {}
    counts = {ShowTable: 0, Chart: 0}
    for part in report.parts:
        for block in _blocks(part):
            if isinstance(block, ShowTable | Chart):
                counts[type(block)] += 1
                found[_name(block)] = counts[type(block)]
    return found


def _blocks(part: Part) -> list[Block]:
    return [*part.blocks, *(block for inner in part.parts for block in _blocks(inner))]


def _name(block: ShowTable | Chart) -> str:
    return block.table if isinstance(block, ShowTable) else block.id


def _cell(cell: Cell, column: Column, language: str) -> tuple[Run, ...]:
    return cell if isinstance(cell, tuple) else (Run(written(cell, column, language)),)


def _is_number(column: Column) -> bool:
    return column.holds in (Holds.COUNT, Holds.NUMBER, Holds.SHARE)


def _head(table: Table) -> int:
    """Which column names the rows: the first with words."""
    words = [n for n, column in enumerate(table.columns) if column.holds is Holds.TEXT]
    return words[0] if words else 0


def _kind_of(picture: bytes) -> str:
    """By its first bytes; pictures are kept as one of these three."""
    if picture.startswith(b"\x89PNG"):
        return "image/png"
    return "image/webp" if picture[8:12] == b"WEBP" else "image/jpeg"


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


@lru_cache(maxsize=1)
def _css() -> str:
    font = files("webui").joinpath(_FONT).read_bytes()
    style = files(__package__).joinpath("report.css").read_text("utf-8")
    return style.replace("url(font)", f"url({_data(font, 'font/woff2')})")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("appliance.report", "writers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tests: dict[str, Any] = {"numeric": _is_number}
    found.tests.update(tests)
    found.globals.update(
        kind_of=lambda block: _KINDS[type(block)], head_of=_head, plain=plain, deepest=_DEEPEST
    )
    return found
