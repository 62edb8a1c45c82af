"""The plug is pulled while people type, and again: nothing acknowledged is lost, nothing doubled.

Phones do what phones do: they keep what was not acknowledged and send it again, with the same id,
to the box that comes back on the same address.
"""

import json
import secrets
import threading
from pathlib import Path

import pytest

from tests.live.rawsocket import Ended, RawSocket, Refused
from tests.running import Browser, RunningBox, facilitator, in_threads, participant, running_box

pytestmark = pytest.mark.slow

PHONES = 20
PER_PHONE = 40
PULLS = 3
_LINE_GONE = (OSError, Ended, Refused, EOFError)


class Phone:
    """Has a list of texts to send, one after the other, and does not give up."""

    def __init__(self, box: RunningBox, number: int) -> None:
        self._table = 1 + number % 10
        self._browser: Browser = participant(box, self._table)
        self._waiting = [
            (secrets.token_hex(16), f"phone {number} text {k}") for k in range(PER_PHONE)
        ]
        self.acknowledged: dict[str, str] = {}

    def send_all(self, box_is_back: threading.Event, told: threading.Semaphore) -> None:
        """Send until everything was acknowledged."""
        while self._waiting:
            box_is_back.wait()
            try:
                with self._browser.live(f"as=participant&table={self._table}") as socket:
                    while self._waiting:
                        self._send(socket)
                        told.release()
            except _LINE_GONE:
                continue

    def _send(self, socket: RawSocket) -> None:
        id, text = self._waiting[0]
        asked = {"id": id, "do": "post_entry", "activity": "knelpunten", "text": text}
        socket.send_text(json.dumps(asked))
        while True:
            frame = json.loads(socket.recv_text())
            assert frame.get("refused") != id, frame
            if frame.get("ack") == id:
                self.acknowledged[frame["made"]] = text
                self._waiting.pop(0)
                return


def test_what_was_acknowledged_is_there_once_after_the_plug_was_pulled_under_load(tmp_path: Path):
    with running_box(tmp_path / "data") as box:
        phones = [Phone(box, n) for n in range(PHONES)]
        is_back, told = threading.Event(), threading.Semaphore(0)
        is_back.set()

        def pull() -> None:
            for _ in range(PULLS):
                for _ in range(PHONES * PER_PHONE // (PULLS + 1)):
                    told.acquire()
                is_back.clear()
                box.kill()
                box.start()
                is_back.set()

        in_threads(pull, *(lambda p=p: p.send_all(is_back, told) for p in phones))
        expected = {id: text for phone in phones for id, text in phone.acknowledged.items()}
        assert len(expected) == PHONES * PER_PHONE
        status, body = facilitator(box).get("/results.json")
        assert status == 200
        assert _texts(json.loads(body)) == expected


def _texts(results: dict) -> dict[str, str]:
    return {
        entry["id"]: entry["text"]
        for theme in results["themes"]
        for question in theme["questions"]
        for table in question["tables"]
        for entry in table["entries"]
    }
