"""Dividing an amount: nobody spends more than there is or has to spend all; results are defined."""

import statistics
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.activities import budget
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    LookAhead,
    MergeItem,
    OpenActivity,
    PutActivity,
    RepeatActivity,
    RevealResults,
    WithdrawItem,
)
from appliance.conference.outcomes import comparison
from appliance.conference.programme import read_activity
from appliance.conference.records import Item
from appliance.conference.refusal import Refused
from appliance.conference.tally.comparison import Rule, Why
from tests.builders import AT_TABLES, FACILITATOR, Meeting, participant

ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
BUDGET = "money"
ITEMS = [{"id": id, "text": id.title()} for id in ("bikes", "boats", "trains")]


def item(**settings: Any) -> dict[str, Any]:
    """A step in which 1,000 is divided in steps of 50, as a programme has it."""
    return {"id": BUDGET, "kind": "budget", "title": "Geld", "items": ITEMS, **settings}


def dividing(**settings: Any) -> Meeting:
    """A room in which the amount is divided."""
    meeting = Meeting.at_work()
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, PutActivity(item(**settings)))
    meeting.ask(FACILITATOR, OpenActivity(BUDGET))
    return meeting


def results(meeting: Meeting) -> dict[str, Any]:
    """What the facilitator sees after closing."""
    meeting.ask(FACILITATOR, CloseActivity(BUDGET))
    meeting.ask(FACILITATOR, LookAhead(BUDGET))
    seen = views.project("control", ("results", BUDGET), meeting.room)
    assert seen is not None
    return dict(seen)


def own(meeting: Meeting, person: str = "ann") -> dict[str, int]:
    """What this person gave, as their phone shows it."""
    return dict(views.mine(person, meeting.room)["ballots"][BUDGET]["values"])


def test_everybody_divides_an_amount_and_need_not_give_all_of_it():
    meeting = dividing()
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 600, "boats": 400}))
    meeting.ask(BOB, CastBallot(BUDGET, {"bikes": 300, "boats": 0}))
    assert own(meeting, "bob") == {"bikes": 300}
    turnout = views.project("control", ("turnout", BUDGET), meeting.room)
    assert turnout is not None
    assert (turnout["ballots"], turnout["done"]) == (2, 1)
    told = results(meeting)
    assert (told["ballots"], told["amount"], told["spent"], told["decimals"]) == (2, 1000, 650, 0)
    assert [
        (row["id"], row["rank"], row["mean"], row["median"], row["voters"]) for row in told["items"]
    ] == [("bikes", 1, 450, 450, 2), ("boats", 2, 200, 200, 1), ("trains", 3, 0, 0, 0)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"bikes": 600, "boats": 450}, "budget_overspent"),
        ({"bikes": 1050}, "budget_overspent"),
        ({"bikes": -50}, "budget_step"),
        ({"bikes": 1050, "boats": -50}, "budget_step"),
        ({"bikes": 25}, "budget_step"),
        ({"bikes": 50.0}, "budget_step"),
        ({"bikes": "50"}, "budget_step"),
        ({"bikes": "een hoop"}, "budget_step"),
        ({"bikes": True}, "budget_step"),
        ({"bikes": None}, "budget_step"),
        ({"bikes": [50]}, "budget_step"),
        ({"bikes": float("1e999")}, "budget_step"),
        ({"bikes": float("nan")}, "budget_step"),
        ({"bikes": 10**400}, "budget_step"),
        ({"cars": 50}, "unknown_item"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_the_ballot_as_it_was(values, code):
    meeting = dividing()
    meeting.ask(ANN, CastBallot(BUDGET, {"boats": 100}))
    assert meeting.refusal(ANN, CastBallot(BUDGET, values)) == code
    assert own(meeting) == {"boats": 100}


def test_a_refusal_says_how_much_is_too_much():
    activity = read_activity(0, item(), frozenset())
    items = [Item(id, id) for id in ("bikes", "boats")]
    with pytest.raises(Refused) as no:
        budget.checked(activity, items, {"bikes": 600, "boats": 450})
    assert no.value.values == {"n": 1050, "most": 1000, "over": 50}


def test_a_step_that_is_larger_than_the_amount_is_all_of_it():
    meeting = dividing(amount=30, step=50)
    assert meeting.refusal(ANN, CastBallot(BUDGET, {"bikes": 10})) == "budget_step"
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 30}))
    told = results(meeting)
    assert (told["spent"], told["decimals"]) == (30, 1)


