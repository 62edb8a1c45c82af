"""What is a participant's own: who they say they are, and their contributions as a file."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import (
    Actor,
    BeginConference,
    CloseActivity,
    OpenActivity,
    SealActivity,
)
from appliance.conference.records import Person, Role

from .house import CONFERENCE, STEP, House, new_id, open_house

ENGLISH = {"Accept-Language": "en"}
ASKED = "Who are you?"


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[House]:
    """A house whose conference asks for a name and a role."""
    with open_house(tmp_path / "asking", has_conference=False) as house:
        file = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
        file["asks"] = ["name", "role"]
        house.ask(BeginConference(CONFERENCE, file), Actor(Role.BOX))
        house.ask(OpenActivity(STEP))
        yield house


def people(house: House) -> list[Person]:
    return house.conductor.read(lambda room: list(room.people.values()))


def post(client: FlaskClient, text: str, **more: str) -> str:
    """Contribute; the id of what it became."""
    form = {"id": new_id(), "activity": STEP, "question": STEP, "text": text, **more}
    location = client.post("/t/3/entries", data=form).location
    found = re.search(r"saved=(\w+)", location)
    assert found
    return found[1]


def introduce(client: FlaskClient, **members: str) -> int:
    form = {"id": new_id(), **members}
    return client.post("/t/3/introduction", data=form).status_code


def test_nobody_is_asked_where_the_programme_asks_nothing(house: House) -> None:
    assert 'class="introduction"' not in house.client().get("/t/3").text


def test_a_person_is_asked_once_who_they_are_and_may_change_it(asking: House) -> None:
    client = asking.client()
    assert ASKED in client.get("/t/3", headers=ENGLISH).text

    assert introduce(client, name="  Ann de\nWit ", role="wethouder") == 303
    page = client.get("/t/3", headers=ENGLISH).text
    assert ASKED not in page
    assert 'value="Ann de Wit"' in page
    assert introduce(client, role="burgemeester") == 303
    assert [(p.name, p.role, p.table) for p in people(asking)] == [
        ("Ann de Wit", "burgemeester", "3")
    ]


def test_who_passes_it_over_is_not_asked_again_and_nothing_is_kept(asking: House) -> None:
    client = asking.client()
    client.get("/t/3")
    assert introduce(client, name="Toch niet", skip="1") == 303

    assert ASKED not in client.get("/t/3", headers=ENGLISH).text
    assert people(asking) == []


def test_the_next_person_on_a_device_is_asked_too(asking: House) -> None:
    client = asking.seated()
    introduce(client, skip="1")
    client.post("/t/3/person", data={"n": "new"})
    assert ASKED in client.get("/t/3", headers=ENGLISH).text
    introduce(client, skip="1")
    client.post("/t/3/person", data={"n": "1"})
    assert ASKED not in client.get("/t/3", headers=ENGLISH).text


def test_only_what_is_asked_is_kept(house: House) -> None:
    client = house.seated()
    assert introduce(client, name="Ann", role="wethouder") == 303
    assert [(person.name, person.role) for person in people(house)] == [("", "")]


def test_a_role_that_is_too_long_is_refused(asking: House) -> None:
    client = asking.seated()
    assert introduce(client, role="x" * 81) == 422
    assert [person.role for person in people(asking)] == [""]


def test_ones_own_contributions_are_a_file_to_take_home(house: House) -> None:
    client, other = house.seated(), house.seated()
    first = post(client, "Eén 👩‍👩‍👧\nregel twee")
    post(other, "Van een ander")
    post(client, "Over mezelf", parent=first, relation="comment")
    gone = post(client, "Weg ermee")
    client.post(f"/t/3/entries/{gone}", data={"id": new_id(), "act": "withdraw"})
    answer = client.get("/t/3/mine.txt", headers=ENGLISH)
    dutch = client.get("/t/3/mine.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=my-contributions.txt"
    assert dutch.headers["Content-Disposition"] == "attachment; filename=mijn-bijdragen.txt"
    told = re.sub(r"\d\d:\d\d", "hh:mm", answer.text)
    assert told.splitlines() == [
        "\ufeffWork conference on social entrepreneurship",
        "19 January 2015 · Den Haag",
        "",
        "My contributions",
        "",
        "",
        "Which obstacles do you meet within this theme?",
        "",
        "Eén 👩‍👩‍👧",
        "regel twee",
        "(Table 3 · hh:mm)",
        "",
        "Over mezelf",
        "(Table 3 · hh:mm · comment)",
    ]


def test_after_closing_for_good_the_box_has_nothing_to_give(house: House) -> None:
    client = house.seated()
    post(client, "Herkenbaar")
    house.ask(CloseActivity(STEP))
    house.ask(SealActivity(STEP))
    told = client.get("/t/3/mine.txt", headers=ENGLISH).text

    assert "Herkenbaar" not in told
    assert "You have not sent anything yet." in told


def test_a_browser_that_was_never_here_gets_an_empty_file(house: House) -> None:
    answer = house.client().get("/t/3/mine.txt", headers=ENGLISH)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    assert "You have not sent anything yet." in answer.text
