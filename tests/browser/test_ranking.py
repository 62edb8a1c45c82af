"""Putting in order: by touch, by dragging, by keyboard alone, without script; and what is shown."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests
from .judging import AXE, axe
from .keyboard import Keyboard
from .votes import VOTE, put_vote

pytestmark = pytest.mark.browser

SAVED = "tafel-vote .state[data-state=saved]"
FUND, LOTS = "Eén fonds voor de eerste lening", "Opdrachten in kleinere percelen knippen"
RULES, MEASURE = "Regels die drie jaar hetzelfde blijven", "Samen meten wat het oplevert"


def choice(page: Page, item: str) -> Locator:
    """What is not placed yet, to be chosen."""
    return page.locator(".order-choice", has_text=item)


def placed(page: Page) -> list[str]:
    """What is placed, the first first."""
    return page.locator("tafel-order .order-row .vote-words").all_inner_texts()


def act(page: Page, words: str, item: str) -> Locator:
    """A button of what is placed."""
    return page.locator("tafel-order").get_by_role("button", name=f"{words}: {item}")


def is_ordered(page: Page, *items: str) -> None:
    """Wait until this is the order."""
    expect(page.locator("tafel-order .order-row .vote-words")).to_have_text(list(items))


def grip(page: Page, item: str) -> Locator:
    """The number of what is placed, by which it is dragged."""
    return page.locator(".order-row", has_text=item).locator(".order-grip")


def middle(place: Locator) -> tuple[float, float]:
    """Where to point at it."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_by_touch_one_places_moves_and_takes_out_and_it_is_saved(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "ranking")
    page = guests.phone(has_touch=True)
    left = page.locator(".vote-left")
    expect(left).to_contain_text("0 van 5 geplaatst")
    for item in (FUND, LOTS, RULES):
        choice(page, item).tap()
    expect(left).to_contain_text("3 van 5 geplaatst")
    expect(left).to_contain_text("Kies wat op plaats 4 komt.")
    act(page, "Omhoog", RULES).tap()
    is_ordered(page, FUND, RULES, LOTS)
    act(page, "Omlaag", FUND).tap()
    is_ordered(page, RULES, FUND, LOTS)
    act(page, "Eruit", FUND).tap()
    is_ordered(page, RULES, LOTS)
    expect(page.locator(SAVED)).to_be_visible()
    page.reload()
    is_ordered(page, RULES, LOTS)
    expect(page.locator(".order-choice")).to_have_count(3)
    facilitator.ask("close_activity", activity=VOTE)
    expect(page.get_by_text("De stemming is gesloten.")).to_be_visible()
    is_ordered(page, RULES, LOTS)
    expect(page.locator("tafel-order button")).to_have_count(0)


def test_dragged_by_its_number_with_a_mouse(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "ranking")
    page = guests.phone()
    for item in (FUND, LOTS, RULES, MEASURE):
        choice(page, item).click()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(*middle(grip(page, MEASURE)))
    page.mouse.down()
    page.mouse.move(*middle(grip(page, FUND)), steps=8)
    expect(page.locator(".order-row[data-dragged]")).to_contain_text(MEASURE)
    page.mouse.up()
    is_ordered(page, MEASURE, FUND, LOTS, RULES)
    expect(page.locator("#status")).to_have_text(f"{MEASURE}: plaats 1 van 5.")
    expect(page.locator(SAVED)).to_be_visible()
    page.reload()
    is_ordered(page, MEASURE, FUND, LOTS, RULES)


def test_dragged_with_a_finger_while_elsewhere_a_finger_scrolls(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "ranking")
    page = guests.phone(has_touch=True)
    for item in (FUND, LOTS, RULES):
        choice(page, item).tap()
    page.evaluate("scrollTo(0, 0)")
    line = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", middle(grip(page, FUND)))
    for item in (LOTS, RULES):
        touch("touchMove", middle(act(page, "Omlaag", item)))
        expect(page.locator(".order-row[data-dragged]")).to_have_count(1)
    touch("touchEnd")
    is_ordered(page, LOTS, RULES, FUND)
    # A finger that is taken away by the system leaves everything as it was.
    touch("touchStart", middle(grip(page, FUND)))
    touch("touchMove", middle(grip(page, LOTS)))
    is_ordered(page, FUND, LOTS, RULES)
    touch("touchCancel")
    is_ordered(page, LOTS, RULES, FUND)
    actions = page.locator(".order-row .vote-words").first.evaluate(
        "e => getComputedStyle(e).touchAction"
    )
    assert actions == "auto"


