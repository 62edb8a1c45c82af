"""The sorting desk: open answers become groups, and groups become themes and questions.

Every act is a form that works without script. With one, the same form is answered with what
changed on the desk, so that a desk with a thousand answers is never made anew. Comparing is started
here and goes on aside; the page asks how far it is.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.commands import read
from appliance.conference.records import Role
from appliance.conference.refusal import Refused

from .aside import aside
from .asking import id_of
from .desk import desk
from .errors import explained
from .page import plain_page
from .refusals import Denied, NoForPeople
from .roles import facilitator, visitor
from .sign_in import sign_in_page
from .sort_acts import asked
from .sort_desk import BATCH, SortDesk, begin_of, matching, on_desk
from .suggesting import OnProgress, Proposal
from .wire import as_json

pages = Blueprint("prepare_sort", __name__, url_prefix="/prepare/<conference>/sort")

BODY_MOST_BYTES: Final = 1024 * 1024
"""As many ids as there may be answers, each ticked."""
PROPOSALS_SHOWN: Final = 6
"""More come up when these were decided about."""

_KEPT: Final = ("q", "from", "group", "after")
"""What a form without script brings along of where somebody was."""


@pages.get("")
def show(conference: str) -> Response:
    """The desk with one list on it."""
    try:
        _enter(conference)
    except Denied as no:
        if no.code != "not_signed_in":
            raise
        return sign_in_page(no)
    return _page(_looked(request.args.get("of", "")))


@pages.post("")
def act(conference: str) -> Response:
    """Do what a form asks for."""
    _enter(conference)
    request.max_content_length = BODY_MOST_BYTES
    lying = _looked(request.form.get("of", ""))
    try:
        _do(lying)
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        if _is_script():
            raise
        return _page(lying, no)
    if _is_script():
        return _changes(_looked(lying.of), _number(request.form.get("since", "")))
    return make_response(redirect(_back(lying), 303))


@pages.get("/texts.json")
def texts(conference: str) -> Response:
    """All texts of a list with their ids, and per group the places of its own among them: for a
    page with a script, that shows so many at a time."""
    _enter(conference)
    lying = _looked(request.args.get("of", ""))
    place = {id: n for n, id in enumerate(lying.texts)}
    members = {each.id: [place[id] for id in lying.members(each)] for each in lying.buckets}
    return _json({"seq": lying.seq, "texts": list(lying.texts.items()), "members": members})


@pages.get("/suggestions.json")
def suggestions(conference: str) -> Response:
    """How far the comparing is, and what it found."""
    _enter(conference)
    return _json(_suggested(_looked(request.args.get("of", ""))))


def _enter(conference: str) -> None:
    """Only the facilitator of this conference comes in. Raises Denied."""
    if visitor(Role.FACILITATOR).conference != conference:
        raise Denied("not_found", address=desk().parts.address())


def _do(lying: SortDesk) -> None:
    match request.form.get("act"):
        case "suggest":
            _start(lying)
        case "look":
            pass
        case _:
            id = id_of(request.form)
            if id is None:
                raise Refused("bad_command")
            desk().parts.conductor.ask(facilitator(), read(asked(request.form, lying)), id)


def _start(lying: SortDesk) -> None:
    suggest = desk().parts.suggest

    def work(on_progress: OnProgress) -> Sequence[Proposal]:
        return suggest(lying.texts, lying.buckets, lying.apart, on_progress)

    desk().suggesting.start(lying.of, work)


def _looked(of: str) -> SortDesk:
    return aside(lambda room: on_desk(room, of))


def _page(lying: SortDesk, no: NoForPeople | None = None) -> Response:
    status, refused = explained(no) if no else (200, None)
    asks = request.values
    sought = asks.get("q", "").strip()
    loose = {id: lying.texts[id] for id in lying.loose}
    found = matching(loose, sought)
    begin = begin_of(len(found), _number(asks.get("from", "")))
    return plain_page(
        "prepare/sort.html",
        status,
        lying=lying,
        refused=refused,
        kept=request.form if no else None,
        sought=sought,
        found=found,
        begin=begin,
        batch=dict(list(found.items())[begin : begin + BATCH]),
        size=BATCH,
        looked=lying.looked(asks.get("group", ""), _number(asks.get("after", ""))),
        theme=lying.theme(request.args.get("theme", "")),
        **_for_suggestions(lying),
    )


def _for_suggestions(lying: SortDesk) -> dict[str, Any]:
    proposals = desk().suggesting.open(lying.of, set(lying.loose), lying.buckets, lying.apart)
    return {
        "run": desk().suggesting.run(lying.of),
        "proposals": proposals[:PROPOSALS_SHOWN],
        "waiting": len(proposals) - len(proposals[:PROPOSALS_SHOWN]),
    }


def _changes(lying: SortDesk, since: int) -> Response:
    """What differs from the desk as the page shows it: `since` is the number that it was told."""
    changed = [bucket for bucket in lying.buckets if bucket.rev > since]
    return _json(
        {
            "seq": lying.seq,
            "order": [bucket.id for bucket in lying.buckets],
            "groups": {bucket.id: _part("group", lying, bucket) for bucket in changed},
            "members": {bucket.id: lying.members(bucket) for bucket in changed},
            "left": _part("left", lying),
            "undo": _part("undo", lying),
            "themes": _part("themes", lying),
            **_suggested(lying),
        }
    )


def _suggested(lying: SortDesk) -> dict[str, Any]:
    told = _for_suggestions(lying)
    run = told["run"]
    html = _part("suggestions", lying, **told)
    is_going_on = bool(run and run.is_going_on)
    return {"is_going_on": is_going_on, "share": run.share if run else 0.0, "suggestions": html}


def _part(name: str, lying: SortDesk, *arguments: Any, **context: Any) -> str:
    """A part of the page, as HTML."""
    told = {"part": name, "lying": lying, "arguments": arguments, **context}
    return render_template("prepare/sort_part.html", **told).strip()


def _json(document: Mapping[str, Any]) -> Response:
    response = make_response(as_json(document))
    response.content_type = "application/json"
    return response


def _back(lying: SortDesk) -> str:
    """Where the form stood, at the batch and the words that were sought."""
    kept = {name: request.form[name] for name in _KEPT if request.form.get(name)}
    return f"{request.path}?{urlencode({'of': lying.of, **kept})}#{request.form.get('at', 'loose')}"


def _is_script() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
