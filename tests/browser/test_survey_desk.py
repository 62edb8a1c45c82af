"""A survey made, opened and filled from paper by keyboard alone, and kept fresh while it runs."""

import re

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import LAPTOP, Guests
from .keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def begins() -> str:
    """The survey is made here."""
    return "unasked"


def desk(guests: Guests, path: str = "") -> Page:
    """The organiser at the survey."""
    page = guests.control(language="en-GB", size=LAPTOP)
    page.goto(f"{guests.box.url}/prepare/here/survey{path}")
    return page


def save(page: Page, keys: Keyboard) -> None:
    """Save a question and come back to the list."""
    keys.press("Enter")  # in a field, as everywhere
    page.wait_for_url("**/questions?saved=*")


def test_a_survey_is_made_opened_and_filled_by_keyboard_alone(guests: Guests) -> None:
    page = desk(guests)
    keys = Keyboard(page)
    keys.go_to("Dutch")
    keys.write("Enquête")
    keys.act("Make the survey")
    page.wait_for_url("**/questions")

    keys.act("Add a question")
    page.wait_for_url("**/new")
    keys.act("One of a list")
    page.wait_for_url("**/choice")
    keys.go_to("Dutch")
    keys.write("Komt u?")
    for n, (dutch, english) in enumerate((("ja", "yes"), ("nee", "no")), 1):
        keys.go_to(f"Option {n}, Dutch")
        keys.write(dutch)
        keys.go_to(f"Option {n}, English")
        keys.write(english)
    save(page, keys)

    keys.act("Add a question")
    page.wait_for_url("**/new")
    keys.act("In own words")
    page.wait_for_url("**/open")
    keys.go_to("Dutch")
    keys.write("Wat telt?")
    keys.act("Save")
    page.wait_for_url("**/questions?saved=*")
    expect(page.locator(".survey-question h2 a")).to_have_text(["Komt u?", "Wat telt?"])

    page.goto(re.sub(r"\?.*", "", page.url))
    keys.act("Up 2")
    page.wait_for_url("**/questions?saved=*")
    expect(page.locator(".survey-question h2 a")).to_have_text(["Wat telt?", "Komt u?"])
    page.goto(page.url.partition("#")[0])
    keys.act("Undo the change of the survey")
    page.wait_for_function("() => document.querySelector('h2 a').textContent === 'Komt u?'")

    page.goto(page.url.partition("/questions")[0])
    keys.act("Open the survey")
    expect(page.get_by_role("heading", name="Open", exact=True)).to_be_visible()

    page.goto(f"{page.url.partition('?')[0]}/paper")
    keys.go_to(re.compile(r"1 Komt u\?.*"))
    page.keyboard.type("2")
    expect(page.locator(".paper-said").first).to_have_text("2 no")
    keys.press("Enter")
    assert keys.stop().startswith("2 Wat telt?")
    page.keyboard.type("Tijd")
    keys.press("Enter")
    page.wait_for_url("**/paper?saved=1")
    expect(page.get_by_text("1 is typed in from paper.")).to_be_visible()
    assert keys.stop().startswith("1 Komt u?")


def test_the_response_rate_keeps_itself_fresh(guests: Guests, facilitator: Facilitator) -> None:
    question = {"id": "nog", "kind": "open", "text": "Nog iets?"}
    file = {"format": "tafelronde-survey/1", "title": "Enquête", "questions": [question]}
    facilitator.ask("put_survey", file=file)
    facilitator.ask("put_invitees", invitees=[{"label": "Anna", "code": "kaart-anna"}])
    facilitator.ask("open_survey")
    page = desk(guests)
    expect(page.locator(".rate-total")).to_contain_text("0 of 1")
    responses = [{"code": "kaart-anna", "answers": {"nog": "Tijd"}}]
    facilitator.ask("take_responses", responses=responses)
    expect(page.locator(".rate-total")).to_contain_text("1 of 1", timeout=20_000)


def test_an_answered_question_goes_only_after_a_second_look(
    guests: Guests, facilitator: Facilitator
) -> None:
    question = {"id": "nog", "kind": "open", "text": "Nog iets?"}
    file = {"format": "tafelronde-survey/1", "title": "Enquête", "questions": [question]}
    facilitator.ask("put_survey", file=file)
    facilitator.ask("open_survey")
    facilitator.ask("type_response", answers={"nog": "Tijd"})
    page = desk(guests, "/questions")
    page.get_by_role("button", name="Remove 1").click()
    expect(page.get_by_text("1 answer", exact=True)).to_be_visible()
    page.get_by_role("link", name="No, leave it as it is").click()
    expect(page.locator(".survey-question")).to_have_count(1)
    page.get_by_role("button", name="Remove 1").click()
    page.get_by_role("button", name="Yes, change it").click()
    expect(page.locator(".survey-question")).to_have_count(0)
