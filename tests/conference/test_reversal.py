"""Undo: what a facilitator did can be taken back, exactly, while it still stands."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from appliance.conference.acts import ACTS_MOST, REVERSIBLE
from appliance.conference.change import Change
from appliance.conference.commands import (
    AcceptLate,
    AddBucket,
    AddTable,
    ArrangeStage,
    BringAnswers,
    BucketToQuestion,
    BucketToTheme,
    CastBallot,
    ChooseList,
    CloseActivity,
    CountHeads,
    Cover,
    DiscussItems,
    EditConference,
    EditEntry,
    ExtendActivity,
    HideEntry,
    HighlightEntry,
    JoinTable,
    KeepApart,
    KeepOpen,
    Leave,
    MarkList,
    MergeBuckets,
    MergeEntries,
    MergeItem,
    MergeTable,
    MoveActivity,
    MoveTheme,
    OpenActivity,
    ParkEntry,
    PauseActivity,
    PostEntry,
    PutAction,
    PutActivity,
    PutBucket,
    PutSurvey,
    PutTable,
    PutTheme,
    RemoveAction,
    RemoveActivity,
    RemoveBucket,
    RemoveTable,
    RemoveTheme,
    RenameBucket,
    ReopenActivity,
    RepeatActivity,
    RestoreEntry,
    RetireTable,
    ReturnTable,
    RevealResults,
    Say,
    SealActivity,
    ShowOnStage,
    ShowSlide,
    ShowTable,
    ShowTopic,
    SignalTable,
    SortInto,
    SplitEntry,
    TakeOut,
    Uncover,
    Undo,
    WithdrawEntry,
    WithdrawItem,
    WriteSummary,
)
from appliance.conference.records import (
    Act,
    Action,
    Bucket,
    Entry,
    JoinCode,
    Response,
    Signal,
    StageLight,
    StageMode,
    State,
)
from appliance.store.codec import decode, encode
from tests.builders import (
    ACTIONS,
    ARRIVAL,
    AT_TABLES,
    BOX,
    COFFEE,
    DOTS,
    FACILITATOR,
    HARVEST,
    IN_PLENARY,
    TALK,
    Meeting,
    chair,
    kinds,
    participant,
)
from tests.conference.schedules import SCHEDULES, begun


def prepared() -> tuple[Meeting, dict[str, str]]:
    """A room with a plain, a hidden and a late entry, and steps in several states."""
    meeting = Meeting.at_work()
    ids = {"plain": meeting.post("ann"), "hidden": meeting.post("ann")}
    ids |= {name: meeting.post("bob") for name in ("other", "one", "two")}
    merged = Entry("merged", "sort", "", "care", "1", "Samen", behind=(ids["one"], ids["two"]))
    meeting.room.apply([Change(None, merged)])
    meeting.ask(FACILITATOR, HideEntry(ids["hidden"]))
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
    ids["late"] = meeting.post("ann", to_chair=True)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    meeting.wait(60_000)
    for n, text in enumerate(("Te duur", "Geen geld", "Te traag"), 1):
        answers = {"why": text}
        meeting.room.apply([Change(None, Response(f"r{n}", "survey", answers, is_complete=True))])
    for n, members in ((1, ("r1", "r2")), (2, ("r3",))):
        meeting.room.apply([Change(None, Bucket(f"b{n}", "survey.why", f"Groep {n}", members))])
    meeting.room.apply([Change(None, Action("loket", ACTIONS, "Een loket", due="2027-03-01"))])
    return meeting, ids


SORTING = (
    PutActivity({"id": "sort", "kind": "categorise", "title": "Ordenen", "input": AT_TABLES}),
    OpenActivity("sort"),
)
GROUPED = (*SORTING, AddBucket("sort", "Geld", slug="geld"))


def stretch(ids: dict[str, str]) -> dict[str, object]:
    """The second word of "An idea", as something to be covered."""
    place = {"kind": "entries", "record": ids["plain"], "place": "text"}
    return {**place, "start": 3, "end": 7, "text": "idea"}


VOTED = (OpenActivity(DOTS), CastBallot(DOTS, {"bikes": 1}, table="1"))

CASES = {
    OpenActivity: lambda ids: [OpenActivity(IN_PLENARY)],
    PauseActivity: lambda ids: [PauseActivity(AT_TABLES)],
    CloseActivity: lambda ids: [CloseActivity(AT_TABLES)],
    ReopenActivity: lambda ids: [PauseActivity(AT_TABLES), ReopenActivity(AT_TABLES)],
    ExtendActivity: lambda ids: [ExtendActivity(AT_TABLES)],
    HideEntry: lambda ids: [HideEntry(ids["plain"])],
    RestoreEntry: lambda ids: [RestoreEntry(ids["hidden"])],
    ParkEntry: lambda ids: [ParkEntry(ids["plain"])],
    HighlightEntry: lambda ids: [HighlightEntry(ids["plain"])],
    AcceptLate: lambda ids: [AcceptLate(ids["late"])],
    Say: lambda ids: [Say("Nog twee minuten")],
    ShowOnStage: lambda ids: [ShowOnStage(StageMode.ENTRIES, (ids["plain"],))],
    ShowSlide: lambda ids: [OpenActivity(ARRIVAL), ShowSlide(ARRIVAL, 2)],
    ShowTable: lambda ids: [
        OpenActivity(HARVEST),
        WriteSummary(HARVEST, "punten", ("Banken",), table="1"),
        ShowTable(HARVEST, "1"),
    ],
    ShowTopic: lambda ids: [OpenActivity(TALK), ShowTopic(TALK, "roads")],
    ArrangeStage: lambda ids: [ArrangeStage(StageLight.DARK, JoinCode.LARGE)],
    RetireTable: lambda ids: [
        SignalTable(Signal.HELP, "1", "Licht"),
        CountHeads(8, "1"),
        RetireTable("1"),
    ],
    ReturnTable: lambda ids: [MergeTable("1", "2"), ReturnTable("1")],
    MergeTable: lambda ids: [MergeTable("1", "3")],
    AddTable: lambda ids: [AddTable("care")],
    CountHeads: lambda ids: [CountHeads(8, "1"), CountHeads(9, "1")],
    EditConference: lambda ids: [EditConference({"place": "Utrecht"})],
    PutTheme: lambda ids: [PutTheme({"title": "Wonen"})],
    MoveTheme: lambda ids: [MoveTheme("work", 1)],
    RemoveTheme: lambda ids: [PutTheme({"title": "Wonen"}), RemoveTheme("wonen")],
    PutTable: lambda ids: [PutTable({"number": 4, "chair": "Eva"})],
    RemoveTable: lambda ids: [RemoveTable("4")],
    PutActivity: lambda ids: [PutActivity({"kind": "break", "title": "Thee"}, after=AT_TABLES)],
    MoveActivity: lambda ids: [MoveActivity(COFFEE, 1)],
    RemoveActivity: lambda ids: [RemoveActivity(COFFEE)],
    PutBucket: lambda ids: [PutBucket("survey.why", "Geld", ("r1", "r3"))],
    MergeBuckets: lambda ids: [MergeBuckets("b1", "b2")],
    RemoveBucket: lambda ids: [RemoveBucket("b1")],
    TakeOut: lambda ids: [TakeOut("b1", ("r1",))],
    AddBucket: lambda ids: [*SORTING, AddBucket("sort", "Tijd", members=(ids["plain"],))],
    SortInto: lambda ids: [*GROUPED, SortInto("geld", (ids["plain"],))],
    RenameBucket: lambda ids: [*GROUPED, RenameBucket("geld", "Tijd")],
    MarkList: lambda ids: [*SORTING, MarkList("sort")],
    MergeEntries: lambda ids: [
        *GROUPED,
        SortInto("geld", (ids["plain"],)),
        MergeEntries((ids["other"], ids["plain"]), "Samen"),
    ],
    SplitEntry: lambda ids: [
        *GROUPED,
        SortInto("geld", ("merged",)),
        SplitEntry("merged"),
    ],
    KeepApart: lambda ids: [KeepApart("survey.why", ("r1", "r3"))],
    BucketToTheme: lambda ids: [BucketToTheme("b1")],
    BucketToQuestion: lambda ids: [BucketToQuestion("b1", IN_PLENARY)],
    BringAnswers: lambda ids: [BringAnswers("b1", AT_TABLES, "why")],
    Cover: lambda ids: [Cover((stretch(ids),))],
    Leave: lambda ids: [Leave((stretch(ids),))],
    Uncover: lambda ids: [Cover((stretch(ids),)), Uncover((stretch(ids),))],
    RevealResults: lambda ids: [*VOTED, CloseActivity(DOTS), RevealResults(DOTS)],
    WithdrawItem: lambda ids: [*VOTED, WithdrawItem(DOTS, "bikes")],
    MergeItem: lambda ids: [*VOTED, MergeItem(DOTS, "bikes", "boats")],
    RepeatActivity: lambda ids: [*VOTED, CloseActivity(DOTS), RepeatActivity(DOTS)],
    DiscussItems: lambda ids: [*VOTED, DiscussItems(DOTS, ("bikes",))],
    ChooseList: lambda ids: [ChooseList(ACTIONS, DOTS, take_top=2)],
    PutAction: lambda ids: [PutAction(ACTIONS, "Een loket", "Gemeente", "1-3-2027", ids["plain"])],
    RemoveAction: lambda ids: [RemoveAction("loket")],
    PutSurvey: lambda ids: [
        PutSurvey({"format": "tafelronde-survey/1", "title": "Vooraf"}, survey="before")
    ],
}
"""For each that can be taken back: what leads up to it, and it."""


def unstamped(meeting: Meeting) -> dict[str, object]:
    """The room but for its acts and the numbers that every change leaves.

    What is brought back is new in the order of the room. What was once told of groups stays: it is
    never counted again.
    """
    kept = {"activities": {"breakdown": None}}
    made = {"themes", "tables", "codes", "activities", "buckets", "actions"}
    return {
        kind: {
            id: replace(record, rev=0, **({"seq": 0} if kind in made else {}), **kept.get(kind, {}))
            for id, record in records.items()
        }
        for kind, records in kinds(meeting.room).items()
        if kind != "acts"
    }


def test_every_reversible_command_has_its_case():
    assert CASES.keys() == REVERSIBLE


@pytest.mark.parametrize("command", CASES)
def test_undo_puts_every_field_back_and_no_other(command):
    meeting, ids = prepared()
    *before, asked = CASES[command](ids)
    for earlier in before:
        meeting.ask(FACILITATOR, earlier)
    was = unstamped(meeting)
    act = meeting.ask(FACILITATOR, asked).seq
    assert unstamped(meeting) != was
    meeting.ask(FACILITATOR, Undo(act))
    assert unstamped(meeting) == was
    assert meeting.room.acts[str(act)].is_undone
    assert meeting.decide(FACILITATOR, Undo(act)) == ()


@pytest.mark.parametrize("command", CASES)
def test_an_act_can_still_be_taken_back_after_it_came_from_disk(command):
    meeting, ids = prepared()
    *before, asked = CASES[command](ids)
    for earlier in before:
        meeting.ask(FACILITATOR, earlier)
    was = unstamped(meeting)
    act = meeting.room.acts[str(meeting.ask(FACILITATOR, asked).seq)]
    written = json.loads(json.dumps(encode(act, lambda activity: None), allow_nan=False))
    back = decode("acts", written, lambda activity: None)
    assert back == act
    meeting.room.acts[act.id] = back
    meeting.ask(FACILITATOR, Undo(act.seq))
    assert unstamped(meeting) == was


LATER = {
    OpenActivity: lambda ids: ExtendActivity(IN_PLENARY),
    PauseActivity: lambda ids: ReopenActivity(AT_TABLES),
    CloseActivity: lambda ids: SealActivity(AT_TABLES),
    ReopenActivity: lambda ids: PauseActivity(AT_TABLES),
    ExtendActivity: lambda ids: ExtendActivity(AT_TABLES),
    HideEntry: lambda ids: RestoreEntry(ids["plain"]),
    RestoreEntry: lambda ids: HideEntry(ids["hidden"]),
    ParkEntry: lambda ids: RestoreEntry(ids["plain"]),
    HighlightEntry: lambda ids: HighlightEntry(ids["plain"], on=False),
    ShowOnStage: lambda ids: ShowOnStage(StageMode.BLACK),
    ShowSlide: lambda ids: ShowSlide(ARRIVAL, 1),
    ShowTable: lambda ids: ShowTable(HARVEST, ""),
    ShowTopic: lambda ids: ShowTopic(TALK, ""),
    ArrangeStage: lambda ids: ArrangeStage(join_code=JoinCode.SMALL),
    RetireTable: lambda ids: ReturnTable("1"),
    ReturnTable: lambda ids: RetireTable("1"),
    MergeTable: lambda ids: MergeTable("1", "2"),
    CountHeads: lambda ids: CountHeads(None, "1"),
    RevealResults: lambda ids: RevealResults(DOTS, is_revealed=False),
    WithdrawItem: lambda ids: WithdrawItem(DOTS, "bikes", is_withdrawn=False),
    MergeItem: lambda ids: MergeItem(DOTS, "bikes", "trains"),
}
"""What changes the same fields again."""


@pytest.mark.parametrize("command", LATER)
def test_undo_is_refused_once_the_act_no_longer_stands(command):
    meeting, ids = prepared()
    *before, asked = CASES[command](ids)
    for earlier in before:
        meeting.ask(FACILITATOR, earlier)
    act = meeting.ask(FACILITATOR, asked).seq
    meeting.ask(FACILITATOR, LATER[command](ids))
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"


def test_undo_leaves_what_others_did_to_the_same_record():
    meeting, ids = prepared()
    act = meeting.ask(FACILITATOR, HideEntry(ids["plain"])).seq
    meeting.ask(participant("ann"), EditEntry(ids["plain"], "better"))
    meeting.ask(chair("1"), ParkEntry(ids["plain"]))
    meeting.ask(FACILITATOR, Undo(act))
    entry = meeting.entry(ids["plain"])
    assert (entry.text, entry.is_parked, entry.is_hidden) == ("better", True, False)


def test_an_opening_cannot_be_taken_back_once_people_wrote():
    meeting = Meeting.at_work()
    act = next(iter(meeting.room.acts))
    entry = meeting.post("ann")
    assert meeting.refusal(FACILITATOR, Undo(int(act))) == "cannot_undo"
    meeting.ask(participant("ann"), WithdrawEntry(entry))
    assert meeting.refusal(FACILITATOR, Undo(int(act))) == "cannot_undo"


def test_what_was_about_to_close_is_not_any_more_when_its_opening_is_taken_back():
    meeting = Meeting.begun()
    act = meeting.ask(FACILITATOR, OpenActivity(AT_TABLES)).seq
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=30))
    meeting.ask(FACILITATOR, Undo(act))
    step = meeting.room.activities[AT_TABLES]
    assert (step.state, step.closes_at_room_ms) == (State.PLANNED, None)


def test_what_the_box_closed_for_the_facilitator_is_taken_back_and_stays_open():
    meeting = Meeting.at_work()
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=30))
    meeting.wait(30_000)
    act = meeting.ask(BOX, CloseActivity(AT_TABLES)).seq
    meeting.ask(FACILITATOR, Undo(act))
    step = meeting.room.activities[AT_TABLES]
    assert (step.state, step.closes_at_room_ms) == (State.OPEN, None)


def test_closing_in_a_moment_is_no_act_yet():
    meeting = Meeting.at_work()
    before = set(meeting.room.acts)
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=30))
    meeting.ask(FACILITATOR, KeepOpen(AT_TABLES))
    assert set(meeting.room.acts) == before


# -- tables -------------------------------------------------------------------------------------


def test_undo_leaves_the_room_a_table():
    meeting = Meeting.at_work()
    act = meeting.ask(FACILITATOR, AddTable("care")).seq
    for table in "1234":
        meeting.ask(FACILITATOR, RetireTable(table))
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"
    meeting.ask(FACILITATOR, ReturnTable("1"))
    again = meeting.room.seq
    meeting.ask(FACILITATOR, RetireTable("5"))
    assert meeting.refusal(FACILITATOR, Undo(again)) == "cannot_undo"


def test_putting_away_is_not_taken_back_once_the_table_was_merged():
    meeting = Meeting.at_work()
    act = meeting.ask(FACILITATOR, RetireTable("1")).seq
    meeting.ask(FACILITATOR, MergeTable("1", "2"))
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"


def test_undo_sends_nobody_to_a_table_that_is_not_in_use():
    meeting = Meeting.at_work()
    meeting.ask(FACILITATOR, MergeTable("1", "2"))
    act = meeting.ask(FACILITATOR, ReturnTable("1")).seq
    meeting.ask(FACILITATOR, MergeTable("2", "1"))
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"


@pytest.mark.parametrize(
    "used",
    [
        lambda meeting: meeting.ask(participant("eve"), JoinTable("5")),
        lambda meeting: meeting.room.presence.arrive("5", "eve"),
        lambda meeting: meeting.ask(chair("5"), PostEntry(AT_TABLES, "x")),
        lambda meeting: meeting.ask(chair("5"), WriteSummary(AT_TABLES, "why", ("x",))),
        lambda meeting: meeting.ask(FACILITATOR, MergeTable("1", "5")),
    ],
)
def test_a_table_that_was_added_vanishes_only_while_nothing_leads_to_it(used):
    meeting = Meeting.at_work()
    act = meeting.ask(FACILITATOR, AddTable("care")).seq
    assert meeting.refusal(FACILITATOR, Undo(act)) == ""
    used(meeting)
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"


def test_what_is_gone_cannot_be_taken_back():
    meeting = Meeting.at_work()
    assert meeting.refusal(FACILITATOR, Undo(999)) == "unknown_act"
    act = meeting.ask(FACILITATOR, Say("x")).seq
    meeting.room.messages.clear()
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"


def test_only_the_facilitators_acts_are_kept_and_only_what_changed_something():
    meeting, ids = prepared()
    before = set(meeting.room.acts)
    meeting.ask(chair("1"), ParkEntry(ids["plain"]))
    meeting.ask(FACILITATOR, ParkEntry(ids["plain"]))
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert set(meeting.room.acts) == before


def test_the_latest_acts_are_kept():
    meeting = Meeting.at_work()
    numbers = [meeting.ask(FACILITATOR, Say(f"{n}")).seq for n in range(ACTS_MOST + 5)]
    assert list(meeting.room.acts) == [str(seq) for seq in numbers[-ACTS_MOST:]]


def test_an_act_says_what_was_done_to_what():
    meeting, ids = prepared()
    seq = meeting.ask(FACILITATOR, HideEntry(ids["plain"])).seq
    act = meeting.room.acts[str(seq)]
    assert (act.do, act.subject, act.room_ms, act.seq) == (
        "hide_entry",
        ids["plain"],
        60_000,
        seq,
    )


@given(SCHEDULES)
@settings(deadline=None)
def test_acts_hold_neither_owners_nor_texts_of_entries_and_come_back_from_json(wishes):
    meeting = begun(wishes)
    for act in meeting.room.acts.values():
        written = json.dumps(encode(act, lambda activity: None), allow_nan=False)
        assert decode("acts", json.loads(written), lambda activity: None) == act
        assert isinstance(act, Act)
        for reversal in act.reversals:
            fields = {**(reversal.before or {}), **(reversal.after or {})}
            assert reversal.kind != "entries" or not {"owner", "text", "name"} & fields.keys()
            assert reversal.kind != "people"
