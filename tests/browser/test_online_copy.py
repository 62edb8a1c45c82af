"""The copy in the cloud as an organiser sees it go: tested, seen, sent, read back."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from appliance.archive.cloud.copying import CloudCopy
from appliance.live.bridge import open_server
from appliance.web.desk import NAME
from tests.archive.cloud.clouds import CutLine, PublicLink, serving
from tests.web.house import CODE, CONFERENCE, House, open_house

from .gallery import LOCALES, Shown
from .guests import LAPTOP, WITHIN_MS
from .judging import Judge

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SIZE = 3_000_000
ARCHIVE = f"tafelronde-{CONFERENCE}-20150119-1702-shareable.zip"


@dataclass
class Hall:
    """A conference that was closed, served, with the copy that goes from it."""

    house: House
    url: str
    copy: CloudCopy
    context: BrowserContext
    mishaps: list[str]

    def organiser(self) -> Page:
        """Somebody who is signed in."""
        self.house.codes.add(CODE)
        form = {"code": CODE, "next": "/results"}
        self.context.request.post(f"{self.url}/sign-in", form=form, max_redirects=0)
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        page.on("request", lambda asked: self._asked(asked.url))
        page.goto(f"{self.url}/results/cloud")
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith(self.url):
            self.mishaps.append(f"asked something outside of the room: {url}")


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language."""
    return str(request.param)


@pytest.fixture
def hall(browser: Browser, tmp_path: Path, language: str) -> Iterator[Hall]:
    """One whose organiser reads this language."""
    event = tmp_path / "event"
    (event / "exports").mkdir(parents=True)
    (event / "exports" / ARCHIVE).write_bytes(bytes(range(250)) * (SIZE // 250))
    copy = CloudCopy(event, CONFERENCE, lambda: True)
    with open_house(tmp_path / "house") as house:
        server = open_server(house.app, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.effective_port}"
        own: dict[str, Any] = {"own_hosts": lambda: frozenset({"127.0.0.1"}), "cloud": copy}
        desk = house.app.extensions[NAME]
        parts = replace(desk.parts, address=lambda: url, **own)
        house.app.extensions[NAME] = replace(desk, parts=parts)
        thread = threading.Thread(target=server.run)
        thread.start()
        context = browser.new_context(viewport=LAPTOP, locale=LOCALES[language])
        context.set_default_timeout(WITHIN_MS)
        made = Hall(house, url, copy, context, [])
        yield made
        context.close()
        copy.stop()
        server.stop()
        thread.join(timeout=20)
    assert made.mishaps == []


def judge(page: Page, state: str, language: str) -> None:
    """Let nothing be wrong with the page as it stands there, in any size and light."""
    shown = Shown("online-copy", state, lambda place: page)
    place: Any = SimpleNamespace(language=language)
    assert list(Judge(page, shown, place).faults()) == []
    page.set_viewport_size(LAPTOP)


def test_an_organiser_tests_sees_says_yes_and_watches_it_arrive(hall: Hall, language: str) -> None:
    shared = PublicLink(is_drop_only=True)
    is_dutch = language == "nl"
    with serving(shared) as port, CutLine(port) as line:
        page = hall.organiser()
        link = page.locator("#link-address")
        link.fill(f"http://127.0.0.1:{line.port}/s/{shared.token}")
        link.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text(
            "niet worden teruggelezen" if is_dutch else "not read back"
        )
        expect(link).to_have_value(f"http://127.0.0.1:{line.port}/s/{shared.token}")
        if is_dutch:
            judge(page, "refused", language)
        shared.is_drop_only = False
        link.press("Enter")
        expect(page.locator("code.file")).to_have_text(hall.copy.offers()[0].sha256)
        if is_dutch:
            judge(page, "preview", language)
        line.hold_after(line.bytes_up + SIZE // 10)
        page.get_by_role(
            "button", name="Deze bestanden versturen" if is_dutch else "Send these"
        ).click()
        row = page.locator(".copy")
        expect(row.locator("strong")).to_contain_text(
            "Wordt verstuurd: " if is_dutch else "Sending: "
        )
        expect(row.locator("progress")).to_be_visible()
        page.evaluate("window.isTheSame = true")
        line.let_go()
        expect(page.locator("#cloud-says")).to_have_text(
            "De online kopie is compleet en nagekeken."
            if is_dutch
            else "The online copy is complete and checked."
        )
        expect(row.locator("progress")).to_have_count(0)
        assert page.evaluate("window.isTheSame")  # nobody lost their place
        if not is_dutch:
            judge(page, "done", language)


def test_what_it_waits_for_stands_there_once_with_what_to_do(hall: Hall, language: str) -> None:
    shared = PublicLink()
    with serving(shared) as port:
        page = hall.organiser()
        page.locator("#link-address").fill(f"http://127.0.0.1:{port}/s/{shared.token}")
        page.locator("#link-address").press("Enter")
        shared.token = "AnotherOne23"
        page.locator("form button.primary").click()
        trouble = page.locator("#cloud-trouble")
        expect(trouble).to_contain_text("link")
        expect(page.locator(".copy .notice")).to_have_count(0)
        if language == "nl":
            judge(page, "waits", language)
        page.locator("form[action$='/stop'] button").click()
        expect(page.locator("#link-address")).to_have_value("")
