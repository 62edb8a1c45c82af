"""Pictures for slides: chosen on the prepare page, kept, and given to those who may see them.

A picture is kept before a slide says that it shows it, and only when all else in its form is right.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.conference.records import Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.slides import pictures_of

from . import slide_forms as slides
from .asking import id_of
from .desk import desk
from .errors import explained
from .guard import BODY_MOST_BYTES
from .parts import NotTaken
from .prepare_asking import SAID_NO, again, ask, enter, refuse
from .prepare_page import spoken_in
from .prepare_slides import added, presentation, rev_of
from .refusals import Denied, shape
from .roles import visitor
from .speech import plainly as _
from .step_rows import place_of, put

pages = Blueprint("prepare_pictures", __name__)

PICTURE_MOST_MB: Final = 10
"""As much as is taken apart (see `appliance/media/limits.py`)."""

TOGETHER_MOST_MB: Final = 40
"""Of all that slides show. With one more, a page still takes the file with them (see `carry`)."""

SEEN_BY: Final = (Role.FACILITATOR, Role.STAGE, Role.OBSERVER)
"""Who has the big screen before them. Phones have its words."""

KINDS: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}

Form = MultiDict[str, str]


@pages.get("/media/<name>")
def show(name: str) -> Response:
    """A picture. Its name is made of its bytes, so that a browser may keep it for ever."""
    visitor(*SEEN_BY)
    file = desk().parts.pictures.find(name)
    if file is None:
        raise Denied("not_found", address=desk().parts.address())
    response = Response(file.read_bytes(), content_type=KINDS[name.rpartition(".")[2]])
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@pages.post("/prepare/<conference>/steps/<step>/pictures")
def add(conference: str, step: str) -> Response:
    """One slide more, with a picture from the organiser's machine."""

    def check(form: Form, room: Room) -> None:
        presentation(room, step)
        slides.picture_slide(form, "", spoken_in(room))

    def then(name: str) -> Response:
        return added(
            conference,
            step,
            lambda form, room: slides.picture_slide(form, name, spoken_in(room)),
        )

    return _with_picture(conference, f"picture-{step}-new", check, then)


@pages.post("/prepare/<conference>/steps/<step>/slides/<slide>/picture")
def change(conference: str, step: str, slide: str) -> Response:
    """Another picture on a slide that has one; its words stay."""
    place = f"slide-{step}-{slide}"

    def with_picture(room: Room, name: str) -> Mapping[str, Any]:
        activity = presentation(room, step)
        now = slides.named(activity)
        at = place_of(now, slide, "slide_gone")
        if "image" not in now[at]:
            raise Denied("does_not_fit")
        new = [*now[:at], {**now[at], "image": name}, *now[at + 1 :]]
        return put(activity, "slides", new)

    def then(name: str) -> Response:
        rev = rev_of(step, slide)
        return ask(conference, place, lambda form, room: with_picture(room, name), rev=rev)

    return _with_picture(conference, place, lambda form, room: with_picture(room, ""), then)


def _with_picture(
    conference: str,
    place: str,
    check: Callable[[Form, Room], object],
    then: Callable[[str], Response],
) -> Response:
    """Keep the picture in this form and go on with its name, or tell why it is not kept."""
    enter(conference)
    request.max_content_length = PICTURE_MOST_MB * 1_000_000 + BODY_MOST_BYTES
    try:
        form = request.form
    except RequestEntityTooLarge:
        no = Denied("picture_large", n=PICTURE_MOST_MB)
        return refuse(place, MultiDict(), *explained(no))
    try:
        name = _kept(form, check)
    except NotTaken as no:
        said = shape(g.command, "picture", _(no.message, **no.values))
        return refuse(place, form, 422, said)
    except SAID_NO as no:
        return again(place, no)
    finally:
        # A large file lies on the disk meanwhile.
        request.close()
    return then(name)


def _kept(form: Form, check: Callable[[Form, Room], object]) -> str:
    """The name under which the picture is kept now. Raises Denied, Refused, NotTaken."""
    id = g.command = id_of(form)
    if id is None:
        raise Refused("bad_command")
    desk().parts.conductor.read(lambda room: check(form, room))
    _refuse_if_full()
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise Denied("no_picture")
    return desk().parts.pictures.take(chosen.filename, chosen.stream.read())


def _refuse_if_full() -> None:
    files = map(desk().parts.pictures.find, desk().parts.conductor.read(pictures_of))
    size_bytes = sum(file.stat().st_size for file in files if file)
    if size_bytes > TOGETHER_MOST_MB * 1_000_000:
        raise Denied("pictures_large", n=size_bytes // 1_000_000)
