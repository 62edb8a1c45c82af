"""The life of a survey: made and edited, open, closed, closed for good; by hand or by its dates.

Closing can be taken back, sealing cannot: from then on nothing says whose answers are whose, only
who has answered (law 6).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from appliance.conference.change import Change, Moment
from appliance.conference.commands import (
    Actor,
    CloseSurvey,
    Command,
    OpenSurvey,
    PutSurvey,
    SealSurvey,
)
from appliance.conference.records import Attribution, Response, State, Survey
from appliance.conference.refusal import Refused, refuse_if_changed
from appliance.conference.room import Room

from .holding import moved_on
from .reading import document, read_survey

SEAL_AFTER_MIN: Final = 24 * 60
"""A closed survey without names seals itself after a day: somebody who closed one of weeks by
mistake looks again only the next morning."""


def survey_of(room: Room, survey: str) -> Survey:
    """The survey with this id. Raises Refused `unknown_survey`."""
    found = room.surveys.get(survey)
    if found is None:
        raise Refused("unknown_survey")
    return found


def put_survey(room: Room, actor: Actor, command: PutSurvey, moment: Moment) -> Sequence[Change]:
    """Make a survey, or put another text and other questions in it; what was answered stays."""
    made = read_survey(command.survey, command.file)
    old = room.surveys.get(command.survey)
    if old is None:
        return [Change(None, made)]
    if old.state is State.SEALED:
        raise Refused("survey_sealed")
    life = {name: getattr(old, name) for name in ("state", "closed_minute", "is_reopened")}
    new = replace(made, **life, seq=old.seq, rev=old.rev)
    if new == old:
        return []
    refuse_if_changed(old.rev, command.if_rev)
    if new.attribution is not old.attribution and is_answered(room, old):
        # What people were promised when they answered holds.
        raise Refused("survey_promise")
    return [Change(old, new)]


def may_come_back(room: Room, now: Survey, back: Survey) -> bool:
    """Whether a survey may be as it was: one that holds together, and keeps what was promised."""
    if now.state is State.SEALED:
        return False
    if back.attribution is not now.attribution and is_answered(room, now):
        return False
    try:
        read_survey(back.id, document(back))
    except Refused:
        return False
    return True


def is_answered(room: Room, survey: Survey) -> bool:
    """Whether anybody has answered, or begun to."""
    return any(response.survey == survey.id for response in room.responses.values())


def open_survey(room: Room, actor: Actor, command: OpenSurvey, moment: Moment) -> Sequence[Change]:
    """Let people answer, for the first time or again."""
    survey = survey_of(room, command.survey)
    if survey.state is State.OPEN:
        return []
    if survey.state is State.SEALED:
        raise Refused("survey_sealed")
    if not survey.questions:
        raise Refused("survey_empty")
    # A date that has passed would close it again at once.
    closes = survey.closes_minute
    kept = closes if closes is None or closes > moment.minute else None
    again = survey.is_reopened or survey.state is State.CLOSED
    opened = replace(survey, state=State.OPEN, closed_minute=None, closes_minute=kept)
    return [Change(survey, replace(opened, opens_minute=None, is_reopened=again))]


def close_survey(
    room: Room, actor: Actor, command: CloseSurvey, moment: Moment
) -> Sequence[Change]:
    """Take no more answers, or never any here; can be taken back by opening."""
    survey = survey_of(room, command.survey)
    if survey.state in (State.CLOSED, State.SEALED):
        return []
    closed = replace(survey, state=State.CLOSED, closed_minute=moment.minute)
    return moved_on(room, closed, [Change(survey, closed)])


def seal_survey(room: Room, actor: Actor, command: SealSurvey, moment: Moment) -> Sequence[Change]:
    """Close for good: who has answered stays known, and nothing joins them to an answer."""
    survey = survey_of(room, command.survey)
    if survey.state is State.SEALED:
        return []
    if survey.state is not State.CLOSED:
        raise Refused("survey_not_closed")
    responses = [r for r in room.responses.values() if r.survey == survey.id]
    answered = {r.owner for r in responses if r.is_complete}
    return [
        Change(survey, replace(survey, state=State.SEALED)),
        *(
            Change(invitee, replace(invitee, has_answered=invitee.id in answered))
            for invitee in room.invitees.values()
            if invitee.has_answered is None
        ),
        *(Change(r, _unlinked(r, survey)) for r in responses),
    ]


def due(room: Room) -> Iterator[Command]:
    """What the box does by itself now: open and close at the dates, seal a day later."""
    for survey in room.surveys.values():
        if _has_come(survey.opens_minute, room) and survey.state is State.PLANNED:
            yield OpenSurvey(survey.id)
        elif _has_come(survey.closes_minute, room) and survey.state is State.OPEN:
            yield CloseSurvey(survey.id)
        elif _has_to_seal(survey, room):
            yield SealSurvey(survey.id)


def _unlinked(response: Response, survey: Survey) -> Response | None:
    """What stays of a response: the order in which they came could tell whose they are as well."""
    if response.is_leaving:
        return None
    return replace(response, owner=None, is_held=False, was=None, seq=survey.seq)


def _has_to_seal(survey: Survey, room: Room) -> bool:
    if survey.state is not State.CLOSED or survey.attribution is Attribution.NAMED:
        return False
    return room.minute >= (survey.closed_minute or 0) + SEAL_AFTER_MIN


def _has_come(minute: int | None, room: Room) -> bool:
    return minute is not None and room.minute >= minute
