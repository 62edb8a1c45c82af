"""A poll: one option, several, or yes and no; who has no opinion is counted apart."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import appliance
from appliance.conference import views
from appliance.conference.activities import poll
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    LookAhead,
    MergeItem,
    OpenActivity,
    PutActivity,
    RepeatActivity,
    WithdrawItem,
)
from appliance.conference.programme import read_activity
from appliance.conference.records import Item
from appliance.conference.refusal import Refused
from tests.builders import AT_TABLES, FACILITATOR, Meeting, participant

ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
POLL = "poll"
OPTIONS = ["tea", {"nl": "Koffie", "en": "Coffee"}, {"id": "none", "text": "Niets"}]


def item(**settings: Any) -> dict[str, Any]:
    """A poll as a programme has it."""
    return {"id": POLL, "kind": "poll", "title": "Drinken", "options": OPTIONS, **settings}


def polling(**settings: Any) -> Meeting:
    """A room in which the poll is open."""
    meeting = Meeting.at_work()
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, PutActivity(item(**settings)))
    meeting.ask(FACILITATOR, OpenActivity(POLL))
    return meeting


def results(meeting: Meeting) -> dict[str, Any]:
    """What the facilitator sees after closing."""
    meeting.ask(FACILITATOR, CloseActivity(POLL))
    meeting.ask(FACILITATOR, LookAhead(POLL))
    seen = views.project("control", ("results", POLL), meeting.room)
    assert seen is not None
    return dict(seen)


def test_the_reference_conference_asks_as_it_is_written():
    path = Path(appliance.__file__).parent / "demo" / "conference.json"
    file = json.loads(path.read_text())
    step = next(step for step in file["programme"] if step["id"] == "evaluatie")
    found = poll.own(read_activity(0, step, frozenset()).settings)
    assert [(option["id"], option["text"]["nl"]) for option in found] == [
        ("1", "zeer goed"),
        ("2", "goed"),
        ("3", "matig"),
        ("4", "slecht"),
    ]


def test_the_options_stand_in_the_order_of_the_organiser_and_have_ids():
    seen = views.project("table:1", ("lists", POLL), polling().room)
    assert seen is not None
    assert [row["id"] for row in seen["items"]] == ["1", "2", "none"]
    assert "order_seed" not in seen


def test_who_has_no_opinion_is_no_part_of_the_shares():
    meeting = polling(may_abstain=True)
    for who, values in (
        (ANN, {"chosen": ["2"]}),
        (BOB, {"chosen": ["none"]}),
        (CAS, {"abstains": True}),
    ):
        meeting.ask(who, CastBallot(POLL, values))
    told = results(meeting)
    assert (told["ballots"], told["voted"], told["abstained"]) == (3, 2, 1)
    assert {row["id"]: (row["n"], row["share"], row["rank"]) for row in told["items"]} == {
        "2": (1, 0.5, 1),
        "none": (1, 0.5, 1),
        "1": (0, 0.0, 3),
    }
    assert {row["id"]: row["position"] for row in told["items"]} == {"1": 0, "2": 1, "none": 2}


@pytest.mark.parametrize(
    ("settings", "values", "code"),
    [
        ({}, {"chosen": ["1", "2"]}, "poll_too_many"),
        ({"form": "multiple", "pick_most": 1}, {"chosen": ["1", "2"]}, "poll_too_many"),
        ({"form": "multiple"}, {"chosen": ["1", "1"]}, "ballot_twice"),
        ({}, {"chosen": ["9"]}, "unknown_item"),
        ({}, {"chosen": "1"}, "ballot_values"),
        ({}, {"chosen": [1]}, "ballot_values"),
        ({}, {"chosen": [["1"]]}, "ballot_values"),
        ({}, {"1": 1}, "ballot_values"),
        ({}, {"abstains": True}, "ballot_values"),
        ({"may_abstain": True}, {"abstains": 1}, "ballot_values"),
        ({"may_abstain": True}, {"abstains": True, "chosen": ["1"]}, "poll_abstains"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_the_ballot_as_it_was(settings, values, code):
    meeting = polling(**settings)
    meeting.ask(ANN, CastBallot(POLL, {"chosen": ["2"]}))
    assert meeting.refusal(ANN, CastBallot(POLL, values)) == code
    assert views.mine("ann", meeting.room)["ballots"][POLL]["values"] == {"chosen": ["2"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": [3]},
        {"options": [""]},
        {"options": [{"id": "2", "text": "a"}, "b"]},
        {"options": "tea"},
        {"form": "many"},
        {"question": 3},
        {"question": {"nl": 3}},
    ],
)
def test_a_poll_that_is_not_whole_is_refused_in_the_programme(wrong):
    with pytest.raises(Refused, match="file_member"):
        read_activity(0, item(**wrong), frozenset())


def test_yes_no_or_no_opinion():
    meeting = polling(form="yes_no", options=[])
    meeting.ask(ANN, CastBallot(POLL, {"chosen": ["yes"]}))
    meeting.ask(BOB, CastBallot(POLL, {"abstains": True}))
    told = results(meeting)
    assert told["abstained"] == 1
    assert {row["id"]: row["share"] for row in told["items"]} == {"yes": 1.0, "no": 0.0}


def test_without_a_vote_there_is_no_share_and_no_place():
    told = results(polling())
    assert (told["ballots"], told["voted"]) == (0, 0)
    assert {(row["n"], row["share"], row["rank"]) for row in told["items"]} == {(0, None, None)}


def test_a_choice_goes_along_when_options_are_merged_and_is_gone_when_withdrawn():
    meeting = polling(form="multiple")
    meeting.ask(ANN, CastBallot(POLL, {"chosen": ["1", "2"]}))
    meeting.ask(BOB, CastBallot(POLL, {"chosen": ["none"]}))
    meeting.ask(FACILITATOR, MergeItem(POLL, "1", "2"))
    meeting.ask(FACILITATOR, WithdrawItem(POLL, "none"))
    told = results(meeting)
    assert told["ballots"] == 1
    assert {row["id"]: (row["n"], row["share"]) for row in told["items"]} == {"2": (1, 1.0)}


def test_voted_again_the_options_are_the_same():
    meeting = polling()
    meeting.ask(FACILITATOR, CloseActivity(POLL))
    meeting.ask(FACILITATOR, RepeatActivity(POLL))
    again = next(a for a in meeting.room.activities.values() if a.repeats == POLL)
    meeting.ask(FACILITATOR, OpenActivity(again.id))
    items = meeting.room.activities[again.id].items or ()
    assert [each.id for each in items] == ["1", "2", "none"]


ITEMS = [Item(id, id) for id in "abcde"]
CHOICES = st.lists(st.one_of(st.none(), st.sets(st.sampled_from("abcde"), min_size=1)), max_size=40)


@given(CHOICES)
def test_counts_are_a_straight_count(choices):
    activity = read_activity(0, item(form="multiple"), frozenset())
    ballots = [{"chosen": sorted(c)} if c else {"abstains": True} for c in choices]
    told = poll.results(activity, ITEMS, ballots)
    straight = Counter(id for c in choices if c for id in c)
    voted = sum(c is not None for c in choices)
    assert {row["id"]: row["n"] for row in told["items"]} == {i.id: straight[i.id] for i in ITEMS}
    assert (told["voted"], told["abstained"]) == (voted, len(choices) - voted)
    for row in told["items"]:
        assert row["share"] == (straight[row["id"]] / voted if voted else None)
