"""A ranking over plain HTTP: its form, its commands, and its results as a page and a table."""

import csv
import io
from typing import Any

import pytest

from appliance.conference.commands import (
    Actor,
    CastBallot,
    CloseActivity,
    JoinTable,
    OpenActivity,
    PutActivity,
    RevealResults,
)
from appliance.conference.records import Role
from appliance.web.results import BOM
from appliance.web.vote_order import placed_now

from .house import House, new_id, refusal

RANKING = "volgorde"
ITEMS = [{"id": id, "text": id.title()} for id in ("fund", "rules", "lots")]
ENGLISH = {"Accept-Language": "en"}


def ranking(house: House, **settings: object) -> House:
    """A ranking is open."""
    item = {"id": RANKING, "kind": "ranking", "title": "Wat eerst?", "items": ITEMS, **settings}
    house.ask(PutActivity(item))
    house.ask(OpenActivity(RANKING))
    return house


def cast(house: House, n: int, *order: str) -> None:
    """The n-th person's order."""
    someone = Actor(Role.PARTICIPANT, f"person{n}".ljust(16, "x"), "3")
    house.ask(JoinTable("3"), someone)
    house.ask(CastBallot(RANKING, {id: n for n, id in enumerate(order, 1)}), someone)


def ballots(house: House) -> list[dict[str, Any]]:
    """What was cast."""
    return house.conductor.read(lambda room: [dict(b.values) for b in room.ballots_of(RANKING)])


def form(**places: str) -> dict[str, str]:
    """What the plain form sends."""
    fields = {f"item.{id}": place for id, place in places.items()}
    return {"id": new_id(), "activity": RANKING, "kind": "ranking", **fields}


def test_the_plain_form_keeps_the_places_that_were_chosen(house: House) -> None:
    client = ranking(house).seated()
    sent = form(fund="3", rules="", lots="1")
    assert client.post("/t/3/votes", data=sent).status_code == 303
    assert ballots(house) == [{"lots": 1, "fund": 2}]


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ({"fund": "1", "lots": "1"}, "Place 1 is there twice. Give each place once."),
        ({"fund": "first"}, "This vote does not fit what is asked."),
        ({"fund": "1.5"}, "This vote does not fit what is asked."),
        ({"fund": "4"}, "The places are 1 to 3."),
        ({"cars": "1"}, "One of these is no longer on the list."),
    ],
)
def test_a_form_that_is_no_order_is_shown_again(
    house: House, places: dict[str, str], sentence: str
) -> None:
    answer = ranking(house).seated().post("/t/3/votes", data=form(**places), headers=ENGLISH)
    assert 400 <= answer.status_code < 500
    assert sentence in " ".join(answer.text.split())
    assert ballots(house) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"fund": 1, "lots": 1}, "ranking_twice"),
        ({"fund": "1"}, "ballot_values"),
        ({"fund": 1.5}, "ballot_values"),
        ({"fund": {"place": 1}}, "ballot_values"),
        ({"cars": 1}, "unknown_item"),
        ({"fund": 1, "lots": 2, "rules": 3}, "ranking_too_many"),
    ],
)
def test_a_command_that_is_no_order_is_refused(
    house: House, values: dict[str, Any], code: str
) -> None:
    client = ranking(house, place_most=2).seated()
    asked = {"id": new_id(), "do": "cast_ballot", "activity": RANKING, "values": values}
    answer = client.post("/api/commands", json=asked, headers=ENGLISH)
    told = refusal(answer)
    assert (answer.status_code, told["code"]) == (409, code)
    assert "{" not in told["message"]
    assert ballots(house) == []


def test_the_results_tell_what_decides_how_much_the_room_agrees_and_why_rules_differ(
    house: House,
) -> None:
    ranking(house)
    for n in range(3):
        cast(house, n, "fund", "rules", "lots")
    for n in range(3, 5):
        cast(house, n, "rules", "lots", "fund")
    house.ask(CloseActivity(RANKING))
    client = house.facilitator()
    assert "What decides" not in client.get(f"/results/{RANKING}", headers=ENGLISH).text
    house.ask(RevealResults(RANKING))
    page = " ".join(client.get(f"/results/{RANKING}", headers=ENGLISH).text.split())
    assert "What decides: Points per place (Borda)." in page
    assert "The room hardly agrees on the order. Kendall’s W is 0.28:" in page
    assert (
        "By “Points per place (Borda)” “Rules” comes first. "
        "Still, one to one, more people place “Fund” above it." in page
    )
    told = client.get(f"/results/{RANKING}.csv", headers=ENGLISH).text.removeprefix(BOM)
    head, *rows = csv.reader(io.StringIO(told))
    assert head == [
        *("Place", "What", "Points", "Average place", "In first place", "Voters", "Number")
    ]
    assert rows == [
        ["1", "Rules", "7", "1.6", "2", "5", "rules"],
        ["2", "Fund", "6", "1.8", "3", "5", "fund"],
        ["3", "Lots", "2", "2.6", "0", "5", "lots"],
    ]
    listed = client.get(f"/results/{RANKING}/ballots", headers=ENGLISH).text
    assert listed.count("Fund: 1") == 3
    assert listed.count("Fund: 3") == 2


def test_an_order_as_it_counts_now() -> None:
    items = [
        {"id": "a", "into": "b"},
        {"id": "b", "into": "c"},
        {"id": "c"},
        {"id": "d", "is_withdrawn": True},
        {"id": "e"},
    ]
    assert placed_now(items, {"e": 4, "c": 3, "d": 1, "a": 2}) == {"c": 1, "e": 2}
    assert placed_now(items, {}) == {}
