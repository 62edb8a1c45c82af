"""A list that changes while people vote without script: they read what happened, and what became of
their own vote; and saving the form as it stands changes nothing."""

import re
from typing import Any

import pytest

from appliance.conference.commands import (
    MergeItem,
    OpenActivity,
    PauseActivity,
    PutActivity,
    WithdrawItem,
)

from .house import House, new_id

VOTE = "stemming"
ITEMS = [{"id": id, "text": id.title()} for id in ("fund", "rules", "lots", "boats")]
ENGLISH = {"Accept-Language": "en"}

OFF = "“Fund” was taken off the list."
MERGED = "“Rules” was merged with “Lots”."

BALLOTS: dict[str, tuple[dict[str, str], str, str]] = {
    "dots": (
        {"item.fund": "2", "item.rules": "1", "item.lots": "1"},
        "Your dots on it do not count. You can give them to something else.",
        "Your dots on it count there now.",
    ),
    "rating": (
        {"item.fund.rating": "3", "item.rules.rating": "8"},
        "Your rating of it does not count.",
        "Your rating of it counts there, where you gave none.",
    ),
    "ranking": (
        {"item.fund": "1", "item.rules": "2", "item.lots": "3"},
        "It is no longer in your order. What stood below it moved up.",
        "In your order the better of the two places counts.",
    ),
    "budget": (
        {"item.fund": "300", "item.rules": "200", "item.lots": "100"},
        "What you gave to it is not spent. You can divide it again.",
        "What you gave to it counts there now.",
    ),
    "poll": (
        {"chosen": ["fund", "rules"]},
        "Your vote for it does not count. You can choose something else.",
        "Your vote for it counts there now.",
    ),
}
"""Per kind what somebody fills in, and what is said of what they gave to what is gone."""


def voting(house: House, kind: str, **settings: Any) -> None:
    """A vote of this kind is open."""
    form = {"form": "multiple"} if kind == "poll" else {}
    item = {"id": VOTE, "kind": kind, "title": "Wat eerst?", "items": ITEMS}
    house.ask(PutActivity({**item, **form, **settings}))
    house.ask(OpenActivity(VOTE))


def change(house: House) -> None:
    """One thing is taken off the list and two are merged."""
    house.ask(WithdrawItem(VOTE, "fund"))
    house.ask(MergeItem(VOTE, "rules", "lots"))


def told(page: str) -> list[str]:
    """What the page says of the list."""
    found = re.search(r'<div class="notice vote-gone">(.*?)</div>', page, re.DOTALL)
    return re.findall(r"<p>(.*?)</p>", found[1]) if found else []


@pytest.mark.parametrize("kind", BALLOTS)
def test_who_voted_reads_what_became_of_it(house: House, kind: str) -> None:
    sent, lost, went = BALLOTS[kind]
    voting(house, kind)
    client, other = house.seated(), house.seated()
    form = {"id": new_id(), "activity": VOTE, "kind": kind, **sent}
    assert client.post("/t/3/votes", data=form).status_code == 303
    assert told(client.get("/t/3", headers=ENGLISH).text) == []
    change(house)
    assert told(client.get("/t/3", headers=ENGLISH).text) == [f"{OFF} {lost}", f"{MERGED} {went}"]
    # Who gave it nothing reads only what happened.
    assert told(other.get("/t/3", headers=ENGLISH).text) == [OFF, MERGED]
    house.ask(WithdrawItem(VOTE, "fund", is_withdrawn=False))
    assert told(client.get("/t/3", headers=ENGLISH).text) == [f"{MERGED} {went}"]


def test_a_dot_that_stands_alone_counts_once_and_nothing_can_be_given_in_a_pause(
    house: House,
) -> None:
    voting(house, "dots", is_stackable=False)
    client = house.seated()
    given = {"item.fund": "1", "item.rules": "1"}
    client.post("/t/3/votes", data={"id": new_id(), "activity": VOTE, "kind": "dots", **given})
    change(house)
    house.ask(PauseActivity(VOTE))
    assert told(client.get("/t/3", headers=ENGLISH).text) == [
        f"{OFF} Your dot on it does not count.",
        f"{MERGED} Your dot on it counts there now, once.",
    ]


def test_what_was_merged_and_then_taken_off_is_told_where_the_vote_ended(house: House) -> None:
    voting(house, "dots")
    client = house.seated()
    client.post(
        "/t/3/votes", data={"id": new_id(), "activity": VOTE, "kind": "dots", "item.rules": "1"}
    )
    house.ask(MergeItem(VOTE, "rules", "lots"))
    house.ask(WithdrawItem(VOTE, "lots"))
    assert told(client.get("/t/3", headers=ENGLISH).text) == [
        MERGED,
        "“Lots” was taken off the list. "
        "Your dots on it do not count. You can give them to something else.",
    ]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("dots", {"item.lots": "2", "item.boats": ""}),
        ("rating", {"item.lots.rating": "8"}),
        ("poll", {"chosen": "lots"}),
    ],
)
def test_the_form_shows_what_counts_now(house: House, kind: str, fields: dict[str, str]) -> None:
    voting(house, kind)
    client = house.seated()
    client.post(
        "/t/3/votes", data={"id": new_id(), "activity": VOTE, "kind": kind, **BALLOTS[kind][0]}
    )
    change(house)
    page = client.get("/t/3", headers=ENGLISH).text
    for name, value in fields.items():
        field = re.search(rf'<input [^>]*name="{name}"[^>]*value="{value}"[^>]*>', page)
        assert field is not None, name
        assert "checked" in field[0] or "number" in field[0]
