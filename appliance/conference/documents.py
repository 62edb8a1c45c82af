"""The document of each record, as an audience sees it: the words of the live contract.

Whoever may not see a record gets None. An audience is a word such as "table:3" (see `views`).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from .actions import action_document
from .acts import desk_of
from .audience import ALL_SEEING, STAGE_SEEING, Document, parts
from .floor import signal_of
from .groups import is_for_chairs, is_for_everyone, is_running, is_sorting
from .outcomes import told_apart, vote_of
from .records import (
    Act,
    Action,
    Activity,
    Ballot,
    Bucket,
    Conference,
    Entry,
    Message,
    Question,
    Scope,
    State,
    Summary,
    Table,
    Theme,
)
from .room import Room
from .seats import instead_of
from .sharing import questions_at, shares
from .tally.attendance import attendance
from .tally.joining import has_most_joined
from .tally.votes import CHAIR
from .topics import questions_asked

_ASKING: Final = ALL_SEEING | {"chair"}


def whole_entry(entry: Entry, room: Room) -> Document:
    """An entry as its own writer sees it: also when hidden, late or withdrawn."""
    document = entry_document(entry, room)
    return {**document, "is_withdrawn": True} if entry.is_withdrawn else document


def _conference(audience: str, record: Conference, room: Room) -> Document:
    current = room.current()
    document = asdict(record)
    document["current"] = current.id if current else None
    for name in _NOT_SHOWN:
        del document[name]
    if parts(audience)[0] in STAGE_SEEING:
        document["has_most_joined"] = has_most_joined(room)
    if parts(audience)[0] in ALL_SEEING:
        document["attended"] = asdict(attendance(room))
    return document


_NOT_SHOWN: Final = (
    *("id", "seq", "participants_expected", "contact", "clocks", "keep_until", "keep_ground"),
)
"""What of the conference nobody in the room is told."""


def _theme(audience: str, record: Theme, room: Room) -> Document:
    return {"title": record.title, "number": record.number, "rev": record.rev}


def _table(audience: str, record: Table, room: Room) -> Document:
    document = {
        "number": record.number,
        "theme": record.theme,
        "seats": record.seats,
        "is_in_use": record.is_in_use,
        "rev": record.rev,
    }
    if not record.is_in_use:
        other = instead_of(room, record)
        go_to = None if other is record else other.id
        document |= {"merged_into": record.merged_into, "go_to": go_to}
    who, own = parts(audience)
    if who in ALL_SEEING or (who == "chair" and own == record.id):
        document |= {
            "chair": record.chair,
            "signal": signal_of(room, record),
            "reason": record.reason,
            "signalled_room_ms": record.signalled_room_ms,
            "heads": record.heads,
        }
    return document


def _activity(audience: str, record: Activity, room: Room) -> Document:
    document: Document = {
        "kind": record.kind,
        "title": record.title,
        "position": record.position,
        "scope": record.scope,
        "minutes": record.minutes,
        "attribution": record.attribution,
        "writers": record.writers,
        "instruction": record.instruction,
        "questions": [_question(audience, q) for q in _questions(audience, record, room)],
        "state": record.state,
        "opened_room_ms": record.opened_room_ms,
        "paused_room_ms": record.paused_room_ms,
        "closed_room_ms": record.closed_room_ms,
        "ends_at_room_ms": record.ends_at_room_ms,
        "remaining_ms": record.remaining_ms,
        "closes_at_room_ms": record.closes_at_room_ms,
        "settings": {k: v for k, v in record.settings.items() if k not in _LISTED},
        "rev": record.rev,
    }
    if vote_of(record) is not None:
        document |= {"is_revealed": record.is_revealed, "repeats": record.repeats}
        if parts(audience)[0] in ALL_SEEING:
            document |= {"was_looked_at": record.was_looked_at, "apart": told_apart(record)}
    if parts(audience)[0] in ALL_SEEING:
        document["contributed"] = record.contributed
    return document


_LISTED: Final = frozenset({"items", "chosen"})
"""These stand in the list, for who may see it by then."""


def _questions(audience: str, activity: Activity, room: Room) -> list[Question]:
    who, own = parts(audience)
    if who in ("table", "stage") and activity.state is State.PLANNED:
        return []
    if who not in ("table", "chair"):
        return list(questions_asked(activity))
    return questions_at(activity, room.tables[own].theme) if own in room.tables else []


def _question(audience: str, question: Question) -> Document:
    document: Document = {
        "id": question.id,
        "text": question.text,
        "themes": question.themes,
        "explanation": question.explanation,
    }
    if parts(audience)[0] in _ASKING:
        document["prompts"] = question.prompts
    return document


def _entry(audience: str, record: Entry, room: Room) -> Document | None:
    if not _may_see(audience, record, room):
        return None
    document = entry_document(record, room)
    if audience == "stage":
        # Whoever may not stand there by name is not sent there either.
        document.pop("name", None)
    return document


def _may_see(audience: str, entry: Entry, room: Room) -> bool:
    if entry.is_withdrawn:
        return False
    who, own = parts(audience)
    if who in ALL_SEEING:
        return True
    if entry.behind and who != "stage":
        # Made while sorting, and read there (`_card`).
        return False
    if who == "stage":
        conference = room.conference
        return conference is not None and entry.id in conference.show.entries and not _hidden(entry)
    if not shares(own, entry, room):
        return False
    return not _hidden(entry) or (who == "chair" and entry.table == own)


def _hidden(entry: Entry) -> bool:
    return entry.is_hidden or entry.is_late


def entry_document(entry: Entry, room: Room) -> Document:
    """An entry as who may see it sees it; what is not so is not said."""
    document = {
        "activity": entry.activity,
        "question": entry.question,
        "theme": entry.theme,
        "table": entry.table,
        "round": entry.round,
        "text": entry.text,
        "origin": entry.origin,
        "minute": room.right_minute(entry),
        "seq": entry.seq,
        "rev": entry.rev,
    }
    for name in _SAID_WHEN_TRUE:
        value = getattr(entry, name)
        if value:
            document[name] = value
    return document


_SAID_WHEN_TRUE: Final = (
    "name",
    "parent",
    "relation",
    "is_on_behalf",
    "is_edited",
    "is_hidden",
    "is_parked",
    "is_highlighted",
    "is_late",
    "behind",
)


def _message(audience: str, record: Message, room: Room) -> Document | None:
    who, own = parts(audience)
    is_for = {
        "table": record.to in ("everyone", f"table:{own}"),
        "chair": record.to in ("everyone", "chairs", f"table:{own}"),
        "stage": record.to == "everyone",
    }.get(who, True)
    if not is_for:
        return None
    return {
        "text": record.text,
        "to": record.to,
        "room_ms": record.room_ms,
        "seq": record.seq,
        "rev": record.rev,
    }


def _summary(audience: str, record: Summary, room: Room) -> Document | None:
    who, own = parts(audience)
    if who not in ALL_SEEING and not (who == "chair" and own == record.table):
        return None
    return {
        "activity": record.activity,
        "question": record.question,
        "table": record.table,
        "points": record.points,
        "is_agreed": record.is_agreed,
        "rev": record.rev,
    }


def _act(audience: str, record: Act, room: Room) -> Document | None:
    """To whoever could take it back: the facilitators, or the chair who did it."""
    who, own = parts(audience)
    if not (who == "control" and not record.table) and not (who == "chair" and own == record.table):
        return None
    return {
        "do": record.do,
        "desk": desk_of(record),
        "subject": record.subject,
        "room_ms": record.room_ms,
        "is_undone": record.is_undone,
        "rev": record.rev,
    }


def _action(audience: str, record: Action, room: Room) -> Document | None:
    """To everybody once the step is there, to who leads also before."""
    step = room.activities.get(record.activity)
    is_there = step is not None and step.state is not State.PLANNED
    if not is_there and parts(audience)[0] not in ALL_SEEING:
        return None
    return action_document(room, record)


def _bucket(audience: str, record: Bucket, room: Room) -> Document | None:
    """A group of a sorting step, for who leads and for the chairs who sort it."""
    step = room.activities.get(record.of)
    if step is None or not is_sorting(step) or not sees_list(audience, step, record.theme, room):
        return None
    if is_placed_at_table(parts(audience)[0], step):
        # What is in it by now is nobody's to know who still chooses (see "groups").
        return None
    document = {
        "of": record.of,
        "title": record.title,
        "members": record.members,
        "theme": record.theme,
        "seq": record.seq,
        "rev": record.rev,
    }
    if record.by_count:
        document["by_count"] = record.by_count
    return document


def sees_list(audience: str, step: Activity, theme: str, room: Room) -> bool:
    """Whether this audience sees a list that is being sorted."""
    who, own = parts(audience)
    if who in ALL_SEEING:
        return True
    if not (is_sorted_by_chair(who, step) or is_placed_at_table(who, step)):
        return False
    table = room.tables.get(own)
    return table is not None and (step.scope is not Scope.THEME or table.theme == theme)


def is_sorted_by_chair(who: str, step: Activity) -> bool:
    """Whether chairs sort in this step, or did."""
    return who == "chair" and step.state is not State.PLANNED and is_for_chairs(step)


def is_placed_at_table(who: str, step: Activity) -> bool:
    """Whether people at the tables put contributions in groups now."""
    return who in ("table", "chair") and is_for_everyone(step) and is_running(step)


def _ballot(audience: str, record: Ballot, room: Room) -> Document | None:
    """A chair's own. Everybody else's stands in what is theirs (`views.mine`), if anywhere."""
    who, own = parts(audience)
    if who != "chair" or record.owner != f"{CHAIR}{own}":
        return None
    return own_ballot(record)


def own_ballot(ballot: Ballot) -> Document:
    """A ballot as its voter sees it."""
    return {
        "activity": ballot.activity,
        "values": ballot.values,
        "receipt": ballot.receipt,
        "rev": ballot.rev,
    }


SEEN: Final[Mapping[type[Any], Callable[[str, Any, Room], Document | None]]] = {
    Conference: _conference,
    Theme: _theme,
    Table: _table,
    Activity: _activity,
    Entry: _entry,
    Message: _message,
    Summary: _summary,
    Act: _act,
    Ballot: _ballot,
    Bucket: _bucket,
    Action: _action,
}
"""What an audience sees of a record, by its type. People and codes are seen by nobody."""
