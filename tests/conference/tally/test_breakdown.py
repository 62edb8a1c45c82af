"""Results per theme, table and role point at nobody, also not by subtracting."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.tally.breakdown import Breakdown, Cast, Part, breakdown
from appliance.conference.tally.crossing import fewest_apart
from appliance.conference.tally.privacy import K

from .test_privacy import rank

SMALL = st.dictionaries(
    st.tuples(st.sampled_from("123"), st.sampled_from("abc")), st.integers(1, 7), max_size=9
)


def sat(n, theme="", table="", role=""):
    return [Cast(1, theme, table, role)] * n


def told(parts):
    return [("+".join(part.names), part.n) for part in parts]


def can_be_found(wanted, told_sets, people):
    """Whether the number of `wanted` follows from those told: by elimination, as in a solver."""
    rows = [[int(one in group) for one in people] for group in told_sets]
    return rank([row[:] for row in rows]) == rank([*rows, [int(one in wanted) for one in people]])


def derivable(told_sets, sizes, most):
    """The smallest number of people in a set of cells that follows from what is told."""
    cells = sorted(sizes)
    found = most
    for size in range(1, len(cells) + 1):
        for wanted in combinations(cells, size):
            n = sum(sizes[cell] for cell in wanted)
            if n < found and can_be_found(wanted, told_sets, cells):
                found = n
    return found


@given(SMALL)
@settings(max_examples=200, deadline=None)
def test_the_cut_is_the_smallest_set_that_elimination_finds(sizes):
    rows = [[cell for cell in sizes if cell[0] == one] for one in "123"]
    columns = [[cell for cell in sizes if cell[1] == one] for one in "abc"]
    expected = derivable([*rows, *columns], sizes, K)
    assert fewest_apart(sizes, K) == expected


def test_a_role_that_is_at_one_table_only_betrays_the_rest():
    # The ministry has 6 people: 5 make up table 1 by themselves and 1 sits at table 2.
    assert fewest_apart({("1", "ministry"): 5, ("2", "ministry"): 1, ("2", "other"): 9}, K) == 1
    # Where both roles are at both tables there is nothing to subtract.
    full = {("1", "x"): 4, ("1", "y"): 2, ("2", "x"): 2, ("2", "y"): 4}
    assert fewest_apart(full, K) == K


def test_groups_are_told_in_the_order_in_which_they_come_up():
    cast = sat(6, "b", "3") + sat(5, "b", "1") + sat(7, "a", "2")
    assert breakdown(cast, len) == Breakdown(
        themes=(Part(("b",), 11, 11), Part(("a",), 7, 7)),
        tables=(Part(("3",), 6, 6), Part(("1",), 5, 5), Part(("2",), 7, 7)),
        roles=(),
    )


def test_a_small_table_is_not_told_by_its_theme_either():
    # Tables 1 and 2 make theme a: with table 1 told apart, a less 1 would be the 3 of table 2.
    cast = sat(6, "a", "1") + sat(3, "a", "2") + sat(6, "b", "3") + sat(6, "b", "4")
    found = breakdown(cast, len)
    assert told(found.themes) == [("a", 9), ("b", 12)]
    assert told(found.tables) == [("1+2", 9), ("3", 6), ("4", 6)]


@pytest.mark.parametrize("cast", [[], sat(4, "a", "1", "x"), sat(9, "a", "1", "x")])
def test_the_whole_is_not_broken_down_into_itself(cast):
    assert breakdown(cast, len) == Breakdown((), (), ())


def test_roles_join_where_they_would_betray_somebody_at_a_table():
    cast = sat(5, "", "1", "ministry") + sat(1, "", "2", "ministry") + sat(9, "", "2", "other")
    assert told(breakdown(cast, len).roles) == []
    more = cast + sat(6, "", "3", "guest") + sat(6, "", "4", "guest")
    assert told(breakdown(more, len).roles) == [("ministry+other", 15), ("guest", 12)]


def test_a_role_may_be_called_anything():
    cast = sat(6, role="a+b") + sat(6, role="a") + sat(6, role="all") + sat(2, role="b")
    assert sorted(n for _, n in told(breakdown(cast, len).roles)) == [6, 6, 8]
    assert sum(part.n for part in breakdown(cast, len).roles) == 20


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["a1", "a2", "b3", "b4"]), st.sampled_from("xyz")), max_size=40
)


@given(PEOPLE)
@settings(max_examples=200, deadline=None)
def test_no_one_to_four_people_follow_from_what_is_told(people):
    found = breakdown([Cast(1, at[0], at[1], role) for at, role in people], len)
    sizes = Counter(people)
    cells = list(sizes)
    told_sets = [
        *([c for c in cells if c[0][0] in part.names] for part in found.themes),
        *([c for c in cells if c[0][1] in part.names] for part in found.tables),
        *([c for c in cells if c[1] in part.names] for part in found.roles),
    ]
    if told_sets:
        assert derivable([*told_sets, cells], sizes, K) == K
    for part in (*found.themes, *found.tables, *found.roles):
        assert part.n == part.result >= K
