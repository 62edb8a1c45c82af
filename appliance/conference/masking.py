"""Covering names and numbers in people's texts: a search proposes, a person decides.

What is decided is kept beside the text, which stays as it is (see `redaction` for what is read of
it). Where a text was changed, what was decided about it is void: if anything in it was covered, all
of it is, until somebody looked again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from .change import Change, Moment
from .commands import Actor, Cover, Leave, ProposeCovers, Uncover
from .masks import fits, hidden, is_hiding, made, mask_id
from .members import member, number, optional
from .records import Covers, Decision, Mask, Search, Stretch, Why
from .refusal import Refused
from .room import Room
from .said import Said, said_at

ITEMS_MOST: Final = 1000
"""So many are decided in 0.2 s and can be taken back as one act; whoever has more asks in steps."""

SEARCH: Final = "search"
"""The id of the only search that is kept: the last one."""

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of a text as somebody saw it."""

    key: tuple[str, str, str]
    start: int
    end: int
    text: str
    what: Covers
    why: Why

    def stands_in(self, said: Said) -> bool:
        """Whether the text still says so."""
        return said.text[self.start : self.end] == self.text

    def as_stretch(self, decision: Decision) -> Stretch:
        """What is kept of it."""
        return Stretch(self.start, self.end, self.what, self.why, decision)


def propose_covers(
    room: Room, actor: Actor, command: ProposeCovers, moment: Moment
) -> Sequence[Change]:
    """Keep what a search found. What was changed since it looked is passed over."""
    changes = []
    for key, items in _by_text(command.items).items():
        said = said_at(room, *key)
        if said is not None:
            changes.append(_proposed(room, said, [item for item in items if item.stands_in(said)]))
    if command.searched:
        told = {mask_id(*key) for key in _by_text(command.items)}
        changes += [_looked_for_again(room, said) for said in void(room) if _id(said) not in told]
        changes.append(_search(room, command))
    return [change for change in changes if change.before != change.after]


def cover(room: Room, actor: Actor, command: Cover, moment: Moment) -> Sequence[Change]:
    """Cover stretches of texts. Raises Refused `text_gone` where one is no longer there."""
    return _decided(room, command.items, Decision.COVER)


def leave(room: Room, actor: Actor, command: Leave, moment: Moment) -> Sequence[Change]:
    """Leave stretches of texts as they are. Raises Refused as `cover`."""
    return _decided(room, command.items, Decision.LEAVE)


def uncover(room: Room, actor: Actor, command: Uncover, moment: Moment) -> Sequence[Change]:
    """Take covers off; what was found by a search is kept as left, so that it is not asked again.

    Raises Refused as `cover`.
    """
    changes = []
    for said, items in _there(room, command.items):
        before = mask_of(room, said)
        places = {(item.start, item.end) for item in items}
        if before is not None and fits(before, said.text):
            kept = [_bared(one, places) for one in before.stretches]
            # One without stretches stays: a record that comes back would be a new one.
            after = made(*said.key, said.text, [one for one in kept if one is not None])
            changes.append(Change(before, replace(after, seq=before.seq, rev=before.rev)))
    return [change for change in changes if change.before != change.after]


def mask_of(room: Room, said: Said) -> Mask | None:
    """What was decided about the text at this place, whether or not it still is that text."""
    return room.masks.get(_id(said))


def void(room: Room) -> list[Said]:
    """The texts that were changed after something was decided about them."""
    found = ((mask, text_of(room, mask)) for mask in room.masks.values() if mask.stretches)
    return [said for mask, said in found if said is not None and not fits(mask, said.text)]


def text_of(room: Room, mask: Mask) -> Said | None:
    """The text that a mask is about, as it is now; None where it is gone."""
    return said_at(room, mask.kind, mask.record, mask.place)


def _decided(
    room: Room, items: Sequence[Mapping[str, Any]], decision: Decision
) -> Sequence[Change]:
    changes = []
    for said, told in _there(room, items):
        before = mask_of(room, said)
        is_same = before is not None and fits(before, said.text)
        # Of a changed text, whoever covers one word everywhere has not seen the rest.
        kept = list(before.stretches) if before and is_same else _kept_at_search(before, said)
        for item in told:
            kept = _with(kept, item, decision)
        changes.append(_change(before, said, kept))
    return [change for change in changes if change.before != change.after]


