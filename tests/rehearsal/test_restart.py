"""The room goes on when the box is killed and comes back while everybody types."""

import os
import signal
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from appliance.rehearsal import Figures, OwnBox, read_entries, rehearse, start_own_box

ENTRIES = Path(__file__).parents[2] / "appliance" / "demo" / "entries.csv"


def held(box: OwnBox, go: threading.Event, found: list[Figures]) -> None:
    def say(sentence: str) -> None:
        if "100 entries are sent" in sentence:
            go.set()

    found.append(rehearse(box.url, box.code, 20, 1200.0, read_entries(ENTRIES), say))


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_when_the_box_is_killed_while_everybody_types(tmp_path):
    go, found = threading.Event(), list[Figures]()
    with start_own_box(tmp_path / "data") as box:
        typing = threading.Thread(target=held, args=(box, go, found))
        typing.start()
        assert go.wait(60)
        os.kill(box.pid, signal.SIGKILL)
    with start_own_box(tmp_path / "data", port=urlsplit(box.url).port or 0):
        typing.join(100)
    assert [(f.posted, f.acknowledged, f.lost, f.doubled, f.unseen) for f in found] == [
        (210, 210, 0, 0, 0)
    ]
