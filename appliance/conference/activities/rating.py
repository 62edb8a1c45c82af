"""Rating: everybody says of each item what they think of it, on one or more criteria.

A ballot's values are {item: {criterion: number}}, with None for "no opinion". No opinion is counted
apart and never as a zero; what somebody left out is neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from appliance.conference.records import Activity, Item
from appliance.conference.refusal import Refused
from appliance.conference.tally.comparison import Comparison, compare_ratings
from appliance.conference.tally.criteria import Criterion, Rated, rated
from appliance.conference.tally.disagreement import disagreement
from appliance.conference.tally.merging import became
from appliance.conference.tally.scale import Ratings, Scale

from .criteria import CRITERIA_SETTING, criteria_flaw, criteria_of
from .kind import Kind, Setting, Values, Vote
from .listing import VOTE_SETTINGS, list_flaw

DIVIDED_FROM: Final = 30

_FIGURES: Final = tuple(
    field.name for field in fields(Ratings) if field.name not in ("n_abstained", "distribution")
)


def checked(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """The ratings as numbers of their scales. Raises Refused for what is on none."""
    if not values.keys() <= {item.id for item in items}:
        raise Refused("unknown_item")
    criteria = {criterion.id: criterion for criterion in criteria_of(activity)}
    found = {}
    for id, given in values.items():
        if not isinstance(given, Mapping) or not given.keys() <= criteria.keys():
            raise Refused("ballot_values")
        if given:
            found[id] = {name: _value(criteria[name], told) for name, told in given.items()}
    return found


def counted(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """What was withdrawn does not count. A rating of what was merged counts for what it became,
    where the voter had no opinion on that itself; of several the first on the list."""
    merged = {item.id: item.into for item in items if item.into}
    live = {item.id for item in items if not item.is_withdrawn}
    found: dict[str, dict[str, Any]] = {}
    own_first = sorted((item for item in items if item.id in values), key=lambda i: bool(i.into))
    for item in own_first:
        now = became(item.id, merged)
        if now not in live:
            continue
        there = found.setdefault(now, {})
        for name, value in values[item.id].items():
            if there.get(name) is None:
                there[name] = value
    return found


def results(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> dict[str, Any]:
    """Per item its score (0 to 1), dissent (0 to 1) and {criterion: numbers}; and the ids of the
    items that divide the room, most first. What is not defined is None."""
    ids = [item.id for item in items]
    criteria = criteria_of(activity)
    divided_from = KIND.setting(activity, "divided_from") / 100
    found = rated(ids, criteria, ballots, divided_from)
    divided = disagreement(ids, {one.item: one.dissent for one in found}, divided_from)
    return {
        "divided": [one.item for one in divided],
        "items": [_row(one, criteria) for one in found],
    }


def is_done(activity: Activity, items: Sequence[Item], values: Values) -> bool:
    """Whether every item has something on every criterion; no opinion is something."""
    wanted = {criterion.id for criterion in criteria_of(activity)}
    return all(values.get(item.id, {}).keys() >= wanted for item in items)


def compared(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> Comparison:
    """The mean beside the median, the share of high ratings, and the order that ratings say."""
    return compare_ratings([item.id for item in items], criteria_of(activity), ballots)


def weighs(items: Sequence[Item], values: Values) -> Iterator[tuple[str, str]]:
    """Who has no opinion on a criterion says nothing about the item there."""
    for item in items:
        for criterion, value in values.get(item.id, {}).items():
            if value is not None:
                yield item.id, criterion


def _value(criterion: Criterion, given: Any) -> float | None:
    if given is None:
        return None
    if type(given) not in (int, float):
        raise _off(criterion.scale)
    try:
        return criterion.scale.value(given)
    except ValueError:
        raise _off(criterion.scale) from None


def _off(scale: Scale) -> Refused:
    low, high = _told(scale.low), _told(scale.high)
    if scale.step in (None, 1):
        return Refused("rating_scale", low=low, high=high)
    return Refused("rating_step", low=low, high=high, step=_told(scale.step or 1))


def _told(number: float) -> str | int:
    return int(number) if number == int(number) else f"{number:g}"


def _row(one: Rated, criteria: Sequence[Criterion]) -> dict[str, Any]:
    by_criterion = zip(criteria, one.by_criterion, strict=True)
    return {
        "id": one.item,
        "score": one.score,
        "dissent": one.dissent,
        "is_divided": one.is_divided,
        "criteria": {criterion.id: _numbers(told) for criterion, told in by_criterion},
        "rank": one.place,
        "is_shared": one.is_shared,
    }


def _numbers(told: Ratings) -> dict[str, Any]:
    numbers = {name: getattr(told, name) for name in _FIGURES}
    return numbers | {
        "abstained": told.n_abstained,
        "distribution": [list(pair) for pair in told.distribution],
    }


def _flaw(settings: Mapping[str, Any]) -> str:
    return criteria_flaw(settings) or list_flaw(settings)


KIND: Final = Kind(
    name="rating",
    label={"nl": "Cijfer geven", "en": "Rate"},
    settings=(
        CRITERIA_SETTING,
        Setting(
            name="divided_from",
            default=DIVIDED_FROM,
            label={"nl": "Verdeeld vanaf (procent)", "en": "Divided from (per cent)"},
            least=1,
            most=100,
        ),
        *VOTE_SETTINGS,
    ),
    takes_list=True,
    vote=Vote(
        checked=checked,
        counted=counted,
        results=results,
        is_done=is_done,
        compared=compared,
        weighs=weighs,
    ),
    flaw=_flaw,
)
"""`divided_from`: how much dissent makes a room divided, in percents of the most there can be."""
