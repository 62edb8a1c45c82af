"""From a room to files: builds the report once, and writes it in every format."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from appliance.archive.placing import place
from appliance.conference.redaction import covered, is_looked_at
from appliance.conference.room import Room
from appliance.report.building import build
from appliance.report.choice import Variant
from appliance.report.drawing import Drawing, drawn
from appliance.report.lacking import CannotWrite
from appliance.report.paper.apart import is_long
from appliance.report.value import Report
from appliance.voice import Speech

from .order import Format, Made, Order

OnProgress = Callable[[Format, int, int], None]
"""Told what is made next, how many formats are done, and of how many."""

Drawings = Mapping[str, Drawing]

_DRAWN: Final = frozenset({Format.HTML, Format.DOCX, Format.PDF})
"""Spreadsheets draw for themselves."""


class NoConference(Exception):
    """There is nothing to report on."""


def make(
    room: Room,
    order: Order,
    speech: Speech,
    on_progress: OnProgress = lambda format, n, of: None,
) -> Made:
    """Make it all; once this returns, every file is on the disk. Raises NoConference, OSError."""
    is_public = order.choice.variant is Variant.PUBLIC
    seen = covered(room) if is_public and room.conference else room
    # What is covered forgets what it was searched for: the room itself knows.
    is_fit = not is_public or room.conference is None or is_looked_at(room)
    report = build(seen, order.choice, speech, order.logo, order.head, is_looked_at=is_fit)
    if report is None:
        raise NoConference
    drawings = drawn(report) if _DRAWN.intersection(order.formats) else {}
    files, lacking, paper = [], {}, ""
    for n, format in enumerate(order.formats):
        on_progress(format, n, len(order.formats))
        name = f"{order.name}{format.ending}"
        if format is Format.PDF and order.leaves_paper and (paper := _left(report, drawings)):
            continue
        try:
            place(order.folder / name, _written(format, report, drawings))
            files.append(name)
        except CannotWrite as no:
            lacking[format] = no.code
    return Made(tuple(files), lacking, paper)


def _written(format: Format, report: Report, drawings: Drawings) -> bytes:
    # Imported when it is needed: each brings a heavy library along.
    writer = import_module(f"appliance.report.writers.{format}")
    content: bytes = writer.write(report, drawings) if format in _DRAWN else writer.write(report)
    return content


def _left(report: Report, drawings: Drawings) -> str:
    """What is too long to be laid out beside all of this; "" for what is not."""
    from appliance.report.writers.pdf import written

    if find_spec("typst") is None:
        return ""
    paper = written(report, drawings)
    return paper if is_long(paper) else ""
