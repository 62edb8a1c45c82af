"""Results per theme, table and role on their page: what is told, and what is said where not."""

import pytest

from appliance.conference.commands import (
    Actor,
    CastBallot,
    CloseActivity,
    Introduce,
    JoinTable,
    LookAhead,
    OpenActivity,
    PutActivity,
    RevealResults,
    SealActivity,
    WithdrawItem,
)
from appliance.conference.records import Role

from .house import House
from .test_vote_results import ENGLISH, ITEMS, VOTE, text

RATING = {"criteria": [{"id": "effect", "title": "Effect", "scale": [1, 5]}]}


def vote(house: House, kind: str = "dots", **settings: object) -> House:
    house.ask(PutActivity({"id": VOTE, "kind": kind, "title": "V", "items": ITEMS, **settings}))
    house.ask(OpenActivity(VOTE))
    return house


def cast(house: House, table: str, values: dict[str, object], n: int = 5, role: str = "") -> None:
    """So many people of a table, with a role, vote the same."""
    for _ in range(n):
        someone = Actor(Role.PARTICIPANT, f"{len(house.records())}".ljust(16, "x"), table)
        house.ask(JoinTable(table), someone)
        if role:
            house.ask(Introduce(role=role), someone)
        house.ask(CastBallot(VOTE, values), someone)


def shown(house: House) -> House:
    house.ask(CloseActivity(VOTE))
    house.ask(RevealResults(VOTE))
    return house


def page(house: House) -> str:
    return text(house.facilitator().get(f"/results/{VOTE}", headers=ENGLISH))


def test_groups_stand_on_the_page_once_the_room_has_the_result(house: House) -> None:
    vote(house)
    cast(house, "1", {"fund": 1}, 6)
    cast(house, "2", {"rules": 1}, 3)
    cast(house, "3", {"lots": 1, "fund": 1}, 6)
    house.ask(CloseActivity(VOTE))
    house.ask(LookAhead(VOTE))
    assert "Per theme, table and role" not in page(house)
    house.ask(RevealResults(VOTE))
    told = page(house)
    assert "Per theme, table and role" in told
    assert "Counted together, so that no group is smaller than 5: Tables 1 and 2." in told
    assert "Table 3 (6 votes)" in told
    assert "Tables 1 and 2 (9 votes)" in told
    assert "Per role" not in told
    assert "<b>67%</b>" in told
    (document,) = house.facilitator().get("/results.json").get_json()["votes"]
    parts = document["results"]["apart"]["tables"]["parts"]
    assert [(part["names"], part["n"]) for part in parts] == [(["1", "2"], 9), (["3"], 6)]
    dutch = text(house.facilitator().get(f"/results/{VOTE}", headers={"Accept-Language": "nl"}))
    assert "Tafels 1 en 2 (9 stemmen)" in dutch


def test_roles_are_told_where_they_betray_nobody_and_a_rare_one_has_no_name(house: House) -> None:
    vote(house)
    for role, n in (("Bank", 6), ("Overheid", 5), ("Hofleverancier", 2), ("", 5)):
        cast(house, "1", {"fund": 1}, n, role)
    told = page(shown(house))
    assert "Per role" in told
    assert "Bank (6 votes)" in told
    assert "Hofleverancier" not in told
    assert "other roles" in told
    assert "no role given" in told


def test_a_sentence_stands_where_nothing_may_be_told(house: House) -> None:
    vote(house)
    cast(house, "1", {"fund": 1}, 3, "Bank")
    cast(house, "3", {"fund": 1}, 3, "Overheid")
    told = page(shown(house))
    assert told.count("The groups are too small to show apart") == 2
    assert "Per role" not in told


def test_an_item_on_which_few_had_an_opinion_stands_with_a_dash_and_why(house: House) -> None:
    vote(house, "rating", **RATING)
    for table in ("1", "3"):
        cast(house, table, {"fund": {"effect": 4}, "rules": {"effect": 2}}, 5)
        cast(house, table, {"fund": {"effect": 5}, "rules": {"effect": None}}, 1)
    cast(house, "1", {"lots": {"effect": 5}}, 1)
    told = page(shown(house))
    assert "– means: in some group fewer than 5 had an opinion on this" in told
    assert "<b>4.2</b>" in told
    assert "<b>–</b>" in told


def test_sealing_changes_nothing_of_it(house: House) -> None:
    vote(house)
    cast(house, "1", {"fund": 1}, 5)
    cast(house, "3", {"lots": 1}, 5)
    before = page(shown(house))
    house.ask(SealActivity(VOTE))
    assert "Table 3 (5 votes)" in before
    parts = [
        told[told.index('id="apart"') : told.index('id="rules"')] for told in (before, page(house))
    ]
    assert parts[0] == parts[1]


def test_what_was_withdrawn_afterwards_is_not_told(house: House) -> None:
    vote(house)
    cast(house, "1", {"fund": 1}, 5)
    cast(house, "3", {"lots": 1}, 5)
    shown(house)
    house.ask(WithdrawItem(VOTE, "lots"))
    assert "Percelen" not in page(house)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"form": "single"}, "there is only one way to count"),
        ({"form": "multiple"}, "One vote each, divided over what was chosen"),
    ],
)
def test_a_poll_is_counted_in_other_ways_or_says_why_not(
    house: House, settings: dict[str, str], sentence: str
) -> None:
    vote(house, "poll", **settings)
    cast(house, "1", {"chosen": ["fund"]}, 5)
    assert sentence in page(shown(house))


def test_a_rating_is_counted_in_other_ways_with_what_divides_the_room_apart(house: House) -> None:
    vote(house, "rating", **RATING)
    for effect, n in ((5, 3), (1, 3)):
        cast(house, "1", {"fund": {"effect": effect}, "rules": {"effect": 4}}, n)
    told = page(shown(house))
    assert "Most high ratings" in told
    assert "Highest median" in told
    assert "What divides the room" in told
    assert "divided: 100%" in told
    assert "From 30% on we call the room divided." in told
    every = text(house.facilitator().get("/results", headers=ENGLISH))
    assert "divided: 100%" in every


def test_a_room_that_is_not_divided_is_told_so(house: House) -> None:
    vote(house, "rating", **RATING)
    cast(house, "1", {"fund": {"effect": 4}}, 5)
    assert "The room is not divided on any of these." in page(shown(house))
