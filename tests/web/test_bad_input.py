"""Whatever is sent in, the answer is a clear no in one shape; nothing changes, nothing is logged.

Every request here carries a text that a person could have written, which no log may hold.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Response
from flask.testing import FlaskClient

from appliance.conference.commands import COMMANDS
from appliance.conference.records import Role
from appliance.conference.refusal import REFUSALS
from appliance.web.cookies import Cookies
from appliance.web.refusals import SENTENCES, STATUS

from .house import CONFERENCE, STEP, House, new_id, open_house, refusal

WRITTEN = "mijn geheime mening"


@pytest.fixture(autouse=True)
def _nothing_written_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(0)
    yield
    assert WRITTEN not in caplog.text


def post(**other: Any) -> dict[str, Any]:
    """A good contribution, with members put in place of others."""
    return {
        "id": new_id(),
        "do": "post_entry",
        "activity": STEP,
        "text": WRITTEN,
        **other,
    }


def is_refused(house: House, client: FlaskClient, body: Any, **how: Any) -> tuple[int, str]:
    """The status and code with which a command is refused; nothing changes by it."""
    before = house.records()
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = client.post("/api/commands", data=sent, content_type="application/json", **how)
    told = refusal(answer)
    assert house.records() == before
    return answer.status_code, told["code"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 50_000,
        b'{"id": NaN}',
        b'{"id": Infinity}',
        b'{"id": ' + b"9" * 5000 + b"}",
        WRITTEN.encode(),
        b'{"id": "12345678", "do": "post_entry", "text": "\xff\xfe"}',
        b"\xff\xfe" + '{"id": "12345678"}'.encode("utf-16-le"),
    ],
)
def test_what_is_no_json_object_is_refused(house: House, body: bytes) -> None:
    assert is_refused(house, house.seated(), body) == (400, "bad_json")


@pytest.mark.parametrize("do", ["fly", "", None, 7, ["post_entry"], {"a": 1}, "__class__"])
def test_an_unknown_command_is_refused(house: House, do: Any) -> None:
    assert is_refused(house, house.seated(), post(do=do)) == (400, "unknown_command")


@pytest.mark.parametrize("id", [None, 7, "", "short", "x" * 65, "with space", "a/b/c/d/e", ["x"]])
def test_a_command_needs_an_id_of_its_own(house: House, id: Any) -> None:
    assert is_refused(house, house.seated(), post(id=id)) == (400, "bad_command")


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 7},
        {"text": None},
        {"text": [WRITTEN]},
        {"text": "\ud800"},
        {"activity": None},
        {"activity": {"id": STEP}},
        {"parent": 1},
        {"relation": "hates"},
        {"on_behalf": "yes"},
        {"written_ms": "12"},
        {"written_ms": 1.5},
        {"written_ms": True},
        {"written_ms": 2**60},
        {"as_person": 0},
        {"as_person": 2},
        {"as_person": "1"},
        {"as_person": True},
    ],
)
def test_members_of_a_wrong_type_are_refused(house: House, wrong: dict[str, Any]) -> None:
    assert is_refused(house, house.seated(), post(**wrong)) == (400, "bad_command")


def test_a_missing_member_is_refused(house: House) -> None:
    asked = post()
    del asked["text"]

    assert is_refused(house, house.seated(), asked) == (400, "bad_command")


def test_too_long_a_text_is_refused_with_its_length(house: House) -> None:
    answer = house.seated().post("/api/commands", json=post(text="é" * 2001))

    assert answer.status_code == 422
    assert "2.001" in refusal(answer)["message"]


def test_too_large_a_body_is_refused(house: House) -> None:
    assert is_refused(house, house.seated(), post(text="x" * 70_000)) == (413, "too_large")


def test_too_large_a_form_is_refused(house: House) -> None:
    answer = house.seated().post("/t/3/entries", data={"text": WRITTEN * 4000})

    assert answer.status_code == 413
    assert house.entries() == []


def test_a_missing_cookie_is_refused(house: House) -> None:
    assert is_refused(house, house.client(), post()) == (401, "not_signed_in")


@pytest.mark.parametrize("as_", ["participant", "chair", "facilitator", "stage", "observer"])
def test_nobody_is_believed_without_a_cookie(house: House, as_: str) -> None:
    query = {"as": as_, "table": "3"}

    assert is_refused(house, house.client(), post(), query_string=query) == (401, "not_signed_in")


def test_an_unknown_role_is_refused(house: House) -> None:
    who = {"as": "box"}

    assert is_refused(house, house.facilitator(), post(), query_string=who) == (400, "bad_command")


def test_a_cookie_signed_by_another_box_is_as_good_as_none(house: House, tmp_path: Path) -> None:
    with open_house(tmp_path / "other", secret=b"o" * 32) as other:
        foreign = [other.seated(), other.facilitator(), other.chair(), other.observer()]
    for client in foreign:
        client.application = house.app

        assert is_refused(house, client, post()) == (401, "not_signed_in")


@pytest.mark.parametrize("name", ["device", "control", "chair", "stage", "watch"])
@pytest.mark.parametrize("value", ["", "x", "e30.x", "é", "a" * 3000, '{"d":"x"}'])
def test_a_cookie_that_nobody_signed_is_as_good_as_none(
    house: House, name: str, value: str
) -> None:
    client = house.client()
    client.set_cookie(name, value)

    assert is_refused(house, client, post()) == (401, "not_signed_in")


def test_a_cookie_of_one_kind_does_not_serve_as_another(house: House) -> None:
    observer = house.observer()
    signed = observer.get_cookie("watch")
    assert signed is not None
    for name in ("device", "control", "chair", "stage"):
        client = house.client()
        client.set_cookie(name, signed.value)

        assert is_refused(house, client, post()) == (401, "not_signed_in")


FACILITATORS = [
    do
    for do, command in COMMANDS.items()
    if not any(role.value == "participant" for role in command.roles)
]


@pytest.mark.parametrize("do", FACILITATORS)
def test_a_participant_cannot_do_what_others_may(house: House, do: str) -> None:
    members = {
        "activity": STEP,
        "entry": "x",
        "to": 1 if do.startswith("move_") else "everyone",
        "mode": "black",
        "seq": 1,
        "signal": "ready",
        "question": STEP,
        "points": ["x"],
        "table": "1",
        "heads": 8,
        "topic": "x",
        "into": "2",
        "theme": "inkoop",
        "conference": CONFERENCE,
        "file": {},
        "minutes": 1,
        "after": 0 if do == "note_clock" else None,
        "upto": 1,
        "source": "organiser",
        "item": "x" if do in ("withdraw_item", "merge_item") else {},
        "members": {} if do == "edit_conference" else [],
        "of": "survey.open",
        "title": "x",
        "text": "x",
        "entries": ["x", "y"],
        "bucket": "x",
        "slide": 1,
        "invitees": [],
        "invitee": "x",
        "answers": {},
        "responses": [],
        "items": [],
        "values": {},
        "groups": [],
        "what": "x",
        "action": "x",
        "actions": [],
        "input": "",
        "chapter": "x",
        "texts": {},
        "edition": "x",
    }

    assert is_refused(house, house.seated(), post(do=do, **members)) == (403, "not_allowed")


def test_nobody_but_the_box_loads_a_conference(house: House) -> None:
    asked = post(do="begin_conference", conference=CONFERENCE, file={})

    assert is_refused(house, house.facilitator(), asked) == (403, "not_allowed")


@pytest.mark.parametrize("as_", ["observer", "stage"])
def test_who_only_looks_changes_nothing(house: House, as_: str) -> None:
    client = house.observer() if as_ == "observer" else house.stage()

    assert is_refused(house, client, post(), query_string={"as": as_}) == (403, "not_allowed")


def test_a_chair_is_the_chair_of_one_table_only(house: House) -> None:
    query = {"as": "chair", "table": "4"}

    assert is_refused(house, house.chair("3"), post(), query_string=query) == (
        401,
        "not_signed_in",
    )


def test_a_code_that_was_given_to_another_table_opens_the_old_one_no_more(house: House) -> None:
    client = house.client()
    answer = Response()
    Cookies(house.secret).keep(answer, "chair", {"4": house.code(Role.CHAIR, "3")})
    client.set_cookie("chair", answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0])
    query = {"as": "chair", "table": "4"}

    assert is_refused(house, client, post(), query_string=query) == (401, "not_signed_in")


def test_another_conferences_command_is_refused(house: House) -> None:
    asked = post(conference="last-year")

    assert is_refused(house, house.seated(), asked) == (409, "other_conference")


def test_a_refusal_names_the_command_that_it_is_about(house: House) -> None:
    asked = post(activity="nothing")
    answer = house.seated().post("/api/commands", json=asked)

    assert refusal(answer)["refused"] == asked["id"]


def test_an_unreadable_command_is_refused_without_a_name(house: House) -> None:
    assert refusal(house.seated().post("/api/commands", data=b"{"))["refused"] is None


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("GET", "/api/commands", 405),
        ("DELETE", "/api/commands", 405),
        ("POST", "/live", 405),
        ("GET", "/live", 400),
        ("POST", "/health", 405),
    ],
)
def test_what_is_asked_in_a_wrong_way_is_refused_in_the_same_shape(
    house: House, method: str, path: str, status: int
) -> None:
    answer = house.seated().open(path, method=method)

    assert answer.status_code == status
    refusal(answer)


def test_a_page_that_does_not_exist_is_told_to_a_person(house: House) -> None:
    answer = house.client().get("/nothing", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "There is nothing at this address" in answer.text


@pytest.mark.parametrize("table", ["99", "0", "x", "3 ", "%00", "é", "-1", "3" * 500])
def test_a_table_that_does_not_exist_is_told_to_a_person(house: House, table: str) -> None:
    answer = house.client().get(f"/t/{table}", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert "Look at the number on the card" in answer.text


@pytest.mark.parametrize("since", ["-1", "x", "9" * 400, "1.5", "", "²"])
def test_a_senseless_number_of_a_change_counts_as_none(house: House, since: str) -> None:
    answer = house.seated().get("/api/changes", query_string={"since": since})

    assert answer.status_code == 200
    assert answer.get_json()["since"] == 0


def test_every_refusal_has_a_status_that_is_no_success() -> None:
    for code in {**REFUSALS, **SENTENCES}:
        assert 400 <= STATUS.get(code, 409) < 600


def test_every_status_belongs_to_a_refusal_that_exists() -> None:
    assert STATUS.keys() <= {**REFUSALS, **SENTENCES}.keys()


def test_without_a_conference_a_sentence_says_so(tmp_path: Path) -> None:
    with open_house(tmp_path, has_conference=False) as house:
        answer = house.client().get("/t/3", headers={"Accept-Language": "en"})
        machine = house.client().get("/api/changes")
        health = house.client().get("/health")

    assert (answer.status_code, machine.status_code) == (503, 503)
    assert "No conference is loaded yet" in answer.text
    assert refusal(machine)["code"] == "no_conference"
    assert health.status_code == 200


def test_the_good_contribution_that_the_others_differ_from_is_kept(house: House) -> None:
    answer = house.seated().post("/api/commands", json=post())

    assert answer.status_code == 200
    assert [entry.text for entry in house.entries()] == [WRITTEN]
