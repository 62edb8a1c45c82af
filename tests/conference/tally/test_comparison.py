"""One set of ballots under several rules, the one reason for a difference, and re-votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.tally.comparison import (
    Reason,
    Rule,
    Why,
    compare_budgets,
    compare_choices,
    compare_dots,
    compare_rankings,
    compare_ratings,
)
from appliance.conference.tally.criteria import Criterion
from appliance.conference.tally.places import Placed, leaders, placed
from appliance.conference.tally.scale import Scale
from appliance.conference.tally.shift import Shift, changes, shifts

TEN = [Criterion("x", Scale(0, 10))]


def rates(*ballots):
    return [{item: {"x": value} for item, value in one.items()} for one in ballots]


def profile(**counts):
    return [tuple((item,) for item in ranked) for ranked, n in counts.items() for _ in range(n)]


def reason(**counts):
    items = sorted(next(iter(counts)))
    return compare_rankings(items, profile(**counts)).reason


def test_the_rules_agree():
    assert reason(abc=3, acb=1) == Reason(Why.ALL_AGREE, None, ("a",))


def test_most_first_places_but_beaten_in_pairs():
    # Tennessee: Memphis has 42 first places of 100, the others would all have Nashville rather.
    found = compare_rankings("mnck", profile(mnck=42, nckm=26, cknm=15, kcnm=17))
    assert list(found.standings) == [Rule.PLURALITY, Rule.BORDA, Rule.COPELAND, Rule.SCHULZE]
    assert found.reason == Reason(Why.BEATEN_IN_PAIRS, Rule.PLURALITY, ("n", "m"))


def test_borda_may_pass_over_who_beats_all():
    # Of five voters three place a above b, but two place it far below.
    found = reason(abc=3, bca=2)
    assert found == Reason(Why.BEATEN_IN_PAIRS, Rule.BORDA, ("a", "b"))


def test_the_rule_that_decides_comes_first_and_is_told_of_where_it_differs():
    for rule in (Rule.BORDA, Rule.COPELAND, Rule.SCHULZE):
        found = compare_rankings("abc", profile(abc=3, bca=2), rule)
        assert next(iter(found.standings)) is rule
        assert len(found.standings) == 4
        assert found.reason == Reason(Why.BEATEN_IN_PAIRS, Rule.BORDA, ("a", "b"))
    # Where another differs than the one that decides, it is that other one that is told of.
    tennessee = profile(mnck=42, nckm=26, cknm=15, kcnm=17)
    assert compare_rankings("mnck", tennessee, Rule.BORDA).reason == Reason(
        Why.BEATEN_IN_PAIRS, Rule.PLURALITY, ("n", "m")
    )


def test_a_circle_is_cut_differently_by_every_rule():
    # Schulze's 45 voters: everybody is beaten by somebody.
    counts = {"acbed": 5, "adecb": 5, "bedac": 8, "cabed": 3, "caebd": 7, "cbade": 2}
    found = compare_rankings("abcde", profile(**counts, dceba=7, ebadc=8))
    assert leaders(found.standings[Rule.SCHULZE]) == ("e",)
    assert found.reason == Reason(Why.CYCLE, None, tuple("abcde"))


def test_a_tie_by_pairs_is_no_circle():
    # Of two voters c is first and last; d is second twice: by pairs nobody beats all others.
    found = compare_rankings("abcd", profile(cdba=1, adbc=1))
    assert leaders(found.standings[Rule.PLURALITY]) == ("a", "c")
    assert leaders(found.standings[Rule.BORDA]) == ("d",)
    assert found.reason == Reason(Why.TIED_IN_PAIRS, None, tuple("abcd"))


def test_a_rule_that_cannot_tell_two_apart_does_not_contradict_one_that_can():
    # One gives a nine more, the other b one more: by pairs that is a tie, by the mean it is a's.
    found = compare_ratings("ab", TEN, rates({"a": 9, "b": 0}, {"a": 4, "b": 5}))
    assert found.reason == Reason(Why.SHARED_FIRST, Rule.BORDA, ("a", "b"))


def test_without_ballots_there_is_nothing_to_compare():
    nothing = Reason(Why.NO_BALLOTS)
    assert compare_rankings("ab", []).reason == nothing
    assert compare_dots("ab", [{}, {"a": 0}]).reason == nothing
    assert compare_ratings("ab", TEN, rates({"a": None})).reason == nothing


def test_a_few_with_many_dots_against_many_with_a_few():
    found = compare_dots("ab", [{"a": 5}, {"b": 2, "a": 1}, {"b": 1}, {"b": 1}])
    assert leaders(found.standings[Rule.DOTS]) == ("a",)
    assert leaders(found.standings[Rule.PEOPLE]) == ("b",)
    assert found.reason == Reason(Why.BEATEN_IN_PAIRS, Rule.DOTS, ("b", "a"))


def test_who_did_not_rate_an_item_does_not_place_it_last():
    # Two of three who rated both prefer a; five who never saw a rate b.
    both = [{"a": 8, "b": 6}] * 2 + [{"a": 0, "b": 6}]
    found = compare_ratings("ab", TEN, rates(*both, *[{"b": 6, "a": None}] * 5))
    assert leaders(found.standings[Rule.COPELAND]) == ("a",)
    assert leaders(found.standings[Rule.MEAN]) == ("b",)
    assert found.reason == Reason(Why.BEATEN_IN_PAIRS, Rule.MEAN, ("a", "b"))


def amounts(*ballots):
    return compare_budgets("abc", 100, ballots).reason


def test_amounts_that_agree():
    assert amounts({"a": 60, "b": 20}, {"a": 50}) == Reason(Why.ALL_AGREE, None, ("a",))
    assert amounts({}, {"a": 0}) == Reason(Why.NO_BALLOTS)
    assert compare_budgets("", 100, [{"gone": 5}]).reason == Reason(Why.NO_BALLOTS)


def test_a_few_who_give_much_against_many_who_give_a_little():
    found = amounts({"a": 100}, {"b": 20}, {"b": 20})
    assert found == Reason(Why.MORE_EACH, Rule.MEAN, ("b", "a"))


def test_where_each_item_gets_something_from_less_than_half_the_medians_tell_nothing():
    found = amounts({"a": 100}, {"a": 20}, {"b": 20}, {"c": 20}, {"c": 10})
    assert found == Reason(Why.NO_MIDDLE, Rule.MEDIAN)


def test_large_amounts_by_a_few_lift_the_average_and_not_the_median():
    found = amounts({"a": 100}, {"a": 10, "b": 40}, {"a": 10, "b": 40})
    assert found == Reason(Why.IN_THE_MIDDLE, Rule.MEDIAN, ("a", "b"))


def test_a_place_that_is_shared_by_median_or_people_is_no_contradiction():
    found = amounts({"a": 60, "b": 20}, {"a": 30, "b": 30})
    assert found == Reason(Why.SHARED_FIRST, Rule.PEOPLE, ("a", "b"))


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 30)), max_size=9))
def test_the_reason_for_amounts_is_one_and_holds(ballots):
    found = compare_budgets("abc", 100, ballots)
    firsts = {rule: set(leaders(one)) for rule, one in found.standings.items()}
    mean, median, people = firsts.values()
    score = {rule: {o.item: o.score for o in one} for rule, one in found.standings.items()}
    match found.reason.why:
        case Why.NO_BALLOTS:
            assert not any(n for ballot in ballots for n in ballot.values())
        case Why.ALL_AGREE:
            assert mean == median == people == set(found.reason.items)
        case Why.MORE_EACH:
            more, much = found.reason.items
            assert score[Rule.PEOPLE][more] > score[Rule.PEOPLE][much]
            assert score[Rule.MEAN][much] >= score[Rule.MEAN][more]
        case Why.NO_MIDDLE:
            assert set(score[Rule.MEDIAN].values()) == {0}
        case Why.IN_THE_MIDDLE:
            much, middle = found.reason.items
            assert score[Rule.MEDIAN][middle] > score[Rule.MEDIAN][much]
            assert score[Rule.MEAN][much] >= score[Rule.MEAN][middle]
        case Why.SHARED_FIRST:
            assert mean & median & people
            assert firsts[found.reason.rule] == set(found.reason.items)


def test_one_who_loathes_moves_the_mean_and_not_the_median():
    found = compare_ratings("ab", TEN, rates(*[{"a": 8, "b": 7}] * 4, {"a": 0, "b": 7}))
    assert leaders(found.standings[Rule.MEAN]) == ("b",)
    assert leaders(found.standings[Rule.MEDIAN]) == ("a",)
    assert found.standings[Rule.HIGH] == (Placed("b", 1.0, 1), Placed("a", 0.8, 2))
    assert found.reason == Reason(Why.BEATEN_IN_PAIRS, Rule.MEAN, ("a", "b"))


def test_criteria_are_one_rating_by_their_weights_and_little_may_be_good():
    effect = Criterion("effect", Scale(0, 10), weight=3)
    cost = Criterion("cost", Scale(1, 5), is_reversed=True)
    other = Criterion("other", Scale(0, 1), weight=0)
    ballots = [
        {"a": {"effect": 8, "cost": 5}, "b": {"effect": 7, "cost": 1, "other": 1}},
        {"a": {"effect": 8, "cost": None}, "b": {"effect": 7, "cost": 1}},
    ]
    found = compare_ratings("ab", [effect, cost, other], ballots)
    scores = {one.item: one.score for one in found.standings[Rule.MEDIAN]}
    assert scores == pytest.approx({"a": 0.6, "b": 0.75 * 0.7 + 0.25})
    assert found.standings[Rule.HIGH] == (Placed("b", 1.0, 1), Placed("a", 0.0, 2))


def test_who_chooses_much_has_one_vote_too():
    # Six choose a, c and d, five only b.
    found = compare_choices("abcd", [*["acd"] * 6, *["b"] * 5])
    assert leaders(found.standings[Rule.APPROVAL]) == ("a", "c", "d")
    assert leaders(found.standings[Rule.SHARED_VOTE]) == ("b",)
    found = compare_choices("abc", [*["ac"] * 6, *["b"] * 5, "a"])
    assert found.standings[Rule.APPROVAL][0] == Placed("a", 7, 1)
    assert found.reason == Reason(Why.BEATEN_IN_PAIRS, Rule.SHARED_VOTE, ("a", "b"))
    assert compare_choices("ab", [""]).reason == Reason(Why.NO_BALLOTS)


@given(st.lists(st.permutations("abcd"), max_size=9))
def test_there_is_always_one_reason_and_it_holds(rows):
    found = compare_rankings("abcd", [[(i,) for i in row] for row in rows])
    firsts = {rule: set(leaders(one)) for rule, one in found.standings.items()}
    why, items = found.reason.why, found.reason.items
    assert (why is Why.NO_BALLOTS) is (not rows)
    if why is Why.ALL_AGREE:
        assert all(one == set(items) for one in firsts.values())
    if why is Why.BEATEN_IN_PAIRS:
        winner, beaten = items
        assert beaten in firsts[found.reason.rule]
        assert 2 * sum(row.index(winner) < row.index(beaten) for row in rows) > len(rows)
    if why is Why.SHARED_FIRST:
        assert firsts[found.reason.rule] == set(items)
        assert set.intersection(*firsts.values())
    if why in (Why.CYCLE, Why.TIED_IN_PAIRS):
        assert len(items) > 1


def test_a_revote_shows_who_rose_and_who_fell():
    before = placed("abc", {"a": 0.7, "b": 0.4, "c": None})
    after = placed("bad", {"b": 0.7, "a": 0.7, "d": 0.1})
    assert shifts(before, after) == (
        Shift("b", before[1], after[0], 1, 0.3),
        Shift("a", before[0], after[1], 0, 0.0),
        Shift("d", None, Placed("d", 0.1, 3), None, None),
        Shift("c", Placed("c", None, None), None, None, None),
    )
    assert shifts([], after)[0] == Shift("b", None, after[0], None, None)
    assert shifts(before, placed("c", {"c": 1}))[0].risen is None


def test_dissent_that_fell():
    assert changes({"a": 0.5, "b": None}, {"b": 0.1, "a": 0.2, "c": 0.3}) == {
        "b": None,
        "a": -0.3,
        "c": None,
    }
