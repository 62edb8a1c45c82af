"""The page where a conference is closed, kept, and erased: for the facilitator, as plain forms."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import (
    Actor,
    CloseEvent,
    EditConference,
    Introduce,
    JoinTable,
    OpenActivity,
    PostEntry,
    PutActivity,
    PutInvitees,
    StopPractice,
)
from appliance.conference.records import Conference, Role, State
from appliance.web.desk import NAME
from appliance.web.parts import Ending, Wiped

from .house import STEP, House, new_id, open_house
from .test_machine_acts import outsiders

EN = {"Accept-Language": "en"}
TITLE = "Werkconferentie Sociaal ondernemerschap"
NAMED = "met-naam"
NUMBER = "0123456789abcdef0123456789abcdef"


class Hands:
    """What the web part is handed for the end, and what was done with it."""

    def __init__(self, house: House, tmp_path: Path) -> None:
        self.archives: list[str] = []
        self.wiped: list[Wiped] = []
        self.wipes = self.forgotten = 0
        self.certificate = tmp_path / "one-wiped.html"
        self.certificate.write_text("<p>certificate</p>")
        ending = Ending(
            control_number=lambda: NUMBER,
            archives=lambda: self.archives,
            forget_archives=self._forget,
            wipe=self._wipe,
            wiped=lambda: self.wiped,
            certificate=lambda file: self.certificate if file == "one-wiped.html" else None,
        )
        desk = house.app.extensions[NAME]
        house.app.extensions[NAME] = replace(desk, parts=replace(desk.parts, ending=ending))

    def _forget(self) -> None:
        self.forgotten += 1

    def _wipe(self) -> None:
        self.wipes += 1


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house that does not practise, with a step with names open and two who wrote in it."""
    with open_house(tmp_path / "house") as house:
        house.ask(StopPractice())
        item = {
            "id": NAMED,
            "kind": "brainstorm",
            "title": "Met naam",
            "attribution": "named",
            "questions": [{"id": "q", "text": "Wat?"}],
        }
        house.ask(PutActivity(item))
        house.ask(OpenActivity(NAMED))
        for person, name in (("jan", "Jan Jansen"), ("bob", "Bob")):
            actor = Actor(Role.PARTICIPANT, person, "3")
            house.ask(JoinTable("3"), actor)
            house.ask(Introduce(name=name), actor)
            house.ask(PostEntry(NAMED, f"By {name}"), actor)
        yield house


@pytest.fixture
def hands(house: House, tmp_path: Path) -> Hands:
    return Hands(house, tmp_path)


def press(client: FlaskClient, path: str, **fields: str | list[str]) -> TestResponse:
    """Send a form of the page."""
    form = {"id": new_id(), **fields}
    answer: TestResponse = client.post(f"/results/close{path}", data=form, headers=EN)
    return answer


def page(client: FlaskClient) -> str:
    text: str = client.get("/results/close", headers=EN).text
    return " ".join(text.split())


def conference(house: House) -> Conference:
    found = house.conductor.read(lambda room: room.conference)
    assert found is not None
    return found


@pytest.mark.parametrize("who", ["nobody", "participant", "chair", "observer", "stage"])
def test_nobody_but_the_facilitator_sees_or_does_anything_here(
    house: House, hands: Hands, who: str
) -> None:
    house.ask(OpenActivity(STEP))
    client = outsiders(house)[who]
    before = house.records()
    for path in ("", "/certificates/one-wiped.html"):
        assert client.get(f"/results/close{path}").status_code == 401
    for path in ("/event", "/keep", "/person", "/person/erase", "/wipe"):
        answer = press(client, path, act="close", sure="1", name="Bob", title=TITLE)
        assert answer.status_code == 401
    assert (house.records(), hands.wipes, hands.forgotten) == (before, 0, 0)


def test_what_closing_ends_is_said_before_and_has_to_be_read(house: House, hands: Hands) -> None:
    client = house.facilitator()
    text = page(client)
    assert "1 step is still open:" in text
    assert "“Met naam”" in text
    assert "2 contributions, votes and answers are still linked to a phone" in text
    assert "You cannot undo this." in text
    answer = press(client, "/event", act="close")
    assert answer.status_code == 422
    assert "Say first that you have read what this ends." in answer.text
    assert conference(house).closed_minute is None


