"""The sorting desk in a real Chromium four times slower, with few and with very many answers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.sorting import list_of

from .halls import Hall
from .pages import LAPTOP, frames, person, visit
from .rows import Row, median
from .surveyed import LARGE, OPEN

TIMES: Final = 3
_READY: Final = "document.body.dataset.script !== undefined"

# How long from a key or click to the frame that shows what it did, as the browser itself says
# (Event Timing, https://w3c.github.io/event-timing/), and until the frame in which what the box
# made of it stands in its place.
_WATCH: Final = """() => {
  window.events = [];
  new PerformanceObserver((told) => window.events.push(...told.getEntries()))
    .observe({ type: "event", durationThreshold: 16 });
  addEventListener("keydown", () => (window.pressedAt = performance.now()), { capture: true });
  const left = document.getElementById("sort-left");
  if (left) new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    window.toldMs = performance.now() - window.pressedAt;
  }))).observe(left, { childList: true });
}"""
_FORGET: Final = "() => { window.events.length = 0; window.toldMs = 0; }"
_TOLD: Final = "() => window.toldMs"
_SEEN: Final = "() => Math.max(0, ...window.events.map(({ duration }) => duration))"
_QUIET: Final = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"

# As many rows as are shown at a time, and as long a page, without anything of ours.
BARE: Final = (
    "<main style='height:20000px'>" + "<label><input type=checkbox> Banken</label><br>" * 50
)


@dataclass(frozen=True, slots=True)
class Reaction:
    """Milliseconds until an act is seen, and until what the box made of it is (0: it is not)."""

    seen_ms: float
    told_ms: float


def sorting(browser: Any, hall: Hall, count: int) -> Iterator[Row]:
    """The first page, what is done on it, and scrolling."""
    path = f"/prepare/{conference_of(hall)}/sort?of={list_of(OPEN)}"
    visits = [visit(browser, hall, path, _READY) for _ in range(TIMES)]
    bare = [visit(browser, hall, "/privacy").usable_ms for _ in range(TIMES)]
    name = f"sort_{count}"
    yield Row(
        f"{name}_first_visit_kb", max(one.wire_kb for one in visits), "kB",
        note="all answers included, which come after the page can be read",
    )  # fmt: skip
    yield Row(
        f"{name}_usable_ms_p50", median([one.usable_ms for one in visits]), "ms", "",
        median(bare), "all answers there; the reference is a page without script",
    )  # fmt: skip
    yield from _on_the_page(browser, hall, path, name)


def conference_of(hall: Hall) -> str:
    """The id of the conference that this hall's box serves."""
    return str(json.loads((hall.box.folder / "box.json").read_text())["on_stage"])


def _on_the_page(browser: Any, hall: Hall, path: str, name: str) -> Iterator[Row]:
    with person(browser, hall, LAPTOP) as page:
        page.set_content(BARE)
        page.evaluate(_WATCH)
        ticked = [_reaction(page, page.locator("input").nth(n).click) for n in range(2 * TIMES)]
        plain, _ = frames(page, "mouse")
    bare = median([each.seen_ms for each in ticked])
    with person(browser, hall, LAPTOP) as page:
        page.goto(f"{hall.door.origin}{path}")
        page.wait_for_function(f"() => {_READY}")
        page.evaluate(_WATCH)
        for act, found in _acts(page).items():
            yield from _reactions(f"{name}_{act}", found, bare)
        ours, late = frames(page, "mouse")
    yield Row(f"{name}_scroll_frames_per_s", ours, "frames/s", "60", plain)
    yield Row(f"{name}_scroll_frame_ms_p99", late, "ms")


def _reactions(name: str, found: list[Reaction], bare: float | None) -> Iterator[Row]:
    is_move = name.endswith("move")
    yield Row(
        f"{name}_seen_ms_p50", median([each.seen_ms for each in found]), "ms",
        "<= 100" if is_move else "", bare,
        f"50 into a group of {LARGE}" if is_move else "the reference is a bare tick box",
    )  # fmt: skip
    if told := median([each.told_ms for each in found]):
        yield Row(f"{name}_told_ms_p50", told, "ms", note="on disk and shown as the box has it")


def _acts(page: Any) -> dict[str, list[Reaction]]:
    """Tick one, tick all fifty, put them in the first group, take that back; several times."""
    found: dict[str, list[Reaction]] = {}
    keys = {"select": "Space", "select_all": "a", "move": "1", "undo": "u"}
    for _ in range(TIMES):
        page.keyboard.press("j")
        for act, key in keys.items():
            found.setdefault(act, []).append(_reaction(page, _pressing(page, key)))
    return found


def _pressing(page: Any, key: str) -> Callable[[], None]:
    def press() -> None:
        page.keyboard.press(key)
        if key in ("1", "u"):
            page.wait_for_function(_TOLD)

    return press


def _reaction(page: Any, act: Callable[[], None]) -> Reaction:
    page.evaluate(_QUIET)
    page.evaluate(_FORGET)
    act()
    page.evaluate(_QUIET)
    return Reaction(page.evaluate(_SEEN), page.evaluate(_TOLD))
