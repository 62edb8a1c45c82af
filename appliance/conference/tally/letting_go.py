"""Which table a ballot may keep once nobody knows any more whose it is (law 6).

Groups of tables in which at least k people voted; a ballot of a group of several keeps no table.
The same groups as those that are told, so that the one taken from the other leaves nobody alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from appliance.conference.records import Ballot
from appliance.conference.room import Room

from .breakdown import Cast, Groups, groups
from .privacy import ALL, K

Kept = list[dict[str, Any]]
"""Plain JSON: per group {"tables": […], "theme": its theme, "" where it has several}."""


def kept(room: Room, ballots: Sequence[Ballot], k: int = K) -> Kept:
    """The groups of these ballots, none where all together are fewer than `k`."""
    cast = sorted((at_table(room, ballot) for ballot in ballots), key=lambda one: one.table)
    return kept_groups(cast, groups(cast, k))


def kept_groups(cast: Sequence[Cast[Any]], found: Groups) -> Kept:
    """The same, of groups that were found."""
    theme_of = {one.table: one.theme for one in cast}
    told = []
    for names in found.tables:
        themes = {theme_of[name] for name in names}
        theme = themes.pop() if len(themes) == 1 else ""
        told.append({"tables": list(names), "theme": theme})
    return told


def at_table(room: Room, ballot: Ballot, role: str = "") -> Cast[Ballot]:
    """A ballot at its table, of the theme that this table has now."""
    table = room.tables.get(ballot.table)
    return Cast(ballot, table.theme if table else ballot.theme, ballot.table, role)


def place(groups: Kept, table: str) -> tuple[str, str]:
    """The table and the theme that a ballot of this table keeps, "" for none."""
    for group in groups:
        if table in group["tables"]:
            return (table if len(group["tables"]) == 1 else "", group["theme"])
    return "", ""


def counted(groups: Kept, by_table: Mapping[str, int]) -> dict[str, int]:
    """How many voted per group ("3", "1+4"), and "all" of them; {} where they are too few."""
    if not groups:
        return {}
    names = {"+".join(sorted(g["tables"], key=lambda t: (len(t), t))): g["tables"] for g in groups}
    told = {name: sum(by_table.get(t, 0) for t in tables) for name, tables in names.items()}
    return {**told, ALL: sum(by_table.values())}
