"""Everything that the screen knows at one moment, and the thread that keeps asking for it.

Asks the box over HTTP as any other program would, so that it shows what really answers, and reads
what was chosen for the network and how that is doing, which are there also while the box is not.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from appliance.network.plan import Plan, PlanTrouble
from appliance.network.state import FILE, State, has_air
from appliance.network.wifi import Wifi

ASK_EVERY_S: Final = 2.0
ASK_WITHIN_S: Final = 5.0
STILL_THERE_S: Final = 10.0
"""A box that is busy for a moment is no box that starts."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known now; `health` is what `/health` told last, None while the box is silent."""

    health: Mapping[str, Any] | None = None
    silent_s: float = 0.0
    """How long the box has not answered."""
    address: str = ""
    """Where phones find the box, as it said last; "" when it never did."""
    wifi: Wifi | None = None
    network: State | None = None


class Asking:
    """Keeps asking, between `start` and `stop`; `facts` never waits."""

    def __init__(self, port: int, data: Path, state: Path = FILE) -> None:
        """`port` is where the box answers on this machine; `data` holds what was chosen."""
        self._url = f"http://127.0.0.1:{port}/health"
        self._data, self._state = data, state
        # What a proxy answers is not this box.
        self._opener: OpenerDirector = build_opener(ProxyHandler({}))
        self._answered_at = time.monotonic()
        self._health: Mapping[str, Any] | None = None
        self._address = ""
        self._wifi: Wifi | None = None
        self._network: State | None = None
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="asking", daemon=True)

    def start(self) -> None:
        """Begin to ask; what is in files is known at once."""
        self._read_files()
        self._thread.start()

    def stop(self) -> None:
        """Ask no more; an answer that is still awaited is left behind."""
        self._is_stopping.set()
        self._thread.join(1.0)

    def facts(self) -> Facts:
        """What is known now."""
        silent_s = time.monotonic() - self._answered_at
        health = self._health if silent_s < STILL_THERE_S else None
        return Facts(health, silent_s, self._address, self._wifi, self._network)

    def _run(self) -> None:
        while not self._is_stopping.is_set():
            self._read_files()
            answer = self._ask()
            if answer is not None:
                self._health, self._answered_at = answer, time.monotonic()
                self._address = str(answer.get("address", ""))
            self._is_stopping.wait(ASK_EVERY_S)

    def _ask(self) -> Mapping[str, Any] | None:
        request = Request(self._url, headers={"Accept": "application/json"})
        try:
            told = json.loads(self._answer(request))
        except (OSError, HTTPException, ValueError):
            return None
        return told if isinstance(told, dict) and "is_saving" in told else None

    def _answer(self, request: Request) -> bytes:
        try:
            with self._opener.open(request, timeout=ASK_WITHIN_S) as answer:
                return bytes(answer.read())
        except HTTPError as not_well:  # 503 while it cannot save: it tells as much
            with not_well:
                return not_well.read()

    def _read_files(self) -> None:
        self._network = State.read(self._state)
        try:
            plan = Plan.read(self._data)
        except (PlanTrouble, OSError):
            plan = None  # the network's own troubles tell of it
        self._wifi = plan.cards(has_air=has_air(self._network)) if plan else None
