"""The conference as one file: saved here, brought here, or found on a stick; the organiser's."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.conference.carrying import Difference, staying_behind

from .bringing import ARCHIVE, FILE, NO_ROOM, objection
from .desk import desk
from .glance import glance, look_for_conference
from .page import plain_page
from .parts import NotTaken
from .refusals import Denied
from .roles import shown
from .sign_in import sign_in_page
from .speech import t
from .words import N_

MIME: Final = "application/zip"

KEY_MOST_BYTES: Final = 16 * 1024
"""Of a file with an age identity, which is a few lines."""

TOO_LARGE: Final = {
    FILE: N_("This file is too large to be a conference. Choose another file."),
    ARCHIVE: N_(
        "This archive is too large to send. "
        "Put it on a stick in the box, or type on the box: tafelronde restore FILE"
    ),
}
NO_ROOM_FOR: Final = N_(
    "The box has too little free space for this file. Nothing was changed. "
    "Make room on the box, or use another one."
)

pages = Blueprint("carry", __name__)

NAMES: Final = {
    "title": N_("Title"),
    "client": N_("Client"),
    "date": N_("Date"),
    "place": N_("Place"),
    "languages": N_("Languages"),
    "participants_expected": N_("Number of participants"),
    "asks": N_("What people are asked about themselves"),
    "starts_at": N_("Time of beginning"),
    "contact": N_("Who to call"),
    "keep_until": N_("Keep until"),
    "keep_ground": N_("Why it is kept so long"),
}
"""What the members of a conference file are called on a screen."""


@pages.get(FILE)
def show() -> Response:
    """Where the file is saved and brought."""
    return _page() if shown().is_signed_in else sign_in_page(Denied("not_signed_in"))


@pages.get("/prepare/conference.tafelronde")
def save() -> Response:
    """The file; with `people` names, addresses and codes are in it too."""
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    room = glance()
    response = make_response(desk().parts.carrier.export("people" in request.args))
    response.mimetype = MIME
    name = f"{room.conference.date or 'conference'}.tafelronde"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@pages.post(FILE)
def bring() -> Response:
    """Look at the file that was chosen, here or on a stick, and say what it brings."""
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
    carrier = desk().parts.carrier
    if objection():
        return _not_sent(objection())
    try:
        with desk().bringing.form() as (told, files):
            chosen = files.get("file")
            if chosen is not None and chosen.filename:
                word, brings = carrier.open_file(chosen.stream)
            else:
                word, brings = carrier.open_on_stick(told.get("stick", ""))
    except NotTaken as no:
        return _page(wrong=t(no.message, **no.values))
    except RequestEntityTooLarge:
        return _not_sent("too_large")
    if brings.is_new:
        return _taken(word)
    look_for_conference()
    return plain_page(
        "prepare/brought.html",
        word=word,
        brings=brings,
        differences=[_difference(one) for one in brings.differences],
    )


@pages.post(ARCHIVE)
def go_on() -> Response:
    """Go on from an archive, chosen here or on a stick; the box starts anew with it."""
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
    returns = desk().parts.returns
    if objection():
        return _not_sent(objection())
    try:
        with desk().bringing.form() as (told, files):
            passphrase, key = told.get("passphrase", ""), _key(told, files)
            chosen = files.get("file")
            wants_key = _is_for_a_key(told, chosen)
            if chosen is not None and chosen.filename:
                returns.from_file(chosen.stream, passphrase, key)
            else:
                returns.from_stick(told.get("stick", ""), passphrase, key)
    except NotTaken as no:
        return _page(wrong=t(no.message, **no.values), wants_key=wants_key)
    except RequestEntityTooLarge:
        return _not_sent("too_large")
    return plain_page("prepare/returning.html", box=desk().parts.boot)


@pages.post("/prepare/file/take")
def take() -> Response:
    """Take in what was looked at."""
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
    return _taken(request.form.get("word", ""))


def _taken(word: str) -> Response:
    try:
        desk().parts.carrier.take(word)
    except NotTaken as no:
        return _page(wrong=t(no.message, **no.values))
    return make_response(redirect("/control", 303))


def _key(told: Mapping[str, str], files: Mapping[str, FileStorage]) -> str:
    """The age identity that was typed, or else is in a file."""
    typed, file = told.get("key", ""), files.get("keys")
    if typed.strip() or file is None:
        return typed
    return file.stream.read(KEY_MOST_BYTES).decode(errors="replace")


def _is_for_a_key(told: Mapping[str, str], chosen: FileStorage | None) -> bool:
    """Whether what was chosen is called as an archive for who has an age key."""
    name = chosen.filename if chosen is not None else ""
    return (name or told.get("stick", "")).endswith(".age")


def _not_sent(why: str) -> Response:
    return _page(wrong=t(NO_ROOM_FOR if why == NO_ROOM else TOO_LARGE[request.path]))


def _page(wrong: str = "", *, wants_key: bool = False) -> Response:
    look_for_conference()
    has_conference, behind = desk().parts.conductor.read(
        lambda room: (room.conference is not None, staying_behind(room))
    )
    bringing = desk().bringing
    page = plain_page(
        "prepare/file.html",
        wrong=wrong,
        wants_key=wants_key,
        most_bytes=bringing.most_bytes(ARCHIVE),
        room_bytes=bringing.room_bytes(),
        too_large=TOO_LARGE[ARCHIVE],
        no_room=NO_ROOM_FOR,
        has_conference=has_conference,
        behind=behind,
        on_sticks=desk().parts.carrier.on_sticks(),
        archives=() if has_conference else desk().parts.returns.on_sticks(),
    )
    if wrong:
        page.status_code = 422
    return page


def _difference(one: Difference) -> str:
    if one.what in NAMES:
        return t("{name} is otherwise.", name=t(NAMES[one.what]))
    kinds = {
        "themes": (N_("Theme “{id}”"), one.name),
        "tables": (N_("Table {id}"), one.name),
        "programme": (N_("Step “{id}”"), one.name),
    }
    message, id = kinds.get(one.what, ("“{id}”", one.what))
    name = t(message, id=id)
    match one.only:
        case "here":
            return t("{name} is only here.", name=name)
        case "file":
            return t("{name} is only in the file.", name=name)
    return t("{name} is otherwise.", name=name)
