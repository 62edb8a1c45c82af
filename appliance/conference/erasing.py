"""What the box knows of one person, and leaving nothing of it, on their request.

Only what stands under a name can be found: who was invited, what was given with a name, who said
who they are at a table, who is named as chair, as whom to call or as the one who does something.
What was given without a name is not looked for, also where the box could still tell whose it is:
whoever leads would see what goes, and would know. People take that back on their own phone until it
is closed for good; after that nobody knows whose it is.

Counts stay what they were: who was invited stays counted, without name, address and code.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final

from .change import Change, Moment
from .commands import Actor, ErasePerson
from .records import (
    Act,
    Activity,
    Attribution,
    Conference,
    Contact,
    Entry,
    Invitee,
    Person,
    Response,
    Survey,
)
from .refusal import Refused
from .room import Room
from .surveys.holding import moved_on, taken_out
from .tally.privacy import K

GONE: Final = "…"
"""Stands on a list in the place of what somebody had written."""

_OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "entries": ("id", "text", "name"),
    "people": ("id", "name"),
    "invitees": ("id", "code", "label", "email"),
    "responses": ("id", "name"),
    "actions": ("id", "who"),
    "tables": ("chair",),
}
"""The kinds that hold what is somebody's own, and what in them is of nobody else."""


@dataclass(frozen=True, slots=True)
class Named:
    """What stands under one name, as it is written; `tables` is where they sat."""

    name: str
    entries: int = 0
    responses: int = 0
    actions: int = 0
    tables: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    """The tables of which they are named as the chair."""
    is_contact: bool = False
    """Whether this is whom the venue's staff can call."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of whoever is asked for. `mentions` are texts of others in which it stands."""

    invitees: tuple[Invitee, ...]
    named: tuple[Named, ...]
    mentions: int


def found(room: Room, asked: str) -> Found:
    """What stands under what somebody typed: a name or part of it, or an address."""
    wanted = _plain(asked)
    if not wanted:
        return Found((), (), 0)
    invitees = [i for i in room.invitees.values() if wanted in _plain(f"{i.label} {i.email}")]
    names = sorted({name for name in _names(room) if wanted in _plain(name)})
    texts = sum(wanted in _plain(text) for text in _texts(room))
    return Found(tuple(invitees), tuple(_named(room, name) for name in names), texts)


def erase_person(
    room: Room, actor: Actor, command: ErasePerson, moment: Moment
) -> Sequence[Change]:
    """Empty whatever is theirs. Raises Refused `person_unknown` where nothing is.

    What they answered to a survey without names that is not closed for good leaves the figures
    together with answers of others (`surveys.holding`).
    """
    changes = _emptying(room, command)
    if not changes:
        raise Refused("person_unknown")
    touched = {change.record for change in changes} | set(command.names)
    acts = (act for act in room.acts.values() if _holds(act, touched))
    return [*changes, *(Change(act, None) for act in acts)]


def is_known(room: Room, command: ErasePerson) -> bool:
    """Whether there is anything to erase of whom this names."""
    return bool(_emptying(room, command))


def erased(changes: Iterable[Change]) -> frozenset[str]:
    """The ids and words of which nothing written earlier may be left, of what erasing changed."""
    words = [
        str(getattr(change.before, member))
        for change in changes
        for member in _OWN.get(change.kind, ())
        if change.before is not None
    ]
    for change in changes:
        if isinstance(change.before, Conference):
            words += [change.before.contact.name, change.before.contact.phone]
    return frozenset(word for word in words if word)


def _emptying(room: Room, command: ErasePerson) -> list[Change]:
    invitees = [room.invitees[id] for id in command.invitees if id in room.invitees]
    names = frozenset(name for name in command.names if name)
    entries = [e for e in room.entries.values() if e.name in names]
    changes = [
        *(Change(invitee, _blank_invitee(room, invitee)) for invitee in invitees),
        *(Change(p, replace(p, name="", role="")) for p in room.people.values() if p.name in names),
        *(Change(entry, _blank_entry(entry)) for entry in entries),
        *(Change(a, replace(a, who="")) for a in room.actions.values() if a.who in names),
        *(Change(t, replace(t, chair="")) for t in room.tables.values() if t.chair in names),
        *_without_contact(room, names),
        *_without_answers(room, invitees, names),
        *_off_lists(room, {entry.id: entry.text for entry in entries}),
    ]
    return [change for change in changes if change.before != change.after]


