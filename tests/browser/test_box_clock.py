"""The organiser's browser offers to set the clock of the box when the two differ."""

import re

import pytest
from playwright.sync_api import Page, expect

from appliance.timekeeping import is_synchronised

from .guests import LAPTOP, Guests

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(is_synchronised(), reason="needs a clock that no network keeps right"),
]


def organiser(guests: Guests, ahead_min: int) -> Page:
    """A facilitator's page of the box, in a browser whose clock is ahead of it."""
    page = guests.person(size=LAPTOP).new_page()
    page.goto(f"{guests.box.url}/sign-in?next=/box")
    page.get_by_label("Code").fill(guests.box.code)
    page.add_init_script(
        f"const now = Date.now.bind(Date); Date.now = () => now() + {ahead_min * 60_000};"
    )
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/box")
    guests.box.new_code()
    return page


def test_two_clocks_that_differ_are_named_and_the_act_is_asked_on_a_page_of_its_own(
    guests: Guests,
) -> None:
    page = organiser(guests, ahead_min=120)
    says = page.locator("box-clock p").first
    expect(says).to_have_text(
        re.compile(r"^De box zegt \d\d\.\d\d uur, dit apparaat zegt \d\d\.\d\d uur\.$")
    )
    act = page.get_by_role("link", name=re.compile("^De klok van de box op .* uur zetten$"))
    # The page renews itself meanwhile; the offer stays.
    with page.expect_response(lambda response: response.url.endswith("/box")):
        expect(act).to_be_visible()
    act.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"^De klok van de box op \d\d\.\d\d uur zetten\?$")
    )
    expect(
        page.get_by_role("button", name=re.compile("^Ja, de klok op .* zetten$"))
    ).to_be_visible()
    page.get_by_role("link", name="Nee, zo laten").click()
    page.wait_for_url("**/box")


def test_clocks_that_agree_are_left_alone(guests: Guests) -> None:
    page = organiser(guests, ahead_min=0)
    expect(page.get_by_role("heading", name="Voor de organisator")).to_be_visible()
    expect(page.locator("box-clock a")).to_have_count(0)


def test_a_participant_is_offered_nothing(guests: Guests) -> None:
    page = guests.person(size=LAPTOP).new_page()
    page.goto(f"{guests.box.url}/t/3")
    page.goto(f"{guests.box.url}/box")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("box-clock")).to_have_count(0)
