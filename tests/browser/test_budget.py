"""Dividing an amount: by touch, by keyboard alone, without script; and what the room sees of it."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import TABLET, Guests
from .judging import AXE, axe
from .keyboard import Keyboard
from .listening import RECORD
from .votes import VOTE, put_vote

pytestmark = pytest.mark.browser

ENGLISH: dict[str, Any] = {"language": "en-GB"}


def row(page: Page, words: str) -> Locator:
    """An item of the ballot with its fields."""
    return page.locator(".budget-item", has_text=words)


def left(page: Page, words: str) -> None:
    """Wait until the page says that so much is left."""
    expect(page.locator(".budget-left p")).to_have_text(words)


def is_saved(page: Page) -> None:
    """Wait until the vote is saved."""
    expect(page.locator("tafel-vote .state[data-state=saved]")).to_be_visible()


def results(facilitator: Facilitator) -> Mapping[str, Any]:
    """What the vote came to."""
    found: Mapping[str, Any] = facilitator.view()["results"][VOTE]
    return found


def faults(page: Page) -> list[str]:
    """What axe finds on this page."""
    page.evaluate(axe())
    found: list[str] = page.evaluate(AXE)
    return found


def test_an_amount_is_divided_by_touch_and_can_be_changed(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "budget")
    page = guests.phone(has_touch=True)
    left(page, "€ 1.000 van € 1.000 over")
    more = row(page, "fonds").get_by_role("button", name="€ 50 meer")
    for _ in range(3):
        more.tap()
    left(page, "€ 850 van € 1.000 over")
    row(page, "fonds").get_by_role("button", name="€ 50 minder").tap()
    row(page, "drie jaar").get_by_role("button", name="De rest hier: € 900").tap()
    left(page, "€ 0 van € 1.000 over")
    for button in page.locator(".budget-item .act").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    is_saved(page)
    page.reload()
    expect(row(page, "drie jaar").locator("input")).to_have_value("900")
    row(page, "drie jaar").get_by_role("button", name="€ 50 minder").tap()
    left(page, "€ 50 van € 1.000 over")
    expect(row(page, "fonds").locator("input")).to_have_value("100")


def test_more_than_there_is_is_refused_with_a_sentence_and_counts_for_nothing(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "budget")
    page = guests.phone()
    field, other = row(page, "fonds").locator("input"), row(page, "percelen").locator("input")
    field.fill("1.000")
    left(page, "€ 0 van € 1.000 over")
    # Nobody presses Enter: who has come to rest is told all the same.
    other.fill("200")
    why = row(page, "percelen").locator(".budget-why")
    expect(why).to_have_text("Dat is meer dan er over is: hier past hoogstens € 0. Het blijft € 0.")
    expect(other).to_have_attribute("aria-invalid", "true")
    expect(other).to_have_value("200")
    field.fill("800")
    expect(why).to_have_text("")
    expect(other).to_have_value("0")
    for wrong in ("75", "veel", "-50", "2,5", "1e3", "99999999999"):
        other.fill(wrong)
        other.press("Enter")
        expect(why).not_to_have_text("")
        left(page, "€ 200 van € 1.000 over")
    other.fill("")
    other.press("Enter")
    expect(why).to_have_text("")
    plus = row(page, "percelen").get_by_role("button", name="€ 50 meer")
    row(page, "percelen").get_by_role("button", name="De rest").click()
    plus.focus()
    page.keyboard.press("Enter")
    expect(why).to_have_text("Er is niets over. Haal eerst ergens anders iets af.")
    is_saved(page)
    facilitator.ask("close_activity", activity=VOTE)
    expect(page.locator("tafel-budget .budget-told")).to_have_count(2)
    facilitator.ask("reveal_results", activity=VOTE)
    told = results(facilitator)
    assert told["spent"] == 1000
    assert [(item["id"], item["mean"]) for item in told["items"]][:2] == [
        ("fonds", 800),
        ("percelen", 200),
    ]


def test_an_amount_is_divided_by_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "budget", unit={"nl": "punten", "en": "points"}, is_shuffled=False)
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page, is_watchful=True)
    keys.go_to("Amount in points")
    keys.write("600")
    keys.press("Enter")
    left(page, "400 points of 1,000 points left")
    keys.act("50 more")
    keys.press("Enter")
    left(page, "300 points of 1,000 points left")
    keys.act("The rest here: 300 points")
    left(page, "0 points of 1,000 points left")
    assert keys.stop() == "The rest here: 0 points"
    keys.go_to("50 less", is_back=True)
    keys.press("Space")
    left(page, "50 points of 1,000 points left")
    is_saved(page)
    assert keys.stop() == "50 less"


def test_what_is_left_is_said_once_who_divides_comes_to_rest(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "budget")
    page = guests.phone()
    page.evaluate(RECORD)
    more = row(page, "fonds").get_by_role("button", name="€ 50 meer")
    for _ in range(4):
        more.click()
    page.wait_for_function("() => window.told.length > 0")
    assert [words for _, words in page.evaluate("() => window.told")] == [
        "Uw stem is bewaard. €\N{NO-BREAK SPACE}800 van €\N{NO-BREAK SPACE}1.000 over"
    ]


def test_an_item_that_goes_while_people_divide_leaves_its_amount_to_divide(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "budget")
    page = guests.phone()
    row(page, "fonds").locator("input").fill("600")
    row(page, "percelen").locator("input").fill("300")
    row(page, "meten").locator("input").fill("100")
    is_saved(page)
    facilitator.ask("withdraw_item", activity=VOTE, item="fonds")
    left(page, "€ 600 van € 1.000 over")
    facilitator.ask("merge_item", activity=VOTE, item="meten", into="percelen")
    expect(row(page, "percelen").locator("input")).to_have_value("400")
    row(page, "drie jaar").get_by_role("button", name="De rest").click()
    left(page, "€ 0 van € 1.000 over")
    is_saved(page)
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    told = results(facilitator)
    assert {item["id"]: item["mean"] for item in told["items"] if item["mean"]} == {
        "regels": 600,
        "percelen": 400,
    }


def test_the_room_sees_average_median_and_people(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "budget")
    page, chair, stage = guests.phone(), guests.chair(size=TABLET), guests.stage()
    control = guests.control()
    row(page, "fonds").locator("input").fill("700")
    row(chair, "fonds").locator("input").fill("300")
    row(chair, "percelen").locator("input").fill("150")
    for seen in (page, chair):
        is_saved(seen)
        assert faults(seen) == []
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    for seen in (page, chair, control):
        first = seen.locator("tafel-results tbody tr").first
        expect(first).to_contain_text("Eén fonds voor de eerste lening")
        expect(first.locator(".figure")).to_have_text(["€ 500", "€ 500", "2 mensen"])
        expect(seen.locator("tafel-results .about")).to_have_text(
            "2 stemmen · gemiddeld € 575 van € 1.000 gegeven"
        )
        assert faults(seen) == []
    picture = stage.locator("stage-picture")
    expect(picture.locator("tbody tr").first).to_contain_text("€ 500")
    expect(picture.get_by_role("img", name="Wat mensen gemiddeld gaven.")).to_be_visible()
    expect(picture.locator(".budget-part text")).to_have_text(["A", "B"])
    control.goto(f"{guests.box.url}/results/{VOTE}")
    expect(control.locator(".budget-part text")).to_have_text(["A", "B"])
    expect(control.locator("tbody").first.locator("tr").nth(1)).to_contain_text("€ 75")
    expect(control.get_by_text("Op elke manier staat hetzelfde bovenaan")).to_be_visible()
    assert faults(control) == []


def test_an_amount_is_divided_without_script(guests: Guests, facilitator: Facilitator) -> None:
    put_vote(facilitator, "budget")
    guests.may_lose_line = True  # the browser calls a refusal a failure to load
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    row(page, "fonds").locator("input").fill("1.000")
    row(page, "percelen").locator("input").fill("200")
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.get_by_role("alert")).to_have_text("U gaf 1.200 en er is 1.000. Haal er 200 af.")
    expect(row(page, "fonds").locator("input")).to_have_value("1.000")
    expect(row(page, "percelen").locator("input")).to_have_value("200")
    row(page, "fonds").locator("input").fill("750")
    page.get_by_role("button", name="Mijn stem bewaren").click()
    expect(page.locator("#vote")).to_contain_text("Uw stem is bewaard.")
    left(page, "€ 50 van € 1.000 over")
    facilitator.ask("withdraw_item", activity=VOTE, item="percelen")
    page.reload()
    left(page, "€ 250 van € 1.000 over")
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    page.reload()
    expect(page.locator(".budget-results tbody tr").first).to_contain_text("€ 750")
