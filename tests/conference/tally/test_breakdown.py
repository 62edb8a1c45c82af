"""Results per theme, table and role point at nobody, also not by subtracting."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.tally.breakdown import Breakdown, Cast, Part, breakdown
from appliance.conference.tally.privacy import K


def sat(n, theme="", table="", role=""):
    return [Cast(1, theme, table, role)] * n


def told(parts):
    return [("+".join(part.names), part.n) for part in parts]


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
    st.tuples(st.sampled_from(["a1", "a2", "b3", "b4"]), st.sampled_from("xyz")), max_size=60
)


@given(PEOPLE)
@settings(max_examples=300, deadline=None)
def test_nobody_shares_all_that_is_told_of_them_with_fewer_than_k(people):
    """Also where whoever calculates finds out which ballots are those of each group."""
    found = breakdown([Cast(1, at[0], at[1], role) for at, role in people], len)

    def told_of(at, role):
        return (
            *(part.names for part in found.themes if at[0] in part.names),
            *(part.names for part in found.tables if at[1] in part.names),
            *(part.names for part in found.roles if role in part.names),
        )

    alike = Counter(told_of(*person) for person in people)
    assert all(n >= min(K, len(people)) for n in alike.values())
    for part in (*found.themes, *found.tables, *found.roles):
        assert part.n == part.result >= K
