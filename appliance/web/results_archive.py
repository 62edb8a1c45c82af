"""The archives of the conference: made, listed, saved on one's own computer; the facilitator's."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, request, send_file
from werkzeug.exceptions import NotFound

from appliance.conference.records import Role

from .archives import Archive
from .desk import desk
from .page import plain_page
from .parts import NotTaken
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page
from .speech import size, t
from .survey_words import at_minute

MIME: Final = {".zip": "application/zip", ".age": "application/octet-stream"}
KINDS: Final = ("full", "shareable")

PAGE: Final = "/results/archive"

pages = Blueprint("results_archive", __name__)


@pages.get(PAGE)
def show() -> Response:
    """What can be made, how far it is, and what was made."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    return _page()


@pages.post(PAGE)
def make() -> Response:
    """Begin to make one."""
    visitor(Role.FACILITATOR)
    told = request.form
    kind = told.get("kind", "")
    passphrase, age_key = _lock()
    wrong = _lacking(kind, passphrase, age_key)
    if wrong is not None:
        return _page(wrong)
    try:
        if not desk().parts.archives.begin(kind, passphrase, age_key):
            return _page(t("An archive is being made already. Wait until it is finished."))
    except NotTaken as no:
        return _page(t(no.message, **no.values))
    return make_response(redirect(PAGE, 303))


@pages.get(f"{PAGE}/<name>")
def save(name: str) -> Response:
    """The file, byte for byte."""
    visitor(Role.FACILITATOR)
    found = _found(name)
    if found is None:
        raise NotFound
    return send_file(
        found.path,
        mimetype=MIME[found.path.suffix],
        as_attachment=True,
        download_name=found.name,
        conditional=False,
        etag=False,
    )


@pages.post(f"{PAGE}/remove")
def remove() -> Response:
    """Take one away, by its name; nothing where it is gone already."""
    visitor(Role.FACILITATOR)
    desk().parts.archives.remove(request.form.get("name", ""))
    return make_response(redirect(f"{PAGE}#made", 303))


def last_made() -> str:
    """When the newest archive was made, at the box; "" where there is none."""
    newest = next(iter(desk().parts.archives.made()), None)
    return at_minute(newest.minute) if newest else ""


def _lock() -> tuple[str, str]:
    """The passphrase, or the age key, that was chosen."""
    told = request.form
    return (
        told.get("passphrase", "") if told.get("lock") == "passphrase" else "",
        told.get("age_key", "").strip() if told.get("lock") == "age" else "",
    )


def _lacking(kind: str, passphrase: str, age_key: str) -> str | None:
    """What is still to be filled in, as a sentence."""
    told = request.form
    if kind not in KINDS:
        return t("Choose which archive you want.")
    match told.get("lock"):
        case "passphrase" if not passphrase:
            return t("Type a passphrase, or choose to lock the archive otherwise or not at all.")
        case "passphrase" if passphrase != told.get("again", ""):
            return t("The passphrase was not typed the same twice. Type it twice once more.")
        case "age" if not age_key:
            return t("Paste the age public key.")
        case "passphrase" | "age" | "none":
            return None
    return t("Choose whether the archive is locked.")


def _found(name: str) -> Archive | None:
    return next((one for one in desk().parts.archives.made() if one.name == name), None)


def _page(wrong: str | None = None) -> Response:
    archives = desk().parts.archives
    told = request.form
    return plain_page(
        "results_archive.html",
        200 if wrong is None else 422,
        wrong=wrong,
        work=archives.work(),
        made=archives.made(),
        least=archives.passphrase_least,
        kind=told.get("kind", "full"),
        lock=told.get("lock", "passphrase"),
        age_key=told.get("age_key", ""),
        size=size,
        when=at_minute,
    )
