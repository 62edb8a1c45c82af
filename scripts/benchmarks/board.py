"""The live sorting board with 1,200 contributions on one list, on the console and a chair's page.

A real Chromium four times slower at a box that others use, too: how long from a key, a click or a
frame of the box to the picture that shows it, and how it scrolls. The whole of it on one list is
the hardest there is; lists per theme are a fifth of it.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from appliance.conductor import Conductor
from appliance.conference.commands import (
    Actor,
    AddBucket,
    CloseActivity,
    Command,
    OpenActivity,
    ParkEntry,
    PostEntry,
    PutActivity,
)
from appliance.conference.records import Role
from appliance.folder import DEMO_STEP, begin, open_room

from .halls import ACTIVITY, DEMO, TABLES, Hall, box_hall
from .labelled import several, varied
from .pages import LAPTOP, Size, frames, launched, person
from .rows import Row, median, say
from .sorting import BARE

COUNT: Final = 1_200
GROUPS: Final = 25
LARGE: Final = 200
"""Contributions in the first group; the others share as many as make half of all."""
STEP: Final = "ordenen"
TABLET: Final = {"width": 1180, "height": 820}
TIMES: Final = 7

_NOTES: Final = {
    "tick": "the reference is a bare tick box, as for all of these",
    "move": "seen in its place",
    "move_told": "on disk, and as the box has it",
    "search": "a key in the field",
    "arrive": "from the frame of the box, of a card that somebody else brought back",
}
_FACILITATOR: Final = Actor(Role.FACILITATOR)

# Between a key or click, or what the box tells, and the frame in which the board shows it.
_WATCH: Final = """() => {
  const now = () => performance.now();
  for (const kind of ["keydown", "click", "input"]) {
    addEventListener(kind, () => { window.fromMs ||= now(); }, { capture: true });
  }
  const board = document.querySelector("tafel-board");
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    if (window.fromMs) window.seenMs ||= now() - window.fromMs;
    if (window.fromMs) window.toldMs = now() - window.fromMs;
    if (window.cameMs) window.tookMs = now() - window.cameMs;
  }))).observe(board, { childList: true, subtree: true, characterData: true, attributes: true });
}"""
_SOCKET: Final = """() => {
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => {
        if (data.includes('"changes"')) window.cameMs ||= performance.now();
      });
    }
  };
}"""
_FORGET: Final = """() => {
  Object.assign(window, { fromMs: 0, seenMs: 0, toldMs: 0, cameMs: 0, tookMs: 0 });
}"""
# What a tick costs on a page that only counts it.
_TICKED: Final = """<tafel-board><label>
  <input type="checkbox" onchange="this.nextElementSibling.textContent++"> <b>0</b>