def test_what_cannot_be_given_any_more_leaves_nobody_unfinished():
    meeting = dividing(amount=120)
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 100}))
    turnout = views.project("control", ("turnout", BUDGET), meeting.room)
    assert turnout is not None
    assert turnout["done"] == 1


def test_amounts_go_along_when_items_are_merged_and_are_not_spent_when_withdrawn():
    meeting = dividing()
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 600, "boats": 300, "trains": 100}))
    meeting.ask(BOB, CastBallot(BUDGET, {"trains": 1000}))
    meeting.ask(FACILITATOR, MergeItem(BUDGET, "boats", "bikes"))
    meeting.ask(FACILITATOR, WithdrawItem(BUDGET, "trains"))
    assert meeting.refusal(CAS, CastBallot(BUDGET, {"trains": 50})) == "unknown_item"
    assert meeting.refusal(CAS, CastBallot(BUDGET, {"boats": 50})) == "unknown_item"
    told = results(meeting)
    # Bob gave to nothing that is still there: he votes no more.
    assert (told["ballots"], told["spent"]) == (1, 900)
    assert [(row["id"], row["mean"], row["voters"]) for row in told["items"]] == [("bikes", 900, 1)]


def test_what_was_given_counts_again_when_an_item_comes_back():
    meeting = dividing()
    meeting.ask(ANN, CastBallot(BUDGET, {"trains": 1000}))
    meeting.ask(FACILITATOR, WithdrawItem(BUDGET, "trains"))
    meeting.ask(FACILITATOR, WithdrawItem(BUDGET, "trains", is_withdrawn=False))
    assert results(meeting)["spent"] == 1000


def test_who_takes_everything_back_has_no_vote():
    meeting = dividing()
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 50}))
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 0}))
    meeting.ask(BOB, CastBallot(BUDGET, {"boats": 0, "trains": 0}))
    told = results(meeting)
    assert (told["ballots"], told["spent"]) == (0, None)
    assert {(row["mean"], row["median"], row["voters"], row["rank"]) for row in told["items"]} == {
        (None, None, 0, None)
    }
    found = comparison(meeting.room, meeting.room.activities[BUDGET])
    assert found is not None
    assert found.reason.why is Why.NO_BALLOTS


def test_where_all_get_the_same_all_share_the_first_place():
    meeting = dividing(amount=900)
    for who in (ANN, BOB):
        meeting.ask(who, CastBallot(BUDGET, dict.fromkeys(("bikes", "boats", "trains"), 300)))
    told = results(meeting)
    assert {(row["rank"], row["is_shared"], row["mean"]) for row in told["items"]} == {
        (1, True, 300)
    }
    found = comparison(meeting.room, meeting.room.activities[BUDGET])
    assert found is not None
    assert found.reason.why is Why.ALL_AGREE


def test_average_median_and_people_stand_side_by_side():
    meeting = dividing()
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 1000}))
    meeting.ask(BOB, CastBallot(BUDGET, {"boats": 200}))
    meeting.ask(CAS, CastBallot(BUDGET, {"boats": 200, "trains": 100}))
    found = comparison(meeting.room, meeting.room.activities[BUDGET])
    assert found is not None
    assert [*found.standings] == [Rule.MEAN, Rule.MEDIAN, Rule.PEOPLE]
    reason = found.reason
    assert (reason.why, reason.items) == (Why.MORE_EACH, ("boats", "bikes"))


