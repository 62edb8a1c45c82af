"""What each audience was last sent, as bytes: every document is encoded once per audience.

A fold over the changes, on the conductor's thread. It knows what may be seen only from
`conference.views`, and knows no socket: it hands frames to whoever sends them.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from appliance.conference import views
from appliance.conference.change import Change
from appliance.conference.room import Room
from appliance.conference.views import Ref

_UNNUMBERED: Final = frozenset({"presence", "box"})
"""Kinds that change without a command, so that no `seq` tells whether they were missed."""

Fragment = bytes
"""A document with its id before it, as it stands in a frame: `"3":{"number":3,...}`."""


@dataclass(slots=True)
class _Sight:
    """What one audience has been sent."""

    documents: dict[str, dict[str, Fragment]]
    least_since: int
    """Who saw everything up to this number has missed nothing."""
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
        self._shared: dict[Ref, Fragment] = {}
        self._refs: set[Ref] = set()
        self._later: set[Ref] = set()
        self._stirred: set[Ref] = set()
        self._people: set[str] = set()
        self._seq = 0

    @property
    def is_dirty(self) -> bool:
        """Whether a flush could have something to send."""
        return bool(self._refs or self._people)

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        """Remember what has to be looked at again; the room holds the changes already."""
        for change in changes:
            self._touch(views.touches(change, room))
            self._later |= views.touches_later(change, room)
            self._people |= views.touches_person(change)

    def stir(self, refs: Iterable[Ref]) -> None:
        """These may have changed without a command; `look_at` follows when it is time."""
        self._stirred.update(refs)

    def look_at(self, refs: Iterable[Ref]) -> None:
        """Look again at these: something that is counted, not stored, has changed."""
        looked = set(refs)
        self.stir(looked)
        self._touch(looked)

    def look_later(self) -> None:
        """Look now at what could wait. A second is soon enough for what costs much to count."""
        later, self._later = self._later, set()
        if later:
            self.look_at(later)

    def look_again(self, room: Room) -> None:
        """Look at everything again: the room was rebuilt."""
        self.look_at(views.refs(room))
        for sight in self._sights.values():
            self.look_at((k, i) for k, documents in sight.documents.items() for i in documents)
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
        self._stirred -= refs
        return Flush(frames, dict(self._changed_mine(people, room)))

    def snapshot(self, audience: str, room: Room) -> bytes:
        """The snapshot frame of an audience, made at most once per flush."""
        if not self.is_dirty:
            self._seq = room.seq
        sight = self._sight(audience, room)
        if sight.snapshot is None:
            view = _members((k, _joined(docs.values())) for k, docs in sight.documents.items())
            sight.snapshot = b'{"type":"snapshot","seq":%d,"view":%s}' % (self._seq, view)
        return sight.snapshot

    def missed_nothing(self, audience: str, since: int) -> bool:
        """Whether somebody who saw everything up to `since` has missed nothing after it."""
        sight = self._sights.get(audience)
        return sight is not None and since >= sight.least_since

    def mine(self, person: str, room: Room) -> bytes:
        """The frame with what is this person's own; from now on flushes tell when it changes."""
        document = self._mine[person] = encode(views.mine(person, room))
        return self._mine_frame(document)

    def forget(self, person: str) -> None:
        """This person has no connection any more."""
        self._mine.pop(person, None)

    def _touch(self, refs: Collection[Ref]) -> None:
        self._refs.update(refs)
        for ref in refs:
            self._shared.pop(ref, None)

    def _sight(self, audience: str, room: Room) -> _Sight:
        sight = self._sights.get(audience)
        if sight is None:
            documents = {
                kind: {id: self._fragment(audience, (kind, id), doc) for id, doc in found.items()}
                for kind, found in views.view(audience, room).items()
            }
            # A page may have been made at this same number and before somebody came or went.
            sight = self._sights[audience] = _Sight(documents, room.seq + 1)
        return sight

    def _changes(
        self, audience: str, sight: _Sight, refs: Iterable[Ref], room: Room
    ) -> bytes | None:
        put: dict[str, list[Fragment]] = {}
        drop: dict[str, list[str]] = {}
        changed = []
        for ref in refs:
            kind, id = ref
            known = sight.documents.get(kind)
            if known is None:
                continue
            document = views.project(audience, ref, room)
            if document is None:
                if known.pop(id, None) is None:
                    continue
                drop.setdefault(kind, []).append(id)
            else:
                fragment = self._fragment(audience, ref, document)
                if known.get(id) == fragment:
                    continue
                known[id] = fragment
                put.setdefault(kind, []).append(fragment)
            changed.append(ref)
        return self._changes_frame(sight, changed, put, drop) if changed else None

    def _fragment(self, audience: str, ref: Ref, document: Mapping[str, Any]) -> Fragment:
        if not views.is_alike(audience, ref[0]):
            return _member(ref[1], encode(document))
        fragment = self._shared.get(ref)
        if fragment is None:
            fragment = self._shared[ref] = _member(ref[1], encode(document))
        return fragment

    def _changes_frame(
        self,
        sight: _Sight,
        changed: Iterable[Ref],
        put: Mapping[str, Iterable[Fragment]],
        drop: Mapping[str, list[str]],
    ) -> bytes:
        sight.snapshot = None
        is_numbered = not any(r in self._stirred or r[0] in _UNNUMBERED for r in changed)
        sight.least_since = max(sight.least_since, self._seq + (0 if is_numbered else 1))
        members = _members((kind, _joined(found)) for kind, found in put.items())
        frame = b'{"type":"changes","seq":%d,"put":%s,"drop":%s}'
        return frame % (self._seq, members, encode(drop))

    def _changed_mine(self, people: set[str], room: Room) -> Iterator[tuple[str, bytes]]:
        for person in people & self._mine.keys():
            document = encode(views.mine(person, room))
            if document != self._mine[person]:
                self._mine[person] = document
                yield person, self._mine_frame(document)

    def _mine_frame(self, document: bytes) -> bytes:
        return b'{"type":"mine","seq":%d,"doc":%s}' % (self._seq, document)


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(value: Any) -> bytes:
    """JSON as it goes over the wire: UTF-8, no spaces."""
    return _to_json(value).encode()


def _member(name: str, value: bytes) -> bytes:
    return encode(name) + b":" + value


def _members(items: Iterable[tuple[str, bytes]]) -> bytes:
    return _joined(_member(name, value) for name, value in items)


def _joined(members: Iterable[bytes]) -> bytes:
    return b"{" + b",".join(members) + b"}"
