"""What holds for every kind that is voted in: bad ballots are refused, every result is defined."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from appliance.conference import outcomes
from appliance.conference.activities import ACTIVITIES
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    MergeItem,
    OpenActivity,
    PutActivity,
    RevealResults,
    WithdrawItem,
)
from appliance.conference.tally.votes import turnout
from tests.builders import AT_TABLES, FACILITATOR, Meeting, participant

ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
VOTERS = (ANN, BOB, CAS)
STEP = "step"
ITEMS = [{"id": id, "text": id.title()} for id in ("bikes", "boats", "trains")]
NUMBERLESS = ("two", "", [1], {"a": 1}, float("nan"), float("inf"), float("-inf"), 10**400)


@dataclass(frozen=True, slots=True)
class Case:
    """A kind: how its step is set, three ballots that differ, one that says nothing, and how one
    thing that is said of an item becomes values."""

    kind: str
    ballots: tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]
    unsaid: Mapping[str, Any]
    saying: Any
    settings: Mapping[str, Any] = field(default_factory=dict)


CASES = [
    Case(
        "dots",
        ({"bikes": 2}, {"boats": 1, "trains": 1}, {"trains": 2}),
        {},
        lambda item, said: {item: said},
    ),
    Case(
        "rating",
        (
            {"bikes": {"rating": 3}, "boats": {"rating": 9}},
            {"bikes": {"rating": 0}},
            {"bikes": {"rating": 10}, "trains": {"rating": None}},
        ),
        {item["id"]: {"rating": None} for item in ITEMS},
        lambda item, said: {item: {"rating": said}},
    ),
    Case(
        "poll",
        ({"chosen": ["bikes"]}, {"chosen": ["boats"]}, {"chosen": ["trains"]}),
        {"abstains": True},
        lambda item, said: {"chosen": [item] if said == 1 else [item, said]},
        {"options": ITEMS, "may_abstain": True},
    ),
    Case(
        "ranking",
        ({"bikes": 1, "boats": 2}, {"boats": 1}, {"trains": 1, "boats": 2, "bikes": 3}),
        {},
        lambda item, said: {item: said},
    ),
    Case(
        "budget",
        ({"bikes": 100}, {"boats": 50, "trains": 50}, {"trains": 100}),
        {},
        lambda item, said: {item: 50 if said == 1 else said},
    ),
]
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)


def voting(case: Case) -> Meeting:
    """A room in which a vote of this kind is open."""
    meeting = Meeting.at_work()
    meeting.close(AT_TABLES)
    lists = {"items": ITEMS} if "options" not in case.settings else {}
    step = {"id": STEP, "kind": case.kind, "title": "Kiezen", **lists, **case.settings}
    meeting.ask(FACILITATOR, PutActivity(step))
    meeting.ask(FACILITATOR, OpenActivity(STEP))
    return meeting


def told(meeting: Meeting) -> dict[str, Any]:
    """What everybody may know once it is over; raises where a number is none that JSON has."""
    meeting.ask(FACILITATOR, CloseActivity(STEP))
    meeting.ask(FACILITATOR, RevealResults(STEP))
    activity = meeting.room.activities[STEP]
    found = outcomes.told(meeting.room, activity)
    outcomes.comparison(meeting.room, activity)
    vote = outcomes.vote_of(activity)
    assert vote is not None
    turnout(meeting.room, activity, vote)
    return dict(json.loads(json.dumps(found, allow_nan=False)))


def test_every_kind_is_here():
    assert {case.kind for case in CASES} == {k.name for k in ACTIVITIES.values() if k.vote}


@EACH
@pytest.mark.parametrize("said", NUMBERLESS, ids=lambda said: str(said)[:9])
def test_what_is_no_number_is_refused(case: Case, said: object):
    meeting = voting(case)
    meeting.ask(ANN, CastBallot(STEP, case.ballots[0]))
    before = meeting.room.ballots_of(STEP)
    assert meeting.refusal(ANN, CastBallot(STEP, case.saying("boats", said)))
    assert meeting.room.ballots_of(STEP) == before


@EACH
@pytest.mark.parametrize("item", ["cars", "", "boats "])
def test_what_is_not_on_the_list_is_refused(case: Case, item: str):
    assert voting(case).refusal(ANN, CastBallot(STEP, case.saying(item, 1)))


@EACH
def test_what_was_withdrawn_takes_no_new_votes_and_counts_no_old_ones(case: Case):
    meeting = voting(case)
    for voter, ballot in zip(VOTERS, case.ballots, strict=True):
        meeting.ask(voter, CastBallot(STEP, ballot))
    meeting.ask(FACILITATOR, WithdrawItem(STEP, "trains"))
    assert meeting.refusal(CAS, CastBallot(STEP, case.saying("trains", 1)))
    assert [item["id"] for item in told(meeting)["items"] if item["id"] == "trains"] == []


@EACH
def test_what_was_merged_counts_once_for_everybody(case: Case):
    meeting = voting(case)
    for voter, ballot in zip(VOTERS, case.ballots, strict=True):
        meeting.ask(voter, CastBallot(STEP, ballot))
    meeting.ask(FACILITATOR, MergeItem(STEP, "trains", "boats"))
    found = told(meeting)
    assert found["ballots"] == 3
    assert {item["id"] for item in found["items"]} == {"bikes", "boats"}


@EACH
def test_of_one_person_on_two_devices_the_last_ballot_counts(case: Case):
    meeting = voting(case)
    for ballot in case.ballots:
        meeting.ask(ANN, CastBallot(STEP, ballot))
    assert told(meeting)["ballots"] == 1


@EACH
@pytest.mark.parametrize("who", [(), VOTERS[:1], VOTERS], ids=["nobody", "one", "all alike"])
def test_few_voters_and_all_alike_have_a_result(case: Case, who: tuple[Any, ...]):
    meeting = voting(case)
    for voter in who:
        meeting.ask(voter, CastBallot(STEP, case.ballots[0]))
    found = told(meeting)
    assert found["ballots"] == len(who)
    places = [item["rank"] for item in found["items"] if item["rank"] is not None]
    assert places == sorted(places)
    assert bool(places) is bool(who)


@EACH
def test_where_nobody_has_an_opinion_nothing_has_a_place(case: Case):
    meeting = voting(case)
    for voter in VOTERS:
        meeting.ask(voter, CastBallot(STEP, case.unsaid))
    assert {item["rank"] for item in told(meeting)["items"]} == {None}


@EACH
def test_a_vote_after_closing_is_refused(case: Case):
    meeting = voting(case)
    meeting.ask(FACILITATOR, CloseActivity(STEP))
    assert meeting.refusal(ANN, CastBallot(STEP, case.ballots[0])) == "vote_closed"
