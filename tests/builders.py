"""Rooms, people and commands for tests: small, readable, and made only through the rules.

`Meeting` is a room in memory with a clock that moves only when told, for tests of the rules and of
what follows from them.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from appliance.conference.change import Answer, Change, Moment
from appliance.conference.commands import (
    Actor,
    BeginConference,
    CloseActivity,
    Command,
    JoinTable,
    OpenActivity,
    PostEntry,
    SealActivity,
)
from appliance.conference.decide import decide, made
from appliance.conference.records import Entry, Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

CONFERENCE = "conference-1"

FACILITATOR = Actor(Role.FACILITATOR)
STAGE = Actor(Role.STAGE)
BOX = Actor(Role.BOX)

AT_TABLES, AT_THEMES, IN_PLENARY = "at-tables", "at-themes", "in-plenary"
"""The brainstorms of `FILE`, named after their scope."""

ARRIVAL, COFFEE, DOTS, FUTURE = "arrival", "coffee", "dots", "future"
HARVEST, ACTIONS = "harvest", "actions"
"""A presentation, a break, a vote, a harvest, actions, and a kind that this version lacks."""

TALK = "talk"
"""A discussion within each theme, of a question and of what is on a list."""

FILE: Mapping[str, Any] = {
    "format": "tafelronde-conference/1",
    "title": {"nl": "Zaal vol werk", "en": "A room full of work"},
    "client": "Client",
    "date": "2026-11-23",
    "place": "Den Haag",
    "participants_expected": 40,
    "languages": ["nl", "en"],
    "themes": [
        {"id": "care", "title": {"nl": "Zorg", "en": "Care"}},
        {"id": "work", "title": "Werk"},
    ],
    "tables": [
        {"number": 1, "theme": "care", "seats": 6, "chair": "The chair of 1"},
        {"number": 2, "theme": "care"},
        {"number": 3, "theme": "work"},
        {"number": 4, "theme": "work"},
    ],
    "programme": [
        {
            "id": ARRIVAL,
            "kind": "presentation",
            "title": "Inloop",
            "slides": [{"welcome": True}, {"text": {"nl": "Fijn dat u er bent", "en": "Hello"}}],
        },
        {
            "id": AT_TABLES,
            "kind": "brainstorm",
            "title": {"nl": "Aan tafel", "en": "At the tables"},
            "scope": "table",
            "minutes": 10,
            "attribution": "without_name",
            "instruction": {"nl": "Schrijf", "en": "Write"},
            "questions": [
                {"id": "why", "text": {"nl": "Waarom?", "en": "Why?"}, "explanation": "Kort."},
                {"id": "how", "text": "Hoe?", "themes": ["care"]},
            ],
        },
        {
            "id": AT_THEMES,
            "kind": "brainstorm",
            "title": "Per thema",
            "scope": "theme",
            "attribution": "named",
            "questions": [{"id": "what", "text": "Wat?"}],
        },
        {"id": COFFEE, "kind": "break", "title": "Koffie", "minutes": 20},
        {
            "id": IN_PLENARY,
            "kind": "brainstorm",
            "title": "Allemaal",
            "scope": "plenary",
            "attribution": "table",
            "text_most": 200,
            "questions": [
                {"id": "all", "text": "Iedereen?"},
                {"id": "workers", "text": "Werkers?", "themes": ["work"]},
            ],
        },
        {"id": HARVEST, "kind": "harvest", "title": "Oogst"},
        {
            "id": DOTS,
            "kind": "dots",
            "title": "Stippen",
            "dots_each": 5,
            "is_stackable": False,
            "items": [
                {"id": "bikes", "text": {"nl": "Fietsen", "en": "Bikes"}, "theme": "care"},
                {"id": "trains", "text": "Treinen", "theme": "work"},
                {"id": "boats", "text": "Boten", "theme": "work"},
            ],
        },
        {"id": ACTIONS, "kind": "actions", "title": "Wie is aan zet?", "input": DOTS},
        {
            "id": TALK,
            "kind": "discussion",
            "title": {"nl": "Voor en tegen", "en": "For and against"},
            "scope": "theme",
            "questions": [{"id": "roads", "text": "Wegen"}],
            "items": [{"id": "trams", "text": {"nl": "Trams", "en": "Trams"}, "theme": "work"}],
        },
        {"id": FUTURE, "kind": "hologram", "title": "Later", "depth": 3},
    ],
}
"""A conference file with every scope, attribution and known kind, and one kind of the future."""


def file(**members: Any) -> dict[str, Any]:
    """`FILE` as one's own copy, with these members put in their place."""
    return {**deepcopy(dict(FILE)), **members}


