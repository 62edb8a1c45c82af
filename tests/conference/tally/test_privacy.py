"""Small groups are not told apart, also not by subtracting what is told."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.tally.privacy import ALL, K, roll_up, stepwise

GROUPS = st.dictionaries(st.sampled_from("12345"), st.integers(0, 9), max_size=5)


def told_groups(kept: dict[str, int], groups: list[str]) -> list[frozenset[str]]:
    """Of which groups of tables a number is told."""
    return [frozenset(groups if name == ALL else name.split("+")) for name in kept]


def can_be_derived(wanted: frozenset[str], told: list[frozenset[str]], groups: list[str]) -> bool:
    """Whether the number of `wanted` follows from those told, by adding and subtracting."""

    def vector(members: frozenset[str]) -> list[Fraction]:
        return [Fraction(group in members) for group in groups]

    return rank([vector(g) for g in told]) == rank([vector(g) for g in [*told, wanted]])


def rank(rows: list[list[Fraction]]) -> int:
    """The rank of a matrix, by elimination."""
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in rows[found:] if r[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for n in range(found + 1, len(rows)):
            factor = rows[n][column] / pivot[column]
            rows[n] = [a - factor * b for a, b in zip(rows[n], pivot, strict=True)]
        found += 1
    return found


@given(GROUPS)
@settings(deadline=None, max_examples=150)
def test_no_group_of_one_to_four_follows_from_what_is_told(people):
    kept, groups = roll_up(people), sorted(people)
    told = told_groups(kept, groups)
    for size in range(1, len(groups) + 1):
        for chosen in combinations(groups, size):
            if can_be_derived(frozenset(chosen), told, groups):
                assert sum(people[g] for g in chosen) not in range(1, K), (chosen, kept)


def test_the_check_above_finds_a_leak():
    told = [frozenset("123"), frozenset("12")]
    assert can_be_derived(frozenset("3"), told, ["1", "2", "3"])
    assert not can_be_derived(frozenset("1"), told, ["1", "2", "3"])


@given(GROUPS)
def test_everybody_is_counted_once_and_rightly(people):
    kept = roll_up(people)
    told = [group for name in kept if name != ALL for group in name.split("+")]
    assert len(told) == len(set(told))
    for name, n in kept.items():
        members = people if name == ALL else name.split("+")
        assert n == sum(people[group] for group in members)
    if sum(people.values()) >= K:
        assert set(told) == people.keys()


@pytest.mark.parametrize(
    ("people", "kept"),
    [
        ({}, {}),
        ({"1": 0}, {"1": 0}),
        ({"1": 4}, {}),
        ({"1": 2, "2": 2, "3": 0}, {"3": 0}),
        ({"1": 5}, {"1": 5, ALL: 5}),
        ({"1": 7, "2": 6}, {"1": 7, "2": 6, ALL: 13}),
        ({"1": 2, "4": 3, "2": 6}, {"1+4": 5, "2": 6, ALL: 11}),
        ({"1": 2, "2": 8, "3": 9}, {"1+2": 10, "3": 9, ALL: 19}),
        ({"10": 1, "2": 9}, {"2+10": 10, ALL: 10}),
        ({"1": 0, "2": 1, "3": 9}, {"1": 0, "2+3": 10, ALL: 10}),
    ],
)
def test_small_groups_join_the_smallest_others(people, kept):
    assert roll_up(people) == kept


@given(st.integers(0, 12), st.integers(0, 12))
def test_a_share_of_a_small_group_says_none_some_or_all(part, whole):
    share = stepwise(part, whole)
    assert 0 <= share <= 1
    if whole < K:
        assert share in (0, 0.5, 1)
    elif part <= whole:
        assert share == part / whole


def test_more_than_all_is_all_and_a_share_of_nobody_is_none():
    assert stepwise(6, 5) == 1
    assert stepwise(3, 0) == 0
