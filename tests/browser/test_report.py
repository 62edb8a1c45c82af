"""Who leads makes a report, without waiting for it and without losing their place."""

import zipfile
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import Guests, is_saved, write
from .judging import AXE, axe

pytestmark = pytest.mark.browser

MADE = "section#made"


def report_of(page: Page) -> Page:
    """The page of the report."""
    page.goto(page.url.partition("/control")[0] + "/results")
    page.locator(".afterwards").get_by_role("link", name="Verslag").click()
    expect(page.get_by_role("heading", level=1, name="Verslag")).to_be_visible()
    return page


def judged(page: Page) -> object:
    """What stands in the way of somebody."""
    page.evaluate(axe())
    return page.evaluate(AXE)


def test_a_report_comes_by_itself_with_what_was_written(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone()
    write(phone, "Eén loket voor krediet")
    is_saved(phone)
    page = report_of(guests.control())
    expect(page.locator(MADE)).to_contain_text("Er is nog niets gemaakt.")
    for name in ("Word", "PDF", "Rekenblad"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_role("button", name="Verslag maken").click()
    links = page.locator(f"{MADE} a[download]")
    # The page keeps itself as the box would show it: nobody reloads it.
    expect(links).to_have_count(2, timeout=60_000)
    expect(page.locator("#making")).to_contain_text("2 documenten zijn gemaakt.")
    with page.expect_download() as loading:
        links.filter(has_text=".html").click()
    html = loading.value.path().read_text("utf-8")
    assert "Eén loket voor krediet" in html
    alone = page.context.new_page()
    alone.set_content(html)
    assert judged(alone) == []
    alone.set_viewport_size({"width": 360, "height": 740})
    assert alone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # A figure keeps letters that can be read, and is moved aside with a finger.
    figure = alone.locator(".chart img").first
    assert alone.evaluate("e => e.clientWidth", figure.element_handle()) > 360
    with page.expect_download() as loading:
        links.filter(has_text=".csv.zip").click()
    with zipfile.ZipFile(BytesIO(loading.value.path().read_bytes())) as packed:
        assert packed.testzip() is None
        assert packed.namelist()


def test_own_words_stand_in_what_is_looked_at_first(guests: Guests) -> None:
    page = report_of(guests.control())
    page.get_by_label("Nederlands: In het kort").fill("Het gaat om **krediet**.")
    page.locator("#words-summary").get_by_role("button").click()
    expect(page.get_by_label("Nederlands: In het kort")).to_have_value("Het gaat om **krediet**.")
    with page.expect_popup() as opening:
        page.get_by_role("button", name="Eerst bekijken").click()
    look = opening.value
    expect(look.locator("strong", has_text="krediet")).to_be_visible()


def test_the_page_can_be_used_by_everybody(guests: Guests) -> None:
    page = report_of(guests.control())
    assert judged(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
