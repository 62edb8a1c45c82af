"""What each audience sees: one document per record, or none.

`project` says what an audience sees of one thing; `touches` says what must be looked at again when
a record changed. A flip (an activity opens, an entry is hidden) is only a longer `touches`: no
client decides what may be seen. An audience is a word: "table:3", "chair:3", "control", "stage" or
"watch". A ref is a kind and an id; besides the kinds of record there are some that are counted,
not stored: "cells", "presence", "box", "slides" (what a presentation shows, by activity), "screen"
(the big screen in words), "cards" (contributions, by entry, as those see them who sort them),
"sorting" (how far a sorting step is), "groups" (its groups as tables see them), "agreement" (where
everyone sorted, how alike), "harvests" (whose points stand on the big screen), "discussions" (what
was said about each topic), "chains" (where the list of a step comes from), and of an activity that
is voted in its "lists", "turnout" and "results".
"""

from collections.abc import Iterator
from typing import Final

from .actions import actions_of, from_source
from .audience import Document
from .chains import has_chain
from .change import Change
from .counted import COUNTED
from .documents import SEEN, own_ballot, whole_entry
from .groups import input_of, is_running, is_sorting, steps_sorting, takers
from .harvest import is_harvest
from .lists import source_of
from .outcomes import votes
from .records import (
    Activity,
    Ballot,
    Bucket,
    Conference,
    Entry,
    Person,
    Response,
    Signal,
    State,
    Summary,
    Survey,
    Table,
)
from .refusal import Refused
from .room import CellKey, Room, cell_of
from .slides import slides_of
from .tally.contributors import cells_at, cells_of
from .topics import is_discussion

Ref = tuple[str, str]
View = dict[str, dict[str, Document]]

BOX: Final[Ref] = ("box", "box")
SCREEN: Final[Ref] = ("screen", "screen")

KINDS_SEEN: Final = (
    "conferences",
    "themes",
    "tables",
    "activities",
    "entries",
    "messages",
    "summaries",
    "acts",
    "cells",
    "presence",
    "box",
    "slides",
    "screen",
    "buckets",
    "cards",
    "sorting",
    "groups",
    "agreement",
    "lists",
    "ballots",
    "turnout",
    "results",
    "harvests",
    "actions",
    "chains",
    "discussions",
)
"""The kinds in a view, in the order in which they are sent."""


_ALIKE: Final = frozenset(
    {
        *("themes", "entries", "messages", "summaries", "acts", "cells", "slides", "screen"),
        *("lists", "results", "buckets", "cards", "sorting", "actions", "chains", "agreement"),
    }
)


_OF_BALLOTS: Final = ("turnout", "results", "sorting")
"""What is counted of ballots, at most once a second."""

_OF_SORTING: Final = ("groups", "agreement")
"""What is counted of each step in which contributions are sorted, besides how far it is."""

_OF_VOTE: Final = ("lists", "turnout", "results")
"""What is counted of each activity that works on a list."""

_RUNNING: Final = (State.OPEN, State.PAUSED)
"""While a vote runs, who comes could vote."""


def audiences(room: Room) -> list[str]:
    """Every audience that this room has."""
    own = [f"{who}:{table}" for table in room.tables for who in ("table", "chair")]
    return [*own, "control", "watch", "stage"]


def project(audience: str, ref: Ref, room: Room) -> Document | None:
    """What this audience sees of this thing now, or None."""
    kind, id = ref
    if kind in COUNTED:
        return _counted(audience, ref, room)
    record = room.find(kind, id)
    seen = SEEN.get(type(record))
    return None if seen is None else seen(audience, record, room)


def _counted(audience: str, ref: Ref, room: Room) -> Document | None:
    kind, id = ref
    try:
        return COUNTED[kind](audience, id, room)
    except Refused as no:
        if no.code != "still_counting":
            raise
        # It is looked at again when that is done (`touched_by_count`).
        return None


def is_alike(audience: str, kind: str) -> bool:
    """Whether this audience sees of a thing what all others see, if it sees it: encode it once.

    The stage has its own words: no names stand there.
    """
    return kind in _ALIKE and audience != "stage"


def view(audience: str, room: Room) -> View:
    """Everything that this audience sees."""
    seen: View = {kind: {} for kind in KINDS_SEEN}
    for kind, id in refs(room):
        document = project(audience, (kind, id), room)
        if document is not None:
            seen[kind][id] = document
    return seen


