"""Actions: who does what by when, written down by hosts, read by everybody."""

from dataclasses import replace

import pytest

from appliance.conference.actions import by_day, told
from appliance.conference.commands import (
    AddBucket,
    CloseActivity,
    HideEntry,
    OpenActivity,
    PauseActivity,
    PutAction,
    PutActivity,
    RemoveAction,
    RenameBucket,
    RetireTable,
    SealActivity,
    StartPractice,
    StopPractice,
    TakeActions,
    Undo,
)
from appliance.conference.days import day_in
from appliance.conference.records import Action
from appliance.conference.refusal import Refused
from appliance.conference.views import project, touches, view
from tests.builders import (
    ACTIONS,
    AT_TABLES,
    BOX,
    DOTS,
    FACILITATOR,
    FILE,
    IN_PLENARY,
    Meeting,
    chair,
    participant,
)


@pytest.fixture
def meeting() -> Meeting:
    meeting = Meeting.at_work()
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    return meeting


def put(meeting: Meeting, *told: str, by=FACILITATOR, **how: object) -> str:
    answer = meeting.ask(by, PutAction(ACTIONS, *told, **how))
    assert answer.made is not None
    return answer.made


def meeting_where(who: str) -> Meeting:
    """A room in which this is who writes, with the actions open."""
    step = {"id": ACTIONS, "kind": "actions", "title": "Acties", "who": who}
    meeting = Meeting.at_work(programme=[*FILE["programme"][:3], step])
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    return meeting


def test_an_action_is_kept_as_it_was_said_with_the_day_that_it_names(meeting):
    id = put(meeting, " Een  loket openen ", "Gemeente, Jan", "1 maart 2027")
    kept = meeting.room.actions[id]
    assert kept == Action(
        id,
        ACTIONS,
        "Een loket openen",
        "Gemeente, Jan",
        "1 maart 2027",
        "2027-03-01",
        seq=kept.seq,
        rev=kept.rev,
    )
    assert kept.seq == kept.rev == meeting.room.seq


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-03-01", "2027-03-01"),
        ("1-3-2027", "2027-03-01"),
        ("01/03/27", "2027-03-01"),
        ("1.3.2027", "2027-03-01"),
        ("1 maart 2027", "2027-03-01"),
        ("  1 Mrt. 2027 ", "2027-03-01"),
        ("1 March 2027", "2027-03-01"),
        ("maandag 1 maart 2027", "2027-03-01"),
        ("29 februari 2028", "2028-02-29"),
        ("1 maart", "2027-03-01"),
        ("1-12", "2026-12-01"),
        ("23 november", "2026-11-23"),
        ("22-11", "2027-11-22"),
        ("29-2", "2028-02-29"),
    ],
)
def test_a_day_is_known_however_it_is_typed_and_without_year_it_is_the_next(typed, day):
    assert day_in(typed, "2026-11-23") == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", "voor de zomer", "31-2-2027", "2027-02-30", "0-0-2027", "1-13-2027", "1 foo 2027"),
        *(
            "voor 1 maart",
            "1-3/2027",
            "1.3",
            "3",
            "maart",
            "1 maart 1999",
            "1-3-20271",
            "１-3-2027",
        ),
    ],
)
def test_what_names_no_day_stays_words(typed):
    assert day_in(typed, "2026-11-23") == ""


def test_without_a_year_and_without_a_conference_date_it_stays_words():
    assert day_in("1 maart") == day_in("1-3") == ""


def test_afterwards_they_are_read_by_day_then_by_words_then_what_is_open(meeting):
    for what, when in (("a", ""), ("b", "in het voorjaar"), ("c", "1-3-2027"), ("d", "1-12-2026")):
        put(meeting, what, "", when)
    ordered = by_day(list(meeting.room.actions.values()))
    assert [one.what for one in ordered] == ["d", "c", "b", "a"]
    found = told(meeting.room, meeting.room.activities[ACTIONS])
    assert (found["count"], [row["what"] for row in found["actions"]]) == (4, ["d", "c", "b", "a"])
    assert found["actions"][1] == {
        "id": found["actions"][1]["id"],
        "what": "c",
        "who": "",
        "by_when": "1-3-2027",
        "due": "2027-03-01",
        "source": "",
        "table": "",
    }


