"""The results as a page, as JSON and as CSV."""

import csv
import io

import pytest

from appliance.conference.commands import Actor, HideEntry, PostEntry, WithdrawEntry
from appliance.conference.records import Role
from appliance.web.results import BOM, harmless

from .house import STEP, House, refusal

CHAIR = Actor(Role.CHAIR, table="3")


@pytest.fixture
def written(house: House) -> House:
    """A house with contributions at tables 3 and 4: one each, a reaction, one hidden, one gone."""
    first = house.ask(PostEntry(STEP, "=1+1"), Actor(Role.PARTICIPANT, "a" * 16, "3")).made
    house.ask(PostEntry(STEP, "Eens", parent=first), CHAIR)
    hidden = house.ask(PostEntry(STEP, "<i>Verborgen</i>"), CHAIR).made
    gone = house.ask(PostEntry(STEP, "Toch niet"), CHAIR).made
    house.ask(PostEntry(STEP, 'Tafel vier;\n"ja"'), Actor(Role.PARTICIPANT, "b" * 16, "4"))
    house.ask(HideEntry(str(hidden)))
    house.ask(WithdrawEntry(str(gone)), CHAIR)
    return house


@pytest.mark.parametrize("path", ["/results", "/results.json", "/results.csv"])
def test_results_are_for_facilitators_and_observers_only(written: House, path: str) -> None:
    seen_by = {
        "nobody": written.client(),
        "participant": written.seated(),
        "chair": written.chair(),
        "stage": written.stage(),
        "observer": written.observer(),
        "facilitator": written.facilitator(),
    }
    seen = {who: client.get(path).status_code for who, client in seen_by.items()}

    assert seen == {
        "nobody": 401,
        "participant": 401,
        "chair": 401,
        "stage": 401,
        "observer": 200,
        "facilitator": 200,
    }


def test_a_program_is_refused_in_the_one_shape(written: House) -> None:
    assert refusal(written.client().get("/results.json"))["code"] == "not_signed_in"


def test_the_document_holds_what_the_room_wrote_with_counts(written: House) -> None:
    found = written.facilitator().get("/results.json").get_json()
    (theme,) = [theme for theme in found["themes"] if theme["count"]]
    (question,) = theme["questions"]
    tables = {there["table"]: there for there in question["tables"]}

    assert found["count"] == theme["count"] == question["count"] == 2
    assert (theme["id"], question["activity"]) == ("financiering", STEP)
    assert {table: there["count"] for table, there in tables.items()} == {"3": 1, "4": 1}
    three = tables["3"]["entries"]
    assert [entry["text"] for entry in three] == ["=1+1", "Eens", "<i>Verborgen</i>"]
    assert three[1]["parent"] == three[0]["id"]
    assert [entry.get("is_hidden", False) for entry in three] == [False, False, True]


def test_nothing_in_the_results_leads_to_a_person(written: House) -> None:
    client = written.facilitator()

    for path in ("/results", "/results.json", "/results.csv"):
        assert "aaaaaaaa" not in client.get(path).text


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(written: House) -> None:
    answer = written.facilitator().get("/results.csv", headers={"Accept-Language": "en"})
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix(BOM)))
    column = {name: [row[n] for row in rows] for n, name in enumerate(head)}

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert column["Contribution"] == ["'=1+1", "Eens", "<i>Verborgen</i>", 'Tafel vier;\n"ja"']
    assert column["Table"] == ["3", "3", "3", "4"]
    assert column["Hidden"] == ["", "", "yes", ""]
    assert column["Reacts to"][1] == column["Number"][0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert harmless([f"{start}cmd", "plain", "a=b"]) == [f"'{start}cmd", "plain", "a=b"]


def test_the_page_shows_texts_as_typed_and_marks_what_is_hidden(written: House) -> None:
    page = written.observer().get("/results", headers={"Accept-Language": "en"}).text

    assert "&lt;i&gt;Verborgen&lt;/i&gt;" in page
    assert "<i>Verborgen</i>" not in page
    assert "Toch niet" not in page
    assert "2 contributions" in page
