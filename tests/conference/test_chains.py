"""Where the list of a step comes from: told, and chosen again until it is opened."""

import pytest

from appliance.conference.chains import offered
from appliance.conference.commands import (
    AddBucket,
    CastBallot,
    ChooseList,
    CloseActivity,
    HighlightEntry,
    OpenActivity,
    PutActivity,
    RevealResults,
    Undo,
)
from appliance.conference.refusal import Refused
from appliance.conference.views import project, touches
from tests.builders import (
    ACTIONS,
    ARRIVAL,
    AT_TABLES,
    COFFEE,
    DOTS,
    FACILITATOR,
    HARVEST,
    IN_PLENARY,
    Meeting,
    chair,
    participant,
)


@pytest.fixture
def meeting() -> Meeting:
    """After a vote that nobody has seen the result of: boats first, then trains."""
    meeting = Meeting.at_work(DOTS)
    for person, given in (("ann", "boats"), ("bob", "boats"), ("cas", "trains")):
        meeting.ask(participant(person), CastBallot(DOTS, {given: 1}))
    meeting.close(DOTS)
    return meeting


def chained(meeting: Meeting, audience: str = "control") -> dict[str, object] | None:
    return project(audience, ("chains", ACTIONS), meeting.room)


def listed(meeting: Meeting) -> list[str]:
    return [item.id for item in meeting.room.activities[ACTIONS].items]


def test_who_leads_sees_from_where_by_which_rule_and_how_much(meeting):
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    meeting.ask(FACILITATOR, ChooseList(ACTIONS, DOTS, take_top=2))
    assert chained(meeting) == {
        "input": DOTS,
        "take_top": 2,
        "only_highlighted": False,
        "chosen": 0,
        "own": 0,
        "n": 2,
        "is_fixed": False,
    }
    assert chained(meeting, "watch") == chained(meeting)
    assert chained(meeting, "chair:1") is chained(meeting, "table:1") is None
    assert project("control", ("chains", HARVEST), meeting.room) is None


def test_what_a_secret_vote_gives_is_told_to_nobody(meeting):
    meeting.ask(FACILITATOR, ChooseList(ACTIONS, DOTS, take_top=2))
    assert chained(meeting)["n"] is None
    assert project("control", ("lists", ACTIONS), meeting.room) is None
    step = meeting.room.activities[ACTIONS]
    assert [item.id for item in offered(meeting.room, step, DOTS)] == ["bikes", "trains", "boats"]
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    assert [item.id for item in offered(meeting.room, step, DOTS)] == ["boats", "trains", "bikes"]
    assert chained(meeting)["n"] == 2


def test_while_the_step_before_runs_the_list_is_not_known():
    meeting = Meeting.at_work(DOTS)
    assert chained(meeting)["n"] is None
    with pytest.raises(Refused, match="source_open"):
        meeting.ask(FACILITATOR, OpenActivity(ACTIONS))


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ({"input": DOTS}, ["boats", "trains", "bikes"]),
        ({"input": DOTS, "take_top": 1}, ["boats"]),
        ({"input": DOTS, "chosen": ("bikes", "trains")}, ["trains", "bikes"]),
        ({"input": DOTS, "only_highlighted": True}, []),
        ({}, []),
    ],
)
def test_the_list_is_what_was_chosen(meeting, rule, taken):
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    meeting.ask(FACILITATOR, ChooseList(ACTIONS, **rule))
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    assert listed(meeting) == taken


def test_only_what_is_highlighted_follows_the_highlighting():
    meeting = Meeting.at_work(IN_PLENARY)
    entry = meeting.post("ann", activity=IN_PLENARY, question="all")
    meeting.post("bob", activity=IN_PLENARY, question="all")
    meeting.close(IN_PLENARY)
    meeting.ask(FACILITATOR, ChooseList(ACTIONS, IN_PLENARY, only_highlighted=True))
    assert chained(meeting)["n"] == 0
    changes = meeting.decide(FACILITATOR, HighlightEntry(entry))
    meeting.room.apply(changes)
    assert any(("chains", ACTIONS) in touches(change, meeting.room) for change in changes)
    assert chained(meeting)["n"] == 1


