"""The page for the venue's staff, and the proof with one phone."""

import pytest
from playwright.sync_api import expect

from .guests import LAPTOP, Guests

pytestmark = pytest.mark.browser


def test_the_page_ticks_what_works_on_the_phone_as_it_happens(guests: Guests) -> None:
    page = guests.person(size=LAPTOP).new_page()
    page.goto(f"{guests.box.url}/box")
    expect(page.get_by_role("heading", level=1)).to_have_text("De zaal kan beginnen.")
    expect(page.locator(".box-ticks [data-done]")).to_have_count(0)

    phone = guests.person().new_page()
    phone.goto(f"{guests.box.url}/box/test")
    expect(phone.locator("[data-done]")).to_have_count(3)
    expect(phone.locator("main").get_by_text("Alle drie werken.")).to_be_visible()
    expect(page.locator(".box-ticks [data-done]")).to_have_count(3)
    expect(page.locator(".box-version")).to_be_visible()


def test_the_page_says_when_the_box_is_gone_and_comes_back_with_it(guests: Guests) -> None:
    guests.may_lose_line = True
    page = guests.person(size=LAPTOP).new_page()
    page.goto(f"{guests.box.url}/box")
    guests.box.kill()
    expect(page.locator("[data-lost]")).to_be_visible()
    guests.box.start()
    expect(page.locator("[data-lost]")).to_be_hidden()


@pytest.mark.parametrize("path", ["/box", "/box/test"])
def test_nothing_sticks_out_on_the_smallest_phone(guests: Guests, path: str) -> None:
    page = guests.person(size={"width": 320, "height": 568}).new_page()
    page.goto(guests.box.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
