"""The end of a conference: everybody sees it, and the box wipes itself and begins anew."""

import re

import pytest
from playwright.sync_api import expect

from .box import Facilitator
from .guests import Guests, is_saved, write

pytestmark = pytest.mark.browser

TITLE = "Werkconferentie Sociaal ondernemerschap"


def test_closing_is_seen_by_everybody_and_then_all_of_it_is_wiped(
    guests: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("stop_practice")
    facilitator.ask("open_activity", activity="knelpunten")
    phone, stage, console = guests.phone(3), guests.stage(), guests.control()
    write(phone, "Banken vinden het risico te hoog")
    is_saved(phone)

    desk = console.context.new_page()
    desk.goto(f"{guests.box.url}/results/close")
    expect(desk.locator("#close")).to_contain_text("Knelpunten aan tafel")
    sure = desk.get_by_label("Ik heb gelezen wat hiermee eindigt.")
    sure.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".control-number")).to_have_text(re.compile("^([0-9a-f]{4} ?){8}$"))
    expect(phone.locator("#the-end")).to_be_visible()
    expect(phone.get_by_text("De werkconferentie is afgelopen.")).to_be_visible()
    expect(stage.get_by_role("heading", name="Dank u wel.")).to_be_visible()
    expect(guests.chair().get_by_text("De werkconferentie is afgelopen.")).to_be_visible()
    expect(console.locator("console-steer")).to_contain_text("De werkconferentie is afgesloten")
    expect(phone.locator("tafel-composer textarea")).to_have_count(0)
    expect(console.locator("console-quick details")).to_have_count(0)
    expect(console.locator("console-undo")).not_to_contain_text("Knelpunten aan tafel")

    late = guests.phone(4)
    expect(late.locator("#the-end")).to_be_visible()

    guests.may_lose_line = True
    desk.get_by_label("Ik heb er geen archief van nodig.").check()
    desk.get_by_label("Typ de titel:").fill(TITLE)
    desk.get_by_role("button", name="Alles van de box wissen").click()
    # It goes on by itself once the box is there again.
    expect(desk.locator("#wiped")).to_have_text("Eerder gewist", timeout=60_000)
    expect(desk.get_by_role("link", name=f"Bewijs van {TITLE}", exact=True)).to_be_visible()
