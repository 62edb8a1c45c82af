"""What comes in as JSON becomes a command, or is refused; and every role asks only what it may."""

import json
from dataclasses import asdict, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.commands import (
    COMMANDS,
    DO,
    Actor,
    AgreeSummary,
    ArrangeStage,
    BeginConference,
    HighlightEntry,
    JoinTable,
    PostEntry,
    SealActivity,
    ShowOnStage,
    SignalTable,
    Undo,
    WriteSummary,
    read,
)
from appliance.conference.records import JoinCode, Relation, Role, Signal, StageLight, StageMode
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from tests.builders import (
    ACTIONS,
    ARRIVAL,
    AT_TABLES,
    COFFEE,
    CONFERENCE,
    DOTS,
    HARVEST,
    TALK,
    Meeting,
    file,
)

FULL: dict[str, dict[str, Any]] = {
    "begin_conference": {"conference": "other", "file": file()},
    "join_table": {"table": "1"},
    "introduce": {"name": "Ann", "role": "baker"},
    "post_entry": {"activity": AT_TABLES, "text": "x", "for_table": "1"},
    "edit_entry": {"entry": "x", "text": "y"},
    "withdraw_entry": {"entry": "x"},
    **{
        f"{verb}_activity": {"activity": AT_TABLES}
        for verb in ("open", "pause", "close", "reopen", "seal", "extend")
    },
    "keep_open": {"activity": AT_TABLES},
    **{f"{verb}_entry": {"entry": "x"} for verb in ("hide", "restore", "park", "highlight")},
    "accept_late": {"entry": "x"},
    "signal_table": {"signal": "help", "table": "1"},
    "count_heads": {"heads": 8, "table": "1"},
    "write_summary": {"activity": AT_TABLES, "question": "why", "points": ["x"], "table": "1"},
    "agree_summary": {"activity": AT_TABLES, "question": "why", "table": "1", "is_agreed": False},
    "say": {"text": "x"},
    "show_on_stage": {"mode": "black"},
    "show_slide": {"activity": ARRIVAL, "slide": 1},
    "show_table": {"activity": HARVEST, "table": ""},
    "show_topic": {"activity": TALK, "topic": ""},
    "arrange_stage": {"light": "dark"},
    "retire_table": {"table": "1"},
    "return_table": {"table": "1"},
    "merge_table": {"table": "1", "into": "2"},
    "add_table": {"theme": "care"},
    "undo": {"seq": 3},
    "edit_conference": {"members": {"place": "Utrecht"}},
    "put_theme": {"item": {"title": "Wonen"}},
    "move_theme": {"theme": "care", "to": 2},
    "remove_theme": {"theme": "care"},
    "put_table": {"item": {"theme": "care"}},
    "remove_table": {"table": "4"},
    "put_activity": {"item": {"kind": "break", "title": "Thee"}},
    "move_activity": {"activity": AT_TABLES, "to": 1},
    "remove_activity": {"activity": COFFEE},
    "put_bucket": {"of": "survey.why", "title": "x", "members": []},
    "merge_buckets": {"bucket": "x", "into": "y"},
    "remove_bucket": {"bucket": "x"},
    "take_out": {"bucket": "x", "members": []},
    "add_bucket": {"activity": AT_TABLES, "title": "x", "theme": "care"},
    "sort_into": {"bucket": "x", "members": []},
    "rename_bucket": {"bucket": "x", "title": "y"},
    "mark_list": {"activity": AT_TABLES, "theme": "care"},
    "merge_entries": {"entries": ["x", "y"], "text": "z"},
    "split_entry": {"entry": "x"},
    "keep_apart": {"of": "survey.why", "members": ["x", "y"]},
    "take_sorting": {"groups": [], "apart": []},
    "bucket_to_theme": {"bucket": "x"},
    "bucket_to_question": {"bucket": "x", "activity": AT_TABLES},
    "bring_answers": {"bucket": "x", "activity": AT_TABLES, "question": "why"},
    "cast_ballot": {"activity": DOTS, "values": {}},
    "reveal_results": {"activity": DOTS},
    "look_ahead": {"activity": DOTS},
    "withdraw_item": {"activity": DOTS, "item": "bikes"},
    "merge_item": {"activity": DOTS, "item": "bikes", "into": "boats"},
    "repeat_activity": {"activity": DOTS},
    "discuss_items": {"activity": DOTS, "items": ["bikes"]},
    "choose_list": {"activity": DOTS},
    "put_action": {"activity": ACTIONS, "what": "x"},
    "remove_action": {"action": "x"},
    "take_actions": {"actions": []},
    "write_passage": {"chapter": "summary", "texts": {"nl": "x"}},
    "put_edition": {"item": {"title": "x", "variant": "full", "language": "nl"}},
    "remove_edition": {"edition": "x"},
    "propose_covers": {"items": []},
    **{do: {"items": []} for do in ("cover", "leave", "uncover")},
    "put_survey": {"file": {"format": "tafelronde-survey/1", "title": "Vooraf"}},
    **{f"{verb}_survey": {} for verb in ("open", "close", "seal")},
    "put_invitees": {"invitees": [{"email": "ann@example.org"}]},
    "remove_invitee": {"invitee": "x"},
    "answer_survey": {"answers": {}},
    "type_response": {"answers": {}},
    "take_responses": {"responses": []},
    "note_clock": {"minutes": 5, "after": 0, "upto": 3, "source": "organiser"},
    "start_practice": {},
    "stop_practice": {},
    "close_event": {},
    "reopen_event": {},
    "erase_person": {"invitees": ["x"], "names": ["Ann"]},
}
"""Every command with what it needs, such that only the role can be wrong with it."""