def test_closing_seals_and_shows_the_control_number(house: House, hands: Hands) -> None:
    client = house.facilitator()
    answer = press(client, "/event", act="close", sure="1")
    assert (answer.status_code, answer.location) == (303, "/results/close#close")
    assert conference(house).closed_minute is not None
    step = house.conductor.read(lambda room: room.activities[NAMED])
    assert step.state is State.SEALED
    text = page(client)
    assert "The conference is closed" in text
    assert "0123 4567 89ab cdef 0123 4567 89ab cdef" in text
    assert "Open the conference again" in text


def test_it_is_opened_again_for_what_was_not_opened(house: House, hands: Hands) -> None:
    client = house.facilitator()
    house.ask(CloseEvent())
    assert press(client, "/event", act="reopen").status_code == 303
    assert conference(house).closed_minute is None
    house.ask(OpenActivity(STEP))


def test_the_same_form_sent_twice_closes_once(house: House, hands: Hands) -> None:
    client = house.facilitator()
    form = {"id": new_id(), "act": "close", "sure": "1"}
    for _ in range(2):
        assert client.post("/results/close/event", data=form).status_code == 303
    assert client.post("/results/close/event", data={**form, "id": "!"}).status_code == 400


def test_until_when_and_why_it_is_kept_is_proposed_and_kept(house: House, hands: Hands) -> None:
    client = house.facilitator()
    house.ask(EditConference({"date": "2026-11-30"}))
    assert 'value="2027-02-28"' in page(client)
    told = {"keep_until": "2036-01-31", "keep_ground": "Archiefwet 1995, selectielijst"}
    assert press(client, "/keep", **told).status_code == 303
    kept = conference(house)
    assert (kept.keep_until, kept.keep_ground) == (told["keep_until"], told["keep_ground"])
    assert told["keep_ground"] in page(client)


def test_a_day_that_is_none_is_said_with_what_was_typed(house: House, hands: Hands) -> None:
    answer = press(house.facilitator(), "/keep", keep_until="31-01-2036", keep_ground="A law")
    assert answer.status_code == 422
    assert "Type a day that is in the calendar" in answer.text
    assert 'value="A law"' in answer.text
    assert conference(house).keep_ground == ""


def test_a_day_that_has_passed_is_said_here_and_on_the_page_of_the_box(
    house: House, hands: Hands
) -> None:
    client = house.facilitator()
    house.ask(EditConference({"keep_until": "2020-02-01"}))
    assert "That day has passed: it may be wiped now." in page(client)
    assert "It may be wiped now" in client.get("/box", headers=EN).text
    house.ask(EditConference({"keep_until": "2090-02-01"}))
    assert "it may be wiped now" not in page(client)
    assert "It may be wiped now" not in client.get("/box", headers=EN).text


def test_somebody_is_looked_for_and_what_is_chosen_is_erased(house: House, hands: Hands) -> None:
    client = house.facilitator()
    found = press(client, "/person", person="jansen").text
    assert 'name="name" value="Jan Jansen"' in found
    assert 'value="Bob"' not in found
    answer = press(client, "/person/erase", name="Jan Jansen")
    assert answer.location == "/results/close?erased#person"
    assert sorted((e.text, e.name) for e in house.entries()) == [("", ""), ("By Bob", "Bob")]
    assert hands.forgotten == 1
    assert "Erased, also from" in client.get("/results/close?erased", headers=EN).text


def test_who_was_invited_is_found_by_address(house: House, hands: Hands) -> None:
    client = house.facilitator()
    house.ask(PutInvitees(({"label": "Ann", "email": "ann@example.org"},)))
    found = press(client, "/person", person="ANN@").text
    (invitee,) = re.findall(r'name="invitee" value="(\w+)"', found)
    assert press(client, "/person/erase", invitee=invitee).status_code == 303
    (left,) = house.conductor.read(lambda room: tuple(room.invitees.values()))
    assert (left.label, left.email, left.code) == ("", "", "")
    listed = client.get(f"/prepare/{conference(house).id}/survey/invitees", headers=EN).text
    assert ">without name</a>" in listed


