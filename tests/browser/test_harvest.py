"""The harvest: chairs write three points, the room walks through them on the big screen."""

import pytest
from playwright.sync_api import expect

from .box import Facilitator
from .guests import Guests

pytestmark = pytest.mark.browser

HARVEST = "oogst"


@pytest.fixture
def harvesting(facilitator: Facilitator) -> Facilitator:
    """A facilitator who opened the harvest, after the chair of table 3 wrote a point earlier."""
    earlier = {"activity": "knelpunten", "question": "knelpunten", "table": "3"}
    facilitator.ask("write_summary", **earlier, points=["Banken durven niet"])
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity=HARVEST)
    return facilitator


def write(facilitator: Facilitator, table: str, *points: str) -> None:
    """The points of a table, typed for its chair."""
    facilitator.ask(
        "write_summary", activity=HARVEST, question="punten", table=table, points=list(points)
    )


def test_a_chair_takes_over_what_was_written_before_and_says_that_it_is_right(
    guests: Guests, harvesting: Facilitator
) -> None:
    chair, control = guests.chair(has_touch=True), guests.control()
    expect(chair.get_by_label("Punt 1")).to_have_value("Banken durven niet")
    expect(control.locator("console-harvest .hint")).to_contain_text("Tafel 3")
    assert "Banken" not in control.locator("console-harvest").inner_text()
    chair.get_by_label("Punt 2").fill("Eén fonds")
    chair.get_by_role("button", name="Dit klopt").tap()
    expect(chair.locator(".agreement")).to_contain_text("U zei: dit klopt.")
    row = control.locator(".harvest-tables > li")
    expect(row).to_contain_text("Eén fonds")
    expect(row).to_contain_text("Dit klopt")
    kept = harvesting.view()["summaries"][f"{HARVEST}.punten.3"]
    assert (kept["points"], kept["is_agreed"]) == (["Banken durven niet", "Eén fonds", ""], True)


def test_what_was_written_before_is_right_with_one_press(
    guests: Guests, harvesting: Facilitator
) -> None:
    chair = guests.chair()
    chair.get_by_role("button", name="Dit klopt").press("Enter")
    expect(chair.locator(".agreement")).to_contain_text("U zei: dit klopt.")
    assert harvesting.view()["summaries"][f"{HARVEST}.punten.3"]["is_agreed"]


def test_the_room_walks_through_the_tables_by_keys_and_passes_over_who_has_no_points(
    guests: Guests, harvesting: Facilitator
) -> None:
    write(harvesting, "4", "Een loket", "", "Minder regels")
    write(harvesting, "1", "Samen inkopen")
    control, stage, phone = guests.control(), guests.stage(), guests.phone()
    expect(stage.locator("stage-picture h2")).to_contain_text("Oogst")
    expect(control.locator(".harvest-tables > li")).to_have_count(2)
    control.keyboard.press("PageDown")
    expect(stage.locator("stage-picture h2")).to_contain_text("Tafel 1")
    expect(phone.locator("tafel-phone > tafel-harvest h2")).to_contain_text("Tafel 1")
    # Whoever looks at the console presses again once it says where they are.
    expect(control.locator(".harvest-tables > [aria-current]")).to_contain_text("Tafel 1")
    expect(control.get_by_role("button", name="Volgende tafel")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    control.keyboard.press("PageDown")
    expect(stage.locator("stage-picture h2")).to_contain_text("Tafel 4")
    expect(stage.locator("stage-picture li")).to_have_text(["Een loket", "Minder regels"])
    expect(phone.locator("tafel-phone > tafel-harvest li")).to_have_text(
        ["Een loket", "Minder regels"]
    )
    expect(control.get_by_role("button", name="Vorige tafel")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    control.keyboard.press("PageUp")
    expect(stage.locator("stage-picture li")).to_have_text(["Samen inkopen"])
    expect(control.locator(".harvest-tables > [aria-current]")).to_contain_text("Tafel 1")
    control.keyboard.press("u")
    expect(stage.locator("stage-picture h2")).to_contain_text("Tafel 4")
    expect(control.locator(".harvest-tables > [aria-current]")).to_contain_text("Tafel 4")
    control.locator(".harvest-tables > [aria-current]").get_by_role("button").click()
    expect(stage.locator("stage-picture h2")).to_contain_text("Oogst")


def test_without_script_a_phone_reads_the_points(guests: Guests, harvesting: Facilitator) -> None:
    write(harvesting, "1", "Samen inkopen")
    harvesting.ask("show_table", activity=HARVEST, table="1")
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    expect(page.locator(".step .harvest-points h2")).to_contain_text("Tafel 1")
    expect(page.locator(".step .harvest-points li")).to_have_text(["Samen inkopen"])


def test_an_observer_sees_the_points_and_has_no_act(
    guests: Guests, harvesting: Facilitator
) -> None:
    write(harvesting, "1", "Samen inkopen")
    watch = guests.watch()
    expect(watch.locator(".harvest-tables > li")).to_contain_text("Samen inkopen")
    assert watch.locator("console-harvest button").count() == 0
