"""The same ballots under several rules side by side, and one sentence on why they differ.

Counted on a copy of the room, beside the writer; what takes long in a process of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from appliance.conference.outcomes import comparison
from appliance.conference.records import Activity, Record, Text
from appliance.conference.room import Room
from appliance.conference.tally.comparison import Comparison
from appliance.conference.tally.votes import live_items
from appliance.conference.vote_words import COMPARED_MOST, REASON_WORDS, RULE_WORDS

from .aside import aside
from .speech import listed, say
from .speech import plainly as _

ASIDE_MOST: Final = 40
"""With so many items it takes a few hundredths of a second; with more, a process of its own."""

PATIENCE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its place under each rule, None where it has none."""

    text: Text
    places: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The rules by name, the items with their places, and why the rules differ."""

    rules: tuple[str, ...]
    lines: tuple[Line, ...]
    sentence: str


def compared(activity: Activity) -> Compared | None:
    """What the page tells of it; None where there is one rule, or too much to compare."""
    items = len(live_items(activity.items or ()))
    if items > COMPARED_MOST:
        return None
    if items > ASIDE_MOST:
        ballots = aside(lambda room: room.ballots_of(activity.id))
        found = apart([activity, *ballots], activity.id)
    else:
        found = aside(lambda room: comparison(room, activity))
    return _told(activity, found) if found else None


def apart(records: Sequence[Record], activity: str) -> Comparison | None:
    """The comparison, made in a process of its own; None where that takes too long."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_count, args=(there, list(records), activity), daemon=True)
    child.start()
    there.close()
    try:
        return here.recv() if here.poll(PATIENCE_S) else None
    except EOFError:
        return None
    finally:
        here.close()
        child.terminate()
        child.join()


def _count(there: Connection, records: Sequence[Record], activity: str) -> None:
    room = Room(records)
    there.send(comparison(room, room.activities[activity]))
    there.close()


def _told(activity: Activity, found: Comparison) -> Compared:
    texts = {item.id: item.text for item in activity.items or ()}
    places = [{one.item: one.place for one in standing} for standing in found.standings.values()]
    order = next(iter(found.standings.values()))
    return Compared(
        rules=tuple(_(RULE_WORDS[rule]) for rule in found.standings),
        lines=tuple(
            Line(texts[one.item], tuple(there.get(one.item) for there in places)) for one in order
        ),
        sentence=_sentence(found, texts),
    )


def _sentence(found: Comparison, texts: Mapping[str, Text]) -> str:
    reason = found.reason
    items = [f"“{say(texts[id])}”" for id in reason.items]
    return _(
        REASON_WORDS[reason.why],
        rule=_(RULE_WORDS[reason.rule]) if reason.rule else "",
        items=listed(items),
        first=items[0] if items else "",
        second=items[-1] if items else "",
    )
