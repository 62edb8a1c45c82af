"""What is written opens right in a spreadsheet, does nothing there, and is read back as it was."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from appliance.sheets.reading import read
from appliance.sheets.separated import DELIMITERS
from appliance.sheets.sheet import ADDRESS
from appliance.sheets.writing import write

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)
CELL = st.one_of(
    TEXT,
    st.text(st.sampled_from("'=+-@\t\n,;|\"1a"), max_size=8),
    st.sampled_from(["", "-12", "'-12", "+31612345678", "sep=;", 'x","y', "<html>"]),
).filter(lambda told: not told or told.strip())
NAME = CELL.map(lambda told: " ".join(told.split())).filter(
    lambda told: told and not ADDRESS.fullmatch(told)
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Names that differ, and rows of which none is empty."""
    columns = tuple(draw(st.lists(NAME, min_size=1, max_size=5, unique=True)))
    row = st.tuples(*[CELL] * len(columns)).filter(any)
    return columns, tuple(draw(st.lists(row, max_size=6)))


@given(tables(), st.sampled_from(DELIMITERS))
def test_what_was_written_is_read(
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], delimiter: str
) -> None:
    columns, rows = table
    found = read("lijst.csv", write(columns, rows, delimiter))
    assert (found.columns, found.rows) == (columns, rows)
    assert found.numbers == tuple(range(2, len(rows) + 2))
    assume(len(columns) > 1)
    assert found.delimiter == delimiter


@given(st.lists(st.lists(CELL | st.text(), min_size=1, max_size=4), max_size=4))
def test_no_cell_is_a_formula_to_a_spreadsheet(rows: list[list[str]]) -> None:
    text = write(["a"], rows, ",").decode("utf-8-sig")
    for cells in csv.reader(io.StringIO(text, newline="")):
        for cell in cells:
            assert cell[:1] not in set("=@\t\r\n")
            assert cell[:1] not in set("+-") or cell[1:2].isdecimal()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_what_looks_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    written = write(["a"], [[f"{sign}HYPERLINK(1)"]], ";").decode("utf-8-sig")
    kept = sign.replace("\r", "\n")
    assert written == f'"a"\r\n"\'{kept}HYPERLINK(1)"\r\n'
    assert read("x", written.encode()).rows == ((f"{kept}HYPERLINK(1)",),)


@pytest.mark.parametrize("number", ["-12", "+31612345678", "-1.200,50", "-7%", "+1"])
def test_numbers_stay_numbers(number: str) -> None:
    assert write([number], [], ";").decode("utf-8-sig") == f'"{number}"\r\n'


@pytest.mark.parametrize("told", ["-1+1", "-", "+", "-1 ", "-1\n", "+1|x", "-1.2.3(4)"])
def test_what_only_begins_like_a_number_does_not(told: str) -> None:
    assert write([told], [], ";").decode("utf-8-sig").startswith("\"'")


def test_a_spreadsheet_sees_by_the_first_bytes_that_it_is_utf_8() -> None:
    assert write(["Naam", "Rol"], [["Zoë", 'a"b;c']]) == (
        b"\xef\xbb\xbf" + '"Naam";"Rol"\r\n"Zoë";"a""b;c"\r\n'.encode()
    )


def test_half_a_letter_becomes_a_question_mark_and_what_is_none_is_left_out() -> None:
    assert read("x", write(["a"], [["x\ud800y"], ["\0=1+\0001"]])).rows == (("x?y",), ("=1+1",))
    assert write(["\0=1"], []).endswith(b'"\'=1"\r\n')


def test_another_delimiter_than_is_found_out_is_not_written() -> None:
    with pytest.raises(ValueError):
        write(["a"], [], ":")