_ALL = frozenset({Role.PARTICIPANT, Role.CHAIR, Role.FACILITATOR})
_HOSTS = frozenset({Role.CHAIR, Role.FACILITATOR})
_ORGANISERS = frozenset({Role.FACILITATOR, Role.BOX})
MAY: dict[str, frozenset[Role]] = {
    **dict.fromkeys(FULL, frozenset({Role.FACILITATOR})),
    **dict.fromkeys(
        ("begin_conference", "note_clock", "take_sorting", "take_actions"), frozenset({Role.BOX})
    ),
    **dict.fromkeys(
        ("put_survey", "open_survey", "close_survey", "seal_survey", "put_invitees"), _ORGANISERS
    ),
    "take_responses": _ORGANISERS,
    "answer_survey": frozenset({Role.INVITEE}),
    **dict.fromkeys(("join_table", "introduce"), frozenset({Role.PARTICIPANT})),
    **dict.fromkeys(("post_entry", "edit_entry", "withdraw_entry", "cast_ballot"), _ALL),
    "put_action": _ALL,
    "remove_action": _HOSTS,
    **dict.fromkeys(("restore_entry", "park_entry", "highlight_entry"), _HOSTS),
    **dict.fromkeys(("accept_late", "signal_table", "count_heads"), _HOSTS),
    **dict.fromkeys(("write_summary", "agree_summary"), _HOSTS),
    **dict.fromkeys(("merge_buckets", "remove_bucket", "take_out", "undo"), _HOSTS),
    **dict.fromkeys(("add_bucket", "sort_into", "rename_bucket", "mark_list"), _HOSTS),
    **dict.fromkeys(("merge_entries", "split_entry"), _HOSTS),
    "seal_activity": frozenset({Role.FACILITATOR, Role.BOX}),
    "close_activity": frozenset({Role.FACILITATOR, Role.BOX}),
}
"""Who may ask what, written out apart from the program (DESIGN, section 3)."""


def who(role: Role) -> Actor:
    """Somebody of this role who lacks nothing."""
    person = "ann" if role is Role.PARTICIPANT else None
    return Actor(role, person, "1" if role in (Role.PARTICIPANT, Role.CHAIR) else None)


def test_there_are_no_other_commands():
    assert COMMANDS.keys() == FULL.keys()
    assert all(DO[command] == do for do, command in COMMANDS.items())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("do", COMMANDS)
def test_a_role_is_told_that_it_may_not_exactly_when_it_may_not(do, role):
    meeting = Meeting(Room()) if do == "begin_conference" else Meeting.at_work()
    code = meeting.refusal(who(role), read({"do": do, **FULL[do]}))
    assert (code == "not_allowed") is (role not in MAY[do])