def refs(room: Room) -> Iterator[Ref]:
    """Everything that anybody could see."""
    for kind in KINDS_SEEN:
        yield from ((kind, id) for id in room.kinds.get(kind, ()))
    for activity in room.activities.values():
        yield from _cell_refs(room, activity)
    yield from (("presence", table) for table in room.tables)
    yield BOX
    yield from _slides(room)
    yield SCREEN
    yield from (("cards", entry) for entry in room.entries)
    sorting = [id for id, each in room.activities.items() if is_sorting(each)]
    yield from ((kind, id) for id in sorting for kind in ("sorting", *_OF_SORTING))
    yield from ((kind, id) for id in room.activities for kind in _OF_VOTE)
    yield from _harvests(room)
    yield from _chains(room)
    yield from _discussions(room)


def touches(change: Change, room: Room) -> set[Ref]:
    """What has to be looked at again after this change; `room` holds it already."""
    touched: set[Ref] = {(change.kind, change.record)}
    for record in (change.before, change.after):
        match record:
            case Entry():
                touched |= {_cell_ref(cell_of(record)), SCREEN, ("cards", record.id)}
                touched |= {("sorting", step.id) for step in steps_sorting(room, record)}
                touched |= _said_in_actions(room, record.id) | _chains_after(room, record)
                touched |= {("agreement", step.id) for step in steps_sorting(room, record)}
                touched |= _touched_at_once(change)
            case Bucket():
                touched |= _touched_by_bucket(room, record) | _chains(room)
                touched |= _said_in_actions(room, record.id)
            case Activity():
                touched |= _touched_by_activity(room, record)
            case Person():
                touched |= touched_by_presence(room, record.table) | _out_of_use(room)
            case Survey() | Response():
                touched |= {*_slides(room), SCREEN}
            case Summary():
                touched |= {*_harvests(room)}
            case Conference():
                touched |= {("entries", entry) for entry in record.show.entries} | {SCREEN}
            case Table():
                touched |= _touched_at(room, record) | touched_by_presence(room, record.id)
                touched |= _out_of_use(room) | {SCREEN, *_harvests(room), *_discussions(room)}
                # How many could vote follows from the heads that were counted.
                touched |= {("turnout", each.id) for each in votes(room)}
    touched |= _touched_by_sorting(change, room)
    if change.kind == "tables" and (change.before is None or change.after is None):
        # Who looks as this table sees what its theme asks and wrote from now on, or not any more.
        touched |= {("activities", activity) for activity in room.activities}
        touched |= {(kind, entry) for entry in room.entries for kind in ("entries", "cards")}
        touched |= {("buckets", bucket) for bucket in room.buckets}
    return touched


def touches_later(change: Change, room: Room) -> set[Ref]:
    """What has to be looked at again within a second: to look at once costs too much."""
    touched: set[Ref] = set()
    for record in (change.before, change.after):
        match record:
            case Ballot():
                touched |= {(kind, record.activity) for kind in _OF_BALLOTS}
            case Bucket():
                touched.add(("groups", record.of))
            case Entry():
                touched.add(("discussions", record.activity))
                # What is parked or taken back is in no group any more.
                touched |= {("groups", step.id) for step in steps_sorting(room, record)}
    return touched


def touches_person(change: Change) -> set[str]:
    """Whose own document has to be looked at again after this change."""
    people = set()
    for record in (change.before, change.after):
        if isinstance(record, Person):
            people.add(record.id)
        elif isinstance(record, Entry | Ballot) and record.owner is not None:
            people.add(record.owner)
    return people


def touched_by_presence(room: Room, table: str) -> set[Ref]:
    """What has to be looked at again when somebody comes to or leaves a table."""
    known = room.tables.get(table)
    touched = _touched_at(room, known) if known else {("presence", table)}
    touched |= {("turnout", each.id) for each in votes(room) if each.state in _RUNNING}
    if room.conference is not None:
        # Whether most have joined is told with the conference.
        touched.add(("conferences", room.conference.id))
    return touched


def touched_by_count(room: Room, activity: str) -> set[Ref]:
    """What has to be looked at again when a vote was counted beside."""
    again = (each.id for each in room.activities.values() if each.repeats == activity)
    lists = (step.id for step in takers(room, activity) if step.items is None)
    return {*(("results", id) for id in (activity, *again)), *(("lists", id) for id in lists)}


def mine(person: str, room: Room) -> Document:
    """What is this person's own: seat, name, and every entry and ballot that can still be
    recognised; and the order in which the items of a running vote stand for them."""
    known = room.people.get(person)
    return {
        "person": person,
        "table": known.table if known else None,
        "name": known.name if known else "",
        "role": known.role if known else "",
        "entries": {entry.id: whole_entry(entry, room) for entry in room.owned_by(person)},
        "ballots": {ballot.activity: own_ballot(ballot) for ballot in room.voted_by(person)},
    }


