"""What lies before who covers names and numbers: what waits, what was decided, what is sought.

Looked up in a copy of the room; knows no request and no words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.acts import Desk, desk_of
from appliance.conference.masking import void
from appliance.conference.masks import words_in
from appliance.conference.records import Act, Covers, Decision, Search, Stretch, Why
from appliance.conference.redaction import (
    found_in,
    hidden_in,
    is_searched,
    last_search,
    sought,
)
from appliance.conference.room import Room
from appliance.conference.said import Said

PER_PAGE: Final = 25

AROUND: Final = 160
"""So many characters of a text are shown before and after what is found in it."""

LISTS: Final = ("waiting", "covered", "left", "found")
"""What is to be decided, what is covered, what was left, and where a word stands that was typed."""

_SUREST: Final = (
    *(Why.CHANGED, Why.EMAIL, Why.PHONE, Why.PERSON, Why.LINK, Why.TITLE, Why.INITIALS, Why.PART),
    *(Why.OWN, Why.CAPITALS),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch with its text; `many` says how often the same words wait, this one included."""

    said: Said
    stretch: Stretch
    many: int = 1

    @property
    def words(self) -> str:
        """What stands there."""
        return self.said.text[self.stretch.start : self.stretch.end]

    @property
    def before(self) -> str:
        """What stands before it, from as far as is shown."""
        return _cut_before(self.said.text[: self.stretch.start])

    @property
    def after(self) -> str:
        """What stands after it, as far as is shown."""
        return _cut_after(self.said.text[self.stretch.end :])

    @property
    def item(self) -> dict[str, Any]:
        """What a command calls it."""
        kind, record, place = self.said.key
        return {
            "kind": kind,
            "record": record,
            "place": place,
            "start": self.stretch.start,
            "end": self.stretch.end,
            "text": self.words,
            "what": self.stretch.what.value,
            "why": self.stretch.why.value,
        }


@dataclass(frozen=True, slots=True)
class RedactionDesk:
    """Everything that the page tells."""

    rows: Mapping[str, Sequence[Row]]
    is_searched: bool
    search: Search | None
    changed: int
    """How many texts were changed after something in them was decided."""
    covers: Mapping[Covers, str]
    """What is read in the place of what is covered."""
    last_act: Act | None
    texts: int

    @property
    def decided(self) -> int:
        """How many were decided about."""
        return len(self.rows["covered"]) + len(self.rows["left"])

    @property
    def total(self) -> int:
        """How many were found or chosen."""
        return self.decided + len(self.rows["waiting"])

    @property
    def is_looked_at(self) -> bool:
        """Whether nothing waits and no text is new."""
        return self.is_searched and not self.changed and not self.rows["waiting"]

    def count(self, what: Covers) -> int:
        """How many of this kind wait."""
        return sum(row.stretch.what is what for row in self.rows["waiting"])


def on_desk(room: Room, wanted: str = "") -> RedactionDesk:
    """The desk; `wanted` are the words that somebody wants to cover."""
    found = found_in(room)
    words = Counter(_plain(said.text[one.start : one.end]) for said, one in found if _waits(one))
    rows: dict[str, list[Row]] = {name: [] for name in LISTS}
    for said, one in found:
        many = words[_plain(said.text[one.start : one.end])] if _waits(one) else 1
        rows[_LIST_OF[one.decision]].append(Row(said, one, many))
    rows["waiting"].sort(key=_in_turn)
    rows["covered"].sort(key=lambda row: row.words.casefold())
    rows["left"].sort(key=lambda row: row.words.casefold())
    rows["found"] = list(_places_of(room, wanted))
    conference = room.conference
    return RedactionDesk(
        rows=rows,
        is_searched=is_searched(room),
        search=last_search(room),
        changed=len(void(room)),
        covers=words_in(conference.languages if conference else ()),
        last_act=_last_act(room),
        texts=len(sought(room)),
    )


def of_kind(what: Covers) -> Callable[[Row], bool]:
    """Whether a row is of this kind."""
    return lambda row: row.stretch.what is what


def of_words(words: str) -> Callable[[Row], bool]:
    """Whether these are the words of a row, capitals or not."""
    plain = _plain(words)
    return lambda row: _plain(row.words) == plain


def _places_of(room: Room, wanted: str) -> Iterator[Row]:
    """Where words stand that are not covered there yet, as whole words, capitals or not."""
    if not wanted.strip():
        return
    sought_for = _pattern(wanted.strip())
    closed = hidden_in(room)
    for said in sought(room):
        for match in sought_for.finditer(said.text):
            start, end = match.span()
            if not any(a <= start and end <= b for a, b, _ in closed.get(said.key, ())):
                yield Row(said, Stretch(start, end, Covers.OTHER, Why.OWN))


def _pattern(words: str) -> "re.Pattern[str]":
    """Whole words, with any white space between them."""
    told = r"\s+".join(re.escape(word) for word in words.split())
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return re.compile(f"{left}{told}{right}", re.IGNORECASE)


def _in_turn(row: Row) -> tuple[int, str, str, int]:
    """The surest first; the same words beside each other. The order of texts tells nothing."""
    surest = _SUREST.index(row.stretch.why)
    return surest, row.words.casefold(), row.said.record, row.stretch.start


def _waits(one: Stretch) -> bool:
    return one.decision is Decision.WAITS


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _cut_before(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].split(" ", 1)[-1]


def _cut_after(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rsplit(" ", 1)[0] + " …"


def _last_act(room: Room) -> Act | None:
    acts = (act for act in room.acts.values() if desk_of(act) is Desk.COVERING)
    last = max(acts, key=lambda act: act.seq, default=None)
    return None if last is None or last.is_undone else last


_LIST_OF: Final = {
    Decision.WAITS: "waiting",
    Decision.COVER: "covered",
    Decision.LEAVE: "left",
}
