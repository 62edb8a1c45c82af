"""The manual in a browser: searching as one types, without script, on small phones, on paper."""

import pytest
from playwright.sync_api import expect

from .guests import Guests

pytestmark = pytest.mark.browser

SIZES = """async (image) => {
  await image.decode();
  const { attributes, naturalWidth, naturalHeight } = image;
  return [[+attributes.width.value, +attributes.height.value], [naturalWidth, naturalHeight]];
}"""


def test_the_search_finds_as_one_types_and_leads_to_the_section(guests: Guests) -> None:
    page = guests.person().new_page()
    page.goto(f"{guests.box.url}/help")
    page.get_by_role("searchbox").press_sequentially("gèèn intern")
    hit = page.locator("#found a").first
    expect(hit).to_have_text('Mijn telefoon zegt "geen internet"')
    expect(page.get_by_role("status")).to_contain_text("gevonden")
    expect(page.get_by_role("searchbox")).to_be_focused()

    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("gèèn intern")
    hit.click()
    page.wait_for_url("**/help/participant#no-internet")
    expect(page.locator("#no-internet")).to_be_in_viewport()


def test_an_emptied_search_shows_no_places_any_more(guests: Guests) -> None:
    page = guests.person().new_page()
    page.goto(f"{guests.box.url}/help?q=wifi")
    expect(page.locator("#found li").first).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#found li")).to_have_count(0)
    assert page.url.endswith("/help")


def test_the_search_works_without_script(guests: Guests) -> None:
    page = guests.person(java_script_enabled=False, language="en-GB").new_page()
    page.goto(f"{guests.box.url}/help")
    page.get_by_role("searchbox").fill("<late>")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/help?q=*")
    expect(page.locator("#found late")).to_have_count(0)
    expect(page.locator("#found mark").first).to_be_visible()
    page.locator("#found a[href$='#late']").click()
    expect(page.get_by_role("heading", name="There are late contributions")).to_be_visible()


def test_the_language_switch_keeps_the_chapter(guests: Guests) -> None:
    page = guests.person().new_page()
    page.goto(f"{guests.box.url}/help/chair")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Table chair")
    assert page.url.endswith("/help/chair")


@pytest.mark.parametrize("address", ["/help?q=wifi", "/help/facilitator", "/help/it"])
def test_nothing_sticks_out_on_the_smallest_phone(guests: Guests, address: str) -> None:
    page = guests.person(size={"width": 320, "height": 568}).new_page()
    page.goto(guests.box.url + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    pictures = page.locator(".manual img")
    for at in range(pictures.count()):
        told, real = pictures.nth(at).evaluate(SIZES)
        assert told == real


def test_on_paper_only_the_chapter_is_left(guests: Guests) -> None:
    page = guests.person().new_page()
    page.goto(f"{guests.box.url}/help/staff")
    page.emulate_media(media="print")
    for left_out in (".help-search", ".help-contents", ".top", ".foot"):
        expect(page.locator(left_out)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
