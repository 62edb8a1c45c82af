"""The preview of a vote: as people will see it, with its list and criteria; cast nowhere."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from appliance.conference.activities import ACTIVITIES
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    OpenActivity,
    PutActivity,
    RevealResults,
)

from .house import House, open_house
from .test_prepare import ENGLISH, HOME

ITEMS = [{"id": f"i{n}", "text": {"nl": f"Punt {n}", "en": f"Item {n}"}} for n in range(3)]
VOTES = [name for name, kind in ACTIVITIES.items() if kind.vote is not None]
EXAMPLES = "These are examples."


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[House]:
    """The reference conference, of which nothing has begun."""
    with open_house(tmp_path) as house:
        yield house


def preview(house: House, step: str, **query: str) -> str:
    """What the organiser sees of a step, white space made one."""
    where = f"{HOME}/preview/{step}"
    told = house.facilitator().get(where, query_string=query, headers=ENGLISH)
    assert told.status_code == 200
    return " ".join(told.text.split())


def tried(page: str) -> dict[str, Any]:
    """What the script is told."""
    [view] = re.findall(r'data-view="([^"]*)"', page)
    found: dict[str, Any] = json.loads(unescape(view))
    return found


@pytest.mark.parametrize("kind", VOTES)
@pytest.mark.parametrize("sight", ["phone", "chair"])
def test_every_vote_is_seen_with_its_list_and_changes_nothing(
    planned: House, kind: str, sight: str
) -> None:
    planned.ask(PutActivity({"id": "v", "kind": kind, "title": "Stem", "items": ITEMS}))
    before = planned.records()
    page = preview(planned, "v", sight=sight)
    for item in ITEMS:
        assert item["text"]["en"] in page
    assert EXAMPLES not in page
    view = tried(page)
    assert {item["id"] for item in view["lists"]["v"]["items"]} == {"i0", "i1", "i2"}
    assert view["activities"]["v"]["state"] == "open"
    assert "results" not in view or "v" not in view["results"]
    assert planned.records() == before


def test_a_rating_is_seen_with_its_criteria_and_a_poll_with_its_answers(planned: House) -> None:
    criteria = [
        {"id": "e", "title": "Effect", "scale": [-5, 5]},
        {"id": "s", "title": "Steun", "scale": [0, 1]},
    ]
    rating = {"id": "r", "kind": "rating", "title": "R", "items": ITEMS, "criteria": criteria}
    poll = {"id": "p", "kind": "poll", "title": "P", "question": "Eens?", "options": ["Ja", "Nee"]}
    for step in (rating, poll):
        planned.ask(PutActivity(step))
    told = preview(planned, "r")
    assert "Effect" in told
    assert "<span>−5</span>" in told
    assert "<span>Yes</span>" in told
    told = preview(planned, "p")
    assert ">Eens?</h1>" in told
    assert "Choose one." in told


def test_a_list_that_has_nothing_yet_is_seen_with_examples(planned: House) -> None:
    told = preview(planned, "prioriteiten")
    assert EXAMPLES in told
    assert "Example 4" in told


def test_the_best_of_a_vote_that_nobody_has_seen_are_not_told(planned: House) -> None:
    planned.ask(PutActivity({"id": "a", "kind": "dots", "title": "A", "items": ITEMS}))
    best = {"id": "b", "kind": "dots", "title": "B", "input": "a", "take_top": 1}
    planned.ask(PutActivity(best))
    for command in (OpenActivity("a"), CastBallot("a", {"i2": 1}, table="3"), CloseActivity("a")):
        planned.ask(command)
    told = preview(planned, "b")
    assert EXAMPLES in told
    assert "Item 2" not in told
    planned.ask(RevealResults("a"))
    told = preview(planned, "b")
    assert EXAMPLES not in told
    assert "Item 2" in told
    assert "Item 1" not in told


def test_a_vote_that_runs_is_previewed_without_its_ballots(planned: House) -> None:
    step = {"id": "a", "kind": "dots", "title": "A", "items": ITEMS, "is_live": True}
    planned.ask(PutActivity(step))
    planned.ask(OpenActivity("a"))
    planned.ask(CastBallot("a", {"i2": 1}, table="3"))
    view = tried(preview(planned, "a"))
    assert view["turnout"] == {}
    assert "ballots" not in view or view["ballots"] == {}
