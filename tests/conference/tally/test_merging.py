"""Items that are merged while people vote: what happens to their votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.tally.dots import dots
from appliance.conference.tally.merging import (
    became,
    merged_order,
    merged_sums,
)
from appliance.conference.tally.pairs import pairs

# a and b became c, and c later d.
MERGED = {"a": "c", "b": "c", "c": "d"}


def test_what_was_merged_twice_is_called_by_its_last_name():
    assert [became(item, MERGED) for item in "abcdx"] == ["d", "d", "d", "d", "x"]


def test_a_circle_is_refused():
    with pytest.raises(ValueError):
        became("a", {"a": "b", "b": "a"})


def test_dots_add_up_and_one_person_is_counted_once():
    found = dots(["d", "x"], [merged_sums({"a": 2, "b": 1, "x": 1}, MERGED)])
    assert [(one.item, one.dots, one.people) for one in found.items] == [("d", 3, 1), ("x", 1, 1)]


@given(st.dictionaries(st.sampled_from("abcdx"), st.integers(0, 5)))
def test_nobody_loses_or_wins_dots(ballot):
    assert sum(merged_sums(ballot, MERGED).values()) == sum(ballot.values())


def test_in_a_ranking_the_best_place_holds_and_the_rest_closes_up():
    ballot = (("x",), ("a", "y"), ("b",), ("z", "d"))
    assert merged_order(ballot, MERGED) == (("x",), ("d", "y"), ("z",))


@given(st.permutations("abcdx"))
def test_a_merged_ranking_can_be_counted(row):
    ballot = merged_order([(item,) for item in row], MERGED)
    assert pairs("dx", [ballot]).above == (((0, 0), (1, 0)) if row[0] == "x" else ((0, 1), (0, 0)))
