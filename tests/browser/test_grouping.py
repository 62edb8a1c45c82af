"""Two chairs sort the contributions of their theme at once, by pointer and by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import PHONE, Guests, is_saved, write

pytestmark = pytest.mark.browser

SORT = "sorteren"
TEXTS = ("Banken durven niet", "Te weinig krediet", "Regels veranderen steeds")


def sorting(guests: Guests, facilitator: Facilitator) -> None:
    """Three contributions of table 3, and the step in which they are sorted open."""
    phone = guests.phone()
    for text in TEXTS:
        write(phone, text)
        is_saved(phone)
        expect(phone.locator("tafel-step textarea").first).to_have_value("")
    facilitator.ask("close_activity", activity="knelpunten")
    step = {"id": SORT, "kind": "categorise", "title": "Ordenen", "input": "knelpunten"}
    facilitator.ask("put_activity", item={**step, "scope": "theme"}, after="knelpunten")
    facilitator.ask("open_activity", activity=SORT)


def tick(page: Page, text: str) -> None:
    """Choose a contribution."""
    page.locator(".sort-card", has_text=text).get_by_role("checkbox").check()


def test_what_one_sorts_the_others_see_and_the_list_is_said_to_be_ready(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    one, other, stage, control = (
        guests.chair(),
        guests.chair(size=PHONE),
        guests.stage(),
        guests.control(),
    )
    expect(one.locator("#sort-left")).to_have_text("Nog niet in een groep (3)")
    expect(stage.locator("stage-picture")).to_contain_text("nog 3 te ordenen")
    tick(one, TEXTS[0])
    one.get_by_label("Nieuwe groep").fill("Geld")
    one.get_by_role("button", name="Groep maken").click()
    expect(other.locator(".board-group summary")).to_have_text("Geld (1)")
    tick(other, TEXTS[1])
    other.get_by_role("button", name="In groep zetten").click()
    expect(one.locator(".board-group summary")).to_have_text("Geld (2)")
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    one.get_by_role("button", name="Lijst klaar").click()
    expect(other.get_by_text("Deze lijst is klaar.")).to_be_visible()
    expect(control.locator("console-sorting")).to_contain_text("nog 1 van 3")
    expect(control.locator("console-sorting")).to_contain_text("Lijst klaar")
    expect(stage.locator("stage-picture")).to_contain_text("lijst klaar")


def test_sorting_by_keyboard_alone_and_taking_it_back(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    page = guests.chair()
    page.get_by_label("Zoeken").focus()
    page.keyboard.type("krediet")
    expect(page.locator(".sort-card")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".board-bar")).to_contain_text("1 gekozen")
    page.get_by_label("Nieuwe groep").focus()
    page.keyboard.type("Krediet")
    page.keyboard.press("Enter")
    expect(page.locator(".board-group summary")).to_have_text("Krediet (1)")
    page.get_by_role("button", name="Ongedaan maken").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (3)")


def test_what_says_the_same_becomes_one_and_comes_apart_again(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    page = guests.chair()
    tick(page, TEXTS[0])
    tick(page, TEXTS[1])
    page.get_by_role("button", name="Samenvoegen tot één").click()
    page.get_by_label("De tekst voor al deze bijdragen").fill("Banken geven te weinig krediet")
    page.get_by_role("button", name="Samenvoegen tot één").last.click()
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (2)")
    merged = page.locator(".sort-card", has_text="Banken geven te weinig krediet")
    merged.locator("summary").click()
    expect(merged).to_contain_text(TEXTS[0])
    merged.get_by_role("button", name="Losmaken").click()
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (3)")
