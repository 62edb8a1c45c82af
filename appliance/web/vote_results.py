"""What came of one vote: its results as a page and a table, and the list of all ballots.

Results are for facilitators and observers once they are revealed or were looked at. The ballots are
for everybody in the room once the results are revealed: each finds their own by its check code.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from flask import Blueprint, Response, make_response, request

from appliance.conference.outcomes import published, vote_in, with_code
from appliance.conference.records import Activity, Ballot, Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.tally.privacy import K
from appliance.conference.vote_columns import Said, names, said

from .acted import acted
from .acted import rows as action_rows
from .amounts import amounts_of
from .aside import aside
from .errors import explained
from .glance import glance
from .page import plain_page
from .refusals import Denied
from .results import comma_separated
from .roles import shown, visitor
from .sign_in import sign_in_page
from .speech import number, say
from .speech import plainly as _
from .told_apart import cuts
from .vote_agreement import told_of_order
from .vote_rules import compared
from .voted import column_name, figure, rows, voted

pages = Blueprint("vote_results", __name__)

_KEPT: Final = ("ballots_secret", "ballots_few")
"""Why a list of ballots is not there: a page of its own says it."""


@pages.get("/results/<activity>")
def show(activity: str) -> Response:
    """The results of one vote, and what other rules would make of it."""
    try:
        visitor(Role.FACILITATOR, Role.OBSERVER)
    except Denied as no:
        return sign_in_page(no)
    one = voted(activity)
    return plain_page(
        "results_vote.html",
        one=one,
        column_name=column_name,
        figure_of=figure,
        order_told=told_of_order(one.told) if one.told else [],
        other_rules=compared(one.activity) if one.told else None,
        cuts=cuts(one.activity) if one.told else [],
        smallest=K,
    )


@pages.get("/results/<activity>.csv")
def as_table(activity: str) -> Response:
    """The results for a spreadsheet, or the actions. Raises Refused `vote_hidden`."""
    visitor(Role.FACILITATOR, Role.OBSERVER)
    actions = acted(activity)
    if actions is not None:
        return _csv(activity, action_rows(actions))
    one = voted(activity)
    if one.told is None:
        raise Refused("vote_hidden")
    return _csv(activity, rows(one))


@pages.get("/results/<activity>/ballots")
def ballots(activity: str) -> Response:
    """All ballots, for everybody in the room; `?code=` marks one's own."""
    glance()
    typed = request.args.get("code", "").strip()
    try:
        found, cast = _published(activity)
    except Refused as no:
        if no.code not in _KEPT:
            raise
        status, told = explained(no)
        return plain_page("results_ballots.html", status, refused=told, ways_back=_ways(activity))
    return plain_page(
        "results_ballots.html",
        ways_back=_ways(activity),
        activity=found,
        ballots=cast,
        own=with_code(cast, typed),
        typed=typed,
        sentences=lambda ballot: list(_sentences(found, ballot)),
    )


@pages.get("/results/<activity>/ballots.csv")
def ballots_as_table(activity: str) -> Response:
    """All ballots for a spreadsheet: one on a line. Raises Refused."""
    glance()
    return _csv(f"{activity}-ballots", _ballot_rows(*_published(activity)))


def _ways(activity: str) -> list[tuple[str, str]]:
    """Where somebody came from who reads the ballots, as addresses with words: as what this browser
    shows that it is, whichever of these that was."""
    keys = shown()
    ways = []
    if keys.is_signed_in or keys.watch:
        ways.append((f"/results/{activity}", _("Back to the results")))
    if keys.chairs:
        code = next(iter(keys.chairs.values()))
        ways.append((f"/chair/{code}", _("Back to the chair’s page")))
    if keys.device or not ways:
        ways.append(("/", _("Back to your table")))
    return ways


def _published(activity: str) -> tuple[Activity, list[Ballot]]:
    def look(room: Room) -> tuple[Activity, list[Ballot]]:
        found = vote_in(room, activity)
        return found, published(room, found)

    return aside(look)


def _sentences(activity: Activity, ballot: Ballot) -> Iterator[str]:
    """What a ballot says, one thing after the other."""
    called, its = names(activity), amounts_of(activity)
    for one in said(ballot):
        value = its.told(one.value) if its else _value(one.value, called)
        yield f"{_name(activity, called, one)}: {value}"


def _ballot_rows(activity: Activity, cast: Sequence[Ballot]) -> Iterator[list[str]]:
    called = names(activity)
    told = {ballot.id: {(s.what, s.sub): s for s in said(ballot)} for ballot in cast}
    order = {id: n for n, id in enumerate(called)}
    keys = sorted(
        {key for of in told.values() for key in of},
        key=lambda key: (order.get(key[0], len(order)), key),
    )
    heads = {key: _name(activity, called, Said(*key, None)) for key in keys}
    # A spreadsheet adds amounts up, so no sign stands between their figures.
    is_plain = amounts_of(activity) is not None

    def cell(value: Any) -> str:
        return str(value) if is_plain else _value(value, called)

    yield [_("Check code"), *heads.values()]
    for ballot in cast:
        of = told[ballot.id]
        cells = [cell(of[key].value) if key in of else "" for key in keys]
        yield [ballot.receipt, *cells]


def _name(activity: Activity, called: dict[str, Any], one: Said) -> str:
    what = say(called.get(one.what, one.what))
    if not one.sub:
        return what
    criteria = activity.settings.get("criteria", ())
    titles = {criterion.get("id"): criterion.get("title", "") for criterion in criteria}
    return f"{what}, {say(titles.get(one.sub) or one.sub)}"


def _value(value: Any, called: dict[str, Any]) -> str:
    """A value of a ballot in words."""
    if value is None:
        return _("no opinion")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value)
    return say(called.get(value, value)) if isinstance(value, str) else str(value)


def _csv(name: str, told: Iterable[list[str]]) -> Response:
    response = make_response(comma_separated(told))
    response.content_type = "text/csv; charset=utf-8"
    file = "-".join(re.findall("[a-z0-9_]+", name.lower())) or "vote"
    response.headers["Content-Disposition"] = f"attachment; filename={file}.csv"
    return response
