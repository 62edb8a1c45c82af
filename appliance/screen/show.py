"""Shows the screen until it is told to stop, and does what its few keys ask.

The organiser's code is shown for half a minute after its key, and stands nowhere afterwards.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Final, Protocol

from appliance.web.words import Words

from .canvas import Canvas, plainer
from .facts import Facts
from .layout import compose
from .terminal import Terminal
from .view import OTHER, Pairs, Speaker, View

SHOWN_S: Final = 30.0
ASKED_S: Final = 10.0
TURN_S: Final = 10.0
"""How long each code stays where only one fits: long enough to take a phone and scan it."""

CODE, LANGUAGE, OFF = "code", "language", "off"
KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {"c": CODE, "e": LANGUAGE, "u": OFF},
    "en": {"c": CODE, "n": LANGUAGE, "s": OFF},
}
"""What each key does, by language: it begins what stands beside it."""


class NoCode(Exception):
    """No code could be made: nothing can be written."""


class Asked(Protocol):
    """Who knows how everything is."""

    def facts(self) -> Facts: ...


class _Kind(Enum):
    """What can stand on top for a while: the code, a question before an act, or its answer."""

    CODE = "code"
    NO_CODE = "no code"
    SURE_OF_CODE = "sure of code"
    SURE_OF_OFF = "sure of off"
    OFF = "off"
    NOT_OFF = "not off"


@dataclass(frozen=True, slots=True)
class _Notice:
    """What stands on top instead of how the box is, and until when (monotonic)."""

    kind: _Kind
    until_s: float
    code: str = ""


class Screen:
    """The screen on one terminal."""

    def __init__(
        self,
        terminal: Terminal,
        asked: Asked,
        words: Words,
        language: str,
        new_code: Callable[[], str],
        switch_off: Callable[[], bool] | None,
    ) -> None:
        """`new_code` makes the organiser's code, or raises NoCode.

        `switch_off` tells whether the machine is going off; None leaves that key out.
        """
        self._terminal, self._asked, self._words = terminal, asked, words
        self._language = language
        self._new_code, self._switch_off = new_code, switch_off
        self._notice: _Notice | None = None
        self._is_ending = False

    def stop(self) -> None:
        """Come to an end; from a signal handler."""
        self._is_ending = True

    def run(self) -> None:
        """Show it until `stop`, or until the terminal is gone."""
        while not self._is_ending:
            self._lapse()
            columns, rows = self._terminal.size()
            canvas = self._drawn(columns, rows)
            if not self._terminal.draw(canvas):
                return
            pressed = self._terminal.keys(1.0 - time.time() % 1.0)
            if pressed is None:
                return
            for key in pressed:
                self._press(key)

    def _lapse(self) -> None:
        if self._notice is not None and time.monotonic() >= self._notice.until_s:
            self._dismiss()

    def _dismiss(self) -> None:
        had_code = self._notice is not None and self._notice.code
        self._notice = None
        if had_code:
            self._terminal.forget()

    def _notify(self, kind: _Kind, code: str = "") -> None:
        is_question = kind in (_Kind.SURE_OF_CODE, _Kind.SURE_OF_OFF)
        shown_s = ASKED_S if is_question else SHOWN_S
        self._notice = _Notice(kind, time.monotonic() + shown_s, code)

    def _press(self, key: str) -> None:
        does = KEYS[self._language].get(key)
        before = self._notice.kind if self._notice else None
        self._dismiss()
        if does == LANGUAGE:
            self._language = OTHER[self._language]
        elif does == CODE:
            self._show_code(is_sure=before is _Kind.SURE_OF_CODE)
        elif does == OFF and self._switch_off is not None:
            self._go_off(self._switch_off, is_sure=before is _Kind.SURE_OF_OFF)

    def _show_code(self, *, is_sure: bool) -> None:
        health = self._asked.facts().health
        if health is None:
            return  # it would be a code for a box that does not answer
        if health.get("facilitators") and not is_sure:
            self._notify(_Kind.SURE_OF_CODE)
            return
        try:
            self._notify(_Kind.CODE, self._new_code())
        except NoCode:
            self._notify(_Kind.NO_CODE)

    def _go_off(self, switch_off: Callable[[], bool], *, is_sure: bool) -> None:
        if not is_sure:
            self._notify(_Kind.SURE_OF_OFF)
        else:
            self._notify(_Kind.OFF if switch_off() else _Kind.NOT_OFF)

    def _drawn(self, columns: int, rows: int) -> Canvas:
        speaker = Speaker(self._words, self._language)
        view = speaker.view(self._asked.facts(), datetime.now().astimezone())
        view = replace(self._noticed(view, speaker), keys=self._keys(speaker))
        has_unicode = self._terminal.has_unicode
        if not has_unicode:
            view = _plainer(view)
        return compose(view, columns, rows, int(time.monotonic() / TURN_S), has_unicode)

    def _noticed(self, view: View, speaker: Speaker) -> View:
        """The view with what was asked for on top of it."""
        if self._notice is None:
            return view
        headline, then = self._notice_words(self._notice, speaker.t, view.address)
        return replace(view, tone="secret", headline=headline, then=(then,))

    def _notice_words(
        self, notice: _Notice, t: Callable[..., str], address: str
    ) -> tuple[str, str]:
        keys = {does: key.upper() for key, does in KEYS[self._language].items()}
        left = max(0, round(notice.until_s - time.monotonic()))
        plug = t("You may pull the plug. Everything saved stays saved.")
        return {
            _Kind.CODE: (
                t("One-time code: {code}", code=notice.code),
                t(
                    "Type it at {address}/control. It is gone here in {n} seconds.",
                    address=address,
                    n=left,
                ),
            ),
            _Kind.NO_CODE: (
                t("No code can be made now."),
                t("Make room on the disk of the box."),
            ),
            _Kind.SURE_OF_CODE: (
                t("An organiser is signed in already."),
                t("Press {key} again for a new code.", key=keys[CODE]),
            ),
            _Kind.SURE_OF_OFF: (
                t("Switch the box off?"),
                t("Press {key} again. Any other key leaves it on.", key=keys[OFF]),
            ),
            _Kind.OFF: (t("The box is switching off."), plug),
            _Kind.NOT_OFF: (t("The box does not switch off by itself."), plug),
        }[notice.kind]

    def _keys(self, speaker: Speaker) -> Pairs:
        words = {
            CODE: speaker.t("Code for the organiser"),
            LANGUAGE: "English" if self._language == "nl" else "Nederlands",
            OFF: speaker.t("Switch off"),
        }
        shown = KEYS[self._language].items()
        return tuple(
            (key.upper(), words[does])
            for key, does in shown
            if does != OFF or self._switch_off is not None
        )


def _plainer(view: View) -> View:
    """The view in ASCII."""

    def pairs(told: Pairs) -> Pairs:
        return tuple((plainer(one), plainer(other)) for one, other in told)

    return replace(
        view,
        headline=plainer(view.headline),
        then=tuple(map(plainer, view.then)),
        codes=tuple(replace(code, caption=plainer(code.caption)) for code in view.codes),
        join=pairs(view.join),
        conference=tuple(map(plainer, view.conference)),
        facts=pairs(view.facts),
        keys=pairs(view.keys),
    )
