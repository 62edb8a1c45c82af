"""A real box as its own process, and a facilitator who acts on it over HTTP."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN_S = 60


class Box:
    """A box on a folder; may be killed and started again on the same port."""

    def __init__(
        self,
        data: Path,
        *overrides: str,
        host: str = "127.0.0.1",
        command: str = "demo",
        program: str = "appliance.cli",
    ) -> None:
        """`command` is `demo`, or `serve`, which begins without a conference.

        `program` may be "tests.with_stick".
        """
        self.data = data
        self._program = program
        self._command = command
        self._host = host
        self._overrides = overrides
        self._port = 0
        self.start()

    def start(self) -> None:
        """Start the process and wait until it answers."""
        sets = [part for override in self._overrides for part in ("--set", override)]
        command = [sys.executable, "-m", self._program, self._command, "--json", *sets]
        where = ["--data", str(self.data), "--host", self._host, "--port", str(self._port)]
        where += ["--unannounced"]
        self._process = subprocess.Popen(
            [*command, *where],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONUNBUFFERED": "1",
                "RUNTIME_DIRECTORY": str(self.data / "run"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._told: queue.Queue[Mapping[str, Any]] = queue.Queue()
        self.trouble: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_out, daemon=True),
            threading.Thread(target=self._read_trouble, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        told = self._first_words()
        self.url: str = told["url"]
        self.links: Mapping[str, str] = told["links"]
        self.code: str = told["code"]
        self._port = int(urlsplit(self.url).port or 80)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return self._host, self._port

    def new_code(self) -> str:
        """The organiser's code that came in the place of the used one."""
        self.code = self._told.get(timeout=START_WITHIN_S)["code"]
        return self.code

    def kill(self) -> None:
        """Pull the plug."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as the system would."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(how)
        self._process.wait(timeout=START_WITHIN_S)
        for reader in self._readers:
            reader.join(timeout=START_WITHIN_S)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _first_words(self) -> Mapping[str, Any]:
        try:
            return self._told.get(timeout=START_WITHIN_S)
        except queue.Empty:
            self.kill()
            raise AssertionError(f"the box did not start: {self.trouble}") from None

    def _read_out(self) -> None:
        for line in self._process.stdout or ():
            self._told.put(json.loads(line))

    def _read_trouble(self) -> None:
        self.trouble.extend(self._process.stderr or ())


class Facilitator:
    """Signs in with the organiser's code and asks for commands."""

    def __init__(self, box: Box) -> None:
        self._url = box.url
        self._site = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()),
        )
        form = urlencode({"code": box.code, "next": "/health"}).encode()
        self._site.open(f"{self._url}/sign-in", form, timeout=10).close()
        box.new_code()

    def ask(self, do: str, **members: Any) -> Mapping[str, Any]:
        """The box's answer to a command. Raises HTTPError where it refuses."""
        command = json.dumps({"id": token_hex(16), "do": do, **members}).encode()
        request = urllib.request.Request(
            f"{self._url}/api/commands?as=facilitator",
            command,
            {"Content-Type": "application/json"},
        )
        with self._site.open(request, timeout=10) as answer:
            found: Mapping[str, Any] = json.load(answer)
        return found

    def view(self) -> Mapping[str, Any]:
        """Everything that the facilitator sees, by kind and id."""
        url = f"{self._url}/api/changes?as=facilitator&since=0&box="
        with self._site.open(url, timeout=10) as answer:
            found: Mapping[str, Any] = json.load(answer)["view"]
        return found

    def entries(self) -> list[Mapping[str, Any]]:
        """All contributions that the facilitator sees, in the order of the room."""
        entries = [{"id": id, **entry} for id, entry in self.view().get("entries", {}).items()]
        return sorted(entries, key=lambda entry: int(entry["seq"]))

    def texts(self) -> list[str]:
        """What all contributions say."""
        return [entry["text"] for entry in self.entries()]