</label></tafel-board>"""
_QUIET: Final = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 250)))"
_LEFT: Final = "() => document.getElementById('sort-left').textContent"
_CHANGED: Final = "(was) => document.getElementById('sort-left').textContent !== was"


def sorting(folder: Path) -> Iterator[Row]:
    """The board with all of it on one list, as who leads and as a chair have it."""
    from playwright.sync_api import sync_playwright

    say(f"The sorting board with {COUNT} contributions, on a processor four times slower")
    data = folder / "board"
    parked = fill(data)
    with box_hall(data=data) as hall, sync_playwright() as playwright:
        browser = launched(playwright)
        try:
            bare = _bare(browser, hall)
            yield from _board(browser, hall, "control", LAPTOP, "/control", parked, bare)
            path = _chair(browser, hall)
            yield from _board(browser, hall, "chair", TABLET, path, parked, bare)
        finally:
            browser.close()


def fill(data: Path) -> list[str]:
    """Put the reference conference there while all is sorted; the ids of what is parked."""
    data.mkdir(parents=True, exist_ok=True)
    with open_room(data) as (conductor, identity):
        file = json.loads((DEMO / "conference.json").read_text())
        begin(conductor, identity, file, is_practice=True)
        _ask(conductor, _FACILITATOR, OpenActivity(DEMO_STEP))
        ids = [_posted(conductor, n, text) for n, text in enumerate(_texts())]
        _ask(conductor, _FACILITATOR, CloseActivity(DEMO_STEP))
        step = {"id": STEP, "kind": "categorise", "title": "Ordenen", "input": DEMO_STEP}
        _ask(conductor, _FACILITATOR, PutActivity({**step, "scope": "plenary"}, after=DEMO_STEP))
        _ask(conductor, _FACILITATOR, OpenActivity(STEP))
        for n, members in enumerate(_groups(ids[: COUNT // 2])):
            made = AddBucket(STEP, f"Groep {n + 1}", members=members)
            _ask(conductor, _FACILITATOR, made)
        parked = ids[-4 * TIMES :]
        for id in parked:
            _ask(conductor, _FACILITATOR, ParkEntry(id))
    return parked


def _texts() -> list[str]:
    told, _ = varied(several(), COUNT)
    return [text.text for text in told]


def _groups(ids: list[str]) -> list[tuple[str, ...]]:
    others = ids[LARGE:]
    return [tuple(ids[:LARGE]), *(tuple(others[n :: GROUPS - 1]) for n in range(GROUPS - 1))]


def _posted(conductor: Conductor, n: int, text: str) -> str:
    actor = Actor(Role.PARTICIPANT, f"p{n % 100}", TABLES[n % len(TABLES)])
    return str(_ask(conductor, actor, PostEntry(ACTIVITY, text, ACTIVITY)).made)


def _ask(conductor: Conductor, actor: Actor, command: Command) -> Any:
    return conductor.ask(actor, command, secrets.token_hex(16), timeout_s=120)


def _chair(browser: Any, hall: Hall) -> str:
    with person(browser, hall, LAPTOP) as page:
        page.goto(f"{hall.door.origin}/control/links")
        links = page.eval_on_selector_all("main a", "(all) => all.map((one) => one.href)")
    return next(str(link) for link in links if "/chair/" in link).removeprefix(hall.door.origin)


def _bare(browser: Any, hall: Hall) -> tuple[float | None, float]:
    """A tick, and scrolling, on a page without anything of ours."""
    with person(browser, hall, LAPTOP) as page:
        page.set_content(_TICKED)
        page.evaluate(_WATCH)
        ticked = [_seen(page, page.locator("input").click) for _ in range(TIMES)]
        page.set_content(BARE)
        plain, _ = frames(page, "mouse")
    return median(ticked), plain


def _board(
    browser: Any,
    hall: Hall,
    name: str,
    size: Size,
    path: str,
    parked: list[str],
    bare: tuple[float | None, float],
) -> Iterator[Row]:
    tick, scroll = bare
    with person(browser, hall, size) as page:
        page.add_init_script(f"({_SOCKET})()")
        page.goto(f"{hall.door.origin}{path}")
        if name == "control":
            page.get_by_role("button", name="Deze lijst ordenen").click()
        page.wait_for_function("() => document.querySelectorAll('.sort-card').length > 20")
        page.evaluate(_WATCH)
        for act, found in _acts(page, hall, parked).items():
            target = "" if act == "move_told" else "<= 100"
            yield Row(f"board_{name}_{act}_ms_p50", median(found), "ms", target, tick, _NOTES[act])
        page.locator("#sort-left").scroll_into_view_if_needed()
        page.mouse.move(180, 500)
        ours, late = frames(page, "mouse")
    yield Row(f"board_{name}_scroll_frames_per_s", ours, "frames/s", "60", scroll)
    yield Row(f"board_{name}_scroll_frame_ms_p99", late, "ms")


def _acts(page: Any, hall: Hall, parked: list[str]) -> dict[str, list[float]]:
    """Tick one, put it in a group, search a letter; meanwhile a card that others bring back."""
    found: dict[str, list[float]] = {}
    for n in range(TIMES):
        box = page.locator("#sort-left ~ .sort-cards input").nth(n)
        found.setdefault("tick", []).append(_own(page, box.click))
        into = page.get_by_role("button", name="In groep zetten")
        found.setdefault("move", []).append(_own(page, into.click, waits=True))
        found.setdefault("move_told", []).append(float(page.evaluate("() => window.toldMs")))
        search = page.get_by_label("Zoeken").first
        search.focus()
        press = partial(page.keyboard.press, "bank"[n % 4])
        found.setdefault("search", []).append(_own(page, press))
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.evaluate(_QUIET)
        id = parked.pop()
        found.setdefault("arrive", []).append(_theirs(page, hall, id))
    return found


def _own(page: Any, act: Callable[[], None], *, waits: bool = False) -> float:
    was = page.evaluate(_LEFT)
    return _seen(page, act, (lambda: page.wait_for_function(_CHANGED, arg=was)) if waits else None)


def _seen(page: Any, act: Callable[[], None], wait: Callable[[], Any] | None = None) -> float:
    page.evaluate(_QUIET)
    page.evaluate(_FORGET)
    act()
    if wait:
        wait()
    page.evaluate(_QUIET)
    return float(page.evaluate("() => window.seenMs"))


def _theirs(page: Any, hall: Hall, id: str) -> float:
    page.evaluate(_QUIET)
    was = page.evaluate(_LEFT)
    page.evaluate(_FORGET)
    hall.console.ask("restore_entry", entry=id)
    hall.loop.run(lambda: False, 0.2)
    page.wait_for_function(_CHANGED, arg=was)
    page.evaluate(_QUIET)
    return float(page.evaluate("() => window.tookMs"))
