"""A page on a clock of its own, and what a screen reader says there, and when.

The clock goes only when a test lets it, in the page and in what the box says of its time; so a
script of eight minutes is played in seconds, and always in the same way.
"""

import json
import time
from typing import Any, Final

from playwright.sync_api import Page, WebSocketRoute

SECOND_MS: Final = 1000
SLICE_MS: Final = 2000
"""Less than the three seconds within which a page must hear a sign of life from the box."""
ARRIVED_MS: Final = 100
"""As long as a page may take to show what has come in."""
BEFORE_MS: Final = 1000
"""What passes before the script begins: the page has then heard how the room is."""
PATIENCE_S: Final = 20.0

RECORD: Final = """() => {
  const start = performance.now();
  window.told = [];
  const regions = "[role=status], [role=alert], [aria-live]";
  new MutationObserver((changes) => {
    for (const region of new Set(changes.map(({ target }) => regionOf(target)))) {
      const said = region?.textContent.trim();
      if (said) window.told.push([Math.floor((performance.now() - start) / 1000), said]);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  const regionOf = (node) => (node.closest ? node : node.parentElement)?.closest(regions);
}"""


class Listening:
    """Opens a page whose step ends in so many seconds, and keeps what is said on it."""

    def __init__(self, page: Page, address: str, ends_at_room_ms: int, left_s: int) -> None:
        self._page = page
        self._room_ms = ends_at_room_ms - left_s * SECOND_MS - BEFORE_MS
        self._passed_ms = 0
        self._asked = self._answered = 0
        self._heard: list[str] = []
        page.clock.install(time=time.time())
        page.clock.pause_at(time.time() + 3600)
        page.route_web_socket("**/live*", self._stand_between)
        page.goto(address)
        page.wait_for_function("() => !document.getElementById('plain')", polling=50)
        self._pass(ARRIVED_MS)
        self.comes('"type":"snapshot"')
        self._pass(BEFORE_MS - self._passed_ms)
        page.evaluate(RECORD)

    def at(self, second: int) -> None:
        """Let the time go by until so many seconds after the beginning."""
        while (left := BEFORE_MS + second * SECOND_MS - self._passed_ms) > 0:
            self._pass(min(left, SLICE_MS))

    def comes(self, text: str) -> None:
        """Wait until the box has sent this to the page, and the page has shown it."""
        self._until(lambda: any(text in frame for frame in self._heard))
        self._pass(ARRIVED_MS)

    def told(self) -> list[tuple[int, str]]:
        """What was said until now: after how many seconds, and what."""
        return [(second, said) for second, said in self._page.evaluate("window.told")]

    def _pass(self, ms: int) -> None:
        self._passed_ms += ms
        self._page.clock.run_for(ms)
        self._until(lambda: self._answered >= self._asked)

    def _until(self, is_so: Any) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, "the box does not answer"
            self._page.wait_for_timeout(5)

    def _stand_between(self, page: WebSocketRoute) -> None:
        box = page.connect_to_server()
        page.on_message(lambda frame: box.send(self._from_page(str(frame))))
        box.on_message(lambda frame: page.send(self._from_box(str(frame))))

    def _from_page(self, text: str) -> str:
        self._asked += json.loads(text).get("type") == "ping"
        return text

    def _from_box(self, text: str) -> str:
        frame = json.loads(text)
        self._answered += frame["type"] == "pong"
        self._heard.append(text)
        if "room_ms" in frame:
            frame["room_ms"] = self._room_ms + self._passed_ms
        return json.dumps(frame)
