"""What says the same on a live board: for who sorts it, found aside, and nothing is changed."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask.testing import FlaskClient

from appliance.conference.commands import AddBucket, CloseActivity, OpenActivity, PutActivity
from appliance.conference.groups import buckets
from appliance.web.app import create_app
from appliance.web.suggesting import Alike, Proposal

from .house import STEP, House, words
from .test_participant import say

SORT = "sorteren"
ITEM = {"id": SORT, "kind": "categorise", "title": "Ordenen", "input": STEP, "scope": "theme"}
PATH = f"/api/alike/{SORT}?theme=financiering"


def sorting(house: House, **members: Any) -> None:
    """Two contributions of table 3 are sorted."""
    client = house.seated()
    for text in ("Banken durven niet", "Banken durven dat niet"):
        say(client, text)
    house.ask(CloseActivity(STEP))
    house.ask(PutActivity({**ITEM, **members}, after=STEP))
    house.ask(OpenActivity(SORT))


def test_only_who_sorts_a_list_may_ask_what_is_alike_on_it(house: House) -> None:
    sorting(house)
    assert house.seated().post(PATH).status_code == 401
    assert house.seated().get(PATH).status_code == 401
    other = house.chair("1").post(f"{PATH}&as=chair&table=1", headers={"Accept-Language": "en"})
    assert other.json["code"] == "sorting_elsewhere"
    assert house.chair().get(f"/api/alike/{STEP}?theme=").json["code"] == "no_sorting"
    assert house.chair().get(PATH).json == {"is_going_on": False, "proposals": [], "waiting": 0}


def test_where_nothing_compares_the_box_says_so(house: House) -> None:
    sorting(house)
    client = house.chair()
    client.post(PATH)
    told = _until_done(client)
    assert told["proposals"] == []
    assert "nothing to compare" in told["message"]


def test_what_is_alike_is_told_until_it_is_decided_and_changes_nothing(house: House) -> None:
    sorting(house)
    seen: list[str] = []

    def comparing(texts: Mapping[str, str], *others: Any) -> Sequence[Proposal]:
        seen.append(threading.current_thread().name)
        one, other = texts
        return [Proposal(None, ("banken",), (Alike(one, other, 0.9), Alike(other, one, 0.9)))]

    house.app = create_app(replace(house.parts, suggest=comparing), words())
    client = house.chair()
    client.post(PATH)
    (proposal,) = _until_done(client)["proposals"]
    assert (proposal["bucket"], len(proposal["entries"])) == (None, 2)
    assert seen == ["suggesting"]
    assert house.conductor.read(lambda room: buckets(room, SORT)) == []
    house.ask(AddBucket(SORT, "Banken", "financiering", tuple(proposal["entries"])))
    assert _until_done(client)["proposals"] == []


def _until_done(client: FlaskClient) -> dict[str, Any]:
    """What is told once the comparing is over."""
    for thread in threading.enumerate():
        if thread.name == "suggesting":
            thread.join(10)
    told: dict[str, Any] = client.get(PATH, headers={"Accept-Language": "en"}).json
    assert not told["is_going_on"]
    return told
