"""What happened to the list of a vote while people voted, for the plain form.

What still stands of a ballot, and what became of a vote for what was taken off the list or merged.

The living page (static/js/voting/changed.js) says the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from appliance.conference.activities import ACTIVITIES
from appliance.conference.records import Activity, Item
from appliance.conference.tally.merging import became

from .speech import plainly as _
from .speech import say
from .words import N_

Document = Mapping[str, Any]

_NAME_MOST: Final = 60


def standing(its: Document, items: Sequence[Document], values: Mapping[str, Any]) -> dict[str, Any]:
    """What counts of a ballot now, so that saving the form as it is changes nothing."""
    vote = ACTIVITIES[its["kind"]].vote
    if vote is None:
        return dict(values)
    step = Activity("", its["kind"], "", 0, settings=its["settings"])
    listed = [
        Item(
            each["id"],
            each["text"],
            is_withdrawn=bool(each.get("is_withdrawn")),
            into=each.get("into", ""),
        )
        for each in items
    ]
    return dict(vote.counted(step, listed, values))


def changes(its: Document, items: Sequence[Document], values: Mapping[str, Any]) -> list[str]:
    """One sentence or a few for each thing that is no longer on the list."""
    known = {item["id"]: item for item in items}
    merged = {item["id"]: item["into"] for item in items if item.get("into")}
    voted = {id for id in values.get("chosen", values) if id in known}
    ended = {became(id, merged) for id in voted}
    told = []
    for item in items:
        into = known[became(item["id"], merged)]
        if item.get("into"):
            went = item["id"] in voted and not into.get("is_withdrawn")
            told.append(_joined(_merged(item, into), _went(its) if went else ""))
        elif item.get("is_withdrawn"):
            told.append(_joined(_off(item), _lost(its) if item["id"] in ended else ""))
    return told


def _off(item: Document) -> str:
    return _("“{item}” was taken off the list.", item=_name(item))


def _merged(item: Document, into: Document) -> str:
    return _("“{item}” was merged with “{other}”.", item=_name(item), other=_name(into))


def _lost(its: Document) -> str:
    lost, free = _ONE_DOT if _stands_alone(its) else _LOST[its["kind"]]
    return _joined(_(lost), _(free) if free and its["state"] == "open" else "")


def _went(its: Document) -> str:
    if _stands_alone(its):
        return _("Your dot on it counts there now, once.")
    went = _WENT[its["kind"]]
    return _(went)


def _stands_alone(its: Document) -> bool:
    """Whether an item takes one dot of a person."""
    return its["kind"] == "dots" and its["settings"].get("is_stackable") is False


def _name(item: Document) -> str:
    text = " ".join(say(item["text"]).split())
    return text if len(text) <= _NAME_MOST else f"{text[: _NAME_MOST - 1]}…"


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


_LOST: Final[Mapping[str, tuple[str, str]]] = {
    "dots": (N_("Your dots on it do not count."), N_("You can give them to something else.")),
    "rating": (N_("Your rating of it does not count."), ""),
    "ranking": (N_("It is no longer in your order. What stood below it moved up."), ""),
    "budget": (N_("What you gave to it is not spent."), N_("You can divide it again.")),
    "poll": (N_("Your vote for it does not count."), N_("You can choose something else.")),
}
"""What became of a vote for what was taken off, and what one can do while the vote is open."""

_ONE_DOT: Final = (
    N_("Your dot on it does not count."),
    N_("You can give it to something else."),
)

_WENT: Final[Mapping[str, str]] = {
    "dots": N_("Your dots on it count there now."),
    "rating": N_("Your rating of it counts there, where you gave none."),
    "ranking": N_("In your order the better of the two places counts."),
    "budget": N_("What you gave to it counts there now."),
    "poll": N_("Your vote for it counts there now."),
}
"""What became of a vote for what was merged."""
