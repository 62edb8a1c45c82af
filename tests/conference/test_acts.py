"""What is kept of what facilitators did: a stretch of typing as one act, and each desk its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.acts import ACTS_MOST, REST_MS, STRETCH_MS, Desk, desk_of
from appliance.conference.commands import (
    Actor,
    Command,
    EditConference,
    MoveActivity,
    MoveTheme,
    OpenActivity,
    PutActivity,
    PutTable,
    PutTheme,
    RemoveActivity,
    RemoveTheme,
    Say,
    Undo,
)
from appliance.conference.records import Act, Conference, Role
from appliance.conference.refusal import Refused
from appliance.conference.writing import activity_item
from tests.builders import AT_TABLES, COFFEE, IN_PLENARY, Meeting, kinds

ANN, BOB = Actor(Role.FACILITATOR, facilitator="ann"), Actor(Role.FACILITATOR, facilitator="bob")

TITLE = {"nl": "Zaal vol werk", "en": "A room full of work"}


def titled(text: str, language: str = "nl") -> Command:
    """The command that a pause in typing the title of the conference becomes."""
    return EditConference({"title": {**TITLE, language: text}})


def asking(meeting: Meeting, *texts: str, **other: Any) -> Command:
    """The same of the questions of a step."""
    item = activity_item(meeting.room.activities[AT_TABLES])
    pairs = zip(item["questions"], texts, strict=False)
    asked = [{**question, "text": {"nl": text}} for question, text in pairs]
    return PutActivity({**item, "questions": asked, **other})


def typed(meeting: Meeting, *commands: Command, by: Actor = ANN, every_ms: int = 2_000) -> None:
    """Ask these, some time apart."""
    for command in commands:
        meeting.wait(every_ms)
        meeting.ask(by, command)


def acts(meeting: Meeting) -> list[Act]:
    """What can be taken back, the last first."""
    there = (act for act in meeting.room.acts.values() if not act.is_undone)
    return sorted(there, key=lambda act: -act.seq)


def conference(meeting: Meeting) -> Conference:
    """The conference."""
    assert meeting.room.conference
    return meeting.room.conference


def test_the_pauses_of_one_stretch_of_typing_are_one_act() -> None:
    meeting = Meeting.begun()
    before = conference(meeting).title
    typed(meeting, titled("D"), titled("Da"), titled("Dag"))
    [act] = acts(meeting)
    assert (act.do, act.subject) == ("edit_conference", conference(meeting).id)
    assert act.id == str(meeting.room.seq)
    assert (act.began_room_ms, act.room_ms) == (2_000, 6_000)
    meeting.ask(ANN, Undo(int(act.id)))
    assert conference(meeting).title == before
    assert acts(meeting) == []


def test_a_pause_that_was_gone_on_from_is_no_act_any_more() -> None:
    meeting = Meeting.begun()
    first = meeting.ask(ANN, titled("D")).seq
    typed(meeting, titled("Da"))
    assert meeting.refusal(ANN, Undo(first)) == "unknown_act"
    assert conference(meeting).title == {**TITLE, "nl": "Da"}


OTHERS: Mapping[str, Any] = {
    "somebody else": lambda m: typed(m, titled("Dag twee"), by=BOB),
    "another language": lambda m: typed(m, EditConference({"title": {"nl": "Dag", "en": "Day"}})),
    "another member": lambda m: typed(m, EditConference({"place": "Utrecht"})),
    "two members": lambda m: typed(m, EditConference({"place": "Utrecht", "title": "Dag"})),
    "after a rest": lambda m: typed(m, titled("Dag twee"), every_ms=REST_MS + 1),
    "another record": lambda m: typed(m, PutTheme({"id": "care", "title": "Zorgen"})),
    "another command": lambda m: typed(m, MoveTheme("care", 2)),
}


@pytest.mark.parametrize("other", OTHERS)
def test_something_else_is_an_act_of_its_own(other: str) -> None:
    meeting = Meeting.begun()
    typed(meeting, titled("Da"), titled("Dag"))
    OTHERS[other](meeting)
    assert len(acts(meeting)) == 2


def test_nobody_loses_more_than_a_few_minutes_of_typing_at_once() -> None:
    meeting = Meeting.begun()
    pauses = range(STRETCH_MS // 20_000 + 3)
    typed(meeting, *(titled("x" * (n + 1)) for n in pauses), every_ms=20_000)
    assert [act.room_ms - (act.began_room_ms or 0) for act in acts(meeting)] == [20_000, STRETCH_MS]


def test_two_who_type_at_once_in_two_steps_leave_two_acts() -> None:
    meeting = Meeting.begun()
    for n in range(1, 30):
        typed(meeting, titled("x" * n), by=ANN)
        typed(meeting, PutTable({"number": 4, "chair": "y" * n}), by=BOB)
    assert [act.do for act in acts(meeting)] == ["put_table", "edit_conference"]


def test_two_who_change_the_same_field_in_turn_take_back_only_their_own() -> None:
    meeting = Meeting.begun()
    for n, who in enumerate((ANN, BOB, ANN)):
        typed(meeting, titled(f"Titel {n}"), by=who)
    assert [act.by for act in acts(meeting)] == ["ann", "bob", "ann"]


def test_typing_goes_on_past_what_is_done_to_other_things_in_the_room() -> None:
    meeting = Meeting.begun()
    typed(meeting, titled("D"), OpenActivity(AT_TABLES), Say("Welkom"), titled("Da"))
    # A message was made in between.
    assert [act.do for act in acts(meeting)][:2] == ["edit_conference", "say"]
    typed(meeting, titled("Dag"))
    assert [act.do for act in acts(meeting)].count("edit_conference") == 2


def test_what_is_added_or_taken_out_between_two_pauses_stays_an_act_of_its_own() -> None:
    meeting = Meeting.begun()
    typed(meeting, asking(meeting, "Waar", "Hoe"))
    typed(meeting, asking(meeting, "Waaro", "Hoe"), every_ms=REST_MS + 1)
    typed(meeting, asking(meeting, "Waarom", "Hoe"))
    assert len(acts(meeting)) == 2
    typed(meeting, asking(meeting, "Waarom"))
    typed(meeting, asking(meeting, "Waarom dan"))
    assert len(acts(meeting)) == 4
    for act in acts(meeting)[:2]:
        meeting.ask(ANN, Undo(int(act.id)))
    asked = meeting.room.activities[AT_TABLES].questions
    assert [question.text for question in asked] == [{"nl": "Waarom"}, {"nl": "Hoe"}]


def test_the_only_slide_and_the_one_that_comes_in_its_place_are_two_acts() -> None:
    meeting = Meeting.begun()
    step = {"id": "pictures", "kind": "presentation", "title": "Beelden"}
    first, second = ({"id": id, "title": id, "text": "Woorden"} for id in ("first", "second"))
    for slides in ([first], [], [second]):
        typed(meeting, PutActivity({**step, "slides": slides}))
    assert len(acts(meeting)) == 3
    meeting.ask(ANN, Undo(int(acts(meeting)[0].id)))
    meeting.ask(ANN, Undo(int(acts(meeting)[0].id)))
    assert meeting.room.activities["pictures"].settings["slides"] == [first]


def test_the_first_letter_and_the_second_are_one_act_where_nothing_stood() -> None:
    meeting = Meeting.begun()
    for text in ("S", "Schrijf", "Schrijf eerst"):
        item = activity_item(meeting.room.activities[IN_PLENARY])
        typed(meeting, PutActivity({**item, "instruction": {"nl": text}}))
    [act] = acts(meeting)
    assert act.reversals[0].before == {"instruction": ""}


def test_what_was_put_back_by_hand_is_nothing_to_take_back() -> None:
    meeting = Meeting.begun()
    typed(meeting, EditConference({"place": "Utrecht"}), EditConference({"place": "Den Haag"}))
    assert conference(meeting).place == "Den Haag"
    assert acts(meeting) == []


def test_what_was_taken_back_is_not_gone_on_from() -> None:
    meeting = Meeting.begun()
    before = conference(meeting).title
    typed(meeting, titled("Da"))
    meeting.ask(ANN, Undo(meeting.room.seq))
    typed(meeting, titled("Dag"))
    [act] = acts(meeting)
    meeting.ask(ANN, Undo(int(act.id)))
    assert conference(meeting).title == before


def test_a_stretch_cannot_be_taken_back_once_somebody_else_changed_the_same() -> None:
    meeting = Meeting.begun()
    typed(meeting, titled("D"), titled("Dag"))
    act = meeting.room.seq
    typed(meeting, titled("Avond"), by=BOB)
    assert meeting.refusal(ANN, Undo(act)) == "cannot_undo"


def test_who_prepares_pushes_out_nothing_that_was_done_in_the_room() -> None:
    meeting = Meeting.begun()
    opened = meeting.ask(BOB, OpenActivity(IN_PLENARY)).seq
    for n in range(ACTS_MOST + 5):
        typed(meeting, titled(f"Titel {n}"), every_ms=REST_MS + 1)
    kept = [desk_of(act) for act in acts(meeting)]
    assert (kept.count(Desk.PREPARING), kept.count(Desk.ROOM)) == (ACTS_MOST, 1)
    for n in range(ACTS_MOST):
        meeting.ask(BOB, Say(f"{n}"))
    kept = [desk_of(act) for act in acts(meeting)]
    assert (kept.count(Desk.PREPARING), kept.count(Desk.ROOM)) == (ACTS_MOST, ACTS_MOST)
    assert meeting.refusal(BOB, Undo(opened)) == "unknown_act"


def test_an_act_of_before_facilitators_were_told_apart_is_gone_on_from_by_nobody() -> None:
    meeting = Meeting.begun()
    typed(meeting, titled("Da"))
    [act] = acts(meeting)
    meeting.room.acts[act.id] = replace(act, by="", began_room_ms=None)
    typed(meeting, titled("Dag"))
    assert len(acts(meeting)) == 2


def test_what_was_removed_does_not_come_back_by_who_still_types_in_it() -> None:
    meeting = Meeting.begun()
    item = activity_item(meeting.room.activities[COFFEE])
    meeting.ask(ANN, RemoveActivity(COFFEE))
    meeting.ask(ANN, PutTheme({"title": "Wonen"}))
    meeting.ask(ANN, RemoveTheme("wonen"))
    for late, code in (
        (PutActivity({**item, "title": "Thee"}, if_rev=1), "unknown_activity"),
        (PutTheme({"id": "wonen", "title": "Thuis"}, if_rev=1), "unknown_theme"),
        (PutTable({"number": 9, "theme": "care"}, if_rev=1), "unknown_table"),
    ):
        assert meeting.refusal(BOB, late) == code


def test_nothing_comes_back_that_speaks_of_a_theme_that_is_gone() -> None:
    meeting = Meeting.begun()
    meeting.ask(ANN, PutTheme({"title": "Wonen"}))
    asked = {"kind": "brainstorm", "title": "Thuis", "questions": [{"id": "x", "text": "Wat?"}]}
    asked["questions"][0]["themes"] = ["wonen"]  # type: ignore[index]
    made = meeting.ask(ANN, PutActivity(asked)).made
    removed = meeting.ask(ANN, RemoveActivity(made or "")).seq
    meeting.ask(ANN, RemoveTheme("wonen"))
    assert meeting.refusal(ANN, Undo(removed)) == "cannot_undo"


# -- whatever is typed, all of it can be taken back ------------------------------------------------

_texts = st.sampled_from(("", "D", "Da", "Dag"))


def _put(what: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.just(what), st.fixed_dictionaries({}, optional=fields))


EDITS = st.tuples(
    st.sampled_from((ANN, ANN, BOB)),
    st.sampled_from((0, 1_000, 20_000, REST_MS + 1)),
    st.one_of(
        _put("conference", title=_texts, place=_texts, client=_texts),
        _put("theme", title=_texts),
        _put("table", chair=_texts, theme=st.sampled_from(("care", "work"))),
        _put("step", title=_texts, instruction=_texts, minutes=st.integers(0, 2)),
        _put("question", text=_texts, n=st.integers(0, 2)),
        _put("other", n=st.integers(0, 5)),
    ),
)


def edit(meeting: Meeting, what: str, fields: dict[str, Any]) -> Command:
    """One of the edits as a command, on what there is now."""
    item = activity_item(meeting.room.activities[AT_TABLES])
    told = {k: {"nl": v} if k in ("title", "instruction") and v else v for k, v in fields.items()}
    match what:
        case "conference":
            return EditConference(told)
        case "theme":
            return PutTheme({"id": "care", "title": told.get("title")})
        case "table":
            return PutTable({"number": 4, **told})
        case "step":
            return PutActivity({**item, **told})
        case "question":
            text, n = {"nl": fields.get("text", "")}, fields.get("n", 0)
            asked = [*item.get("questions", []), {"id": f"q{n}", "text": text}]
            asked = [q for q in asked if q["id"] != f"q{n}" or text["nl"]]
            return PutActivity({**item, "questions": list({q["id"]: q for q in asked}.values())})
    others = (PutTheme({"title": "Nieuw"}), RemoveTheme("nieuw"), MoveActivity(COFFEE, 1))
    more = (MoveActivity(COFFEE, 3), PutActivity({"kind": "break", "title": "B"}), Say("Hallo"))
    return (*others, *more)[fields.get("n", 0)]


@given(st.lists(EDITS, max_size=15))
@settings(deadline=None)
def test_all_that_was_typed_can_be_taken_back_act_by_act(edits: list[Any]) -> None:
    meeting = Meeting.begun()
    before = unstamped(meeting)
    for who, after_ms, (what, fields) in edits:
        meeting.wait(after_ms)
        try:
            meeting.ask(who, edit(meeting, what, fields))
        except Refused:
            continue
    assert len(meeting.room.acts) <= len(edits)
    for act in acts(meeting):
        meeting.ask(ANN, Undo(int(act.id)))
    assert unstamped(meeting) == before


def unstamped(meeting: Meeting) -> dict[str, Any]:
    """The room but for its acts and the numbers that every change leaves."""
    return {
        kind: {id: replace(record, rev=0, seq=0) for id, record in records.items()}
        for kind, records in kinds(meeting.room).items()
        if kind != "acts"
    }
