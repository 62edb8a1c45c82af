"""A vote per theme, table and role, as far as that points at nobody: for whichever kind it is.

Counted once, when the room is shown the result or the vote is closed for good, and kept as plain
numbers. Counted again after somebody called their role another way, that person's vote would be
what the two countings differ by.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.activities.kind import Values, Vote
from appliance.conference.records import Activity, Ballot, Item
from appliance.conference.room import Room

from .breakdown import Cast, Groups, Names, group_of, groups, is_enough
from .letting_go import at_table, kept_groups
from .privacy import K
from .votes import is_long, live_items

Document = dict[str, Any]

CUTS: Final = ("themes", "tables", "roles")

_LEFT_OUT: Final = frozenset({"lower_quartile", "upper_quartile", "sd"})
"""Not needed to compare groups; the fewer numbers, the less can be calculated from them."""

_Cut = Callable[[Cast["_Said"]], str]


@dataclass(frozen=True, slots=True)
class _Said:
    """What of a ballot counts, {} where it says nothing; and on what it has an opinion, where one
    can have none."""

    values: Values
    weighs: frozenset[tuple[str, str]]


_OF: Final[dict[str, _Cut]] = {
    "themes": lambda one: one.theme,
    "tables": lambda one: one.table,
    "roles": lambda one: one.role,
}


def vote_parts(room: Room, activity: Activity, vote: Vote, k: int = K) -> Document:
    """What may be told, as plain JSON: {"themes": cut, "tables": cut, "roles": cut, "kept": …}.

    A cut is {"of": n, "parts": […]}: how many there are of which somebody voted, and the groups,
    none where nothing may be told. A part is {"names", "n", "items", …} with the results of its
    kind, for those items on which nobody is alone with a few in having an opinion; roles of fewer
    than `k` are not named: "others" says how many they are. "items" are those that there were then;
    "kept": see `letting_go`. Of a vote that takes long to count there are no cuts (of 0): it is
    counted beside the writer, and this is not.
    """
    if is_long(room, activity):
        return {**{name: {"of": 0, "parts": []} for name in CUTS}, "items": [], "kept": []}
    cast = _cast(room, activity, vote)
    roles_first = activity.settings.get("groups_by") == "roles"
    found = groups(cast, k, roles_first=roles_first)
    items = _told_items(activity, cast, found, k)
    if roles_first:
        # They would be the themes again.
        items["tables"] = []
    told = {
        name: _cut(activity, vote, cast, name, getattr(found, name), items[name]) for name in CUTS
    }
    sizes = Counter(one.role for one in cast)
    told["roles"]["parts"] = [_unnamed(part, sizes, k) for part in told["roles"]["parts"]]
    live = [item.id for item in live_items(activity.items or ())]
    return {**told, "items": live, "kept": kept_groups(cast, found)}


def _cast(room: Room, activity: Activity, vote: Vote) -> list[Cast[_Said]]:
    """Every ballot with theme, table and role, in the order of the themes, tables and roles."""
    calls = _callings(room)
    cast = []
    for ballot in room.ballots_of(activity.id):
        person = room.people.get(ballot.owner or "")
        role = calls.get(person.role.casefold(), "") if person else ""
        there = at_table(room, ballot, role)
        cast.append(Cast(_said(activity, vote, ballot), there.theme, there.table, there.role))
    many = Counter(one.role for one in cast)
    return sorted(
        cast, key=lambda one: (*_placed(room, one), one.role == "", -many[one.role], one.role)
    )


def _placed(room: Room, one: Cast[_Said]) -> tuple[int, int, str]:
    theme, table = room.themes.get(one.theme), room.tables.get(one.table)
    return (theme.number if theme else 0, table.number if table else 0, one.table)


def _callings(room: Room) -> dict[str, str]:
    """What a role is called, by how it is written in small letters: as most write it."""
    written = Counter(person.role for person in room.people.values() if person.role)
    rising = sorted(written, key=lambda role: (written[role], role))
    return {role.casefold(): role for role in rising}


def _said(activity: Activity, vote: Vote, ballot: Ballot) -> _Said:
    items = activity.items or ()
    values = vote.counted(activity, items, ballot.values)
    if not values:
        return _Said({}, frozenset())
    return _Said(values, frozenset(vote.weighs(live_items(items), values) if vote.weighs else ()))


def _told_items(
    activity: Activity, cast: Sequence[Cast[_Said]], found: Groups, k: int
) -> dict[str, list[Item]]:
    """The items that may be told per cut: on each of their criteria every group has either no
    opinion or at least `k`; and in roles also every group at every table of which it is told."""
    of_theme, of_table, of_role = map(group_of, (found.themes, found.tables, found.roles))
    live = live_items(activity.items or ())

    def enough(place: Callable[[Cast[_Said]], object]) -> set[str]:
        return _with_enough(live, cast, place, k)

    themes = enough(lambda one: of_theme.get(one.theme))
    tables = enough(lambda one: of_table.get(one.table))
    at_tables = enough(lambda one: (of_table.get(one.table), of_role.get(one.role)))
    in_themes = enough(lambda one: (of_theme.get(one.theme), of_role.get(one.role)))
    roles = (tables & at_tables) | ((themes - tables) & in_themes)
    roles |= enough(lambda one: of_role.get(one.role)) - themes
    told = {"themes": themes, "tables": tables, "roles": roles}
    return {name: [item for item in live if item.id in ids] for name, ids in told.items()}


def _with_enough(
    items: Iterable[Item],
    cast: Iterable[Cast[_Said]],
    place: Callable[[Cast[_Said]], object],
    k: int,
) -> set[str]:
    """The items on which nobody is one of a few; none where some ballots of a place say nothing
    and only a few there say something."""
    sizes: Counter[object] = Counter()
    opinions: dict[str, Counter[object]] = {item.id: Counter() for item in items}
    for one in cast:
        where = place(one)
        sizes[where] += bool(one.ballot.values)
        for item, criterion in one.ballot.weighs:
            opinions[item][where, criterion] += 1
    if not is_enough(sizes.values(), k):
        return set()
    return {item for item, counts in opinions.items() if is_enough(counts.values(), k)}


def _cut(
    activity: Activity,
    vote: Vote,
    cast: Sequence[Cast[_Said]],
    name: str,
    groups: Sequence[Names],
    items: Sequence[Item],
) -> Document:
    of = _OF[name]
    parts = []
    for names in groups if len(groups) > 1 and items else ():
        ballots = [one.ballot.values for one in cast if of(one) in names and one.ballot.values]
        told = vote.results(activity, items, ballots)
        rows = [_plain(row) for row in told["items"]]
        parts.append({**_plain(told), "names": list(names), "n": len(ballots), "items": rows})
    return {"of": len({of(one) for one in cast}), "parts": parts}


def _plain(told: Document) -> Document:
    """The single numbers and words of a document, and those of each criterion."""
    found: Document = {
        name: value
        for name, value in told.items()
        if name not in _LEFT_OUT and (value is None or isinstance(value, int | float | str))
    }
    if criteria := told.get("criteria"):
        found["criteria"] = {id: _plain(numbers) for id, numbers in criteria.items()}
    return found


def _unnamed(part: Document, sizes: Counter[str], k: int) -> Document:
    """A role that hardly anybody has could be as good as a name."""
    names = [name for name in part["names"] if sizes[name] >= k]
    others = len(part["names"]) - len(names)
    return {**part, "names": names, **({"others": others} if others else {})}
