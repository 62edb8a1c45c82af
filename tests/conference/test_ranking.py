"""Ranking: all items or the first few in order, counted by the rule that decides."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference import outcomes, views
from appliance.conference.activities.ranking import KIND, RANKED_MOST
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    MergeItem,
    OpenActivity,
    PutActivity,
    ReopenActivity,
    RepeatActivity,
    RevealResults,
    WithdrawItem,
)
from appliance.conference.programme import read_activity
from appliance.conference.records import Activity, Item
from appliance.conference.refusal import Refused
from appliance.conference.tally import votes
from appliance.conference.tally.comparison import Why
from tests.builders import FACILITATOR, Meeting, chair, participant

RANKING = "ranking-step"
ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
ITEMS = [{"id": id, "text": id.title()} for id in ("bikes", "boats", "trains", "trams")]


def ranking_item(**settings: object) -> dict[str, Any]:
    """A step in which the four items are put in order."""
    item = {"id": RANKING, "kind": "ranking", "title": "Volgorde", "items": ITEMS}
    return {**item, **settings}


def ranking(**settings: object) -> Meeting:
    """A room in which a ranking is open."""
    meeting = Meeting.at_work()
    meeting.close("at-tables")
    meeting.ask(FACILITATOR, PutActivity(ranking_item(**settings)))
    meeting.ask(FACILITATOR, OpenActivity(RANKING))
    return meeting


def cast(meeting: Meeting, who: Any, *order: str) -> None:
    """This order, the first first."""
    meeting.ask(who, CastBallot(RANKING, {id: n for n, id in enumerate(order, 1)}))


def results(meeting: Meeting) -> dict[str, Any]:
    """What it comes to now."""
    assert KIND.vote
    return votes.results(meeting.room, meeting.room.activities[RANKING], KIND.vote)


def standing(meeting: Meeting, figure: str) -> dict[str, Any]:
    """The items in order, each with its place and this figure."""
    return {row["id"]: (row["rank"], row[figure]) for row in results(meeting)["items"]}


def own(meeting: Meeting, person: str) -> dict[str, int]:
    """The ballot of this person as it is kept."""
    ballots = views.mine(person, meeting.room)["ballots"]
    return dict(ballots[RANKING]["values"]) if RANKING in ballots else {}


def test_by_default_places_give_points_and_what_is_not_placed_shares_the_rest():
    meeting = ranking()
    cast(meeting, ANN, "boats", "bikes", "trains", "trams")
    cast(meeting, BOB, "bikes")
    cast(meeting, CAS, "boats", "trains")
    # Bikes 2 + 3 + ½, boats 3 + 1 + 3, trains 1 + 1 + 2, trams 0 + 1 + ½.
    assert standing(meeting, "points") == {
        "boats": (1, 7.0),
        "bikes": (2, 5.5),
        "trains": (3, 4.0),
        "trams": (4, 1.5),
    }
    assert {
        r["id"]: (r["firsts"], r["voters"], r["of_most"]) for r in results(meeting)["items"]
    } == {
        "boats": (2, 2, 7 / 9),
        "bikes": (1, 2, 5.5 / 9),
        "trains": (0, 2, 4 / 9),
        "trams": (0, 1, 1.5 / 9),
    }
    assert {id: place for id, (_, place) in standing(meeting, "mean_place").items()} == {
        "boats": pytest.approx((1 + 3 + 1) / 3),
        "bikes": pytest.approx((2 + 1 + 3.5) / 3),
        "trains": pytest.approx((3 + 3 + 2) / 3),
        "trams": pytest.approx((4 + 3 + 3.5) / 3),
    }


@pytest.mark.parametrize(
    ("rule", "figure", "first"),
    [("borda", "points", "boats"), ("copeland", "won", "bikes"), ("schulze", "unbeaten", "bikes")],
)
def test_one_rule_decides_and_the_others_stand_beside_it(rule, figure, first):
    meeting = ranking(rule=rule)
    # Three have bikes above boats, but the other two place bikes last.
    for who in ("p1", "p2", "p3"):
        cast(meeting, participant(who, "1"), "bikes", "boats", "trains", "trams")
    for who in ("p4", "p5"):
        cast(meeting, participant(who, "1"), "boats", "trains", "trams", "bikes")
    told = results(meeting)
    assert (told["rule"], told["items"][0]["id"], figure in told["items"][0]) == (rule, first, True)
    found = outcomes.comparison(meeting.room, meeting.room.activities[RANKING])
    assert found is not None
    assert next(iter(found.standings)).value == rule
    assert {r.value for r in found.standings} == {"plurality", "borda", "copeland", "schulze"}
    reason = (found.reason.why, found.reason.rule, found.reason.items)
    assert reason == (Why.BEATEN_IN_PAIRS, "borda", ("bikes", "boats"))


@pytest.mark.parametrize(
    ("settings", "values", "code"),
    [
        ({}, {"bikes": 1, "boats": 1}, "ranking_twice"),
        ({}, {"bikes": 1, "boats": 2, "trains": 2}, "ranking_twice"),
        ({}, {"cars": 1}, "unknown_item"),
        ({}, {"bikes": 0}, "ranking_place"),
        ({}, {"bikes": -1, "boats": 1}, "ranking_place"),
        ({}, {"bikes": 5}, "ranking_place"),
        ({}, {"bikes": "1"}, "ballot_values"),
        ({}, {"bikes": 1.0}, "ballot_values"),
        ({}, {"bikes": True}, "ballot_values"),
        ({}, {"bikes": None}, "ballot_values"),
        ({}, {"bikes": [1]}, "ballot_values"),
        ({}, {"bikes": 10**30}, "ranking_place"),
        ({"place_most": 2}, {"bikes": 1, "boats": 2, "trains": 3}, "ranking_too_many"),
        ({"place_most": 2}, {"bikes": 3}, "ranking_place"),
        ({"may_be_partial": False}, {"bikes": 1, "boats": 2, "trains": 3}, "ranking_partial"),
        ({"may_be_partial": False, "place_most": 2}, {"bikes": 1}, "ranking_partial"),
    ],
)
def test_what_is_no_order_is_refused_and_leaves_the_ballot_as_it_was(settings, values, code):
    meeting = ranking(**settings)
    whole = {"trams": 1, "bikes": 2}
    if settings.get("may_be_partial", True) or settings.get("place_most"):
        meeting.ask(ANN, CastBallot(RANKING, whole))
    before = own(meeting, "ann")
    assert meeting.refusal(ANN, CastBallot(RANKING, values)) == code
    assert own(meeting, "ann") == before


def test_places_that_are_left_open_close_up():
    meeting = ranking()
    meeting.ask(ANN, CastBallot(RANKING, {"boats": 4, "bikes": 2}))
    assert own(meeting, "ann") == {"bikes": 1, "boats": 2}


def test_an_order_can_be_changed_and_taken_back_until_the_vote_closes():
    meeting = ranking(may_be_partial=False, place_most=1)
    cast(meeting, ANN, "boats")
    cast(meeting, ANN, "bikes")
    assert standing(meeting, "firsts")["bikes"] == (1, 1)
    cast(meeting, ANN)
    assert (results(meeting)["ballots"], own(meeting, "ann")) == (0, {})
    meeting.ask(FACILITATOR, CloseActivity(RANKING))
    assert meeting.refusal(ANN, CastBallot(RANKING, {"boats": 1})) == "vote_closed"


def test_more_places_than_items_are_as_many_as_there_are_items():
    meeting = ranking(place_most=9, may_be_partial=False)
    cast(meeting, ANN, "bikes", "boats", "trains", "trams")
    seen = views.project("control", ("turnout", RANKING), meeting.room)
    assert seen is not None
    assert (seen["ballots"], seen["done"]) == (1, 1)


def test_a_ballot_is_done_when_every_place_is_given():
    activity = Activity(RANKING, "ranking", "Volgorde", 1, settings={"place_most": 2})
    items = [Item(id, id) for id in "abc"]
    assert KIND.vote
    done = [
        KIND.vote.is_done(activity, items, dict(zip("abc"[:n], (1, 2), strict=False)))
        for n in range(3)
    ]
    assert done == [False, False, True]


def test_what_is_merged_keeps_its_best_place_and_what_is_withdrawn_closes_up():
    meeting = ranking()
    cast(meeting, ANN, "bikes", "trains", "boats", "trams")
    cast(meeting, BOB, "boats", "bikes")
    cast(meeting, CAS, "trams")
    meeting.ask(FACILITATOR, MergeItem(RANKING, "bikes", "boats"))
    # Now Ann has boats, trains, trams; Bob has boats; Cas has trams.
    assert standing(meeting, "points") == {
        "boats": (1, 2 + 2 + 0.5),
        "trams": (2, 0 + 0.5 + 2),
        "trains": (3, 1 + 0.5 + 0.5),
    }
    meeting.ask(FACILITATOR, WithdrawItem(RANKING, "trams"))
    told = results(meeting)
    assert told["ballots"] == 2
    assert standing(meeting, "points") == {"boats": (1, 2.0), "trains": (2, 0.0)}
    # The ballots themselves stay: brought back, everything is as it was.
    meeting.ask(FACILITATOR, WithdrawItem(RANKING, "trams", is_withdrawn=False))
    assert results(meeting)["ballots"] == 3
    assert own(meeting, "ann") == {"bikes": 1, "trains": 2, "boats": 3, "trams": 4}


def test_a_whole_ballot_still_counts_when_something_is_withdrawn_and_brought_back():
    meeting = ranking(may_be_partial=False)
    cast(meeting, ANN, "bikes", "boats", "trains", "trams")
    meeting.ask(FACILITATOR, WithdrawItem(RANKING, "trams"))
    cast(meeting, BOB, "trains", "boats", "bikes")
    meeting.ask(FACILITATOR, WithdrawItem(RANKING, "trams", is_withdrawn=False))
    assert results(meeting)["ballots"] == 2


def test_an_item_that_is_gone_cannot_be_placed_any_more():
    meeting = ranking()
    meeting.ask(FACILITATOR, WithdrawItem(RANKING, "bikes"))
    assert meeting.refusal(ANN, CastBallot(RANKING, {"bikes": 1})) == "unknown_item"
    meeting.ask(FACILITATOR, MergeItem(RANKING, "boats", "trains"))
    assert meeting.refusal(ANN, CastBallot(RANKING, {"boats": 1})) == "unknown_item"
    cast(meeting, ANN, "trains", "trams")


@pytest.mark.parametrize("rule", ["borda", "copeland", "schulze"])
def test_nobody_one_and_all_alike_are_defined(rule):
    meeting = ranking(rule=rule)
    nobody = results(meeting)
    assert (nobody["ballots"], nobody["w"], nobody["agreement"]) == (0, None, None)
    assert {(row["rank"], row["of_most"], row["mean_place"]) for row in nobody["items"]} == {
        (None, None, None)
    }
    cast(meeting, ANN, "trams", "bikes")
    one = results(meeting)
    assert [row["id"] for row in one["items"]][:2] == ["trams", "bikes"]
    assert (one["ballots"], one["w"]) == (1, None)
    assert [row["rank"] for row in one["items"]] == [1, 2, 3, 3]
    cast(meeting, BOB, "bikes", "trams")
    cast(meeting, ANN, "trams", "bikes")
    told = results(meeting)
    assert [(row["rank"], row["is_shared"]) for row in told["items"]] == [
        (1, True),
        (1, True),
        (3, True),
        (3, True),
    ]


@pytest.mark.parametrize("rule", ["borda", "copeland", "schulze"])
def test_one_item_is_first_with_nothing_to_be_compared_with(rule):
    meeting = ranking(rule=rule, items=ITEMS[:1])
    cast(meeting, ANN, "bikes")
    cast(meeting, BOB, "bikes")
    told = results(meeting)
    (row,) = told["items"]
    assert (row["rank"], row["of_most"], row["mean_place"], told["w"]) == (1, None, 1.0, None)


@pytest.mark.parametrize(
    ("orders", "w", "called"),
    [
        ((ITEMS, ITEMS, ITEMS), 1.0, "very_strong"),
        ((ITEMS, ITEMS[::-1]), 0.0, "very_weak"),
        ((ITEMS, ITEMS, ITEMS[::-1]), 1 / 9, "very_weak"),
        ((ITEMS, [*ITEMS[:2], ITEMS[3], ITEMS[2]]), 0.9, "very_strong"),
    ],
)
def test_how_much_the_room_agrees(orders, w, called):
    meeting = ranking()
    for n, order in enumerate(orders):
        cast(meeting, participant(f"p{n}", "1"), *(item["id"] for item in order))
    told = results(meeting)
    assert (told["w"], told["agreement"]) == (pytest.approx(w), called)


def test_a_chair_ranks_for_somebody_else():
    meeting = ranking()
    meeting.ask(chair("3"), CastBallot(RANKING, {"boats": 1}, on_behalf=True))
    meeting.ask(chair("3"), CastBallot(RANKING, {"boats": 1}, on_behalf=True))
    assert standing(meeting, "firsts")["boats"] == (1, 2)


def test_the_room_sees_the_order_once_it_is_shown():
    meeting = ranking()
    cast(meeting, ANN, "trams")
    meeting.ask(FACILITATOR, CloseActivity(RANKING))
    for audience in ("table:1", "chair:1", "control", "stage", "watch"):
        assert views.project(audience, ("results", RANKING), meeting.room) is None
    meeting.ask(FACILITATOR, RevealResults(RANKING))
    for audience in ("table:1", "chair:1", "control", "stage", "watch"):
        seen = views.project(audience, ("results", RANKING), meeting.room)
        assert seen is not None
        assert seen["items"][0]["id"] == "trams"


def test_a_repeat_tells_who_rose_also_when_more_people_vote():
    meeting = ranking()
    cast(meeting, ANN, "trams", "boats", "bikes", "trains")
    meeting.ask(FACILITATOR, CloseActivity(RANKING))
    meeting.ask(FACILITATOR, RevealResults(RANKING))
    again = meeting.ask(FACILITATOR, RepeatActivity(RANKING)).made
    meeting.ask(FACILITATOR, OpenActivity(again))
    for who in (ANN, BOB):
        values = {"boats": 1, "trams": 2, "bikes": 3, "trains": 4}
        meeting.ask(who, CastBallot(again, values))
    found = outcomes.outcome(meeting.room, meeting.room.activities[again])
    moved = {row["id"]: (row["risen"], row["change"]) for row in found["shift"]["items"]}
    assert moved["boats"] == (1, pytest.approx(1 / 3))
    assert moved["bikes"] == (0, 0.0)
    assert moved["trams"] == (-1, pytest.approx(-1 / 3))


def test_the_next_step_takes_the_first_ones():
    meeting = ranking()
    cast(meeting, ANN, "trams", "boats", "bikes")
    meeting.ask(FACILITATOR, CloseActivity(RANKING))
    meeting.ask(FACILITATOR, RevealResults(RANKING))
    item = {"id": "next", "kind": "dots", "title": "Kies", "input": RANKING, "take_top": 2}
    meeting.ask(FACILITATOR, PutActivity(item))
    meeting.ask(FACILITATOR, OpenActivity("next"))
    items = meeting.room.activities["next"].items or ()
    assert [each.id for each in items] == ["trams", "boats"]


def test_reopened_the_orders_are_still_there():
    meeting = ranking()
    cast(meeting, ANN, "trams", "boats")
    meeting.ask(FACILITATOR, CloseActivity(RANKING))
    meeting.ask(FACILITATOR, ReopenActivity(RANKING))
    cast(meeting, ANN, *reversed(own(meeting, "ann")))
    assert own(meeting, "ann") == {"boats": 1, "trams": 2}


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "lot"},
        {"place_most": -1},
        {"place_most": "3"},
        {"place_most": RANKED_MOST + 1},
        {"may_be_partial": 1},
        {"items": [{"id": f"i{n}", "text": "x"} for n in range(RANKED_MOST + 1)]},
        {"items": [{"id": "a", "text": ""}]},
    ],
)
def test_a_ranking_that_is_not_whole_is_refused_in_the_programme(wrong):
    with pytest.raises(Refused, match="file_member"):
        read_activity(0, ranking_item(**wrong), frozenset())


def test_a_list_that_nobody_can_put_in_order_is_not_opened():
    meeting = Meeting.at_work()
    meeting.close("at-tables")
    many = [{"id": f"i{n}", "text": f"{n}"} for n in range(RANKED_MOST + 1)]
    dots = {"id": "before", "kind": "dots", "title": "Stippen", "items": many}
    meeting.ask(FACILITATOR, PutActivity(dots))
    meeting.ask(FACILITATOR, OpenActivity("before"))
    meeting.ask(FACILITATOR, CloseActivity("before"))
    meeting.ask(FACILITATOR, PutActivity(ranking_item(items=[], input="before")))
    assert meeting.refusal(FACILITATOR, OpenActivity(RANKING)) == "list_too_long"
    meeting.ask(FACILITATOR, PutActivity(ranking_item(items=[], input="before", take_top=5)))


IDS = "abcde"
PLACED = st.permutations(IDS).flatmap(
    lambda order: st.integers(0, len(IDS)).map(lambda n: tuple(order[:n]))
)


@given(st.lists(PLACED, max_size=12), st.sampled_from(["borda", "copeland", "schulze"]))
def test_points_are_those_of_a_straight_count(orders, rule):
    activity = Activity(RANKING, "ranking", "Volgorde", 1, settings={"rule": rule})
    items = [Item(id, id) for id in IDS]
    assert KIND.vote
    ballots = [{id: n for n, id in enumerate(order, 1)} for order in orders]
    kept = [KIND.vote.checked(activity, items, ballot) for ballot in ballots]
    assert kept == ballots
    cast = [values for ballot in kept if (values := KIND.vote.counted(activity, items, ballot))]
    told = KIND.vote.results(activity, items, cast)
    rows = {row["id"]: row for row in told["items"]}
    voted = [order for order in orders if order]
    for id, row in rows.items():
        assert row["voters"] == sum(id in order for order in voted)
        assert row["firsts"] == sum(order[0] == id for order in voted)
        if not voted:
            assert (row["rank"], row["of_most"], row["mean_place"]) == (None, None, None)
            continue
        places = [
            order.index(id) + 1 if id in order else (len(order) + 1 + len(IDS)) / 2
            for order in voted
        ]
        assert row["mean_place"] == pytest.approx(sum(places) / len(places))
        assert 0 <= row["of_most"] <= 1
    if rule == "borda" and voted:
        by_place = sorted(rows.values(), key=lambda row: row["mean_place"])
        ranks = [row["rank"] for row in by_place]
        assert ranks == sorted(ranks)
        assert sum(row["points"] for row in rows.values()) == len(voted) * 10
    if rule == "copeland" and voted:
        assert sum(row["won"] for row in rows.values()) == 10


@given(st.lists(PLACED, max_size=8), st.permutations(IDS), st.integers(0, 4))
def test_merging_and_withdrawing_leave_an_order_without_gaps(orders, around, gone):
    activity = Activity(RANKING, "ranking", "Volgorde", 1)
    into = {around[0]: around[1], around[1]: around[2]}
    items = [Item(id, id, into=into.get(id, ""), is_withdrawn=id == around[gone]) for id in IDS]
    assert KIND.vote
    live = {item.id for item in items if not item.into and not item.is_withdrawn}
    for order in orders:
        values = {id: n for n, id in enumerate(order, 1)}
        found = KIND.vote.counted(activity, items, values)
        assert set(found) <= live
        assert sorted(found.values()) == list(range(1, len(found) + 1))
        kept = [id for id in order if id in live and id != around[2]]
        assert [id for id in sorted(found, key=lambda i: found[i]) if id != around[2]] == kept
