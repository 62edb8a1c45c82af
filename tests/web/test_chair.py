"""The chair's page without script, the code of a table, and devices that a table lends out."""

from pathlib import Path

from flask import Response
from flask.testing import FlaskClient

from appliance.conference.commands import CloseActivity, WriteSummary
from appliance.conference.records import Person, Role
from appliance.web.cookies import LOAN_PEOPLE_MOST, Cookies, Device
from appliance.web.qr import qr_code

from .house import ADDRESS, STEP, House, new_id, open_house
from .test_participant import body, say

ENGLISH = {"Accept-Language": "en"}


def people(house: House) -> list[Person]:
    return house.conductor.read(lambda room: list(room.people.values()))


def card(house: House) -> str:
    """The address on the card of the chair of table 3."""
    return f"/chair/{house.code(Role.CHAIR, '3')}"


def hand_on(client: FlaskClient, n: str = "new", table: str = "3") -> int:
    """Press "next person"; the status."""
    return client.post(f"/t/{table}/person", data={"n": n}).status_code


# -- the chair's page -----------------------------------------------------------------------------


def test_a_chair_reads_question_prompts_points_and_contributions_without_script(
    house: House,
) -> None:
    say(house.seated(), "Banken vinden het risico te groot")
    house.ask(WriteSummary(STEP, STEP, ("Geld zoekt zekerheid", ""), table="3"))
    page = house.chair().get(card(house), headers=ENGLISH)

    assert "Which obstacles do you meet within this theme?" in page.text
    assert "Who feels this most?" in page.text
    assert "<li>Geld zoekt zekerheid</li>" in page.text
    assert "Banken vinden het risico te groot" in page.text


def test_before_the_first_step_and_between_steps_a_chair_has_a_page_too(
    house: House, tmp_path: Path
) -> None:
    house.ask(CloseActivity(STEP))
    with open_house(tmp_path / "planned") as planned:
        found = [one.client().get(card(one)).status_code for one in (house, planned)]
    assert found == [200, 200]


def test_a_chair_is_told_when_there_is_nothing_to_agree_with(house: House) -> None:
    asked = {"id": new_id(), "do": "agree_summary", "activity": STEP, "question": STEP}
    answer = house.chair().post("/api/commands?as=chair&table=3", json=asked, headers=ENGLISH)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "summary_empty")
    assert "Write at least one" in answer.get_json()["message"]


def heads(house: House) -> int | None:
    """How many people were counted at table 3."""
    return house.conductor.read(lambda room: room.tables["3"].heads)


def count(house: House, typed: str) -> Response:
    """Count people through the plain form."""
    told = {"id": new_id(), "do": "count_heads", "heads": typed}
    return house.chair().post(f"{card(house)}/acts", data=told, headers=ENGLISH)


def test_a_chair_counts_who_sits_at_the_table_without_script(house: House) -> None:
    assert "Count the people at this table" in house.chair().get(card(house), headers=ENGLISH).text
    assert (count(house, "8").status_code, heads(house)) == (303, 8)
    assert "8 people at this table" in house.chair().get(card(house), headers=ENGLISH).text
    assert (count(house, "").status_code, heads(house)) == (303, None)


def test_what_is_no_number_of_people_is_refused_in_words(house: House) -> None:
    count(house, "8")
    for typed in ("-1", "201", "8,5", "acht", "²", "9" * 5_000):
        answer = count(house, typed)
        assert (answer.status_code, heads(house)) == (422, 8)
        assert "from 0 to 200" in answer.text


def test_the_code_of_a_table_is_its_address(house: House) -> None:
    client = house.client()
    with house.app.test_request_context():
        plain = qr_code(f"{ADDRESS}/t/3").data
        loan = qr_code(f"{ADDRESS}/t/3?loan").data
    answer = client.get("/t/3/qr.svg")
    assert (answer.content_type, answer.data) == ("image/svg+xml", plain)
    assert client.get("/t/3/qr.svg?loan").data == loan
    assert client.get("/t/99/qr.svg").status_code == 404


# -- a loan device --------------------------------------------------------------------------------


def test_what_opens_the_loan_code_is_a_loan_device_of_that_table(house: House) -> None:
    client = house.client()
    before = house.records()
    page = client.get("/t/3?loan", headers=ENGLISH)

    assert body(page)["loan"] == "true"
    assert "loan device" in page.text
    assert ">Next person</button>" in page.text
    assert house.records() == before
    # It is one from here on, with or without the code.
    assert body(client.get("/t/3"))["loan"] == "true"
    assert "loan" not in body(house.client().get("/t/3"))


def test_on_a_loan_device_nobody_goes_back_to_who_was_there_before(house: House) -> None:
    client = house.client()
    client.get("/t/3?loan")
    say(client, "Van de eerste")
    assert hand_on(client) == 303

    page = client.get("/t/3", headers=ENGLISH)
    assert body(page)["persons"] == "2/2"
    assert "Mine (" not in page.text
    assert "Person 1" not in page.text
    assert hand_on(client, "1") == 422
    assert body(client.get("/t/3"))["persons"] == "2/2"


def test_after_a_contribution_the_loan_device_offers_the_next_person_first(house: House) -> None:
    client = house.client()
    client.get("/t/3?loan")
    page = client.get(say(client, "Van de eerste").location, headers=ENGLISH)
    assert "Saved. Hand the device on." in page.text
    assert 'class="act primary" name="n" value="new">Next person' in page.text


def test_more_people_than_a_table_has_seats_can_use_a_loan_device(house: House) -> None:
    client = house.client()
    client.get("/t/3?loan")
    assert {hand_on(client) for _ in range(20)} == {303}
    assert body(client.get("/t/3"))["persons"] == "21/21"


def test_a_loan_device_that_comes_to_another_table_is_for_somebody_new_there(house: House) -> None:
    client = house.client()
    client.get("/t/3?loan")
    say(client, "Van tafel drie")
    told = body(client.get("/t/7?loan"))
    assert (told["table"], told["persons"], told["loan"]) == ("7", "2/2", "true")
    # Looking again changes nothing.
    assert body(client.get("/t/7?loan"))["persons"] == "2/2"


def test_ones_own_phone_is_no_loan_device_any_more_when_one_says_so(house: House) -> None:
    client = house.seated("3")
    client.get("/t/3?loan")
    answer = client.post("/t/3/own")
    assert (answer.status_code, answer.location) == (303, "/t/3")
    told = body(client.get("/t/3"))
    assert "loan" not in told
    assert (told["persons"], [person.table for person in people(house)]) == ("1/1", ["3"])


def test_a_token_brings_a_loan_device_back_as_one() -> None:
    cookies = Cookies(b"s" * 32)
    device = Device.new().at("3").lent_at("3").for_next_at("3")
    assert cookies.resumed(cookies.token(device)) == device
    assert (device.is_loan, device.n, device.of) == (True, 2, 2)


def test_a_cookie_from_before_there_were_loan_devices_still_counts() -> None:
    cookies = Cookies(b"s" * 32)
    old = cookies._sealed("token", {"d": "x", "n": 1, "of": 2, "t": "3"})
    assert cookies.resumed(old) == Device("x", 1, 2, "3", is_loan=False)


def test_a_device_holds_no_more_people_than_it_may() -> None:
    full = Device("x", 3, LOAN_PEOPLE_MOST, "3", is_loan=True)
    assert not full.has_room
    assert full.for_next_at("7") == Device("x", 3, LOAN_PEOPLE_MOST, "7", is_loan=True)
