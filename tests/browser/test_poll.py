"""A poll: by touch, by keyboard alone, without script; and what the room sees of it."""

import pytest
from playwright.sync_api import expect

from .box import Facilitator
from .guests import Guests
from .votes import VOTE, put_vote

pytestmark = pytest.mark.browser

OPTIONS = ["Het fonds", "De regels", "Het meten"]


def test_a_choice_is_saved_and_the_room_sees_it_in_the_order_of_the_organiser(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "poll", items=[], options=OPTIONS, question="Wat eerst?")
    page, stage, control = guests.phone(has_touch=True), guests.stage(), guests.control()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat eerst?")
    page.locator(".vote-choice", has_text="Het fonds").tap()
    page.locator(".vote-choice", has_text="De regels").tap()
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    expect(page.locator(".vote-choice[data-chosen]")).to_have_text("De regels")
    expect(stage.locator("stage-picture")).to_contain_text("Wat eerst?")
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    for seen in (page, control):
        expect(seen.locator("tafel-results tbody th")).to_have_text(OPTIONS)
        expect(seen.locator("tafel-results tbody tr").nth(1)).to_contain_text("100%")
    expect(stage.locator("stage-picture li").nth(1)).to_contain_text("1 · 100%")


def test_a_poll_by_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "poll", form="yes_no", items=[])
    page = guests.phone()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    expect(page.locator(".vote-choice[data-chosen]")).to_have_text("Ja")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".vote-choice[data-chosen]")).to_have_text("Geen mening")
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()


def test_a_poll_without_script(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "poll", items=[], options=OPTIONS, form="multiple", pick_most=2)
    guests.may_lose_line = True  # the browser calls a refusal a failure to load
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    for name in OPTIONS:
        page.locator(".vote-choice", has_text=name).click()
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.get_by_role("alert")).to_have_text("U koos er 3. Kies er hoogstens 2.")
    expect(page.locator(".vote-choice input:checked")).to_have_count(3)
    page.locator(".vote-choice", has_text="De regels").click()
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.locator("#vote")).to_contain_text("Uw stem is bewaard.")
    expect(page.locator(".vote-choice input:checked")).to_have_count(2)


def test_after_an_option_was_withdrawn_one_chooses_otherwise(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "poll", items=[], options=OPTIONS, form="multiple")
    page = guests.phone()
    for name in OPTIONS[:2]:
        page.locator(".vote-choice", has_text=name).click()
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    facilitator.ask("withdraw_item", activity=VOTE, item="1")
    expect(page.locator(".vote-choice[data-chosen]")).to_have_text([OPTIONS[1]])
    page.locator(".vote-choice", has_text=OPTIONS[2]).click()
    expect(page.locator(".vote-choice[data-chosen]")).to_have_count(2)
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()
    assert page.locator(".refusal").count() == 0