def _with(kept: Sequence[Stretch], item: _Item, decision: Decision) -> list[Stretch]:
    """With this decision; what waits within what is covered needs none of its own."""
    was = next((one for one in kept if (one.start, one.end) == (item.start, item.end)), None)
    new = item.as_stretch(decision)
    if was is not None:
        new = replace(new, why=was.why)
    others = (one for one in kept if one is not was)
    if decision is Decision.COVER:
        others = (one for one in others if not (_waits(one) and _is_within(one, new)))
    return [*others, new]


def _proposed(room: Room, said: Said, items: Sequence[_Item]) -> Change:
    before = mask_of(room, said)
    kept = _kept_at_search(before, said)
    closed = hidden(one for one in kept if one.why is not Why.CHANGED)
    new = [
        item.as_stretch(Decision.WAITS)
        for item in items
        if all((item.start, item.end) != (one.start, one.end) for one in kept)
        and not any(start <= item.start and item.end <= end for start, end, _ in closed)
    ]
    return _change(before, said, [*kept, *new])


def _looked_for_again(room: Room, said: Said) -> Change:
    before = mask_of(room, said)
    return _change(before, said, _kept_at_search(before, said))


def _kept_at_search(before: Mask | None, said: Said) -> list[Stretch]:
    """What was decided. All of a changed text waits hidden, where anything in it was covered."""
    if before is None:
        return []
    if fits(before, said.text):
        return [one for one in before.stretches if not _waits(one) or is_hiding(one)]
    if not any(map(is_hiding, before.stretches)):
        return []
    return [Stretch(0, len(said.text), Covers.OTHER, Why.CHANGED)]


def _search(room: Room, command: ProposeCovers) -> Change:
    before = room.kinds["searches"].get(SEARCH)
    lacks = tuple(_word(Covers, one) for one in command.lacks)
    after = Search(SEARCH, command.searched, lacks)
    if before is not None:
        after = replace(before, digest=command.searched, lacks=lacks)
    return Change(before, after)


def _change(before: Mask | None, said: Said, stretches: Sequence[Stretch]) -> Change:
    if not stretches:
        return Change(before, None)
    after = made(*said.key, said.text, stretches)
    if before is None:
        return Change(None, after)
    return Change(before, replace(after, seq=before.seq, rev=before.rev))


def _bared(one: Stretch, places: set[tuple[int, int]]) -> Stretch | None:
    if (one.start, one.end) not in places or not is_hiding(one):
        return one
    return None if one.why is Why.OWN else replace(one, decision=Decision.LEAVE)


def _there(room: Room, items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Said, list[_Item]]]:
    for key, told in _by_text(items).items():
        said = said_at(room, *key)
        if said is None or not all(item.stands_in(said) for item in told):
            raise Refused("text_gone")
        yield said, told


def _by_text(items: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str, str], list[_Item]]:
    if len(items) > ITEMS_MOST:
        raise Refused("out_of_range", least=0, most=ITEMS_MOST)
    found: dict[tuple[str, str, str], list[_Item]] = defaultdict(list)
    for item in map(_read, items):
        found[item.key].append(item)
    return found


def _read(told: Mapping[str, Any]) -> _Item:
    try:
        start, end = number(told, "start", 0), number(told, "end", 0)
        text = member(told, "text", str)
        kind, record, place = (member(told, name, str) for name in ("kind", "record", "place"))
        what = _word(Covers, optional(told, "what", Covers.OTHER.value))
        why = _word(Why, optional(told, "why", Why.OWN.value))
    except Refused:
        raise Refused("bad_command") from None
    if not start < end or end - start != len(text):
        raise Refused("bad_command")
    return _Item((kind, record, place), start, end, text, what, why)


def _word(words: Callable[[str], E], told: str) -> E:
    try:
        return words(told)
    except ValueError:
        raise Refused("bad_command") from None


def _id(said: Said) -> str:
    return mask_id(*said.key)


def _waits(one: Stretch) -> bool:
    return one.decision is Decision.WAITS


def _is_within(one: Stretch, other: Stretch) -> bool:
    return other.start <= one.start and one.end <= other.end
