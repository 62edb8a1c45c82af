"""The box is killed in mid-conference, and another machine goes on from the stick that was in it.

`ROUNDS` of the environment lets it be done more often.
"""

import json
import os
import shutil
import time
from pathlib import Path
from random import Random
from threading import Event

import pytest

from appliance.folder import open_room
from appliance.identity import Identity
from appliance.spare.resuming import find, resume
from tests.live.rawsocket import RawSocket
from tests.running import RunningBox, facilitator, participant

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROUNDS = int(os.environ.get("ROUNDS", "2"))
PASSPHRASE = "kaars appel 4729"
STEP = "knelpunten"
PACE_S = 0.02
"""As a room of people types, and not more than can be read back in a moment."""
SLACK_S = 15.0
"""What a busy machine may add; what is promised is told by the copy itself."""


def test_what_was_acknowledged_before_the_last_copy_is_there_and_the_rest_is_said(
    tmp_path: Path,
) -> None:
    chance, pace = Random(7), Event()
    stick = tmp_path / "stick"
    stick.mkdir()
    quick = ("device_per_s=1000", "device_burst=9000")
    box = RunningBox(tmp_path / "data", *quick, program="tests.with_stick")
    acknowledged: dict[str, int] = {}
    try:
        for number in range(ROUNDS):
            if number == 0:
                _keep_spare(box)
            phone = participant(box, 1 + number % 10)
            with phone.live(f"as=participant&table={1 + number % 10}") as socket:
                # Long enough that a copy was made of what this round wrote.
                ends = time.monotonic() + 6 + 3 * chance.random()
                while time.monotonic() < ends:
                    acknowledged.update(_post(socket, f"{number}"))
                    pace.wait(PACE_S)
            killed_ms = time.time_ns() // 1_000_000
            box.kill()
            _check(stick, tmp_path / f"laptop-{number}", acknowledged, killed_ms)
            if number == 0:
                _is_the_same_box(box.data, tmp_path / "laptop-0")
            box.start()
    finally:
        box.stop()


def _keep_spare(box: RunningBox) -> None:
    status, page = facilitator(box).form(
        "/results/stick/spare", stick="/dev/sda1", passphrase=PASSPHRASE
    )
    assert status == 303, page


def _post(socket: RawSocket, round_: str) -> dict[str, int]:
    """A contribution: its id, and when it was acknowledged."""
    id = os.urandom(16).hex()
    asked = {"id": id, "do": "post_entry", "activity": STEP, "text": f"{round_} {id}"}
    socket.send_text(json.dumps(asked))
    while True:
        frame = json.loads(socket.recv_text())
        if frame.get("ack") == id:
            return {frame["made"]: time.time_ns() // 1_000_000}
        assert frame.get("refused") != id, frame


def _check(stick: Path, laptop: Path, acknowledged: dict[str, int], killed_ms: int) -> None:
    pulled = laptop.with_suffix(".stick")
    shutil.copytree(stick, pulled)
    laptop.mkdir()
    told = resume(find(pulled), laptop, PASSPHRASE)
    assert (told.has_keys, told.damaged) == (True, False)
    assert told.beat is not None
    assert killed_ms - told.beat.wall_ms < told.beat.lag_ms + SLACK_S * 1000
    with open_room(laptop) as (conductor, _):
        here = conductor.read(lambda room: {e.id: e.owner for e in room.entries.values()})
    due = [id for id, at in acknowledged.items() if at < told.beat.wall_ms]
    assert len(due) > len(acknowledged) / 10
    assert [id for id in due if here.get(id) is None] == []


def _is_the_same_box(data: Path, laptop: Path) -> None:
    """Phones that come to it show the same signed cookies."""
    assert Identity(laptop).secret == Identity(data).secret
