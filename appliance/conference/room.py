"""The state of the room: all records by kind, the indexes that the rules need, and who is there.

The room is changed only by `apply` (what is written down) and by the few `Presence` calls (what is
never written down). It knows no rule: it takes every change as decided.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from .change import Change
from .records import (
    KIND_OF,
    KINDS,
    Act,
    Action,
    Activity,
    Ballot,
    Bucket,
    Code,
    Conference,
    Edition,
    Entry,
    Invitee,
    Mask,
    Message,
    Passage,
    Person,
    Record,
    Response,
    Separation,
    State,
    Summary,
    Survey,
    Table,
    Theme,
)
from .typeable import plain_code

R = TypeVar("R", bound=Record)

CellKey = tuple[str, str, str]
"""Activity, question and table: the finest place where entries are counted."""


@dataclass(slots=True)
class Presence:
    """Who is connected and at which tables somebody types. Never journalled."""

    links: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Per table, the number of open connections of each person."""
    typing_until: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Per table, until which room time each person counts as typing."""

    def arrive(self, table: str, person: str) -> None:
        """One more connection of this person at this table."""
        people = self.links[table]
        people[person] = people.get(person, 0) + 1

    def leave(self, table: str, person: str) -> None:
        """One connection fewer; the person is gone with the last one."""
        people = self.links[table]
        people[person] = people.get(person, 1) - 1
        if people[person] <= 0:
            del people[person]
            self.typing_until[table].pop(person, None)

    def types(self, table: str, person: str, until_room_ms: int) -> None:
        """This person is typing, at least as far as we know until then."""
        self.typing_until[table][person] = until_room_ms

    def is_here(self, person: str) -> bool:
        """Whether this person has any connection."""
        return any(person in people for people in self.links.values())

    def connected(self, table: str) -> int:
        """How many people have this table's page open."""
        return len(self.links[table])

    def typing(self, table: str, room_ms: int) -> int:
        """How many people at this table are typing at this room time."""
        return sum(until > room_ms for until in self.typing_until[table].values())