def test_who_leads_may_write_before_during_and_long_after_the_step():
    meeting = Meeting.at_work()
    id = put(meeting, "Vooraf")
    assert project("table:1", ("actions", id), meeting.room) is None
    assert project("control", ("actions", id), meeting.room) is not None
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    meeting.ask(FACILITATOR, CloseActivity(ACTIONS))
    meeting.ask(FACILITATOR, SealActivity(ACTIONS))
    meeting.ask(FACILITATOR, PutAction(ACTIONS, "Achteraf", "Ada", action=id))
    assert meeting.room.actions[id].what == "Achteraf"
    meeting.ask(FACILITATOR, RemoveAction(id))
    assert not meeting.room.actions


def test_a_chair_writes_for_their_own_table_and_only_while_the_step_is_open(meeting):
    id = put(meeting, "Loket", by=chair("1"))
    assert meeting.room.actions[id].table == "1"
    other, own = chair("2"), chair("1")
    edit = PutAction(ACTIONS, "Anders", action=id)
    assert meeting.refusal(other, edit) == "action_of_other_table"
    assert meeting.refusal(other, RemoveAction(id)) == "action_of_other_table"
    assert meeting.refusal(own, PutAction(ACTIONS, "x", table="2")) == "not_allowed"
    facilitators = put(meeting, "Van de begeleider")
    assert meeting.refusal(own, RemoveAction(facilitators)) == "action_of_other_table"
    meeting.ask(own, edit)
    meeting.ask(FACILITATOR, PauseActivity(ACTIONS))
    assert meeting.refusal(own, PutAction(ACTIONS, "x")) == "activity_paused"
    meeting.ask(FACILITATOR, CloseActivity(ACTIONS))
    assert meeting.refusal(own, PutAction(ACTIONS, "x")) == "activity_closed"
    assert meeting.refusal(own, RemoveAction(id)) == "activity_closed"
    meeting.ask(FACILITATOR, SealActivity(ACTIONS))
    assert meeting.refusal(own, PutAction(ACTIONS, "x")) == "activity_sealed"


def test_before_it_opens_a_chair_writes_nothing():
    meeting = Meeting.at_work()
    assert meeting.refusal(chair("1"), PutAction(ACTIONS, "x")) == "activity_planned"


def test_a_facilitator_writes_for_a_table_in_use(meeting):
    assert meeting.room.actions[put(meeting, "x", table="2")].table == "2"
    meeting.ask(FACILITATOR, RetireTable("2"))
    assert meeting.refusal(FACILITATOR, PutAction(ACTIONS, "x", table="2")) == "table_not_in_use"
    assert meeting.refusal(FACILITATOR, PutAction(ACTIONS, "x", table="9")) == "unknown_table"


@pytest.mark.parametrize(
    ("who", "chairs", "participants"),
    [
        ("facilitator", "actions_elsewhere", "actions_elsewhere"),
        ("chairs", "", "actions_elsewhere"),
        ("everyone", "", ""),
    ],
)
def test_the_setting_says_who_writes(who, chairs, participants):
    meeting = meeting_where(who)
    asked = PutAction(ACTIONS, "x")
    assert meeting.refusal(chair("1"), asked) == chairs
    assert meeting.refusal(participant("ann"), asked) == participants
    assert meeting.refusal(FACILITATOR, asked) == ""


def test_where_everyone_writes_a_table_changes_its_own_and_only_hosts_take_off():
    meeting = meeting_where("everyone")
    id = put(meeting, "Loket", by=participant("ann"))
    assert meeting.room.actions[id].table == "1"
    meeting.ask(participant("bob"), PutAction(ACTIONS, "Een loket", action=id))
    edit = PutAction(ACTIONS, "x", action=id)
    assert meeting.refusal(participant("cas"), edit) == "action_of_other_table"
    assert meeting.refusal(participant("ann"), RemoveAction(id)) == "not_allowed"
    assert meeting.refusal(participant("new"), PutAction(ACTIONS, "x")) == "no_seat"
    # Who typed it stands nowhere.
    assert "ann" not in str(meeting.room.actions[id])


