"""How many people and entries there are: the counts behind the rings and the results."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from appliance.conference.records import Activity, Entry, Relation, State, Table
from appliance.conference.room import CellKey, Room
from appliance.conference.sharing import is_put_to
from appliance.conference.topics import questions_of

from .privacy import K, stepwise


@dataclass(frozen=True, slots=True)
class Cell:
    """What one table did with one question.

    `contributed` and `people` are None where fewer than k people sit; `share` (0 to 1) then only
    says none, some or all. After sealing the same goes for a table that was asked several
    questions: what was kept is how many wrote anything at all.
    """

    entries: int
    comments: int
    share: float
    contributed: int | None
    people: int | None
    last_room_ms: int | None


@dataclass(frozen=True, slots=True)
class Written:
    """What follows from the entries of a cell alone.

    `stances` counts what is for and what is against; `asked` are the questions to the topic of a
    discussion, `answered` what people of this table answered, wherever that was written.
    """

    entries: int
    comments: int
    owners: frozenset[str]
    stances: Mapping[Relation | None, int]
    asked: frozenset[str]
    answered: frozenset[str]


def is_counted(entry: Entry) -> bool:
    """Whether an entry counts as a contribution: not withdrawn, hidden, late, or a comment."""
    gone = entry.is_withdrawn or entry.is_hidden or entry.is_late
    return not gone and entry.relation is not Relation.COMMENT


def is_read(entry: Entry) -> bool:
    """Whether a comment or entry is there for the others to read."""
    return not (entry.is_withdrawn or entry.is_hidden or entry.is_late)


def contributors(entries: Iterable[Entry]) -> int:
    """How many different people wrote these entries, as far as the box can still tell."""
    return len(_owners(entries))


def contributors_by_table(entries: Iterable[Entry]) -> dict[str, int]:
    """How many different people contributed, per table."""
    by_table: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_table[entry.table].append(entry)
    return {table: contributors(there) for table, there in by_table.items()}


def cell(room: Room, key: CellKey) -> Cell:
    """What this table did with this question so far."""
    table = key[2]
    found = written(room, key)
    wrote = _wrote(room, key, found)
    # Who only ever sent plain forms has written, but has no seat and no connection.
    people = max(len(room.around(table) | found.owners), wrote or 0)
    return Cell(
        entries=found.entries,
        comments=found.comments,
        share=_share(wrote, people, found.entries > 0),
        contributed=wrote if people >= K else None,
        people=people if people >= K else None,
        last_room_ms=room.last_ms.get(key),
    )


def cells_of(room: Room, activity: Activity) -> list[CellKey]:
    """Where an activity gathers entries: its questions at every table that they are put to.

    And at a table that is not asked, but whose people reacted to what others wrote there.
    """
    return [key for table in room.tables.values() for key in cells_at(room, activity, table)]


def cells_at(room: Room, activity: Activity, table: Table) -> list[CellKey]:
    """The same at one table."""
    if activity.state is State.PLANNED:
        return []
    keys = ((question, (activity.id, question.id, table.id)) for question in questions_of(activity))
    return [key for q, key in keys if is_put_to(q, table.theme) or room.is_used(key)]


def written(room: Room, key: CellKey) -> Written:
    """What is written at a cell: counted once, however many look and people come and go."""
    known = room.counted.get(key)
    if isinstance(known, Written):
        return known
    there = list(room.unordered(key))
    counted = [entry for entry in there if is_counted(entry)]
    comments = [e for e in there if is_read(e) and e.relation is Relation.COMMENT]
    found = room.counted[key] = Written(
        entries=len(counted),
        comments=len(comments),
        owners=_owners(there),
        stances=Counter(entry.relation for entry in counted),
        asked=frozenset(e.id for e in counted if e.relation is Relation.QUESTION),
        answered=frozenset(e.parent for e in comments if e.parent is not None),
    )
    return found


def is_cell(room: Room, key: CellKey) -> bool:
    """Whether `cells_of` has this one."""
    activity, table = room.activities.get(key[0]), room.tables.get(key[2])
    return activity is not None and table is not None and key in cells_at(room, activity, table)


def tables_begun(room: Room, activity: Activity) -> tuple[int, int]:
    """At how many tables somebody has contributed to an activity, and how many are asked.

    Those in use only: as many rings as stand on the big screen, and how many are not empty.
    """
    tables = [table for table in room.tables.values() if table.is_in_use]
    keys = [cells_at(room, activity, table) for table in tables]
    asked = [there for there in keys if there]
    return sum(any(_wrote(room, key, written(room, key)) for key in k) for k in asked), len(asked)


def _wrote(room: Room, key: CellKey, found: Written) -> int | None:
    activity, table = room.activities[key[0]], room.tables[key[2]]
    if activity.state is not State.SEALED:
        return len(found.owners)
    is_all = cells_at(room, activity, table) == [key]
    return activity.contributed.get(table.id) if activity.contributed and is_all else None


def _owners(entries: Iterable[Entry]) -> frozenset[str]:
    counted = (entry for entry in entries if is_counted(entry))
    return frozenset(entry.owner for entry in counted if entry.owner is not None)


def _share(wrote: int | None, people: int, has_entries: bool) -> float:
    if wrote is None:
        return 0.5 if has_entries else 0.0
    return stepwise(wrote, people)