class Room:
    """Everything there is, by kind and id."""

    def __init__(
        self, records: Iterable[Record] = (), seq: int = 0, room_ms: int = 0, minute: int = 0
    ) -> None:
        """`seq` is the last command in it; `room_ms` and `minute` tell what time it is.

        Whoever changes the room keeps the three so.
        """
        self.kinds: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        self.seq = seq
        self.room_ms = room_ms
        self.minute = minute
        self.presence = Presence()
        self.is_saving = True
        self.phones = 0
        self.facilitators = 0
        self.machine: Mapping[str, Any] = {}
        """What facilitators are told of the box itself: a document, made by whoever knows it."""
        self.last_ms: dict[CellKey, int] = {}
        """When something last came in at each cell, in room time; to the minute after a restart."""
        self.counted: dict[CellKey, object] = {}
        """What the tally counted at a cell, for as long as nothing changes there."""
        self.talked: dict[tuple[str, str], dict[tuple[str, ...], Any]] = {}
        """What the tally made of a question at several tables, for as long as nothing changes."""
        self.results: dict[str, Any] = {}
        """What the tally makes of a vote, by activity, for as long as nothing changes there."""
        self.turnouts: dict[str, Any] = {}
        """How many have voted, in the same way."""
        self.tallied: dict[str, dict[str, Any]] = defaultdict(dict)
        """What of each ballot counts, by activity and ballot, as long as neither changes."""
        self.counts_beside = False
        """Whether votes that take long to count are counted elsewhere (`tally/votes.results`)."""
        self.pending: dict[str, object] = {}
        """Which count elsewhere would be the last word, by activity."""
        self.latest: dict[str, Any] = {}
        """What was counted last elsewhere, by activity: as good as the last second."""
        self.sorted: dict[str, Any] = {}
        """How far each sorting step is, for as long as no contribution, group or step changes."""
        self._voted: dict[str, dict[str, str]] = defaultdict(dict)
        self._cast: dict[str, set[str]] = defaultdict(set)
        self._cells: dict[CellKey, set[str]] = defaultdict(set)
        self._owned: dict[str, set[str]] = defaultdict(set)
        self._seated: dict[str, set[str]] = defaultdict(set)
        self._answered: dict[str, str] = {}
        self._coded: dict[str, str] = {}
        for record in records:
            self._put(record)

    # -- what is there ---------------------------------------------------------------------------

    @property
    def conference(self) -> Conference | None:
        """The conference, or None on a box that has none yet."""
        return next(iter(self.kinds["conferences"].values()), None)

    @property
    def themes(self) -> dict[str, Theme]:
        """Themes by id."""
        return self.kinds["themes"]

    @property
    def tables(self) -> dict[str, Table]:
        """Tables by number, as text."""
        return self.kinds["tables"]

    @property
    def activities(self) -> dict[str, Activity]:
        """Activities by id."""
        return self.kinds["activities"]

    @property
    def people(self) -> dict[str, Person]:
        """People by id."""
        return self.kinds["people"]

    @property
    def entries(self) -> dict[str, Entry]:
        """Entries by id, in the order in which they came."""
        return self.kinds["entries"]

    @property
    def messages(self) -> dict[str, Message]:
        """Messages by id."""
        return self.kinds["messages"]

    @property
    def summaries(self) -> dict[str, Summary]:
        """Chairs' summaries by id."""
        return self.kinds["summaries"]

    @property
    def acts(self) -> dict[str, Act]:
        """Acts that can be taken back, by number as text."""
        return self.kinds["acts"]

    @property
    def actions(self) -> dict[str, Action]:
        """Who does what by when, by id."""
        return self.kinds["actions"]

    @property
    def masks(self) -> dict[str, Mask]:
        """What is covered in texts, by id."""
        return self.kinds["masks"]

    @property
    def codes(self) -> dict[str, Code]:
        """Codes by id."""
        return self.kinds["codes"]

    @property
    def surveys(self) -> dict[str, Survey]:
        """Surveys by id."""
        return self.kinds["surveys"]

    @property
    def invitees(self) -> dict[str, Invitee]:
        """Invitees by id."""
        return self.kinds["invitees"]

    @property
    def responses(self) -> dict[str, Response]:
        """What was answered to surveys, by id."""
        return self.kinds["responses"]

    def find(self, kind: str, record: str) -> Record | None:
        """The record of this kind with this id, or None."""
        return cast(Record | None, self.kinds[kind].get(record))

    def records(self) -> list[Record]:
        """All records, kind by kind."""
        return [record for kind in self.kinds.values() for record in kind.values()]

    # -- indexes ---------------------------------------------------------------------------------

    def programme(self) -> list[Activity]:
        """The activities in their order."""
        return sorted(self.activities.values(), key=lambda activity: activity.position)

    def current(self) -> Activity | None:
        """The running activity that was opened last, or None between two steps."""
        running = (a for a in self.activities.values() if a.state in (State.OPEN, State.PAUSED))
        return max(running, key=lambda a: (a.opened_room_ms or 0, a.position), default=None)

    def cell(self, key: CellKey) -> list[Entry]:
        """The entries at one question of one activity at one table, in order."""
        return sorted(self.unordered(key), key=lambda entry: entry.seq)

    def unordered(self, key: CellKey) -> Iterator[Entry]:
        """The same in any order: enough to count them."""
        return (self.entries[entry] for entry in self._cells.get(key, ()))

    def is_used(self, key: CellKey) -> bool:
        """Whether anything was ever written at this question of this activity at this table."""
        return key in self._cells

    def entries_of(self, activity: str) -> list[Entry]:
        """All entries of an activity, in order. Looks at every cell of the room."""
        keys = [key for key in self._cells if key[0] == activity]
        return sorted((e for k in keys for e in self.unordered(k)), key=lambda entry: entry.seq)

    def owned_by(self, person: str) -> list[Entry]:
        """The entries that this person can recognise as their own, in order."""
        return sorted((self.entries[e] for e in self._owned.get(person, ())), key=lambda e: e.seq)

    @property
    def buckets(self) -> dict[str, Bucket]:
        """Groups of texts by id."""
        return self.kinds["buckets"]

    @property
    def ballots(self) -> dict[str, Ballot]:
        """What people vote, by id."""
        return self.kinds["ballots"]

    def ballots_of(self, activity: str) -> list[Ballot]:
        """The ballots of an activity in the order of their receipts, which tells nothing."""
        found = (self.ballots[ballot] for ballot in self._cast.get(activity, ()))
        return sorted(found, key=lambda ballot: (ballot.receipt, ballot.id))

    def votes_in(self, activity: str) -> int:
        """How many ballots an activity has."""
        return len(self._cast.get(activity, ()))

    def ballot_of(self, activity: str, owner: str) -> Ballot | None:
        """What this voter votes in an activity, as far as it is still known."""
        return self.ballots.get(self._voted[owner].get(activity, ""))

    def voted_by(self, owner: str) -> list[Ballot]:
        """Every ballot that this voter can recognise as their own."""
        return [self.ballots[ballot] for ballot in self._voted.get(owner, {}).values()]

    @property
    def separations(self) -> dict[str, Separation]:
        """Texts that are kept apart, by id."""
        return self.kinds["separations"]

    @property
    def passages(self) -> dict[str, Passage]:
        """The organiser's own words in the report, by chapter."""
        return self.kinds["passages"]

    @property
    def editions(self) -> dict[str, Edition]:
        """The choices of report that are kept, by id."""
        return self.kinds["editions"]

    def response_of(self, owner: str) -> Response | None:
        """What this invitee, or browser without a code, answered, as far as it is still known."""
        return self.responses.get(self._answered.get(owner, ""))

    def invited_by(self, code: str) -> Invitee | None:
        """Who has this personal code, however it was typed; found as fast whether there is one."""
        return self.invitees.get(self._coded.get(plain_code(code), ""))

    def seated(self, table: str) -> int:
        """How many people took a seat at this table."""
        return len(self._seated.get(table, ()))

    def right_minute(self, entry: Entry) -> int:
        """The minute at which an entry was written, as far as is known by now.

        Whole minutes, as the entry itself has it: no finer time comes in from anywhere (law 6).
        """
        clocks = self.conference.clocks if self.conference else ()
        return entry.minute + sum(c.minutes for c in clocks if c.after < entry.seq <= c.upto)

    def around(self, table: str) -> frozenset[str]:
        """Who took a seat at this table or has its page open."""
        return frozenset(self._seated.get(table, ())) | self.presence.links[table].keys()

    # -- change ----------------------------------------------------------------------------------

    def apply(self, changes: Iterable[Change]) -> None:
        """Take every change as decided."""
        for change in changes:
            if isinstance(change.after or change.before, _SORTED):
                self.sorted.clear()
            if change.after is None:
                self._drop(cast(Record, change.before))
            else:
                self._put(change.after)

    def _put(self, after: Record) -> None:
        known = self.kinds[KIND_OF[type(after)]]
        before = known.get(after.id)
        self._unindex(before)
        known[after.id] = after
        if isinstance(after, Entry):
            self._cells[cell_of(after)].add(after.id)
            self._recount_cell(cell_of(after))
            if before is None:
                self._heard(after)
            if after.owner is not None:
                self._owned[after.owner].add(after.id)
        elif isinstance(after, Activity):
            if before is None or _counts_otherwise(before, after):
                self._recount(after.id)
                self.tallied.pop(after.id, None)
        elif isinstance(after, Person):
            self._seated[after.table].add(after.id)
        elif isinstance(after, Response) and after.owner is not None:
            self._answered[after.owner] = after.id
        elif isinstance(after, Ballot):
            self._cast[after.activity].add(after.id)
            self._recount(after.activity)
            if after.owner is not None:
                self._voted[after.owner][after.activity] = after.id
        elif isinstance(after, Invitee) and (code := plain_code(after.code)):
            self._coded[code] = after.id

    def _drop(self, record: Record) -> None:
        known = self.kinds[KIND_OF[type(record)]]
        self._unindex(known.pop(record.id, None))
        if isinstance(record, Entry) and not self._cells[cell_of(record)]:
            del self._cells[cell_of(record)]
            self.last_ms.pop(cell_of(record), None)

    def _heard(self, entry: Entry) -> None:
        ago_ms = max(0, self.minute - self.right_minute(entry)) * 60_000
        cell = cell_of(entry)
        self.last_ms[cell] = max(self.last_ms.get(cell, 0), self.room_ms - ago_ms)

    def _recount(self, activity: str) -> None:
        self.results.pop(activity, None)
        self.turnouts.pop(activity, None)
        self.pending.pop(activity, None)

    def _recount_cell(self, cell: CellKey) -> None:
        self.counted.pop(cell, None)
        self.talked.pop(cell[:2], None)

    def _unindex(self, record: Record | None) -> None:
        if isinstance(record, Entry):
            self._cells[cell_of(record)].discard(record.id)
            self._recount_cell(cell_of(record))
            if record.owner is not None:
                self._owned[record.owner].discard(record.id)
        elif isinstance(record, Person):
            self._seated[record.table].discard(record.id)
        elif isinstance(record, Response) and record.owner is not None:
            self._answered.pop(record.owner, None)
        elif isinstance(record, Ballot):
            self._cast[record.activity].discard(record.id)
            self._recount(record.activity)
            self.tallied[record.activity].pop(record.id, None)
            if record.owner is not None:
                self._voted[record.owner].pop(record.activity, None)
        elif isinstance(record, Invitee):
            self._coded.pop(plain_code(record.code), None)


def _counts_otherwise(before: Activity, after: Activity) -> bool:
    """Whether the same votes may come to something else: not by being closed, or shown."""
    return (before.kind, before.items, before.settings) != (after.kind, after.items, after.settings)


_SORTED: Final = (Activity, Bucket, Entry, Theme)
"""What tells how far a sorting step is."""


def cell_of(entry: Entry) -> CellKey:
    """Where an entry is counted."""
    return (entry.activity, entry.question, entry.table)
