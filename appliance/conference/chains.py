"""Where the list of a step comes from: from which step, by which rule, and how much that is now.

Until the step is opened its list follows what it takes from, and the facilitator may choose again.
Nothing in here tells what a vote came to before that may be known.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from .activities import ACTIVITIES
from .activities.listing import LIST_SETTINGS
from .change import Change, Moment
from .commands import Actor, ChooseList
from .lists import given, is_secret, source_of, taken
from .records import Activity, Item, State
from .refusal import Refused, refuse_if_changed
from .room import Room
from .steps import activity_of

Document = dict[str, Any]

_DEFAULTS: Final = {setting.name: setting.default for setting in LIST_SETTINGS}

_GIVES_NONE: Final = frozenset({"presentation", "break", "harvest"})
"""These leave nothing behind that could stand on a list."""


def has_chain(activity: Activity) -> bool:
    """Whether this step works on a list."""
    kind = ACTIVITIES.get(activity.kind)
    return kind is not None and kind.takes_list


def gives(room: Room, activity: Activity) -> list[Activity]:
    """The steps that this one could take its list from: what comes before it."""
    return [
        step
        for step in room.programme()
        if step.position < activity.position and step.kind not in _GIVES_NONE
    ]


def chain(room: Room, activity: Activity) -> Document:
    """Where its list comes from: {"input", "take_top", "only_highlighted", "chosen", "own", "n"}.

    `chosen` and `own` are how many were chosen by hand and how many items are its own; `n` is how
    many stand on the list, None where that is not known yet or not to be known.
    """
    set_ = {name: activity.settings.get(name, value) for name, value in _DEFAULTS.items()}
    return {
        "input": set_["input"],
        "take_top": set_["take_top"],
        "only_highlighted": set_["only_highlighted"],
        "chosen": len(set_["chosen"]),
        "own": len(ACTIVITIES[activity.kind].own(activity.settings)),
        "n": _count(room, activity),
        "is_fixed": activity.items is not None,
    }


def offered(room: Room, activity: Activity, source: str) -> list[Item]:
    """What this step can be given by an earlier one, for who chooses by hand.

    A vote gives its items in the order in which it was given them, as long as its result is not
    shown to the room. Raises Refused `list_source`.
    """
    step = next((each for each in gives(room, activity) if each.id == source), None)
    if step is None:
        raise Refused("list_source")
    return given(room, step)


def is_settled(source: Activity) -> bool:
    """Whether what a step gives is certain."""
    return source.state in (State.CLOSED, State.SEALED)


def choose_list(room: Room, actor: Actor, command: ChooseList, moment: Moment) -> Sequence[Change]:
    """Choose where the list of a step comes from, as long as it was not opened.

    Raises Refused `no_list`, `list_fixed`, `list_source` or `out_of_range`.
    """
    activity = activity_of(room, command.activity)
    if not has_chain(activity):
        raise Refused("no_list")
    if activity.items is not None or activity.state is not State.PLANNED:
        raise Refused("list_fixed")
    told = {
        "input": command.input,
        "take_top": command.take_top,
        "only_highlighted": command.only_highlighted,
        "chosen": list(dict.fromkeys(command.chosen)),
    }
    _refuse_if_unfit(room, activity, told)
    kept = {name: value for name, value in activity.settings.items() if name not in told}
    kept |= {name: value for name, value in told.items() if value != _DEFAULTS[name]}
    before = {name: activity.settings.get(name, _DEFAULTS[name]) for name in told}
    if before == told:
        return []
    refuse_if_changed(activity.rev, command.if_rev)
    return [Change(activity, replace(activity, settings=kept))]


def _count(room: Room, activity: Activity) -> int | None:
    if activity.items is not None:
        return sum(not (item.is_withdrawn or item.into) for item in activity.items)
    source = source_of(room, activity)
    if source is not None and (not is_settled(source) or is_secret(room, activity)):
        return None
    return len(taken(room, activity))


def _refuse_if_unfit(room: Room, activity: Activity, told: Document) -> None:
    if told["input"] and told["input"] not in {step.id for step in gives(room, activity)}:
        raise Refused("list_source")
    for setting in LIST_SETTINGS:
        if setting.name in told and not setting.fits(told[setting.name]):
            raise Refused("out_of_range", least=setting.least or 0, most=setting.most or 0)
    most = max(setting.most or 0 for setting in LIST_SETTINGS)
    if len(told["chosen"]) > most:
        raise Refused("out_of_range", least=0, most=most)
