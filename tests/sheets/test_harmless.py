"""What people wrote cannot act in a spreadsheet; what only looks odd stays in a workbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.sheets.harmless import harmless, inert


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "'=1", "@SUM(1)", "\t=1", "\r=1", "＝1", "＠x", "+cmd|' /C calc'!A0"),
        *("-HYPERLINK(1)", "-1\n+WEBSERVICE(1)", "+Blad1!A1", "－f(x)"),
    ],
)
def test_what_could_act_is_marked_in_a_file_and_in_a_workbook(cell: str) -> None:
    assert (harmless(cell), inert(cell)) == (f"'{cell}", f"'{cell}")


@pytest.mark.parametrize("cell", ["- een punt\n- nog een", "+1 voor dit", "-", "\n=1"])
def test_what_only_looks_like_a_formula_is_marked_in_a_file_alone(cell: str) -> None:
    assert (harmless(cell), inert(cell)) == (f"'{cell}", cell)


@pytest.mark.parametrize("cell", ["", "a=b", "-12", "+31612345678", "'s avonds", "https://x"])
def test_what_is_no_formula_is_left_alone(cell: str) -> None:
    assert (harmless(cell), inert(cell)) == (cell, cell)


@given(st.text())
def test_what_was_marked_can_be_told_from_what_was_not(cell: str) -> None:
    assert harmless(cell) in (cell, f"'{cell}")
    assert inert(cell) in (cell, harmless(cell))
