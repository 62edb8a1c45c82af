"""A box without a conference: its organiser comes in and loads one; everybody else is told."""

import json
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from appliance.web.control import FILE_MOST_BYTES

from .house import CODE, House, open_house

FILE = files("appliance").joinpath("demo/conference.json").read_bytes()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """A box without a conference."""
    with open_house(tmp_path, has_conference=False) as house:
        yield house


def load(house: House, file: bytes | None = FILE, client: Any = None, **more: str) -> TestResponse:
    """Choose this file and press the button; as the organiser, if nobody else is named."""
    chosen = {} if file is None else {"file": (BytesIO(file), "conference.json")}
    browser = client or house.facilitator()
    english = {"Accept-Language": "en"}
    answer: TestResponse = browser.post("/control/begin", data={**chosen, **more}, headers=english)
    return answer


@pytest.mark.parametrize(
    "path", ["/", "/t/3", "/tables", "/chair/x", "/stage", "/watch", "/results"]
)
def test_every_page_says_kindly_that_it_has_not_begun_and_looks_again(
    empty: House, path: str
) -> None:
    page = empty.client().get(path, headers={"Accept-Language": "en"})

    assert page.status_code == 503
    assert "It has not begun yet" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "js/waiting." in page.text
    assert 'href="/control"' in page.text


@pytest.mark.parametrize("path", ["/box", "/box/test", "/help", "/privacy", "/sign-in"])
def test_what_needs_no_conference_is_there(empty: House, path: str) -> None:
    assert empty.client().get(path).status_code == 200


def test_the_organiser_comes_in_and_is_asked_for_the_file(empty: House) -> None:
    stranger = empty.client().get("/control", headers={"Accept-Language": "en"})
    organiser = empty.facilitator().get("/control", headers={"Accept-Language": "en"})

    assert "Type your code" in stranger.text
    assert "Load a conference" in organiser.text


def test_a_wrong_code_is_refused_on_an_empty_box_too(empty: House) -> None:
    assert empty.client().post("/sign-in", data={"code": "nope-nope"}).status_code == 403


@pytest.mark.parametrize(("more", "is_practice"), [({}, False), ({"practice": "1"}, True)])
def test_the_file_becomes_the_conference(
    empty: House, more: dict[str, str], is_practice: bool
) -> None:
    organiser = empty.facilitator()
    answer = load(empty, client=organiser, **more)

    assert (answer.status_code, answer.location) == (303, "/control")
    assert organiser.get("/control").status_code == 200
    assert empty.client().get("/t/3").status_code == 200
    assert empty.client().get("/health").get_json()["is_practice"] is is_practice


def test_a_second_file_changes_nothing(empty: House) -> None:
    load(empty)
    before = empty.records()
    answer = load(empty, json.dumps({**json.loads(FILE), "title": "Other"}).encode())

    assert (answer.status_code, answer.location) == (303, "/control")
    assert empty.records() == before


@pytest.mark.parametrize(
    "file",
    [
        None,
        b"",
        b"PK\x03\x04",
        b"[]",
        b'{"format": "other/1"}',
        b"[" * 100_000,
        b" " * (FILE_MOST_BYTES + 1),
        FILE.replace(b'"theme": "inkoop"', b'"theme": "weg"'),
    ],
    ids=["none", "empty", "zip", "list", "other", "deep", "large", "lacking"],
)
def test_what_is_no_conference_file_is_refused_with_a_sentence(
    empty: House, file: bytes | None
) -> None:
    answer = load(empty, file)

    assert answer.status_code == 422
    assert 'class="refusal"' in answer.text
    assert "conference file" in answer.text.lower()
    assert empty.records() == []


def test_nobody_but_the_organiser_loads_a_file(empty: House) -> None:
    answer = load(empty, client=empty.client())
    elsewhere = empty.facilitator().post(
        "/control/begin",
        data={"file": (BytesIO(FILE), "c.json")},
        headers={"Origin": "http://evil.example"},
    )

    assert (answer.status_code, elsewhere.status_code) == (401, 403)
    assert empty.records() == []


def test_a_file_larger_than_a_form_may_be_is_taken(empty: House) -> None:
    large = json.dumps({**json.loads(FILE), "remark": "x" * 200_000}).encode()

    assert load(empty, large).status_code == 303


def test_the_code_is_used_up(empty: House) -> None:
    empty.facilitator()

    assert empty.client().post("/sign-in", data={"code": CODE}).status_code == 403
