"""The disk fills up in the middle of a conference: the room is told, and goes on when it can."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.live.rawsocket import RawSocket
from tests.running import RunningBox, facilitator, participant, running_box

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MiB, in memory; only root may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount a small disk (root on Linux)")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(ballast: Path) -> None:
    """Leave no room on this disk."""
    file = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(file, bytes(4096)):
            pass
    os.close(file)


def is_saving(socket: RawSocket, wanted: bool) -> None:
    """Wait until the page is told so."""
    while True:
        frame = json.loads(socket.recv_text())
        told = frame.get("put", frame.get("view", {})).get("box", {}).get("box", {})
        if told.get("is_saving") is wanted:
            return


def post(box: RunningBox, text: str) -> dict:
    """Type something at table 3."""
    someone = participant(box, 3)
    return someone.command("post_entry", "as=participant&table=3", activity="knelpunten", text=text)


def test_a_full_disk_is_told_to_everybody_and_mended_without_loss(small_disk: Path):
    ballast = small_disk / "ballast"
    with running_box(small_disk / "data") as box:
        control = facilitator(box)
        with control.live("as=facilitator") as socket:
            is_saving(socket, True)
            assert "ack" in post(box, "before")
            fill(ballast)
            refusals = [
                answer for n in range(30) if "ack" not in (answer := post(box, f"{n} " * 500))
            ]
            assert {refusal["code"] for refusal in refusals} == {"cannot_save"}
            is_saving(socket, False)
            ballast.unlink()
            is_saving(socket, True)
            assert "ack" in post(box, "after")
        found = json.loads(control.get("/results.json")[1])
        saved = 2 + 30 - len(refusals)
        assert found["count"] == saved
        box.kill()
        box.start()
        assert json.loads(facilitator(box).get("/results.json")[1])["count"] == saved
