"""Making and editing a conference: what a page can make a file can hold, and all can be undone."""

import json
from importlib.resources import files
from typing import Any

import pytest

from appliance.conference.commands import (
    AddTable,
    BeginConference,
    Command,
    EditConference,
    MoveActivity,
    MoveTheme,
    OpenActivity,
    PutActivity,
    PutSurvey,
    PutTable,
    PutTheme,
    RemoveActivity,
    RemoveTable,
    RemoveTheme,
    Undo,
)
from appliance.conference.preparing import slug_of
from appliance.conference.records import Act, Record
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.writing import activity_item, conference_file, theme_item
from tests.builders import ARRIVAL, AT_TABLES, BOX, COFFEE, CONFERENCE, FACILITATOR, Meeting, file

DEMO = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
EMPTY = {"format": "tafelronde-conference/1", "title": "Leeg"}


def made(told: dict[str, Any]) -> Meeting:
    """A room with this conference."""
    meeting = Meeting(Room())
    meeting.ask(BOX, BeginConference(CONFERENCE, told))
    return meeting


def state(meeting: Meeting) -> list[Record]:
    """Everything but the acts, without the numbers of commands."""
    records = [r for r in meeting.room.records() if not isinstance(r, Act)]
    return sorted((without_numbers(r) for r in records), key=repr)


def without_numbers(record: Record) -> Any:
    """A record as plain text that does not tell when it changed."""
    from appliance.conference.plain import plain

    return json.dumps({k: v for k, v in plain(record).items() if k not in ("seq", "rev")})


def programme(meeting: Meeting) -> list[str]:
    """The ids of the steps in order."""
    return [activity.id for activity in meeting.room.programme()]


@pytest.mark.parametrize("told", [DEMO, file(), EMPTY])
def test_a_conference_is_the_same_after_writing_and_reading_its_file(told: dict[str, Any]) -> None:
    meeting = made(told)
    written = json.loads(json.dumps(conference_file(meeting.room)))
    again = made(written)
    assert conference_file(again.room) == written
    codes = {"codes": {}}
    assert {**again.room.kinds, **codes} == {**meeting.room.kinds, **codes}


EDITS: list[Command] = [
    EditConference({"place": "Utrecht", "title": {"nl": "Anders", "en": "Other"}}),
    PutTheme({"title": {"nl": "Wonen", "en": "Living"}}),
    PutTheme({"id": "care", "title": "Zorg en welzijn"}),
    MoveTheme("work", 1),
    PutTable({"theme": "care", "seats": 8, "chair": "Wie"}),
    PutTable({"number": 4, "theme": "care", "chair": "Eva"}),
    RemoveTable("4"),
    PutActivity({"kind": "break", "title": "Thee", "minutes": 10}, after=AT_TABLES),
    PutActivity({"id": COFFEE, "kind": "break", "title": "Koffie en taart", "minutes": 25}),
    MoveActivity(COFFEE, 1),
    MoveActivity(ARRIVAL, 6),
    RemoveActivity(COFFEE),
    PutSurvey({"format": "tafelronde-survey/1", "title": "Vooraf"}),
]


@pytest.mark.parametrize("command", EDITS, ids=lambda command: type(command).__name__)
def test_every_edit_changes_something_and_can_be_taken_back_exactly(command: Command) -> None:
    meeting = Meeting.begun()
    before = state(meeting)
    meeting.ask(FACILITATOR, command)
    assert state(meeting) != before
    assert meeting.decide(FACILITATOR, Undo(meeting.room.seq))
    meeting.ask(FACILITATOR, Undo(meeting.room.seq))
    assert state(meeting) == before


@pytest.mark.parametrize(
    "command",
    [
        EditConference({"place": "Den Haag"}),
        PutTheme({"id": "care", "title": {"nl": "Zorg", "en": "Care"}}),
        MoveTheme("care", 1),
        PutTable({"number": 4, "theme": "work"}),
        MoveActivity(COFFEE, 4),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_is_so_already_changes_nothing(command: Command) -> None:
    assert Meeting.begun().decide(FACILITATOR, command) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (EditConference({"date": "soon"}), "file_member"),
        (EditConference({"title": ""}), "file_member"),
        (PutTheme({"id": "no/slug", "title": "x"}), "file_member"),
        (PutTheme({}), "file_member"),
        (MoveTheme("care", 3), "out_of_range"),
        (MoveTheme("nothing", 1), "unknown_theme"),
        (RemoveTheme("care"), "theme_in_use"),
        (PutTable({"theme": "nothing"}), "file_member"),
        (RemoveTable("9"), "unknown_table"),
        (PutActivity({"title": "No kind"}), "file_member"),
        (PutActivity({"kind": "break", "title": "x"}, after="nothing"), "unknown_activity"),
        (PutActivity({"kind": "dots", "title": "x", "input": "nothing"}), "source_gone"),
        (PutActivity({"kind": "dots", "title": "x", "input": COFFEE}, ARRIVAL), "source_later"),
        (MoveActivity(COFFEE, 0), "out_of_range"),
        (RemoveActivity("nothing"), "unknown_activity"),
    ],
)
def test_what_cannot_be_is_refused(command: Command, code: str) -> None:
    assert Meeting.begun().refusal(FACILITATOR, command) == code


