"""A vote that was just made up: put next at the console within a minute, and voted in."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests
from .keyboard import Keyboard
from .test_prepare import make

pytestmark = pytest.mark.browser

ENGLISH = {"language": "en-GB"}
QUESTION = "Do we take a break first?"


@pytest.fixture
def control(guests: Guests) -> Page:
    """The facilitator's page, live."""
    page = guests.control(**ENGLISH)
    expect(page.get_by_role("button", name="Close “Obstacles, at the tables”")).to_be_visible()
    return page


def quick(page: Page) -> Locator:
    """Where something is asked in between, unfolded."""
    part = page.locator("console-quick")
    part.locator("summary").click()
    return part


def test_a_question_is_made_up_put_next_opened_and_answered(
    guests: Guests, facilitator: Facilitator, control: Page
) -> None:
    part = quick(control)
    part.get_by_label("Question").fill(QUESTION)
    part.get_by_role("button", name="Put it next").click()
    expect(part.get_by_role("alert")).to_have_text("Give at least two, one on a line.")
    part.get_by_label("Answers, one on a line").fill("Now\nLater\n")
    part.get_by_role("button", name="Put it next").click()
    expect(part.get_by_role("status")).to_contain_text(f"“{QUESTION}” is next in the programme.")
    expect(part.get_by_label("Question")).to_have_value("")
    control.get_by_role("button", name="Close “Obstacles, at the tables”", exact=True).click()
    control.get_by_role("button", name=f"Open “{QUESTION}”", exact=True).click()
    phone = guests.phone(**ENGLISH)
    phone.locator(".vote-choice", has_text="Later").click()
    expect(phone.get_by_text("Your vote is saved.")).to_be_visible()
    expect(control.locator(".turnout")).to_contain_text("1 of")
    expect(part.get_by_role("button", name="Take it out again")).to_have_count(0)


def test_dots_over_a_list_are_made_by_keyboard_alone_and_taken_out_again(
    guests: Guests, control: Page
) -> None:
    control.keyboard.press("+")
    part = control.locator("console-quick")
    expect(part.get_by_label("Question")).to_be_focused()
    keys = Keyboard(control, is_watchful=True)
    control.keyboard.type("What comes first?")
    keys.press("Tab")
    control.keyboard.type("Dots")
    keys.press("Tab")
    expect(part.get_by_label("Items, one on a line")).to_be_focused()
    control.keyboard.type("Trains\nBoats\nBikes")
    keys.press("Tab")
    expect(part.get_by_label("Dots per person")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(part.get_by_role("status")).to_contain_text("“What comes first?” is next")
    expect(control.locator(".programme-step .step-title").nth(3)).to_have_text("What comes first?")
    keys.act("Take it out again")
    expect(part.locator(".told")).to_be_empty()
    expect(control.get_by_text("What comes first?")).to_have_count(0)
    assert keys.stop() != ""


@pytest.mark.parametrize("begins", ["empty"])
def test_before_anything_has_begun_the_next_step_is_the_first(guests: Guests) -> None:
    page = guests.control(**ENGLISH)
    page.get_by_role("link", name="Make a conference").click()
    page.wait_for_url("**/prepare")
    make(page, "Two rounds")
    page.goto(f"{guests.box.url}/control")
    part = quick(page)
    part.get_by_label("Question").fill(QUESTION)
    part.get_by_label("How people answer").select_option("yes_no")
    part.get_by_role("button", name="Put it next").click()
    titles = page.locator(".programme-step .step-title")
    expect(titles.first).to_have_text(QUESTION)
    expect(part.get_by_role("status")).to_contain_text("is next")
