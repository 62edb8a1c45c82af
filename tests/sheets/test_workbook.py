"""Spreadsheets are read as people see them, and none of them brings the box down."""

import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from appliance.sheets import limits
from appliance.sheets.reading import read
from appliance.sheets.sheet import Sheet
from appliance.sheets.trouble import REFUSALS, SheetTrouble
from appliance.sheets.workbook import seen

from .books import FILES, KINDS, row, sheet, xlsx, zipped

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def refused(content: bytes | Path, sheet: str = "") -> SheetTrouble:
    """Why this is not read."""
    with pytest.raises(SheetTrouble) as trouble:
        read("lijst.xlsx", content, sheet)
    assert str(trouble.value) == REFUSALS[trouble.value.code].format(**trouble.value.values)
    assert trouble.value.values["file"] == "lijst.xlsx"
    return trouble.value


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_sheet_with_something_is_read_as_people_see_it(kind: str) -> None:
    name = f"genodigden.{kind}"
    assert read(name, FILES / name) == Sheet(
        columns=(
            *("Naam", "E-mail", "Functie", "Tafel", "Aangemeld", "Bijdrage", "Komt", "Aanvang"),
            "Gelezen",
        ),
        rows=(
            (
                *("Anne de Vries", "anne@example.org", "financier", "3", "2015-01-19", "12.5"),
                *("TRUE", "2015-01-19 14:05", "ja hoor"),
            ),
            (
                *("Björn Çelik", "bjorn@example.org", "overheid", "10", "2015-02-01", "0.1"),
                *("FALSE", "2015-02-01 09:30", ""),
            ),
            ("Zoë", "zoe@example.org", "wetenschapper", "12", "", "-1200", "TRUE", "", ""),
        ),
        numbers=(4, 5, 7),
        above=("Genodigden werkconferentie",),
        sheet="Deelnemers",
        sheets=("Leeg", "Deelnemers", "Tafels"),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_can_be_named(kind: str) -> None:
    content = (FILES / f"genodigden.{kind}").read_bytes()
    found = read("x", content, "Tafels")
    assert (found.columns, found.rows) == (("Tafel", "Thema"), (("1", "Kapitaal"),))
    trouble = refused(content, "Blad9")
    assert trouble.code == "sheet_unknown"
    assert trouble.values["sheets"] == "Leeg, Deelnemers, Tafels"
    assert refused(content, "Leeg").code == "sheet_empty"


@pytest.mark.parametrize("kind", KINDS)
def test_a_password_is_told_from_damage(kind: str) -> None:
    assert refused(FILES / f"op-slot.{kind}").code == "locked"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_half_there_is_damaged(kind: str) -> None:
    content = (FILES / f"genodigden.{kind}").read_bytes()
    assert refused(content[: len(content) // 2]).code == "damaged"


def test_a_hidden_sheet_is_read_only_where_nothing_else_is() -> None:
    assert read("x", xlsx(row(1, "verborgen"), "hidden")).sheet == "Blad2"
    assert read("x", xlsx(row(1, "verborgen"), "hidden"), "Blad1").columns == ("verborgen",)
    assert read("x", xlsx(row(1, "zichtbaar"))).sheet == "Blad1"


def test_a_sheet_that_is_a_chart_is_none() -> None:
    found = read("x", xlsx(row(1, "grafiek"), kind="chartsheet"))
    assert (found.sheet, found.sheets) == ("Blad2", ("Blad2",))


def test_a_formula_is_the_text_that_it_made() -> None:
    cells = '<row r="1"><c r="A1" t="str"><f>1+1</f><v>=1+1</v></c></row>'
    assert read("x", xlsx(cells)).columns == ("=1+1",)


def test_the_apostrophe_that_was_written_before_a_formula_is_taken_off() -> None:
    assert read("x", xlsx(row(1, "a") + row(2, "'=1+1"))).rows == (("=1+1",),)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        *[(12.0, "12"), (12, "12"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (1e20, "1" + "0" * 20)],
        *[(1e-7, "0.0000001"), (True, "TRUE"), ("a\r\nb\rc", "a\nb\nc"), (2015, "2015")],
        *[(date(2015, 1, 19), "2015-01-19"), (time(14, 5), "14:05"), (time(9, 5, 7), "09:05:07")],
        *[
            (datetime(2015, 1, 19, 14, 5, tzinfo=UTC), "2015-01-19 14:05"),
            (timedelta(hours=26), "26:00:00"),
        ],
    ],
)
def test_cells_are_as_people_see_them(value: object, told: str) -> None:
    assert seen(value) == told


@pytest.mark.parametrize(
    "content",
    [
        zipped({"word/document.xml": "<document/>"}),
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        zipped({"bagit.txt": "BagIt-Version: 1.0", "xl/plaatje.png": ""}),
        zipped({}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "WordDocument".encode("utf-16-le"),
    ],
)
def test_what_is_packed_alike_but_no_spreadsheet_is_no_table(content: bytes) -> None:
    assert refused(content).code == "not_a_table"


def test_a_zip_bomb_is_counted_while_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bom.xlsx"
    piece = bytes(1_000_000)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as stream:
            for _ in range(limits.UNPACKED_MB_MOST + 1):
                stream.write(piece)
    assert bomb.stat().st_size < 1_000_000
    assert refused(bomb).code == "too_much"
    understated = bomb.read_bytes().replace(
        (len(piece) * (limits.UNPACKED_MB_MOST + 1)).to_bytes(4, "little"), b"\x09\0\0\0"
    )
    assert refused(understated).code == "damaged"


def test_thousands_of_files_in_one_are_refused() -> None:
    files = {f"xl/{n}.xml": "" for n in range(5_001)}
    assert refused(zipped({"xl/workbook.xml": "", **files})).code == "too_much"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux keeps to a memory limit")
def test_two_cells_in_far_corners_cost_a_process_but_not_the_box() -> None:
    assert refused(xlsx(row(1, "Naam") + FAR)).code == "too_much"


def test_a_stray_cell_far_to_the_right_is_told_by_its_column() -> None:
    stray = '<row r="2"><c r="XFD2"><v>1</v></c></row>'
    trouble = refused(xlsx(row(1, "Naam") + stray))
    assert (trouble.code, trouble.values["last"]) == ("columns_many", "XFD")


def test_a_stray_cell_far_below_is_no_trouble() -> None:
    found = read("x", xlsx(row(1, "Naam") + row(2, "Anne") + row(1_000_000, "Ben")))
    assert (found.rows, found.numbers) == ((("Anne",), ("Ben",)), (2, 1_000_000))


def test_a_cell_that_is_too_long_is_told_by_its_row() -> None:
    long = "x" * (limits.CELL_CHARACTERS_MOST + 1)
    trouble = refused(xlsx(row(1, "Naam") + row(3, long)))
    assert (trouble.code, trouble.values["row"]) == ("cell_long", 3)


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    trouble = refused(b"PK\x03\x04" + bytes(limits.BOOK_MB_MOST * 1_000_000))
    assert (trouble.code, trouble.values["most"]) == ("file_large", limits.BOOK_MB_MOST)


def test_xml_that_would_grow_by_itself_does_not() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    growing = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>{sheet(row(1, "&a9;"))}'
    assert refused(xlsx("", xml=growing)).code == "damaged"


def test_a_machine_without_a_reader_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python_calamine.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert refused(xlsx(row(1, "Naam"))).code == "no_reader"


def test_a_process_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = tmp_path / "python"
    hasty.write_text(f'#!/bin/sh\nulimit -t 1\nexec "{sys.executable}" "$@"\n')
    hasty.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(hasty))
    rows = "".join(row(n, *"abcdefghijklmnopqrst") for n in range(1, 60_001))
    assert refused(xlsx(rows)).code == "too_much"
    assert read("x", xlsx(row(1, "Naam"))).columns == ("Naam",)


def test_only_the_process_apart_loads_what_reads_spreadsheets() -> None:
    source = "import sys, appliance.sheets.reading; sys.exit('python_calamine' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", source]).returncode == 0


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "weg.xlsx").code == "unreadable"
    assert refused(tmp_path).code == "unreadable"
