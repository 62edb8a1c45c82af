"""What the page on covering says of a stretch: what it is, why it was found, where it stands."""

from collections.abc import Callable, Mapping
from typing import Final

from appliance.conference.records import Activity, Covers, Entry, Response, Summary, Why
from appliance.conference.room import Room
from appliance.conference.said import Said

from .speech import say, t
from .words import N_

KINDS: Final[Mapping[Covers, str]] = {
    Covers.NAME: N_("Names"),
    Covers.EMAIL: N_("E-mail addresses"),
    Covers.PHONE: N_("Telephone numbers"),
    Covers.OTHER: N_("Other"),
}

UNDO: Final[Mapping[str, str]] = {
    "cover": N_("Undo covering"),
    "leave": N_("Undo leaving"),
    "uncover": N_("Undo uncovering"),
}

_REASONS: Final[Mapping[Why, str]] = {
    Why.EMAIL: N_("It is an e-mail address."),
    Why.LINK: N_("It is a web address or account that may lead to a person."),
    Why.PHONE: N_("It is a telephone number."),
    Why.PERSON: N_("It is the name of somebody who is known here."),
    Why.PART: N_("It is part of the name of somebody who is known here."),
    Why.TITLE: N_("It follows a title or function."),
    Why.INITIALS: N_("It follows initials."),
    Why.CAPITALS: N_("These words have capitals, and look like a name."),
    Why.OWN: N_("Somebody chose it."),
    Why.CHANGED: N_(
        "This text was changed after something in it was covered. All of it is covered until you "
        "decide."
    ),
}

_SURE: Final = N_("almost sure")
_LIKELY: Final = N_("likely")
_PERHAPS: Final = N_("perhaps")

_SURELY: Final[Mapping[Why, str]] = {
    **dict.fromkeys((Why.EMAIL, Why.PHONE, Why.PERSON), _SURE),
    **dict.fromkeys((Why.LINK, Why.TITLE, Why.INITIALS, Why.PART), _LIKELY),
    Why.CAPITALS: _PERHAPS,
}


def reason(why: Why) -> str:
    """Why it is to be covered, as a sentence."""
    return t(_REASONS[why])


def surely(why: Why) -> str:
    """How sure that is, as a word or two; "" where a person said so."""
    return t(_SURELY[why]) if why in _SURELY else ""


def undo_words(do: str) -> str:
    """What taking back the last act is called."""
    return t(UNDO[do])


def where(room: Room) -> Callable[[Said], str]:
    """What tells where a text of this room stands."""

    def told(said: Said) -> str:
        match room.find(said.kind, said.record):
            case Entry() as entry:
                return f"{t('Table {table}', table=entry.table)} · {_step(room, entry.activity)}"
            case Summary() as summary:
                place = t("Table {table}", table=summary.table)
                return f"{place} · {t('Summary by the chair')} · {_step(room, summary.activity)}"
            case Response():
                return t("Survey")
            case Activity() as activity:
                return t("On the list of {title}", title=say(activity.title))
        return t(_PLACES[said.kind], table=said.record)

    return told


def _step(room: Room, id: str) -> str:
    step = room.activities.get(id)
    return say(step.title) if step else id


_PLACES: Final[Mapping[str, str]] = {
    "buckets": N_("Title of a group"),
    "actions": N_("List of actions"),
    "messages": N_("Message of the facilitator"),
    "themes": N_("Title of a theme"),
    "tables": N_("Request for help from table {table}"),
    "conferences": N_("Message on the big screen"),
}
