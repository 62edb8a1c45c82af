"""What goes along when a conference is carried to another machine, and what becomes of it there.

JSON values by name; knows no file. On the machine where a conference is held already its programme
wins: only invitees and answers come in, and what else differs is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from . import members
from .actions import action_item, is_actions
from .change import Moment
from .commands import (
    Actor,
    BeginConference,
    CloseSurvey,
    Command,
    PutInvitees,
    PutSurvey,
    TakeActions,
    TakeResponses,
    TakeSorting,
)
from .decide import decide
from .plain import plain
from .records import Invitee, Response, Role, State, Survey
from .refusal import Refused
from .room import Room
from .sorted_elsewhere import APART, GROUPS, sorted_here
from .surveys.holding import in_figures, is_holding, waiting
from .surveys.reading import document, is_survey
from .tally.survey import has_answered
from .writing import conference_file

CONFERENCE: Final = "conference.json"
SURVEY: Final = "survey.json"
INVITEES: Final = "invitees.json"
RESPONSES: Final = "responses.json"
SORTING: Final = "sorting.json"
ACTIONS: Final = "actions.json"

SURVEY_ID: Final = "survey"
"""The one survey of a conference."""

_SEED: Final = bytes(16)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is otherwise in the file than here; `what` is a member of the file."""

    what: str
    only: str = ""
    """"here" or "file" where only one has it."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file brings: how many are new, and how many are known but told otherwise."""

    is_new: bool
    invitees_new: int = 0
    invitees_changed: int = 0
    responses_new: int = 0
    responses_changed: int = 0
    differences: tuple[Difference, ...] = ()
    actions_new: int = 0


def carried(room: Room, *, with_people: bool = False) -> dict[str, Any]:
    """Everything that goes along, by name; names, addresses and codes only `with_people`.

    Whose answers are whose does not go along.
    """
    told: dict[str, Any] = {CONFERENCE: conference_file(room)}
    survey = room.surveys.get(SURVEY_ID)
    if survey is not None:
        told[SURVEY] = document(survey)
        # By id, which is random: the order in which they came could tell whose they are.
        told[RESPONSES] = [_response(response) for response in _answers(room, survey)]
    if room.buckets or room.separations:
        told[SORTING] = sorted_here(room)
    if room.actions:
        written = sorted(room.actions.values(), key=lambda action: (action.seq, action.id))
        told[ACTIONS] = [action_item(action, with_people) for action in written]
    if room.invitees:
        answered = has_answered(room)
        known = sorted(room.invitees.values(), key=lambda invitee: invitee.id)
        told[INVITEES] = [_invitee(i, i.id in answered, with_people) for i in known]
    return told


def staying_behind(room: Room) -> int:
    """How many answers do not go along yet, because they would stand out (surveys.holding)."""
    survey = room.surveys.get(SURVEY_ID)
    return waiting(room, survey) if survey else 0


def commands(room: Room, told: Mapping[str, Any], conference: str) -> Iterator[Command]:
    """What is to be asked of this room, in order; `conference` is the id of one that begins.

    Raises Refused `file_format` where this is nothing that was carried.
    """
    file = told.get(CONFERENCE)
    if not isinstance(file, Mapping):
        raise Refused("file_format")
    if room.conference is None:
        yield BeginConference(conference, file)
    survey = told.get(SURVEY)
    if survey is not None:
        if not is_survey(survey):
            raise Refused("survey_format")
        here = room.surveys.get(SURVEY_ID)
        if here is None or here.state is not State.SEALED:
            yield PutSurvey(survey, SURVEY_ID)
        if here is None:
            yield CloseSurvey(SURVEY_ID)
    invitees, responses = _some(told, INVITEES), _some(told, RESPONSES)
    if invitees:
        yield PutInvitees(tuple(invitees))
    if responses:
        yield TakeResponses(tuple(responses), SURVEY_ID)
    yield from _sorting(told.get(SORTING, {}))
    # One by one, so that they stay in their order.
    yield from (TakeActions((action,)) for action in _some(told, ACTIONS))