def participant(person: str, table: str | None = None) -> Actor:
    """Somebody with a phone; `person` is their id."""
    return Actor(Role.PARTICIPANT, person, table)


def chair(table: str) -> Actor:
    """The chair of a table."""
    return Actor(Role.CHAIR, table=table)


def moment(seq: int, room_ms: int = 0, minute: int = 29_000_000) -> Moment:
    """A moment whose chance depends on its number alone."""
    return Moment(seq, room_ms, minute, sha256(f"seed {seq}".encode()).digest()[:16])


@dataclass
class Meeting:
    """A room in memory, changed through the rules only."""

    room: Room
    on_change: Callable[[Sequence[Change]], None] = lambda changes: None

    @classmethod
    def begun(cls, is_practice: bool = False, **members: Any) -> "Meeting":
        """A room with `FILE`; `members` replace its own."""
        meeting = cls(Room(minute=29_000_000))
        meeting.ask(BOX, BeginConference(CONFERENCE, file(**members), is_practice))
        return meeting

    @classmethod
    def at_work(cls, activity: str = AT_TABLES, **members: Any) -> "Meeting":
        """The same with an activity open, and Ann and Bob at table 1, Cas at 2, Dee at 3."""
        meeting = cls.begun(**members)
        for person, table in (("ann", "1"), ("bob", "1"), ("cas", "2"), ("dee", "3")):
            meeting.ask(participant(person), JoinTable(table))
        meeting.ask(FACILITATOR, OpenActivity(activity))
        return meeting

    def ask(self, actor: Actor, command: Command) -> Answer:
        """Decide and apply. Raises Refused; then nothing changed."""
        changes = self.decide(actor, command)
        self.room.seq += 1
        self.room.apply(changes)
        self.on_change(changes)
        return Answer(self.room.seq, made(changes))

    def decide(self, actor: Actor, command: Command) -> tuple[Change, ...]:
        """What a command would change. Raises Refused."""
        room = self.room
        return decide(room, actor, command, moment(room.seq + 1, room.room_ms, room.minute))

    def refusal(self, actor: Actor, command: Command) -> str:
        """The code with which this is refused, or "" where it is not; changes nothing."""
        try:
            self.decide(actor, command)
        except Refused as refused:
            return refused.code
        return ""

    def post(
        self, person: str, text: str = "An idea", activity: str = AT_TABLES, **how: Any
    ) -> str:
        """A participant's contribution; its id."""
        answer = self.ask(participant(person), PostEntry(activity, text, **how))
        assert answer.made is not None
        return answer.made

    def entry(self, id: str) -> Entry:
        """An entry as it is now."""
        return self.room.entries[id]

    def wait(self, ms: int) -> None:
        """Let time go by, on the room's clock and on the wall."""
        before = self.room.room_ms
        self.room.room_ms += ms
        self.room.minute += self.room.room_ms // 60_000 - before // 60_000

    def close(self, activity: str) -> None:
        """Close an activity."""
        self.ask(FACILITATOR, CloseActivity(activity))

    def seal(self, activity: str) -> None:
        """Close an activity for good."""
        self.close(activity)
        self.ask(FACILITATOR, SealActivity(activity))


def kinds(room: Room) -> dict[str, dict[str, Any]]:
    """Everything that is written down of a room, for comparing."""
    return {kind: dict(records) for kind, records in room.kinds.items()}
