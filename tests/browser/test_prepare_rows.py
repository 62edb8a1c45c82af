"""The organiser sets what a vote needs: by mouse, by keyboard, without script, beside another."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .box import Facilitator
from .guests import Guests
from .judging import AXE, axe
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

RATING = "beoordelen"
VOTE = "prioriteiten"
SIZE = {"width": 1280, "height": 1400}
ENGLISH: dict[str, Any] = {"language": "en-GB", "size": SIZE}
POLL = {
    "id": "poll",
    "kind": "poll",
    "title": {"nl": "Peiling", "en": "Poll"},
    "minutes": 2,
    "options": [{"nl": "Meteen", "en": "At once"}, {"nl": "Later", "en": "Later"}],
}


def prepare(guests: Guests, fold: str, **how: Any) -> Page:
    """The organiser at this fold of a step."""
    page = guests.control(**{**ENGLISH, **how})
    page.goto(f"{guests.box.url}/prepare")
    page.locator(f"#{fold} > summary").click()
    return page


def rows(page: Page, fold: str) -> Locator:
    """The rows in a fold."""
    return page.locator(f"#{fold} .row")


def words(page: Page, fold: str, name: str) -> list[str]:
    """What stands in the English field of each row, in order."""
    fields = rows(page, fold).get_by_label(f"{name} English").all()
    return [field.input_value() for field in fields]


def is_saved(row: Locator) -> None:
    """Wait until this row says that it is saved."""
    expect(row.locator("form[data-autosave] [data-told]")).to_have_text("✓ Saved")


def test_criteria_are_set_with_the_mouse_and_seen_in_the_preview(guests: Guests) -> None:
    fold = f"criteria-{RATING}"
    page = prepare(guests, fold)
    adding = page.locator(f"#{fold}-new")
    adding.get_by_label("New criteria, one on a line English").fill("Costs")
    adding.get_by_role("button", name="Add").click()
    expect(rows(page, fold)).to_have_count(3)
    row = rows(page, fold).nth(2)
    expect(row.get_by_label("Criterion English")).to_be_focused()
    row.get_by_label("Criterion Dutch").fill("Kosten")
    row.get_by_label("Lowest number").fill("-5")
    row.get_by_label("Highest number").fill("5")
    row.get_by_label("Little is good").check()
    is_saved(row)
    guests.may_lose_line = True  # Chromium writes about a form that is refused
    row.get_by_label("In steps of").fill("3")
    expect(row.locator("[data-told]")).to_contain_text("These steps do not lead from -5 to 5.")
    row.get_by_label("In steps of").fill("1")
    is_saved(row)
    support = rows(page, fold).nth(1)
    support.get_by_label("Answer").select_option("yes_no")
    is_saved(support)
    expect(support.get_by_label("Lowest number")).to_be_hidden()
    drag(page, rows(page, fold).nth(2), rows(page, fold).first)
    expect(rows(page, fold).first.get_by_label("Criterion English")).to_have_value("Costs")
    page.goto(f"{page.url.split('#')[0]}/preview/{RATING}")
    first = page.locator(".rating-item").first
    expect(first.get_by_text("Costs")).to_be_visible()
    first.get_by_role("radio", name="−5", exact=True).check()
    expect(page.get_by_text("Your vote is saved.")).to_be_visible()
    first.locator(".rating-criterion").nth(2).get_by_role("radio", name="Yes").check()
    page.reload()
    expect(page.locator(".rating-item").first).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(0)


def test_many_items_are_pasted_moved_and_removed_by_keyboard_alone(guests: Guests) -> None:
    fold = f"items-{VOTE}"
    # Too narrow for the preview: a frame beside the programme has stops of its own.
    page = guests.control(language="en-GB", size={"width": 1100, "height": 800})
    page.goto(f"{guests.box.url}/prepare")
    keys = Keyboard(page, is_watchful=True)
    page.locator(f"#{fold} > summary").focus()
    keys.press("Enter")
    adding = page.locator(f"#{fold}-new")
    adding.get_by_label("New items, one on a line Dutch").focus()
    page.keyboard.insert_text("Treinen\nBoten\nFietsen")
    keys.press("Tab")
    page.keyboard.insert_text("Trains\nBoats\nBikes")
    keys.act("Add “Set priorities”")
    expect(rows(page, fold)).to_have_count(3)
    assert words(page, fold, "Item") == ["Trains", "Boats", "Bikes"]
    expect(page.locator(f"#{fold} > summary")).to_contain_text("3 items of its own")
    keys.go_to("Move “Bikes” up", is_back=True)
    keys.press("Enter")
    expect(rows(page, fold).nth(1).get_by_label("Item English")).to_have_value("Bikes")
    keys.press("Enter")
    expect(rows(page, fold).first.get_by_label("Item English")).to_have_value("Bikes")
    keys.act("Remove “Bikes”")
    expect(rows(page, fold)).to_have_count(2)
    field = rows(page, fold).first.get_by_label("Item English")
    act = page.locator(".prepare-undo [name=seq]")
    removing = act.input_value()
    field.focus()
    page.keyboard.press("End")
    page.keyboard.type(" and trams")
    is_saved(rows(page, fold).first)
    expect(act).not_to_have_value(removing)
    page.locator("[data-undo]").press("Enter")
    expect(field).to_have_value("Trains")
    assert keys.stop() != ""


def test_a_poll_is_made_without_script(guests: Guests, facilitator: Facilitator) -> None:
    facilitator.ask("put_activity", item=POLL)
    page = prepare(guests, "options-poll", java_script_enabled=False)
    adding = page.locator("#options-poll-new")
    adding.get_by_label("New answers, one on a line English").fill("Never")
    adding.get_by_role("button", name="Add").click()
    expect(rows(page, "options-poll")).to_have_count(3)
    page.get_by_role("button", name="Move “Never” up").click()
    first = rows(page, "options-poll").first
    first.get_by_label("Answer English").fill("Right away")
    first.get_by_role("button", name="Save").click()
    assert words(page, "options-poll", "Answer") == ["Right away", "Never", "Later"]
    edit = page.locator("#edit-poll")
    edit.locator("> summary").click()
    edit.get_by_label("Question English", exact=True).fill("When do we begin?")
    edit.get_by_role("button", name="Save").click()
    expect(page.locator("#step-poll")).to_contain_text("When do we begin?")
    guests.may_lose_line = True
    edit.locator("> summary").click()
    page.locator("#edit-poll").get_by_label("List from step").evaluate(
        """(select) => select.add(new Option("x", "gone", true, true))"""
    )
    page.locator("#edit-poll").get_by_role("button", name="Save").click()
    expect(page.locator("#edit-poll").get_by_role("alert")).to_contain_text("is gone. Choose")


def test_two_who_change_the_same_row_choose_and_another_row_comes_by_itself(
    guests: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("put_activity", item=POLL)
    page = prepare(guests, "options-poll")
    first, second = {"nl": "Nu", "en": "Now"}, {"nl": "Nooit", "en": "Never"}
    theirs = {**POLL, "options": [{"id": "1", "text": first}, {"id": "2", "text": second}]}

    def slower(route: Route) -> None:
        facilitator.ask("put_activity", item=theirs)
        route.continue_()

    guests.may_lose_line = True
    page.route("**/options/1", slower, times=1)
    row = rows(page, "options-poll").first
    row.get_by_label("Answer English").fill("Mine")
    both = row.locator(".prepare-both")
    expect(both).to_contain_text("Now")
    expect(both).to_contain_text("Mine")
    both.get_by_role("button", name="Keep mine").click()
    is_saved(row)
    expect(row.get_by_label("Answer Dutch")).to_have_value("Nu")
    expect(rows(page, "options-poll").nth(1).get_by_label("Answer English")).to_have_value("Never")


def test_what_comes_along_is_ticked_and_another_organiser_sees_it(
    guests: Guests, facilitator: Facilitator
) -> None:
    items = [{"id": f"i{n}", "text": f"Punt {n}"} for n in range(1, 5)]
    facilitator.ask(
        "put_activity",
        item={"id": "first", "kind": "dots", "title": "Eerst", "items": items},
        after="ordenen",
    )
    vote = {"id": VOTE, "kind": "dots", "title": {"nl": "Stippen", "en": "Dots"}, "minutes": 5}
    facilitator.ask("put_activity", item={**vote, "input": "first"})
    page = prepare(guests, f"edit-{VOTE}")
    other = prepare(guests, f"edit-{VOTE}")
    for each in (page, other):
        each.get_by_role("link", name="Choose by hand what comes along “Dots”").click()
        expect(each.get_by_role("heading", name="What comes along from “Eerst”")).to_be_visible()
    form = page.locator("form[data-autosave]")
    form.get_by_label("Punt 2").check()
    expect(form.locator("[data-told]")).to_have_text("✓ Saved")
    expect(other.get_by_label("Punt 2")).to_be_checked()
    other.get_by_label("Punt 4").check()
    expect(page.get_by_label("Punt 4")).to_be_checked()
    expect(page.get_by_text("chosen by hand: 2")).to_be_visible()
    page.get_by_role("button", name="Tick none").click()
    expect(page.locator("input:checked")).to_have_count(0)
    page.get_by_role("link", name="Back to the programme").click()
    expect(page.locator(f"#step-{VOTE}")).to_contain_text("takes everything of “Eerst”")


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_has_nothing_against_rows_ticks_and_previews(
    guests: Guests, facilitator: Facilitator, width: int
) -> None:
    facilitator.ask("put_activity", item=POLL)
    page = prepare(guests, "options-poll", size={"width": width, "height": 800})
    page.locator(f"#criteria-{RATING} > summary").click()
    page.locator(f"#items-{RATING} > summary").click()
    page.locator(f"#edit-{RATING} > summary").click()
    assert faults(page) == []
    home = page.url.split("#")[0]
    for where in (f"preview/{RATING}", "preview/poll", f"steps/{RATING}/chosen"):
        page.goto(f"{home}/{where}")
        expect(page.locator("h1").first).to_be_visible()
        assert faults(page) == []


def drag(page: Page, row: Locator, to: Locator) -> None:
    """Take a row by its grip to the place of another."""
    row.scroll_into_view_if_needed()
    grip, there = row.locator("[data-grip]").bounding_box(), to.bounding_box()
    assert grip
    assert there
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    for share in (0.6, 0.5, 0.4):
        page.mouse.move(grip["x"] + 5, there["y"] + there["height"] * share, steps=25)
    page.mouse.up()


def faults(page: Page) -> list[str]:
    """What axe has against a page."""
    page.evaluate(axe())
    found: list[str] = page.evaluate(AXE)
    return found
