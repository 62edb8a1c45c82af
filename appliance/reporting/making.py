"""From a room to files: builds the report once, and writes it in every format."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from appliance.archive.placing import placed
from appliance.conference.redaction import covered
from appliance.conference.room import Room
from appliance.report.building import build
from appliance.report.choice import Variant
from appliance.report.drawing import Drawing, drawn
from appliance.report.lacking import CannotWrite
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
    report = build(seen, order.choice, speech, order.logo, order.head)
    if report is None:
        raise NoConference
    drawings = drawn(report) if _DRAWN.intersection(order.formats) else {}
    files, lacking = [], {}
    for n, format in enumerate(order.formats):
        on_progress(format, n, len(order.formats))
        name = f"{order.name}{format.ending}"
        try:
            _place(order.folder / name, _written(format, report, drawings))
        except CannotWrite as no:
            lacking[format] = no.code
            continue
        files.append(name)
    return Made(tuple(files), lacking)


def _place(target: Path, content: bytes) -> None:
    with placed(target) as new:
        new.file.write(content)
        if not new.settle():
            raise OSError("what was written cannot be read back as it was")


def _written(format: Format, report: Report, drawings: Drawings) -> bytes:
    # Imported when it is needed: each brings a heavy library along.
    writer = import_module(f"appliance.report.writers.{format}")
    content: bytes = writer.write(report, drawings) if format in _DRAWN else writer.write(report)
    return content
