"""Where the focus goes when the button that was pressed is gone with what it did."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import Guests, write

pytestmark = pytest.mark.browser

DRAFT = "Banken vinden het risico"


def press(page: Page, name: str) -> None:
    """Press a button with the keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.focus()
    button.press("Enter")


def test_who_finishes_first_goes_on_writing_where_they_were(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.phone()
    field = page.locator("tafel-step textarea").first
    field.press_sequentially(DRAFT)
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")
    press(page, "Eerst afmaken")
    expect(field).to_be_focused()
    expect(field).to_have_value(DRAFT)
    page.keyboard.type(" te hoog")
    expect(field).to_have_value(f"{DRAFT} te hoog")


def test_who_shows_all_contributions_again_is_back_at_the_search(
    guests: Guests, facilitator: Facilitator
) -> None:
    write(guests.phone(), DRAFT)
    control = guests.control()
    expect(control.locator("console-stream .entry")).to_have_count(1)
    search = control.get_by_label("Zoeken in de bijdragen")
    search.fill("wat niemand schreef")
    expect(control.locator("console-stream .entry")).to_have_count(0)
    press(control, "Alles tonen")
    expect(control.locator("console-stream .entry")).to_have_count(1)
    expect(search).to_be_focused()
    expect(search).to_have_value("")
