"""What each audience was last sent, as bytes: every document is encoded once per audience.

A fold over the changes, on the conductor's thread. It knows what may be seen only from
`conference.views`, and knows no socket: it hands frames to whoever sends them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from appliance.conference import views
from appliance.conference.change import Change
from appliance.conference.room import Room
from appliance.conference.views import Ref

_VOLATILE: Final = frozenset({"presence", "box"})
"""Kinds that change without a command, so that no `seq` tells whether they were missed."""


@dataclass(slots=True)
class _Sight:
    """What one audience has been sent."""

    documents: dict[str, dict[str, bytes]]
    changed_seq: int
    volatile_seq: int
    snapshot: bytes | None = None


@dataclass(frozen=True, slots=True)
class Flush:
    """What has to go out: one frame per audience, and one per person."""

    frames: Mapping[str, bytes] = field(default_factory=dict)
    mine: Mapping[str, bytes] = field(default_factory=dict)


class Sights:
    """The cached documents of every audience that somebody has looked at."""

    def __init__(self) -> None:
        self._sights: dict[str, _Sight] = {}
        self._mine: dict[str, bytes] = {}
        self._refs: set[Ref] = set()
        self._people: set[str] = set()
        self._seq = 0

    @property
    def is_dirty(self) -> bool:
        """Whether a flush could have something to send."""
        return bool(self._refs or self._people)

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        """Remember what has to be looked at again; the room holds the changes already."""
        for change in changes:
            self._refs |= views.touches(change, room)
            self._people |= views.touches_person(change)

    def look_at(self, refs: Iterable[Ref]) -> None:
        """Look again at these: something that is counted, not stored, has changed."""
        self._refs.update(refs)

    def look_again(self, room: Room) -> None:
        """Look at everything again: the room was rebuilt."""
        self._refs.update(views.refs(room))
        for sight in self._sights.values():
            self._refs.update((k, i) for k, documents in sight.documents.items() for i in documents)
        self._people.update(self._mine)

    def flush(self, room: Room) -> Flush:
        """What changed for each audience and person since the last flush."""
        refs, self._refs = self._refs, set()
        people, self._people = self._people, set()
        self._seq = room.seq
        frames = {}
        for audience, sight in self._sights.items():
            frame = self._changes(audience, sight, refs, room)
            if frame is not None:
                frames[audience] = frame
        mine = {}
        for person in people & self._mine.keys():
            document = encode(views.mine(person, room))
            if document != self._mine[person]:
                self._mine[person] = document
                mine[person] = self._mine_frame(document)
        return Flush(frames, mine)

    def snapshot(self, audience: str, room: Room) -> bytes:
        """The snapshot frame of an audience, made at most once per flush."""
        if not self.is_dirty:
            self._seq = room.seq
        sight = self._sight(audience, room)
        if sight.snapshot is None:
            view = _members((k, _members(docs.items())) for k, docs in sight.documents.items())
            sight.snapshot = b'{"type":"snapshot","seq":%d,"view":%s}' % (self._seq, view)
        return sight.snapshot

    def missed_nothing(self, audience: str, since: int) -> bool:
        """Whether somebody who saw everything up to `since` has missed nothing after it."""
        sight = self._sights.get(audience)
        if sight is None:
            return False
        return since >= sight.changed_seq and since > sight.volatile_seq

    def mine(self, person: str, room: Room) -> bytes:
        """The frame with what is this person's own; from now on flushes tell when it changes."""
        document = self._mine[person] = encode(views.mine(person, room))
        return self._mine_frame(document)

    def forget(self, person: str) -> None:
        """This person has no connection any more."""
        self._mine.pop(person, None)

    def _sight(self, audience: str, room: Room) -> _Sight:
        sight = self._sights.get(audience)
        if sight is None:
            documents = {
                kind: {id: encode(document) for id, document in found.items()}
                for kind, found in views.view(audience, room).items()
            }
            sight = self._sights[audience] = _Sight(documents, room.seq, -1)
        return sight

    def _changes(
        self, audience: str, sight: _Sight, refs: Iterable[Ref], room: Room
    ) -> bytes | None:
        put: dict[str, dict[str, bytes]] = {}
        drop: dict[str, list[str]] = {}
        for kind, id in refs:
            known = sight.documents.get(kind)
            if known is None:
                continue
            document = views.project(audience, (kind, id), room)
            if document is None:
                if known.pop(id, None) is not None:
                    drop.setdefault(kind, []).append(id)
                continue
            encoded = encode(document)
            if known.get(id) != encoded:
                known[id] = put.setdefault(kind, {})[id] = encoded
        return self._changes_frame(sight, put, drop) if put or drop else None

    def _changes_frame(
        self, sight: _Sight, put: Mapping[str, Mapping[str, bytes]], drop: Mapping[str, list[str]]
    ) -> bytes:
        sight.snapshot = None
        if put.keys() | drop.keys() <= _VOLATILE:
            sight.volatile_seq = self._seq
        else:
            sight.changed_seq = self._seq
        members = _members((kind, _members(found.items())) for kind, found in put.items())
        frame = b'{"type":"changes","seq":%d,"put":%s,"drop":%s}'
        return frame % (self._seq, members, encode(drop))

    def _mine_frame(self, document: bytes) -> bytes:
        return b'{"type":"mine","seq":%d,"doc":%s}' % (self._seq, document)


def encode(value: Any) -> bytes:
    """JSON as it goes over the wire: UTF-8, no spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _members(items: Iterable[tuple[str, bytes]]) -> bytes:
    return b"{" + b",".join(encode(name) + b":" + value for name, value in items) + b"}"
