"""Dots: everybody has so many, and gives them to what matters most to them.

Cumulative voting; a ballot's values are {item: dots}, 1 or more. With `per` "theme" everybody has
so many dots for the items of each theme.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from appliance.conference.records import Activity, Item
from appliance.conference.refusal import Refused
from appliance.conference.tally.comparison import Comparison, compare_dots
from appliance.conference.tally.dots import dots
from appliance.conference.tally.merging import merged_sums

from .kind import Kind, Setting, Values, Vote
from .listing import VOTE_SETTINGS, list_flaw

DOTS_MOST: Final = 100


def checked(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """The dots, without items that get none. Raises Refused for more than there are."""
    if not values.keys() <= {item.id for item in items}:
        raise Refused("unknown_item")
    if not all(type(n) is int and n >= 0 for n in values.values()):
        raise Refused("ballot_values")
    given = {id: n for id, n in values.items() if n}
    if not KIND.setting(activity, "is_stackable") and any(n > 1 for n in given.values()):
        raise Refused("dots_stacked")
    most = KIND.setting(activity, "dots_each")
    for n in _spent(activity, items, given).values():
        if n > most:
            raise Refused("dots_too_many", n=n, most=most)
    return given


def counted(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """Dots on what was merged go along, where they may stand on each other; on what was withdrawn
    they do not count."""
    most = DOTS_MOST if KIND.setting(activity, "is_stackable") else 1
    merged = {item.id: item.into for item in items if item.into}
    live = {item.id for item in items if not item.is_withdrawn}
    sums = merged_sums(values, merged)
    return {id: min(most, n) for id, n in sums.items() if id in live}


def results(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> dict[str, Any]:
    """Dots per item, and from how many people."""
    found = dots([item.id for item in items], ballots)
    return {
        "dots": found.dots,
        "effective_items": found.effective_items,
        "items": [
            {
                "id": one.item,
                "dots": one.dots,
                "voters": one.people,
                "share": one.share,
                "rank": one.place,
                "is_shared": one.is_shared,
            }
            for one in found.items
        ],
    }


def is_done(activity: Activity, items: Sequence[Item], values: Values) -> bool:
    """Whether all dots are given, in one theme at least where they are per theme."""
    most: int = KIND.setting(activity, "dots_each")
    return max(_spent(activity, items, values).values(), default=0) >= min(most, len(items))


def compared(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> Comparison:
    """Dots beside how many gave any, and beside the order that somebody's dots say."""
    return compare_dots([item.id for item in items], ballots)


def _flaw(settings: Mapping[str, Any]) -> str:
    return list_flaw(settings)


def _spent(activity: Activity, items: Sequence[Item], given: Values) -> Counter[str]:
    """How many dots are given, per theme or (under "") in all."""
    is_per_theme = KIND.setting(activity, "per") == "theme"
    themes = {item.id: item.theme if is_per_theme else "" for item in items}
    spent: Counter[str] = Counter()
    for id, n in given.items():
        spent[themes.get(id, "")] += n
    return spent


KIND: Final = Kind(
    name="dots",
    label={"nl": "Stippen", "en": "Dots"},
    settings=(
        Setting(
            name="dots_each",
            default=5,
            label={"nl": "Stippen per persoon", "en": "Dots per person"},
            least=1,
            most=DOTS_MOST,
        ),
        Setting(
            name="is_stackable",
            default=True,
            label={"nl": "Meer stippen op één punt", "en": "Several dots on one item"},
        ),
        Setting(
            name="per",
            default="list",
            label={"nl": "Stippen voor", "en": "Dots for"},
            choices=("list", "theme"),
        ),
        *VOTE_SETTINGS,
    ),
    takes_list=True,
    vote=Vote(
        checked=checked, counted=counted, results=results, is_done=is_done, compared=compared
    ),
    flaw=_flaw,
)
