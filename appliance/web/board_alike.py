"""What seems to say the same on a list that is being sorted: looked for aside, offered to a person.

Nothing is changed here, and nobody who writes waits for it: texts are compared in a process of
their own. Only who sorts the list may ask. Where nothing can compare, the answer says so.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, make_response, request

from appliance.conference.documents import sees_list
from appliance.conference.groups import buckets, is_sorting, theme_of, to_sort
from appliance.conference.records import Bucket, Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .aside import aside
from .desk import desk
from .roles import visitor
from .speech import plainly as _
from .suggesting import OnProgress, Proposal
from .wire import as_json
from .words import N_

SHOWN_MOST: Final = 20
"""So many are offered at a time; the next ones come when these are decided."""

BUSY: Final = N_("Something else is being compared now. Ask again in a moment.")

pages = Blueprint("board_alike", __name__)

_List = tuple[Mapping[str, str], Sequence[Bucket]]


@pages.post("/api/alike/<activity>")
def look(activity: str) -> Response:
    """Begin to compare what is on a list. While something is compared, no other begins."""
    theme = request.args.get("theme", "")
    texts, there = _lying(activity, theme)
    suggest = desk().parts.suggest

    def work(on_progress: OnProgress) -> Sequence[Proposal]:
        return suggest(texts, there, (), on_progress)

    desk().suggesting.start(_name(activity, theme), work)
    return _told(activity, theme)


@pages.get("/api/alike/<activity>")
def told(activity: str) -> Response:
    """How far that is, and what is still to be decided."""
    return _told(activity, request.args.get("theme", ""))


def _told(activity: str, theme: str) -> Response:
    texts, there = _lying(activity, theme)
    placed = {member for bucket in there for member in bucket.members}
    name = _name(activity, theme)
    run = desk().suggesting.run(name)
    found = desk().suggesting.open(name, [id for id in texts if id not in placed], there, ())
    document: dict[str, Any] = {
        "is_going_on": bool(run and run.is_going_on),
        "proposals": [_document(each) for each in found[:SHOWN_MOST]],
        "waiting": max(0, len(found) - SHOWN_MOST),
    }
    if run is None and request.method == "POST":
        document["message"] = _(BUSY)
    if run and run.trouble:
        document["message"] = _(run.trouble.message, **run.trouble.values)
    response = make_response(as_json(document))
    response.content_type = "application/json"
    return response


def _document(proposal: Proposal) -> dict[str, Any]:
    return {
        "bucket": proposal.bucket,
        "words": proposal.words,
        "entries": [each.text for each in proposal.texts],
    }


def _lying(activity: str, theme: str) -> _List:
    """The texts of a list and its groups. Raises Refused for who does not sort it."""
    audience = visitor(Role.FACILITATOR, Role.CHAIR).audience

    def find(room: Room) -> _List:
        step = room.activities.get(activity)
        if step is None or not is_sorting(step):
            raise Refused("no_sorting")
        if not sees_list(audience, step, theme, room):
            raise Refused("sorting_elsewhere")
        listed = to_sort(room, step)
        texts = {id: entry.text for id, entry in listed.items() if theme_of(step, entry) == theme}
        return texts, [bucket for bucket in buckets(room, activity) if bucket.theme in (theme, "")]

    return aside(find)


def _name(activity: str, theme: str) -> str:
    """What a list is called beside those of the survey; ids hold no slash."""
    return f"{activity}/{theme}"
