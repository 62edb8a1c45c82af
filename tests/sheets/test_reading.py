"""Whatever is in a file, it becomes a table or is refused with a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.sheets.limits import CELL_CHARACTERS_MOST, COLUMNS_MOST
from appliance.sheets.reading import read
from appliance.sheets.trouble import REFUSALS, SheetTrouble

from .books import FILES, KINDS

LINE = st.one_of(
    *(
        st.binary(max_size=12),
        st.sampled_from([b'"', b'""', b";", b",", b"\t", b"|", b"\r", b"\n"]),
    ),
    *(st.sampled_from([b"sep=;\n", b"\xff\xfe", b"\xef\xbb\xbf", b"a@b.nl", b"'="]),),
)


def settle(content: bytes) -> None:
    """Read it: what comes out is a whole table, or a refusal whose sentence can be said."""
    try:
        found = read("lijst", content)
    except SheetTrouble as trouble:
        assert str(trouble) == REFUSALS[trouble.code].format(**trouble.values)
        return
    assert 0 < len(found.columns) <= COLUMNS_MOST
    assert len(set(found.columns)) == len(found.columns)
    assert all(found.columns)
    assert {len(row) for row in found.rows} <= {len(found.columns)}
    assert all(len(cell) <= CELL_CHARACTERS_MOST for row in found.rows for cell in row)
    assert all(any(cell.strip() for cell in row) for row in found.rows)
    assert list(found.numbers) == sorted(set(found.numbers))
    assert len(found.numbers) == len(found.rows)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    settle(content)


@given(st.lists(LINE, max_size=30).map(b"".join))
@settings(max_examples=300)
def test_anything_like_a_table_is_one_or_refused(content: bytes) -> None:
    settle(content)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(max_examples=40)
def test_a_spreadsheet_with_damage_anywhere_is_a_table_or_refused(
    kind: str, data: st.DataObject
) -> None:
    content = bytearray((FILES / f"genodigden.{kind}").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    settle(bytes(content[:cut] if data.draw(st.booleans()) else content))
