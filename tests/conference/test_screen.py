"""The big screen in words: what stands there, and never more."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.commands import (
    CloseActivity,
    HideEntry,
    Introduce,
    OpenActivity,
    ShowOnStage,
    WithdrawEntry,
)
from appliance.conference.records import StageMode
from appliance.conference.room import Room
from appliance.conference.screen import screen
from appliance.conference.tally.contributors import is_read
from tests.builders import (
    ACTIONS,
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    COFFEE,
    DOTS,
    FACILITATOR,
    FILE,
    FUTURE,
    HARVEST,
    IN_PLENARY,
    TALK,
    Meeting,
    participant,
)
from tests.conference.schedules import PEOPLE, WISHES, begun

QUESTIONS = [
    {"text": {"nl": "Waarom?", "en": "Why?"}, "themes": ()},
    {"text": "Hoe?", "themes": ("care",)},
]


@pytest.fixture
def meeting() -> Meeting:
    return Meeting.at_work()


def shown(meeting: Meeting, mode: StageMode, *entries: str, text: str = "") -> Any:
    """What stands on the screen after the facilitator chose this."""
    meeting.ask(FACILITATOR, ShowOnStage(mode, entries, text))
    return screen(meeting.room)


def test_there_is_no_screen_without_a_conference():
    assert screen(Room()) is None


def test_before_the_first_step_it_says_welcome():
    assert screen(Meeting.begun().room) == {"mode": "welcome"}


def test_it_follows_the_step_with_how_many_tables_have_begun(meeting):
    step = {"mode": "step", "activity": AT_TABLES, "questions": QUESTIONS, "tables": 4}
    assert screen(meeting.room) == {**step, "begun": 0}
    meeting.post("ann")
    meeting.post("bob")
    entry = meeting.post("cas")
    assert screen(meeting.room) == {**step, "begun": 2}
    meeting.ask(FACILITATOR, HideEntry(entry))
    assert screen(meeting.room) == {**step, "begun": 1}


def test_a_table_that_takes_no_part_has_no_ring_on_it():
    tables = [*FILE["tables"][:3], {"number": 4, "theme": "work", "is_in_use": False}]
    meeting = Meeting.at_work(tables=tables)
    assert screen(meeting.room)["tables"] == 3


def test_where_the_room_works_together_no_table_has_a_ring():
    meeting = Meeting.at_work(IN_PLENARY)
    assert screen(meeting.room).keys() == {"mode", "activity", "questions"}


def test_where_all_are_asked_the_same_the_phone_knows_the_question_already():
    meeting = Meeting.at_work(AT_THEMES)
    wanted = {"mode": "step", "activity": AT_THEMES, "begun": 0, "tables": 4}
    assert screen(meeting.room) == wanted


@pytest.mark.parametrize("activity", [ARRIVAL, COFFEE])
def test_a_step_without_questions_has_no_figures(activity):
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, OpenActivity(activity))
    told = screen(meeting.room)
    assert told is not None
    assert {name: told[name] for name in told if name != "slide"} == {
        "mode": "step",
        "activity": activity,
    }


def test_between_steps_it_tells_what_comes_and_at_last_that_it_is_the_end():
    meeting = Meeting.at_work(IN_PLENARY)
    meeting.close(IN_PLENARY)
    assert screen(meeting.room) == {"mode": "next", "title": "Oogst"}
    meeting.ask(FACILITATOR, OpenActivity(HARVEST))
    meeting.ask(FACILITATOR, CloseActivity(HARVEST))
    assert screen(meeting.room) == {"mode": "next", "title": "Stippen"}
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    assert screen(meeting.room) == {"mode": "next", "title": "Wie is aan zet?"}
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    meeting.ask(FACILITATOR, CloseActivity(ACTIONS))
    about = {"nl": "Voor en tegen", "en": "For and against"}
    assert screen(meeting.room) == {"mode": "next", "title": about}
    meeting.ask(FACILITATOR, OpenActivity(TALK))
    meeting.ask(FACILITATOR, CloseActivity(TALK))
    assert screen(meeting.room) == {"mode": "next", "title": "Later"}
    meeting.ask(FACILITATOR, OpenActivity(FUTURE))
    meeting.ask(FACILITATOR, CloseActivity(FUTURE))
    assert screen(meeting.room) == {"mode": "end"}


def test_the_facilitator_chooses_what_stands_on_it(meeting):
    assert shown(meeting, StageMode.WELCOME) == {"mode": "welcome"}
    assert shown(meeting, StageMode.BLACK) == {"mode": "black"}
    message = shown(meeting, StageMode.MESSAGE, text="Koffie!")
    assert message == {"mode": "message", "text": "Koffie!"}
    programme = shown(meeting, StageMode.PROGRAMME)
    now = [step["title"] for step in programme["steps"] if step["is_now"]]
    assert (len(programme["steps"]), now) == (
        len(FILE["programme"]),
        [FILE["programme"][1]["title"]],
    )
    assert shown(meeting, StageMode.AUTO)["mode"] == "step"


def test_contributions_stand_on_it_without_a_name():
    meeting = Meeting.at_work(AT_THEMES)
    meeting.ask(participant("ann"), Introduce("Ann de Wit"))
    entry = meeting.post("ann", "Met naam", activity=AT_THEMES)
    assert shown(meeting, StageMode.ENTRIES, entry) == {
        "mode": "entries",
        "entries": [{"text": "Met naam", "table": "1", "theme": "care"}],
    }


def test_what_is_hidden_or_withdrawn_leaves_it_and_the_step_comes_back(meeting):
    one, other = meeting.post("ann", "Weg"), meeting.post("bob", "Ook weg")
    shown(meeting, StageMode.ENTRIES, one, other)
    meeting.ask(FACILITATOR, HideEntry(one))
    assert [entry["text"] for entry in screen(meeting.room)["entries"]] == ["Ook weg"]
    meeting.ask(participant("bob"), WithdrawEntry(other))
    assert screen(meeting.room)["mode"] == "step"


def test_tables_and_chairs_are_told_and_who_sees_the_screen_itself_is_not(meeting):
    ref = ("screen", "screen")
    for audience in ("table:1", "chair:4"):
        assert views.project(audience, ref, meeting.room) == screen(meeting.room)
    for audience in ("control", "watch", "stage"):
        assert views.project(audience, ref, meeting.room) is None


@given(st.lists(WISHES, max_size=40))
@settings(deadline=None, max_examples=60)
def test_it_shows_nothing_that_may_not_be_read_by_all_and_nobody_by_name(wishes):
    room = begun(wishes).room
    told = screen(room)
    free = {e.text for e in room.entries.values() if is_read(e)}
    assert {entry["text"] for entry in told.get("entries", ())} <= free
    assert not [person for person in PEOPLE if person in repr(told)]
    assert all(entry.keys() == {"text", "table", "theme"} for entry in told.get("entries", ()))
