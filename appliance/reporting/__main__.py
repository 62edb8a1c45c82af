"""Makes a report apart from the server: reads the room on standard input (see `apart`), writes the
files where it is told to, and says how far it is on standard output, a JSON object per line.
"""

import json
import os
import pickle
import sys
from collections.abc import Iterator
from typing import IO, Any

from appliance.conference.records import Record
from appliance.conference.room import Room
from appliance.web.words import Words

from .making import NoConference, make
from .order import Format


def main() -> int:
    """Make what is asked. What people wrote is neither printed nor logged."""
    os.nice(5)  # The room goes first.
    order, seq, room_ms, minute = pickle.load(sys.stdin.buffer)
    room = Room(_records(sys.stdin.buffer), seq, room_ms, minute)
    try:
        made = make(room, order, Words.read(), _progress)
    except NoConference:
        _say(refused="nothing_to_report")
    except OSError as trouble:
        _say(refused="report_unwritable", values={"reason": trouble.strerror or str(trouble)})
    else:
        _say(files=made.files, lacking=made.lacking, paper=made.paper)
    return 0


def _records(line: IO[bytes]) -> Iterator[Record]:
    while (piece := pickle.load(line)) is not None:
        yield from piece


def _progress(format: Format, n: int, of: int) -> None:
    _say(format=format, n=n, of=of)


def _say(**told: Any) -> None:
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
