"""What themes, tables and roles voted, in words and lengths of bars: whichever kind of vote it is.

What may be told was decided when it was counted (`tally.vote_parts`); here it only gets its words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from appliance.conference.outcomes import told_apart
from appliance.conference.records import Activity, Text
from appliance.conference.tally.privacy import K
from appliance.conference.tally.votes import live_items
from appliance.conference.vote_columns import PARTS, criteria_of, telling
from appliance.conference.vote_words import CUT_WORDS

from .aside import aside
from .speech import listed, number, say
from .speech import plainly as _


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure of a group: on which criterion, if there are several; and as a part of the most."""

    name: Text
    told: str
    length: float


@dataclass(frozen=True, slots=True)
class Row:
    """An item, and its bars in each group; none where too few had an opinion on it."""

    text: Text
    bars: tuple[tuple[Bar, ...], ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """One way of dividing the room: the groups, the items, and what has to be said about them."""

    id: str
    title: str
    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


def cuts(activity: Activity) -> list[Cut]:
    """Every way in which the room is more than one group; [] while the room has no result."""
    told = told_apart(activity)
    if told is None:
        return []
    themes = aside(lambda room: {theme.id: theme.title for theme in room.themes.values()})
    return [
        _cut(activity, name, cut, themes)
        for name, cut in told.items()
        if cut["of"] > 1 and (cut["parts"] or name != "roles" or told["tables"]["parts"])
    ]


def _cut(activity: Activity, name: str, cut: Mapping[str, Any], themes: Mapping[str, Text]) -> Cut:
    parts = cut["parts"]
    return Cut(
        id=name,
        title=_(CUT_WORDS[name]),
        groups=tuple(_group(name, part, themes) for part in parts),
        sizes=tuple(part["n"] for part in parts),
        rows=tuple(_rows(activity, parts)),
        remarks=tuple(_remarks(activity, name, cut, themes)),
    )


def _group(name: str, part: Mapping[str, Any], themes: Mapping[str, Text]) -> str:
    """What a group is called: "Table 3", "Tables 1 and 4"."""
    names = part["names"]
    if name == "tables":
        return _("Table {table}", table=names[0]) if len(names) == 1 else _tables(names)
    if name == "themes":
        return listed([say(themes.get(id, id)) for id in names])
    called = [role or _("no role given") for role in names]
    return listed([*called, *([_("other roles")] if part.get("others") else [])])


def _tables(names: Sequence[str]) -> str:
    return _("Tables {tables}", tables=listed(names))


def _rows(activity: Activity, parts: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    items = live_items(activity.items or ())
    found = [{row["id"]: row for row in part["items"]} for part in parts]
    most = _most(row for part in parts for row in part["items"])
    for item in items if parts else ():
        rows = [there.get(item.id) for there in found]
        yield Row(
            item.text, tuple(tuple(_bars(activity, row, most)) if row else () for row in rows)
        )


def _bars(activity: Activity, row: Mapping[str, Any], most: float) -> Iterator[Bar]:
    criteria = criteria_of(row)
    if not criteria:
        name = telling(row)
        value = row.get(name)
        yield Bar("", _figure(name, value), (value or 0) / most)
        return
    told = {one["id"]: one for one in activity.settings.get("criteria", ())}
    for id, numbers in criteria.items():
        low, high = told.get(id, {}).get("scale", (0, 10))
        mean = numbers.get("mean")
        length = 0 if mean is None else (mean - low) / (high - low)
        title = told.get(id, {}).get("title", "") if len(criteria) > 1 else ""
        yield Bar(title, _figure("mean", mean), length)


def _most(rows: Iterator[Mapping[str, Any]]) -> float:
    return max((row.get(telling(row)) or 0 for row in rows), default=0) or 1


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{number(round(100 * value))}%" if name in PARTS else number(round(value, 1))


def _remarks(
    activity: Activity, name: str, cut: Mapping[str, Any], themes: Mapping[str, Text]
) -> Iterator[str]:
    parts = cut["parts"]
    if not parts:
        yield _(
            "The groups are too small to show apart, or would be together with what else stands "
            "here. This keeps each choice secret."
        )
        return
    for part in parts:
        if len(part["names"]) > 1 or part.get("others"):
            yield _(
                "Counted together, so that no group is smaller than {n}: {names}.",
                n=K,
                names=_group(name, part, themes),
            )
    told = {row["id"] for part in parts for row in part["items"]}
    if any(item.id not in told for item in live_items(activity.items or ())):
        yield _(
            "– means: in some group fewer than {n} had an opinion on this, or it was changed "
            "since.",
            n=K,
        )
