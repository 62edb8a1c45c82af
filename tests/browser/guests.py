"""People with a browser in the room, and what no page may do behind their backs."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect

from .box import Box

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 820, "height": 1180}
LAPTOP = {"width": 1440, "height": 900}
SCREEN = {"width": 1280, "height": 720}
WITHIN_MS = 15_000

expect.set_options(timeout=WITHIN_MS)

# What Chromium itself writes when a line is cut on purpose or the box says no.
_OF_THE_LINE = ("Failed to load resource", "WebSocket connection to")

LIVE = """
    const scripts = [...document.scripts].map((script) => script.src);
    const entry = scripts.find((src) => src.includes("/js/"));
    const { modules } = await import(entry);
    const { live } = modules["live.js"];
"""
"""What a script needs to begin with, to look at the page's own line."""

CHANGED = f"""async ([kind, id, members]) => {{
    {LIVE}
    // What the page hears when its line opens would take the place of this.
    if (live.state !== "connected") {{
        await new Promise((go) => live.addEventListener("mine", go, {{ once: true }}));
    }}
    const there = {{ ...live.view[kind] }};
    const which = id || Object.keys(there)[0];
    there[which] = {{ ...there[which], ...members }};
    live.view = {{ ...live.view, [kind]: there }};
    live.dispatchEvent(new CustomEvent("view", {{ detail: {{ kinds: new Set([kind]) }} }}));
}}"""
"""Lets a page believe that the box sent a document with other members."""


class Guests:
    """Opens pages of a box, each person in a browser of their own, and keeps an eye on them."""

    def __init__(self, browser: Browser, box: Box) -> None:
        self._browser = browser
        self.box = box
        self._contexts: list[BrowserContext] = []
        self.mishaps: list[str] = []
        self.may_lose_line = False

    def person(
        self, *, language: str = "nl-NL", size: dict[str, int] = PHONE, **options: Any
    ) -> BrowserContext:
        """A browser with nothing in it."""
        context = self._browser.new_context(viewport=size, locale=language, **options)
        context.set_default_timeout(WITHIN_MS)
        context.on("page", self._watch)
        self._contexts.append(context)
        return context

    def phone(self, table: int = 3, *, url: str = "", **options: Any) -> Page:
        """A participant's phone at a table, with the living page in place."""
        context = self.person(**options)
        return self.at_table(context, table, url=url)

    def at_table(self, context: BrowserContext, table: int = 3, *, url: str = "") -> Page:
        """A tab of this browser at a table."""
        page = context.new_page()
        page.goto(f"{url or self.box.url}/t/{table}")
        is_live(page)
        return page

    def chair(self, *, size: dict[str, int] = TABLET, **options: Any) -> Page:
        """The page of the chair of table 3."""
        page = self.person(size=size, **options).new_page()
        page.goto(self.box.links["chair"])
        is_live(page)
        return page

    def control(self, *, size: dict[str, int] = LAPTOP, **options: Any) -> Page:
        """The facilitator's page, signed in with the organiser's code."""
        page = self._with_code("control", self.box.code, size=size, **options)
        self.box.new_code()
        return page

    def stage(self, *, size: dict[str, int] = SCREEN, **options: Any) -> Page:
        """The big screen. With a clock of its own, a test can let its time go by."""
        return self._with_code("stage", size=size, **options)

    def watch(self, *, size: dict[str, int] = LAPTOP, **options: Any) -> Page:
        """The observer's page."""
        return self._with_code("watch", size=size, **options)

    def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()

    def _with_code(
        self, role: str, code: str = "", *, has_own_clock: bool = False, **options: Any
    ) -> Page:
        code = code or parse_qs(urlsplit(self.box.links[role]).query)["code"][0]
        context = self.person(**options)
        form = {"code": code, "next": f"/{role}"}
        context.request.post(f"{self.box.url}/sign-in", form=form, max_redirects=0)
        page = context.new_page()
        if has_own_clock:
            page.clock.install()
        page.goto(f"{self.box.url}/{role}")
        return page

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.mishaps.append(f"{page.url}: {error.stack}"))
        page.on("console", lambda message: self._heard(page, message.type, message.text))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if kind not in ("error", "warning"):
            return
        if self.may_lose_line and text.startswith(_OF_THE_LINE):
            return
        self.mishaps.append(f"{page.url}: {kind}: {text}")

    def _asked(self, url: str) -> None:
        own = urlsplit(self.box.url).hostname
        if urlsplit(url).hostname not in (own, "127.0.0.1", None):
            self.mishaps.append(f"asked something outside of the room: {url}")


def is_live(page: Page) -> None:
    """Wait until the living page has taken the place of the plain one."""
    expect(page.locator("#plain")).to_have_count(0)


def write(page: Page, text: str) -> None:
    """Type a contribution in the first field and send it."""
    page.locator("tafel-step textarea").first.fill(text)
    page.locator("tafel-step .composer button.primary").first.click()


def is_saved(page: Page) -> None:
    """Wait until what was sent says that it is saved."""
    expect(page.locator("tafel-step .state[data-state=saved]").first).to_be_visible()


def wake(page: Page) -> None:
    """What a phone tells its pages when somebody picks it up."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def told(page: Page, kind: str, id: str, **members: Any) -> None:
    """Let the page hear this of a document, as if from the box."""
    page.evaluate(CHANGED, [kind, id, members])