def test_two_who_change_the_same_action_lose_no_words(meeting):
    id = put(meeting, "Loket")
    rev = meeting.room.actions[id].rev
    meeting.ask(FACILITATOR, PutAction(ACTIONS, "Eén loket", action=id, if_rev=rev))
    late = PutAction(ACTIONS, "Twee loketten", action=id, if_rev=rev)
    assert meeting.refusal(FACILITATOR, late) == "changed_meanwhile"
    assert meeting.refusal(FACILITATOR, RemoveAction(id, if_rev=rev)) == "changed_meanwhile"
    # What is so already does no harm.
    assert meeting.decide(FACILITATOR, replace(late, what="Eén loket")) == ()
    meeting.ask(FACILITATOR, RemoveAction(id))
    assert meeting.refusal(FACILITATOR, late) == "unknown_action"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (PutAction(ACTIONS, ""), "action_empty"),
        (PutAction(ACTIONS, " \u200b "), "action_empty"),
        (PutAction(ACTIONS, "x" * 501), "action_too_long"),
        (PutAction(ACTIONS, "x", who="x" * 201), "action_too_long"),
        (PutAction(ACTIONS, "x", by_when="x" * 101), "action_too_long"),
        (PutAction(ACTIONS, "x", source="nowhere"), "unknown_source"),
        (PutAction(ACTIONS, "x", action="nowhere"), "unknown_action"),
        (PutAction("nowhere", "x"), "unknown_activity"),
        (PutAction(AT_TABLES, "x"), "no_actions"),
        (RemoveAction("nowhere"), "unknown_action"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(meeting, asked, code):
    assert meeting.refusal(FACILITATOR, asked) == code


def test_an_action_stays_in_its_step(meeting):
    id = put(meeting, "x")
    meeting.ask(FACILITATOR, PutActivity({"id": "more", "kind": "actions", "title": "Meer"}))
    moved = PutAction("more", "x", action=id)
    assert meeting.refusal(FACILITATOR, moved) == "unknown_action"


def test_a_room_that_wants_too_much_is_told(meeting):
    known = meeting.room.actions
    known |= {str(n): Action(str(n), ACTIONS, "x") for n in range(1_000)}
    assert meeting.refusal(FACILITATOR, PutAction(ACTIONS, "x")) == "actions_too_many"
    assert meeting.refusal(FACILITATOR, PutAction(ACTIONS, "y", action="7")) == ""


def test_an_action_tells_what_it_came_from_item_group_or_contribution():
    meeting = Meeting.at_work(IN_PLENARY)
    entry = meeting.post("ann", "Banken durven niet", IN_PLENARY, question="all")
    meeting.close(IN_PLENARY)
    sort = {"id": "sort", "kind": "categorise", "title": "Ordenen", "input": IN_PLENARY}
    meeting.ask(FACILITATOR, PutActivity(sort, after=IN_PLENARY))
    meeting.ask(FACILITATOR, OpenActivity("sort"))
    bucket = meeting.ask(FACILITATOR, AddBucket("sort", "Geld", members=(entry,))).made
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    sources = {name: put(meeting, "x", source=name) for name in ("boats", entry, bucket)}
    texts = [
        project("table:3", ("actions", id), meeting.room).get("source_text")
        for id in sources.values()
    ]
    assert texts == ["Boten", "Banken durven niet", "Geld"]
    meeting.ask(FACILITATOR, RenameBucket(bucket, "Financiën"))
    assert (
        project("stage", ("actions", sources[bucket]), meeting.room)["source_text"] == "Financiën"
    )
    (change,) = [c for c in meeting.decide(FACILITATOR, HideEntry(entry)) if c.kind == "entries"]
    meeting.room.apply([change])
    assert ("actions", sources[entry]) in touches(change, meeting.room)
    document = project("table:3", ("actions", sources[entry]), meeting.room)
    assert "source_text" not in document
    assert document["source"] == entry
    # It may be changed otherwise, and keeps where it came from.
    meeting.ask(FACILITATOR, PutAction(ACTIONS, "y", source=entry, action=sources[entry]))


def test_a_chair_names_no_contribution_that_their_table_cannot_read(meeting):
    entry = meeting.post("cas", "Van tafel 2")
    asked = PutAction(ACTIONS, "x", source=entry)
    assert meeting.refusal(chair("1"), asked) == "unknown_source"
    assert meeting.refusal(chair("2"), asked) == meeting.refusal(FACILITATOR, asked) == ""


def test_everybody_reads_the_list_once_it_is_there(meeting):
    id = put(meeting, "Loket", "Jan", "1-3-2027")
    seen = {who: view(who, meeting.room)["actions"][id] for who in ("table:3", "chair:2", "stage")}
    assert seen["table:3"] == seen["chair:2"] == seen["stage"]
    rev = meeting.room.actions[id].rev
    assert seen["stage"] == {
        "activity": ACTIONS,
        "what": "Loket",
        "who": "Jan",
        "by_when": "1-3-2027",
        "due": "2027-03-01",
        "source": "",
        "table": "",
        "seq": rev,
        "rev": rev,
    }


def test_the_opening_of_the_step_brings_what_was_written_before():
    meeting = Meeting.at_work()
    id = put(meeting, "Vooraf")
    changes = meeting.decide(FACILITATOR, OpenActivity(ACTIONS))
    assert any(("actions", id) in touches(change, meeting.room) for change in changes)


def test_a_chair_takes_back_their_own(meeting):
    answer = meeting.ask(chair("1"), PutAction(ACTIONS, "Loket"))
    assert meeting.refusal(chair("2"), Undo(answer.seq)) == "unknown_act"
    meeting.ask(chair("1"), Undo(answer.seq))
    assert not meeting.room.actions


def test_what_was_taken_off_comes_back_as_it_was(meeting):
    id = put(meeting, "Loket", "Jan", "voor de zomer")
    before = meeting.room.actions[id]
    act = meeting.ask(chair("1"), RemoveAction(put(meeting, "y", by=chair("1")))).seq
    meeting.ask(chair("1"), Undo(act))
    removed = meeting.ask(FACILITATOR, RemoveAction(id)).seq
    meeting.ask(FACILITATOR, Undo(removed))
    back = meeting.room.actions[id]
    assert replace(back, seq=before.seq, rev=before.rev) == before
    assert len(meeting.room.actions) == 2


def test_practice_leaves_no_action_behind():
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, StartPractice())
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    put(meeting, "Oefenen")
    meeting.ask(FACILITATOR, StopPractice())
    assert not meeting.room.actions
    put(meeting, "Echt")
    assert meeting.refusal(FACILITATOR, StartPractice()) == "practice_too_late"


