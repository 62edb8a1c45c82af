"""A room has no certificate: what browsers give only to pages with https, no script may use."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from appliance.network.addresses import Whereabouts

from .box import ROOT, Box
from .guests import Guests, is_live, is_saved, write

pytestmark = pytest.mark.browser

SCRIPTS = sorted((ROOT / "webui" / "static" / "js").rglob("*.js"))
TRUSTED = "https://room.test/"
OPEN_TO_ALL = "http://room.test/"

# Every name that a page can find: global, and on what the browser itself hands to every page.
NAMES = """() => {
  const parts = { "": window, navigator, crypto, document, screen, performance, history };
  const found = Object.entries(parts).flatMap(([part, object]) => {
    const names = [];
    for (let one = object; one && one !== Object.prototype; one = Object.getPrototypeOf(one)) {
      names.push(...Object.getOwnPropertyNames(one));
    }
    return names.map((name) => (part ? `${part}.${name}` : name));
  });
  return [...new Set([...found, ...Object.getOwnPropertyNames(HTMLElement.prototype)])];
}"""
REFUSED = {"Notification", "PushManager", "navigator.geolocation", "navigator.share"}
"""What is there without https too but answers no, or is not in this Chromium."""


@pytest.fixture
def secure_only(browser: Browser) -> set[str]:
    """The names that Chromium gives to pages with https, and not to others."""
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<title>Any</title>"))
    found = []
    for address in (TRUSTED, OPEN_TO_ALL):
        page.goto(address)
        found.append(set(page.evaluate(NAMES)))
    context.close()
    return found[0] - found[1]


def used(script: str, names: set[str]) -> list[str]:
    """Which of these a script uses: as it stands, of window, or of what it is a part of."""
    lines = [line for line in script.splitlines() if not line.lstrip().startswith(("*", "//"))]
    code = re.sub(r"\b(window|globalThis|self)\.", "", "\n".join(lines))
    return sorted(n for n in names if re.search(rf"(?<![\w$.'\"]){re.escape(n)}\b", code))


def test_no_script_uses_what_only_pages_with_https_get(secure_only: set[str]) -> None:
    assert secure_only >= {
        "caches",
        "showOpenFilePicker",
        *("crypto.subtle", "crypto.randomUUID"),
        *("navigator.serviceWorker", "navigator.clipboard", "navigator.mediaDevices"),
        *("navigator.wakeLock", "navigator.locks", "navigator.storage"),
    }
    found = {str(path): used(path.read_text(), secure_only | REFUSED) for path in SCRIPTS}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_script_that_uses_one_is_found(secure_only: set[str]) -> None:
    script = "navigator.clipboard?.writeText(crypto.randomUUID()); window.caches.open('a');"
    assert used(script, secure_only) == ["caches", "crypto.randomUUID", "navigator.clipboard"]
    assert used("page.caches();\n// caches\n * caches", secure_only) == []


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[Guests]:
    """A box at the address that phones in the room would use."""
    address = Whereabouts().now()
    if address == "127.0.0.1":
        pytest.skip("needs a network of its own: this machine has only itself")
    box = Box(tmp_path / "data", host=address)
    guests = Guests(browser, box)
    yield guests
    guests.leave()
    box.stop()
    assert guests.mishaps == []


def test_the_short_story_is_told_over_plain_http(room: Guests) -> None:
    phone, control = room.phone(language="en-GB"), room.control()
    assert not phone.evaluate("isSecureContext")
    write(phone, "Banken vinden het risico te groot")
    is_saved(phone)
    expect(control.locator("console-stream .entry-text")).to_have_text(
        ["Banken vinden het risico te groot"]
    )
    phone.reload()
    is_live(phone)
    expect(phone.locator("#panel-table .entry .text")).to_have_count(1)
