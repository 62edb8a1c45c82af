"""Choosing a table and taking part through pages and plain forms, as a browser without script."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conductor import Busy
from appliance.conference.commands import (
    CloseActivity,
    OpenActivity,
    PauseActivity,
    SealActivity,
)
from appliance.conference.records import Person, Table
from appliance.web.limits import Rates
from appliance.web.page import new_command_id

from .house import STEP, House, new_id, open_house

QUESTION = "knelpunten"


def say(client: FlaskClient, text: str, table: str = "3", **more: str) -> TestResponse:
    """Send the plain form of the open question."""
    form = {"id": new_id(), "activity": STEP, "question": QUESTION, "text": text, **more}
    return client.post(f"/t/{table}/entries", data=form)


def body(page: TestResponse) -> dict[str, str]:
    """What the page tells its scripts."""
    tag = re.search(r"<body[^>]*>", page.text)
    assert tag
    return {name: unescape(value) for name, value in re.findall(r'data-([\w-]+)="([^"]*)"', tag[0])}


def people(house: House) -> list[Person]:
    return house.conductor.read(lambda room: list(room.people.values()))


def test_opening_a_table_changes_nothing_but_the_cookie(house: House) -> None:
    before = house.records()
    client = house.client()
    answer = client.get("/t/3")

    assert answer.status_code == 200
    assert client.get_cookie("device") is not None
    assert house.records() == before


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    cookie = house.client().get("/t/3").headers["Set-Cookie"]

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Max-Age=2592000" in cookie


def test_the_page_tells_its_scripts_whose_it_is(house: House) -> None:
    client = house.client()
    first = body(client.get("/t/3"))
    again = body(client.get("/t/3"))

    assert (first["as"], first["table"], first["conference"]) == (
        "participant",
        "3",
        "conference-1",
    )
    assert first["persons"] == "1/1"
    assert re.fullmatch(r"[a-z2-7]{16}", first["person"])
    assert first["new-device"] == "true"
    assert "new-device" not in again
    assert again["person"] == first["person"]
    assert first["practice"] == "true"


def test_the_start_leads_to_ones_table_or_to_the_choice(house: House) -> None:
    client = house.client()
    choice = client.get("/", headers={"Accept-Language": "en"})
    client.get("/t/3")

    assert "Which table are you at?" in choice.text
    assert client.get_cookie("device") is not None
    assert client.get("/").location == "/t/3"
    assert client.get("/tables").status_code == 200


def test_looking_at_another_table_before_sitting_down_is_no_move(house: House) -> None:
    client = house.client()
    client.get("/t/3")

    assert client.get("/t/7").status_code == 200
    assert client.get("/").location == "/t/7"
    assert people(house) == []


def test_who_sits_elsewhere_is_asked_and_nothing_moves_by_itself(house: House) -> None:
    client = house.seated("3")
    asked = client.get("/t/7", headers={"Accept-Language": "en"})

    assert "You were at table 3. Are you at table 7 now?" in asked.text
    assert client.get("/").location == "/t/3"
    assert [person.table for person in people(house)] == ["3"]


def test_the_same_person_moves_when_they_say_so(house: House) -> None:
    client = house.seated("3")
    answer = client.post("/t/7/join", data={"id": new_id()})

    assert (answer.status_code, answer.location) == (303, "/t/7")
    assert [person.table for person in people(house)] == ["7"]
    assert client.get("/t/7").status_code == 200


def test_a_table_that_is_not_in_use_leads_to_another(house: House) -> None:
    def put_away(room: object) -> None:
        tables = room.tables  # type: ignore[attr-defined]
        three: Table = tables["3"]
        tables["3"] = Table(three.id, three.number, three.theme, is_in_use=False)

    house.conductor.read(put_away)
    answer = house.client().get("/t/3", headers={"Accept-Language": "en"})

    assert answer.status_code == 409
    assert "Table 3 is not in use. Go to table 4" in answer.text
    assert 'href="/t/3"' not in answer.text


def test_a_contribution_is_kept_as_typed_and_shown_as_saved(house: House) -> None:
    client = house.seated()
    text = "Zo'n <b>zzp'er</b> & 👩‍👩‍👧 مرحبا\r\nnog een regel"
    answer = say(client, text)

    assert answer.status_code == 303
    (entry,) = house.entries()
    assert entry.text == text.replace("\r\n", "\n")
    assert answer.location == f"/t/3?saved={entry.id}#saved"
    page = client.get(answer.location, headers={"Accept-Language": "en"})
    assert "Saved" in page.text
    assert "&lt;b&gt;zzp" in page.text
    assert "<b>zzp" not in page.text


def test_nothing_is_called_saved_that_is_not(house: House) -> None:
    page = house.seated().get("/t/3?saved=abc", headers={"Accept-Language": "en"})

    assert 'id="saved"' not in page.text


def test_posting_writes_no_person_beside_the_contribution(house: House) -> None:
    client = house.client()
    client.get("/t/3")

    assert say(client, "Zonder stoel").status_code == 303
    assert [entry.table for entry in house.entries()] == ["3"]
    assert people(house) == []


def test_sending_a_form_twice_does_it_once(house: House) -> None:
    client = house.seated()
    id = new_id()

    assert say(client, "Eén keer", id=id).location == say(client, "Eén keer", id=id).location
    assert len(house.entries()) == 1


def test_every_form_of_a_page_has_a_fresh_id(house: House) -> None:
    client = house.seated()
    first, second = (
        set(re.findall(r'name="id" value="(\w+)"', client.get("/t/3").text)) for _ in "12"
    )

    assert first
    assert not first & second
    assert new_command_id() != new_command_id()


def test_a_refused_text_is_kept_with_the_reason_and_the_chair_can_have_it(house: House) -> None:
    client = house.seated()
    house.ask(CloseActivity(STEP))
    id = new_id()
    answer = client.post(
        "/t/3/entries",
        data={"id": id, "activity": STEP, "question": QUESTION, "text": "Te <laat>"},
        headers={"Accept-Language": "en"},
    )

    assert answer.status_code == 409
    assert "This question is closed. Your text is not lost." in answer.text
    assert "Te &lt;laat&gt;" in answer.text
    assert f'value="{id}"' in answer.text
    assert 'name="to_chair"' in answer.text
    assert house.entries() == []
    assert say(client, "Te <laat>", id=id, to_chair="1").status_code == 303
    assert [entry.is_late for entry in house.entries()] == [True]


def test_what_was_written_in_time_is_kept_as_late(house: House) -> None:
    client = house.seated()
    written = body(client.get("/t/3"))["room-ms"]
    house.ask(CloseActivity(STEP))

    assert say(client, "Net op tijd", written_ms=written).status_code == 303
    assert [entry.is_late for entry in house.entries()] == [True]


@pytest.mark.parametrize("written", ["", "-1", "x", "1e9", "9" * 400, "²"])
def test_a_senseless_time_of_writing_is_no_time_or_refused(house: House, written: str) -> None:
    answer = say(house.seated(), "Wanneer?", written_ms=written)

    assert answer.status_code in (303, 400)


def test_a_text_for_a_paused_step_is_kept(house: House) -> None:
    client = house.seated()
    house.ask(PauseActivity(STEP))
    answer = say(client, "Even wachten")

    assert answer.status_code == 409
    assert "Even wachten" in answer.text


def test_a_form_without_cookie_keeps_the_text_and_can_be_sent_again(house: House) -> None:
    client = house.client()
    answer = say(client, "Ik had geen koekje")

    assert answer.status_code == 401
    assert "Ik had geen koekje" in answer.text
    assert house.entries() == []
    assert say(client, "Ik had geen koekje").status_code == 303
    assert len(house.entries()) == 1


def test_a_form_of_a_table_that_one_has_left_keeps_the_text(house: House) -> None:
    client = house.seated("7")
    answer = say(client, "Van tafel 3", table="3")

    assert answer.status_code == 409
    assert "Van tafel 3" in answer.text
    assert body(answer)["table"] == "7"
    assert house.entries() == []


def test_a_text_is_kept_when_the_box_cannot_save(house: House) -> None:
    client = house.seated()
    house.store.is_full = True
    answer = say(client, "Geen plek")

    assert answer.status_code == 503
    assert "Geen plek" in answer.text
    house.store.is_full = False


def test_a_text_is_kept_of_who_sends_too_much(tmp_path: Path) -> None:
    with open_house(tmp_path, Rates(device_burst=1, device_per_s=0.001)) as house:
        house.ask(OpenActivity(STEP))
        client = house.seated()
        say(client, "Eerste")
        answer = say(client, "Te veel")

    assert answer.status_code == 429
    assert "Te veel" in answer.text
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_text_is_kept_when_the_box_is_too_busy_to_make_the_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise Busy

    client = house.seated()
    monkeypatch.setattr(house.conductor, "read", busy)
    answer = say(client, "Even geduld")

    assert answer.status_code == 503
    assert "Even geduld" in answer.text


def test_ones_own_contribution_can_be_edited_and_withdrawn(house: House) -> None:
    client = house.seated()
    say(client, "Eerste")
    (entry,) = house.entries()
    address = f"/t/3/entries/{entry.id}"

    edited = client.post(address, data={"id": new_id(), "act": "edit", "text": "Tweede"})
    assert (edited.status_code, house.entries()[0].text) == (303, "Tweede")
    withdrawn = client.post(address, data={"id": new_id(), "act": "withdraw"})
    assert (withdrawn.status_code, house.entries()[0].is_withdrawn) == (303, True)


def test_a_refused_edit_keeps_the_text(house: House) -> None:
    client = house.seated()
    say(client, "Eerste")
    (entry,) = house.entries()
    form = {"id": new_id(), "act": "edit", "text": "x" * 2001}
    answer = client.post(f"/t/3/entries/{entry.id}", data=form)

    assert answer.status_code == 422
    assert "x" * 2001 in answer.text
    assert house.entries() == [entry]


def test_a_text_is_kept_when_the_room_has_moved_on_to_another_step(house: House) -> None:
    client = house.seated()
    house.ask(CloseActivity(STEP))
    house.ask(OpenActivity("oplossingen"))
    id = new_id()
    answer = say(client, "Nog bij de vorige vraag", id=id)

    assert answer.status_code == 409
    assert "Nog bij de vorige vraag" in answer.text
    assert say(client, "Nog bij de vorige vraag", id=id, to_chair="1").status_code == 303
    assert [entry.is_late for entry in house.entries()] == [True]


def test_an_edit_is_kept_that_comes_after_closing(house: House) -> None:
    client = house.seated()
    say(client, "Eerste")
    (entry,) = house.entries()
    house.ask(CloseActivity(STEP))
    form = {"id": new_id(), "act": "edit", "text": "Tweede, te laat"}
    answer = client.post(f"/t/3/entries/{entry.id}", data=form)

    assert answer.status_code == 409
    assert "Tweede, te laat" in answer.text


def test_a_text_for_an_unknown_question_is_kept(house: House) -> None:
    answer = say(house.seated(), "Waarvoor?", question="nothing")

    assert answer.status_code == 404
    assert "Waarvoor?" in answer.text


def test_what_another_wrote_cannot_be_changed(house: House) -> None:
    say(house.seated(), "Van mij")
    (entry,) = house.entries()
    form = {"id": new_id(), "act": "edit", "text": "Van jou"}
    answer = house.seated().post(f"/t/3/entries/{entry.id}", data=form)

    assert answer.status_code == 403
    assert house.entries() == [entry]


def test_several_people_share_a_device_each_with_their_own(house: House) -> None:
    client = house.seated()
    first = body(client.get("/t/3"))
    say(client, "Van de eerste")
    answer = client.post("/t/3/person", data={"n": "new"})
    second = body(client.get("/t/3"))
    say(client, "Van de tweede")
    client.post("/t/3/person", data={"n": "1"})

    assert (answer.status_code, answer.location) == (303, "/t/3")
    assert (first["persons"], second["persons"]) == ("1/1", "2/2")
    assert first["person"] != second["person"]
    assert body(client.get("/t/3"))["person"] == first["person"]
    assert {entry.owner for entry in house.entries()} == {first["person"], second["person"]}


@pytest.mark.parametrize("n", ["0", "2", "x", "", "-1", "²", "9" * 400])
def test_there_are_no_other_people_than_those_who_came(house: House, n: str) -> None:
    client = house.seated()

    assert client.post("/t/3/person", data={"n": n}).status_code == 422
    assert body(client.get("/t/3"))["persons"] == "1/1"


def test_a_device_does_not_hold_more_people_than_a_table(house: House) -> None:
    client = house.seated()
    answers = {client.post("/t/3/person", data={"n": "new"}).status_code for _ in range(14)}

    assert answers == {303, 422}
    assert body(client.get("/t/3"))["persons"] == "12/12"


def test_ones_own_contributions_are_recognised_until_closing_for_good(house: House) -> None:
    client = house.seated()
    say(client, "Herkenbaar")
    assert "/entries/" in client.get("/t/3").text
    house.ask(CloseActivity(STEP))
    house.ask(SealActivity(STEP))

    assert "/entries/" not in client.get("/t/3").text


def test_a_long_list_begins_with_the_newest_and_is_there_whole_for_who_asks(house: House) -> None:
    client = house.seated()
    for number in range(45):
        say(client, f"Nummer {number:02}")
    begin, whole = (client.get(path).text for path in ("/t/3", "/t/3?all"))
    shared = [
        page.partition('id="words"')[0].rpartition("Aan deze tafel")[2] for page in (begin, whole)
    ]

    assert ["Nummer 04" in part for part in shared] == [False, True]
    assert ["Nummer 44" in part for part in shared] == [True, True]
    assert ["/t/3?all" in part for part in shared] == [True, False]


def test_a_page_speaks_the_language_that_was_chosen_on_it(house: House) -> None:
    client = house.client()
    dutch = client.get("/t/3")
    english = client.get("/t/3", headers={"Accept-Language": "en-GB,en;q=0.9,nl;q=0.8"})
    german = client.get("/t/3", headers={"Accept-Language": "de,en;q=0.8"})
    chosen = client.get("/language/en?next=/t/3")

    assert '<html lang="nl">' in dutch.text
    assert '<html lang="en">' in english.text
    assert '<html lang="nl">' in german.text
    assert (chosen.status_code, chosen.location) == (303, "/t/3")
    assert '<html lang="en">' in client.get("/t/3").text


@pytest.mark.parametrize(
    "next", ["//evil.example", "http://evil.example", "/\\evil.example", "x", "", "/\t/evil", None]
)
def test_choosing_a_language_leads_nowhere_else(house: House, next: str | None) -> None:
    query = {} if next is None else {"next": next}

    assert house.client().get("/language/en", query_string=query).location == "/"


def test_choosing_a_language_after_a_refused_form_leads_back_to_the_page(house: House) -> None:
    answer = say(house.seated(), "")

    assert answer.status_code == 422
    assert "next=/t/3" in answer.text
    assert "next=/t/3/entries" not in answer.text
