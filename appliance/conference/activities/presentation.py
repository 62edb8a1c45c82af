"""Presentation: everybody looks at the big screen; nothing is asked.

Its `slides` are a list of objects: {"welcome": true}, {"survey": "<id of a question>"},
{"text": …, "title"?: …}, or {"image": "<name>", "alt": …, "title"?: …}. In the place of `alt`, what
the picture shows in words, `"is_decoration": true` says that it shows nothing one has to know. An
`id` tells a slide from the others of its step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, ShowSlide
from appliance.conference.records import State
from appliance.conference.refusal import Refused, refuse_if_changed
from appliance.conference.room import Room
from appliance.conference.slides import are_slides, slides_of
from appliance.conference.steps import activity_of

from .kind import Kind


def show_slide(room: Room, actor: Actor, command: ShowSlide, moment: Moment) -> Sequence[Change]:
    """Show a slide of a running presentation, 1 is the first. The same one changes nothing."""
    activity = activity_of(room, command.activity)
    if not 1 <= command.slide <= len(slides_of(activity)):
        raise Refused("unknown_slide")
    if activity.state not in (State.OPEN, State.PAUSED):
        raise Refused("activity_not_open")
    if activity.slide == command.slide:
        return []
    refuse_if_changed(activity.rev, command.if_rev)
    return [Change(activity, replace(activity, slide=command.slide))]


def _flaw(settings: Mapping[str, Any]) -> str:
    return "" if are_slides(settings.get("slides", ())) else "slides"


KIND: Final = Kind(
    name="presentation",
    label={"nl": "Presentatie", "en": "Presentation"},
    flaw=_flaw,
)
