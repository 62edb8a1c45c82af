"""One story for two people: one with a mouse, one with nothing but a keyboard."""

import re
from pathlib import Path
from typing import Any, Final, Protocol

from playwright.sync_api import Locator, Page, expect

from .keyboard import Keyboard

FAR: Final = 25
"""So many stops on a way are enough; a page that takes more wants a shorter way."""


class Hand(Protocol):
    """What people do on a page, with things that are called by what they say."""

    page: Page

    def press(self, name: str) -> None:
        """Press a button or a link, or unfold what is folded."""

    def hurry(self, by: str) -> None:
        """Take the page's own short way, a key or a link; who points needs none."""

    def write(self, label: str, text: str) -> None:
        """Put this text in a field, in the place of what stood there."""

    def date(self, label: str, iso: str) -> None:
        """Put a day in a field for a date."""

    def choose(self, label: str, option: str) -> None:
        """Choose in a list."""

    def tick(self, name: str) -> None:
        """Tick a box."""

    def pick(self, begin: str, instead_of: str) -> None:
        """Pick the one of several that begins so; the other is what is picked now."""

    def give(self, label: str, file: Path) -> None:
        """Choose a file of this device."""


class Mouse:
    """Points at things."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str) -> None:
        """See `Hand`."""
        wanted = self.page.locator("summary", has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
        for role in ("button", "link"):
            wanted = wanted.or_(self.page.get_by_role(role, name=name, exact=True))
        _seen(wanted).click()

    def hurry(self, by: str) -> None:
        """See `Hand`."""

    def write(self, label: str, text: str) -> None:
        """See `Hand`."""
        self._called(label).fill(text)

    date = write

    def choose(self, label: str, option: str) -> None:
        """See `Hand`."""
        self._called(label).select_option(label=option)

    def tick(self, name: str) -> None:
        """See `Hand`."""
        self._called(name).check()

    def pick(self, begin: str, instead_of: str) -> None:
        """See `Hand`."""
        expect(_seen(self.page.get_by_label(instead_of))).to_be_checked()
        _seen(self.page.get_by_label(re.compile(rf"^\s*{re.escape(begin)}"))).check()

    def give(self, label: str, file: Path) -> None:
        """See `Hand`."""
        with self.page.expect_file_chooser() as chooser:
            self._called(label).click()
        chooser.value.set_files(file)

    def _called(self, label: str) -> Locator:
        return _seen(self.page.get_by_label(label, exact=True))


class Keys:
    """Has nothing but keys, and goes to what is wanted the nearest way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._keys = Keyboard(page, is_watchful=True)
        # A key is quicker than the browser is told that the test answers: told in time, it waits.
        page.on("filechooser", lambda _: None)

    def press(self, name: str) -> None:
        """See `Hand`."""
        self._reach(name)
        self.page.wait_for_function("() => document.activeElement.ariaDisabled !== 'true'")
        self._keys.press("Enter")

    def hurry(self, by: str) -> None:
        """See `Hand`."""
        if len(by) == 1:
            self._keys.press(by)
        else:
            self.press(by)

    def write(self, label: str, text: str) -> None:
        """See `Hand`."""
        self._reach(label)
        self._keys.write(text)

    def date(self, label: str, iso: str) -> None:
        """See `Hand`. Which of day and month comes first is the browser's own affair."""
        self._reach(label)
        year, month, day = iso.split("-")
        assert month == day
        self.page.keyboard.type(f"{day}{month}{year}")
        assert self._reads("value") == iso

    def choose(self, label: str, option: str) -> None:
        """See `Hand`."""
        self._reach(label)
        self.page.keyboard.type(option)
        assert self._reads("selectedOptions[0].label") == option

    def tick(self, name: str) -> None:
        """See `Hand`."""
        self._reach(name)
        self._keys.press("Space")
        assert self._reads("checked")

    def pick(self, begin: str, instead_of: str) -> None:
        """See `Hand`."""
        self._reach(instead_of)
        seen = [instead_of]
        while not seen[-1].startswith(begin):
            self._keys.press("ArrowDown")
            seen.append(self._keys.stop())
            assert seen[-1] not in seen[:-1], f"There is no {begin}, only {seen}"
        assert self._reads("checked")

    def give(self, label: str, file: Path) -> None:
        """See `Hand`."""
        self._reach(label)
        with self.page.expect_file_chooser() as chooser:
            self._keys.press("Enter")
        chooser.value.set_files(file)

    def _reach(self, name: str) -> None:
        self._keys.go_to(name, is_back=self._keys.is_behind(name), within=FAR)

    def _reads(self, what: str) -> Any:
        return self.page.evaluate(f"document.activeElement.{what}")


def _seen(found: Locator) -> Locator:
    return found.locator("visible=true").first
