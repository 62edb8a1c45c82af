"""Answers that come on paper or from another program: typed, or taken in from a table."""

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
)
from appliance.conference.records import Origin, Response
from appliance.web import many as many_steps
from appliance.web.many import STEP
from tests.sheets.books import FILES

from .house import House, new_id
from .test_prepare_invitees import columns
from .test_prepare_survey import AT, EN

SURVEY: dict[str, Any] = {
    "format": "tafelronde-survey/1",
    "title": {"nl": "Enquête", "en": "Survey"},
    "questions": [
        {
            "id": "rol",
            "kind": "choice",
            "text": {"nl": "Wat is uw rol?", "en": "What is your role?"},
            "options": [{"id": id, "text": id} for id in ("financier", "overheid", "anders")],
            "tells": "role",
        },
        {
            "id": "erg",
            "kind": "matrix",
            "text": "Hoe erg is dit?",
            "rows": [{"id": id, "text": id} for id in ("geld", "regels", "kennis")],
            "options": [{"id": "veel", "text": "veel"}, {"id": "weinig", "text": "weinig"}],
        },
        {"id": "top", "kind": "pick", "text": "Het ergst", "from": "erg", "pick": 2},
        {"id": "orde", "kind": "rank", "text": "Volgorde", "from": "erg"},
        {"id": "jaren", "kind": "number", "text": "Jaren", "least": 0, "most": 90},
        {"id": "nog", "kind": "open", "text": "Nog iets?"},
    ],
}
PAPER = {
    "a.rol": "2",
    "a.erg": "12-",
    "a.top": "1 3",
    "a.orde": "312",
    "a.jaren": "40",
    "a.nog": "Meer tijd",
}
ANSWERS = {
    "rol": "overheid",
    "erg": {"geld": "veel", "regels": "weinig"},
    "top": ["geld", "kennis"],
    "orde": ["kennis", "geld", "regels"],
    "jaren": 40,
    "nog": "Meer tijd",
}


@pytest.fixture
def desk(house: House) -> FlaskClient:
    """The organiser of a short survey with two invitees."""
    house.ask(PutSurvey(SURVEY))
    people = ({"label": "Anna", "email": "anna@example.org", "code": "anna-2345"},)
    house.ask(PutInvitees((*people, {"label": "Bram", "email": "bram@example.org"})))
    house.ask(OpenSurvey())
    return house.facilitator()


def given(house: House) -> list[Response]:
    """All responses."""
    return house.conductor.read(lambda room: list(room.responses.values()))


def type_in(desk: FlaskClient, **form: str) -> Any:
    """Send the form of one paper."""
    return desk.post(f"{AT}/paper", data={"id": new_id(), **form}, headers=EN)


# -- paper -----------------------------------------------------------------------------------------


def test_a_paper_is_typed_in_with_numbers(desk: FlaskClient, house: House) -> None:
    assert type_in(desk, **PAPER).location == f"{AT}/paper?saved=1"
    (response,) = given(house)
    assert response.answers == ANSWERS
    assert (response.origin, response.is_complete, response.owner) == (Origin.PAPER, True, None)
    assert response.role == "overheid"
    page = desk.get(f"{AT}/paper?saved=1", headers=EN).text
    assert "1 is typed in from paper." in page
    assert "Meer tijd" not in page


def test_papers_of_nobody_each_count_and_a_form_sent_twice_does_not(
    desk: FlaskClient, house: House
) -> None:
    type_in(desk, **PAPER)
    type_in(desk, **PAPER)
    assert len(given(house)) == 2
    twice = {"id": new_id(), **PAPER}
    for _ in range(2):
        desk.post(f"{AT}/paper", data=twice)
    assert len(given(house)) == 3


@pytest.mark.parametrize("who", ["anna-2345", "ANNA@example.org", "anna"])
def test_a_paper_may_be_an_invitees(desk: FlaskClient, house: House, who: str) -> None:
    assert type_in(desk, who=who, **PAPER).status_code == 303
    anna = house.conductor.read(
        lambda room: next(one for one in room.invitees.values() if one.label == "Anna")
    )
    assert given(house)[0].owner == anna.id


