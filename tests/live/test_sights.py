"""What each audience was last sent: pieces that add up, and knowing who missed nothing."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from appliance.conference import views
from appliance.conference.commands import (
    HideEntry,
    Introduce,
    JoinTable,
    OpenActivity,
    PostEntry,
    ShowOnStage,
)
from appliance.conference.records import StageMode
from appliance.conference.room import Room
from appliance.live.sights import Flush, Sights, encode
from tests.builders import AT_TABLES, AT_THEMES, FACILITATOR, IN_PLENARY, Meeting, participant
from tests.conference.schedules import PEOPLE, SCHEDULES, begun

ANN = participant("ann")


@pytest.fixture
def meeting() -> Meeting:
    return Meeting.at_work()


@pytest.fixture
def sights(meeting) -> Sights:
    sights = Sights()
    meeting.on_change = lambda changes: sights.apply(changes, meeting.room)
    return sights


def flushed(sights: Sights, room: Room) -> dict[str, Any]:
    """What went out, by audience."""
    return {audience: json.loads(frame) for audience, frame in sights.flush(room).frames.items()}


def test_a_snapshot_is_all_that_the_audience_sees(meeting, sights):
    meeting.post("ann", "Idee 🙂 \u2028 <b>")
    sights.flush(meeting.room)
    frame = sights.snapshot("table:1", meeting.room)
    assert json.loads(frame) == {
        "type": "snapshot",
        "seq": meeting.room.seq,
        "view": json.loads(encode(views.view("table:1", meeting.room))),
    }
    assert frame == encode(json.loads(frame))


def test_a_snapshot_is_made_once_however_many_ask(meeting, sights):
    first = sights.snapshot("table:1", meeting.room)
    assert sights.snapshot("table:1", meeting.room) is first


def test_a_snapshot_holds_what_was_flushed_and_a_later_flush_what_it_does_not(meeting, sights):
    before = sights.snapshot("table:1", meeting.room)
    entry = meeting.post("ann")
    assert sights.snapshot("table:1", meeting.room) is before
    frame = flushed(sights, meeting.room)["table:1"]
    assert frame["seq"] == meeting.room.seq
    assert frame["put"]["entries"].keys() == {entry}
    assert frame["drop"] == {}
    after = json.loads(sights.snapshot("table:1", meeting.room))
    assert after["view"]["entries"].keys() == {entry}
    assert after["seq"] == meeting.room.seq


def test_what_is_gone_is_dropped_and_what_was_never_seen_is_not_named(meeting, sights):
    for audience in ("table:1", "table:2"):
        sights.snapshot(audience, meeting.room)
    meeting.post("bob")
    entry = meeting.post("ann")
    sights.flush(meeting.room)
    meeting.ask(FACILITATOR, HideEntry(entry))
    frames = flushed(sights, meeting.room)
    frame = {"type": "changes", "seq": meeting.room.seq, "put": {}, "drop": {"entries": [entry]}}
    assert frames == {"table:1": frame}


def test_what_comes_to_the_same_is_not_sent(meeting, sights):
    sights.snapshot("control", meeting.room)
    sights.look_again(meeting.room)
    assert sights.is_dirty
    assert sights.flush(meeting.room) == Flush()
    assert not sights.is_dirty


def test_nobody_is_sent_what_nobody_asked_for(meeting, sights):
    meeting.post("ann")
    assert sights.flush(meeting.room) == Flush()


def test_a_document_that_all_see_alike_is_encoded_once(meeting, sights):
    for audience in ("table:1", "chair:1", "control", "watch"):
        sights.snapshot(audience, meeting.room)
    entry = meeting.post("ann")
    sights.flush(meeting.room)
    copies = {id(sight.documents["entries"][entry]) for sight in sights._sights.values()}
    assert len(copies) == 1
    sights.snapshot("table:2", meeting.room)
    assert entry not in sights._sights["table:2"].documents["entries"]


@given(SCHEDULES)
@settings(deadline=None)
def test_what_is_encoded_once_is_the_same_for_all_who_see_it(wishes):
    room = begun(wishes).room
    room.presence.types("1", PEOPLE[0], 10**9)
    for ref in views.refs(room):
        alike = [a for a in views.audiences(room) if views.is_alike(a, ref[0])]
        seen = {encode(views.project(audience, ref, room)) for audience in alike}
        assert len(seen - {b"null"}) <= 1, ref


def test_the_stage_is_never_sent_a_name():
    meeting = Meeting.at_work(AT_THEMES)
    meeting.ask(ANN, Introduce("Ann de Wit"))
    entry = meeting.post("ann", activity=AT_THEMES)
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.ENTRIES, (entry,)))
    sights = Sights()
    for audience in ("table:1", "control", "stage"):
        frame = sights.snapshot(audience, meeting.room).decode()
        assert ("Ann de Wit" in frame) is (audience != "stage")


# -- one's own ----------------------------------------------------------------------------------


def test_ones_own_document_is_sent_when_it_differs_and_to_nobody_else(meeting, sights):
    first = json.loads(sights.mine("ann", meeting.room))
    assert first == {
        "type": "mine",
        "seq": 0,
        "doc": json.loads(encode(views.mine("ann", meeting.room))),
    }
    sights.mine("bob", meeting.room)
    entry = meeting.post("ann")
    mine = sights.flush(meeting.room).mine
    assert mine.keys() == {"ann"}
    frame = json.loads(mine["ann"])
    assert (frame["type"], frame["seq"]) == ("mine", meeting.room.seq)
    assert frame["doc"]["entries"].keys() == {entry}


def test_after_sealing_nothing_is_anybodys_own(meeting, sights):
    entry = meeting.post("ann")
    sights.flush(meeting.room)
    assert json.loads(sights.mine("ann", meeting.room))["doc"]["entries"].keys() == {entry}
    meeting.seal(AT_TABLES)
    mine = sights.flush(meeting.room).mine
    assert json.loads(mine["ann"])["doc"]["entries"] == {}


def test_after_moving_ones_own_seat_is_sent(meeting, sights):
    sights.mine("ann", meeting.room)
    meeting.ask(ANN, JoinTable("3"))
    assert json.loads(sights.flush(meeting.room).mine["ann"])["doc"]["table"] == "3"


def test_who_left_is_sent_nothing_more(meeting, sights):
    sights.mine("ann", meeting.room)
    sights.forget("ann")
    sights.forget("ann")
    meeting.post("ann")
    assert sights.flush(meeting.room).mine == {}


# -- who missed nothing -------------------------------------------------------------------------


def test_who_saw_the_last_frame_missed_nothing_and_who_did_not_did(meeting, sights):
    sights.snapshot("table:1", meeting.room)
    meeting.post("ann")
    sights.flush(meeting.room)
    seq = meeting.room.seq
    assert sights.missed_nothing("table:1", seq)
    assert not sights.missed_nothing("table:1", seq - 1)


def test_what_others_did_out_of_sight_was_not_missed(meeting, sights):
    meeting.post("cas")
    sights.snapshot("table:1", meeting.room)
    meeting.post("ann")
    sights.flush(meeting.room)
    seq = meeting.room.seq
    meeting.post("cas")
    sights.flush(meeting.room)
    assert sights.missed_nothing("table:1", seq)


def test_of_an_audience_that_nobody_looked_at_nothing_is_known(sights):
    assert not sights.missed_nothing("table:1", 10**9)


def stirred(sights: Sights, meeting: Meeting) -> None:
    """Somebody comes to table 1."""
    touched = views.touched_by_presence(meeting.room, "1")
    meeting.room.presence.arrive("1", f"guest {len(meeting.room.presence.links['1'])}")
    sights.stir(touched)


@pytest.mark.parametrize("audience", ["control", "chair:1", "stage"])
def test_people_who_come_carry_no_number_so_that_one_may_have_missed_them(
    meeting, sights, audience
):
    sights.snapshot(audience, meeting.room)
    meeting.post("ann")
    sights.flush(meeting.room)
    for _ in range(7):
        stirred(sights, meeting)
    sights.look_at(views.touched_by_presence(meeting.room, "1"))
    assert audience in sights.flush(meeting.room).frames
    assert not sights.missed_nothing(audience, meeting.room.seq)
    assert sights.missed_nothing(audience, meeting.room.seq + 1)


def test_a_page_made_before_people_came_does_not_miss_them_by_a_frame_of_the_same_number(
    meeting, sights
):
    """The page is made at the number of a command whose frame also counts who came after it."""
    for n in range(6):
        meeting.ask(participant(f"p{n}"), JoinTable("1"))
    sights.flush(meeting.room)
    sights.snapshot("chair:1", meeting.room)
    meeting.post("ann")
    page = meeting.room.seq
    for _ in range(9):
        stirred(sights, meeting)
    frame = flushed(sights, meeting.room)["chair:1"]
    (cell,) = frame["put"]["cells"].values()
    assert cell["people"] == len(meeting.room.around("1")) == 17
    assert not sights.missed_nothing("chair:1", page)


def test_a_page_made_before_anybody_looked_may_have_missed_something(meeting, sights):
    page = meeting.room.seq
    meeting.room.is_saving = False
    sights.snapshot("table:1", meeting.room)
    assert not sights.missed_nothing("table:1", page)
    assert sights.missed_nothing("table:1", page + 1)


def test_after_the_room_was_rebuilt_everybody_may_have_missed_what_changed(meeting, sights):
    sights.snapshot("table:1", meeting.room)
    sights.snapshot("table:2", meeting.room)
    meeting.post("ann")
    sights.flush(meeting.room)
    seq = meeting.room.seq
    rebuilt = Room(meeting.room.records(), seq, meeting.room.room_ms, meeting.room.minute)
    rebuilt.is_saving = False
    sights.look_again(rebuilt)
    assert flushed(sights, rebuilt)["table:1"]["put"] == {
        "box": {"box": {"is_saving": False, "phones": None}}
    }
    assert not sights.missed_nothing("table:1", seq)


def test_what_a_rebuilt_room_does_not_hold_is_dropped(meeting, sights):
    entry = meeting.post("ann")
    sights.snapshot("table:1", meeting.room)
    sights.mine("ann", meeting.room)
    records = [record for record in meeting.room.records() if record.id != entry]
    rebuilt = Room(records, meeting.room.seq - 1, meeting.room.room_ms, meeting.room.minute)
    sights.look_again(rebuilt)
    flush = sights.flush(rebuilt)
    assert json.loads(flush.frames["table:1"])["drop"] == {"entries": [entry]}
    assert json.loads(flush.mine["ann"])["doc"]["entries"] == {}


def test_a_new_audience_in_the_middle_of_a_turn_is_sent_nothing_twice(meeting, sights):
    sights.snapshot("table:1", meeting.room)
    entry = meeting.post("ann")
    late = json.loads(sights.snapshot("control", meeting.room))
    assert entry in late["view"]["entries"]
    frames = flushed(sights, meeting.room)
    assert entry in frames["table:1"]["put"]["entries"]
    assert "control" not in frames


def test_changes_in_plenary_reach_every_table(sights, meeting):
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    for table in "1234":
        sights.snapshot(f"table:{table}", meeting.room)
    made = meeting.ask(ANN, PostEntry(IN_PLENARY, "x")).made
    frames = flushed(sights, meeting.room)
    assert {a for a, f in frames.items() if made in f["put"]["entries"]} == {
        f"table:{table}" for table in "1234"
    }
