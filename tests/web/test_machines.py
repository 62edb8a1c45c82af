"""The doors for programs: commands, changes, resuming, the socket up to its opening."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import Actor, CloseActivity
from appliance.conference.records import Role
from appliance.live.bridge import SOCK_SERVER_OPTIONS
from appliance.web.app import create_app
from appliance.web.visitor import Visitor

from .house import CONFERENCE, STEP, House, new_id, refusal, words

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Origin": "http://localhost",
}


@pytest.fixture
def house(house: House) -> House:
    """A house whose sockets are not read, as on the real box."""
    house.parts = replace(house.parts, sock_options=SOCK_SERVER_OPTIONS)
    house.app = create_app(house.parts, words())
    return house


def post(client: FlaskClient, query: str = "", **members: Any) -> TestResponse:
    asked = {"id": new_id(), "do": "post_entry", "activity": STEP, **members}
    return client.post(f"/api/commands?{query}", json=asked)


def knock(client: FlaskClient, query: str = "", **headers: str) -> tuple[TestResponse, bytes]:
    """Ask for a socket; the answer, and what was written to the connection."""
    with pair() as (ours, theirs):
        answer = client.get(
            f"/live?{query}",
            headers=UPGRADE | headers,
            environ_overrides={"werkzeug.socket": theirs},
        )
        theirs.shutdown(socket.SHUT_WR)
        return answer, ours.recv(4096)


@contextmanager
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_an_accepted_command_is_acknowledged_with_its_number_and_what_it_made(
    house: House,
) -> None:
    client = house.seated()
    id = new_id()
    asked = {"id": id, "do": "post_entry", "activity": STEP, "text": "Hallo"}
    answer = client.post("/api/commands", json=asked).get_json()
    (entry,) = house.entries()

    assert answer == {"ack": id, "seq": entry.seq, "made": entry.id}
    assert client.post("/api/commands", json=asked).get_json() == answer
    assert len(house.entries()) == 1


def test_a_command_that_makes_nothing_says_so_by_leaving_it_out(house: House) -> None:
    answer = post(house.facilitator(), do="close_activity").get_json()

    assert answer.keys() == {"ack", "seq"}


def test_a_command_typed_by_another_person_of_the_device_is_theirs(house: House) -> None:
    client = house.seated()
    client.post("/t/3/person", data={"n": "new"})
    post(client, "as=participant&table=3", text="Van de eerste", as_person=1, conference=CONFERENCE)
    post(client, "as=participant&table=3", text="Van de tweede", as_person=2)
    post(client, "as=participant&table=3", text="Ook van de tweede")
    first, second, third = (entry.owner for entry in house.entries())

    assert first != second == third


def test_a_refusal_speaks_the_language_of_the_page(house: House) -> None:
    client = house.seated()
    house.ask(CloseActivity(STEP))
    dutch = refusal(post(client, text="Te laat"))
    client.get("/language/en?next=/")
    english = refusal(post(client, text="Te laat"))

    assert dutch["code"] == english["code"] == "activity_closed"
    assert english["message"] == "This question is closed. Your text is not lost."
    assert dutch["message"] == "Deze vraag is gesloten. Uw tekst is niet weg."


def test_a_page_of_a_table_that_one_has_left_is_told_so(house: House) -> None:
    answer = post(house.seated("7"), "as=participant&table=3", text="Van tafel 3")

    assert (answer.status_code, refusal(answer)["code"]) == (409, "elsewhere")


def test_a_full_disk_is_told_with_when_to_try_again(house: House) -> None:
    client = house.seated()
    house.store.is_full = True
    answer = post(client, text="Geen plek")

    assert (answer.status_code, refusal(answer)["code"]) == (503, "cannot_save")
    assert answer.headers["Retry-After"] == "30"
    assert client.get("/health").status_code == 503
    assert client.get("/health").get_json()["is_saving"] is False
    assert client.get("/t/3").status_code == 200
    house.store.is_full = False


def test_changes_are_told_to_each_audience_of_its_own(house: House) -> None:
    client = house.seated()
    answer = client.get("/api/changes?as=participant&table=3&since=12&box=boot-1")

    assert answer.get_json() == {"since": 12, "audience": "table:3"}
    assert answer.mimetype == "application/json"


def test_polling_takes_no_seat(house: House) -> None:
    client = house.client()
    client.get("/t/3")
    before = house.records()

    assert client.get("/api/changes?as=participant&table=3").status_code == 200
    assert house.records() == before


def test_a_phone_that_lost_its_cookie_is_itself_again_with_what_it_kept(house: House) -> None:
    def told(client: FlaskClient, name: str) -> str:
        found = re.search(rf'data-{name}="([^"]*)"', client.get("/t/3").text)
        assert found
        return found[1]

    client, fresh = house.seated(), house.client()
    answer = fresh.post("/api/resume", json={"token": told(client, "token")})

    assert answer.get_json() == {"resumed": True, "table": "3"}
    assert told(fresh, "person") == told(client, "person")


@pytest.mark.parametrize("token", [None, "", "x", 7, {"d": "x"}, "e30.abc"])
def test_a_token_that_this_box_did_not_give_resumes_nothing(house: House, token: Any) -> None:
    answer = house.client().post("/api/resume", json={"token": token})

    assert (answer.status_code, refusal(answer)["code"]) == (401, "not_signed_in")
    assert "Set-Cookie" not in answer.headers


def test_a_token_is_no_cookie_and_a_cookie_no_token(house: House) -> None:
    client = house.seated()
    cookie = client.get_cookie("device")
    assert cookie is not None

    answer = house.client().post("/api/resume", json={"token": cookie.value})

    assert answer.status_code == 401


def test_a_socket_is_handed_over_with_who_is_at_the_other_end(house: House) -> None:
    client = house.seated("3")
    _, written = knock(client, "as=participant&table=3&since=5&box=boot-0")

    assert written.startswith(b"HTTP/1.1 101")
    (visitor,) = house.adopted
    person = visitor.actor.person
    assert visitor == Visitor(
        actor=Actor(Role.PARTICIPANT, person, "3"),
        audience="table:3",
        language="nl",
        since=5,
        box="boot-0",
        conference=CONFERENCE,
        people=(str(person),),
        address="127.0.0.1",
    )


def test_a_person_begins_with_the_first_socket(house: House) -> None:
    client = house.client()
    client.get("/t/3")
    for _ in range(2):
        knock(client, "as=participant&table=3")
    seats = house.conductor.read(lambda room: [p.table for p in room.people.values()])

    assert seats == ["3"]
    assert [visitor.is_seated for visitor in house.adopted] == [False, True]


def test_on_a_loan_device_nobody_takes_a_seat_by_looking(house: House) -> None:
    client = house.client()
    client.get("/t/3?loan")
    knock(client, "as=participant&table=3")

    assert house.conductor.read(lambda room: list(room.people)) == []
    assert [visitor.audience for visitor in house.adopted] == ["table:3"]


def test_a_socket_opens_also_when_nothing_can_be_saved(house: House) -> None:
    client = house.client()
    client.get("/t/3")
    house.store.is_full = True
    _, written = knock(client, "as=participant&table=3")

    assert written.startswith(b"HTTP/1.1 101")
    house.store.is_full = False


@pytest.mark.parametrize(
    ("as_", "audience"),
    [
        ("facilitator", "control"),
        ("observer", "watch"),
        ("stage", "stage"),
        ("chair", "chair:3"),
    ],
)
def test_every_role_has_its_audience(house: House, as_: str, audience: str) -> None:
    client = getattr(house, as_)()
    knock(client, f"as={as_}&table=3")

    assert [visitor.audience for visitor in house.adopted] == [audience]


@pytest.mark.parametrize(
    ("query", "headers", "status", "code"),
    [
        ("as=facilitator", {}, 401, "not_signed_in"),
        ("as=participant&table=7", {}, 409, "elsewhere"),
        ("as=nobody", {}, 400, "bad_command"),
        ("as=participant", {"Origin": "http://evil.example"}, 403, "wrong_origin"),
        ("as=participant", {"Origin": "null"}, 403, "wrong_origin"),
        ("as=participant", {"Host": "evil.example"}, 421, "wrong_host"),
    ],
)
def test_a_socket_is_refused_before_it_opens(
    house: House, query: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer, written = knock(house.seated("3"), query, **headers)

    assert (answer.status_code, refusal(answer)["code"]) == (status, code)
    assert (written, house.adopted) == (b"", [])


def test_a_socket_needs_a_cookie(house: House) -> None:
    answer, written = knock(house.client(), "as=participant&table=3")

    assert (answer.status_code, written) == (401, b"")


def test_a_request_that_cannot_become_a_socket_changes_nothing(house: House) -> None:
    client = house.client()
    client.get("/t/3")
    before = house.records()
    answer = client.get("/live?as=participant&table=3", headers=UPGRADE)

    assert (answer.status_code, refusal(answer)["refused"]) == (400, None)
    assert house.records() == before


def test_health_tells_a_machine_how_the_box_is(house: House) -> None:
    assert house.client().get("/health").get_json() == {
        "ok": True,
        "version": "1.2.3",
        "boot": "boot-1",
        "address": "http://192.168.1.4:8080",
        "conference": CONFERENCE,
        "title": {
            "nl": "Werkconferentie Sociaal ondernemerschap",
            "en": "Work conference on social entrepreneurship",
        },
        "languages": ["nl", "en"],
        "date": "2015-01-19",
        "contact": {"name": "", "phone": ""},
        "facilitators": 0,
        "seq": 2,
        "room_ms": 1234,
        "is_practice": True,
        "is_saving": True,
        "phones": 0,
        "threads": 3,
        "cpu_s": 0.5,
        "rss_mb": 40.0,
    }