def test_what_an_invitee_answered_before_is_replaced_only_when_asked(
    desk: FlaskClient, house: House
) -> None:
    type_in(desk, who="anna", **PAPER)
    page = type_in(desk, who="anna", **{**PAPER, "a.jaren": "41"})
    assert (page.status_code, "has answered already" in page.text) == (422, True)
    assert given(house)[0].answers["jaren"] == 40
    type_in(desk, who="anna", replace="1", **{**PAPER, "a.jaren": "41"})
    assert [response.answers["jaren"] for response in given(house)] == [41]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"a.rol": "4"}, "There is no option 4. Type a number from 1 to 3."),
        ({"a.rol": "x"}, "There is no option x."),
        ({"a.erg": "12"}, "Type a digit for each of 3 rows; there are 2."),
        ({"a.erg": "129"}, "There is no option 9."),
        ({"a.top": "123"}, "You chose 3. Choose at most 2."),
        ({"a.orde": "11"}, "does not fit the question"),
        ({"a.jaren": "91"}, "Give a whole number from 0 to 90."),
        ({"a.jaren": "veel"}, "Type a whole number instead of veel."),
        ({"who": "carla"}, "Nobody is invited"),
    ],
)
def test_what_cannot_be_is_said_at_its_question_and_kept(
    desk: FlaskClient, house: House, form: dict[str, str], said: str
) -> None:
    page = type_in(desk, **{**PAPER, **form})
    assert (page.status_code, said in page.text, "Meer tijd" in page.text) == (422, True, True)
    assert given(house) == []


def test_an_empty_paper_is_none(desk: FlaskClient, house: House) -> None:
    page = type_in(desk)
    assert (page.status_code, "Type at least one answer first." in page.text) == (422, True)
    assert given(house) == []


# -- another program -------------------------------------------------------------------------------

HEAD = (
    *("Antwoord-id", "Wat is uw rol?", "Hoe erg is dit? [geld]", "Hoe erg is dit? [regels]"),
    *("Hoe erg is dit? [kennis]", "Het ergst", "Volgorde", "Jaren", "Nog iets?"),
)
ROWS = (
    (
        "11",
        "overheid",
        "veel",
        "weinig",
        "",
        "geld|kennis",
        "kennis|geld|regels",
        "40",
        "Meer tijd",
    ),
    ("12", "Financier", "weinig", "weinig", "veel", "", "", "3.0", ""),
    ("13", "", "", "", "", "", "", "", ""),
)


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """A CSV."""
    return "\n".join("\t".join(row) for row in (head, *rows)).encode()


def choose(desk: FlaskClient, content: bytes) -> Any:
    """Choose a table of answers."""
    form = {"id": new_id(), "file": (BytesIO(content), "antwoorden.csv")}
    return desk.post(f"{AT}/answers", data=form, headers=EN)


def test_another_sheet_of_a_file_of_answers_can_be_looked_at(desk: FlaskClient) -> None:
    content = (FILES / "genodigden.xlsx").read_bytes()
    form = {"id": new_id(), "file": (BytesIO(content), "antwoorden.xlsx")}
    page = desk.post(f"{AT}/answers", data=form, headers=EN).text
    assert '<option value="Deelnemers" selected>' in page
    key = columns(page)["key"]
    other = desk.post(f"{AT}/answers/sheet", data={"key": key, "sheet": "Tafels"}, headers=EN)
    assert '<option value="Tafels" selected>' in other.text
    assert '<th scope="col">Thema</th>' in other.text
    empty = desk.post(f"{AT}/answers/sheet", data={"key": key, "sheet": "Leeg"}, headers=EN)
    assert (empty.status_code, "nothing on the sheet “Leeg”" in empty.text) == (422, True)
    gone = desk.post(f"{AT}/answers/sheet", data={"key": "0" * 32, "sheet": "x"}, headers=EN)
    assert (gone.status_code, "Choose it once more." in gone.text) == (409, True)


def take(desk: FlaskClient, page: str, **other: str) -> Any:
    """Take in what the page shows."""
    form = {**columns(page), "take": "1", **other}
    return desk.post(f"{AT}/answers/columns", data=form, headers=EN)


