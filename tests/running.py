"""A box as its own process and people who talk to it, for tests of the whole."""

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from appliance.folder import begin, open_room
from tests.live.rawsocket import RawSocket, Refused, connect

_PATIENCE_S = 20.0


class RunningBox:
    """`tafelronde demo` on a folder; can be killed and started again on the same port."""

    def __init__(
        self,
        data: Path,
        *settings: str,
        run: Path | None = None,
        program: str = "appliance.cli",
    ) -> None:
        """`run` is where others tell how the network is, if anybody does.

        `program` may be "tests.with_stick".
        """
        self.data = data
        self._program = program
        self._env = {**os.environ, "RUNTIME_DIRECTORY": str(run or data / "run")}
        self._settings = [part for setting in settings for part in ("--set", setting)]
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start, and wait for the line that says where it answers."""
        command = [sys.executable, "-m", self._program, "demo", "--data", str(self.data)]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--json"]
        command += self._settings
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env=self._env
        )
        assert self._process.stdout is not None
        first = self._process.stdout.readline()
        if not first:
            self.kill()
            raise AssertionError("the box did not start")
        self.told: dict[str, Any] = json.loads(first)
        self.port = urlsplit(self.told["url"]).port or 80

    def kill(self) -> None:
        """Pull the plug."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Switch off in order."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            os.kill(self._process.pid, number)
        self._process.wait(_PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()


@contextmanager
def running_box(data: Path, *settings: str) -> Iterator[RunningBox]:
    """A box that is ended whatever happens."""
    box = RunningBox(data, *settings)
    try:
        yield box
    finally:
        box.stop()


def begin_without_survey(data: Path) -> None:
    """The reference conference in practice, before anybody was asked anything."""
    data.mkdir()
    file = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
    with open_room(data) as (conductor, identity):
        begin(conductor, identity, file, is_practice=True)


@dataclass
class Browser:
    """Keeps cookies, asks over HTTP, opens sockets."""

    box: RunningBox
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a page; redirects are not followed."""
        return self._ask("GET", path)

    def form(self, path: str, **members: str | Sequence[str]) -> tuple[int, bytes]:
        """Send a plain form, as a browser without script does."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(members, doseq=True).encode(), kind)

    def command(self, do: str, /, as_: str = "", **members: Any) -> dict[str, Any]:
        """Ask a command; the answer's JSON."""
        asked = {"id": secrets.token_hex(16), "do": do, **members}
        kind = {"Content-Type": "application/json"}
        _, body = self._ask("POST", f"/api/commands?{as_}", json.dumps(asked).encode(), kind)
        return dict(json.loads(body))

    def live(self, query: str) -> RawSocket:
        """Open a socket and read up to the first snapshot."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Origin": f"http://127.0.0.1:{self.box.port}"}
        return connect("127.0.0.1", self.box.port, f"/live?{query}", headers)

    def upgrade(self, query: str) -> tuple[int, bytes]:
        """The answer to a handshake that does not become a socket."""
        try:
            self.live(query).drop()
        except Refused as no:
            return no.status, no.body
        raise AssertionError("the socket was opened")

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = {}
    ) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.box.port, timeout=_PATIENCE_S)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            line.request(method, path, body or None, {"Cookie": cookies, **headers})
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.read()
        finally:
            line.close()


def facilitator(box: RunningBox) -> Browser:
    """Somebody who is signed in with the organiser's code."""
    browser = Browser(box)
    status, _ = browser.form("/sign-in", code=box.told["code"], next="/control")
    assert status == 303
    return browser


def participant(box: RunningBox, table: int) -> Browser:
    """Somebody who opened their table's page."""
    browser = Browser(box)
    assert browser.get(f"/t/{table}")[0] == 200
    return browser


def answer_to(socket: RawSocket, id: str) -> dict[str, Any]:
    """The ack or refusal of a command that was sent over this socket."""
    while True:
        frame = json.loads(socket.recv_text())
        if id in (frame.get("ack"), frame.get("refused")):
            return dict(frame)


def in_threads(*tasks: Any) -> None:
    """Run these at the same time and wait for all; what one raises is raised."""
    troubles: list[BaseException] = []

    def run(task: Any) -> None:
        try:
            task()
        except BaseException as trouble:  # noqa: BLE001 (raised again below)
            troubles.append(trouble)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]
