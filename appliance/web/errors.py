"""Answers every refusal and failure: one JSON shape, one page, one line in the log.

What goes wrong unexpectedly is logged once with where it happened and a number to quote; never
with what somebody wrote, and so not with the text of the exception, which may hold it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from appliance import mishap
from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.refusal import Refused

from .desk import desk
from .language import language
from .refusals import STATUS, Denied, NoForPeople, said, sentence, shape

_NOT_KEPT: Final = frozenset({"wrong_origin", "wrong_host", "too_large"})


class Site(Flask):
    """A Flask that logs what is unexpected without a word of what anybody wrote."""

    def log_exception(self, exc_info: Any) -> None:
        """Log once, and keep the number for the answer."""
        g.number = mishap.note(exc_info[1])


def explained(no: NoForPeople) -> tuple[int, dict[str, str | None]]:
    """Status and JSON shape of a refusal, in the language of this request."""
    code, values = said(no)
    message = sentence(desk().words, language(), code, values)
    return STATUS.get(code, 409), shape(g.get("command"), code, message)


def register(site: Flask) -> None:
    """Answer every refusal and failure of this application from here."""
    for no in (Denied, Refused, CannotSave, Busy, Unexpected):
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


def _kept(code: str) -> Sequence[tuple[str, str]] | None:
    """What was in the form that failed, so that it can be sent again; not if others made it."""
    if request.method != "POST" or code in _NOT_KEPT:
        return None
    try:
        told = list(request.form.items(multi=True))
        # A page of the survey is more than one text; whatever it holds is sent again as it was.
        is_worth_it = request.form.get("text") or "asks" in request.form
        return told if is_worth_it else None
    except HTTPException:
        return None  # a form that cannot be read keeps nothing
