"""Joining, reading, posting, editing and withdrawing without any script."""

import pytest
from playwright.sync_api import Page, Route, expect

from .box import Facilitator
from .guests import Guests, is_live, is_saved, write

pytestmark = pytest.mark.browser


def plain(guests: Guests, language: str = "nl-NL") -> Page:
    """A phone at table 3 that runs no script."""
    context = guests.person(java_script_enabled=False, language=language)
    page = context.new_page()
    page.goto(f"{guests.box.url}/")
    page.locator("a[href='/t/3']").click()
    page.wait_for_url("**/t/3")
    return page


def test_without_script_one_joins_reads_and_posts(guests: Guests, facilitator: Facilitator) -> None:
    other, page = guests.phone(), plain(guests)
    write(other, "Van een ander")
    is_saved(other)
    page.reload()
    expect(page.get_by_text("Van een ander")).to_be_visible()

    page.locator("textarea[name=text]").first.fill("Zonder script\ngetypt")
    page.locator("button.primary").first.click()

    expect(page.locator("#saved")).to_be_visible()
    expect(other.locator("#panel-table .entry .text")).to_have_text(
        ["Zonder script\ngetypt", "Van een ander"]
    )
    assert facilitator.texts() == ["Van een ander", "Zonder script\ngetypt"]


def test_without_script_one_edits_and_withdraws(guests: Guests, facilitator: Facilitator) -> None:
    page = plain(guests)
    page.locator("textarea[name=text]").first.fill("Te kort")
    page.locator("button.primary").first.click()

    own = page.locator(".earlier").first
    own.locator("summary").first.click()
    own.locator("textarea").fill("Lang genoeg")
    own.locator("form button").first.click()
    expect(own.locator(".text")).to_have_text("Lang genoeg")
    assert facilitator.texts() == ["Lang genoeg"]

    own.locator("summary").last.click()
    own.locator("button.danger").click()
    expect(page.get_by_text("Lang genoeg")).to_have_count(0)
    assert facilitator.texts() == []


def test_without_script_a_refused_text_comes_back_and_can_be_given_to_the_chair(
    guests: Guests, facilitator: Facilitator
) -> None:
    guests.may_lose_line = True  # Chromium writes about the refusal
    page = plain(guests)
    facilitator.ask("close_activity", activity="knelpunten")
    page.locator("textarea[name=text]").first.fill("Op tijd getypt, te laat verstuurd")
    page.locator("input[name=written_ms]").first.evaluate("field => field.value = '99999999'")
    page.locator("button.primary").first.click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value("Op tijd getypt, te laat verstuurd")
    page.locator("button[name=to_chair]").click()
    expect(page.locator("#saved")).to_be_visible()
    [entry] = facilitator.entries()
    assert entry["is_late"]


def test_without_script_the_next_person_uses_the_same_device(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = plain(guests)
    page.locator("textarea[name=text]").first.fill("Van de eerste")
    page.locator("button.primary").first.click()
    page.locator(".seat > summary").click()
    page.locator("button[value=new]").click()

    expect(page.locator(".earlier")).to_have_count(1)
    page.locator("textarea[name=text]").first.fill("Van de tweede")
    page.locator("button.primary").first.click()
    expect(page.locator(".earlier").first.locator(".text")).to_have_text(["Van de tweede"])
    assert facilitator.texts() == ["Van de eerste", "Van de tweede"]


def test_what_is_typed_before_the_script_runs_stays_with_the_cursor(guests: Guests) -> None:
    page = guests.person().new_page()
    held: list[Route] = []
    page.route("**/js/participant.js", lambda route: held.append(route))
    page.goto(f"{guests.box.url}/t/3", wait_until="commit")
    field = page.locator("textarea[name=text]")
    field.press_sequentially("Vroege vogel")
    field.press("ArrowLeft")

    held[0].continue_()
    is_live(page)

    page.keyboard.type("!")
    expect(page.locator("tafel-step textarea")).to_have_value("Vroege voge!l")
