"""The end of a conference: all that was opened is closed for good, and nothing more comes in."""

from dataclasses import replace

import pytest
from hypothesis import given

from appliance.conference.closing import (
    is_kept_too_long,
    proposed_until,
    refuse_wiping,
    standing,
)
from appliance.conference.commands import (
    AcceptLate,
    CastBallot,
    CloseEvent,
    CloseSurvey,
    EditConference,
    HideEntry,
    JoinTable,
    MarkList,
    OpenActivity,
    OpenSurvey,
    PostEntry,
    PutInvitees,
    PutSurvey,
    ReopenEvent,
    SealActivity,
    StopPractice,
    Undo,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import Conference, Role, StageMode, StageShow, State
from appliance.conference.refusal import Refused
from appliance.conference.screen import screen
from tests.builders import (
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    BOX,
    CONFERENCE,
    DOTS,
    FACILITATOR,
    FUTURE,
    IN_PLENARY,
    Meeting,
    chair,
    kinds,
    participant,
)
from tests.conference.schedules import SCHEDULES, Wish, begun, fulfil

SURVEY = {
    "format": "tafelronde-survey/1",
    "title": "Vooraf",
    "questions": [{"id": "why", "kind": "open", "text": "Waarom?"}],
}


def busy() -> Meeting:
    """A room with one step of every state, something of somebody in each, and a survey."""
    meeting = Meeting.at_work()
    meeting.post("ann", "Sealed already")
    meeting.seal(AT_TABLES)
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    meeting.post("bob", "Closed by now", IN_PLENARY, question="all")
    meeting.close(IN_PLENARY)
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    meeting.ask(participant("cas"), CastBallot(DOTS, {"bikes": 1}))
    meeting.ask(FACILITATOR, PutSurvey(SURVEY))
    meeting.ask(FACILITATOR, OpenSurvey())
    return meeting


def states(meeting: Meeting) -> dict[str, State]:
    return {step.id: step.state for step in meeting.room.programme()}


def test_closing_seals_all_that_was_opened_and_the_survey_in_one_go() -> None:
    meeting = busy()
    before = states(meeting)
    assert {before[AT_TABLES], before[IN_PLENARY], before[DOTS]} == {
        State.SEALED,
        State.CLOSED,
        State.OPEN,
    }
    meeting.ask(FACILITATOR, CloseEvent())
    sealed = dict.fromkeys((AT_TABLES, IN_PLENARY, DOTS), State.SEALED)
    assert states(meeting) == {**before, **sealed}
    owned = (*meeting.room.entries.values(), *meeting.room.ballots.values())
    assert [record.owner for record in owned] == [None, None, None]
    assert [survey.state for survey in meeting.room.surveys.values()] == [State.SEALED]
    assert meeting.room.conference.closed_minute == meeting.room.minute


def test_closing_leaves_what_sealing_step_by_step_would_have_left() -> None:
    at_once, by_hand = busy(), busy()
    at_once.ask(FACILITATOR, CloseEvent())
    by_hand.ask(FACILITATOR, SealActivity(IN_PLENARY))
    by_hand.seal(DOTS)
    told = {
        name: {
            id: replace(record, rev=0, closed_room_ms=None)
            for id, record in meeting.room.activities.items()
        }
        for name, meeting in (("once", at_once), ("hand", by_hand))
    }
    assert told["once"] == told["hand"]
    bare = [
        {id: replace(record, rev=0) for id, record in meeting.room.kinds[kind].items()}
        for kind in ("entries", "ballots")
        for meeting in (at_once, by_hand)
    ]
    assert bare[0] == bare[1]
    assert bare[2] == bare[3]


def test_what_closing_would_end_is_told_before() -> None:
    meeting = busy()
    told = standing(meeting.room)
    assert [step.id for step in told.running] == [DOTS]
    assert [step.id for step in told.closed] == [IN_PLENARY]
    assert (told.linked, told.late, len(told.surveys)) == (2, 0, 1)
    meeting.ask(FACILITATOR, CloseEvent())
    after = standing(meeting.room)
    assert (after.running, after.closed, after.surveys, after.linked) == ((), (), (), 0)
    assert after.planned == told.planned


def test_closing_twice_changes_nothing() -> None:
    meeting = busy()
    meeting.ask(FACILITATOR, CloseEvent())
    meeting.wait(600_000)
    assert meeting.decide(FACILITATOR, CloseEvent()) == ()


def test_a_practice_is_not_closed() -> None:
    meeting = Meeting.begun(is_practice=True)
    assert meeting.refusal(FACILITATOR, CloseEvent()) == "still_practising"


def test_a_survey_that_was_never_open_and_has_no_answer_stays_as_it_is() -> None:
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, PutSurvey(SURVEY))
    meeting.ask(FACILITATOR, CloseEvent())
    assert [survey.state for survey in meeting.room.surveys.values()] == [State.PLANNED]


