"""An organiser makes an archive in a browser, and saves the very file; with and without script."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from appliance.archiving import verify

from .box import Box
from .guests import PHONE, Guests

pytestmark = pytest.mark.browser

_WITHIN_MS = 60_000


def archives(guests: Guests, **options: object) -> Page:
    """The page of archives."""
    page = guests.control(**options)  # type: ignore[arg-type]
    page.goto(f"{guests.box.url}/results/archive")
    return page


def test_an_archive_is_made_with_the_keyboard_and_saved(guests: Guests, tmp_path: Path) -> None:
    page = archives(guests)
    page.locator("#lock-age").check()
    page.locator("#age_key").fill("age1nonsense")
    page.locator("#age_key").press("Enter")
    expect(page.locator("#wrong")).to_be_visible()
    guests.mishaps.clear()  # a page that says no is one to the browser
    # What the page shows by itself leaves what was typed, also where the box says otherwise.
    for _ in range(2):
        page.wait_for_event("response", lambda told: told.url.endswith("/results/archive"))
    expect(page.locator("#age_key")).to_have_value("age1nonsense")
    page.locator("#lock-passphrase").check()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#lock-none")).to_be_checked()
    expect(page.locator("#passphrase")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    work = page.locator("#work").element_handle()
    # The page shows it by itself once it is finished; a screen reader hears it from the same place.
    made = page.locator(".archive-list > li")
    expect(made).to_be_visible(timeout=_WITHIN_MS)
    expect(page.locator("#work")).to_contain_text("klaar en nagekeken")
    assert work is not None
    assert work.inner_text() == page.locator("#work").inner_text()
    expect(page.locator("#make-form")).to_be_visible()
    with page.expect_download() as saving:
        made.get_by_role("link").click()
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    assert verify(saved).told.state == "practice"
    digest = hashlib.sha256(saved.read_bytes()).hexdigest()
    expect(made.locator("code")).to_have_text(digest)
    made.locator("summary").last.click()
    made.get_by_role("button").click()
    expect(page.locator(".archive-list > li")).to_have_count(0)


def test_one_to_go_on_from_is_sent_or_said_to_be_too_large(
    browser: Browser, tmp_path: Path
) -> None:
    box = Box(tmp_path / "data", command="serve")
    guests = Guests(browser, box)
    try:
        page = guests.control()
        page.goto(f"{box.url}/prepare/file")
        page.locator("#archive").evaluate("chosen => { chosen.dataset.most = 1000; }")
        page.locator("#archive").set_input_files(_called("large.zip", 1001))
        wrong = page.locator("#archive").evaluate("chosen => chosen.validationMessage")
        assert "te groot om te versturen" in wrong
        page.locator("#archive").set_input_files(_called("a.zip.age", 999))
        page.evaluate("window.isTheSame = true")
        page.get_by_role("button", name="Met dit archief verdergaan").click()
        expect(page.locator("#wrong")).to_contain_text("geen archief dat Tafelronde")
        expect(page.locator("main")).to_be_focused()
        expect(page.locator(".archive-key")).to_have_attribute("open", "")
        assert page.evaluate("window.isTheSame")
        guests.leave()
    finally:
        box.stop()


def _called(name: str, size_bytes: int) -> FilePayload:
    return {"name": name, "mimeType": "application/zip", "buffer": bytes(size_bytes)}


def test_without_script_on_a_phone_it_is_made_too(guests: Guests) -> None:
    page = archives(guests, size=PHONE, java_script_enabled=False)
    page.locator("#lock-none").check()
    page.locator("button.primary").click()
    made = page.locator(".archive-list > li")
    while made.count() == 0:
        page.goto(f"{guests.box.url}/results/archive")
    expect(made).to_be_visible()
    assert page.locator("html").evaluate("page => page.scrollWidth") <= PHONE["width"]
