"""What pages cost a phone: weight, requests, time until usable, scrolling, and a new entry's way.

A real Chromium with a processor made four times slower, at a box with 300 entries at one table.
Needs Playwright and a Chromium, as the browser tests do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from .halls import Hall, box_hall, let_post
from .rows import Row, median, say

SLOWER: Final = 4
FEW: Final = 100
ENTRIES: Final = 300
LONG: Final = "3"
"""The table at which so much is written; at the others ten contributions each."""

NEW_ENTRIES: Final = 40
Size = Mapping[str, int]
PHONE: Final = {"width": 360, "height": 740}
LAPTOP: Final = {"width": 1440, "height": 900}

_CHROMIUM: Final = "/usr/bin/chromium"
_ARGUMENTS: Final = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_LIVE: Final = (
    "document.body.dataset.as && !document.querySelector('#plain')"
    " && [...document.querySelectorAll('[data-live]')].every((one) => one.hasUpdated)"
)
_READ: Final = "document.readyState === 'complete'"
_WHEN: Final = (
    "() => {{ if ({ready}) window.usableMs ??= performance.now(); return window.usableMs }}"
)
_SCROLL_PX: Final = 12_000
_SCROLL_PX_PER_S: Final = 2_400

_WATCH_FRAMES: Final = """() => {
  window.shown = [];
  const tick = (at) => window.shown.push(at) && requestAnimationFrame(tick);
  requestAnimationFrame(tick);
}"""

# Notes when a frame came off the wire, and when what was new in it was painted, as the browser
# itself says of elements that ask for it (Element Timing, https://w3c.github.io/element-timing/).
_WATCH_ENTRIES: Final = """() => {
  const came = new Map();
  window.tookMs = [];
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => {
        const now = performance.now();
        for (const [name] of data.matchAll(/neu-\\d+\\.(?=\\D)/g)) came.set(name, now);
      });
    }
  };
  new MutationObserver(() => {
    for (const text of document.querySelectorAll(".entry .text:not([elementtiming])")) {
      const name = text.textContent.match(/neu-\\d+\\./)?.[0];
      if (came.has(name)) text.setAttribute("elementtiming", name);
    }
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { identifier, renderTime } of list.getEntries()) {
      window.tookMs.push(renderTime - came.get(identifier));
    }
  }).observe({ type: "element" });
}"""

# The same length of list without anything of ours.
_BARE: Final = "<main>" + "<p style='padding:1em'>Banken vinden het risico te hoog</p>" * ENTRIES


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit to a page: what came over the air, and when it could be used."""

    wire_kb: float
    requests: int
    painted_ms: float
    usable_ms: float


def pages(times: int) -> Iterator[Row]:
    """Each page on its own, then the list and a new entry on the phone."""
    from playwright.sync_api import sync_playwright

    say("Pages, on a processor four times slower")
    with box_hall(("window_ms=0",)) as hall, sync_playwright() as playwright:
        hall.fill(40)
        let_post(hall, 100, FEW / 100)
        let_post(hall, 100, ENTRIES / 100, tables=[LONG])
        browser = launched(playwright)
        try:
            yield from _visits(browser, hall, times)
            yield from _scrolling(browser, hall)
            yield from _new_entries(browser, hall)
        finally:
            browser.close()


def launched(playwright: Any) -> Any:
    """A Chromium that asks nothing of the internet."""
    return playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)


def _visits(browser: Any, hall: Hall, times: int) -> Iterator[Row]:
    bare = median(
        [_visit(browser, hall, "privacy", "/privacy", "").usable_ms for _ in range(times)]
    )
    for page, (path, code) in _addresses(browser, hall).items():
        visits = [_visit(browser, hall, page, path, code) for _ in range(times)]
        is_phone = page.startswith("phone")
        yield Row(
            f"{page}_first_visit_kb", visits[0].wire_kb, "kB", "<= 80" if page == "phone" else "",
            note="contributions included, at 50 bytes each" if is_phone else "",
        )  # fmt: skip
        yield Row(f"{page}_requests", visits[0].requests, "", "<= 14" if is_phone else "")
        painted = median([visit.painted_ms for visit in visits])
        yield Row(f"{page}_first_paint_ms_p50", painted, "ms")
        usable = median([visit.usable_ms for visit in visits])
        yield Row(
            f"{page}_usable_ms_p50", usable, "ms", "<= 1000" if is_phone else "", bare,
            note="living page in place; the reference is a page without script",
        )  # fmt: skip


def _addresses(browser: Any, hall: Hall) -> Mapping[str, tuple[str, str]]:
    """The address of each page, and the code that opens it where one is needed."""
    with person(browser, hall) as page:
        page.goto(f"{hall.door.origin}/control/links")
        links = page.eval_on_selector_all("main a", "(all) => all.map((one) => one.href)")
    chair = next(link for link in links if "/chair/" in link)
    codes = {
        role: parse_qs(urlsplit(_with(links, f"/{role}?")).query)["code"][0] for role in _ROLES
    }
    return {
        "phone": ("/t/5", ""),
        "phone_300": (f"/t/{LONG}", ""),
        "chair": (urlsplit(chair).path, ""),
        "control": ("/control", ""),
        **{role: (f"/{role}", code) for role, code in codes.items()},
        "results": ("/results", ""),
        "box": ("/box", ""),
    }


_ROLES: Final = ("stage", "watch")
_LAPTOPS: Final = ("control", "stage", "watch", "results", "box")
_PLAIN: Final = ("privacy", "results", "box")


