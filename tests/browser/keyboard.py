"""Somebody without mouse or touch screen, who sees where they are at every stop."""

import re
from pathlib import Path
from typing import Final

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

    def __init__(self, page: Page) -> None:
        self._page = page

    def stop(self) -> str:
        """The name of what has the focus, which can be seen to have it."""
        if not self._page.evaluate("'look' in window"):
            self._page.evaluate(LOOK.read_text(encoding="utf-8"))
        found = self._page.evaluate("look.stop()")
        assert not found["faults"], "; ".join(found["faults"])
        return str(found["name"])

    def tab(self, *, is_back: bool = False) -> str:
        """Go one stop further (or back), and say where that is."""
        before = self._page.evaluate_handle("document.activeElement")
        self._page.keyboard.press("Shift+Tab" if is_back else "Tab")
        stop = self.stop()
        is_same = self._page.evaluate(SAME, before)
        assert not is_same or stop == "", f"Tab does not lead on from {stop}"
        return stop

    def go_to(self, name: str | re.Pattern[str], *, is_back: bool = False) -> None:
        """Press Tab until something that is called so has the focus.

        A pattern is for a name in which the time that is left stands too.
        """
        called = name if isinstance(name, re.Pattern) else re.compile(re.escape(name))
        seen = [self.stop()]
        while not called.fullmatch(seen[-1]):
            assert len(seen) < STOPS_MOST, f"Tab never came to {called.pattern}, but to {seen}"
            seen.append(self.tab(is_back=is_back))

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
