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
from appliance.conference.tally.comparison import Comparison, Rule, Why
from appliance.conference.tally.votes import live_items

from .aside import aside
from .speech import listed, say
from .speech import plainly as _
from .words import N_

ASIDE_MOST: Final = 40
"""With so many items it takes a few hundredths of a second; with more, a process of its own."""

ITEMS_MOST: Final = 200
"""More are not put in order by hand, and every pair of them takes its time."""

PATIENCE_S: Final = 30.0

RULES: Final[Mapping[Rule, str]] = {
    Rule.DOTS: N_("Most dots"),
    Rule.PEOPLE: N_("Most voters"),
    Rule.MEAN: N_("Highest average"),
    Rule.MEDIAN: N_("Highest median"),
    Rule.HIGH: N_("Most high ratings"),
    Rule.APPROVAL: N_("Chosen most"),
    Rule.SHARED_VOTE: N_("One vote each, divided over what was chosen"),
    Rule.PLURALITY: N_("Most first places"),
    Rule.BORDA: N_("Points per place (Borda)"),
    Rule.COPELAND: N_("Most won one to one (Copeland)"),
    Rule.SCHULZE: N_("Strongest one to one (Schulze)"),
}

REASONS: Final[Mapping[Why, str]] = {
    Why.NO_BALLOTS: N_("Nobody voted: there is nothing to compare."),
    Why.ALL_AGREE: N_("Every rule has the same first: {items}."),
    Why.BEATEN_IN_PAIRS: N_(
        "By “{rule}” {second} comes first. Still, one to one, more people place {first} above it."
    ),
    Why.SHARED_FIRST: N_(
        "The rules do not contradict each other. By “{rule}” several share the first place: "
        "{items}."
    ),
    Why.CYCLE: N_(
        "There is no best one by majority: each of these is beaten one to one by another of them: "
        "{items}."
    ),
    Why.TIED_IN_PAIRS: N_(
        "One to one as many people prefer the one as the other, so that none beats all: {items}."
    ),
    Why.MORE_EACH: N_(
        "On average {second} gets most: fewer people gave to it, but they gave more each. By the "
        "number of people {first} comes first."
    ),
    Why.NO_MIDDLE: N_(
        "To each of these at least half of the people gave nothing. So every median is 0, and only "
        "the others tell an order."
    ),
    Why.IN_THE_MIDDLE: N_(
        "On average {first} gets most, by the median {second}: a few large amounts weigh in an "
        "average and not in a median."
    ),
}


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
    if items > ITEMS_MOST:
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
        rules=tuple(_(RULES[rule]) for rule in found.standings),
        lines=tuple(
            Line(texts[one.item], tuple(there.get(one.item) for there in places)) for one in order
        ),
        sentence=_sentence(found, texts),
    )


def _sentence(found: Comparison, texts: Mapping[str, Text]) -> str:
    reason = found.reason
    items = [f"“{say(texts[id])}”" for id in reason.items]
    return _(
        REASONS[reason.why],
        rule=_(RULES[reason.rule]) if reason.rule else "",
        items=listed(items),
        first=items[0] if items else "",
        second=items[-1] if items else "",
    )
