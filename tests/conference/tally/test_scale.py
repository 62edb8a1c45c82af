"""Ratings of one item: what is in the middle, and how far the room is from agreeing."""

import statistics
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.tally.scale import DISSENT, Ratings, Scale, largest_sd, ratings

TEN = Scale(0, 10)
FIVE = Scale(-5, 5)
ANYTHING = Scale(0, 100, None)
GIVEN = st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=40)


def near(value):
    return pytest.approx(value, abs=1e-9)


def test_a_rating_worked_by_hand():
    found = ratings(TEN, [2, 4, 4, 4, 5, 5, 7, 9, None])
    counts = {2: 1, 4: 3, 5: 2, 7: 1, 9: 1}
    assert found == Ratings(
        n=8,
        n_abstained=1,
        mean=5,
        median=4.5,
        lower_quartile=4,
        upper_quartile=5.5,
        sd=2,
        dissent=0.4,
        is_divided=True,
        distribution=tuple((value, counts.get(value, 0)) for value in range(11)),
    )


def test_without_voters_there_are_no_numbers():
    nobody = tuple((value, 0) for value in range(11))
    assert ratings(TEN, []) == Ratings(0, 0, distribution=nobody)
    assert ratings(TEN, [None, None]) == Ratings(0, 2, distribution=nobody)


def test_one_voter_cannot_be_divided():
    found = ratings(TEN, [7])
    assert (found.n, found.mean, found.median, found.sd) == (1, 7, 7, 0)
    assert (found.dissent, found.is_divided) == (None, False)


@pytest.mark.parametrize("n", range(2, 30))
def test_a_room_halved_over_the_ends_is_as_divided_as_can_be_also_an_odd_one(n):
    found = ratings(FIVE, [-5] * (n // 2) + [5] * (n - n // 2))
    assert found.dissent == near(1)
    assert found.sd == near(largest_sd(10, n))


def test_the_largest_deviation_of_an_odd_room_is_less_than_half_the_scale():
    assert largest_sd(10, 2) == 5
    assert largest_sd(10, 3) == near(10 * sqrt(2) / 3)
    assert largest_sd(10, 0) == 0


@given(st.lists(st.integers(0, 3), min_size=2, max_size=7))
def test_nobody_is_more_divided_than_that(given_values):
    assert 0 <= ratings(Scale(0, 3), given_values).dissent <= 1


@given(st.floats(0, 100), st.integers(1, 50))
def test_all_equal_is_no_dissent(value, n):
    found = ratings(ANYTHING, [value] * n)
    assert (found.mean, found.median, found.sd) == (value, value, 0)
    assert found.dissent == (0 if n > 1 else None)
    assert not found.is_divided


def test_a_room_is_divided_from_the_threshold_on():
    just = [2, 8, 5, 5] * 5
    dissent = ratings(TEN, just).dissent
    assert dissent == near(sqrt(4.5) / 5)
    assert ratings(TEN, just, dissent_from=dissent).is_divided
    assert not ratings(TEN, just, dissent_from=dissent + 1e-6).is_divided
    assert DISSENT == 0.30


def test_the_threshold_itself_counts_as_divided_whatever_the_last_bit():
    # Everybody is 1.5 from the middle, where 5 is the most.
    found = ratings(Scale(0, 10, 0.5), [3.5, 6.5] * 10)
    assert found.dissent == near(0.30)
    assert found.is_divided


@given(GIVEN)
@settings(max_examples=400)
def test_numbers_are_those_of_statistics_and_numpy(values):
    found, told = ratings(FIVE, values), [value for value in values if value is not None]
    assert (found.n, found.n_abstained) == (len(told), len(values) - len(told))
    if not told:
        return
    assert found.mean == near(statistics.fmean(told))
    assert found.median == near(statistics.median(told))
    assert found.sd == near(statistics.pstdev(told))
    lower, upper = np.quantile(told, [0.25, 0.75], method="linear")
    assert (found.lower_quartile, found.upper_quartile) == (near(lower), near(upper))
    assert {value: n for value, n in found.distribution if n} == {
        value: told.count(value) for value in told
    }


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
@settings(max_examples=400)
def test_so_they_are_between_the_steps(values):
    found = ratings(ANYTHING, values)
    assert found.mean == pytest.approx(statistics.fmean(values), abs=1e-6)
    assert found.sd == pytest.approx(statistics.pstdev(values), abs=1e-6)
    lower, median, upper = np.quantile(values, [0.25, 0.5, 0.75])
    told = (found.lower_quartile, found.median, found.upper_quartile)
    assert told == pytest.approx((lower, median, upper), abs=1e-9)


@given(GIVEN, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_makes_no_difference(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert ratings(FIVE, shuffled) == ratings(FIVE, values)


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=40))
def test_a_scale_turned_round_is_as_divided(values):
    turned = ratings(FIVE, [-value for value in values])
    found = ratings(FIVE, values)
    assert turned.mean == near(-found.mean)
    assert turned.dissent == near(found.dissent)


def test_steps_of_a_tenth_are_shown_as_they_were_typed():
    found = ratings(Scale(0, 0.5, 0.1), [0.3, 0.1 + 0.2])
    assert found.distribution == ((0, 0), (0.1, 0), (0.2, 0), (0.3, 2), (0.4, 0), (0.5, 0))
    assert found.dissent == 0


def test_whole_steps_stay_whole_numbers():
    assert [type(value) for value in Scale(1, 3).values()] == [int] * 3


@pytest.mark.parametrize("value", [-1, 11, 2.5, float("nan"), float("inf")])
def test_what_is_not_on_the_scale_is_refused(value):
    with pytest.raises(ValueError):
        ratings(TEN, [5, value])


@pytest.mark.parametrize(
    "scale", [(1, 1, 1), (2, 1, 1), (0, 10, 3), (0, 10, 0), (0, 1, 2), (0, float("inf"), 1)]
)
def test_a_scale_that_cannot_be_is_refused(scale):
    with pytest.raises(ValueError):
        Scale(*scale)
