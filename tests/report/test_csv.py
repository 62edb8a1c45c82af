"""The CSV files of a report say what its tables say, and do nothing in a spreadsheet."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given

from appliance.report.signs import shown
from appliance.report.value import Cell, Report, plain
from appliance.report.writers.csv import ABOUT, decimal_sign, delimiter, write
from appliance.sheets.harmless import harmless

from .samples import ENTRIES, VOTE, line, report, with_text
from .unusual import HOSTILE, TEXTS, all_of_unicode, spoiled


def files(told: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write(told))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def rows(told: Report, name: str) -> list[list[str]]:
    text = files(told)[name].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(told.language)))


def as_read(cell: Cell, found: str, language: str) -> Cell | str:
    """A cell of the file as the kind of thing that the report has there."""
    if isinstance(cell, tuple) or not found:
        return found or None
    return type(cell)(found.replace(decimal_sign(language), "."))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_of_every_table_is_read_back_whole(language: str) -> None:
    told = report(language)
    for id, name in (("vote-prioriteiten", "vote-prioriteiten.csv"), ("entries", "entries.csv")):
        head, *found = rows(told, name)
        table = told.tables[id]
        assert [column.title for column in table.columns] == [name.split(" (")[0] for name in head]
        assert [
            list(map(as_read, *both, [language] * len(head)))
            for both in zip_rows(table.rows, found)
        ] == [
            [harmless(shown(plain(cell))) if isinstance(cell, tuple) else cell for cell in row]
            for row in table.rows
        ]


def zip_rows(
    ours: tuple[tuple[Cell, ...], ...], found: list[list[str]]
) -> Iterator[tuple[tuple[Cell, ...], list[str]]]:
    return zip(ours, found, strict=True)


def test_the_names_are_ascii_and_alike_in_every_language() -> None:
    assert list(files(report("nl"))) == list(files(report("en")))
    assert list(files(report())) == [ABOUT, "vote-prioriteiten.csv", "entries.csv"]


def test_names_that_become_alike_stay_apart() -> None:
    tables = [replace(VOTE, id=id) for id in ("A b", "a-b", "é", "中")]
    told = replace(
        report(), tables={table.id: table for table in tables}, sheets=tuple(t.id for t in tables)
    )
    assert list(files(told)) == [ABOUT, "a-b.csv", "a-b-2.csv", "table.csv", "table-2.csv"]


def test_each_file_begins_such_that_excel_knows_its_letters() -> None:
    assert {content[:3] for content in files(report()).values()} == {b"\xef\xbb\xbf"}


def test_a_unit_stands_in_the_head_and_not_with_the_numbers() -> None:
    head, first, *_ = rows(report(), "vote-prioriteiten.csv")
    assert (head[4], first[4]) == ("Bedrag (€)", "1250")


def test_a_small_or_great_number_is_written_out() -> None:
    table = replace(VOTE, rows=((0, (), 1e-7, 1e22, -0.5, -3, None, ()),))
    told = replace(report("en"), tables={table.id: table, ENTRIES.id: ENTRIES})
    assert rows(told, "vote-prioriteiten.csv")[1][2:6] == [
        *("0.0000001", "10000000000000000000000", "-0.5", "-3")
    ]


def test_what_a_spreadsheet_takes_for_a_formula_is_marked() -> None:
    assert [row[1] for row in rows(report(), "vote-prioriteiten.csv")][2] == (
        "'=SUM(A1:A9) is geen formule"
    )


def test_the_text_tells_of_each_file_and_of_what_must_not_be_missed() -> None:
    about = files(report())[ABOUT].decode("utf-8-sig").replace("\r\n", "\n")
    assert about.split("\n\n") == [
        "Werkconferentie sociaal ondernemen\nRapport\nSER\n19 januari 2015\nDen Haag",
        "Tussenstand: de bijeenkomst is nog bezig.",
        "vote-prioriteiten.csv\nUitslag van Prioriteiten\n"
        "Plaats, Wat, Score, Aandeel, Bedrag (€), Laag, Hoog, Nummer\n"
        "De score is het gemiddelde van 1 tot 5.",
        "entries.csv\nAlle bijdragen\nTafel, Bijdrage, Nummer",
        "Een teken dat hier niet gedrukt kan worden staat er als [U+…].",
        "Voor een tekst die als formule kan werken, staat een apostrof.\n",
    ]


def test_the_text_tells_only_of_what_was_changed() -> None:
    clean = replace(ENTRIES, rows=((1, line("gewoon"), line("x")),))
    told = replace(report(), tables={ENTRIES.id: clean}, sheets=(ENTRIES.id,))
    about = files(told)[ABOUT].decode("utf-8-sig")
    assert about.endswith("entries.csv\r\nAlle bijdragen\r\nTafel, Bijdrage, Nummer\r\n")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write(report()) == write(report())


@given(TEXTS)
def test_any_text_is_read_back_as_it_can_be_shown(text: str) -> None:
    assert rows(with_text(text), "entries.csv")[1] == ["1", harmless(shown(text)), "x"]


def test_all_of_unicode_is_read_back() -> None:
    texts = all_of_unicode()
    table = replace(ENTRIES, rows=tuple((1, with_text(text).cover.title, ()) for text in texts))
    told = replace(report(), tables={VOTE.id: VOTE, ENTRIES.id: table})
    assert [row[1] for row in rows(told, "entries.csv")[1:]] == [harmless(shown(t)) for t in texts]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strange_text_in_any_place_breaks_nothing(text: str) -> None:
    told = spoiled(report(), text)
    assert list(files(told)) == list(files(report()))
    assert rows(told, "entries.csv")[0][1] == harmless(shown(f"{text}Bijdrage"))
