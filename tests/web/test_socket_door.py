"""What comes in over an open socket."""

import json
import logging
from typing import Any

import pytest

from appliance.conference.commands import Actor, CloseActivity
from appliance.conference.records import Role
from appliance.web.limits import Rates
from appliance.web.socket_door import FRAME_MOST, SocketDoor
from appliance.web.visitor import Visitor

from .house import CONFERENCE, STEP, House, Link, new_id, words

WRITTEN = "mijn geheime mening"
FIRST, SECOND = "a" * 16, "b" * 16


def phone(language: str = "en") -> Link:
    """A link of somebody at table 3 who shares the device with another."""
    actor = Actor(Role.PARTICIPANT, FIRST, "3")
    return Link(
        Visitor(actor, "table:3", language, 0, "boot-1", CONFERENCE, people=(FIRST, SECOND))
    )


def say(house: House, link: Link, **frame: Any) -> dict[str, Any]:
    """Send a frame and hear the answer."""
    house.door.on_text(link, json.dumps(frame))
    return link.hear()


def entry(**members: Any) -> dict[str, Any]:
    return {"id": new_id(), "do": "post_entry", "activity": STEP, "text": "Hallo", **members}


def test_a_command_is_acknowledged_when_it_is_kept(house: House) -> None:
    asked = entry()
    told = say(house, phone(), **asked)
    (kept,) = house.entries()

    assert told == {"type": "ack", "ack": asked["id"], "seq": kept.seq, "made": kept.id}


def test_a_command_that_makes_nothing_says_so_by_leaving_it_out(house: House) -> None:
    control = Link(Visitor(Actor(Role.FACILITATOR), "control", "nl", 0, "", CONFERENCE))
    told = say(house, control, id="12345678", do="close_activity", activity=STEP)

    assert told.keys() == {"type", "ack", "seq"}


def test_a_command_is_refused_in_the_language_of_the_page(house: House) -> None:
    house.ask(CloseActivity(STEP))
    asked = entry()

    assert say(house, phone("en"), **asked) == {
        "type": "refused",
        "refused": asked["id"],
        "code": "activity_closed",
        "message": "This question is closed. Your text is not lost.",
    }
    dutch = say(house, phone("nl"), **asked)
    assert dutch["message"] == "Deze vraag is gesloten. Uw tekst is niet weg."


def test_a_command_typed_by_the_other_person_of_the_device_is_theirs(house: House) -> None:
    link = phone()
    say(house, link, **entry(as_person=2))
    say(house, link, **entry(as_person=1))

    assert [kept.owner for kept in house.entries()] == [SECOND, FIRST]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("", "bad_json"),
        ("{", "bad_json"),
        ("[]", "bad_json"),
        ("null", "bad_json"),
        ("[" * 60_000, "bad_json"),
        ("x" * (FRAME_MOST + 1), "too_large"),
        ("{}", "bad_command"),
        ('{"type": "other"}', "bad_command"),
        ('{"type": ["typing"]}', "bad_command"),
        ('{"id": "12345678", "do": "fly"}', "unknown_command"),
        ('{"id": "12345678", "do": "post_entry"}', "bad_command"),
        ('{"id": "12345678", "do": "stop_practice"}', "not_allowed"),
        ('{"id": "12345678", "conference": "other", "do": "post_entry"}', "other_conference"),
        ('{"id": "12345678", "as_person": 3, "do": "post_entry"}', "bad_command"),
    ],
)
def test_a_bad_frame_is_refused_and_changes_nothing(house: House, frame: str, code: str) -> None:
    before = house.records()
    link = phone()
    house.door.on_text(link, frame)
    told = link.hear()

    assert (told["type"], told["code"]) == ("refused", code)
    assert house.records() == before


def test_a_sign_of_typing_is_passed_on_and_not_answered(house: House) -> None:
    link = phone()
    house.door.on_text(link, '{"type": "typing"}')

    assert house.typed == [link]
    assert link.heard.empty()


def test_who_asks_whether_the_box_is_there_hears_the_time(house: House) -> None:
    assert say(house, phone(), type="ping") == {"type": "pong", "room_ms": 1234}


def test_who_sends_too_much_is_held_back_and_told_for_how_long(house: House) -> None:
    house.parts = house._parts(Rates(device_burst=2, device_per_s=0.001), "boot-1")
    house.door = SocketDoor(house.parts, words())
    link = phone()
    told = [say(house, link, **entry()) for _ in range(3)]

    assert [answer["type"] for answer in told] == ["ack", "ack", "refused"]
    assert told[2]["code"] == "too_fast"
    assert len(house.entries()) == 2


def test_a_full_disk_is_told(house: House) -> None:
    house.store.is_full = True
    told = say(house, phone(), **entry())
    house.store.is_full = False

    assert told["code"] == "cannot_save"


def test_a_fault_is_told_with_a_number_and_logged_without_a_word_of_what_was_written(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError(WRITTEN)

    monkeypatch.setattr(house.conductor, "submit", breaks)
    with caplog.at_level(logging.DEBUG):
        told = say(house, phone(), **entry(text=WRITTEN))

    (record,) = caplog.records
    number = record.getMessage().split()[1]
    assert told["code"] == "unexpected"
    assert number in told["message"]
    assert "ValueError" in caplog.text
    assert WRITTEN not in caplog.text
