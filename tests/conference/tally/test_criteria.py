"""Criteria with weights, the places that follow, and what the room has to talk about first."""

import pytest

from appliance.conference.tally.criteria import Criterion, rated, shares
from appliance.conference.tally.disagreement import Divided, disagreement
from appliance.conference.tally.places import Placed, leaders, placed
from appliance.conference.tally.scale import Scale

TEN = Scale(0, 10)
EFFECT = Criterion("effect", TEN, 2)
FEASIBLE = Criterion("feasible", TEN, 1)


def ballot(**values):
    """`a=(8, 5)` rates item a on effect and on feasibility."""
    return {
        item: dict(zip(("effect", "feasible"), pair, strict=True)) for item, pair in values.items()
    }


def told(found):
    return [
        (one.item, one.score and round(one.score, 6), one.place, one.is_shared) for one in found
    ]


def test_weights_count_by_their_share():
    assert shares([EFFECT, FEASIBLE]) == (2 / 3, 1 / 3)
    found = rated(["a", "b"], [EFFECT, FEASIBLE], [ballot(a=(9, 0), b=(3, 6))])
    assert told(found) == [("a", 0.6, 1, False), ("b", 0.4, 2, False)]
    doubled = [Criterion("effect", TEN, 200), Criterion("feasible", TEN, 100)]
    assert told(rated(["a", "b"], doubled, [ballot(a=(9, 0), b=(3, 6))])) == told(found)


def test_scales_of_different_length_weigh_alike_and_little_cost_is_good():
    criteria = [Criterion("effect", Scale(-5, 5)), Criterion("feasible", Scale(1, 3), 1, True)]
    found = rated(["a", "b"], criteria, [ballot(a=(5, 1), b=(0, 3))])
    assert told(found) == [("a", 1, 1, False), ("b", 0.25, 2, False)]


def test_an_item_without_ratings_on_a_criterion_that_weighs_has_no_place():
    items = ["none", "half", "whole"]
    ballots = [ballot(half=(10, None), whole=(1, 1)), {}]
    found = rated(items, [EFFECT, FEASIBLE], ballots)
    assert told(found) == [
        ("whole", 0.1, 1, False),
        ("none", None, None, False),
        ("half", None, None, False),
    ]
    weightless = [EFFECT, Criterion("feasible", TEN, 0)]
    assert told(rated(items, weightless, ballots))[0] == ("half", 1, 1, False)


def test_whoever_left_an_item_out_did_not_say_that_they_have_no_opinion():
    ballots = [ballot(a=(5, None)), {}, {"a": {"effect": 7}}]
    (found,) = rated(["a"], [EFFECT, FEASIBLE], ballots)
    assert [(one.n, one.n_abstained) for one in found.by_criterion] == [(2, 0), (0, 1)]


def test_what_is_no_longer_an_item_is_not_counted():
    assert told(rated(["a"], [EFFECT], [ballot(a=(5, 5), gone=(9, 9))])) == [("a", 0.5, 1, False)]


def test_an_item_is_as_divided_as_its_most_divided_criterion():
    (found,) = rated(["a"], [EFFECT, FEASIBLE], [ballot(a=(5, 0)), ballot(a=(5, 10))])
    assert (found.dissent, found.is_divided) == (1, True)
    assert [one.dissent for one in found.by_criterion] == [0, 1]


def test_zero_voters_give_a_defined_result():
    (found,) = rated(["a"], [EFFECT], [])
    assert (found.score, found.place, found.dissent, found.is_divided) == (None, None, None, False)
    assert found.by_criterion[0].n == 0


@pytest.mark.parametrize("weights", [(0, 0), (-1, 2), (float("nan"), 1), ()])
def test_weights_that_say_nothing_are_refused(weights):
    with pytest.raises(ValueError):
        shares([Criterion(str(n), TEN, weight) for n, weight in enumerate(weights)])


def test_alike_shares_a_place_and_the_next_stays_empty():
    scores = {"z": 3, "a": 0.1 + 0.2, "m": 0.3, "b": None, "c": 0.0}
    assert placed(["z", "m", "a", "b", "c"], scores) == (
        Placed("z", 3, 1),
        Placed("m", 0.3, 2, True),
        Placed("a", 0.1 + 0.2, 2, True),
        Placed("c", 0.0, 4),
        Placed("b", None, None),
    )
    assert leaders(placed(["a", "b"], {"a": 1, "b": 1})) == ("a", "b")
    assert leaders(placed(["a"], {})) == ()


def test_the_most_divided_items_come_first_and_alike_in_the_order_given():
    dissent = {"a": 0.31, "b": None, "c": 0.8, "d": 0.1, "e": 0.31}
    assert disagreement(list("edcba"), dissent) == (
        Divided("c", 0.8),
        Divided("e", 0.31),
        Divided("a", 0.31),
    )
    assert disagreement(list("abcde"), dissent, 0.9) == ()
