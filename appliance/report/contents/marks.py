"""What is said beside a contribution: who, where it came from, and what it is."""

from typing import Final

from appliance.conference.records import Entry, Relation
from appliance.conference.tally.threads import Thread
from appliance.report.value import Quote
from appliance.voice import N_, Voice

from .chapter import Source

_STANCES: Final = {
    Relation.FOR: N_("For"),
    Relation.AGAINST: N_("Against"),
    Relation.QUESTION: N_("Question"),
}

_ORIGINS: Final = {
    "room": N_("room"),
    "chair": N_("chair"),
    "facilitator": N_("facilitator"),
    "survey": N_("survey"),
    "paper": N_("paper"),
}


def origin(voice: Voice, entry: Entry) -> str:
    """Where a contribution came from."""
    return voice.say(_ORIGINS[entry.origin.value])


def stance(voice: Voice, entry: Entry) -> str:
    """For, against or a question; "" where it says nothing of that."""
    word = _STANCES.get(entry.relation) if entry.relation else None
    return voice.say(word) if word else ""


def quotes(source: Source, thread: Thread, where: str = "") -> list[Quote]:
    """A contribution and what answers it, in reading order; `where` it was said, if not here."""
    first = _quote(source, thread.entry, 0, where)
    return [first, *(_quote(source, answer.entry, answer.depth) for answer in thread.answers)]


def _quote(source: Source, entry: Entry, depth: int, where: str = "") -> Quote:
    about = [*([where] if where else []), *_marks(source, entry, is_answer=depth > 0)]
    return Quote(
        text=source.peoples(entry.text),
        about=" · ".join(about),
        id=entry.id if source.has_appendix else "",
        depth=depth,
        is_highlighted=entry.is_highlighted,
    )


def _marks(source: Source, entry: Entry, *, is_answer: bool) -> list[str]:
    voice = source.voice
    _ = voice.say
    stands = source.results.answered.get(entry.parent or "") if not is_answer else None
    marks = (
        source.name_of(entry),
        _("highlighted") if entry.is_highlighted else "",
        stance(voice, entry),
        _("comment") if entry.relation is Relation.COMMENT else "",
        _("builds on this") if entry.relation is Relation.BUILD_ON and is_answer else "",
        _("typed for someone else") if entry.is_on_behalf else "",
        origin(voice, entry) if entry.origin != "room" and not entry.is_on_behalf else "",
        _("late, not counted") if entry.is_late else "",
        _("answers a contribution of table {table}", table=stands.table) if stands else "",
    )
    return [mark for mark in marks if mark]