def _with(links: Sequence[str], part: str) -> str:
    return next(link for link in links if part in link)


def _visit(browser: Any, hall: Hall, name: str, path: str, code: str) -> Visit:
    size = LAPTOP if name in _LAPTOPS else PHONE
    return visit(browser, hall, path, _READ if name in _PLAIN else _LIVE, size, code)


def visit(
    browser: Any, hall: Hall, path: str, ready: str = _READ, size: Size = LAPTOP, code: str = ""
) -> Visit:
    """A first visit to a page that is usable once the expression `ready` is true."""
    with person(browser, hall, size) as page:
        if code:
            form = {"code": code, "next": path}
            page.context.request.post(f"{hall.door.origin}/sign-in", form=form, max_redirects=0)
        loaded = _weigh(page)
        page.goto(f"{hall.door.origin}{path}")
        page.wait_for_function(_WHEN.format(ready=ready))
        page.wait_for_load_state("networkidle")
        painted = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
        return Visit(
            wire_kb=round(sum(loaded) / 1000, 1),
            requests=len(loaded),
            painted_ms=round(page.evaluate(painted), 1),
            usable_ms=round(page.evaluate("window.usableMs"), 1),
        )


def _weigh(page: Any) -> list[int]:
    """The bytes of each answer as they come in, headers and all."""
    loaded: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"]))
    return loaded


def _scrolling(browser: Any, hall: Hall) -> Iterator[Row]:
    with person(browser, hall) as page:
        page.goto(f"{hall.door.origin}/t/{LONG}")
        page.wait_for_function(f"() => {_LIVE}")
        ours, late = frames(page)
    with person(browser, hall) as page:
        page.set_content(_BARE)
        bare, _ = frames(page)
    yield Row(
        "scroll_frames_per_s", ours, "frames/s", "60", bare,
        note=f"{ENTRIES} entries; the reference is as many bare paragraphs",
    )  # fmt: skip
    yield Row("scroll_frame_ms_p99", late, "ms")


def frames(page: Any, source: str = "touch") -> tuple[float, float]:
    """Frames a second while one scrolls, and the longest frame but one in a hundred.

    `source` is "touch" for a finger, "mouse" for a wheel.
    """
    page.evaluate(_WATCH_FRAMES)
    finger = {"x": 180, "y": 500, "yDistance": -_SCROLL_PX, "speed": _SCROLL_PX_PER_S}
    touch = page.context.new_cdp_session(page)
    start = page.evaluate("performance.now()")
    touch.send("Input.synthesizeScrollGesture", {**finger, "gestureSourceType": source})
    end = page.evaluate("performance.now()")
    shown = [at for at in page.evaluate("window.shown") if start <= at <= end]
    gaps = sorted(later - at for at, later in pairwise(shown))
    seconds = (shown[-1] - shown[0]) / 1000
    return round((len(shown) - 1) / seconds, 1), round(gaps[int(len(gaps) * 0.99)], 1)


def _new_entries(browser: Any, hall: Hall) -> Iterator[Row]:
    with person(browser, hall) as page:
        page.add_init_script(f"({_WATCH_ENTRIES})()")
        page.goto(f"{hall.door.origin}/t/{LONG}")
        page.wait_for_function(f"() => {_LIVE}")
        writer = next(phone for phone in hall.phones if phone.table == LONG)
        for number in range(NEW_ENTRIES):
            text = f"neu-{number}. Banken vinden het risico te hoog"
            writer.ask("post_entry", activity="knelpunten", question="knelpunten", text=text)
            hall.settle()
        page.wait_for_function(f"() => window.tookMs.length >= {NEW_ENTRIES}")
        took = sorted(page.evaluate("window.tookMs"))
    yield Row("new_entry_painted_ms_p50", median(took), "ms")
    yield Row(
        "new_entry_painted_ms_max", round(took[-1], 1), "ms", "<= 100",
        note=f"from the frame's arrival, in a list of {ENTRIES} and more",
    )  # fmt: skip


@contextmanager
def person(browser: Any, hall: Hall, size: Size = PHONE) -> Iterator[Any]:
    """A new browser with nothing kept, on a slow processor, signed in where that is asked."""
    context = browser.new_context(viewport=size, locale="nl-NL", has_touch=size is PHONE)
    named = {"name": "control", "value": hall.console.cookies["control"]}
    context.add_cookies([{**named, "url": hall.door.origin}])
    page = context.new_page()
    throttle = context.new_cdp_session(page)
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def plot(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    """Draw what each page weighs and takes, beside what was aimed at. Needs matplotlib."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 3.2), layout="constrained")
    parts = figure.subplots(1, len(_PLOTS), sharey=True)
    for part, (ending, title) in zip(parts, _PLOTS.items(), strict=True):
        found = [row for row in rows if row["name"].endswith(ending)][::-1]
        names = [row["name"].removesuffix(ending) for row in found]
        bars = part.barh(names, [row["value"] for row in found], color="#255b9c")
        part.bar_label(bars, padding=3)
        part.set_title(title, loc="left")
        part.spines[["top", "right"]].set_visible(False)
        part.margins(x=0.2)
        target = re.fullmatch(r"<= (\d+)", found[-1].get("target", ""))
        if target:
            part.axvline(float(target[1]), color="#923a3b", linestyle="--")
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file)


_PLOTS: Final = {
    "_first_visit_kb": "first visit, kB",
    "_requests": "requests",
    "_first_paint_ms_p50": "first paint, ms",
    "_usable_ms_p50": "usable, ms",
}
