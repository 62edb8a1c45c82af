"""Between the conductor and the hub: greets who arrives, counts who is there, sends what changed.

It runs on the conductor's thread, except for the three calls that the hub makes (`on_arrive`,
`on_leave`, `on_typing`), which only pass the news on. It coalesces: the first change after a quiet
time goes out at once, later ones wait for the window, so that a burst costs one frame per audience.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol, cast

from appliance.conference import views
from appliance.conference.audience import parts
from appliance.conference.change import Change
from appliance.conference.commands import Actor
from appliance.conference.room import Room
from appliance.conference.views import BOX, Ref

from .hub import Hub
from .link import Link
from .sights import Sights, encode

TYPING_MS: Final = 6_000
"""How long somebody counts as typing after the last sign of it; phones tell every 3 s."""

MANY_LINKS: Final = 300
"""Above this many links the window is doubled: each flush costs one send per link."""

QUIET_S: Final = 3600.0


class Visitor(Protocol):
    """Who is behind a link, as the web part said when it let them in."""

    @property
    def actor(self) -> Actor: ...
    @property
    def audience(self) -> str: ...
    @property
    def since(self) -> int: ...
    @property
    def box(self) -> str: ...
    @property
    def facilitator(self) -> str: ...


class Reception:
    """Follows the conductor on behalf of everybody who is connected."""

    def __init__(
        self, boot: str, window_ms: float, machine: Callable[[], Mapping[str, Any]] = dict
    ) -> None:
        """`machine` tells at once what facilitators see of the box itself."""
        self._boot = boot
        self._machine = machine
        self._window_s = window_ms / 1000
        self._sights = Sights()
        self._flushed_at = -QUIET_S
        self._presence: set[Ref] = set()
        self._typing: set[str] = set()
        self._facilitators: Counter[str] = Counter()

    def connect(
        self, hub: Hub, post: Callable[[Callable[[], None]], None], room: Callable[[], Room]
    ) -> None:
        """Tell it whom to send through, and how to get onto the conductor's thread."""
        self._hub, self._post, self._room = hub, post, room

    # -- from the hub's thread -------------------------------------------------------------------

    def on_arrive(self, link: Link) -> None:
        """Somebody's socket is open."""
        self._post(lambda: self._greet(link))

    def on_leave(self, link: Link) -> None:
        """Somebody's socket is gone."""
        self._post(lambda: self._see_off(link))

    def on_typing(self, link: Link) -> None:
        """Somebody is typing."""
        self._post(lambda: self._hear_typing(link))

    # -- from the conductor's thread -------------------------------------------------------------

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        """Something changed and is on disk."""
        self._sights.apply(changes, room)

    def look_again(self, room: Room) -> None:
        """The room was rebuilt from disk."""
        self._sights.look_again(room)

    def look_at(self, refs: Iterable[Ref]) -> None:
        """Something that is counted, not stored, has changed."""
        self._sights.look_at(refs)

    def keep_up(self, room: Room) -> None:
        """Once a second: who is there, who types, and how the box itself is."""
        typing, self._typing = self._typing, set()
        self._typing = {table for table in typing if room.presence.typing(table, room.room_ms)}
        self._sights.look_at(self._presence | {("presence", table) for table in typing})
        self._presence.clear()
        self._sights.look_later()
        told = self._hub.count, len(+self._facilitators), self._machine()
        if told != (room.phones, room.facilitators, room.machine):
            room.phones, room.facilitators, room.machine = told
            self._sights.look_at([BOX])

    def flush(self, room: Room) -> float:
        """Send what changed if the window allows it; seconds until that is wanted again."""
        if not self._sights.is_dirty:
            return QUIET_S
        window_s = self._window_s * (2 if self._hub.count > MANY_LINKS else 1)
        wait_s = self._flushed_at + window_s - time.monotonic()
        if wait_s > 0:
            return wait_s
        self._flushed_at = time.monotonic()
        flush = self._sights.flush(room)
        self._hub.publish(flush.frames)
        for person, frame in flush.mine.items():
            self._hub.send_person(person, frame)
        return QUIET_S

    def catch_up(self, visitor: Visitor, room: Room) -> tuple[bytes, bytes]:
        """For a browser that asks instead of listening: the hello, and what it missed.

        The second is a snapshot frame, or empty where nothing was missed.
        """
        hello = self._hello(visitor, room)
        if self._missed_nothing(visitor):
            return hello, b""
        return hello, self._sights.snapshot(visitor.audience, room)

    def _greet(self, link: Link) -> None:
        room, visitor = self._room(), _visitor(link)
        frames = [self._hello(visitor, room)]
        if not self._missed_nothing(visitor):
            frames.append(self._sights.snapshot(visitor.audience, room))
        person = visitor.actor.person
        if person is not None:
            frames.append(self._sights.mine(person, room))
            self._count(visitor.audience, person, room.presence.arrive)
        if visitor.facilitator:
            self._facilitators[visitor.facilitator] += 1
        self._hub.admit(link, visitor.audience, person, frames)

    def _see_off(self, link: Link) -> None:
        room, visitor = self._room(), _visitor(link)
        person = visitor.actor.person
        if visitor.facilitator:
            self._facilitators[visitor.facilitator] -= 1
        if person is None:
            return
        self._count(visitor.audience, person, room.presence.leave)
        if not room.presence.is_here(person):
            self._sights.forget(person)

    def _hear_typing(self, link: Link) -> None:
        room, visitor = self._room(), _visitor(link)
        _, table = parts(visitor.audience)
        if visitor.actor.person is not None and table in room.tables:
            room.presence.types(table, visitor.actor.person, room.room_ms + TYPING_MS)
            self._typing.add(table)

    def _count(self, audience: str, person: str, counted: Callable[[str, str], None]) -> None:
        _, table = parts(audience)
        counted(table, person)
        touched = views.touched_by_presence(self._room(), table)
        self._sights.stir(touched)
        self._presence |= touched

    def _missed_nothing(self, visitor: Visitor) -> bool:
        if visitor.box != self._boot:
            return False
        return self._sights.missed_nothing(visitor.audience, visitor.since)

    def _hello(self, visitor: Visitor, room: Room) -> bytes:
        conference = room.conference
        hello: dict[str, Any] = {
            "type": "hello",
            "box": self._boot,
            "conference": conference.id if conference else None,
            "room_ms": room.room_ms,
            "person": visitor.actor.person,
        }
        return encode(hello)


def _visitor(link: Link) -> Visitor:
    return cast(Visitor, link.visitor)
