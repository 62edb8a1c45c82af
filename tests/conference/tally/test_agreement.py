"""Kendall's W: cases from the literature, and SciPy's Friedman test on random rankings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare, rankdata

from appliance.conference.tally import agreement
from appliance.conference.tally.agreement import Agreement, reading
from appliance.conference.tally.pairs import order, pairs

TEN = "abcdefghij"


def kendalls_w(items, given_ballots):
    return agreement.kendalls_w(pairs(items, given_ballots))


def ballots(rows, items):
    """Ranks as a book prints them, 1 first, become ballots."""
    return [order({i: -rank for i, rank in zip(items, row, strict=True)}) for row in rows]


def test_kendalls_case_with_ties():
    # Kendall, "Rank Correlation Methods", chapter 6: three rankings of ten objects; W = 0.828.
    rows = [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
    found = kendalls_w(TEN, ballots(rows, TEN))
    # S = 591; 12 S / (9 * 990 - 3 * (12 + 18 + 84)).
    assert found == pytest.approx(7092 / 8568)
    assert round(found, 3) == 0.828


def test_siegels_case_without_ties():
    # Siegel, "Nonparametric Statistics for the Behavioral Sciences" (1956), chapter 9: three
    # executives rank six applicants; S = 25.5 of 157.5.
    rows = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
    assert kendalls_w("abcdef", ballots(rows, "abcdef")) == pytest.approx(25.5 / 157.5)


def test_all_the_same_order_is_one_and_opposite_orders_are_none():
    up, down = [("a",), ("b",), ("c",)], [("c",), ("b",), ("a",)]
    assert kendalls_w("abc", [up] * 4) == 1
    assert kendalls_w("abc", [up, down]) == 0


def test_what_is_not_ranked_shares_the_last_places():
    # a is first twice; b, c and d share places 2 to 4.
    assert kendalls_w("abcd", [[("a",)], [("a",)]]) == 1
    complete = [("a",), ("b", "c", "d")]
    one = [("b",), ("a",), ("c",), ("d",)]
    assert kendalls_w("abcd", [[("a",)], one]) == kendalls_w("abcd", [complete, one])


@pytest.mark.parametrize(
    ("items", "given_ballots"),
    [
        ("abc", []),
        ("abc", [[("a",), ("b",)]]),
        ("abc", [[("a",)], []]),
        ("a", [[("a",)], [("a",)]]),
        ("", []),
        ("abc", [[("a", "b", "c")], [("a", "b", "c")]]),
    ],
)
def test_where_there_is_nothing_to_agree_on_there_is_no_w(items, given_ballots):
    assert kendalls_w(items, given_ballots) is None
    assert reading(kendalls_w(items, given_ballots)) is None


@pytest.mark.parametrize(
    ("w", "name"),
    [(0, "VERY_WEAK"), (0.3, "WEAK"), (0.5, "MODERATE"), (0.7, "STRONG"), (0.9, "VERY_STRONG")],
)
def test_w_is_read_in_bands(w, name):
    assert reading(w) is Agreement[name]


@given(
    st.integers(3, 7).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=2, max_size=12
        )
    )
)
@settings(max_examples=2_000, deadline=None)
def test_w_is_that_of_friedmans_test(rows):
    items = TEN[: len(rows[0])]
    found = kendalls_w(items, ballots(rows, items))
    if all(len(set(row)) == 1 for row in rows):
        assert found is None
        return
    ranks = np.array([rankdata(row) for row in rows])
    chi_square = friedmanchisquare(*ranks.T).statistic
    assert found == pytest.approx(chi_square / (len(rows) * (len(items) - 1)), abs=1e-9)


@given(st.lists(st.permutations("abcd"), min_size=2, max_size=8), st.permutations("abcd"))
def test_neither_order_nor_names_make_a_difference(rows, names):
    name = dict(zip("abcd", names, strict=True))
    found = kendalls_w("abcd", [[(i,) for i in row] for row in rows])
    other = kendalls_w("abcd", [[(name[i],) for i in row] for row in reversed(rows)])
    assert other == pytest.approx(found)