@pytest.mark.parametrize(
    ("actor", "command"),
    [
        (participant("ann"), PostEntry(AT_TABLES, "Too late")),
        (participant("ann"), WithdrawEntry("any")),
        (participant("ann"), JoinTable("2")),
        (participant("ann"), CastBallot(DOTS, {"bikes": 1})),
        (chair("1"), WriteSummary(AT_TABLES, "why", ("x",), "1")),
        (chair("1"), AcceptLate("any")),
        (chair("1"), Undo(1)),
    ],
)
def test_nobody_who_takes_part_changes_anything_after_the_end(actor, command) -> None:
    meeting = busy()
    meeting.ask(FACILITATOR, CloseEvent())
    assert meeting.refusal(actor, command) == "event_over"


@pytest.mark.parametrize(
    ("actor", "command"),
    [
        (FACILITATOR, OpenActivity(ARRIVAL)),
        (FACILITATOR, PostEntry(AT_TABLES, "From paper", for_table="1")),
        (FACILITATOR, PutInvitees(({"label": "Ann"},))),
        (FACILITATOR, OpenSurvey()),
        (BOX, OpenSurvey()),
    ],
)
def test_nor_does_who_leads_ask_or_gather_anything_more(actor, command) -> None:
    meeting = busy()
    meeting.ask(FACILITATOR, CloseEvent())
    assert meeting.refusal(actor, command) == "event_closed"


def test_who_leads_still_tidies_what_was_gathered() -> None:
    meeting = busy()
    meeting.ask(FACILITATOR, CloseEvent())
    entry = next(iter(meeting.room.entries))
    meeting.ask(FACILITATOR, HideEntry(entry))
    meeting.ask(FACILITATOR, WriteSummary(AT_TABLES, "why", ("In short",), "1"))
    meeting.ask(FACILITATOR, EditConference({"keep_until": "2027-12-31", "keep_ground": "Law"}))
    assert meeting.entry(entry).is_hidden
    conference = meeting.room.conference
    assert (conference.keep_until, conference.keep_ground) == ("2027-12-31", "Law")
    assert meeting.refusal(FACILITATOR, MarkList(AT_TABLES, "care")) != "event_closed"


def test_opening_the_conference_again_brings_back_what_can_be() -> None:
    meeting = busy()
    meeting.ask(FACILITATOR, CloseEvent())
    meeting.ask(FACILITATOR, ReopenEvent())
    assert meeting.decide(FACILITATOR, ReopenEvent()) == ()
    assert meeting.refusal(participant("ann"), PostEntry(AT_TABLES, "x")) == "activity_sealed"
    meeting.ask(FACILITATOR, OpenActivity(AT_THEMES))
    assert states(meeting)[AT_THEMES] is State.OPEN


def test_what_a_later_version_knows_is_closed_for_good_as_well() -> None:
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, OpenActivity(FUTURE))
    meeting.ask(FACILITATOR, CloseEvent())
    assert states(meeting)[FUTURE] is State.SEALED


