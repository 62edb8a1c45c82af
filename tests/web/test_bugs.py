"""A bug in the rules is told with a number through every door, and the text is kept."""

import json

import pytest

from appliance.conference import decide
from appliance.conference.commands import Actor, Introduce
from appliance.conference.records import Role
from appliance.web.visitor import Visitor

from .house import CONFERENCE, House, Link, new_id, refusal

WRITTEN = "mijn geheime naam"


@pytest.fixture(autouse=True)
def broken_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule for names fails."""

    def fail(*asked: object) -> None:
        raise KeyError(WRITTEN)

    monkeypatch.setitem(decide.RULES, Introduce, fail)


def assert_logged_once(caplog: pytest.LogCaptureFixture, message: str) -> None:
    """What was told holds the number in the log, which holds no word of what was written."""
    (record,) = caplog.records
    assert record.getMessage().split()[1] in message
    assert "KeyError" in caplog.text
    assert WRITTEN not in caplog.text


def test_over_a_post(house: House, caplog: pytest.LogCaptureFixture) -> None:
    asked = {"id": new_id(), "do": "introduce", "name": WRITTEN}
    answer = house.seated().post("/api/commands", json=asked)
    assert answer.status_code == 500
    told = refusal(answer)
    assert (told["code"], told["refused"]) == ("unexpected", asked["id"])
    assert_logged_once(caplog, told["message"])


def test_over_a_socket(house: House, caplog: pytest.LogCaptureFixture) -> None:
    link = Link(Visitor(Actor(Role.PARTICIPANT, "x" * 16, "3"), "table:3", "en", 0, "", CONFERENCE))
    asked = {"id": new_id(), "do": "introduce", "name": WRITTEN}
    house.door.on_text(link, json.dumps(asked))
    told = link.hear()
    assert (told["type"], told["code"], told["refused"]) == ("refused", "unexpected", asked["id"])
    assert_logged_once(caplog, told["message"])
