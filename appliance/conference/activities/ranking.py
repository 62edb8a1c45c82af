"""Ranking: everybody puts the items in order, all of them or the first few.

A ballot's values are {item: place}, 1 first, each place once. What a ballot does not place stands
below all that it does, alike among itself (tally/pairs).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from appliance.conference.records import Activity, Item
from appliance.conference.refusal import Refused
from appliance.conference.tally.comparison import Comparison, Rule, compare_rankings
from appliance.conference.tally.merging import merged_order
from appliance.conference.tally.pairs import Order
from appliance.conference.tally.ranking import RULES, RankedItem, ranking

from .kind import Kind, Setting, Values, Vote
from .listing import VOTE_SETTINGS, list_flaw

RANKED_MOST: Final = 200
"""More are not put in order on a phone; of so many a thousand ballots are counted in a fifth of a
second, by whichever rule."""

POINTS: Final[Mapping[Rule, str]] = {
    Rule.BORDA: "points",
    Rule.COPELAND: "won",
    Rule.SCHULZE: "unbeaten",
}
"""What the rule's number is called in a row of the results: points for places; how many others it
wins from one to one, a half for a tie; how many others do not come before it."""


def checked(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """The order, its places closed up. Raises Refused for a place that is not there or not alone,
    for more than can be placed, and for fewer where every place has to be given."""
    if not values.keys() <= {item.id for item in items}:
        raise Refused("unknown_item")
    if not all(type(place) is int for place in values.values()):
        raise Refused("ballot_values")
    most = _places(activity, items)
    if len(values) > most:
        raise Refused("ranking_too_many", n=len(values), most=most)
    given = sorted(values.values())
    if given and not 1 <= given[0] <= given[-1] <= most:
        raise Refused("ranking_place", most=most)
    for place, following in pairwise(given):
        if place == following:
            raise Refused("ranking_twice", n=place)
    if 0 < len(given) < most and not KIND.setting(activity, "may_be_partial"):
        raise Refused("ranking_partial", n=most - len(given))
    return _numbered(_in_order(values))


def counted(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """What was merged counts by the best place of what it was made of; what was withdrawn does
    not, and what stands below it moves up."""
    merged = {item.id: item.into for item in items if item.into}
    gone = {item.id for item in items if item.is_withdrawn}
    if not merged and not gone:
        return values
    found = merged_order(_order(values), merged)
    return _numbered([id for (id,) in found if id not in gone])


def results(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> dict[str, Any]:
    """The order by the rule that decides, and whether the room agrees on one.

    "w" is Kendall's, from 0 to 1, "agreement" what that is called; both None where there are fewer
    than two ballots or items to agree on.
    """
    rule = _rule(activity)
    found = ranking([item.id for item in items], map(_order, ballots), rule)
    return {
        "rule": rule.value,
        "w": found.w,
        "agreement": found.agreement.value if found.agreement else None,
        "items": [_row(one, rule) for one in found.items],
    }


def is_done(activity: Activity, items: Sequence[Item], values: Values) -> bool:
    """Whether every place is given."""
    return len(values) >= _places(activity, items)


def compared(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> Comparison:
    """The rule that decides, and beside it the others."""
    return compare_rankings([item.id for item in items], map(_order, ballots), _rule(activity))


def _row(one: RankedItem, rule: Rule) -> dict[str, Any]:
    return {
        "id": one.item,
        POINTS[rule]: one.points,
        "of_most": one.of_most,
        "mean_place": one.mean_place,
        "firsts": one.firsts,
        "voters": one.voters,
        "rank": one.place,
        "is_shared": one.is_shared,
    }


def _places(activity: Activity, items: Sequence[Item]) -> int:
    """How many can be placed."""
    most: int = KIND.setting(activity, "place_most")
    return min(most, len(items)) if most else len(items)


def _rule(activity: Activity) -> Rule:
    return Rule(KIND.setting(activity, "rule"))


def _in_order(values: Values) -> list[str]:
    return sorted(values, key=lambda id: values[id])


def _order(values: Values) -> Order:
    return [(id,) for id in _in_order(values)]


def _numbered(ids: Sequence[str]) -> dict[str, int]:
    return {id: place for place, id in enumerate(ids, 1)}


def _flaw(settings: Mapping[str, Any]) -> str:
    found = list_flaw(settings)
    return found or ("items" if len(settings.get("items", ())) > RANKED_MOST else "")


KIND: Final = Kind(
    name="ranking",
    label={"nl": "Op volgorde zetten", "en": "Put in order"},
    settings=(
        Setting(
            name="place_most",
            default=0,
            label={"nl": "Hoeveel plaatsen (0: alles)", "en": "How many places (0: all)"},
            least=0,
            most=RANKED_MOST,
        ),
        Setting(
            name="may_be_partial",
            default=True,
            label={"nl": "Minder plaatsen geven mag", "en": "Fewer places may be given"},
        ),
        Setting(
            name="rule",
            default=Rule.BORDA.value,
            label={"nl": "Wat beslist", "en": "What decides"},
            choices=tuple(rule.value for rule in RULES),
        ),
        *VOTE_SETTINGS,
    ),
    takes_list=True,
    items_most=RANKED_MOST,
    vote=Vote(
        checked=checked, counted=counted, results=results, is_done=is_done, compared=compared
    ),
    flaw=_flaw,
)
"""`may_be_partial`: a ballot is kept from the first place on; otherwise only a whole one is."""