def test_by_keyboard_alone_the_focus_stays_with_what_moves(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "ranking", is_shuffled=False)
    page = guests.phone()
    keyboard = Keyboard(page, is_watchful=True)
    status = page.locator("#status")
    for item in (LOTS, FUND):
        keyboard.act(item)
    expect(status).to_have_text(f"{FUND}: plaats 2 van 5.")
    # The next thing to place has the focus, so that one goes on with one key.
    assert keyboard.stop() == RULES
    keyboard.press("Enter")
    is_ordered(page, LOTS, FUND, RULES)
    keyboard.go_to(f"Omhoog: {RULES}", is_back=True)
    for place in (2, 1, 1):
        keyboard.press("Enter")
        expect(status).to_contain_text(f"{RULES}: plaats {place} van 5.")
        assert keyboard.stop() == f"Omhoog: {RULES}"
    is_ordered(page, RULES, LOTS, FUND)
    keyboard.press("ArrowDown", "ArrowDown")
    is_ordered(page, LOTS, FUND, RULES)
    assert keyboard.stop() == f"Omhoog: {RULES}"
    keyboard.press("ArrowUp")
    is_ordered(page, LOTS, RULES, FUND)
    keyboard.act(f"Eruit: {RULES}")
    expect(status).to_have_text(f"{RULES}: uit uw volgorde gehaald.")
    assert keyboard.stop() == f"Eruit: {FUND}"
    expect(page.locator(SAVED)).to_be_visible()
    is_ordered(page, LOTS, FUND)


def test_in_a_long_list_nothing_covers_what_has_the_focus(
    guests: Guests, facilitator: Facilitator
) -> None:
    items = [{"id": f"i{n}", "text": f"Punt {n:02}"} for n in range(12)]
    put_vote(facilitator, "ranking", items=items, is_shuffled=False)
    page = guests.phone()
    keyboard = Keyboard(page, is_watchful=True)
    keyboard.act("Punt 00")
    for _ in items[1:]:
        keyboard.press("Enter")
    expect(page.locator(".order-row")).to_have_count(12)
    keyboard.go_to("Omhoog: Punt 11")
    for place in range(11, 0, -1):
        keyboard.press("Enter")
        expect(page.locator("#status")).to_have_text(f"Punt 11: plaats {place} van 12.")
        assert keyboard.stop() == "Omhoog: Punt 11"
    keyboard.go_to("Eruit: Punt 10")
    keyboard.go_to("Omhoog: Punt 11", is_back=True)


def test_only_so_many_places_and_only_when_all_are_given(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "ranking", place_most=2, may_be_partial=False)
    page, control = guests.phone(), guests.control()
    choice(page, FUND).click()
    expect(page.locator(".vote-left")).to_contain_text("1 van 2 geplaatst")
    expect(page.locator(".vote-left")).to_contain_text(
        "Uw stem telt als alle plaatsen gegeven zijn"
    )
    # What is not whole is not sent, and is still there on this phone.
    page.reload()
    is_ordered(page, FUND)
    expect(control.locator(".turnout")).to_contain_text("0 van 1")
    choice(page, RULES).click()
    expect(page.locator(SAVED)).to_be_visible()
    expect(control.locator(".turnout")).to_contain_text("1 van 1")
    expect(page.locator(".order-choice[aria-disabled=true]")).to_have_count(3)
    choice(page, LOTS).click(force=True)
    is_ordered(page, FUND, RULES)
    act(page, "Eruit", FUND).click()
    is_ordered(page, RULES)
    expect(page.locator(SAVED)).to_have_count(0)
    # The box still has the order that was whole; so it says once the vote is closed.
    facilitator.ask("close_activity", activity=VOTE)
    is_ordered(page, FUND, RULES)
    expect(page.locator(SAVED)).to_be_visible()


