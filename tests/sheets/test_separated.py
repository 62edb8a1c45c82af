"""CSV as programs really write it is read; what is none is refused with what to do."""

from importlib.resources import files

import pytest

from appliance.sheets import limits
from appliance.sheets.reading import read
from appliance.sheets.sheet import Sheet
from appliance.sheets.trouble import REFUSALS, SheetTrouble

DEMO = files("appliance.demo")


def table(text: str) -> tuple[tuple[str, ...], ...]:
    """The header and rows of a CSV in UTF-8."""
    found = read("lijst.csv", text.encode())
    return (found.columns, *found.rows)


def refused(content: bytes) -> SheetTrouble:
    """Why this is not read."""
    with pytest.raises(SheetTrouble) as trouble:
        read("lijst.csv", content)
    assert str(trouble.value) == REFUSALS[trouble.value.code].format(**trouble.value.values)
    return trouble.value


def test_the_invitees_of_the_reference_conference_are_read() -> None:
    found = read("invitees.csv", DEMO.joinpath("invitees.csv").read_bytes())
    assert found.columns == ("code", "label", "email", "role")
    assert (len(found.rows), found.numbers) == (180, tuple(range(2, 182)))
    assert found.rows[0] == (
        *("77ddd1001", "Genodigde 001", "genodigde001@example.org", "sociaal ondernemer"),
    )
    assert (found.encoding, found.delimiter, found.above) == ("utf-8", ",", ())


def test_the_answers_of_the_reference_conference_are_read() -> None:
    found = read("survey-responses.csv", DEMO.joinpath("survey-responses.csv").read_bytes())
    assert (len(found.rows), len(found.columns)) == (132, 16)
    assert found.rows[0][5] == "lastig, maar geen grote belemmering"
    assert found.rows[0][14] == "rendement|opdrachten|beleid"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "windows-1252"),
        ("latin-1", "windows-1252"),
    ],
)
def test_every_encoding_in_use_is_known_by_its_bytes(encoding: str, named: str) -> None:
    found = read("lijst.csv", "Naam;Plaats\r\nBjörn Çelik;Súdwest-Fryslân\r\n".encode(encoding))
    assert found == Sheet(
        *(("Naam", "Plaats"), (("Björn Çelik", "Súdwest-Fryslân"),), (2,)),
        encoding=named,
        delimiter=";",
    )


def test_big_endian_and_the_euro_of_windows_are_read() -> None:
    assert read("x", b"\xfe\xff" + "Naam\nZoë".encode("utf-16-be")).rows == (("Zoë",),)
    assert read("x", b"Prijs\n\x80 5").rows == (("€ 5",),)


def test_bytes_that_windows_does_not_have_are_latin_1() -> None:
    found = read("x", b"Naam\nZo\xeb\x81")
    assert (found.rows, found.encoding) == ((("Zoë\x81",),), "latin-1")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    text = "Naam;E-mail;Rol\nAnne;anne@example.org;financier\nBen;ben@example.org;overheid\n"
    found = read("x", text.replace(";", delimiter).encode())
    assert (found.delimiter, found.columns) == (delimiter, ("Naam", "E-mail", "Rol"))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Naam;Bijdrage\nAnne;1,50\nBen;2,25\n", ";"),
        ("Naam;E-mail\nVries, Anne de;a@example.org\nSmit, Ben;b@example.org\n", ";"),
        (
            "Naam, voorletters;E-mail;Rol\nVries, A.;a@example.org;x\nSmit, B.;b@example.org;y\n",
            ";",
        ),
        ("code,top3\n1,a|b|c\n2,b|c|d\n3,a|c|d\n", ","),
        ('code,open\n1,"Ja; dat; ook"\n2,"Nee; dit; niet"\n', ","),
        ('"a;b","c;d"\n"e;f","g;h"\n', ","),
        ('"a,b";"c,d"', ";"),
        ('"a,b";"c,d"\n' * 499 + '"e,f";"g\n\n\nh"\n', ";"),
        ("sep=;\nNaam;Rol\nAnne;x,y,z\n", ";"),
        ("sep=|\nNaam|Rol\nAnne|x,y,z\n", "|"),
        ("SEP=\t\nNaam\tRol\n", "\t"),
        ("sep=:\nNaam:Rol\nAnne:x;y\n", ":"),
        ("Opmerking\nJa, graag\nNee\nMisschien\nGoed, doen\n", ","),
    ],
)
def test_signs_within_cells_are_not_taken_for_the_delimiter(text: str, delimiter: str) -> None:
    found = read("x", text.encode())
    assert found.delimiter == delimiter
    assert not found.columns[0].lower().startswith("sep=")


@pytest.mark.parametrize("told", ['sep="', "sep=x", "sep==", "sep= "])
def test_a_sign_that_divides_nothing_is_not_believed(told: str) -> None:
    found = read("x", f"{told}\nNaam;Rol\nAnne;x\n".encode())
    assert (found.delimiter, found.columns) == (";", ("Naam", "Rol"))