def _touched_at(room: Room, table: Table) -> set[Ref]:
    keys = (key for each in room.activities.values() for key in cells_at(room, each, table))
    return {("presence", table.id), *(_cell_ref(key) for key in keys)}


def _touched_by_bucket(room: Room, bucket: Bucket) -> set[Ref]:
    """How much is left, and the lists that are taken from the groups."""
    lists = {("lists", step.id) for step in takers(room, bucket.of) if step.items is None}
    return {("sorting", bucket.of), ("agreement", bucket.of), *lists}


def _touched_by_sorting(change: Change, room: Room) -> set[Ref]:
    """What chairs see to sort, from when a sorting step begins; and at a table of another theme."""
    if isinstance(change.before, Table) and isinstance(change.after, Table):
        steps = [step for step in room.activities.values() if is_sorting(step)]
        is_flip = change.before.theme != change.after.theme
    elif isinstance(change.before, Activity) and isinstance(change.after, Activity):
        steps = [change.after] if is_sorting(change.after) else []
        # Chairs see a list from when it is begun, all tables while everyone sorts.
        both = (change.before, change.after)
        stages = {(each.state is State.PLANNED, is_running(each)) for each in both}
        is_flip = len(stages) > 1
    else:
        return set()
    if not is_flip:
        return set()
    of = {id for step in steps for id in (step.id, input_of(step))}
    touched = {("cards", entry.id) for entry in room.entries.values() if entry.activity in of}
    return touched | {("buckets", each.id) for each in room.buckets.values() if each.of in of}


def _out_of_use(room: Room) -> set[Ref]:
    """Where to go instead follows from how full the other tables are."""
    return {("tables", table.id) for table in room.tables.values() if not table.is_in_use}


def _touched_by_activity(room: Room, activity: Activity) -> set[Ref]:
    touched: set[Ref] = {*_cell_refs(room, activity), ("slides", activity.id), SCREEN}
    touched |= {(kind, activity.id) for kind in (*_OF_VOTE, "sorting", *_OF_SORTING)}
    # Between a vote and its repeat there is something to see once both are shown.
    again = (a for a in room.activities.values() if a.repeats == activity.id)
    touched |= {("results", each.id) for each in again}
    # What was asked before it is suggested in a harvest.
    touched |= {("harvests", activity.id), *_harvests(room), ("discussions", activity.id)}
    touched |= {("actions", each.id) for each in actions_of(room, activity.id)} | _chains(room)
    # What takes its list from this one can be looked over once this one is over.
    after = (a for a in room.activities.values() if source_of(room, a) is not None)
    touched |= {("lists", each.id) for each in after if each.state is State.PLANNED}
    # A table that was ready is not so any more in the next step.
    touched |= {
        ("tables", table.id) for table in room.tables.values() if table.signal is Signal.READY
    }
    conference = room.conference
    if conference is not None:
        touched.add(("conferences", conference.id))
    return touched


def _slides(room: Room) -> Iterator[Ref]:
    """What of the survey may stand on the big screen, and when, follows from its state."""
    return (("slides", activity.id) for activity in room.activities.values() if slides_of(activity))


def _said_in_actions(room: Room, source: str) -> set[Ref]:
    """An action says in words what it came from."""
    return {("actions", action.id) for action in from_source(room, source)}


def _chains(room: Room) -> set[Ref]:
    """How much a step takes follows from all that came before it, until it is opened."""
    return {("chains", each.id) for each in room.activities.values() if has_chain(each)}


def _chains_after(room: Room, entry: Entry) -> set[Ref]:
    """While people write nobody is told how much of it goes on: that would cost at every text."""
    step = room.activities.get(entry.activity)
    is_over = step is None or step.state in (State.CLOSED, State.SEALED)
    return _chains(room) if is_over else set()


def _harvests(room: Room) -> Iterator[Ref]:
    """What tables say in each harvest follows from what their chairs wrote, also before it."""
    return (("harvests", each.id) for each in room.activities.values() if is_harvest(each))


def _discussions(room: Room) -> Iterator[Ref]:
    return (("discussions", id) for id, each in room.activities.items() if is_discussion(each))


def _touched_at_once(change: Change) -> set[Ref]:
    """What was highlighted or hidden comes onto or off the big screen without waiting."""
    before = change.before
    return {("discussions", before.activity)} if isinstance(before, Entry) else set()


def _cell_refs(room: Room, activity: Activity) -> Iterator[Ref]:
    return (_cell_ref(key) for key in cells_of(room, activity))


def _cell_ref(key: CellKey) -> Ref:
    return ("cells", ".".join(key))