def test_what_is_merged_or_withdrawn_meanwhile_closes_up_on_the_phone(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "ranking")
    page = guests.phone()
    for item in (FUND, LOTS, RULES):
        choice(page, item).click()
    expect(page.locator(SAVED)).to_be_visible()
    facilitator.ask("merge_item", activity=VOTE, item="fonds", into="meten")
    is_ordered(page, MEASURE, LOTS, RULES)
    facilitator.ask("withdraw_item", activity=VOTE, item="percelen")
    is_ordered(page, MEASURE, RULES)
    act(page, "Omhoog", RULES).click()
    is_ordered(page, RULES, MEASURE)
    expect(page.locator(SAVED)).to_be_visible()
    page.reload()
    is_ordered(page, RULES, MEASURE)


def test_without_script_every_item_gets_its_place(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "ranking", is_shuffled=False)
    guests.may_lose_line = True  # the browser calls a refusal a failure to load
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    page.get_by_label(FUND).select_option("1")
    page.get_by_label(LOTS).select_option("1")
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Plaats 1 staat er twee keer. Geef elke plaats één keer."
    )
    expect(page.get_by_label(LOTS)).to_have_value("1")
    page.get_by_label(LOTS).select_option("4")
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.locator("#vote")).to_contain_text("Uw stem is bewaard.")
    expect(page.get_by_label(FUND)).to_have_value("1")
    expect(page.get_by_label(LOTS)).to_have_value("2")
    facilitator.ask("merge_item", activity=VOTE, item="fonds", into="regels")
    page.reload()
    expect(page.get_by_label(RULES)).to_have_value("1")
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    page.goto(f"{guests.box.url}/t/3")
    expect(page.locator(".vote-results tbody tr").first).to_contain_text(RULES)


def test_the_room_sees_the_order_and_how_much_it_agrees(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "ranking")
    page, chair, stage, control = guests.phone(), guests.chair(), guests.stage(), guests.control()
    for seen in (page, chair):
        choice(seen, LOTS).click()
        choice(seen, FUND).click()
        expect(seen.locator(SAVED)).to_be_visible()
    expect(stage.locator("stage-picture")).to_contain_text("2 van 2 hebben gestemd")
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    for seen in (page, chair, control):
        row = seen.locator("tafel-results tbody tr").first
        expect(row).to_contain_text(LOTS)
        expect(row.locator(".figure")).to_have_text(["8", "1", "2"])
        about = seen.locator("tafel-results .about")
        expect(about).to_contain_text("2 stemmen · Punten per plaats (Borda)")
        expect(about).to_contain_text("De zaal is het bijna helemaal eens over de volgorde.")
    expect(stage.locator("stage-picture li").first).to_contain_text(LOTS)
    expect(stage.locator("stage-picture .bar-line b")).to_have_text(["8", "6", "2", "2", "2"])
    expect(stage.locator("stage-picture .line")).to_contain_text("bijna helemaal eens")
    control.get_by_role("link", name="Deze uitslag als pagina").click()
    expect(control.locator(".voted .lead").first).to_contain_text("Kendalls W is 1")
    expect(control.get_by_role("heading", name="Dezelfde stemmen")).to_be_visible()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing(guests: Guests, facilitator: Facilitator, light: str) -> None:
    put_vote(facilitator, "ranking", place_most=3)
    page = guests.phone(color_scheme=light)
    for items in ((), (FUND, LOTS), (RULES,)):
        for item in items:
            choice(page, item).click()
        page.evaluate(axe())
        assert page.evaluate(AXE) == []


def test_a_long_list_is_counted_beside_the_room_and_then_shown(
    guests: Guests, facilitator: Facilitator
) -> None:
    items = [{"id": f"i{n}", "text": f"Punt {n}"} for n in range(200)]
    put_vote(facilitator, "ranking", items=items, rule="schulze", is_shuffled=False)
    page = guests.phone()
    expect(page.locator(".order-choice")).to_have_count(200)
    for values in ({"i7": 1, "i9": 2}, {"i9": 1}, {"i7": 1}):
        facilitator.ask("cast_ballot", activity=VOTE, values=values, table="4")
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    rows = page.locator("tafel-results tbody tr")
    expect(rows).to_have_count(200)
    expect(rows.first).to_contain_text("Punt 7")
    expect(rows.nth(1)).to_contain_text("Punt 9")
