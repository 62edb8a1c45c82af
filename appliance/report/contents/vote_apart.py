"""What themes, tables and roles voted, as far as that was decided to point at nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appliance.conference.activities import budget
from appliance.conference.outcomes import told_apart
from appliance.conference.tally.votes import live_items
from appliance.conference.vote_columns import PARTS, criteria_of, telling
from appliance.conference.vote_words import CUT_WORDS
from appliance.report.choice import Variant
from appliance.report.figures import number
from appliance.report.value import Cell, Column, Holds, Table, Tone

from .chapter import Piece, Source, anchor, heading, joined, said, shown
from .outcomes import Voted
from .places import tables_name

Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Cut:
    """One way in which the room is more than one group: "themes", "tables" or "roles"."""

    name: str
    parts: Sequence[Part]
    names: Sequence[str]
    base: str
    caption: str


def apart(source: Source, one: Voted) -> Piece:
    """A table for every way in which the room is more than one group; not in a report on one
    theme, which is one group."""
    found = told_apart(one.activity)
    if found is None or source.choice.variant is Variant.THEME:
        return Piece()
    return joined(
        _piece(source, one, name, cut)
        for name, cut in found.items()
        if cut["of"] > 1 and (cut["parts"] or name != "roles" or found["tables"]["parts"])
    )


def _piece(source: Source, one: Voted, name: str, told: Part) -> Piece:
    _ = source.voice.say
    title = _(CUT_WORDS[name])
    head = Piece((heading(source.line(title)),))
    parts: Sequence[Part] = told["parts"]
    if not parts or any(part["n"] < source.k for part in parts):
        few = _(
            "The groups are too small to show apart, or would be together with what else stands "
            "here. This keeps each choice secret."
        )
        return joined((head, Piece((said(few, Tone.NOTE),))))
    cut = _Cut(
        name=name,
        parts=parts,
        names=[_group(source, name, part) for part in parts],
        base=f"vote-{anchor(one.activity.id)}.{name}",
        caption=f"{source.title(one.activity.title)}: {title}",
    )
    tables = [_table(source, one, cut, criterion) for criterion in _criteria(cut) or [""]]
    remarks = tuple(said(text, Tone.NOTE) for text in _remarks(source, cut, tables))
    sizes = said(_sizes(source, cut), Tone.NOTE)
    return joined((head, Piece((sizes,)), *map(shown, tables), Piece(remarks)))


def _sizes(source: Source, cut: _Cut) -> str:
    """How many voted in each group: so many numbers that they would hide those that matter."""
    _ = source.voice.say
    pairs = zip(cut.names, cut.parts, strict=True)
    told = (f"{name} {number(part['n'], Holds.COUNT, source.language)}" for name, part in pairs)
    return _("Votes per group: {sizes}.", sizes="; ".join(told))


def _criteria(cut: _Cut) -> list[str]:
    rows = (row for part in cut.parts for row in part["items"])
    return list(dict.fromkeys(id for row in rows for id in criteria_of(row)))


def _table(source: Source, one: Voted, cut: _Cut, criterion: str) -> Table:
    """A column for every group; of what is rated on several criteria a table for each."""
    _ = source.voice.say
    criteria = one.activity.settings.get("criteria", ())
    titles = {str(each.get("id", "")): each.get("title", "") for each in criteria}
    called = source.title(titles.get(criterion, ""))
    holds = Holds.NUMBER if criterion else _holds(cut)
    is_money = one.activity.kind == budget.KIND.name
    unit = source.title(budget.terms(one.activity.settings).unit) if is_money else ""
    return Table(
        id=f"{cut.base}.{anchor(criterion)}" if criterion else cut.base,
        caption=f"{cut.caption}, {called}" if called else cut.caption,
        columns=(
            Column("what", _("What")),
            *(Column(f"g{n}", name, holds, unit) for n, name in enumerate(cut.names)),
        ),
        rows=tuple(
            (
                source.organisers(item.text),
                *(_cell(part, item.id, criterion) for part in cut.parts),
            )
            for item in live_items(one.activity.items or ())
        ),
    )


def _holds(cut: _Cut) -> Holds:
    row: Part = next((row for part in cut.parts for row in part["items"]), {})
    return Holds.SHARE if telling(row) in PARTS else Holds.NUMBER


def _cell(part: Part, item: str, criterion: str) -> Cell:
    row: Part = next((row for row in part["items"] if row["id"] == item), {})
    told = criteria_of(row).get(criterion, {}).get("mean") if criterion else row.get(telling(row))
    found: Cell = told
    return found


def _group(source: Source, name: str, part: Part) -> str:
    _, names = source.voice.say, part["names"]
    if name == "tables":
        return tables_name(source.voice, names)
    if name == "themes":
        themes = source.room.themes
        return source.voice.listed(
            [source.title(themes[id].title) if id in themes else id for id in names]
        )
    called = [role or _("no role given") for role in names]
    return source.voice.listed([*called, *([_("other roles")] if part.get("others") else [])])


def _remarks(source: Source, cut: _Cut, tables: Sequence[Table]) -> Iterator[str]:
    _ = source.voice.say
    for name, part in zip(cut.names, cut.parts, strict=True):
        if len(part["names"]) > 1 or part.get("others"):
            yield _(
                "Counted together, so that no group is smaller than {n}: {names}.",
                n=source.k,
                names=name,
            )
    if any(cell is None for table in tables for row in table.rows for cell in row):
        yield _(
            "– means: in some group fewer than {n} had an opinion on this, or it was changed "
            "since.",
            n=source.k,
        )