def test_the_big_screen_says_thank_you_whatever_stood_there() -> None:
    meeting = busy()
    shown = replace(meeting.room.conference, show=StageShow(StageMode.MESSAGE, text="Tea"))
    meeting.room.kinds["conferences"][CONFERENCE] = shown
    meeting.ask(FACILITATOR, CloseEvent())
    assert screen(meeting.room) == {"mode": "end"}


def test_an_act_from_before_the_end_does_not_undo_it() -> None:
    meeting = Meeting.at_work()
    opened = meeting.room.seq
    meeting.ask(FACILITATOR, CloseEvent())
    before = kinds(meeting.room)
    assert meeting.refusal(FACILITATOR, Undo(opened)) == "cannot_undo"
    assert kinds(meeting.room) == before


def test_a_closed_survey_is_sealed_though_its_day_is_not_over() -> None:
    meeting = busy()
    meeting.ask(FACILITATOR, CloseSurvey())
    meeting.ask(FACILITATOR, CloseEvent())
    assert [survey.state for survey in meeting.room.surveys.values()] == [State.SEALED]


@pytest.mark.parametrize(
    ("day", "closed_minute", "until"),
    [
        ("", None, ""),
        ("2026-11-30", None, "2027-02-28"),
        ("2023-11-30", None, "2024-02-29"),
        ("2026-09-30", None, "2026-12-30"),
        ("2026-10-01", None, "2027-01-01"),
        ("2015-01-19", 29_000_000, "2025-05-19"),
        ("2026-11-30", 29_000_000, "2027-02-28"),
    ],
)
def test_three_months_are_proposed_to_keep_it(day, closed_minute, until) -> None:
    conference = Conference("c", "Title", date=day, closed_minute=closed_minute)
    assert proposed_until(conference) == until


@pytest.mark.parametrize(
    ("until", "is_over"), [("", False), ("2026-11-28", False), ("2026-11-27", True)]
)
def test_it_is_kept_too_long_from_the_day_after(until, is_over) -> None:
    conference = Conference("c", "Title", keep_until=until)
    assert is_kept_too_long(conference, "2026-11-28") is is_over


@pytest.mark.parametrize(
    ("is_closed", "has_archive", "title", "code"),
    [
        (False, True, "Zaal vol werk", "wipe_open"),
        (True, False, "Zaal vol werk", "wipe_archive"),
        (True, True, "Zaal", "wipe_title"),
        (True, True, "", "wipe_title"),
        (True, True, " zaal VOL  werk", ""),
        (True, True, "A room full of work", ""),
    ],
)
def test_wiping_is_asked_for_by_name_once_it_is_closed(is_closed, has_archive, title, code) -> None:
    meeting = Meeting.begun()
    if is_closed:
        meeting.ask(FACILITATOR, CloseEvent())
    try:
        refuse_wiping(meeting.room, title, has_archive=has_archive)
    except Refused as no:
        assert no.code == code
    else:
        assert code == ""


@given(SCHEDULES, SCHEDULES)
def test_whatever_happened_closing_leaves_no_owner_and_lets_nobody_change_anything(
    schedule: list[Wish], later: list[Wish]
) -> None:
    meeting = begun(schedule)
    if meeting.room.conference.is_practice:
        meeting.ask(FACILITATOR, StopPractice())
    meeting.ask(FACILITATOR, CloseEvent())
    owned = (*meeting.room.entries.values(), *meeting.room.ballots.values())
    assert [record for record in owned if record.owner is not None] == []
    assert set(states(meeting).values()) <= {State.PLANNED, State.SEALED}
    before = kinds(meeting.room)
    for wish in later:
        if wish.actor.role is not Role.FACILITATOR:
            fulfil(meeting, wish)
    assert kinds(meeting.room) == before
