"""The workbook of a report holds its tables as numbers and texts, with charts, and runs nothing."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.chart import BarChart, LineChart, ScatterChart

from appliance.report.signs import shown
from appliance.report.value import Cell, Chart, Column, Holds, Report, Table, plain
from appliance.report.writers.book.names import sheet_names
from appliance.report.writers.book.sheets import CELL_MOST, CUT
from appliance.report.writers.xlsx import write
from appliance.sheets.harmless import inert

from .samples import ENTRIES, VOTE, line, report, with_text
from .unusual import HOSTILE, TEXTS, all_of_unicode, spoiled


def book(told: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write(told)))


def part(told: Report, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write(told))) as packed:
        return packed.read(name).decode()


def lines(told: Report) -> list[tuple[str, str]]:
    """The colour and the dashes of each line of the fourth chart."""
    line = r'<a:ln w="28575"><a:solidFill><a:srgbClr val="(\w+)"/></a:solidFill>'
    return re.findall(rf'{line}(?:<a:prstDash val="(\w+)"/>)?', part(told, "xl/charts/chart4.xml"))


def with_table(table: Table, language: str = "nl") -> Report:
    """A report whose first sheet is this table."""
    return replace(
        report(language), tables={VOTE.id: replace(table, id=VOTE.id), ENTRIES.id: ENTRIES}
    )


def expected(cell: Cell) -> Cell | str:
    """What openpyxl reads in a cell; an empty text is nothing."""
    return (inert(shown(plain(cell))) or None) if isinstance(cell, tuple) else cell


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_number_and_text_of_every_table_is_read_back(language: str) -> None:
    read = book(report(language))
    assert read.sheetnames == ["Over", "Prioriteiten", "Bijdragen"]
    for table in (VOTE, ENTRIES):
        head, *rows = [list(row) for row in read[table.sheet].values]
        assert head == [column.title for column in table.columns]
        assert rows == [[expected(cell) for cell in row] for row in table.rows]


def test_ids_and_texts_are_texts_and_numbers_numbers() -> None:
    table = replace(VOTE, rows=((1, line("007"), 1.0, 0.5, 2, 3, 4, line("0012")),))
    first = book(with_table(table))["Prioriteiten"][2]
    assert [cell.data_type for cell in first] == ["n", "s", "n", "n", "n", "n", "n", "s"]
    assert first[7].value == "0012"


@pytest.mark.parametrize(
    ("language", "amount"), [("nl", "[$€-413] #,##0.00"), ("en", "[$€-809] #,##0.00")]
)
def test_numbers_are_shown_as_the_language_writes_them(language: str, amount: str) -> None:
    first = book(report(language))["Prioriteiten"][2]
    assert [cell.number_format for cell in first] == [
        *("#,##0", "General", "#,##0.00", "0%", amount, "#,##0", "#,##0", "@")
    ]


@pytest.mark.parametrize("unit", ["uur", 'a"b', "\\;", "w" * 300, "€€", "#", "=x"])
def test_any_unit_makes_a_format_that_is_whole(unit: str) -> None:
    columns = tuple(
        replace(column, unit=unit) if column.id == "amount" else column for column in VOTE.columns
    )
    form = book(with_table(replace(VOTE, columns=columns)))["Prioriteiten"][2][4].number_format
    assert re.fullmatch(r'#,##0\.00("[^"\\;]*")?|\[\$[^\]]-413\] #,##0\.00', form)
    assert len(form) <= 60


def test_the_head_stays_in_sight_and_can_be_filtered_and_nothing_is_merged() -> None:
    read = book(report())
    for table, corner in ((VOTE, "H4"), (ENTRIES, "C3")):
        sheet = read[table.sheet]
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{corner}")
    assert [list(sheet.merged_cells.ranges) for sheet in read] == [[], [], []]


def test_rows_are_as_high_as_their_texts_need() -> None:
    texts = ("kort", "a\nb\nc", "woord " * 40, "w" * 30_000)
    table = replace(ENTRIES, rows=tuple((1, line(text), ()) for text in texts))
    sheet = book(replace(report(), tables={VOTE.id: VOTE, ENTRIES.id: table}))["Bijdragen"]
    heights = [sheet.row_dimensions[row].height for row in range(1, 6)]
    assert heights == [21.0, None, 45.0, 60.0, 408.75]
    assert sheet.column_dimensions["B"].width < 62


def test_nothing_is_a_formula_and_only_our_own_links_lead_anywhere() -> None:
    acting = ["=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "-HYPERLINK(1)", "\t=1", "＝1"]
    harmless = ["- een streepje", "+31 6 1234", "https://example.org", "mailto:a@b.nl", "a=b"]
    texts = acting + harmless
    table = replace(ENTRIES, rows=tuple((1, line(text), line("x")) for text in texts))
    read = book(replace(report(), tables={VOTE.id: VOTE, ENTRIES.id: table}))
    cells = [row[1] for row in read["Bijdragen"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [*(f"'{text}" for text in acting), *harmless]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {True}
    links = [cell.hyperlink for sheet in read for row in sheet for cell in row if cell.hyperlink]
    assert {link.target for link in links} == {None}
    assert [link.location for link in links] == [
        "Prioriteiten!A1",
        *(f"Prioriteiten!J{row}" for row in (2, 15, 28, 52)),
        "Bijdragen!A1",
    ]


def test_a_text_that_is_too_long_for_a_cell_is_cut_visibly() -> None:
    for letter, most in (("w", CELL_MOST), ("😀", CELL_MOST // 2)):
        exact, longer = letter * most, letter * (most + 1)
        table = replace(ENTRIES, rows=((1, line(exact), ()), (2, line(longer), ())))
        read = book(replace(report(), tables={VOTE.id: VOTE, ENTRIES.id: table}))["Bijdragen"]
        assert read["B2"].value == exact
        assert read["B3"].value.endswith(letter + CUT)
        assert len(read["B3"].value.encode("utf-16-le")) // 2 in (CELL_MOST, CELL_MOST - 1)


def test_each_chart_is_drawn_from_the_cells_of_its_table() -> None:
    charts = book(report())["Prioriteiten"]._charts
    assert [type(chart) for chart in charts] == [BarChart, BarChart, ScatterChart, LineChart]
    bars, stack, cross, shift = charts
    assert [one.val.numRef.f for one in bars.series] == ["Prioriteiten!$C$2:$C$4"]
    assert [one.cat.strRef.f for one in bars.series] == ["Prioriteiten!$B$2:$B$4"]
    assert (bars.barDir, bars.x_axis.scaling.orientation) == ("bar", "maxMin")
    assert bars.y_axis.scaling.max == 5.0
    assert stack.grouping == "percentStacked"
    assert [one.tx.strRef.f for one in stack.series] == ["Prioriteiten!$F$1", "Prioriteiten!$G$1"]
    assert [(one.xVal.numRef.f, one.yVal.numRef.f) for one in cross.series] == [
        ("Prioriteiten!$C$2:$C$4", "Prioriteiten!$E$2:$E$4")
    ]
    (cross_series,) = cross.series
    assert [point.v for point in cross_series.xVal.numRef.numCache.pt] == [4.666666, 3.5]
    assert [one.val.numRef.f for one in shift.series] == [
        f"(Prioriteiten!$F${row},Prioriteiten!$A${row})" for row in (2, 3, 4)
    ]
    assert [[point.v for point in one.val.numRef.numCache.pt] for one in shift.series] == [
        *([3, 1], [10, 2], [0])
    ]
    assert shift.y_axis.scaling.orientation == "maxMin"
    # From 3 to 1, from 10 to 2, and from 0 to nothing.
    assert lines(report()) == [("255B9C", ""), ("255B9C", ""), ("565A66", "")]


def test_what_fell_is_a_dashed_line_and_what_stayed_a_grey_one() -> None:
    rows = tuple(
        (after, line("x"), 1.0, 0.5, 2, before, 4, ()) for before, after in ((1, 3), (2, 2))
    )
    assert lines(with_table(replace(VOTE, rows=rows))) == [("8C4400", "dash"), ("565A66", "")]


def test_the_parts_of_a_bar_get_darker_and_say_nothing_where_nobody_is() -> None:
    stack = part(report(), "xl/charts/chart2.xml")
    assert re.findall(r'<c:spPr><a:solidFill><a:srgbClr val="(\w+)"', stack) == ["D7EAFF", "16365E"]
    assert stack.count('formatCode="#,##0;;"') == 2


def test_each_chart_has_a_title_and_says_in_words_what_can_be_seen() -> None:
    drawing = part(report(), "xl/drawings/drawing1.xml")
    assert re.findall(r'descr="(.*?)"', drawing) == [
        "Eén loket krijgt 4,67; de rest minder.",
        "Bij één loket kozen 17 mensen hoog.",
        "Rechtsboven staat één loket.",
        "Eén loket steeg.",
    ]
    titles = [
        re.findall(r"<c:title>.*?<a:t>(.*?)</a:t>", part(report(), f"xl/charts/chart{n}.xml"))[0]
        for n in (1, 2, 3, 4)
    ]
    assert titles == ["Score per voorstel", "Verdeling", "Effect en bedrag", "Verschuiving"]


@pytest.mark.parametrize(
    ("caption", "title"),
    [("=Over!A1", "'=Over! A1"), ("Doe mee!B2 ook", "Doe mee! B2 ook"), ("Kom!", "Kom!")],
)
def test_a_caption_that_looks_like_an_address_is_a_title_all_the_same(
    caption: str, title: str
) -> None:
    told = report()
    votes = told.parts[2]
    blocks = tuple(
        replace(block, caption=caption) if isinstance(block, Chart) else block
        for block in votes.blocks
    )
    told = replace(told, parts=(*told.parts[:2], replace(votes, blocks=blocks)))
    assert f"<a:t>{title}</a:t>" in part(told, "xl/charts/chart1.xml")


def test_a_table_without_rows_is_a_head_without_charts() -> None:
    sheet = book(with_table(replace(VOTE, rows=())))["Prioriteiten"]
    assert (sheet.dimensions, sheet._charts) == ("A1:H1", [])


def test_names_of_sheets_are_such_as_excel_takes_and_no_two_alike() -> None:
    wanted = ["Over", "over", "a/b[c]", "'a'", "History", "x" * 40, "x" * 31, "", "😀" * 20]
    tables = [replace(VOTE, id=f"t{n}", sheet=name) for n, name in enumerate(wanted)]
    told = replace(
        report(), tables={table.id: table for table in tables}, sheets=tuple(t.id for t in tables)
    )
    about, names = sheet_names(told)
    assert [about, *names.values()] == [
        *("Over", "Over-2", "over-3", "a b c", "a", "History-2"),
        *("x" * 31, "x" * 29 + "-2", "t7", "😀" * 15),
    ]
    assert book(told).sheetnames == [about, *names.values()]


def test_the_first_sheet_tells_what_this_is_and_what_each_sheet_tells() -> None:
    rows = [[cell for cell in row if cell] for row in book(report())["Over"].values]
    assert [row for row in rows if row] == [
        *(["Werkconferentie sociaal ondernemen"], ["Rapport"], ["SER"], ["19 januari 2015"]),
        *(["Den Haag"], ["Tussenstand: de bijeenkomst is nog bezig."]),
        ["Een teken dat hier niet gedrukt kan worden staat er als [U+…]."],
        ["Voor een tekst die als formule kan werken, staat een apostrof."],
        ["Inhoud"],
        ["Prioriteiten", "Uitslag van Prioriteiten", "De score is het gemiddelde van 1 tot 5."],
        ["Figuur", "Score per voorstel", "Eén loket krijgt 4,67; de rest minder."],
        ["Figuur", "Verdeling", "Bij één loket kozen 17 mensen hoog."],
        ["Figuur", "Effect en bedrag", "Rechtsboven staat één loket."],
        ["Figuur", "Verschuiving", "Eén loket steeg."],
        ["Bijdragen", "Alle bijdragen"],
    ]


def test_the_properties_tell_whose_it_is() -> None:
    told = book(report()).properties
    assert (told.title, told.subject, told.creator) == (
        *("Werkconferentie sociaal ondernemen", "Rapport"),
        "Tafelronde",
    )
    assert told.description == "Tussenstand: de bijeenkomst is nog bezig."


def test_a_report_without_tables_is_its_first_sheet() -> None:
    assert book(replace(report(), parts=(), tables={}, sheets=())).sheetnames == ["Over"]


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_is_read_back_as_it_can_be_shown(text: str) -> None:
    told = with_text(text)
    read = book(told)
    assert (read["Bijdragen"]["B2"].value or "") == as_read(inert(shown(text)))
    assert (read["Over"]["A1"].value or "") == as_read(inert(shown(text)))


def as_read(text: str) -> str:
    """What openpyxl makes of a text: it takes these letters for its own mark wherever they are."""
    return text.replace("x005F_", "")


def test_what_looks_like_a_sign_written_out_in_a_workbook_stays_as_it_was() -> None:
    strings = part(with_text("_x000B_ en _x005F_"), "xl/sharedStrings.xml")
    assert "<t>_x005F_x000B_ en _x005F_x005F_</t>" in strings


def test_all_of_unicode_is_read_back() -> None:
    texts = all_of_unicode()
    table = Table("u", "u", (Column("t", "t", Holds.TEXT),), tuple((line(t),) for t in texts))
    told = replace(report(), parts=(), tables={"u": replace(table, sheet="u")}, sheets=("u",))
    rows = [row[0] for row in book(told)["u"].values][1:]
    assert rows == [as_read(inert(shown(text))) for text in texts]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strange_text_in_any_place_breaks_nothing(text: str) -> None:
    read = book(spoiled(report(), text))
    assert len(set(map(str.casefold, read.sheetnames))) == 3
    assert all(0 < len(name.encode("utf-16-le")) <= 62 for name in read.sheetnames)
    heads = [cell.value for cell in read.worksheets[1][1]]
    assert heads[1] == as_read(inert(shown(f"{text}Wat")))
    assert len(read.worksheets[1]._charts) == 4
