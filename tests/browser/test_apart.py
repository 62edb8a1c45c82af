"""Results per theme, table and role, and what moved since a first vote, on every page."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import Guests
from .judging import AXE, axe
from .keyboard import Keyboard
from .votes import ITEMS, VOTE, put_vote

pytestmark = pytest.mark.browser

CRITERIA = [{"id": "effect", "title": "Effect", "scale": [0, 10]}]
FIRST, LAST = str(ITEMS[0]["id"]), str(ITEMS[-1]["id"])
FOLD = "Per thema, tafel en functie"


def cast(facilitator: Facilitator, vote: str, kind: str, best: str) -> None:
    """Tables 1 (6), 2 (3) and 3 (6) vote, and the room is shown what came of it."""
    values = {
        "dots": {best: 1},
        "poll": {"chosen": [best]},
        "rating": {str(item["id"]): {"effect": 9 if item["id"] == best else 4} for item in ITEMS},
    }[kind]
    for table, n in (("1", 6), ("2", 3), ("3", 6)):
        for _ in range(n):
            facilitator.ask("cast_ballot", activity=vote, values=values, table=table)
    facilitator.ask("close_activity", activity=vote)


def settings(kind: str) -> dict[str, object]:
    return {"criteria": CRITERIA} if kind == "rating" else {}


def is_fit(page: Page) -> None:
    """Nothing that axe knows is wrong with this page."""
    page.evaluate(axe())
    assert page.evaluate(AXE) == []


@pytest.mark.parametrize(("kind", "told"), [("dots", "100%"), ("rating", "9"), ("poll", "100%")])
def test_groups_stand_on_the_console_behind_a_fold_and_on_the_page_of_the_vote(
    guests: Guests, facilitator: Facilitator, kind: str, told: str
) -> None:
    put_vote(facilitator, kind, **settings(kind))
    control = guests.control()
    cast(facilitator, VOTE, kind, FIRST)
    facilitator.ask("look_ahead", activity=VOTE)
    expect(control.locator("console-vote tafel-results")).to_be_attached()
    assert control.locator("console-vote .vote-apart").count() == 0
    facilitator.ask("reveal_results", activity=VOTE)
    fold = control.locator("console-vote details", has_text=FOLD)
    expect(fold).to_be_visible()
    keys = Keyboard(control, is_watchful=True)
    keys.go_to(FOLD)
    control.keyboard.press("Enter")
    tables = fold.locator("section", has=control.get_by_role("heading", name="Per tafel"))
    row = tables.get_by_role("row", name="Maatschappelijke waarde bij gunning")
    expect(row.get_by_role("cell").first).to_contain_text("Tafels 1 en 2 (9 stemmen)")
    expect(row.get_by_role("cell").first).to_contain_text(told)
    expect(tables).to_contain_text(
        "Samen geteld, zodat geen groep kleiner is dan 5: Tafels 1 en 2."
    )
    is_fit(control)
    control.goto(f"{guests.box.url}/results/{VOTE}")
    expect(
        control.get_by_role("table", name="Per tafel").get_by_role("row").nth(1)
    ).to_contain_text("Tafels 1 en 2 (9 stemmen)")
    is_fit(control)


@pytest.mark.parametrize("kind", ["dots", "rating", "poll"])
def test_what_moved_is_told_everywhere_once_both_votes_are_shown(
    guests: Guests, facilitator: Facilitator, kind: str
) -> None:
    put_vote(facilitator, kind, **settings(kind))
    cast(facilitator, VOTE, kind, FIRST)
    again = str(facilitator.ask("repeat_activity", activity=VOTE)["made"])
    facilitator.ask("open_activity", activity=again)
    phone, stage, control = guests.phone(), guests.stage(), guests.control()
    cast(facilitator, again, kind, LAST)
    facilitator.ask("reveal_results", activity=again)
    for seen in (phone, control):
        expect(seen.locator("tafel-results")).to_be_attached()
        assert seen.locator(".vote-shift").count() == 0
    expect(stage.locator("stage-picture")).to_have_attribute("data-scene", "results")
    assert "was 2e, nu 1e" not in stage.locator("stage-picture").inner_text()
    facilitator.ask("reveal_results", activity=VOTE)
    for seen in (phone, control):
        risen = seen.locator(".vote-shift li", has_text="Samen meten wat het oplevert")
        expect(risen).to_contain_text("was 2e, nu 1e (1 plaats omhoog)")
        fallen = seen.locator(".vote-shift li", has_text="Maatschappelijke waarde bij gunning")
        expect(fallen).to_contain_text("was 1e, nu 2e (1 plaats omlaag)")
        expect(seen.locator(".vote-shift")).to_contain_text("3 andere punten hielden hun plaats.")
    bar = stage.locator("stage-picture li", has_text="Samen meten wat het oplevert")
    expect(bar).to_contain_text("was 2e, nu 1e")
    is_fit(phone)
    plain = guests.person(java_script_enabled=False).new_page()
    plain.goto(f"{guests.box.url}/t/3")
    expect(plain.locator(".vote-shift li").first).to_contain_text("was 2e, nu 1e")