def test_voted_again_the_amount_is_the_same_and_the_shift_is_told():
    meeting = dividing(unit={"nl": "punten", "en": "points"})
    meeting.ask(ANN, CastBallot(BUDGET, {"bikes": 500, "boats": 100}))
    results(meeting)
    meeting.ask(FACILITATOR, RevealResults(BUDGET))
    meeting.ask(FACILITATOR, RepeatActivity(BUDGET))
    again = next(a for a in meeting.room.activities.values() if a.repeats == BUDGET)
    assert budget.terms(again.settings) == budget.terms(meeting.room.activities[BUDGET].settings)
    meeting.ask(FACILITATOR, OpenActivity(again.id))
    meeting.ask(ANN, CastBallot(again.id, {"boats": 500}))
    meeting.close(again.id)
    meeting.ask(FACILITATOR, LookAhead(again.id))
    seen = views.project("control", ("results", again.id), meeting.room)
    assert seen is not None
    rows = seen["shift"]["items"]
    moved = {row["id"]: (row["before"], row["rank"], row["change"]) for row in rows}
    assert moved == {"boats": (2, 1, 400), "bikes": (1, 2, -500), "trains": (3, 2, 0)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"amount": -1},
        {"amount": 10**9},
        {"amount": 100.5},
        {"amount": "100"},
        {"step": 0},
        {"step": 2.5},
        {"unit": 3},
        {"unit": "x" * 21},
        {"unit": {"nl": "x" * 21}},
        {"unit": {"nl": 3}},
        {"items": [{"id": "a"}]},
    ],
)
def test_a_budget_that_is_not_whole_is_refused_in_the_programme(wrong):
    with pytest.raises(Refused, match="file_member"):
        read_activity(0, item(**wrong), frozenset())


LIST = [Item(id, id) for id in "abcd"]
SHARES = st.dictionaries(st.sampled_from("abcd"), st.integers(-2, 8))


def activity_with(amount: int, step: int) -> Any:
    """A step with this amount."""
    return read_activity(0, item(amount=amount, step=step), frozenset())


@given(SHARES, st.integers(1, 400), st.integers(1, 60))
def test_a_ballot_is_kept_when_it_fits_and_never_spends_more_than_there_is(shares, amount, step):
    activity = activity_with(amount, step)
    each = budget.terms(activity.settings).step
    values = {id: n * each for id, n in shares.items()}
    is_fit = all(n >= 0 for n in values.values()) and sum(values.values()) <= amount
    try:
        kept = budget.checked(activity, LIST, values)
    except Refused:
        assert not is_fit
    else:
        assert is_fit
        assert kept == {id: n for id, n in values.items() if n}


AMOUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5).map(lambda n: n * 50))


@given(st.lists(AMOUNTS.filter(bool), max_size=30))
def test_results_are_a_straight_count(ballots):
    told = budget.results(activity_with(1000, 50), LIST, ballots)
    for row in told["items"]:
        column = [ballot.get(row["id"], 0) for ballot in ballots]
        assert row["voters"] == sum(n > 0 for n in column)
        assert row["mean"] == (float(Fraction(sum(column), len(column))) if column else None)
        assert row["median"] == (statistics.median(column) if column else None)
    spent = [sum(ballot.values()) for ballot in ballots]
    assert told["spent"] == (pytest.approx(statistics.mean(spent)) if spent else None)
    assert [row["rank"] is None for row in told["items"]] == [not ballots] * 4


@given(AMOUNTS, st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from("abcd"))
def test_merging_and_withdrawing_never_spend_more(values, merged, into, gone):
    items = [
        Item(
            each.id,
            each.id,
            is_withdrawn=each.id == gone,
            into=into if each.id == merged and merged != into else "",
        )
        for each in LIST
    ]
    counted = budget.counted(activity_with(1000, 50), items, values)
    assert sum(counted.values()) <= sum(values.values())
    assert gone not in counted
    assert merged == into or merged not in counted
    assert all(counted.values())
