"""How long a newcomer waits: from starting the program to the first answered request."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from appliance.rehearsal.door import Door
from appliance.rehearsal.loop import now
from appliance.rehearsal.own_box import start_own_box

from .rows import Row, median, say


def starting(times: int, data: Path) -> Iterator[Row]:
    """Start, ask for a participant's page, stop; on a folder with the conference in it."""
    say(f"Starting {times} times")
    took_ms = []
    for _ in range(times):
        start = now()
        with start_own_box(data) as box:
            door = Door.at(box.url)
            connection = HTTPConnection(*door.address, timeout=30)
            connection.request("GET", "/t/1", headers={"Host": door.host})
            status = connection.getresponse().status
            took_ms.append((now() - start) * 1000)
            connection.close()
        if status != 200:
            raise RuntimeError(f"the first request was answered {status}")
    yield Row("start_to_first_answer_ms_p50", median(took_ms), "ms", "<= 1500")
    yield Row("start_to_first_answer_ms_max", round(max(took_ms), 1), "ms")
