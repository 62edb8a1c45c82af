"""Which column is what is guessed as a person would, in Dutch and English, and as programs name."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.sheets.fields import PEOPLE, Field, Kind, Named, asked, squeezed
from appliance.sheets.mapping import guess
from appliance.sheets.reading import read

DEMO = files("appliance.demo")

BOTTLENECK = Named("knelpunt", ("In hoeverre herkent u dit?", "Do you recognise this?"))
ROWS = (
    Named("inkoop", ("(Toepassing van) inkoopregels", "Procurement rules")),
    Named("beleid", ("Veranderlijk beleid", "Changeable policy")),
)


def found(*columns: str, rows: tuple[tuple[str, ...], ...] = ()) -> dict[str, str]:
    """What each column of a list of people is guessed to be."""
    guessed = guess(columns, rows, PEOPLE)
    return {id: columns[place] for id, place in guessed.items() if place is not None}


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        *[(name, "name") for name in ("Naam", "NAME", "label", "Deelnemer", "Volledige naam")],
        *[(name, "name") for name in ("Full Name", "Naam van de deelnemer", "Uw naam:")],
        *[(name, "email") for name in ("E-mail", "email", "Mail", "E-mailadres", "E-Mail Address")],
        *[(name, "email") for name in ("Uw e-mailadres (zakelijk)", "email_address", "e mail")],
        *[(name, "email") for name in ("E-mail deelnemer", "E-mailadres organisatie")],
        *[(name, "role") for name in ("Rol", "Functie", "Role", "Job title", "rol (kies er een)")],
        *[(name, "code") for name in ("code", "Persoonlijke code", "Token", "Code deelnemer")],
        *[(name, "first_name") for name in ("Voornaam", "Roepnaam", "First name", "first_name")],
        *[(name, "last_name") for name in ("Achternaam", "Last Name", "Surname", "familienaam")],
        *[(name, "infix") for name in ("Tussenvoegsel", "tussenvoegsel(s)", "tv.")],
    ],
)
def test_a_column_is_known_by_its_name(column: str, kind: str) -> None:
    assert found("Nummer", column, "Dieet") == {kind: column}


@pytest.mark.parametrize(
    "column",
    [
        *("Postcode", "Bedrijfsnaam", "Naam organisatie", "Company name", "Controle", "Rolstoel"),
        *("Tafel", "Table name", "E", "Telefoon", "Functionaris", "Codering", "", "-"),
    ],
)
def test_a_column_that_only_sounds_alike_is_left_alone(column: str) -> None:
    assert found(column) == {}


def test_a_name_in_three_columns_is_found() -> None:
    columns = ("Voornaam", "Tussenvoegsel", "Achternaam", "Organisatie", "E-mail")
    assert found(*columns) == {
        "first_name": "Voornaam",
        "infix": "Tussenvoegsel",
        "last_name": "Achternaam",
        "email": "E-mail",
    }


def test_a_column_of_addresses_is_known_by_what_stands_in_it() -> None:
    rows = (("Anne de Vries", "anne@example.org"), ("Ben Smit", "ben@example.org"))
    assert found("A", "B", rows=rows) == {"name": "A", "email": "B"}
    assert found("Deelnemer", "Bereikbaar", rows=rows)["email"] == "Bereikbaar"


def test_addresses_under_another_name_are_addresses_still() -> None:
    rows = (("anne@example.org", "Anne de Vries"), ("ben@example.org", "Ben Smit"))
    assert found("Deelnemer", "Wie", rows=rows) == {"email": "Deelnemer", "name": "Wie"}


def test_a_few_addresses_among_other_things_make_no_column_of_them() -> None:
    rows = tuple((cell,) for cell in ("a@example.org", "b@example.org", "geen", "onbekend", "?"))
    assert found("Opmerking", rows=rows) == {}


def test_the_name_of_a_column_goes_before_what_stands_in_it() -> None:
    rows = (("anne@example.org", "info@example.org"),)
    assert found("Noodadres", "E-mail", rows=rows) == {"email": "E-mail"}


def test_the_lists_of_the_reference_conference_are_understood() -> None:
    sheet = read("invitees.csv", DEMO.joinpath("invitees.csv").read_bytes())
    assert found(*sheet.columns, rows=sheet.rows) == {
        "code": "code",
        "name": "label",
        "email": "email",
        "role": "role",
    }


def test_every_answer_of_the_reference_survey_finds_its_column() -> None:
    survey = json.loads(DEMO.joinpath("survey.json").read_text("utf-8"))
    sheet = read("survey-responses.csv", DEMO.joinpath("survey-responses.csv").read_bytes())
    fields = [Field("code", Kind.CODE)]
    for question in survey["questions"]:
        parts = [Named(row["id"], tuple(row["text"].values())) for row in question.get("rows", ())]
        fields += asked(Named(question["id"], tuple(question["text"].values())), parts)
    guessed = guess(sheet.columns, sheet.rows, fields)
    assert {id: sheet.columns[place] for id, place in guessed.items() if place is not None} == {
        column: column for column in sheet.columns
    }
    assert guessed["knelpunt"] is None


@pytest.mark.parametrize(
    "columns",
    [
        ("knelpunt.inkoop", "knelpunt.beleid"),
        ("knelpunt[inkoop]", "knelpunt[beleid]"),
        ("KNELPUNT_INKOOP", "KNELPUNT_BELEID"),
        (
            "In hoeverre herkent u dit? [(Toepassing van) inkoopregels]",
            "In hoeverre herkent u dit? [Veranderlijk beleid]",
        ),
        (
            "Do you recognise this?.Procurement rules",
            "Do you recognise this?.Changeable policy",
        ),
        (
            "knelpunt[inkoop]. In hoeverre herkent u dit?  [(Toepassing van) inkoopregels]",
            "knelpunt[beleid]. In hoeverre herkent u dit?  [Veranderlijk beleid]",
        ),
        ("(Toepassing van) inkoopregels", "Veranderlijk beleid"),
        ("Procurement rules", "Changeable policy"),
    ],
)
def test_the_rows_of_a_matrix_are_known_as_survey_programs_name_them(
    columns: tuple[str, ...],
) -> None:
    guessed = guess(("Tijdstempel", *columns), (), asked(BOTTLENECK, ROWS))
    assert guessed == {"knelpunt": None, "knelpunt.inkoop": 1, "knelpunt.beleid": 2}


@pytest.mark.parametrize(
    "column",
    [
        *("knelpunt", "In hoeverre herkent u dit?", "do you recognise this"),
        "knelpunt. In hoeverre herkent u dit?",
    ],
)
def test_a_question_is_known_by_its_id_or_its_text(column: str) -> None:
    assert guess((column,), (), asked(BOTTLENECK)) == {"knelpunt": 0}


def test_half_the_text_of_a_question_is_not_enough() -> None:
    assert guess(("In hoeverre", "knelpunten"), (), asked(BOTTLENECK)) == {"knelpunt": None}


def test_a_row_alone_is_not_taken_where_two_questions_have_it() -> None:
    other = Named("kansen", ("Waar ziet u kansen?",))
    fields = (*asked(BOTTLENECK, ROWS), *asked(other, ROWS[1:]))
    guessed = guess(("Veranderlijk beleid", "Procurement rules"), (), fields)
    assert guessed["knelpunt.beleid"] is None
    assert guessed["kansen.beleid"] is None
    assert guessed["knelpunt.inkoop"] == 1


def test_a_word_in_a_question_is_not_taken_for_a_role() -> None:
    fields = (Field("role", Kind.ROLE), *asked(Named("q1", ("Vanuit welke rol vult u dit in?",))))
    assert guess(("Vanuit welke rol vult u dit in?",), (), fields) == {"role": None, "q1": 0}


@given(
    st.lists(st.sampled_from(["Naam", "naam", "E-mail", "x", "code", "Rol", ""]), max_size=8),
    st.lists(st.tuples(*[st.sampled_from(["a@b.nl", "Anne Vos", "", "1"])] * 8), max_size=4),
)
def test_no_column_is_given_twice(columns: list[str], rows: list[tuple[str, ...]]) -> None:
    guessed = guess(columns, rows, PEOPLE)
    places = [place for place in guessed.values() if place is not None]
    assert set(guessed) == {field.id for field in PEOPLE}
    assert len(places) == len(set(places))
    assert all(0 <= place < len(columns) for place in places)


def test_capitals_accents_and_signs_make_no_difference() -> None:
    assert squeezed("  Één E-mail_adres? ") == squeezed("een emailadres")
