"""Rating: by touch, by keyboard alone, without script; and what the room sees of it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests
from .votes import VOTE, put_vote

pytestmark = pytest.mark.browser

CRITERIA = [
    {"id": "effect", "title": "Effect", "scale": [0, 10]},
    {"id": "haalbaarheid", "title": "Haalbaarheid", "scale": [0, 10]},
]


def mark(page: Page, item: str, criterion: str, value: str) -> Locator:
    """The button with which an item gets a value."""
    row = page.locator(".rating-item", has_text=item).locator(
        ".rating-criterion", has_text=criterion
    )
    return row.get_by_role("radio", name=value, exact=True)


def test_ratings_are_saved_as_they_are_given_and_shown_at_once(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "rating", criteria=CRITERIA)
    page, chair = guests.phone(has_touch=True), guests.chair()
    control, stage = guests.control(), guests.stage()
    mark(page, "fonds", "Effect", "9").tap()
    mark(page, "fonds", "Haalbaarheid", "Geen mening").tap()
    expect(page.locator(".vote-left")).to_have_text("1 van 5 beoordeeld")
    mark(chair, "fonds", "Effect", "1").click()
    for seen in (page, chair):
        expect(seen.get_by_text("Uw stem is bewaard.")).to_be_visible()
    page.reload()
    expect(mark(page, "fonds", "Effect", "9")).to_be_checked()
    facilitator.ask("close_activity", activity=VOTE)
    assert control.locator("tafel-results").count() == 0
    facilitator.ask("reveal_results", activity=VOTE)
    for seen in (page, chair, control):
        row = seen.locator("tafel-results tbody tr", has_text="fonds")
        expect(row).to_contain_text("Hierover is de zaal verdeeld.")
        expect(row).to_contain_text("1 geen mening")
    expect(stage.locator("stage-picture h2")).to_have_text("Wat gaat voor?")
    expect(control.get_by_role("button", name="Hierover praten")).to_be_visible()


def test_a_rating_by_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "rating")
    page = guests.phone()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".vote-left")).to_have_text("1 van 5 beoordeeld")
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    expect(page.locator(".rating-item").first.get_by_role("radio", name="2")).to_be_checked()


def test_without_script_one_rates(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "rating", criteria=CRITERIA)
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    mark(page, "fonds", "Effect", "9").check()
    mark(page, "fonds", "Haalbaarheid", "Geen mening").check()
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.locator("#vote")).to_contain_text("Uw stem is bewaard.")
    expect(mark(page, "fonds", "Effect", "9")).to_be_checked()
    expect(mark(page, "fonds", "Haalbaarheid", "Geen mening")).to_be_checked()


def test_what_came_of_a_vote_lengthens_no_page_that_stands_still(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "rating", criteria=CRITERIA)
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    for page in (guests.control(), guests.watch()):
        expect(page.locator("tafel-results tbody tr")).to_have_count(5)
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        expect(page.locator("console-programme")).to_be_visible()


def test_after_something_was_withdrawn_or_merged_one_rates_otherwise(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "rating", criteria=CRITERIA)
    page = guests.phone()
    mark(page, "fonds", "Effect", "9").click()
    mark(page, "drie jaar", "Effect", "4").click()
    expect(page.get_by_text("Uw stem is bewaard.")).to_be_visible()
    facilitator.ask("withdraw_item", activity=VOTE, item="fonds")
    facilitator.ask("merge_item", activity=VOTE, item="regels", into="meten")
    expect(mark(page, "meten", "Effect", "4")).to_be_checked()
    mark(page, "percelen", "Effect", "2").click()
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()
    expect(mark(page, "meten", "Effect", "4")).to_be_checked()
    assert page.locator(".refusal").count() == 0
