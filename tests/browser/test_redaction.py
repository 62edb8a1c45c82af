"""Covering names and numbers in a browser: with and without script, and with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import PHONE, Guests, write
from .guests import is_saved as is_saved_there
from .people import STEP

pytestmark = pytest.mark.browser

TEXT = "Vraag Piet van der Berg of mail naar piet@example.org"


@pytest.fixture
def written(guests: Guests) -> Guests:
    """A room in which somebody wrote a name and an address."""
    phone = guests.phone(3)
    write(phone, TEXT)
    is_saved_there(phone)
    return guests


def desk(guests: Guests, **options: object) -> Page:
    """The page on which names are covered."""
    page = guests.control(**options)  # type: ignore[arg-type]
    page.goto(f"{guests.box.url}/results/redaction")
    return page


def test_what_was_found_is_covered_or_left_with_the_keyboard_alone(written: Guests) -> None:
    page = desk(written)
    page.get_by_role("button", name="Alle teksten doorzoeken").focus()
    page.keyboard.press("Enter")
    # The page looks by itself whether the search is done.
    expect(page.locator("mark")).to_have_text(["piet@example.org", "Piet van der Berg"])
    page.get_by_role("button", name="Afdekken", exact=True).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text(["Piet van der Berg"])
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Laten staan", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Alle teksten zijn doorzocht")).to_be_visible()
    expect(page.get_by_text("2 van 2 bekeken")).to_be_visible()
    page.get_by_role("link", name="Afgedekt (1)").click()
    expect(page.get_by_text("Lezers zien [e-mail].")).to_be_visible()


def test_a_word_is_covered_everywhere_without_script_on_a_phone(
    written: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("post_entry", activity=STEP, text="Piet weet het", for_table="4")
    page = desk(written, java_script_enabled=False, size=PHONE)
    page.get_by_label("Word or words").or_(page.get_by_label("Woord of woorden")).fill("piet")
    page.locator("#own button").click()
    expect(page.locator("mark")).to_have_text(["Piet", "piet", "Piet"])
    page.locator("#as-all").select_option(label="[naam]")
    page.get_by_role("button", name="Dit overal afdekken").click()
    expect(page.locator("mark")).to_have_count(3)
    page.get_by_role("button", name="Afdekken ongedaan maken").click()
    expect(page.get_by_role("link", name="Afgedekt (0)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
