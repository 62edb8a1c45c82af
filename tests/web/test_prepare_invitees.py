"""Who is invited: by hand, from a table again and again, and out of it for a mail merge."""

import csv
import io
import re
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import (
    CloseSurvey,
    OpenSurvey,
    PutInvitees,
    PutSurvey,
    SealSurvey,
    TypeResponse,
)
from appliance.conference.records import Invitee
from appliance.sheets.limits import BOOK_MB_MOST, CSV_MB_MOST
from appliance.web import survey_sheets
from appliance.web.uploads import FORGET_AFTER_S, SHEETS_MOST, Uploads
from tests.sheets.books import FILES

from .house import House, new_id
from .test_prepare_survey import AT, EN, demo_survey

TABLE = """Naam;E-mailadres;Functie
Anna de Vries;anna@example.org;financier
Bram Smit;bram@example.org;overheid
Carla Mol;;overheid
Nogmaals Anna;ANNA@example.org;financier
Dirk;dirk-zonder-apenstaart;financier
;;wetenschapper
"""


@pytest.fixture
def desk(house: House) -> FlaskClient:
    """The organiser, with the reference survey open."""
    house.ask(PutSurvey(demo_survey()))
    house.ask(OpenSurvey())
    return house.facilitator()


def invitees(house: House) -> list[Invitee]:
    """Everybody, by name."""
    found = house.conductor.read(lambda room: list(room.invitees.values()))
    return sorted(found, key=lambda one: one.label)


def choose(desk: FlaskClient, content: str | bytes, name: str = "lijst.csv") -> Any:
    """Choose a table."""
    told = content.encode() if isinstance(content, str) else content
    file = (BytesIO(told), name)
    return desk.post(f"{AT}/invitees/file", data={"id": new_id(), "file": file}, headers=EN)


def columns(page: str) -> dict[str, str]:
    """The fields of the form as they are on the page."""
    told = {"id": new_id()}
    key = re.search(r'name="key" value="(\w+)"', page)
    assert key
    told["key"] = key[1]
    selects = re.compile(r'<select id="[^"]*" name="([^"]*)">(.*?)</select>', re.DOTALL)
    for name, options in selects.findall(page):
        chosen = re.search(r'value="(\d*)" selected>', options)
        told[name] = chosen[1] if chosen else ""
    return told


def take(desk: FlaskClient, page: str, **other: str) -> Any:
    """Take in what the page shows."""
    form = {**columns(page), "take": "1", **other}
    return desk.post(f"{AT}/invitees/columns", data=form, headers=EN)


def test_a_table_is_looked_at_first_and_then_taken_in(desk: FlaskClient, house: House) -> None:
    page = choose(desk, TABLE)
    assert page.status_code == 200
    assert invitees(house) == []
    assert columns(page.text)["column.name"] == "0"
    assert columns(page.text)["column.email"] == "1"
    assert columns(page.text)["column.role"] == "2"
    assert "Take in 3 people" in page.text
    assert "is not an e-mail address" in page.text
    assert "This e-mail address stands in row 2 too." in page.text

    taken = take(desk, page.text)
    assert "3 people are new." in taken.text
    assert [(one.label, one.email, one.role) for one in invitees(house)] == [
        ("Anna de Vries", "anna@example.org", "financier"),
        ("Bram Smit", "bram@example.org", "overheid"),
        ("Carla Mol", "", "overheid"),
    ]
    assert all(len(one.code) >= 8 for one in invitees(house))
    assert len({one.code for one in invitees(house)}) == 3


def test_taken_in_again_nobody_is_there_twice(desk: FlaskClient, house: House) -> None:
    take(desk, choose(desk, TABLE).text)
    before = invitees(house)
    again = choose(desk, TABLE.replace("overheid", "gemeente"))
    assert re.search(r"0 people are new.\s+3 are on the list already.", again.text)
    take(desk, again.text)
    after = invitees(house)
    assert [(one.id, one.code) for one in after] == [(one.id, one.code) for one in before]
    assert [one.role for one in after] == ["financier", "gemeente", "gemeente"]


def test_other_columns_can_be_chosen(desk: FlaskClient, house: House) -> None:
    page = choose(desk, "a,b\nAnna,anna@example.org\n")
    form = {**columns(page.text), "column.name": "0", "column.role": ""}
    looked = desk.post(f"{AT}/invitees/columns", data=form, headers=EN)
    assert columns(looked.text)["column.name"] == "0"
    assert invitees(house) == []
    take(desk, looked.text)
    assert [one.label for one in invitees(house)] == ["Anna"]


