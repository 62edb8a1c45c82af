"""Rating: numbers of a scale, no opinion apart from zero, and where the room is divided."""

import csv
import json
import math
import statistics
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import appliance
from appliance.conference.activities.rating import KIND
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    DiscussItems,
    JoinTable,
    MergeItem,
    OpenActivity,
    PutActivity,
    WithdrawItem,
)
from appliance.conference.records import Activity, Item
from appliance.conference.tally import votes
from tests.builders import FACILITATOR, Meeting, participant

FILES = Path(appliance.__file__).parent / "demo"
RATING = "rating-step"
ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
ITEMS = [{"id": id, "text": id.title()} for id in ("bikes", "boats", "trains")]
TWO = [
    {"id": "effect", "title": {"nl": "Effect", "en": "Effect"}, "scale": [0, 10], "weight": 3},
    {"id": "cost", "title": "Kosten", "scale": [-5, 5], "is_reversed": True},
]


def rating_item(**settings: object) -> dict[str, object]:
    """A step in which the three items are rated."""
    item = {"id": RATING, "kind": "rating", "title": "Cijfers", "items": ITEMS}
    return {**item, **settings}


def rating(**settings: object) -> Meeting:
    """A room in which a rating is open, with Ann, Bob and Cas in it."""
    meeting = Meeting.at_work()
    meeting.close("at-tables")
    meeting.ask(FACILITATOR, PutActivity(rating_item(**settings)))
    meeting.ask(FACILITATOR, OpenActivity(RATING))
    return meeting


def results(meeting: Meeting) -> dict[str, object]:
    """What it comes to now, by item."""
    activity = meeting.room.activities[RATING]
    assert KIND.vote
    return votes.results(meeting.room, activity, KIND.vote)


def by_item(meeting: Meeting) -> dict[str, dict[str, object]]:
    """The numbers per item."""
    return {item["id"]: item for item in results(meeting)["items"]}


def refused(meeting: Meeting, values: object) -> str:
    """The code with which these values are refused."""
    return meeting.refusal(ANN, CastBallot(RATING, values))


def test_without_criteria_one_number_from_0_to_10_is_asked():
    meeting = rating()
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"rating": 8}}))
    meeting.ask(BOB, CastBallot(RATING, {"bikes": {"rating": 10}, "boats": {"rating": 0}}))
    found = by_item(meeting)
    numbers = found["bikes"]["criteria"]["rating"]
    assert (numbers["n"], numbers["mean"], numbers["median"], numbers["sd"]) == (2, 9, 9, 1)
    assert (numbers["lower_quartile"], numbers["upper_quartile"]) == (8.5, 9.5)
    assert [item["rank"] for item in found.values()] == [1, 2, None]
    assert found["boats"]["criteria"]["rating"]["mean"] == 0


def test_no_opinion_is_counted_apart_and_what_is_left_out_is_not_counted():
    meeting = rating()
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"rating": None}, "boats": {"rating": 4}}))
    meeting.ask(BOB, CastBallot(RATING, {"bikes": {"rating": 0}}))
    found = {id: item["criteria"]["rating"] for id, item in by_item(meeting).items()}
    told = {id: (one["n"], one["abstained"], one["mean"]) for id, one in found.items()}
    assert told == {"bikes": (1, 1, 0), "boats": (1, 0, 4), "trains": (0, 0, None)}


def test_weights_and_reversed_criteria_make_the_rank():
    meeting = rating(criteria=TWO)
    meeting.ask(
        ANN,
        CastBallot(
            RATING,
            {"bikes": {"effect": 10, "cost": 5}, "boats": {"effect": 10, "cost": -5}},
        ),
    )
    found = by_item(meeting)
    scores = {id: (item["rank"], item["score"]) for id, item in found.items()}
    assert scores == {"boats": (1, 1), "bikes": (2, 0.75), "trains": (None, None)}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"cars": {"effect": 1}}, "unknown_item"),
        ({"bikes": {"beauty": 1}}, "ballot_values"),
        ({"bikes": 5}, "ballot_values"),
        ({"bikes": {"effect": 11}}, "rating_scale"),
        ({"bikes": {"cost": -6}}, "rating_scale"),
        ({"bikes": {"effect": 2.5}}, "rating_scale"),
        ({"bikes": {"effect": "5"}}, "rating_scale"),
        ({"bikes": {"effect": True}}, "rating_scale"),
        ({"bikes": {"effect": math.nan}}, "rating_scale"),
        ({"bikes": {"effect": math.inf}}, "rating_scale"),
        ({"bikes": {"effect": [5]}}, "rating_scale"),
    ],
)
def test_what_is_on_no_scale_is_refused(values, code):
    assert refused(rating(criteria=TWO), values) == code


