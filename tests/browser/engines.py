"""Browsers other than Chromium, each with one page: Firefox, and WebKit as Safari's nearest kin.

They are driven by what their makers ship (WebDriver BiDi, WebDriver); a test sees only an `Engine`.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from glob import glob
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from .box import ROOT

ENGINES: Final = ROOT / ".venv" / "engines"
PUPPETEER: Final = ENGINES / "node_modules" / "puppeteer-core"
"""Where scripts/test puts the library that drives Firefox."""
DRIVER: Final = Path(__file__).with_name("firefox.mjs")
MINI_BROWSERS: Final = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
WITHIN_S: Final = 30.0
EVERY_S: Final = 0.05


class Engine(Protocol):
    """A browser with one page."""

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""

    def type(self, selector: str, text: str) -> None:
        """Type in a field."""

    def click(self, selector: str) -> None:
        """Click on something."""

    def close(self) -> None:
        """End the browser."""


class Trouble(Exception):
    """The browser could not do what was asked; a page that is just being left cannot."""


def until(engine: Engine, expression: str, value: Any = True) -> None:
    """Wait until an expression has this value in the page."""
    end = time.monotonic() + WITHIN_S
    found = None
    while found != value:
        assert time.monotonic() < end, f"{expression} is {found}, not {value}"
        time.sleep(EVERY_S)
        with suppress(Trouble):
            found = engine.ask(expression)


class Firefox:
    """Through puppeteer-core."""

    def __init__(self) -> None:
        firefox = shutil.which("firefox-esr") or ""
        self._process = subprocess.Popen(
            ["node", DRIVER, ENGINES, firefox],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._order("open", url=url)

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self._order("ask", script=script)

    def type(self, selector: str, text: str) -> None:
        """Type in a field."""
        self._order("type", selector=selector, text=text)

    def click(self, selector: str) -> None:
        """Click on something."""
        self._order("click", selector=selector)

    def close(self) -> None:
        """End the browser."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(WITHIN_S)
        self._process.stdout.close()

    def _order(self, do: str, **members: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": do, **members}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"trouble": "Firefox is gone"}')
        if "trouble" in answer:
            raise Trouble(answer["trouble"])
        return answer["value"]


class WebKit:
    """WebKitGTK through its WebDriver, on a screen that nobody sees."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            ["xvfb-run", "--auto-servernum", "WebKitWebDriver", f"--port={port}"],
            # Root may not use WebKit's sandbox, and a machine for tests has no graphics card.
            env={
                **os.environ,
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
                "LIBGL_ALWAYS_SOFTWARE": "1",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        options = {"binary": glob(MINI_BROWSERS)[0], "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._await_driver()
        self._session = f"/session/{self._post('/session', capabilities=wanted)['sessionId']}"

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._post(f"{self._session}/url", url=url)

    def ask(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self._post(f"{self._session}/execute/sync", script=f"return {script}", args=[])

    def type(self, selector: str, text: str) -> None:
        """Type in a field."""
        self._post(f"{self._element(selector)}/value", text=text)

    def click(self, selector: str) -> None:
        """Click on something."""
        self._post(f"{self._element(selector)}/click")

    def close(self) -> None:
        """End the browser, its driver and the screen."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(WITHIN_S)

    def _element(self, selector: str) -> str:
        asked = {"using": "css selector", "value": selector}
        [id] = self._post(f"{self._session}/element", **asked).values()
        return f"{self._session}/element/{id}"

    def _await_driver(self) -> None:
        end = time.monotonic() + WITHIN_S
        while True:
            try:
                urlopen(f"{self._url}/status", timeout=WITHIN_S).close()
                return
            except URLError:
                assert time.monotonic() < end, "WebKitWebDriver does not answer"
                time.sleep(EVERY_S)

    def _post(self, path: str, **members: Any) -> Any:
        body = json.dumps(members).encode()
        request = Request(self._url + path, body, {"Content-Type": "application/json"})
        try:
            with urlopen(request, timeout=WITHIN_S) as answer:
                found: Mapping[str, Any] = json.load(answer)
        except HTTPError as no:
            raise Trouble(no.read().decode()) from None
        return found["value"]
