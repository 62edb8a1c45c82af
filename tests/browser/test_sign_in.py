"""The field for a code: what is pasted counts, and a wrong code tells how long to wait."""

import pytest
from playwright.sync_api import expect

from .guests import Guests

pytestmark = pytest.mark.browser


def test_the_seconds_run_down_and_then_a_code_with_spaces_opens_the_page(guests: Guests) -> None:
    guests.may_lose_line = True
    page = guests.person().new_page()
    page.goto(f"{guests.box.url}/sign-in")
    page.get_by_label("Code").fill("fout")
    page.get_by_role("button", name="Verder").click()
    button = page.get_by_role("button", name="Verder")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.locator("[data-wait]")).to_have_text("U kunt het nu opnieuw proberen.")
    expect(button).not_to_have_attribute("aria-disabled", "true")

    first, second = guests.box.code.split("-")
    page.get_by_label("Code").fill(f" {first.upper()} {second} ")
    button.click()
    page.wait_for_url("**/control")
    guests.box.new_code()


def test_without_script_the_box_itself_holds_back(guests: Guests) -> None:
    guests.may_lose_line = True
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/sign-in")
    for _ in range(2):
        page.get_by_label("Code").fill("fout")
        page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("alert")).to_contain_text("seconden opnieuw")