def test_of_many_who_are_found_some_are_shown_and_more_is_asked(house: House, hands: Hands) -> None:
    people = tuple({"email": f"p{n}@example.org"} for n in range(30))
    house.ask(PutInvitees(people))
    found = press(house.facilitator(), "/person", person="example").text
    assert len(re.findall(r'name="invitee"', found)) == 20
    assert "Type more of the name or the address." in found


def test_nobody_found_and_nothing_chosen_erase_nothing(house: House, hands: Hands) -> None:
    client = house.facilitator()
    before = house.entries()
    assert "Nothing stands under this name" in press(client, "/person", person="Piet").text
    answer = press(client, "/person/erase")
    assert (answer.status_code, "Choose first" in answer.text) == (422, True)
    assert "Nothing was found" in press(client, "/person/erase", name="Piet").text
    assert (house.entries(), hands.forgotten) == (before, 0)


@pytest.mark.parametrize(
    ("is_closed", "archives", "fields", "said"),
    [
        (False, ["a.zip"], {"title": TITLE}, "Close the conference first."),
        (True, [], {"title": TITLE}, "No archive was made on this box."),
        (True, ["a.zip"], {"title": "Iets anders"}, "Type the title of the conference"),
        (True, ["a.zip"], {}, "Type the title of the conference"),
        (True, ["a.zip"], {"title": f"  {TITLE.lower()} "}, ""),
        (True, ["a.zip"], {"title": "Work conference on social entrepreneurship"}, ""),
        (True, [], {"title": TITLE, "without_archive": "1"}, ""),
    ],
)
def test_all_of_it_is_wiped_only_as_asked_by_name(
    house: House,
    hands: Hands,
    is_closed: bool,
    archives: list[str],
    fields: dict[str, str],
    said: str,
) -> None:
    if is_closed:
        house.ask(CloseEvent())
    hands.archives = archives
    answer = press(house.facilitator(), "/wipe", **fields)
    assert hands.wipes == (not said)
    assert said in answer.text
    assert answer.status_code == (200 if not said else answer.status_code)
    assert ("The box is wiping" in answer.text) is (not said)


def test_a_certificate_is_downloaded_and_no_other_file(house: House, hands: Hands) -> None:
    client = house.facilitator()
    hands.wiped = [Wiped("one-wiped", "Older", ("nl",), "2026-01-02T10:00:00+00:00")]
    assert "/results/close/certificates/one-wiped.html" in page(client)
    answer = client.get("/results/close/certificates/one-wiped.html")
    assert (answer.status_code, answer.text) == (200, "<p>certificate</p>")
    assert "attachment" in answer.headers["Content-Disposition"]
    for other in ("other.html", "..%2fbox.json", "box.json"):
        assert client.get(f"/results/close/certificates/{other}").status_code == 404


def test_an_empty_box_tells_what_was_wiped_from_it(tmp_path: Path) -> None:
    with open_house(tmp_path / "house", has_conference=False) as empty:
        hands = Hands(empty, tmp_path)
        hands.wiped = [Wiped("one-wiped", "Older", ("nl",), "2026-01-02T10:00:00+00:00")]
        client = empty.facilitator()
        text = page(client)
        assert "There is no conference on this box" in text
        assert "one-wiped.html" in text
        assert press(client, "/event", act="close", sure="1").status_code == 503


def test_phones_read_that_it_is_over(house: House, hands: Hands) -> None:
    client = house.seated("3")
    house.ask(CloseEvent())
    text = client.get("/t/3", headers=EN).text
    assert "The conference is over. What was given without a name is anonymous now." in text
    form = {"id": new_id(), "text": "x", "activity": NAMED}
    answer = client.post("/t/3/entries", data=form, headers=EN)
    assert answer.status_code == 409
    assert "Nothing more comes in. Your text is not lost." in answer.text


def test_who_comes_after_the_end_reads_and_takes_no_seat(house: House, hands: Hands) -> None:
    house.ask(CloseEvent())
    before = house.records()
    late = house.seated("4")
    assert late.get("/t/4", headers=EN).status_code == 200
    assert house.records() == before
