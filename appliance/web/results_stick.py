"""A finished file onto a stick, and the spare copy during the event: the facilitator's page for it.

The sentences on how far it is are the same here and on the page of the box.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, make_response, redirect, request
from markupsafe import Markup

from .desk import desk
from .glance import look_for_conference
from .page import plain_page
from .parts import Journey, NotTaken, Spare
from .refusals import Denied
from .roles import shown
from .sign_in import sign_in_page
from .speech import size, space, t
from .words import N_

HERE: Final = "/results/stick"
PASSPHRASE_LEAST: Final = 10
"""Characters: what it locks is for who finds the stick, who may try as long as they like."""

FILE_SYSTEMS: Final = {"vfat": "FAT", "exfat": "exFAT", "ntfs": "NTFS", "ntfs3": "NTFS"}
"""What it says on the box that a stick came in, where that is not what Linux calls it."""

NOT_OFF: Final = N_(
    "The box could not switch this stick off. Close it on this computer before you take it."
)

pages = Blueprint("results_stick", __name__)


@dataclass(frozen=True, slots=True)
class Said:
    """How far a file is, in words: `is_busy` while the stick has to stay in."""

    state: str
    words: Markup
    percent: int
    is_busy: bool
    stick: str


@pages.get(HERE)
def show() -> Response:
    """Choose a file and a stick, see how far it is, and keep a spare copy."""
    return _page() if shown().is_signed_in else sign_in_page(Denied("not_signed_in"))


@pages.post(HERE)
def export() -> Response:
    """Begin to bring the chosen file onto the chosen stick."""
    _refuse_others()
    file, device = request.form.get("file", ""), request.form.get("stick", "")
    if not file or not device:
        return _page(t("Choose a file and a stick first."))
    if not desk().parts.stick_desk.begin(file, device):
        return _page(t("One at a time: wait until this file is on its stick."))
    return _there()


@pages.post(f"{HERE}/off")
def switch_off() -> Response:
    """Make a stick ready to be taken out."""
    _refuse_others()
    if not desk().parts.stick_desk.switch_off(request.form.get("stick", "")):
        return _page(t(NOT_OFF))
    return _page(done=t("You can take the stick."))


@pages.post(f"{HERE}/spare")
def keep_spare() -> Response:
    """Keep a spare copy on the chosen stick."""
    _refuse_others()
    passphrase = request.form.get("passphrase", "")
    if len(passphrase) < PASSPHRASE_LEAST:
        return _page(t("Choose a passphrase of {n} characters or more.", n=PASSPHRASE_LEAST))
    try:
        desk().parts.stick_desk.keep_spare(request.form.get("stick", ""), passphrase)
    except NotTaken as no:
        return _page(t(no.message, **no.values))
    return _there()


@pages.post(f"{HERE}/spare/stop")
def stop_spare() -> Response:
    """Keep none any more."""
    _refuse_others()
    desk().parts.stick_desk.stop_spare()
    return _there()


def journey_now() -> Said | None:
    """How far the file is that goes onto a stick, or where that ended a while ago."""
    journey = desk().parts.stick_desk.now()
    if journey is None:
        return None
    is_busy = journey.state not in ("done", "failed")
    return Said(journey.state, _words(journey), journey.percent, is_busy, journey.stick)


def spare_now() -> tuple[Spare, Markup]:
    """How the spare copy is, and the same in words; empty where there is to be none."""
    spare = desk().parts.stick_desk.spare()
    return spare, _spare_words(spare)


def _words(journey: Journey) -> Markup:
    named = {"file": journey.file, "stick": journey.stick}
    match journey.state:
        case "failed":
            again = t("If you try again, it starts from the beginning.")
            return Markup("{} {}").format(t(journey.trouble, **journey.values), again)
        case "done":
            return _done_words(journey, named)
        case "checking":
            return t("Reading {file} back from stick {stick}. Leave the stick in.", **named)
        case "writing":
            return t("Writing {file} to stick {stick}. Leave the stick in.", **named)
    return t("{file} is about to go onto stick {stick}. Leave the stick in.", **named)


def _done_words(journey: Journey, named: dict[str, str]) -> Markup:
    so = (
        t("{file} was on stick {stick} already, and has been checked.", **named)
        if journey.was_there
        else t("{file} is on stick {stick} and has been checked.", **named)
    )
    then = (
        t("You can take the stick.")
        if journey.is_off
        else t(
            "The box could not switch this stick off. Close it on this computer before you take it."
        )
    )
    return Markup("{} <strong>{}</strong>").format(so, then)


def _spare_words(spare: Spare) -> Markup:
    match spare.state:
        case "off":
            return Markup("")
        case "kept":
            return t("A spare copy is kept on this stick. Leave it in during the conference.")
        case "waiting":
            return t(
                "The stick with the spare copy is not in the box. "
                "Put it back in: the copy goes on by itself."
            )
        case "slow":
            return t(
                "The spare copy lags behind, because the stick is slow. The box goes on as usual."
            )
    return t(spare.trouble)


def _page(wrong: Markup | str = "", done: Markup | str = "") -> Response:
    look_for_conference()
    parts = desk().parts
    spare, spare_words = spare_now()
    return plain_page(
        "results_stick.html",
        422 if wrong else 200,
        wrong=wrong,
        done=done,
        files=[(name, size(size_bytes)) for name, size_bytes in parts.stick_desk.files()],
        takers=parts.stick_desk.takers(),
        sticks=parts.sticks(),
        said=journey_now(),
        spare=spare,
        spare_words=spare_words,
        space=space,
        file_systems=FILE_SYSTEMS,
        least=PASSPHRASE_LEAST,
    )


def _there() -> Response:
    return make_response(redirect(HERE, 303))


def _refuse_others() -> None:
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
