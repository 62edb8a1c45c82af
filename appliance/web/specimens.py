"""The room that the style guide shows: the reference conference at work, the same at every look.

Made by the real rules, so that what the guide shows is what an audience would be sent. Nothing of
it is kept, and no clock or chance is in it.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from appliance.conference import views
from appliance.conference.change import Moment
from appliance.conference.commands import (
    Actor,
    BeginConference,
    CloseActivity,
    Command,
    HideEntry,
    HighlightEntry,
    JoinTable,
    OpenActivity,
    ParkEntry,
    PostEntry,
    Say,
    SignalTable,
    WriteSummary,
)
from appliance.conference.decide import decide, made
from appliance.conference.records import Relation, Role, Signal
from appliance.conference.room import Room

BEFORE: Final = ("inloop", "opening")
STEP: Final = "knelpunten"
BEFORE_MS: Final = 600_000
NOON_MINUTE: Final = 29_923_860
"""23 November 2026, 12:00 in Central Europe, in minutes since 1970 (UTC)."""
SEATS: Final = 7
UNTIL_S: Final = 1080
"""So far into the step: some tables have written much, others little."""
OWN: Final = "p3-1"
AUDIENCES: Final = {"control": "control", "table": "table:3", "chair": "chair:3", "stage": "stage"}

_FACILITATOR: Final = Actor(Role.FACILITATOR)
_CHAIR: Final = Actor(Role.CHAIR, table="3")


@cache
def specimens() -> Mapping[str, Any]:
    """The views by audience, what is a participant's own, and the room time of all of it."""
    played = _Played()
    played.play()
    seen = {name: views.view(audience, played.room) for name, audience in AUDIENCES.items()}
    return {
        **seen,
        "mine": views.mine(OWN, played.room),
        "room_ms": played.room.room_ms,
        "wall_ms": played.room.minute * 60_000,
    }


class _Played:
    """A room in memory, changed through the rules only, by a clock of its own."""

    def __init__(self) -> None:
        self.room = Room(minute=NOON_MINUTE)

    def play(self) -> None:
        """From an empty room to the middle of the first step with questions."""
        file = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
        self._ask(Actor(Role.BOX), BeginConference("specimens", file))
        for table in self.room.tables:
            for n in range(1, SEATS + 1):
                self._sit(f"p{table}-{n}", table)
        for step in BEFORE:
            self._ask(_FACILITATOR, OpenActivity(step))
            self._wait_until(self.room.room_ms + BEFORE_MS)
            self._ask(_FACILITATOR, CloseActivity(step))
        self._ask(_FACILITATOR, OpenActivity(STEP))
        begun_ms = self.room.room_ms
        for row in _written():
            self._wait_until(begun_ms + int(row["second"]) * 1000)
            person = f"p{row['table']}-{int(row['participant']) % SEATS + 1}"
            self._ask(_person(person, row["table"]), PostEntry(STEP, row["text"], row["question"]))
        self._wait_until(begun_ms + UNTIL_S * 1000)
        self._steer()

    def _steer(self) -> None:
        """What a chair and a facilitator do meanwhile."""
        first, second, third, *_ = self._at_table("3")
        self._ask(_FACILITATOR, HighlightEntry(second))
        self._ask(_FACILITATOR, ParkEntry(third))
        self._ask(_FACILITATOR, HideEntry(self._at_table("5")[0]))
        self._ask(_person("p3-4", "3"), _answer(first, "Herkenbaar.", Relation.COMMENT))
        built = "Een garantiefonds van de gemeente zou hier helpen."
        self._ask(_person(OWN, "3"), _answer(first, built, Relation.BUILD_ON))
        self._ask(_CHAIR, WriteSummary(STEP, STEP, ("Banken kennen de sector niet.", "", "")))
        self._ask(_FACILITATOR, SignalTable(Signal.HELP, "9", "Techniek"))
        self._ask(_FACILITATOR, SignalTable(Signal.READY, "2"))
        self._ask(_FACILITATOR, Say("Over vijf minuten luisteren wij naar de tafels."))

    def _sit(self, person: str, table: str) -> None:
        self._ask(_person(person, table), JoinTable(table))
        self.room.presence.arrive(table, person)
        self.room.phones += 1

    def _at_table(self, table: str) -> list[str]:
        return [entry.id for entry in self.room.cell((STEP, STEP, table))]

    def _wait_until(self, room_ms: int) -> None:
        self.room.room_ms = max(self.room.room_ms, room_ms)
        self.room.minute = NOON_MINUTE + self.room.room_ms // 60_000

    def _ask(self, actor: Actor, command: Command) -> str | None:
        seq = self.room.seq + 1
        seed = sha256(f"specimen {seq}".encode()).digest()[:16]
        moment = Moment(seq, self.room.room_ms, self.room.minute, seed)
        changes = decide(self.room, actor, command, moment)
        self.room.apply(changes)
        self.room.seq = seq
        return made(changes)


def _person(person: str, table: str) -> Actor:
    return Actor(Role.PARTICIPANT, person, table)


def _answer(parent: str, text: str, relation: Relation) -> PostEntry:
    return PostEntry(STEP, text, parent=parent, relation=relation)


def _written() -> Iterator[dict[str, str]]:
    text = files("appliance").joinpath("demo/entries.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["activity"] == STEP]
    rows.sort(key=lambda row: int(row["second"]))
    return (row for row in rows if int(row["second"]) <= UNTIL_S)
