"""Somebody without mouse or touch screen, who sees where they are at every stop."""

import re
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

LOOK: Final = Path(__file__).with_name("look.js")
STOPS_MOST: Final = 150
SAME: Final = """(one) =>
  one === document.activeElement && !["date", "time"].includes(one.type)"""
"""A browser's own field for a date has a stop for each of its parts."""


class Keyboard:
    """Goes through a page with Tab, and acts with Enter, Space and the arrows.

    Every stop must be seen, and Tab must lead on from it.
    """

    def __init__(self, page: Page, *, is_watchful: bool = False) -> None:
        """A watchful one also minds where the focus is left by what they did."""
        self._page = page
        self._is_watchful = is_watchful
        self._last = (0.0, "")

    def stop(self) -> str:
        """The name of what has the focus, which can be seen to have it."""
        found = self._look("stop")
        assert not found["faults"], "; ".join(found["faults"])
        self._last = (self._opened(), str(found["name"]))
        return self._last[1]

    def _step(self, before: object, *, is_back: bool) -> tuple[str, bool]:
        """Where one press leads, and whether that is where it was."""
        self._page.keyboard.press("Shift+Tab" if is_back else "Tab")
        return self.stop(), bool(self._page.evaluate(SAME, before))

    def is_behind(self, name: str) -> bool:
        """Whether the nearest way to what is called so is back."""
        around = self._look("around")
        before, after = around["before"], around["after"]
        if name not in before:
            return False
        return name not in after or before.index(name) < after.index(name)

    def tab(self, *, is_back: bool = False) -> str:
        """Go one stop further (or back), and say where that is."""
        before = self._page.evaluate_handle("document.activeElement")
        stop, is_same = self._step(before, is_back=is_back)
        if is_same and stop:
            # A page that puts something in its new place gives it the focus once, perhaps just now.
            stop, is_same = self._step(before, is_back=is_back)
        assert not is_same or stop == "", f"Tab does not lead on from {stop}"
        return stop

    def go_to(
        self, name: str | re.Pattern[str], *, is_back: bool = False, within: int = STOPS_MOST
    ) -> None:
        """Press Tab until something that is called so has the focus, which was nowhere lost.

        A pattern is for a name in which the time that is left stands too.
        """
        called = name if isinstance(name, re.Pattern) else re.compile(re.escape(name))
        seen = [self._where()]
        while not called.fullmatch(seen[-1]):
            assert len(seen) <= within, f"Tab never came to {called.pattern}, but to {seen}"
            seen.append(self.tab(is_back=is_back))

    def _where(self) -> str:
        """Where one is. On a page that is still the same one cannot be nowhere after an act."""
        opened, before = self._last
        here = self.stop()
        is_lost = self._is_watchful and not here and before and opened == self._last[0]
        assert not is_lost, f"the focus was lost after {before}"
        return here

    def _look(self, what: str) -> Any:
        if not self._page.evaluate("'look' in window"):
            self._page.evaluate(LOOK.read_text(encoding="utf-8"))
        return self._page.evaluate(f"look.{what}()")

    def _opened(self) -> float:
        return float(self._page.evaluate("performance.timeOrigin"))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._page.keyboard.press(key)

    def act(self, name: str | re.Pattern[str]) -> None:
        """Go to a button or link and press Enter on it, once it has come to rest."""
        self.go_to(name)
        self._page.wait_for_function("() => document.activeElement.ariaDisabled !== 'true'")
        self.press("Enter")

    def write(self, text: str) -> None:
        """Type in the place of what stands in the field."""
        self.press("Control+a")
        self._page.keyboard.type(text)

    def choose(self, name: str, option: str) -> None:
        """Choose in a list by the first letters of what is wanted."""
        self.go_to(name)
        self._page.keyboard.type(option)
