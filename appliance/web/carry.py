"""The conference as one file: saved here, brought here, or found on a stick; the organiser's."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.conference.carrying import Difference, staying_behind

from .desk import desk
from .glance import glance, look_for_conference
from .page import plain_page
from .parts import NotTaken
from .refusals import Denied
from .roles import shown
from .sign_in import sign_in_page
from .speech import t
from .words import N_

FILE_MOST_BYTES: Final = 64 * 1024 * 1024
"""As large as a conference with its pictures; 1,200 answers take a megabyte."""

MIME: Final = "application/zip"

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


@pages.get("/prepare/file")
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


@pages.post("/prepare/file")
def bring() -> Response:
    """Look at the file that was chosen, here or on a stick, and say what it brings."""
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
    request.max_content_length = FILE_MOST_BYTES
    carrier = desk().parts.carrier
    try:
        chosen = request.files.get("file")
        if chosen is not None and chosen.filename:
            word, brings = carrier.open_file(chosen.stream)
        else:
            word, brings = carrier.open_on_stick(request.form.get("stick", ""))
    except NotTaken as no:
        return _page(wrong=t(no.message, **no.values))
    except RequestEntityTooLarge:
        return _page(wrong=t("This file is too large to be a conference. Choose another file."))
    if brings.is_new:
        return _taken(word)
    look_for_conference()
    return plain_page(
        "prepare/brought.html",
        word=word,
        brings=brings,
        differences=[_difference(one) for one in brings.differences],
    )


@pages.post("/prepare/archive")
def go_on() -> Response:
    """Go on from an archive, chosen here or on a stick; the box starts anew with it."""
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
    request.max_content_length = FILE_MOST_BYTES
    returns = desk().parts.returns
    try:
        chosen = request.files.get("file")
        passphrase = request.form.get("passphrase", "")
        if chosen is not None and chosen.filename:
            returns.from_file(chosen.stream, passphrase)
        else:
            returns.from_stick(request.form.get("stick", ""), passphrase)
    except NotTaken as no:
        return _page(wrong=t(no.message, **no.values))
    except RequestEntityTooLarge:
        return _page(
            wrong=t(
                "This archive is too large to send. "
                "Put it on a stick in the box, or type on the box: tafelronde restore FILE"
            )
        )
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


def _page(wrong: str = "") -> Response:
    look_for_conference()
    has_conference, behind = desk().parts.conductor.read(
        lambda room: (room.conference is not None, staying_behind(room))
    )
    page = plain_page(
        "prepare/file.html",
        wrong=wrong,
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
