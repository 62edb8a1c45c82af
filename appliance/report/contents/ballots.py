"""All ballots of the votes whose list of ballots everybody in the room may see."""

from collections.abc import Sequence
from typing import Any

from appliance.conference.outcomes import may_be_listed
from appliance.conference.records import Activity, Ballot, Text
from appliance.conference.vote_columns import Said, names, said
from appliance.report.value import Cell, Column, Holds, Table

from .chapter import Source
from .outcomes import Voted
from .vote_table import sheet_name

Key = tuple[str, str]
"""What a ballot speaks of: an item, and the criterion, if any."""


def ballots(source: Source) -> list[Table]:
    """A sheet per vote, in the order of the check codes, which tells nothing."""
    found = [(one, _published(source, one)) for one in source.votes if one.told is not None]
    return [_table(source, one, cast) for one, cast in found if cast]


def _published(source: Source, one: Voted) -> list[Ballot]:
    cast = may_be_listed(source.room, one.activity)
    return cast if len(cast) >= source.k else []


def _table(source: Source, one: Voted, cast: Sequence[Ballot]) -> Table:
    _, activity = source.voice.say, one.activity
    called = names(activity)
    told = {ballot.id: {(s.what, s.sub): s.value for s in said(ballot)} for ballot in cast}
    keys = _keys(called, [key for of in told.values() for key in of])
    title = source.title(activity.title)
    return Table(
        id=f"ballots-{one.n}",
        caption=_("All votes in “{title}”", title=title),
        columns=(
            Column("code", _("Check code"), Holds.ID),
            *(
                Column(f"b{n}", _name(source, activity, called, key), _holds(told, key))
                for n, key in enumerate(keys)
            ),
        ),
        rows=tuple(
            (
                source.line(ballot.receipt),
                *(_cell(source, called, told[ballot.id], key) for key in keys),
            )
            for ballot in cast
        ),
        sheet=sheet_name(_("Votes"), one.n, title),
    )


def _keys(called: dict[str, Text], found: Sequence[Key]) -> list[Key]:
    order = {id: n for n, id in enumerate(called)}
    return sorted(set(found), key=lambda key: (order.get(key[0], len(order)), key))


def _name(source: Source, activity: Activity, called: dict[str, Text], key: Key) -> str:
    one = Said(*key, None)
    what = source.title(called.get(one.what, one.what))
    criteria = activity.settings.get("criteria", ())
    titles = {criterion.get("id"): criterion.get("title", "") for criterion in criteria}
    return f"{what}, {source.title(titles.get(one.sub) or one.sub)}" if one.sub else what


def _holds(told: dict[str, dict[Key, Any]], key: Key) -> Holds:
    values = [of[key] for of in told.values() if of.get(key) is not None]
    is_number = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    return Holds.NUMBER if values and is_number else Holds.TEXT


def _cell(source: Source, called: dict[str, Text], told: dict[Key, Any], key: Key) -> Cell:
    """A value of a ballot: a number as it is, anything else in words."""
    _ = source.voice.say
    if key not in told:
        return None
    value = told[key]
    if value is None:
        return source.line(_("no opinion"))
    if isinstance(value, bool):
        return source.line(_("yes") if value else _("no"))
    if isinstance(value, int | float):
        return value
    return source.organisers(called.get(value, value)) if isinstance(value, str) else ()