def test_half_steps_and_what_lies_between_them():
    halves = [{"id": "mark", "title": "Cijfer", "scale": [1, 5], "step": 0.5}]
    meeting = rating(criteria=halves)
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"mark": 3.5}}))
    assert refused(meeting, {"bikes": {"mark": 3.2}}) == "rating_step"


@pytest.mark.parametrize(
    "criteria",
    [
        [{"id": "a", "title": "A"}],
        [{"id": "a", "title": "A", "scale": [5, 5]}],
        [{"id": "a", "title": "A", "scale": [0, 10], "step": 3}],
        [{"id": "a", "title": "A", "scale": [0, 10], "step": 0}],
        [{"id": "a", "title": "A", "scale": [0, 10], "weight": 0}],
        [{"id": "a", "title": "A", "scale": [0, 10], "weight": -1}],
        [{"id": "a", "title": "A", "scale": [0, 10], "step": True}],
        [{"id": "a", "title": "A", "scale": [0, "10"]}],
        [{"id": "a", "title": "A", "scale": [0, 1_000_000]}],
        [{"id": "a.b", "title": "A", "scale": [0, 10]}],
        [{"id": "a", "title": "", "scale": [0, 10]}],
        [{"id": "a", "title": "A", "scale": [0, 10]}] * 2,
        [{"id": f"c{n}", "title": "C", "scale": [0, 1]} for n in range(11)],
        ["effect"],
    ],
)
def test_criteria_that_cannot_be_asked_are_refused(criteria):
    meeting = Meeting.at_work()
    item = rating_item(criteria=criteria)
    assert meeting.refusal(FACILITATOR, PutActivity(item)) == "file_member"


def test_nobody_one_all_without_opinion_and_all_alike_are_defined():
    meeting = rating(criteria=TWO)
    assert results(meeting)["ballots"] == 0
    assert {item["score"] for item in results(meeting)["items"]} == {None}
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"effect": None, "cost": None}}))
    assert by_item(meeting)["bikes"]["criteria"]["effect"]["abstained"] == 1
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"effect": 7, "cost": 0}}))
    one = by_item(meeting)["bikes"]["criteria"]["effect"]
    assert (one["n"], one["sd"], one["dissent"], one["is_divided"]) == (1, 0, None, False)
    meeting.ask(BOB, CastBallot(RATING, {"bikes": {"effect": 7, "cost": 0}}))
    assert by_item(meeting)["bikes"]["dissent"] == 0
    assert results(meeting)["divided"] == []


def test_what_divides_the_room_comes_first_and_can_be_discussed():
    meeting = rating(divided_from=50)
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"rating": 3}, "boats": {"rating": 0}}))
    meeting.ask(BOB, CastBallot(RATING, {"bikes": {"rating": 9}, "boats": {"rating": 10}}))
    assert results(meeting)["divided"] == ["boats", "bikes"]
    meeting.ask(CAS, CastBallot(RATING, {"bikes": {"rating": 6}, "boats": {"rating": 5}}))
    assert results(meeting)["divided"] == ["boats", "bikes"]
    meeting.ask(FACILITATOR, CloseActivity(RATING))
    made = meeting.ask(FACILITATOR, DiscussItems(RATING, ("boats",))).made
    assert meeting.room.activities[made].settings["input"] == RATING


def test_ratings_of_what_was_merged_go_along_where_nothing_else_was_said():
    meeting = rating()
    meeting.ask(ANN, CastBallot(RATING, {"bikes": {"rating": 2}, "boats": {"rating": 9}}))
    meeting.ask(BOB, CastBallot(RATING, {"bikes": {"rating": 4}}))
    meeting.ask(CAS, CastBallot(RATING, {"bikes": {"rating": 6}, "boats": {"rating": None}}))
    meeting.ask(FACILITATOR, MergeItem(RATING, "bikes", "boats"))
    told = by_item(meeting)["boats"]["criteria"]["rating"]
    assert (told["n"], told["mean"], told["abstained"]) == (3, (9 + 4 + 6) / 3, 0)
    meeting.ask(FACILITATOR, WithdrawItem(RATING, "boats"))
    assert results(meeting)["ballots"] == 0