def test_sentences_with_commas_in_one_column_stay_whole_when_quoted() -> None:
    assert table('Opmerking\n"Ja, graag"\n"Nee, bedankt"\n') == (
        *(("Opmerking",), ("Ja, graag",), ("Nee, bedankt",)),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quotes_and_line_ends_within_cells_are_kept(end: str) -> None:
    text = f'Naam;Tekst{end}Anne;"regel 1{end}regel ""2"""{end}Ben;gewoon "zo" dan{end}'
    assert table(text) == (
        *(("Naam", "Tekst"), ("Anne", 'regel 1\nregel "2"'), ("Ben", 'gewoon "zo" dan')),
    )


def test_ragged_rows_are_filled_and_what_is_empty_falls_away() -> None:
    found = read("x", b"a;b;;\n\n1\n;;\n1;2;3\n  ;\t\n4;;\n")
    assert (found.columns, found.rows) == (
        ("a", "b", "C"),
        (("1", "", ""), ("1", "2", "3"), ("4", "", "")),
    )
    assert found.numbers == (3, 5, 7)


def test_names_of_columns_are_made_to_differ() -> None:
    assert table("Naam,Naam,, Naam (2) ,Naam\n1,2,3,4,5\n")[0] == (
        *("Naam", "Naam (2)", "C", "Naam (2) (2)", "Naam (3)"),
    )


def test_the_name_of_a_column_stands_on_one_line() -> None:
    assert table('"Wat vindt u\n van dit?",b\n1,2\n')[0] == ("Wat vindt u van dit?", "b")


def test_the_header_is_found_under_a_title() -> None:
    found = read("x", b"Genodigden 2015;;\n\nNaam;E-mail;Rol\nAnne;a@example.org;\n")
    assert (found.above, found.columns) == (("Genodigden 2015",), ("Naam", "E-mail", "Rol"))
    assert (found.rows, found.numbers) == ((("Anne", "a@example.org", ""),), (4,))


def test_a_table_without_a_header_keeps_its_first_row() -> None:
    found = read("x", b"Anne;a@example.org\nBen;b@example.org\n")
    assert (found.columns, found.numbers) == (("A", "B"), (1, 2))
    assert found.rows == (("Anne", "a@example.org"), ("Ben", "b@example.org"))


def test_a_person_may_say_whether_there_is_a_header() -> None:
    content = b"Anne;financier\nBen;overheid\n"
    assert read("x", content, has_header=False).columns == ("A", "B")
    assert read("x", content, has_header=True).columns == ("Anne", "financier")


def test_columns_past_the_last_letter_are_called_as_in_a_spreadsheet() -> None:
    found = read("x", (",".join(["x"] * 703) + "\n").encode(), has_header=False)
    assert (found.columns[25], found.columns[26], found.columns[702]) == ("Z", "AA", "AAA")


def test_formulas_are_only_text() -> None:
    cells = ("=1+1", "@x", "-x", "+x", "=cmd|' /C calc'!A0")
    assert table("a;b;c;d;e\n" + ";".join(cells)) == (("a", "b", "c", "d", "e"), cells)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n ;; \n;;\n", "empty"),
        (b"a,b\n1,\x002\n", "not_a_table"),
        (b"%PDF-1.4 etc", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b'{"format": "tafelronde-survey/1"}', "not_a_table"),
        (b"{\\rtf1 Naam}", "not_a_table"),
        (b"\n<!DOCTYPE html><table>", "web_page"),
        (b"<table><tr><td>Naam", "web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "web_page"),
        ("Naam\nZoë é".encode()[:-1], "damaged"),
        (b"\xef\xbb\xbfNaam\nZo\xeb!", "damaged"),
        ("Naam\nZoë".encode("utf-16")[:-1], "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    trouble = refused(content)
    assert (trouble.code, trouble.values) == (code, {"file": "lijst.csv"})


def test_a_quotation_mark_that_is_never_closed_is_found_at_its_row() -> None:
    trouble = refused(b'Naam;Rol\nAnne;x\n\n"Ben;y\nCas;z\n')
    assert (trouble.code, trouble.values) == ("quote_open", {"file": "lijst.csv", "row": 4})


@pytest.mark.parametrize("n", [limits.CELL_CHARACTERS_MOST + 1, 131_073])
def test_a_cell_that_goes_on_and_on_is_found_at_its_row(n: int) -> None:
    trouble = refused(b'Naam\nAnne\n"' + b"x" * n)
    assert trouble.code in ("cell_long", "quote_open")
    assert trouble.values["row"] == 3
    assert read("x", b"Naam\n" + b"x" * limits.CELL_CHARACTERS_MOST).numbers == (2,)


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    trouble = refused(bytes(limits.CSV_MB_MOST * 1_000_000 + 1))
    assert trouble.values == {"file": "lijst.csv", "most": limits.CSV_MB_MOST}
    assert trouble.code == "file_large"


def test_too_many_columns_are_refused_with_the_last_one() -> None:
    most = limits.COLUMNS_MOST
    assert len(read("x", b"1," * (most - 1) + b"1").columns) == most
    trouble = refused(b"1," * most + b"1")
    assert trouble.code == "columns_many"
    assert trouble.values == {"file": "lijst.csv", "n": most + 1, "last": "ALM", "most": most}


def test_too_many_cells_and_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.sheets.sheet.CELLS_MOST", 4)
    assert refused(b"a,b\n1,2\n3\n").code == "cells_many"
    assert read("x", b"a,b\n1,2\n").rows == (("1", "2"),)
    monkeypatch.setattr("appliance.sheets.sheet.CHARACTERS_MOST", 3)
    assert refused(b"a,b\n1,2\n").code == "too_much"
