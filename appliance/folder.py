"""The conference of a data folder, for who does not serve it: opened, begun, or only read."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from . import wiping
from .cards.deck import Deck, Wifi, deck_of
from .conductor import Conductor
from .conference import discussion
from .conference.actions import is_actions
from .conference.actions import told as actions_told
from .conference.closing import is_over
from .conference.commands import (
    Actor,
    BeginConference,
    CloseSurvey,
    Command,
    OpenActivity,
    OpenSurvey,
)
from .conference.harvest import harvested, harvests, is_harvest
from .conference.outcomes import told, vote_of
from .conference.records import Role
from .conference.room import Room
from .conference.tally.results import Results, results
from .conference.tally.survey import SurveyResults
from .conference.tally.survey_parts import part_results
from .conference.topics import is_discussion
from .identity import Identity
from .intake import commands
from .media.shelf import Shelf
from .network.plan import Plan
from .network.state import FILE, State, has_air
from .store.failures import CannotSave
from .store.glimpse import glimpse, whole
from .store.store import Store
from .timekeeping import Timekeeping

EXPORTS: Final = "exports"
"""Where finished archives lie, within a conference."""

DEMO_STEP: Final = "knelpunten"
"""The step that a newcomer finds open: the first brainstorm of the reference conference."""


DEMO_SURVEY: Final = ("survey.json", "invitees.csv", "survey-responses.csv")
"""What came before the reference conference, in the order in which it is taken in."""


@contextmanager
def open_room(data: Path) -> Iterator[tuple[Conductor, Identity]]:
    """The conference of a data folder, without a network: for the command line and its tests.

    What was being wiped is wiped first.
    Raises StoreInUse when a box serves it, StoreNewer, StoreDamaged, IdentityTrouble, OSError.
    """
    wiping.go_on(data)
    identity, clock = Identity(data), Timekeeping(data)
    store = open_store(data, identity, clock, boot=secrets.token_hex(4))
    conductor = Conductor(store, _Nobody(), CannotSave, clock.source)
    conductor.start()
    try:
        yield conductor, identity
    finally:
        conductor.stop()


def open_store(data: Path, identity: Identity, clock: Timekeeping, boot: str) -> Store:
    """The store of the conference on stage. Raises as `open_room`."""
    return Store.open(_place(data, identity), boot, identity.device, clock.source())


def pictures(data: Path, identity: Identity) -> Shelf:
    """The pictures of the conference on stage."""
    return Shelf(_place(data, identity) / "media")


def begin(conductor: Conductor, identity: Identity, file: Mapping[str, Any], **how: bool) -> None:
    """Load a conference file into an empty room. Raises Refused."""
    command = BeginConference(identity.on_stage, file, is_practice=how.get("is_practice", False))
    conductor.ask(Actor(Role.BOX), command, secrets.token_hex(16))


def take(conductor: Conductor, identity: Identity, content: bytes, **how: bool) -> list[Command]:
    """Take in a file of any kind; what was asked of the room. Raises Refused."""
    asked = conductor.read(lambda room: list(commands(room, content, identity.on_stage, **how)))
    for command in asked:
        conductor.ask(Actor(Role.BOX), command, secrets.token_hex(16))
    return asked


def begin_demo(conductor: Conductor, identity: Identity) -> None:
    """The reference conference in practice, its first brainstorm open; once.

    Its survey has been answered and is closed, so that the opening can show what it said.
    """
    if conductor.read(lambda room: room.conference is not None):
        return
    file = json.loads(_demo("conference.json"))
    begin(conductor, identity, file, is_practice=True)
    for name in DEMO_SURVEY:
        take(conductor, identity, _demo(name))
    for command in (OpenSurvey(), CloseSurvey()):
        conductor.ask(Actor(Role.BOX), command, secrets.token_hex(16))
    conductor.ask(Actor(Role.FACILITATOR), OpenActivity(DEMO_STEP), secrets.token_hex(16))


def read_results(data: Path) -> Results | None:
    """What the room wrote so far, also while a box serves it; None without a conference."""
    return results(_glimpse(data))


def read_survey_results(data: Path, survey: str) -> SurveyResults | None:
    """What was answered to a survey so far; None where there is no such survey."""
    room = _glimpse(data)
    found = room.surveys.get(survey)
    return part_results(room, found) if found else None


def read_outcome(data: Path, activity: str) -> dict[str, Any] | None:
    """What a vote, a discussion or a harvest came to, or a list of actions, also while a box serves
    it; None where this is none of these.

    Raises Refused `vote_hidden` while nobody may know it yet.
    """
    room = _glimpse(data)
    found = room.activities.get(activity)
    if found is not None and is_discussion(found):
        return {"topics": discussion.told(room, found)}
    if found is not None and is_harvest(found):
        return harvested(room, found)
    if found is not None and is_actions(found):
        return actions_told(room, found)
    if found is None or vote_of(found) is None:
        return None
    return told(room, found)


def read_harvests(data: Path) -> list[dict[str, Any]]:
    """The points of the tables in every harvest so far, also while a box serves it."""
    return harvests(_glimpse(data))


def read_room(data: Path) -> tuple[Room, str]:
    """The room as it is on the disk, and the head of its journal; also while a box serves it."""
    found = whole(_place(data, Identity(data)))
    return Room(found.records, found.seq, found.room_ms, found.minute), found.head


def read_cards(data: Path, address: str = "") -> Deck | None:
    """What is printed of the room, also while a box serves it; None without a conference.

    Raises PlanTrouble where it cannot be read which network stands on the cards.
    """
    return deck_of(_glimpse(data), address, on_cards(Plan.read(data), State.read(FILE)))


def read_closed(data: Path) -> bool:
    """Whether the conference was closed after the event, also while a box serves it."""
    return is_over(_glimpse(data))


def exports(data: Path) -> tuple[Path, str]:
    """The folder with the finished archives of the conference on stage, and its id."""
    identity = Identity(data)
    return _place(data, identity) / EXPORTS, identity.on_stage


def on_cards(plan: Plan | None, state: State | None) -> Wifi | None:
    """The network that stands on the cards; None where there is none, or nobody chose one."""
    wifi = plan.cards(has_air=has_air(state)) if plan else None
    return Wifi(wifi.ssid, wifi.passphrase, wifi.text) if wifi else None


def _glimpse(data: Path) -> Room:
    return Room(glimpse(_place(data, Identity(data))))


def _demo(name: str) -> bytes:
    return files("appliance").joinpath("demo", name).read_bytes()


def _place(data: Path, identity: Identity) -> Path:
    return data / "conferences" / identity.on_stage


class _Nobody:
    """Follows a conductor where nobody is connected."""

    def apply(self, changes: Sequence[object], room: Room) -> None: ...
    def look_again(self, room: Room) -> None: ...
    def keep_up(self, room: Room) -> None: ...
    def flush(self, room: Room) -> float:
        return 1.0
