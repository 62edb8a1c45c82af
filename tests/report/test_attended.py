"""How many people attended: as they were counted at the tables, alike in every document."""

import csv
import io
import zipfile

import docx
import openpyxl
import pytest

from appliance.conference.commands import CountHeads
from appliance.conference.room import Room
from appliance.report.choice import Choice, Section, Variant
from appliance.report.paper.document import document
from appliance.report.value import Report, plain, walk
from appliance.report.writers import csv as comma
from appliance.report.writers import docx as word
from appliance.report.writers import html, xlsx
from tests.builders import FACILITATOR, Meeting

from .hall import hall
from .reading import column, figures, words
from .reference import report

NUMBERS = Choice(language="en", sections=(Section.NUMBERS,))
NAME = "Attended (counted at the tables)"
UNKNOWN = "how many people attended is not known"


def counted(*heads: int) -> Room:
    """The hall with so many people at its first tables."""
    meeting = Meeting(hall())
    for table, n in enumerate(heads, 1):
        meeting.ask(FACILITATOR, CountHeads(n, str(table)))
    return meeting.room


def test_where_nobody_counted_the_report_says_so_and_gives_no_number() -> None:
    found = report(hall(), NUMBERS)
    assert "attended" not in found.tables
    assert not any("Attended" in name for name in figures(found, "day"))
    assert UNKNOWN in words(found)


def test_what_was_counted_stands_there_with_at_how_many_tables() -> None:
    found = report(counted(9, 8), NUMBERS)
    assert figures(found, "day")["Attended (counted at 2 of 4 tables)"] == 17
    assert "Heads were counted at 2 of 4 tables" in words(found)


@pytest.mark.parametrize("variant", [Variant.FULL, Variant.SUMMARY, Variant.PUBLIC])
def test_heads_at_every_table_are_who_attended_and_few_are_never_shown_apart(
    variant: Variant,
) -> None:
    found = report(counted(9, 3, 0, 8), Choice(variant, "en", sections=(Section.NUMBERS,)))
    table = found.tables["attended"]
    assert figures(found, "day")[NAME] == 20
    assert dict(zip(column(table, "tables"), column(table, "people"), strict=True)) == {
        "Table 1": 9,
        "Table 3": 0,
        "Tables 2 and 4 together": 11,
        "All tables together": 20,
    }
    assert "attended" in [part.id for _, part in walk(found.parts)]
    assert UNKNOWN not in words(found)


def test_it_is_the_same_number_in_every_document() -> None:
    found = report(counted(9, 7, 6, 8), NUMBERS)
    rows = [[plain(name), str(n)] for name, n in found.tables["attended"].rows]  # type: ignore[arg-type]
    assert rows[-1] == ["All tables together", "30"]
    assert [in_csv(found), in_xlsx(found), in_docx(found)] == [rows] * 3
    page = html.write(found, {}).decode()
    assert f"<dt>{NAME}</dt><dd>30</dd>" in "".join(map(str.strip, page.splitlines()))
    paper = str(document(found, {}))
    assert all(written in paper for row in [*rows, [NAME, "30"]] for written in row)


def in_csv(found: Report) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(comma.write(found))) as packed:
        text = packed.read("attended.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def in_xlsx(found: Report) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.write(found)))["Attended"]
    return [[str(cell) for cell in row] for row in sheet.values][1:]


def in_docx(found: Report) -> list[list[str]]:
    tables = docx.Document(io.BytesIO(word.write(found, {}))).tables
    read = ([[cell.text for cell in row.cells] for row in table.rows] for table in tables)
    return next(table[1:] for table in read if table[0] == ["Tables", "Attended"])
