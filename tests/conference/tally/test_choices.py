"""Approval and polls, dots, and budgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.tally.approval import Approval, Chosen, approval
from appliance.conference.tally.budget import budget
from appliance.conference.tally.dots import Dots, Dotted, dots, effective_items

ITEMS = "abc"
DOTS = st.lists(st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 5)), max_size=9)


def test_a_poll_counts_shares_of_those_who_voted():
    found = approval(["no", "yes"], [{"yes"}, {"yes"}, {"no"}, None])
    assert found == Approval(
        n=3,
        n_abstained=1,
        items=(Chosen("yes", 2, 2 / 3, 1, False), Chosen("no", 1, 1 / 3, 2, False)),
    )


def test_whoever_approves_of_nothing_has_voted():
    found = approval(ITEMS, [(), ("b", "b", "gone"), ("gone",)])
    assert (found.n, found.n_abstained) == (3, 0)
    assert [(one.item, one.n, one.place) for one in found.items] == [
        ("b", 1, 1),
        ("a", 0, 2),
        ("c", 0, 2),
    ]


@pytest.mark.parametrize("ballots", [[], [None, None]])
def test_a_poll_without_voters_has_no_shares(ballots):
    found = approval("ba", ballots)
    assert (found.n, found.n_abstained) == (0, len(ballots))
    assert found.items == (Chosen("b", 0, None, None, False), Chosen("a", 0, None, None, False))


def test_dots_are_added_up_with_how_many_gave_any():
    found = dots(ITEMS, [{"a": 3, "b": 2}, {"b": 1, "a": 0}, {"gone": 5}, {}])
    assert found == Dots(
        n=4,
        dots=6,
        items=(
            Dotted("a", 3, 1, 0.5, 1, True),
            Dotted("b", 3, 2, 0.5, 1, True),
            Dotted("c", 0, 0, 0, 3, False),
        ),
        effective_items=2,
    )


def test_without_ballots_there_are_no_places_and_without_dots_no_shares():
    nobody = dots("ba", [])
    assert [(one.item, one.dots, one.share, one.place) for one in nobody.items] == [
        ("b", 0, None, None),
        ("a", 0, None, None),
    ]
    nothing = dots("ba", [{}])
    assert [(one.share, one.place, one.is_shared) for one in nothing.items] == [(None, 1, True)] * 2
    assert nobody.effective_items is nothing.effective_items is None


@pytest.mark.parametrize("n", [-1, 1.5, "2", True, float("nan")])
def test_what_is_no_number_of_dots_is_refused(n):
    with pytest.raises(ValueError):
        dots(ITEMS, [{"a": n}])


@given(st.lists(st.integers(0, 20), min_size=1, max_size=20))
def test_dots_are_spread_over_one_to_all_items(totals):
    found = effective_items(totals)
    given_any = sum(n > 0 for n in totals)
    assert found is None if not given_any else 1 <= found <= given_any + 1e-9
    assert effective_items([4] * len(totals)) == pytest.approx(len(totals))
    assert effective_items([4, 0, 0]) == 1


@given(DOTS, st.randoms(use_true_random=False), st.permutations(ITEMS))
def test_neither_order_nor_names_make_a_difference(ballots, random, names):
    name = dict(zip(ITEMS, names, strict=True))
    other = [{name[item]: n for item, n in ballot.items()} for ballot in ballots]
    random.shuffle(other)
    told = {(name[one.item], one.dots, one.people, one.place) for one in dots(ITEMS, ballots).items}
    assert {(o.item, o.dots, o.people, o.place) for o in dots(ITEMS, other).items} == told


def test_a_budget_is_told_as_mean_and_median():
    found = budget(ITEMS, 100, [{"a": 100}, {"a": 20, "b": 80}, {"a": 20, "b": 60, "c": 20}])
    assert (found.n, found.amount, found.mean_spent) == (3, 100, pytest.approx(100))
    told = [(one.item, one.amounts.mean, one.amounts.median) for one in found.items]
    assert told == [
        ("a", pytest.approx(140 / 3), 20),
        ("b", pytest.approx(140 / 3), 60),
        ("c", pytest.approx(20 / 3), 0),
    ]
    # Medians are 20, 60 and 0 of 80: rescaled they add up to the 100 that were spent.
    assert [one.rescaled_median for one in found.items] == [pytest.approx(n) for n in (25, 75, 0)]
    assert [(one.place, one.is_shared) for one in found.items] == [(1, True), (1, True), (3, False)]
    assert [one.people for one in found.items] == [3, 2, 1]


def test_what_is_not_spent_is_not_given_away_by_rescaling():
    found = budget("ab", 100, [{"a": 30, "b": 10}, {"a": 30, "b": 10, "gone": 60}])
    assert found.mean_spent == 40
    assert [one.rescaled_median for one in found.items] == [30, 10]


def test_budgets_without_voters_or_medians_are_defined():
    assert [one.amounts.mean for one in budget("ab", 5, []).items] == [None, None]
    assert budget("ab", 5, []).mean_spent is None
    alone = budget(ITEMS, 6, [{"a": 6}, {"b": 6}, {"c": 6}])
    assert [one.rescaled_median for one in alone.items] == [None] * 3
    assert [one.place for one in alone.items] == [1, 1, 1]


@pytest.mark.parametrize("ballot", [{"a": 6, "b": 5}, {"a": -1}, {"a": float("nan")}, {"a": 11}])
def test_a_budget_cannot_be_overspent(ballot):
    with pytest.raises(ValueError):
        budget("ab", 10, [ballot])


def test_ten_tenths_are_not_more_than_one():
    items = [str(n) for n in range(10)]
    assert budget(items, 1, [dict.fromkeys(items, 0.1)]).n == 1


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=9))
def test_both_columns_of_a_budget_add_up_to_what_was_spent(amounts):
    found = budget(ITEMS, 15, [dict(zip(ITEMS, row, strict=True)) for row in amounts])
    spent = sum(map(sum, amounts)) / len(amounts)
    assert found.mean_spent == pytest.approx(spent)
    medians = [one.rescaled_median for one in found.items]
    assert None in medians or sum(medians) == pytest.approx(spent)
