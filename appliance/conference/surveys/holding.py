"""What stands in the figures of a survey without names that is not closed for good.

Whoever looks at figures twice sees in the difference what was answered in between, and the list of
invitees says who did. So answers come into the figures in groups of at least k people, and so do
those that were changed or taken out. While the survey is open k people are always held back, so
that those who come in at closing are a group as well. Which answers are held is kept with these,
and says nothing of an order: of many, those with the lowest ids (random) go first.

Statistical offices know this as differencing attacks on dynamic tables; see Adam and Wortmann,
"Security-control methods for statistical databases", ACM Computing Surveys 21(4), 1989.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from appliance.conference.change import Change
from appliance.conference.records import Attribution, Response, State, Survey
from appliance.conference.room import Room
from appliance.conference.tally.privacy import K


def is_holding(survey: Survey) -> bool:
    """Whether answers come into the figures in groups only."""
    return survey.attribution is not Attribution.NAMED and survey.state is not State.SEALED


def is_told_apart(survey: Survey) -> bool:
    """Whether figures of parts of the people may be seen: what is added to a part may be one.

    So not while answers come in, nor after that was so again.
    """
    if not is_holding(survey):
        return True
    return survey.state is not State.OPEN and not survey.is_reopened


def in_figures(room: Room, survey: Survey) -> list[Response]:
    """The responses that are counted, as they are counted, by id."""
    of_survey = (r for r in room.responses.values() if r.survey == survey.id)
    told = (counted(response) for response in of_survey)
    return sorted((r for r in told if r is not None), key=lambda response: response.id)


def counted(response: Response) -> Response | None:
    """A response as it is counted, or None where it is not."""
    if not response.is_held:
        return response if response.is_complete else None
    if response.was is None:
        return None
    return replace(response, is_complete=True, **response.was)


def waiting(room: Room, survey: Survey) -> int:
    """How many complete answers are in no figure yet."""
    return sum(
        r.survey == survey.id and r.is_complete and r.is_held and r.was is None
        for r in room.responses.values()
    )


def held(survey: Survey, before: Response | None, after: Response) -> Response:
    """The same held back; what was counted of it before stays counted meanwhile."""
    if not is_holding(survey) or not after.is_complete or after.is_held:
        return after
    was = _as_counted(before) if before and before.is_complete else None
    return replace(after, is_held=True, was=was)


def taken_out(survey: Survey, response: Response) -> Change:
    """Take a response away; one that is counted leaves the figures together with others."""
    told = counted(response)
    if not is_holding(survey) or told is None:
        return Change(response, None)
    blank = Response(response.id, survey.id, seq=response.seq, rev=response.rev)
    return Change(response, replace(blank, is_held=True, was=_as_counted(told)))


def moved_on(room: Room, survey: Survey, changes: Sequence[Change]) -> list[Change]:
    """These changes, and with them those that let held answers into the figures.

    `survey` is as it will be.
    """
    responses = {r.id: r for r in room.responses.values() if r.survey == survey.id}
    before = dict(responses)
    others = []
    for change in changes:
        old, new = change.before, change.after
        if isinstance(new, Response):
            responses[new.id] = new
        elif isinstance(old, Response):
            del responses[old.id]
        else:
            others.append(change)
    for response in _ready(survey, responses.values()):
        if response.is_leaving:
            del responses[response.id]
        else:
            responses[response.id] = replace(response, is_held=False, was=None)
    touched = {**before, **responses}
    pairs = ((before.get(id), responses.get(id)) for id in touched)
    return [*others, *(Change(old, new) for old, new in pairs if old != new)]


def _ready(survey: Survey, responses: Iterable[Response], k: int = K) -> list[Response]:
    """Those that may come into the figures now."""
    there = list(responses)
    found = sorted((r for r in there if r.is_held), key=lambda response: response.id)
    if not is_holding(survey):
        return found
    if survey.state is State.OPEN:
        return found[:-k] if len(found) >= 2 * k else []
    # Of fewer than k nothing was ever seen.
    is_unseen = sum(counted(r) is not None for r in there) < k
    return found if is_unseen or len(found) >= k else []


def _as_counted(response: Response) -> dict[str, object]:
    return {
        "answers": response.answers,
        "role": response.role,
        "is_attending": response.is_attending,
    }
