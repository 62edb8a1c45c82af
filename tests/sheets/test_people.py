"""A list becomes invitees; every row is taken in or told about, with what is to be mended."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.sheets.fields import PEOPLE
from appliance.sheets.mapping import guess
from appliance.sheets.people import TROUBLES, Invited, Invitee, Mend, invited
from appliance.sheets.reading import read
from appliance.sheets.sheet import Sheet
from appliance.sheets.writing import write

DEMO = files("appliance.demo")


def people(text: str) -> Invited:
    """The people in a CSV, with its columns as they are guessed."""
    sheet = read("lijst.csv", text.encode())
    return invited(sheet, guess(sheet.columns, sheet.rows, PEOPLE))


def mend(text: str) -> list[tuple[int, str, str]]:
    """What is to be mended: row, column and code."""
    found = people(text)
    for one in found.mend:
        assert TROUBLES[one.code].format(**one.values)
    return [(one.row, one.column, one.code) for one in found.mend]


def test_everyone_of_the_reference_conference_is_taken_in() -> None:
    found = people(DEMO.joinpath("invitees.csv").read_text("utf-8"))
    assert (len(found.invitees), found.mend) == (180, ())
    assert found.invitees[0] == Invitee(
        *(2, "Genodigde 001", "genodigde001@example.org", "sociaal ondernemer", "77ddd1001")
    )


def test_a_name_in_several_columns_is_joined() -> None:
    found = people(
        "Voornaam;Tussenvoegsel;Achternaam;E-mail\n"
        "Anne;de;Vries;anne@example.org\nBen;;Smit;ben@example.org\n;van;Dam;dam@example.org\n"
    )
    assert [one.name for one in found.invitees] == ["Anne de Vries", "Ben Smit", "van Dam"]


def test_naam_beside_voornaam_is_the_last_name_or_the_whole_one() -> None:
    found = people("Voornaam;Tussenvoegsel;Naam\nAnne;de;Vries\nBen;;Ben Smit\n")
    assert [one.name for one in found.invitees] == ["Anne de Vries", "Ben Smit"]


@pytest.mark.parametrize(
    ("cell", "name", "email"),
    [
        ("Anne de Vries <anne@example.org>", "Anne de Vries", "anne@example.org"),
        ('"Vries, Anne" <anne@example.org>', "Vries, Anne", "anne@example.org"),
        ("<anne@example.org>", "", "anne@example.org"),
        ("mailto:anne@example.org", "", "anne@example.org"),
        ("\u200banne@example.org\u00a0", "", "anne@example.org"),
        ("  Anne.O'Neill+x@sub.example.org ", "", "Anne.O'Neill+x@sub.example.org"),
        ("jan@voorbeeld.café", "", "jan@voorbeeld.café"),
    ],
)
def test_an_address_is_taken_as_mail_programs_copy_it(cell: str, name: str, email: str) -> None:
    sheet = Sheet(("E-mail",), ((cell,),), (2,))
    assert invited(sheet, {"email": 0}).invitees == (Invitee(2, name, email, "", ""),)


@pytest.mark.parametrize(
    "told",
    [
        *("anne", "anne@", "@example.org", "anne@example", "a@b@c.nl", "anne @example.org"),
        *("anne@example.org; ben@example.org", "anne@example.org,ben@example.org", "a@b..nl"),
        *("n.v.t.", "anne@example.org (werk)", "a@b.c", "a@example.org>\u2028Bcc: x", "a@b.nl\a"),
    ],
)
def test_what_is_no_address_is_told_with_what_stands_there(told: str) -> None:
    sheet = Sheet(("Wie", "Post"), (("Anne", told),), (7,))
    shown = " ".join(told.split())
    assert invited(sheet, {"name": 0, "email": 1}) == Invited(
        (), (Mend(7, "Post", "no_address", {"told": shown}),)
    )


def test_one_of_two_alike_is_taken_in_whatever_its_capitals() -> None:
    text = "Naam;E-mail\nAnne;anne@example.org\nBen;ben@example.org\nA.; Anne@Example.ORG \n"
    assert mend(text) == [(4, "E-mail", "address_twice")]
    assert people(text).mend[0].values == {"row": 2}
    assert [one.row for one in people(text).invitees] == [2, 3]


def test_names_are_doubles_only_where_nothing_else_tells_them_apart() -> None:
    assert mend("Naam;E-mail\nAnne Vos;\nanne  vos;\n") == [(3, "Naam", "name_twice")]
    assert mend("Naam;E-mail\nAnne Vos;a@example.org\nAnne Vos;b@example.org\n") == []


def test_a_code_stands_once_and_cannot_be_guessed_by_counting() -> None:
    text = "Naam;Code\nAnne;7451ce142\nBen;7451CE142\nCas;12\nDirk;7451 ce143\nEls;\n"
    assert mend(text) == [
        *[(3, "Code", "code_twice"), (4, "Code", "code_unfit"), (5, "Code", "code_unfit")],
    ]


def test_a_row_with_nobody_in_it_is_told() -> None:
    assert mend("Naam;E-mail;Rol\nAnne;a@example.org;x\n;;Totaal: 1\n") == [(3, "", "nobody")]


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    text = f"Naam;E-mail;Rol\n{'x' * 121};geen;{'y' * 81}\nBen;{'z' * 250}@a.nl;\n"
    assert mend(text) == [
        *[(2, "Naam", "too_long"), (2, "Rol", "too_long"), (2, "E-mail", "no_address")],
        (3, "E-mail", "too_long"),
    ]
    assert people(text).mend[0].values == {"n": 121, "most": 120}


def test_rows_are_told_by_their_number_in_the_file() -> None:
    assert mend("Genodigden;\n\nNaam;E-mail\n\nAnne;geen\n") == [(5, "E-mail", "no_address")]


def test_a_table_of_which_nothing_is_known_has_nobody() -> None:
    sheet = Sheet(("x",), (("1",), ("2",)), (2, 3))
    found = invited(sheet, {})
    assert found.invitees == ()
    assert [(one.row, one.column, one.code) for one in found.mend] == [
        *((2, "", "nobody"), (3, "", "nobody")),
    ]


CELL = st.one_of(
    *(st.text(max_size=12), st.sampled_from(["", "a@b.nl", "A@B.nl", "Anne", "12345678", "x@y"])),
)


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=12))
def test_every_row_is_taken_in_or_told_and_nothing_is_both(rows: list[tuple[str, ...]]) -> None:
    numbers = tuple(range(2, len(rows) + 2))
    sheet = Sheet(("Naam", "E-mail", "Rol", "Code"), tuple(rows), numbers)
    found = invited(sheet, {"name": 0, "email": 1, "role": 2, "code": 3})
    taken = [one.row for one in found.invitees]
    told = {one.row for one in found.mend}
    assert sorted([*taken, *told]) == list(numbers)
    assert len({one.email.casefold() for one in found.invitees if one.email}) == len(
        [one for one in found.invitees if one.email]
    )


def test_who_was_written_for_a_mail_merge_is_read_again() -> None:
    found = people(DEMO.joinpath("invitees.csv").read_text("utf-8"))
    rows = [(one.code, one.name, one.email, one.role) for one in found.invitees]
    sheet = read("x", write(("code", "naam", "e-mail", "rol"), rows, ";"))
    assert invited(sheet, guess(sheet.columns, sheet.rows, PEOPLE)) == found