def _holds(act: Act, touched: Set[str]) -> bool:
    """Whether taking this back would bring back something of theirs."""
    return any(
        reversal.record in touched
        or any(
            isinstance(value, str) and value in touched
            for side in (reversal.before, reversal.after)
            for value in (side or {}).values()
        )
        for reversal in act.reversals
    )


def _blank_invitee(room: Room, invitee: Invitee) -> Invitee:
    """Counted as before: with the role too, as long as it points at nobody."""
    alike = sum(other.role == invitee.role for other in room.invitees.values())
    role = invitee.role if alike >= K else ""
    return replace(invitee, code="", label="", email="", role=role)


def _blank_entry(entry: Entry) -> Entry:
    return replace(entry, text="", name="", is_withdrawn=True, is_highlighted=False)


def _without_contact(room: Room, names: frozenset[str]) -> Iterable[Change]:
    conference = room.conference
    if conference is not None and conference.contact.name in names:
        yield Change(conference, replace(conference, contact=Contact()))


def _without_answers(
    room: Room, invitees: Sequence[Invitee], names: frozenset[str]
) -> Iterable[Change]:
    own = [response for i in invitees if (response := room.response_of(i.id)) is not None]
    own += [r for r in room.responses.values() if r.name in names and r not in own]
    for survey in room.surveys.values():
        theirs = [response for response in own if response.survey == survey.id]
        if theirs:
            yield from moved_on(room, survey, [_taken_out(survey, each) for each in theirs])


def _taken_out(survey: Survey, response: Response) -> Change:
    if survey.attribution is Attribution.NAMED:
        return Change(response, None)
    return taken_out(survey, response)


def _off_lists(room: Room, texts: Mapping[str, str]) -> Iterable[Change]:
    """What was made of a text carries it on: a list that is voted on, and contributions merged."""
    for activity in room.activities.values():
        yield Change(activity, _without(activity, texts.keys()))
    for merged in room.entries.values():
        if merged.text and any(texts.get(id) == merged.text for id in merged.behind):
            yield Change(merged, replace(merged, text=GONE))


def _without(activity: Activity, ids: Iterable[str]) -> Activity:
    gone = frozenset(ids)
    items = activity.items
    if items is not None:
        items = tuple(replace(i, text=GONE) if i.id in gone else i for i in items)
    listed = activity.settings.get("items")
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        return replace(activity, items=items)
    told = [_emptied(item, gone) for item in listed]
    settings = {**activity.settings, "items": told} if told != list(listed) else activity.settings
    return replace(activity, items=items, settings=settings)


def _emptied(item: Any, gone: frozenset[str]) -> Any:
    is_gone = isinstance(item, Mapping) and item.get("id") in gone
    return {**item, "text": GONE} if is_gone else item


def _named(room: Room, name: str) -> Named:
    def count(records: Iterable[Any], member: str) -> int:
        return sum(getattr(record, member) == name for record in records)

    sat = {p.table for p in room.people.values() if p.name == name}
    chaired = {table.id for table in room.tables.values() if table.chair == name}
    conference = room.conference
    return Named(
        name=name,
        entries=count(room.entries.values(), "name"),
        responses=count(room.responses.values(), "name"),
        actions=count(room.actions.values(), "who"),
        tables=_in_order(sat),
        chairs=_in_order(chaired),
        is_contact=conference is not None and conference.contact.name == name,
    )


def _in_order(tables: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(tables, key=lambda table: (len(table), table)))


def _names(room: Room) -> Iterable[str]:
    kinds: tuple[Iterable[Entry | Person | Response], ...] = (
        *(room.entries.values(), room.people.values(), room.responses.values()),
    )
    yield from (record.name for records in kinds for record in records if record.name)
    yield from (action.who for action in room.actions.values() if action.who)
    yield from (table.chair for table in room.tables.values() if table.chair)
    if room.conference is not None and room.conference.contact.name:
        yield room.conference.contact.name


def _texts(room: Room) -> Iterable[str]:
    """What others wrote, in which somebody may be named."""
    yield from (entry.text for entry in room.entries.values())
    yield from (point for summary in room.summaries.values() for point in summary.points)
    yield from (action.what for action in room.actions.values())
    yield from (message.text for message in room.messages.values())
    yield from (bucket.title for bucket in room.buckets.values())
    for response in room.responses.values():
        yield from (answer for answer in response.answers.values() if isinstance(answer, str))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