def test_a_ballot_is_done_when_everything_has_a_number_or_no_opinion():
    activity = Activity(RATING, "rating", "Cijfers", 1, settings={"criteria": TWO})
    items = [Item("a", "A")]
    assert KIND.vote
    assert KIND.vote.is_done(activity, items, {"a": {"effect": 1, "cost": None}})
    assert not KIND.vote.is_done(activity, items, {"a": {"effect": 1}})


VALUES = st.one_of(st.none(), st.integers(-5, 5))
BALLOTS = st.lists(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]), st.dictionaries(st.sampled_from(["x", "y"]), VALUES)
    ),
    max_size=12,
)


@given(BALLOTS)
def test_every_number_is_that_of_a_straight_count(ballots):
    criteria = [{"id": id, "title": id, "scale": [-5, 5]} for id in ("x", "y")]
    activity = Activity(RATING, "rating", "Cijfers", 1, settings={"criteria": criteria})
    items = [Item(id, id) for id in "abc"]
    assert KIND.vote
    kept = [KIND.vote.checked(activity, items, ballot) for ballot in ballots]
    cast = [KIND.vote.counted(activity, items, ballot) for ballot in kept]
    for item in KIND.vote.results(activity, items, cast)["items"]:
        for id, told in item["criteria"].items():
            said = [b[item["id"]][id] for b in ballots if id in b.get(item["id"], {})]
            equals_straight_count(told, [value for value in said if value is not None], 10)
            assert told["abstained"] == said.count(None)


def equals_straight_count(told, values, length):
    """Whether the numbers are those that the standard library makes of the values."""
    assert told["n"] == len(values)
    if not values:
        assert {told[name] for name in ("mean", "median", "sd", "dissent")} == {None}
        return
    assert told["mean"] == pytest.approx(statistics.fmean(values), abs=1e-9)
    assert told["median"] == statistics.median(values)
    assert told["sd"] == pytest.approx(statistics.pstdev(values), abs=1e-9)
    assert {v: n for v, n in told["distribution"] if n} == {v: values.count(v) for v in values}
    if len(values) == 1:
        assert told["dissent"] is None
        return
    n = len(values)
    ends = [0] * (n // 2) + [length] * (n - n // 2)
    assert told["dissent"] == pytest.approx(
        statistics.pstdev(values) / statistics.pstdev(ends), abs=1e-9
    )


def rows(name):
    with (FILES / name).open(encoding="utf-8", newline="") as told:
        return list(csv.DictReader(told))


def test_the_ballots_of_the_reference_conference_come_to_a_straight_count():
    given = defaultdict(lambda: defaultdict(dict))
    straight = defaultdict(list)
    tables = {}
    for row in rows("ballots.csv"):
        if row["method"] == "rating":
            value = int(row["value"])
            given[row["participant"]][row["item"]][row["criterion"]] = value
            straight[row["item"], row["criterion"]].append(value)
            tables[row["participant"]] = row["table"]
    items = list(dict.fromkeys(item for item, _ in straight))
    meeting = Meeting.begun(**reference(items))
    meeting.ask(FACILITATOR, OpenActivity("beoordelen"))
    for person, values in given.items():
        actor = participant(f"p{person}")
        meeting.ask(actor, JoinTable(tables[person]))
        meeting.ask(actor, CastBallot("beoordelen", {id: dict(v) for id, v in values.items()}))
    assert KIND.vote
    found = votes.results(meeting.room, meeting.room.activities["beoordelen"], KIND.vote)
    assert (found["ballots"], len(found["items"])) == (len(given), 10)
    for item in found["items"]:
        assert set(item["criteria"]) == {"effect", "haalbaarheid"}
        for criterion, told in item["criteria"].items():
            equals_straight_count(told, straight[item["id"], criterion], 10)


def reference(items):
    """The reference conference with nothing in its programme but the rating, on these items."""
    whole = json.loads((FILES / "conference.json").read_bytes())
    step = next(step for step in whole["programme"] if step["id"] == "beoordelen")
    own = {"input": "", "take_top": 0, "items": [{"id": id, "text": id} for id in items]}
    return {**whole, "programme": [{**step, **own}]}
