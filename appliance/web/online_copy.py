"""The copy in the cloud: where it goes, what goes along, and how far it is; the organiser's.

Nothing goes before the conference is closed and somebody saw each file and said yes. What opens
the place goes from the form straight to who keeps it, and stands on no page.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, make_response, redirect, request

from appliance.archive.cloud.cloud_trouble import REFUSALS, CloudTrouble
from appliance.archive.cloud.copying import CloudCopy, Row, Seen
from appliance.archive.cloud.exports import Offer
from appliance.archive.cloud.outbox import State
from appliance.archive.cloud.target import Kind, Target, target_of
from appliance.conductor import CannotSave

from .desk import desk
from .glance import glance
from .page import plain_page
from .refusals import Denied
from .roles import shown
from .sign_in import sign_in_page
from .speech import size, t, tn
from .survey_words import at_minute

pages = Blueprint("online_copy", __name__)

HERE: Final = "/results/cloud"

KEPT: Final = ("address", "user", "bucket", "folder", "region")
"""What a form shows again when it was refused; never a password or key."""

_UNKNOWN: Final = "refused"
_SOON_S: Final = 90
"""Up to here seconds are told, above it minutes."""


@pages.get(HERE)
def show() -> Response:
    """How far it is, or where it would go."""
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    return _page()


@pages.post(f"{HERE}/test")
def test() -> Response:
    """Try a place out: write, read and remove a small file there."""
    copy = _copy()
    kind = request.form.get("kind", "")
    try:
        if not copy.is_closed():
            raise CloudTrouble("not_closed")
        target, secret = target_of(kind, request.form)
        tried = copy.try_out(target, secret)
    except CloudTrouble as no:
        return _page(no, kind=kind, kept={name: request.form.get(name, "") for name in KEPT})
    word = copy.waiting.hold(target, secret)
    return _preview(copy, word, target, left_behind=tried.left_behind)


@pages.get(f"{HERE}/preview")
def again() -> Response:
    """Whoever comes back to what would go along fills in the place again."""
    return make_response(redirect(HERE, 303))


@pages.post(f"{HERE}/begin")
def begin() -> Response:
    """Say yes to the files that were seen."""
    copy = _copy()
    word = request.form.get("word", "")
    target = None
    try:
        target, secret = copy.waiting.find(word)
        minute = desk().parts.conductor.read(lambda room: room.minute)
        copy.begin(target, secret, _agreed(), minute, is_full_asked="full" in request.form)
    except CloudTrouble as no:
        if target is not None and no.code in ("no_file", "full_unasked", "file_changed"):
            return _preview(copy, word, target, no)
        return _page(no)
    except OSError as no:
        raise CannotSave(str(no)) from no
    return make_response(redirect(HERE, 303))


@pages.post(f"{HERE}/now")
def try_now() -> Response:
    """Wait no longer."""
    _copy().try_now()
    return make_response(redirect(HERE, 303))


@pages.post(f"{HERE}/stop")
def stop() -> Response:
    """Stop, and forget what opens the place; or make room for another copy."""
    try:
        _copy().give_up()
    except OSError as no:
        raise CannotSave(str(no)) from no
    return make_response(redirect(HERE, 303))


def _copy() -> CloudCopy:
    """The copy of this conference, for who is signed in. Raises Denied."""
    if not shown().is_signed_in:
        raise Denied("not_signed_in")
    found = desk().parts.cloud
    if found is None:
        raise Denied("not_found", address=desk().parts.address())
    return found


def _page(
    no: CloudTrouble | None = None, kind: str = "", kept: Mapping[str, str] | None = None
) -> Response:
    copy = _copy()
    glance()
    seen = copy.seen()
    return plain_page(
        "online_copy.html",
        422 if no else 200,
        wrong=_sentence(no.code, no.values) if no else "",
        is_closed=copy.is_closed(),
        has_offers=bool(seen is None and copy.offers()),
        kind=kind,
        kinds=Kind,
        kept=kept or {},
        seen=seen,
        told=_told(seen) if seen else None,
    )


def _preview(
    copy: CloudCopy,
    word: str,
    target: Target,
    no: CloudTrouble | None = None,
    left_behind: str = "",
) -> Response:
    glance()
    offers = copy.offers()
    return plain_page(
        "online_copy_preview.html",
        422 if no else 200,
        wrong=_sentence(no.code, no.values) if no else "",
        word=word,
        target=target,
        left_behind=left_behind,
        shareable=[offer for offer in offers if not offer.is_full],
        full=[offer for offer in offers if offer.is_full],
        described=_described,
        agreed=value_of,
    )


def value_of(offer: Offer) -> str:
    """A file as a form tells it: its digest, so that no other goes under the same name."""
    return f"{offer.sha256}/{offer.name}"


def _agreed() -> dict[str, str]:
    """The files that were ticked: SHA-256 by name."""
    found = (told.partition("/") for told in request.form.getlist("file"))
    return {name: digest for digest, _, name in found}


def _described(offer: Offer) -> str:
    """What there is to know of a file in one line."""
    parts = [size(offer.size_bytes), t("made on {when}", when=at_minute(offer.minute))]
    if offer.is_locked:
        parts.append(t("locked"))
    return " · ".join(str(part) for part in parts)


def _told(seen: Seen) -> dict[str, Any]:
    """A job as the page tells it. What holds for every file is told once."""
    items = [row.item for row in seen.rows if row.item.state is not State.VERIFIED]
    told = {_sentence(item.trouble, item.values or {}) if item.trouble else "" for item in items}
    shared = told.pop() if len(told) == 1 else ""
    return {
        "is_done": seen.is_done,
        "is_stuck": any(item.trouble for item in items),
        "is_for_a_person": _waits_for_a_person(seen),
        "says": str(_overall(seen)),
        "trouble": shared,
        "files": [_row(row, shared) for row in seen.rows],
    }


def _overall(seen: Seen) -> Any:
    """All of it in one sentence, which is said aloud when it changes."""
    if seen.is_done:
        return t("The online copy is complete and checked.")
    if seen.is_disk_full:
        return _sentence("disk", {})
    there = sum(row.item.state is State.VERIFIED for row in seen.rows)
    if any(row.item.trouble == "offline" for row in seen.rows):
        if not there:
            return t("The online copy waits for internet. Nothing has been sent yet.")
        return t("The online copy waits for internet.")
    if _waits_for_a_person(seen):
        return t("The online copy waits for you.")
    if not there:
        return t("The online copy is under way.")
    return t("{n} of {total} are there and checked.", n=there, total=len(seen.rows))


def _waits_for_a_person(seen: Seen) -> bool:
    return any(row.item.trouble and row.wait_s is None for row in seen.rows)


def _row(row: Row, shared: str) -> dict[str, Any]:
    item = row.item
    trouble = _sentence(item.trouble, item.values or {}) if item.trouble else ""
    is_moving = item.state in (State.UPLOADING, State.CHECKING)
    return {
        "object": item.object_name,
        "file": item.file,
        "size": size(item.size_bytes),
        "sha256": item.sha256,
        "state": item.state,
        "percent": row.percent if is_moving else None,
        "says": str(_state(row)),
        "trouble": "" if trouble == shared else trouble,
        "next": str(_next(row.wait_s)) if item.trouble and row.wait_s is not None else "",
    }


def _state(row: Row) -> Any:
    match row.item.state:
        case State.UPLOADING:
            return t("Sending: {percent}%", percent=row.percent)
        case State.CHECKING:
            return t("Reading it back: {percent}%", percent=row.percent)
        case State.VERIFIED:
            return t("✓ There, and checked")
        case State.FAILED:
            return t("Not there yet")
    return t("Waiting")


def _next(wait_s: int) -> Any:
    if wait_s <= _SOON_S:
        return tn("It is tried again in {n} second.", "It is tried again in {n} seconds.", wait_s)
    minutes = round(wait_s / 60)
    return tn("It is tried again in {n} minute.", "It is tried again in {n} minutes.", minutes)


def _sentence(code: str, values: Mapping[str, str]) -> str:
    """What is wrong and what to do; also of a code that was kept by another version."""
    try:
        return str(t(REFUSALS[code], **values))
    except (KeyError, IndexError):
        return str(t(REFUSALS[_UNKNOWN], host="?", status=code))