@pytest.mark.parametrize("do", sorted(COMMANDS.keys() - {"begin_conference"}))
def test_without_a_conference_there_is_nothing_to_ask(do):
    role = sorted(COMMANDS[do].roles)[0]
    assert Meeting(Room()).refusal(who(role), read({"do": do, **FULL[do]})) == "no_conference"


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ({"do": "join_table", "table": "3"}, JoinTable("3")),
        (
            {"do": "post_entry", "activity": "a", "text": "t", "relation": "build_on", "x": 1},
            PostEntry("a", "t", relation=Relation.BUILD_ON),
        ),
        (
            {"do": "post_entry", "activity": "a", "text": "t", "written_ms": None},
            PostEntry("a", "t"),
        ),
        ({"do": "highlight_entry", "entry": "e", "on": False}, HighlightEntry("e", on=False)),
        (
            {"do": "write_summary", "activity": "a", "question": "q", "points": ["1", "2"]},
            WriteSummary("a", "q", ("1", "2")),
        ),
        (
            {"do": "agree_summary", "activity": "a", "question": "q", "is_agreed": False},
            AgreeSummary("a", "q", is_agreed=False),
        ),
        ({"do": "signal_table", "signal": "help"}, SignalTable(Signal.HELP)),
        ({"do": "show_on_stage", "mode": "auto"}, ShowOnStage(StageMode.AUTO)),
        ({"do": "arrange_stage"}, ArrangeStage()),
        (
            {"do": "arrange_stage", "light": "dark", "join_code": "large"},
            ArrangeStage(StageLight.DARK, JoinCode.LARGE),
        ),
        ({"do": "undo", "seq": 7}, Undo(7)),
        ({"do": "seal_activity", "activity": "a"}, SealActivity("a")),
        (
            {"do": "begin_conference", "conference": "c", "file": {"a": [1]}},
            BeginConference("c", {"a": [1]}),
        ),
    ],
)
def test_a_command_is_read_from_its_object(asked, command):
    assert read(asked) == command


@pytest.mark.parametrize("do", [None, 3, [], {}, "", "Post_entry", "post entry", "command"])
def test_what_is_not_a_command_is_refused_as_such(do):
    with pytest.raises(Refused) as refused:
        read({"do": do})
    assert refused.value.code == "unknown_command"


@pytest.mark.parametrize(
    ("do", "member", "value"),
    [
        ("join_table", "table", 3),
        ("join_table", "table", None),
        ("join_table", "table", "\ud800"),
        ("undo", "seq", True),
        ("undo", "seq", 3.0),
        ("undo", "seq", 2**53),
        ("undo", "seq", "3"),
        ("extend_activity", "seconds", False),
        ("highlight_entry", "on", 1),
        ("highlight_entry", "on", None),
        ("post_entry", "relation", "friend"),
        ("post_entry", "relation", ["comment"]),
        ("post_entry", "relation", {}),
        ("post_entry", "written_ms", "0"),
        ("post_entry", "text", ["x"]),
        ("signal_table", "signal", None),
        *(("count_heads", "heads", wrong) for wrong in ("8", 8.0, True, [8], 2**53)),
        ("write_summary", "points", "abc"),
        ("write_summary", "points", [3]),
        ("write_summary", "points", ["\udc00"]),
        ("write_summary", "points", None),
        ("show_on_stage", "entries", {"a": 1}),
        ("arrange_stage", "light", "dim"),
        ("arrange_stage", "join_code", True),
        ("begin_conference", "file", []),
        ("begin_conference", "file", {"title": "\ud800"}),
        ("begin_conference", "file", {"title": float("nan")}),
    ],
)
def test_a_member_of_the_wrong_type_is_refused(do, member, value):
    with pytest.raises(Refused) as refused:
        read({"do": do, **FULL[do], member: value})
    assert refused.value.code == "bad_command"


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(("", "help", "comment", "auto", "\ud83d")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.data(), st.sampled_from(sorted(COMMANDS)))
def test_whatever_comes_in_is_a_well_typed_command_or_refused(data, do):
    names = [field.name for field in fields(COMMANDS[do])]
    asked = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names, _JSON)))
    try:
        command = read({"do": do, **FULL[do], **asked} if data.draw(st.booleans()) else asked)
    except Refused:
        return
    assert type(command) is COMMANDS[do]
    # What cannot be written down must not come in.
    assert json.dumps(asdict(command), ensure_ascii=False, allow_nan=False).encode()


def test_members_of_another_conference_are_not_the_rules_to_know():
    assert read({"do": "join_table", "table": "1", "conference": CONFERENCE}) == JoinTable("1")
