"""The organiser makes the slides of a presentation, each by a form of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response
from werkzeug.datastructures import MultiDict

from appliance.conference.records import Activity, State, Survey
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.slides import SLIDES_MOST

from . import slide_forms as slides
from .language import language
from .prepare_asking import Rev, ask
from .prepare_page import spoken_in
from .refusals import Denied
from .slide_forms import Slide
from .speech import plainly as _
from .step_rows import place_of, put, rearranged
from .step_rows import rev_of as of_row

pages = Blueprint("prepare_slides", __name__)

Form = MultiDict[str, str]


@pages.post("/prepare/<conference>/steps/<step>/slides")
def add(conference: str, step: str) -> Response:
    """One slide more, behind the others: a welcome, a text, or a question of the survey."""
    title = {language(): _("New slide")}
    return added(
        conference, step, lambda form, room: slides.new_slide(form, title, survey_of(room))
    )


@pages.post("/prepare/<conference>/steps/<step>/slides/<slide>")
def change(conference: str, step: str, slide: str) -> Response:
    """What a slide shows, its place among the others, one more like it, or none."""
    copy = ""

    def asks(form: Form, room: Room) -> Mapping[str, Any]:
        activity = presentation(room, step)
        now = slides.named(activity)
        at = place_of(now, slide, "slide_gone")

        def twin() -> str:
            nonlocal copy
            copy = _new_id(now)
            return copy

        new = rearranged(now, at, form, twin)
        if new is None:
            told = slides.changed(now[at], form, survey_of(room), spoken_in(room))
            new = [*now[:at], told, *now[at + 1 :]]
        return put(activity, "slides", new)

    rev = rev_of(step, slide)
    return ask(conference, f"slide-{step}-{slide}", asks, rev=rev, made=lambda: copy)


def added(conference: str, step: str, new: Callable[[Form, Room], Slide]) -> Response:
    """Ask for one slide more, and answer."""
    id = ""

    def asks(form: Form, room: Room) -> Mapping[str, Any]:
        nonlocal id
        activity = presentation(room, step)
        now = slides.named(activity)
        id = _new_id(now)
        return put(activity, "slides", [*now, {**new(form, room), "id": id}])

    return ask(conference, f"slide-{step}-new", asks, made=lambda: id)


def presentation(room: Room, step: str) -> Activity:
    """The step, where its slides may change. Raises Refused and Denied."""
    found = room.activities.get(step)
    if found is None:
        raise Refused("unknown_activity")
    if found.kind != "presentation":
        raise Denied("does_not_fit")
    if found.state is not State.PLANNED:
        raise Denied("slides_begun")
    return found


def survey_of(room: Room) -> Survey | None:
    """The survey of the conference, where it has one."""
    return next(iter(room.surveys.values()), None)


def rev_of(step: str, slide: str) -> Rev:
    """How a slide stands in a room."""

    def look(room: Room) -> tuple[int, str]:
        activity = room.activities.get(step)
        found = [s for s in slides.named(activity) if s["id"] == slide] if activity else []
        return (activity.rev if activity else 0), (of_row(found[0]) if found else "")

    return look


def _new_id(now: list[Slide]) -> str:
    if len(now) >= SLIDES_MOST:
        raise Denied("slides_many", most=SLIDES_MOST)
    return slides.new_id({str(each["id"]) for each in now})
