"""The sorting board with mouse, finger and keyboard; and a board with many cards."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import PHONE, Guests
from .judging import AXE, axe
from .keyboard import Keyboard
from .test_grouping import SORT, TEXTS, sorting, tick

pytestmark = pytest.mark.browser

MUTATED = """() => {
  window.mutated = 0;
  new MutationObserver((all) => {
    for (const { addedNodes, removedNodes } of all) {
      for (const node of [...addedNodes, ...removedNodes]) window.mutated += node.nodeType === 1;
    }
  }).observe(document.querySelector("tafel-board"), { childList: true, subtree: true });
}"""


def grouped(facilitator: Facilitator, *titles: str) -> None:
    """Groups in the theme of table 3, each with its title as its id."""
    for title in titles:
        group = {"title": title, "theme": "financiering", "slug": title.lower()}
        facilitator.ask("add_bucket", activity=SORT, **group)


def card(page: Page, text: str) -> Locator:
    """A contribution on the board."""
    return page.locator(".sort-card", has_text=text)


def drag(page: Page, text: str, target: str) -> None:
    """Take a card with the mouse to a place in the tray."""
    start(page, text)
    drop(page, target)


def start(page: Page, text: str) -> None:
    """Take a card with the mouse."""
    card(page, text).locator(".board-grip").hover()
    page.mouse.down()
    page.mouse.move(300, 300, steps=4)
    expect(page.locator(".board-tray")).to_be_visible()


def drop(page: Page, target: str) -> None:
    """Let it go in the tray."""
    page.locator(".board-target", has_text=target).hover()
    page.mouse.up()
    expect(page.locator(".board-tray")).to_have_count(0)


def test_a_card_is_dragged_into_a_group_out_of_it_and_to_the_parking_lot(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    grouped(facilitator, "Geld")
    page = guests.chair()
    expect(page.locator(".board-group summary")).to_have_text("Geld (0)")
    drag(page, TEXTS[0], "Geld")
    expect(page.locator(".board-group summary")).to_have_text("Geld (1)")
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (2)")
    expect(card(page, TEXTS[0])).to_have_count(0)
    page.locator(".board-group summary").click()
    drag(page, TEXTS[0], "In geen groep")
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (3)")
    drag(page, TEXTS[2], "Parkeerplaats")
    expect(page.get_by_text("Parkeerplaats (1)")).to_be_visible()
    assert page.locator(".sort-card input:checked").count() == 0


def test_all_that_is_ticked_goes_along_and_a_new_group_asks_for_its_name(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    page = guests.chair()
    tick(page, TEXTS[0])
    tick(page, TEXTS[1])
    start(page, TEXTS[0])
    expect(page.locator(".board-ghost")).to_have_text("2 bijdragen")
    drop(page, "Nieuwe groep")
    expect(page.get_by_label("Nieuwe groep")).to_be_focused()
    page.keyboard.type("Krediet")
    page.keyboard.press("Enter")
    expect(page.locator(".board-group summary")).to_have_text("Krediet (2)")


def test_nothing_moves_under_a_hand_that_drags_and_escape_lets_go(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    grouped(facilitator, "Geld")
    page, other = guests.chair(), guests.chair()
    expect(other.locator(".board-group summary")).to_have_text("Geld (0)")
    start(page, TEXTS[2])
    drag(other, TEXTS[0], "Geld")
    expect(other.locator("#sort-left")).to_have_text("Nog niet in een groep (2)")
    assert page.locator("#sort-left").inner_text() == "Nog niet in een groep (3)"
    page.keyboard.press("Escape")
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (2)")
    expect(page.locator(".board-tray")).to_have_count(0)
    page.mouse.up()
    expect(card(page, TEXTS[2])).to_be_visible()


def touch(page: Page) -> Any:
    """Sends what a finger does: (kind, x, y)."""
    camera = page.context.new_cdp_session(page)

    def send(kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        camera.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return send


def middle(place: Locator) -> tuple[float, float]:
    """Where the middle of something is on the screen."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_drags_by_the_grip_and_scrolls_by_the_rest(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    grouped(facilitator, "Geld")
    page = guests.chair(size=PHONE, has_touch=True)
    place = card(page, TEXTS[1])
    place.scroll_into_view_if_needed()
    finger = touch(page)
    x, y = middle(place.locator(".text"))
    finger("touchStart", x, y)
    finger("touchMove", x, y - 40)
    finger("touchMove", x, y - 80)
    assert page.locator(".board-tray").count() == 0
    finger("touchEnd")
    place.scroll_into_view_if_needed()
    x, y = middle(place.locator(".board-grip"))
    finger("touchStart", x, y)
    finger("touchMove", x - 20, y - 20)
    finger("touchMove", x - 40, y - 30)
    expect(page.locator(".board-tray")).to_be_visible()
    finger("touchMove", *middle(page.locator(".board-target", has_text="Geld")))
    expect(page.locator(".board-target[data-over]")).to_contain_text("Geld")
    finger("touchEnd")
    expect(page.locator(".board-group summary")).to_have_text("Geld (1)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_focus_is_never_lost_by_keyboard_alone(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    grouped(facilitator, "Geld")
    page = guests.chair()
    keys = Keyboard(page, is_watchful=True)
    keys.go_to(TEXTS[0])
    keys.press("Space")
    page.locator("body").press("Home")
    page.get_by_role("button", name="Parkeren").focus()
    keys.act("Parkeren")
    expect(page.get_by_text("Parkeerplaats (1)")).to_be_visible()
    keys.go_to(TEXTS[1])
    keys.press("Space")
    page.get_by_role("button", name="In groep zetten").focus()
    keys.act("In groep zetten")
    expect(page.locator(".board-group summary")).to_have_text("Geld (1)")
    keys.act("Geld (1)")
    keys.go_to(TEXTS[1])
    keys.press("Space")
    keys.act("Uit deze groep halen")
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (2)")
    keys.act("Parkeerplaats (1)")
    keys.act("Terughalen")
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (3)")
    keys.go_to(TEXTS[0], is_back=True)


def test_what_somebody_else_takes_away_leaves_one_at_the_next(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    page = guests.chair()
    card(page, TEXTS[0]).get_by_role("checkbox").focus()
    entry = next(e["id"] for e in facilitator.entries() if e["text"] == TEXTS[0])
    facilitator.ask(
        "add_bucket", activity=SORT, title="Geld", theme="financiering", members=[entry]
    )
    expect(card(page, TEXTS[0])).to_have_count(0)
    expect(card(page, TEXTS[1]).get_by_role("checkbox")).to_be_focused()


def test_a_change_draws_what_changes_also_among_very_many(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    ask = {"activity": "knelpunten", "for_table": "3"}
    facilitator.ask("close_activity", activity=SORT)
    facilitator.ask("reopen_activity", activity="knelpunten")
    for n in range(90):
        facilitator.ask("post_entry", text=f"Knelpunt nummer {n}", **ask)
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("reopen_activity", activity=SORT)
    grouped(facilitator, "Geld")
    page = guests.chair()
    expect(page.locator("#sort-left")).to_have_text("Nog niet in een groep (93)")
    expect(page.locator(".sort-card")).to_have_count(60)
    page.evaluate(MUTATED)
    tick(page, TEXTS[0])
    expect(page.locator(".board-bar")).to_contain_text("1 gekozen")
    assert page.evaluate("() => window.mutated") == 0
    page.get_by_role("button", name="In groep zetten").click()
    expect(page.locator(".board-group summary")).to_have_text("Geld (1)")
    expect(page.locator(".sort-card")).to_have_count(60)
    # The card that went, the one that came at the end of these sixty, and the act to take back.
    assert page.evaluate("() => window.mutated") <= 8
    page.get_by_role("button", name="Volgende").click()
    expect(page.locator(".board-batch")).to_contain_text("61 tot en met 92 van 92")
    expect(page.locator(".sort-card")).to_have_count(32)
    page.get_by_label("Zoeken").fill("nummer 4")
    expect(page.locator(".sort-card")).to_have_count(11)


def test_the_board_of_who_leads_has_the_whole_screen_and_says_what_it_takes_back(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    page = guests.control()
    page.locator("console-sorting li", has_text="Financiering").get_by_role("button").click()
    board = page.locator(".board-dialog tafel-board")
    board.get_by_label("Nieuwe groep").fill("Geld")
    board.get_by_label("Nieuwe groep").press("Enter")
    expect(board.locator(".board-group summary")).to_have_text("Geld (0)")
    drag(page, TEXTS[0], "Geld")
    undo = board.get_by_role("button", name="Indelen bij “Geld” ongedaan maken")
    undo.click()
    expect(board.locator(".board-group summary")).to_have_text("Geld (0)")
    page.get_by_role("button", name="Terug naar de zaal").click()
    expect(page.locator("console-sorting li button", has_text="Deze lijst").nth(1)).to_be_focused()


def test_what_says_the_same_is_suggested_and_a_person_decides(
    guests: Guests, facilitator: Facilitator
) -> None:
    pytest.importorskip("sklearn", reason="what compares is not installed")
    sorting(guests, facilitator)
    facilitator.ask("close_activity", activity=SORT)
    facilitator.ask("reopen_activity", activity="knelpunten")
    ask = {"activity": "knelpunten", "for_table": "3"}
    for text in ("Er is te weinig krediet voor ons", "Te weinig krediet", "te weinig krediet!"):
        facilitator.ask("post_entry", text=text, **ask)
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("reopen_activity", activity=SORT)
    page = guests.chair()
    page.get_by_text("Wat op elkaar lijkt").click()
    page.get_by_role("button", name="Zoeken wat hetzelfde zegt").click()
    first = page.locator(".board-alike > li").first
    expect(first).to_contain_text("Te weinig krediet", timeout=60_000)
    expect(page.locator(".board-group")).to_have_count(0)
    first.get_by_role("button", name="kiezen").click()
    expect(page.get_by_label("Nieuwe groep")).to_be_focused()
    page.get_by_role("button", name="Samenvoegen tot één").click()
    page.get_by_role("button", name="Samenvoegen tot één").last.click()
    expect(page.locator(".sort-card summary", has_text="Gemaakt van")).to_be_visible()


def test_axe_finds_nothing_on_the_board(guests: Guests, facilitator: Facilitator) -> None:
    sorting(guests, facilitator)
    grouped(facilitator, "Geld", "Regels")
    for page in (guests.chair(), guests.chair(size=PHONE, color_scheme="dark")):
        expect(page.locator(".board-group")).to_have_count(2)
        page.locator(".board-group summary").first.click()
        page.evaluate(axe())
        assert page.evaluate(AXE) == []


def test_a_chair_who_parks_at_the_table_goes_on_at_the_next(
    guests: Guests, facilitator: Facilitator
) -> None:
    for n in range(3):
        facilitator.ask("post_entry", activity="knelpunten", text=f"Punt {n}", for_table="3")
    page = guests.chair()
    keys = Keyboard(page, is_watchful=True)
    expect(page.locator(".desk-read .entry.large")).to_have_count(3)
    keys.act("Parkeren")
    expect(page.locator(".desk-read tafel-list .entry.large")).to_have_count(2)
    expect(page.locator(":focus")).to_have_count(1)
    keys.act("Parkeren")
    expect(page.locator(".desk-read tafel-list .entry.large")).to_have_count(1)
    expect(page.locator(":focus")).to_have_count(1)
    keys.act("Parkeren")
    expect(page.locator(".desk-read tafel-list .entry.large")).to_have_count(0)
    expect(page.locator(":focus")).to_have_count(1)
    keys.act("Parkeerplaats (3)")
    keys.act("Terughalen")
    expect(page.locator(".desk-read tafel-list .entry.large")).to_have_count(1)
    expect(page.locator(":focus")).to_have_count(1)
    keys.tab()