def _sorting(told: Any) -> Iterator[Command]:
    if not isinstance(told, Mapping):
        raise Refused("file_format")
    # One by one, so that they stay in their order.
    yield from (TakeSorting((group,)) for group in members.objects(told, GROUPS))
    apart = members.objects(told, APART)
    if apart:
        yield TakeSorting((), tuple(apart))


def refuse_if_any_is_refused(room: Room, asked: Iterable[Command]) -> None:
    """Try all of this on a copy of the room, so that nothing is half taken in. Raises Refused."""
    copy = Room(room.records(), room.seq, room.room_ms, room.minute)
    for command in asked:
        moment = Moment(copy.seq + 1, copy.room_ms, copy.minute, _SEED)
        copy.apply(decide(copy, Actor(Role.BOX), command, moment))
        copy.seq = moment.seq


def taken(room: Room, told: Mapping[str, Any]) -> Taken:
    """What the file brings to this room, before it is taken in."""
    if room.conference is None:
        begun = Taken(True, len(_some(told, INVITEES)), 0, len(_some(told, RESPONSES)))
        return replace(begun, actions_new=len(_some(told, ACTIONS)))
    here = carried(room, with_people=True)
    invitees = _compared(_some(here, INVITEES), _some(told, INVITEES))
    responses = _compared(_some(here, RESPONSES), _some(told, RESPONSES))
    differs = tuple(_differences(here[CONFERENCE], told[CONFERENCE]))
    return Taken(False, *invitees, *responses, differs, _new_actions(room, told))


def _new_actions(room: Room, told: Mapping[str, Any]) -> int:
    """How many actions are not here yet, of steps that are."""
    new = (item for item in _some(told, ACTIONS) if item.get("id") not in room.actions)
    return sum(is_actions(room.activities.get(str(item.get("activity")))) for item in new)


def _answers(room: Room, survey: Survey) -> list[Response]:
    """What goes along of what was answered: two files would show what came in between."""
    if is_holding(survey):
        return in_figures(room, survey)
    found = (r for r in room.responses.values() if r.survey == survey.id)
    return sorted(found, key=lambda response: response.id)


def _response(response: Response) -> dict[str, Any]:
    told = {"id": response.id, "answers": plain(response.answers), "role": response.role}
    told |= {"is_complete": response.is_complete, "origin": response.origin.value}
    if response.is_attending is not None:
        told["is_attending"] = response.is_attending
    return {**told, "name": response.name} if response.name else told


def _invitee(invitee: Invitee, answered: bool, with_people: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"id": invitee.id, "role": invitee.role, "has_answered": answered}
    if with_people:
        told |= {"code": invitee.code, "label": invitee.label, "email": invitee.email}
    return told


def _some(told: Mapping[str, Any], name: str) -> list[members.Item]:
    return members.objects(told, name)


def _compared(here: list[members.Item], told: list[members.Item]) -> tuple[int, int]:
    known = {item.get("id"): item for item in here}
    new = [item for item in told if item.get("id") not in known]
    old = [item for item in told if item.get("id") in known]
    changed = [i for i in old if any(known[i["id"]].get(n) != value for n, value in i.items())]
    return len(new), len(changed)


def _differences(here: members.Item, told: members.Item) -> Iterator[Difference]:
    lists = {"themes": "id", "tables": "number", "programme": "id"}
    for name in sorted((here.keys() | told.keys()) - lists.keys() - {"format"}):
        if here.get(name) != told.get(name):
            yield Difference(name)
    for name, key in lists.items():
        ours = {str(item.get(key)): item for item in members.objects(here, name)}
        theirs = {str(item.get(key)): item for item in members.objects(told, name)}
        for id in [*ours, *(id for id in theirs if id not in ours)]:
            if id not in theirs or id not in ours:
                yield Difference(name, "here" if id in ours else "file", id)
            elif ours[id] != theirs[id]:
                yield Difference(name, name=id)
