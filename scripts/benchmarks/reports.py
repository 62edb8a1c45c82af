"""What a report takes: time until all five documents are there, and memory of its largest process.

Of the reference conference, and of a room as large as any. The reference, in the same run, is what
the libraries behind them take for the same contributions alone: a paragraph and a row each, with no
numbers, tables, charts or tags.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from appliance.conference.room import Room
from appliance.report.choice import Choice
from appliance.reporting.apart import Copy, make_apart
from appliance.reporting.order import ALL, Order

from .rows import Row, median, say

_ROOT: Final = Path(__file__).resolve().parents[2]
_S_MOST: Final = {"reference": "<= 5", "large": "<= 60"}
_MB_MOST: Final = "<= 500"
_BARE: Final = "the reference is docx, xlsxwriter and typst given the same contributions alone"
_TYPST: Final = b"""
#set document(title: "x")
#for told in json(bytes(sys.inputs.told)) { par(told) }
"""


def report(times: int) -> Iterator[Row]:
    """Of both rooms; each time in processes of their own."""
    for name, s_most in _S_MOST.items():
        say(f"A report of the {name} room")
        turns = times if name == "reference" else 1
        pairs = [(_apart("ours", name), _apart("bare", name)) for _ in range(turns)]
        ours, bare = zip(*pairs, strict=True)
        yield Row(f"report_{name}_s", _of(ours, "s"), "s", s_most, _of(bare, "s"), _BARE)
        yield Row(f"report_{name}_mb", _of(ours, "mb"), "MB", _MB_MOST, _of(bare, "mb"), _BARE)


def _apart(what: str, name: str) -> Mapping[str, float]:
    command = [sys.executable, "-m", "scripts.benchmarks.reports", what, name]
    done = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, timeout=900)
    told: Mapping[str, float] = json.loads(done.stdout)
    return told


def _of(found: Sequence[Mapping[str, float]], member: str) -> float | None:
    return median([each[member] for each in found])


def _room(name: str) -> Room:
    # The rooms of the tests, which are no part of the program.
    from tests.report.large import large
    from tests.report.reference import reference

    rooms: Mapping[str, Callable[[], Room]] = {"reference": reference, "large": large}
    return rooms[name]()


def _ours(room: Room) -> int:
    copy = Copy(list(room.records()), room.seq, room.room_ms, room.minute)
    with TemporaryDirectory(prefix="tafelronde-bench-") as folder:
        made = make_apart(copy, Order(Choice(), ALL, Path(folder), "report"))
    if len(made.files) != len(ALL):
        raise RuntimeError(f"not everything could be made: {made.lacking}")
    return RUSAGE_CHILDREN


def _bare(room: Room) -> int:
    import typst
    from docx import Document
    from xlsxwriter import Workbook

    texts = [entry.text for entry in room.entries.values()]
    document: Any = Document()
    with Workbook(BytesIO()) as book:
        sheet = book.add_worksheet()
        for n, text in enumerate(texts):
            sheet.write_string(n, 0, text)
            document.add_paragraph(text)
    document.save(BytesIO())
    typst.compile(_TYPST, sys_inputs={"told": json.dumps(texts)})
    return RUSAGE_SELF


def _main(what: str, name: str) -> None:
    act = {"ours": _ours, "bare": _bare}[what]
    room = _room(name)
    start = perf_counter()
    whose = act(room)
    took = perf_counter() - start
    # In KB, and on macOS in bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    print(json.dumps({"s": round(took, 2), "mb": round(getrusage(whose).ru_maxrss / unit, 1)}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