def test_answers_of_another_program_come_in_and_again_without_doubles(
    desk: FlaskClient, house: House
) -> None:
    page = choose(desk, table(*ROWS))
    assert given(house) == []
    assert "2 responses are found." in page.text
    assert "1 row answers nothing" in page.text
    taken = take(desk, page.text)
    assert "2 responses are new." in taken.text
    by_role = {response.role: response for response in given(house)}
    assert by_role["overheid"].answers == ANSWERS
    assert by_role["financier"].answers == {
        "rol": "financier",
        "erg": {"geld": "weinig", "regels": "weinig", "kennis": "veel"},
        "jaren": 3,
    }
    assert all(re.fullmatch("[0-9a-f]{32}", response.mark) for response in given(house))

    corrected = ((*ROWS[0][:7], "41", "Meer tijd"), ROWS[1], ("14", "anders", *[""] * 7))
    again = take(desk, choose(desk, table(*corrected)).text)
    assert re.search(r"1 response is new.\s+2 were here already.", again.text)
    assert sorted(response.answers.get("jaren", 0) for response in given(house)) == [0, 3, 41]


def test_very_many_answers_come_in_step_by_step_so_that_nobody_waits_for_all(
    desk: FlaskClient, house: House
) -> None:
    n = 2 * STEP + 1
    before = house.conductor.read(lambda room: room.seq)
    page = choose(desk, table(*many(n))).text
    taken = take(desk, page)
    assert f"{n} responses are new." in taken.text
    assert len(given(house)) == n
    assert house.conductor.read(lambda room: room.seq) == before + 3

    again = take(desk, choose(desk, table(*many(n))).text)
    assert f"{n} were here already." in again.text
    assert len(given(house)) == n


def test_where_something_comes_between_it_is_told_how_many_are_in(
    desk: FlaskClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(command: Any, id: str) -> None:
        if given(house):
            house.ask(SealSurvey())
        own(command, id)

    content = "\n".join(["Code\tJaren", *(f"code-{n}\t5" for n in range(1000, 1000 + STEP + 1))])
    people = tuple({"label": f"P{n}", "code": f"code-{n}"} for n in range(1000, 1000 + STEP + 1))
    house.ask(PutInvitees(people))
    page = choose(desk, content.encode()).text
    own = many_steps._ask
    monkeypatch.setattr(many_steps, "_ask", ask)
    house.ask(CloseSurvey())
    told = take(desk, page)
    assert f"Something came between, and {STEP} of {STEP + 1} were taken in." in told.text
    assert len(given(house)) == STEP


def many(n: int) -> list[tuple[str, ...]]:
    """So many rows like the first."""
    return [(str(1000 + each), *ROWS[0][1:]) for each in range(n)]


def test_without_numbers_of_their_own_equal_rows_are_different_people(
    desk: FlaskClient, house: House
) -> None:
    rows = [("overheid", "5"), ("overheid", "5"), ("financier", "5")]
    content = table(*rows, head=("Wat is uw rol?", "Jaren"))
    for _ in range(2):
        take(desk, choose(desk, content).text)
        assert len(given(house)) == 3


def test_a_column_with_codes_makes_them_the_invitees_answers(
    desk: FlaskClient, house: House
) -> None:
    content = table(("anna-2345", "overheid", "5"), head=("Code", "Wat is uw rol?", "Jaren"))
    take(desk, choose(desk, content).text)
    page = re.sub(r"\s+", " ", desk.get(f"{AT}/invitees", headers=EN).text)
    assert "2 people · 1 has answered" in page
    assert given(house)[0].mark == ""


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (("Wat is uw rol?",), ("koning",), "“koning” is none of the options."),
        (("Jaren",), ("400",), "Give a whole number from 0 to 90."),
        (("Jaren",), ("veel",), "Type a whole number instead of veel."),
        (("Het ergst",), ("geld|regels|kennis",), "Choose at most 2."),
        (("Code", "Jaren"), ("niemand-22", "4"), "There is no invitee with code niemand-22."),
        (("Id", "Jaren"), ("anna@example.org", "4"), "Choose a column with a number instead."),
        (("Id", "Jaren"), ("1", "4"), "This stands in row 2 too."),
        (("Nog iets?",), ("x" * 4001,), "characters"),
    ],
)
def test_all_of_a_table_comes_in_or_nothing_and_the_row_is_named(
    desk: FlaskClient, house: House, head: tuple[str, ...], row: tuple[str, ...], said: str
) -> None:
    good = {"Wat is uw rol?": "anders", "Jaren": "1", "Id": "1", "Het ergst": "geld"}
    first = tuple(good.get(name, "" if name == "Code" else "x") for name in head)
    page = choose(desk, table(first, row, head=head))
    assert said in page.text
    assert re.search(r'<th scope="row">3</th>', page.text)
    assert 'name="take"' not in page.text
    take(desk, page.text)
    assert given(house) == []