def test_groups_come_one_item_each_and_follow_the_sorting():
    meeting = Meeting.at_work(IN_PLENARY)
    entry = meeting.post("ann", activity=IN_PLENARY, question="all")
    meeting.close(IN_PLENARY)
    sort = {"id": "sort", "kind": "categorise", "title": "Ordenen", "input": IN_PLENARY}
    meeting.ask(FACILITATOR, PutActivity(sort, after=IN_PLENARY))
    meeting.ask(FACILITATOR, OpenActivity("sort"))
    meeting.ask(FACILITATOR, ChooseList(ACTIONS, "sort"))
    changes = meeting.decide(FACILITATOR, AddBucket("sort", "Geld", members=(entry,)))
    meeting.room.apply(changes)
    assert any(("chains", ACTIONS) in touches(change, meeting.room) for change in changes)
    meeting.close("sort")
    assert chained(meeting)["n"] == 1


def test_the_same_choice_again_changes_nothing_and_another_can_be_taken_back(meeting):
    before = meeting.room.activities[ACTIONS]
    assert meeting.decide(FACILITATOR, ChooseList(ACTIONS, DOTS, if_rev=0)) == ()
    stale = ChooseList(ACTIONS, DOTS, take_top=2, if_rev=0)
    assert meeting.refusal(FACILITATOR, stale) == "changed_meanwhile"
    act = meeting.ask(FACILITATOR, ChooseList(ACTIONS, DOTS, take_top=2)).seq
    meeting.ask(FACILITATOR, Undo(act))
    assert meeting.room.activities[ACTIONS].settings == before.settings


def test_what_is_not_about_the_list_stays(meeting):
    item = {"id": "more", "kind": "dots", "title": "Nog eens", "dots_each": 3, "input": DOTS}
    item["items"] = [{"id": "own", "text": "Eigen"}]
    meeting.ask(FACILITATOR, PutActivity(item))
    meeting.ask(FACILITATOR, ChooseList("more", "", take_top=0))
    assert meeting.room.activities["more"].settings == {"dots_each": 3, "items": item["items"]}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (ChooseList("nowhere"), "unknown_activity"),
        (ChooseList(COFFEE), "no_list"),
        (ChooseList(AT_TABLES), "no_list"),
        (ChooseList(DOTS), "list_fixed"),
        (ChooseList(ACTIONS, ACTIONS), "list_source"),
        (ChooseList(ACTIONS, "future"), "list_source"),
        (ChooseList(ACTIONS, "nowhere"), "list_source"),
        (ChooseList(ACTIONS, ARRIVAL), "list_source"),
        (ChooseList(ACTIONS, HARVEST), "list_source"),
        (ChooseList(ACTIONS, DOTS, take_top=-1), "out_of_range"),
        (ChooseList(ACTIONS, DOTS, take_top=2_001), "out_of_range"),
        (ChooseList(ACTIONS, DOTS, chosen=tuple(map(str, range(2_001)))), "out_of_range"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(meeting, asked, code):
    assert meeting.refusal(FACILITATOR, asked) == code


def test_only_who_leads_chooses(meeting):
    asked = ChooseList(ACTIONS, DOTS, take_top=1)
    assert meeting.refusal(chair("1"), asked) == "not_allowed"
    assert meeting.refusal(participant("ann"), asked) == "not_allowed"


def test_once_opened_it_is_fixed_also_after_closing(meeting):
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    assert chained(meeting)["is_fixed"]
    asked = ChooseList(ACTIONS, DOTS, take_top=1)
    assert meeting.refusal(FACILITATOR, asked) == "list_fixed"
    meeting.ask(FACILITATOR, CloseActivity(ACTIONS))
    assert meeting.refusal(FACILITATOR, asked) == "list_fixed"


def test_once_its_opening_is_taken_back_it_can_be_chosen_again(meeting):
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    act = meeting.ask(FACILITATOR, OpenActivity(ACTIONS)).seq
    meeting.ask(FACILITATOR, Undo(act))
    meeting.ask(FACILITATOR, ChooseList(ACTIONS, DOTS, take_top=1))
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    assert listed(meeting) == ["boats"]


def test_by_hand_only_from_a_step_before_it(meeting):
    step = meeting.room.activities[ACTIONS]
    with pytest.raises(Refused, match="list_source"):
        offered(meeting.room, step, "future")
