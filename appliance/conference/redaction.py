"""The room as others may read it: what a person covered is covered, and nobody has a name.

Originals stay in the room. What is made of it here goes into what is published or shared: the same
records, and the same numbers; texts as they may be read; pseudonyms for names; and nothing that
opens a page, reaches somebody or says what was hidden where.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from .masking import SEARCH, mask_of, text_of, void
from .masks import Range, fits, hidden, mask_id, masked, whole, words_in
from .pseudonyms import Alias, key_list, renaming
from .records import KIND_OF, KINDS, Decision, Mask, Record, Search, Stretch
from .room import Room
from .said import Said, sources, texts, texts_of, with_texts

__all__ = [
    "Alias",
    "covered",
    "digest_of",
    "found_in",
    "hidden_in",
    "is_looked_at",
    "is_searched",
    "key_list",
    "last_search",
    "may_be_read",
    "reading_of",
    "sought",
    "uncovered",
]

LEFT_OUT: Final = ("acts", "codes", "masks", "searches")
"""Kinds of record that are for who leads alone: what could be taken back holds texts as they were,
codes open pages, and masks tell how long what they hide is."""


def covered(room: Room) -> Room:
    """A copy of the room to be read by others. Takes a second for 12,000 texts."""
    new = _covered_texts(room)
    rename = renaming(room)
    records = (
        rename(with_texts(record, new.get((kind, id), {})))
        for kind, held in room.kinds.items()
        if kind not in LEFT_OUT
        for id, record in held.items()
    )
    return Room(records, room.seq, room.room_ms, room.minute)


def uncovered(room: Room) -> frozenset[tuple[str, str]]:
    """Kind and id of every record that says more than `covered` lets others read."""
    read = covered(room)
    return frozenset(
        (kind, id)
        for kind in KINDS
        for id, record in room.kinds[kind].items()
        if read.kinds[kind].get(id) != record
    )


def may_be_read(room: Room) -> Callable[[Record], bool]:
    """Whether a record, as it is or as it once was, says nothing but what others may read.

    For what keeps the past, such as the lines of a journal: a text that was changed since, or a
    record that is gone, nobody searched. So only texts may be read that are there now as well.
    """
    closed = hidden_in(room)
    said = list(texts(room))
    read = {one.text for one in said} - {one.text for one in said if one.key in closed}
    rename = renaming(room)

    def may(record: Record) -> bool:
        if KIND_OF[type(record)] in LEFT_OUT or rename(record) != record:
            return False
        return all(text in read for text in texts_of(room, record).values())

    return may


def is_looked_at(room: Room) -> bool:
    """Whether all texts as they are now were searched, and a person decided about all that was
    found."""
    waits = (one.decision is Decision.WAITS for _, one in found_in(room))
    return is_searched(room) and not void(room) and not any(waits)


def is_searched(room: Room) -> bool:
    """Whether there is no text that the last search did not see."""
    last = last_search(room)
    return last is not None and last.digest == digest_of(room)


def last_search(room: Room) -> Search | None:
    """What is known of the last search."""
    found: Search | None = room.kinds["searches"].get(SEARCH)
    return found


def digest_of(room: Room) -> str:
    """A digest of all texts, in whatever order they stand."""
    whole_of = sha256()
    for text in sorted({said.text for said in texts(room)}):
        whole_of.update(sha256(text.encode()).digest())
    return whole_of.hexdigest()[:32]


def reading_of(room: Room) -> str:
    """A digest of what others may read: another one after every text that was changed, covered,
    laid open or hidden. "" until a person looked at all that was found.

    So what was made to be read by others can be told from what is fit for them still.
    """
    if not is_looked_at(room):
        return ""
    gone = sorted(e.id for e in room.entries.values() if e.is_hidden or e.is_withdrawn)
    masks = sorted((mask.id, mask.stretches) for mask in room.masks.values())
    return sha256(repr((digest_of(room), masks, gone)).encode()).hexdigest()[:32]


def sought(room: Room) -> list[Said]:
    """Every text that is there, once. Where one was decided about, it is that one."""
    found: dict[str, Said] = {}
    for said in sorted(texts(room), key=lambda said: mask_id(*said.key) not in room.masks):
        found.setdefault(said.text, said)
    return list(found.values())


def found_in(room: Room) -> list[tuple[Said, Stretch]]:
    """Every stretch that was found or chosen, with its text, in the order of the texts. Of texts
    that were changed since there is none: see `masking.void`."""
    found = []
    for said in texts(room):
        mask = mask_of(room, said)
        if mask is not None and fits(mask, said.text):
            found += [(said, one) for one in mask.stretches]
    return found


def hidden_in(room: Room) -> dict[tuple[str, str, str], Sequence[Range]]:
    """What is not to be read, by the place of the text."""
    same = _same_texts(room)
    found = {said.key: _hidden(room, said, same) for said in texts(room)}
    return {key: ranges for key, ranges in found.items() if ranges}


def _covered_texts(room: Room) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Texts as they may be read, by record and place; what may be read as it is is left out."""
    words = words_in(room.conference.languages if room.conference else ())
    ranges = hidden_in(room)
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for said in texts(room):
        if said.key in ranges:
            read = masked(said.text, ranges[said.key], words)
            found[said.kind, said.record][said.place] = read
    return found


def _same_texts(room: Room) -> Mapping[str, Sequence[Range]]:
    """What is hidden in a text, wherever it stands."""
    stretches: dict[str, list[Stretch]] = defaultdict(list)
    for mask in room.masks.values():
        said = text_of(room, mask)
        if said is not None and fits(mask, said.text):
            stretches[said.text] += mask.stretches
    return {text: hidden(found) for text, found in stretches.items()}


def _hidden(room: Room, said: Said, same: Mapping[str, Sequence[Range]]) -> Sequence[Range]:
    mask = mask_of(room, said)
    if mask is not None and not fits(mask, said.text) and hidden(mask.stretches):
        # What was covered in it may still stand there, elsewhere.
        return whole(said.text)
    return same.get(said.text) or _taken_from(room, said)


def _taken_from(room: Room, said: Said) -> Sequence[Range]:
    """What is hidden in what stands on a list as its source was when it was taken from there."""
    if mask_of(room, said) is not None:
        return ()
    masks = (room.masks.get(mask_id(*source)) for source in sources(said))
    hiding = [mask for mask in masks if mask is not None and hidden(mask.stretches)]
    for mask in hiding:
        if fits(mask, said.text):
            return hidden(mask.stretches)
    return whole(said.text) if any(_is_void(room, mask) for mask in hiding) else ()


def _is_void(room: Room, mask: Mask) -> bool:
    said = text_of(room, mask)
    return said is None or not fits(mask, said.text)
