"""What a vote came to, as a table and drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from appliance.conference.vote_columns import FIGURES, SHARES, columns
from appliance.conference.vote_columns import Column as Told
from appliance.report.value import Column, Holds, Table

from .chapter import Piece, Source, anchor, joined, shown
from .outcomes import Voted
from .vote_charts import charts

_COUNTS: Final = frozenset({"dots", "n", "voters"})

SHEET_MOST: Final = 31
"""So long may the name of a sheet be (Excel specifications and limits)."""

_NOT_IN_SHEETS: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


BRIEF_MOST: Final = 10
"""So many places stand in a summary."""


def standing(source: Source, one: Voted) -> Piece:
    """The items in the order of their places, with every figure that people read.

    Where there are several criteria, each has a table of its own beside the short one of all.
    """
    told = columns(one.activity, one.rows)
    criteria = list(dict.fromkeys(each.criterion for each in told if each.criterion))
    whole = _whole(source, one, told)
    if len(criteria) < 2 and not source.is_brief:
        return shown(whole, *charts(source, one, whole))
    brief = [each for each in told if not each.criterion or each.name == "mean"]
    short = _short(source, one, brief)
    pieces = [shown(short, *charts(source, one, short)), Piece(tables=(whole,))]
    if not source.is_brief:
        pieces += [shown(_of(source, one, told, each)) for each in criteria]
    return joined(pieces)


def _whole(source: Source, one: Voted, told: Sequence[Told]) -> Table:
    """All figures: what stands on the sheet."""
    _ = source.voice.say
    return replace(
        _placed(source, one, told, one.rows),
        sheet=sheet_name(_("Result"), one.n, source.title(one.activity.title)),
    )


def _short(source: Source, one: Voted, told: Sequence[Told]) -> Table:
    _ = source.voice.say
    rows = one.rows[:BRIEF_MOST] if source.is_brief else one.rows
    table = _placed(source, one, told, rows)
    part = _("The first {n} of {total}.", n=len(rows), total=len(one.rows))
    note = f"{part} {table.note}" if len(rows) < len(one.rows) else table.note
    return replace(table, id=f"{table.id}.short", note=note)


def _placed(
    source: Source, one: Voted, told: Sequence[Told], rows: Sequence[Mapping[str, Any]]
) -> Table:
    _ = source.voice.say
    return Table(
        id=f"vote-{anchor(one.activity.id)}",
        caption=_("Result of “{title}”", title=source.title(one.activity.title)),
        columns=(
            Column("rank", _("Place"), Holds.COUNT),
            Column("what", _("What")),
            *(_column(source, each) for each in told),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=tuple(
            (
                row["rank"],
                source.organisers(row["text"]),
                *(each.of(row) for each in told),
                source.line(row["id"]),
            )
            for row in rows
        ),
        note=_note(source, one),
    )


def _note(source: Source, one: Voted) -> str:
    _ = source.voice.say
    alike = _("What scores alike shares a place.") if one.ballots else ""
    is_part = one.told is not None and len(one.rows) < len(one.told["items"])
    among = _("Only what belongs to this theme, with its places among all.") if is_part else ""
    return " ".join(each for each in (alike, among) if each)


def _of(source: Source, one: Voted, told: Sequence[Told], criterion: str) -> Table:
    """Every figure of one criterion."""
    _ = source.voice.say
    own = [each for each in told if each.criterion == criterion]
    title = source.title(own[0].title)
    return Table(
        id=f"vote-{anchor(one.activity.id)}.{anchor(criterion)}",
        caption=f"{source.title(one.activity.title)}: {title}",
        columns=(
            Column("what", _("What")),
            *(_column(source, replace(each, criterion="")) for each in own),
        ),
        rows=tuple(
            (source.organisers(row["text"]), *(each.of(row) for each in own)) for row in one.rows
        ),
    )


def sheet_name(kind: str, n: int, title: str) -> str:
    """A short name that no other sheet has: the number makes it so."""
    name = " ".join(f"{kind} {n} {title}".translate(_NOT_IN_SHEETS).split())
    # Excel counts in UTF-16, in which an emoji is two.
    fits = name.encode("utf-16-le")[: 2 * SHEET_MOST].decode("utf-16-le", "ignore")
    return fits.strip()


def _column(source: Source, told: Told) -> Column:
    name = source.voice.say(FIGURES[told.name])
    title = f"{source.title(told.title)}: {name}" if told.criterion else name
    unit = source.title(told.terms.unit) if told.terms else ""
    return Column(_id(told), title, _holds(told.name), unit)


def _id(told: Told) -> str:
    return f"{anchor(told.criterion)}.{told.name}" if told.criterion else told.name


def _holds(name: str) -> Holds:
    if name in SHARES:
        return Holds.SHARE
    return Holds.COUNT if name in _COUNTS else Holds.NUMBER