def test_a_table_of_windows_with_semicolons_is_read(desk: FlaskClient, house: House) -> None:
    page = choose(desk, "Naam;E-mail\r\nZoë Müller;zoe@example.org\r\n".encode("cp1252"))
    take(desk, page.text)
    assert [one.label for one in invitees(house)] == ["Zoë Müller"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in"),
        (b"%PDF-1.7", "is not a table"),
        (b"PK\x03\x04 half a spreadsheet", "damaged"),
        (b"<!doctype html><table>", "is a web page"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(
    desk: FlaskClient, house: House, content: bytes, said: str
) -> None:
    page = choose(desk, content, "lijst.xlsx")
    assert (page.status_code, said in page.text) == (422, True)
    assert invitees(house) == []


def test_what_is_far_too_large_is_said_in_a_sentence(
    desk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert max(CSV_MB_MOST, BOOK_MB_MOST) * 1_000_000 < survey_sheets.FILE_MOST_BYTES
    monkeypatch.setattr(survey_sheets, "FILE_MOST_BYTES", 100)
    page = choose(desk, TABLE * 10)
    assert (page.status_code, "is larger than" in page.text) == (422, True)


def test_a_table_that_waited_too_long_is_chosen_again(desk: FlaskClient) -> None:
    form = {"id": new_id(), "key": "0" * 32, "take": "1"}
    page = desk.post(f"{AT}/invitees/columns", data=form, headers=EN)
    assert (page.status_code, "Choose it once more." in page.text) == (409, True)


def test_tables_that_wait_are_few_and_not_kept_for_long() -> None:
    now = [0.0]
    uploads = Uploads(lambda: now[0])
    keys = [uploads.keep(f"{n}.csv", None) for n in range(SHEETS_MOST + 1)]  # type: ignore[arg-type]
    assert uploads.find(keys[0]) is None
    assert uploads.find(keys[-1]) == (f"{SHEETS_MOST}.csv", None)
    now[0] = FORGET_AFTER_S + 1
    assert uploads.find(keys[-1]) is None


def test_one_person_is_added_corrected_and_taken_off(desk: FlaskClient, house: House) -> None:
    form = {"id": new_id(), "label": "Anna", "email": "anna@example.org", "role": "financier"}
    assert desk.post(f"{AT}/invitees", data=form).status_code == 303
    again = desk.post(f"{AT}/invitees", data={**form, "id": new_id()}, headers=EN)
    assert (again.status_code, "is invited already" in again.text) == (422, True)
    nobody = desk.post(f"{AT}/invitees", data={"id": new_id(), "role": "x"}, headers=EN)
    assert (nobody.status_code, "Type a name" in nobody.text) == (422, True)

    (anna,) = invitees(house)
    page = desk.get(f"{AT}/invitee/{anna.id}").text
    assert f"http://192.168.1.4:8080/s/{anna.code}" in page
    desk.post(f"{AT}/invitee/{anna.id}", data={"id": new_id(), "label": "Anna de Vries"})
    (anna,) = invitees(house)
    assert (anna.label, anna.email) == ("Anna de Vries", "anna@example.org")

    assert (
        "Take Anna de Vries off the list?"
        in desk.get(f"{AT}/invitee/{anna.id}/remove", headers=EN).text
    )
    assert invitees(house) == [anna]
    desk.post(f"{AT}/invitee/{anna.id}/remove", data={"id": new_id()})
    assert invitees(house) == []
    assert desk.get(f"{AT}/invitee/{anna.id}").status_code == 404


def test_a_field_that_is_emptied_on_the_page_is_empty(desk: FlaskClient, house: House) -> None:
    house.ask(PutInvitees(({"label": "Anna", "email": "anna@example.org", "role": "bank"},)))
    (anna,) = invitees(house)
    address = f"{AT}/invitee/{anna.id}"
    form = {"id": new_id(), "label": "Anna", "email": " ", "role": ""}
    assert desk.post(address, data=form).status_code == 303
    (after,) = invitees(house)
    assert (after.label, after.email, after.role, after.code) == ("Anna", "", "", anna.code)
    page = desk.post(address, data={**form, "id": new_id(), "label": ""}, headers=EN)
    assert (page.status_code, "Type a name" in page.text) == (422, True)
    assert invitees(house) == [after]


def test_an_empty_cell_of_a_table_that_comes_again_changes_nothing(
    desk: FlaskClient, house: House
) -> None:
    house.ask(PutInvitees(({"label": "Anna", "email": "anna@example.org", "role": "bank"},)))
    before = invitees(house)
    page = choose(desk, "Naam;E-mailadres;Functie\n;anna@example.org;\n").text
    assert "An empty cell leaves what is known of somebody as it is." in page
    desk.post(f"{AT}/invitees/columns", data={**columns(page), "take": "1"}, headers=EN)
    assert invitees(house) == before


def test_another_sheet_of_the_file_is_chosen_on_the_page_of_its_columns(
    desk: FlaskClient, house: House
) -> None:
    content = (FILES / "genodigden.xlsx").read_bytes()
    page = choose(desk, content, "genodigden.xlsx").text
    options = re.findall(r'<option value="(\w+)"( selected)?>', page)
    assert options == [("Leeg", ""), ("Deelnemers", " selected"), ("Tafels", "")]
    form = {"id": new_id(), "key": columns(page)["key"], "sheet": "Tafels"}
    other = desk.post(f"{AT}/invitees/sheet", data=form, headers=EN)
    assert (other.status_code, '<th scope="col">Thema</th>' in other.text) == (200, True)
    assert '<option value="Tafels" selected>' in other.text
    told = {**columns(other.text), "column.name": "1", "take": "1"}
    assert told["key"] == form["key"]
    desk.post(f"{AT}/invitees/columns", data=told)
    assert [one.label for one in invitees(house)] == ["Kapitaal"]
    gone = desk.post(f"{AT}/invitees/sheet", data={**form, "id": new_id()}, headers=EN)
    assert (gone.status_code, "Choose it once more." in gone.text) == (409, True)


def test_an_empty_or_unknown_sheet_is_refused_and_the_one_before_stays(desk: FlaskClient) -> None:
    page = choose(desk, (FILES / "genodigden.ods").read_bytes(), "genodigden.ods").text
    form = {"id": new_id(), "key": columns(page)["key"]}
    for sheet, said in (("Leeg", "nothing on the sheet “Leeg”"), ("Blad9", "no sheet “Blad9”")):
        again = desk.post(f"{AT}/invitees/sheet", data={**form, "sheet": sheet}, headers=EN)
        assert (again.status_code, said in again.text) == (422, True)
        assert '<option value="Deelnemers" selected>' in again.text


def test_a_table_with_one_sheet_asks_for_none(desk: FlaskClient) -> None:
    page = choose(desk, TABLE).text
    assert 'name="sheet"' not in page


def test_with_whom_answered_it_is_asked_what_becomes_of_the_answers(
    desk: FlaskClient, house: House
) -> None:
    people = tuple({"label": f"Mens {n}", "email": f"m{n}@example.org"} for n in range(3))
    house.ask(PutInvitees(people))
    stays, goes, silent = invitees(house)
    for who in (stays, goes):
        house.ask(TypeResponse({"rol": "financier"}, invitee=who.id))
    asked = desk.get(f"{AT}/invitee/{goes.id}/remove", headers=EN).text
    assert "What is to happen with the answers?" in asked
    assert "at the latest when the survey is closed for good" in asked
    assert 'value="stay" checked' in asked
    page = desk.get(f"{AT}/invitee/{silent.id}/remove", headers=EN).text
    assert "What is to happen" not in page
    for who, told in ((stays, "stay"), (goes, "out")):
        desk.post(f"{AT}/invitee/{who.id}/remove", data={"id": new_id(), "answers": told})
    left = house.conductor.read(lambda room: list(room.responses.values()))
    assert [(r.owner, r.is_leaving) for r in left if r.is_complete] == [(None, False)]
    assert [dict(r.answers) for r in left if r.is_leaving] == [{}]
    assert invitees(house) == [silent]


def test_after_closing_for_good_nothing_of_the_answers_is_asked(
    desk: FlaskClient, house: House
) -> None:
    house.ask(PutInvitees(({"label": "Anna"},)))
    (anna,) = invitees(house)
    house.ask(TypeResponse({"rol": "financier"}, invitee=anna.id))
    house.ask(CloseSurvey())
    house.ask(SealSurvey())
    page = desk.get(f"{AT}/invitee/{anna.id}/remove", headers=EN).text
    assert "The answers stay: the survey is closed for good" in page
    assert 'name="answers"' not in page


def test_the_list_tells_whether_somebody_answered_and_is_searched(
    desk: FlaskClient, house: House
) -> None:
    people = tuple({"label": f"Mens {n}", "email": f"m{n}@example.org"} for n in range(3))
    house.ask(PutInvitees(people))
    who = invitees(house)[1]
    house.ask(TypeResponse({"rol": "financier"}, invitee=who.id))
    page = re.sub(r"\s+", " ", desk.get(f"{AT}/invitees", headers=EN).text)
    assert "3 people · 1 has answered" in page
    assert page.count("✓ has answered") == 1
    assert "never what" in page
    assert "financier" not in page
    found = desk.get(f"{AT}/invitees?q=m2@ mens").text
    assert ("Mens 2" in found, "Mens 1" in found) == (True, False)


def test_the_table_for_a_mail_merge_opens_harmlessly(desk: FlaskClient, house: House) -> None:
    house.ask(PutInvitees(({"label": "=1+1", "email": "anna@example.org", "role": "r"},)))
    answer = desk.get(f"{AT}/invitees.csv", headers=EN)
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    (anna,) = invitees(house)
    link = f"http://192.168.1.4:8080/s/{anna.code}"
    assert rows == [
        ["Name", "E-mail address", "Role", "Code", "Link", "Has answered"],
        ["'=1+1", "anna@example.org", "r", anna.code, link, "no"],
    ]
    # What goes out for a mail merge may come in again.
    page = choose(desk, answer.data)
    take(desk, page.text)
    assert invitees(house) == [anna]