def test_two_editors_do_not_overwrite_each_other() -> None:
    meeting = Meeting.begun()
    conference = meeting.room.conference
    assert conference is not None
    theme, coffee = meeting.room.themes["care"], meeting.room.activities[COFFEE]
    meeting.ask(FACILITATOR, EditConference({"place": "Utrecht"}))
    meeting.ask(FACILITATOR, PutTheme({**theme_item(theme), "title": "Zorg!"}))
    meeting.ask(FACILITATOR, PutActivity({**activity_item(coffee), "title": "Koffie!"}))
    late: list[Command] = [
        EditConference({"place": "Gouda"}, if_rev=conference.rev),
        PutTheme({**theme_item(theme), "title": "Zorg?"}, if_rev=theme.rev),
        PutActivity({**activity_item(coffee), "title": "Koffie?"}, if_rev=coffee.rev),
    ]
    assert {meeting.refusal(FACILITATOR, command) for command in late} == {"changed_meanwhile"}


def test_a_step_that_has_begun_keeps_what_was_asked() -> None:
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    item = activity_item(meeting.room.activities[AT_TABLES])
    meeting.ask(FACILITATOR, PutActivity({**item, "title": "Nu", "minutes": 20}))
    assert meeting.room.activities[AT_TABLES].title == "Nu"
    other = PutActivity({**item, "questions": []})
    assert meeting.refusal(FACILITATOR, other) == "activity_begun"
    assert meeting.refusal(FACILITATOR, RemoveActivity(AT_TABLES)) == "activity_begun"


def test_a_step_can_be_added_while_another_runs() -> None:
    meeting = Meeting.at_work()
    question = {"id": "nog", "text": "Nog iets?"}
    item = {"kind": "brainstorm", "title": "Nog iets?", "scope": "table", "questions": [question]}
    answer = meeting.ask(FACILITATOR, PutActivity(item, after=AT_TABLES))
    assert answer.made == "nog-iets"
    assert programme(meeting)[:3] == [ARRIVAL, AT_TABLES, "nog-iets"]
    assert [a.position for a in meeting.room.programme()] == list(range(11))
    meeting.ask(FACILITATOR, OpenActivity("nog-iets"))
    meeting.post("ann", activity="nog-iets")
    assert meeting.refusal(FACILITATOR, Undo(answer.seq)) == "cannot_undo"


def test_a_table_where_people_were_stays() -> None:
    meeting = Meeting.at_work()
    assert meeting.refusal(FACILITATOR, RemoveTable("1")) == "table_known"
    moved = PutTable({"number": 1, "theme": "work"})
    assert meeting.refusal(FACILITATOR, moved) == "table_known"
    meeting.ask(FACILITATOR, PutTable({"number": 1, "seats": 9, "chair": "Zij"}))
    assert (meeting.room.tables["1"].seats, meeting.room.tables["1"].theme) == (9, "care")


def test_a_conference_begins_from_nothing() -> None:
    meeting = made(EMPTY)
    for title in ("Wonen", "Zorg", "Wonen"):
        meeting.ask(FACILITATOR, PutTheme({"title": title}))
    assert [(t.id, t.number) for t in meeting.room.themes.values()] == [
        ("wonen", 1),
        ("zorg", 2),
        ("wonen-2", 3),
    ]
    meeting.ask(FACILITATOR, PutTable({"theme": "zorg"}))
    meeting.ask(FACILITATOR, AddTable("wonen"))
    assert sorted(meeting.room.tables) == ["1", "2"]
    assert len({code.code for code in meeting.room.codes.values()}) == 4
    meeting.ask(FACILITATOR, RemoveTheme("wonen-2"))
    assert sorted(meeting.room.themes) == ["wonen", "zorg"]


def test_a_theme_that_came_into_use_stays_when_its_making_is_taken_back() -> None:
    meeting = made(EMPTY)
    made_at = meeting.ask(FACILITATOR, PutTheme({"title": "Zorg"})).seq
    meeting.ask(FACILITATOR, PutTable({"theme": "zorg"}))
    with pytest.raises(Refused) as refused:
        meeting.ask(FACILITATOR, Undo(made_at))
    assert refused.value.code == "cannot_undo"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Wie is aan zet?", "wie-is-aan-zet"), ("Café", "caf"), ("  ", ""), ("x" * 99, "x" * 30)],
)
def test_an_id_can_be_read(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_step_whose_list_came_from_what_is_gone_can_still_be_mended():
    meeting = Meeting.begun()
    step = {"id": "vote", "kind": "dots", "title": "Stippen", "input": COFFEE}
    meeting.ask(FACILITATOR, PutActivity(step))
    meeting.ask(FACILITATOR, RemoveActivity(COFFEE))
    meeting.ask(FACILITATOR, PutActivity({**step, "title": "Prioriteiten"}))
    assert meeting.refusal(FACILITATOR, OpenActivity("vote")) == "source_gone"
    told = PutActivity({**step, "input": "vote"})
    assert meeting.refusal(FACILITATOR, told) == "source_later"
    own = {"input": "", "items": [{"id": "a", "text": "A"}]}
    meeting.ask(FACILITATOR, PutActivity({**step, **own}))
    meeting.ask(FACILITATOR, OpenActivity("vote"))
    assert [item.id for item in meeting.room.activities["vote"].items or ()] == ["a"]
