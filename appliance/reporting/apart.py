"""Lets a process of its own make a report, from a copy of the room that goes through a pipe.

The way in for who serves: none of what writes documents is loaded here, and what takes memory and
time takes it from that process. What goes through the pipe is never on the disk.
"""

import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import IO, Any, Final

from appliance.archive.placing import place
from appliance.conference.records import Record
from appliance.report.paper.apart import laid_out_apart

from .order import Format, Made, Order

PATIENCE_S: Final = 600.0
"""12,000 contributions take less than a minute on two processors of a laptop."""

PIECE: Final = 200
"""So many records are packed at once: for that long nobody else computes."""

REFUSALS: Final[Mapping[str, str]] = {
    "nothing_to_report": "No conference is loaded yet. Ask the organiser.",
    "report_unwritable": (
        "The report could not be written: {reason}. Nothing half is left. Make room, and make it "
        "once more."
    ),
    "report_stopped": (
        "Making the report stopped half-way. Nothing is lost and nothing half is left. Make it "
        "once more."
    ),
}
"""What a person reads when there is no report."""


class CannotReport(Exception):
    """There is no report; `code` is one of REFUSALS, `values` what its sentence needs."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Copy:
    """The room at one moment."""

    records: Sequence[Record]
    seq: int
    room_ms: int
    minute: int


def make_apart(
    copy: Copy,
    order: Order,
    on_progress: Callable[[Format, int, int], None] = lambda format, n, of: None,
    patience_s: float = PATIENCE_S,
) -> Made:
    """Make it all; once this returns, every file is on the disk. Takes seconds.

    Raises CannotReport.
    """
    with _process() as process, _timed(process, patience_s):
        _tell(process.stdin, copy, replace(order, leaves_paper=True))
        said = _heard(process.stdout, on_progress)
        process.wait()
    if "files" not in said:
        raise CannotReport(said.get("refused", "report_stopped"), **said.get("values", {}))
    lacking = {Format(name): code for name, code in said["lacking"].items()}
    made = Made(tuple(said["files"]), lacking, said["paper"])
    return with_paper(made, order) if made.paper else made


def with_paper(made: Made, order: Order) -> Made:
    """The same with the PDF that was left, by another process: together they would take too much
    memory. Raises CannotReport.
    """
    target = order.folder / f"{order.name}{Format.PDF.ending}"
    try:
        place(target, laid_out_apart(made.paper))
    except subprocess.SubprocessError:
        raise CannotReport("report_stopped") from None
    except OSError as error:
        raise CannotReport("report_unwritable", reason=error.strerror or str(error)) from None
    return Made((*made.files, target.name), made.lacking)


@contextmanager
def _process() -> Iterator["subprocess.Popen[bytes]"]:
    """The process that makes it, ended whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "appliance.reporting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # A trace could quote what people wrote.
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def _timed(process: "subprocess.Popen[bytes]", time_s: float) -> Iterator[None]:
    timer = threading.Timer(time_s, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _tell(line: IO[bytes] | None, copy: Copy, order: Order) -> None:
    assert line is not None
    # A process that is gone by now is told of by its silence.
    with suppress(BrokenPipeError), line:
        pickle.dump((order, copy.seq, copy.room_ms, copy.minute), line)
        for at in range(0, len(copy.records), PIECE):
            pickle.dump(copy.records[at : at + PIECE], line)
        pickle.dump(None, line)


def _heard(lines: IO[bytes] | None, on_progress: Callable[[Format, int, int], None]) -> Any:
    """What the process says last; {} where it is cut off."""
    assert lines is not None
    for line in lines:
        said: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        if "format" not in said:
            return said
        on_progress(Format(said["format"]), said["n"], said["of"])
    return {}
