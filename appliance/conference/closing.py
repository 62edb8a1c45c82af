"""The end of a conference: all that was opened is closed for good in one go, nothing more comes in.

What can be taken back is taken back by opening the conference again: from then on what is still
planned can be opened. Sealing cannot be taken back, by nobody (law 6). Who leads can still read,
sort, summarise and cover, which changes what is made of the answers and not the answers.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, cast

from .change import Change, Moment
from .commands import (
    Actor,
    AnswerSurvey,
    BringAnswers,
    CastBallot,
    CloseActivity,
    CloseEvent,
    CloseSurvey,
    Command,
    DiscussItems,
    EditEntry,
    ExtendActivity,
    OpenActivity,
    OpenSurvey,
    PauseActivity,
    PostEntry,
    PutInvitees,
    ReopenActivity,
    ReopenEvent,
    RepeatActivity,
    SealActivity,
    SealSurvey,
    StartPractice,
    StopPractice,
    TakeResponses,
    TypeResponse,
    WithdrawEntry,
)
from .placing import close_activity
from .records import (
    Activity,
    Ballot,
    Conference,
    Entry,
    Record,
    Response,
    Role,
    StageShow,
    State,
    Survey,
)
from .refusal import Refused
from .room import Room
from .surveys.asking import close_survey, is_answered, seal_survey
from .voting import seal_activity

_GATHERING: Final = frozenset(
    {
        *(OpenActivity, ReopenActivity, PauseActivity, ExtendActivity, RepeatActivity),
        *(DiscussItems, PostEntry, EditEntry, WithdrawEntry, CastBallot, BringAnswers),
        *(OpenSurvey, PutInvitees, AnswerSurvey, TypeResponse, TakeResponses),
        *(StartPractice, StopPractice),
    }
)
"""What asks people for more, or takes more in: not even who leads does that after the end."""


KEEP_MONTHS: Final = 3
"""After so many months names and addresses are erased, as the papers to adapt propose."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What closing would end now: said before it is done.

    `linked` is how many contributions, votes and answers a phone or a personal link still knows as
    its own.
    """

    running: tuple[Activity, ...]
    closed: tuple[Activity, ...]
    planned: tuple[Activity, ...]
    surveys: tuple[Survey, ...]
    linked: int
    late: int


def is_over(room: Room) -> bool:
    """Whether the conference was closed."""
    return room.conference is not None and room.conference.closed_minute is not None


def refuse_if_over(room: Room, actor: Actor, command: Command) -> None:
    """Whether this still goes. Raises Refused `event_over` for who takes part, and `event_closed`
    for who leads."""
    if not is_over(room):
        return
    if actor.role not in (Role.FACILITATOR, Role.BOX):
        raise Refused("event_over")
    if type(command) in _GATHERING:
        raise Refused("event_closed")


def standing(room: Room) -> Standing:
    """What is not closed for good yet."""
    steps = room.programme()
    owned: list[Entry | Ballot | Response] = [*room.entries.values()]
    owned += [*room.ballots.values(), *room.responses.values()]
    return Standing(
        running=tuple(s for s in steps if s.state in (State.OPEN, State.PAUSED)),
        closed=tuple(s for s in steps if s.state is State.CLOSED),
        planned=tuple(s for s in steps if s.state is State.PLANNED),
        surveys=tuple(_to_seal(room)),
        linked=sum(record.owner is not None for record in owned),
        late=sum(entry.is_late and not entry.is_withdrawn for entry in room.entries.values()),
    )


def close_event(room: Room, actor: Actor, command: CloseEvent, moment: Moment) -> Sequence[Change]:
    """Close for good all that was opened, and the surveys; the big screen says thank you.

    Raises Refused `still_practising`. Closed already is acknowledged without change.
    """
    conference = cast(Conference, room.conference)
    if conference.closed_minute is not None:
        return []
    if conference.is_practice:
        raise Refused("still_practising")
    ended = replace(conference, closed_minute=moment.minute, show=StageShow())
    # One rule leans on what the one before it changed: they work on a room of their own.
    trial = Room(room.records(), room.seq, room.room_ms, room.minute)
    for step in room.programme():
        _end_step(trial, actor, step, moment)
    for survey in _to_seal(room):
        trial.apply(close_survey(trial, actor, CloseSurvey(survey.id), moment))
        trial.apply(seal_survey(trial, actor, SealSurvey(survey.id), moment))
    return [Change(conference, ended), *_between(room, trial)]


def reopen_event(
    room: Room, actor: Actor, command: ReopenEvent, moment: Moment
) -> Sequence[Change]:
    """Go on after all, with what was not opened yet. May be repeated."""
    conference = cast(Conference, room.conference)
    if conference.closed_minute is None:
        return []
    return [Change(conference, replace(conference, closed_minute=None))]


def proposed_until(conference: Conference) -> str:
    """Until when to keep it, as the papers propose: three months after the day, or after it was
    closed where that was later; empty where neither is known."""
    days = [date.fromisoformat(conference.date)] if conference.date else []
    if conference.closed_minute is not None:
        days.append(date(1970, 1, 1) + timedelta(minutes=conference.closed_minute))
    if not days:
        return ""
    day = max(days)
    year, month = divmod(day.year * 12 + day.month - 1 + KEEP_MONTHS, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()


def is_kept_too_long(conference: Conference, today: str) -> bool:
    """Whether the day until which it is kept has passed; `today` as ISO 8601 writes it."""
    return bool(conference.keep_until) and conference.keep_until < today


def refuse_wiping(room: Room, title: str, *, has_archive: bool) -> None:
    """Whether all of it may be wiped from the box by who typed this as its title.

    `has_archive`: one was made, or it was said that none is needed. Raises Refused `wipe_open`,
    `wipe_archive` or `wipe_title`.
    """
    conference = room.conference
    if conference is None:
        raise Refused("no_conference")
    if conference.closed_minute is None:
        raise Refused("wipe_open")
    if not has_archive:
        raise Refused("wipe_archive")
    told = conference.title
    titles = (told,) if isinstance(told, str) else told.values()
    if _plain(title) not in {_plain(each) for each in titles if each}:
        raise Refused("wipe_title")


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _end_step(trial: Room, actor: Actor, step: Activity, moment: Moment) -> None:
    if step.state is State.PLANNED:
        return
    trial.apply(close_activity(trial, actor, CloseActivity(step.id), moment))
    trial.apply(seal_activity(trial, actor, SealActivity(step.id), moment))


def _to_seal(room: Room) -> Iterator[Survey]:
    """Those that were opened, or answered on paper without being."""
    for survey in room.surveys.values():
        was_used = survey.state is not State.PLANNED or is_answered(room, survey)
        if was_used and survey.state is not State.SEALED:
            yield survey


def _between(room: Room, after: Room) -> Iterator[Change]:
    for kind, records in room.kinds.items():
        now = after.kinds[kind]
        for id, record in records.items():
            other: Record | None = now.get(id)
            if other is not record:
                yield Change(record, other)
