"""Practice: everything works, and nothing of it stays."""

from dataclasses import replace

import pytest

from appliance.conference.commands import (
    AddTable,
    ArrangeStage,
    CloseActivity,
    CountHeads,
    Introduce,
    JoinTable,
    MergeTable,
    OpenActivity,
    Say,
    ShowOnStage,
    SignalTable,
    StartPractice,
    StopPractice,
    WriteSummary,
)
from appliance.conference.records import (
    JoinCode,
    Person,
    Signal,
    StageLight,
    StageLook,
    StageMode,
)
from appliance.conference.room import Room
from tests.builders import AT_TABLES, FACILITATOR, Meeting, chair, kinds, participant


def unstamped(room: Room) -> dict[str, dict[str, object]]:
    return {
        kind: {id: replace(record, seq=0, rev=0) for id, record in records.items()}
        for kind, records in kinds(room).items()
    }


def test_leaving_practice_wipes_all_that_was_typed_and_done():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(participant("ann"), JoinTable("1"))
    fresh = unstamped(meeting.room)
    meeting.ask(participant("ann"), Introduce("Ann", "baker"))
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.wait(60_000)
    entry = meeting.post("ann")
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.ENTRIES, (entry,)))
    meeting.ask(FACILITATOR, Say("Welkom"))
    meeting.ask(chair("1"), SignalTable(Signal.HELP, reason="x"))
    meeting.ask(chair("1"), CountHeads(8))
    meeting.ask(chair("1"), WriteSummary(AT_TABLES, "why", ("x",)))
    meeting.seal(AT_TABLES)
    meeting.ask(FACILITATOR, StopPractice())
    conference = replace(meeting.room.conference, seq=0, rev=0, is_practice=True)
    assert {**unstamped(meeting.room), "conferences": {conference.id: conference}} == fresh
    assert not meeting.room.conference.is_practice
    assert meeting.room.owned_by("ann") == []
    assert meeting.room.last_ms == {}


def test_people_keep_their_seats():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(participant("ann"), JoinTable("1"))
    meeting.ask(FACILITATOR, StopPractice())
    assert meeting.room.people == {"ann": Person("ann", "1")}


def test_the_light_that_was_tried_out_stays_and_the_code_to_join_starts_afresh():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(FACILITATOR, ArrangeStage(StageLight.DARK, JoinCode.SMALL))
    meeting.ask(FACILITATOR, StopPractice())
    assert meeting.room.conference.stage == StageLook(StageLight.DARK, JoinCode.AUTO)


def test_the_tables_stay_as_the_room_was_arranged():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(FACILITATOR, AddTable("care"))
    meeting.ask(FACILITATOR, MergeTable("3", "4"))
    meeting.ask(FACILITATOR, StopPractice())
    tables = meeting.room.tables
    assert list(tables) == ["1", "2", "3", "4", "5"]
    assert (tables["3"].is_in_use, tables["3"].merged_into) == (False, "4")


def test_a_step_that_was_about_to_close_starts_from_the_top():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=30))
    meeting.ask(FACILITATOR, StopPractice())
    assert meeting.room.activities[AT_TABLES].closes_at_room_ms is None


def test_practice_cannot_begin_once_anything_real_was_done():
    meeting = Meeting.begun()
    assert meeting.refusal(FACILITATOR, StartPractice()) == ""
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert meeting.refusal(FACILITATOR, StartPractice()) == "practice_too_late"


@pytest.mark.parametrize("real", [WriteSummary(AT_TABLES, "why", ("x",)), CountHeads(8)])
def test_a_real_summary_or_count_is_something_real(real):
    meeting = Meeting.begun()
    meeting.ask(chair("1"), real)
    assert meeting.refusal(FACILITATOR, StartPractice()) == "practice_too_late"


@pytest.mark.parametrize(("is_practice", "command"), [(True, StartPractice), (False, StopPractice)])
def test_what_is_so_already_changes_nothing(is_practice, command):
    assert Meeting.begun(is_practice=is_practice).decide(FACILITATOR, command()) == ()


def test_practice_can_begin_again_after_it_was_left():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.ask(FACILITATOR, StopPractice())
    meeting.ask(FACILITATOR, StartPractice())
    assert meeting.room.conference.is_practice