def test_a_list_without_items_can_be_opened():
    meeting = meeting_where("chairs")
    assert meeting.room.activities[ACTIONS].items == ()


def test_the_list_can_be_what_a_vote_came_to(meeting):
    assert [item.id for item in meeting.room.activities[ACTIONS].items] == [
        *("bikes", "trains", "boats"),
    ]
    assert meeting.room.activities[DOTS].items is None


def test_actions_of_another_machine_come_in_once(meeting):
    id = put(meeting, "Hier")
    items = (
        {"id": id, "activity": ACTIONS, "what": "Daar"},
        {"id": "new", "activity": ACTIONS, "what": "Nieuw", "due": "2027-03-01", "who": "Ada"},
        {"id": "lost", "activity": "gone", "what": "Elders"},
    )
    meeting.ask(BOX, TakeActions(items))
    assert {one.id: one.what for one in meeting.room.actions.values()} == {
        id: "Hier",
        "new": "Nieuw",
    }
    assert meeting.decide(BOX, TakeActions(items)) == ()


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"id": "a b", "activity": ACTIONS, "what": "x"},
        {"id": "a", "activity": 7, "what": "x"},
        {"id": "a", "activity": ACTIONS, "what": "x", "due": "morgen"},
        {"id": "a", "activity": ACTIONS, "what": None},
        {"id": "a", "activity": ACTIONS, "what": "x", "who": 7},
    ],
)
def test_what_is_no_action_is_refused(meeting, item):
    with pytest.raises(Refused, match="file_member"):
        meeting.decide(BOX, TakeActions((item,)))
