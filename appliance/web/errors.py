"""Every way in which the web part says no: one JSON shape, one page, one line in the log.

What goes wrong unexpectedly is logged once with where it happened and a number to quote; never
with what somebody wrote, and so not with the text of the exception, which may hold it.
"""

import logging
import secrets
import traceback
from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from appliance.conductor import Busy, CannotSave
from appliance.conference.refusal import REFUSALS, Refused

from .desk import desk
from .language import language
from .words import N_, Words

log = logging.getLogger(__name__)

SENTENCES: Final[Mapping[str, str]] = {
    "not_signed_in": N_(
        "The box does not know this browser yet. Open the page of your table again, "
        "or type the code on your card."
    ),
    "elsewhere": N_(
        "You were at table {old}. Are you at table {table} now? "
        "What you wrote stays with table {old}."
    ),
    "wrong_code": N_("This code is not right. Try again in {n} seconds. The code is on your card."),
    "too_fast": N_("That was a lot at once. Your text is not lost. Try again in {n} seconds."),
    "bad_json": N_("The box does not understand this. Reload the page and try again."),
    "too_large": N_("This is too long to send. Make two contributions of it."),
    "wrong_origin": N_("This did not come from a page of the box. Go to {address}."),
    "wrong_host": N_("This is not the address of the box. Go to {address}."),
    "not_found": N_("There is nothing at this address. Go to {address}."),
    "cannot_save": N_(
        "The box cannot save now. Your text is not lost. The organisers can see this. "
        "Try again in {n} seconds."
    ),
    "busy": N_("The box is very busy. Your text is not lost. Try again in {n} seconds."),
    "unexpected": N_(
        "Something went wrong, and it is not you. Your text is still here. Please try again. "
        "If it goes on, mention number {n}."
    ),
}
"""The web part's own codes; the rules have theirs in `REFUSALS`."""

STATUS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("bad_json", "bad_command", "unknown_command"), 400),
    "not_signed_in": 401,
    **dict.fromkeys(("not_allowed", "not_yours", "wrong_code", "wrong_origin"), 403),
    **dict.fromkeys(("not_found", "unknown_table", "unknown_activity", "unknown_question"), 404),
    **dict.fromkeys(("unknown_entry", "unknown_act"), 404),
    "too_large": 413,
    "wrong_host": 421,
    **dict.fromkeys(("text_empty", "text_too_long", "name_needed", "out_of_range"), 422),
    **dict.fromkeys(("points_too_many", "too_many_on_stage"), 422),
    **dict.fromkeys(("file_format", "file_newer", "file_member"), 422),
    "too_fast": 429,
    "unexpected": 500,
    **dict.fromkeys(("cannot_save", "busy", "no_conference"), 503),
}
"""The HTTP status of each code; a conflict with how the room is now (409) where none is named."""

_NOT_KEPT: Final = frozenset({"wrong_origin", "wrong_host", "too_large"})

CANNOT_SAVE_WAIT_S: Final = 30
BUSY_WAIT_S: Final = 5


class Denied(Exception):
    """The web part says no before the rules are asked."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


NoForPeople = Denied | Refused | CannotSave | Busy


class Site(Flask):
    """A Flask that logs what is unexpected without a word of what anybody wrote."""

    def log_exception(self, exc_info: Any) -> None:
        """Log once, and keep the number for the answer."""
        g.number = note_unexpected(exc_info[1])


def said(no: NoForPeople) -> tuple[str, Mapping[str, str | int]]:
    """The code of a refusal and the values in its sentence."""
    match no:
        case CannotSave():
            return "cannot_save", {"n": CANNOT_SAVE_WAIT_S}
        case Busy():
            return "busy", {"n": BUSY_WAIT_S}
        case _:
            return no.code, no.values


def sentence(words: Words, speak: str, code: str, values: Mapping[str, Any]) -> str:
    """What a person reads."""
    return words.say(speak, SENTENCES.get(code) or REFUSALS[code], **values)


def shape(command: str | None, code: str, message: str) -> dict[str, str | None]:
    """The one JSON shape of a refusal."""
    return {"refused": command, "code": code, "message": message}


def explained(no: NoForPeople) -> tuple[int, dict[str, str | None]]:
    """Status and JSON shape of a refusal, in the language of this request."""
    code, values = said(no)
    message = sentence(desk().words, language(), code, values)
    return STATUS.get(code, 409), shape(g.get("command"), code, message)


def note_unexpected(error: BaseException | None) -> int:
    """Log what is unexpected, once; the number stands in the log and on the screen."""
    number = 100_000 + secrets.randbelow(900_000)
    log.error("unexpected %d\n%s", number, "".join(trace(error)))
    return number


def trace(error: BaseException | None) -> Iterator[str]:
    """Where it happened and of which kind it is, oldest cause first; without any value."""
    if error is None:
        return
    yield from trace(error.__cause__ or error.__context__)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"


def register(site: Flask) -> None:
    """Answer every refusal and failure of this application from here."""
    for no in (Denied, Refused, CannotSave, Busy):
        site.register_error_handler(no, _answer)
    site.register_error_handler(HTTPException, _answer_http)


def _answer(no: NoForPeople) -> Response:
    status, document = explained(no)
    _, values = said(no)
    answered = jsonify(document) if _is_for_machines() else _page(status, document)
    answered.status_code = status
    if status in (429, 503) and "n" in values:
        answered.headers["Retry-After"] = str(values["n"])
    return answered


def _answer_http(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        return _answer(Denied("unexpected", n=str(g.get("number", ""))))
    if error.code == 413:
        return _answer(Denied("too_large"))
    if error.code in (404, 405):
        return _with_status(_not_found(), error.code)
    return _with_status(_answer(Denied("bad_command")), error.code or 400)


def _not_found() -> Response:
    return _answer(Denied("not_found", address=desk().parts.address()))


def _with_status(response: Response, status: int) -> Response:
    response.status_code = status
    return response


def _is_for_machines() -> bool:
    if request.path.startswith(("/api/", "/live", "/health", "/static/")):
        return True
    accepted = request.accept_mimetypes
    return request.path.endswith(".json") or accepted["application/json"] > accepted["text/html"]


def _page(status: int, document: Mapping[str, Any]) -> Response:
    return make_response(
        render_template("error.html", status=status, kept=_kept(document["code"]), **document)
    )


def _kept(code: str) -> Mapping[str, str] | None:
    """What was in the form that failed, so that it can be sent again; not if others made it."""
    if request.method != "POST" or code in _NOT_KEPT or not request.form.get("text"):
        return None
    return request.form.to_dict()
