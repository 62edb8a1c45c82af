"""What items are rated on, as an organiser sets it: criteria, each with a scale and a weight."""

from collections.abc import Mapping
from typing import Any, Final

from appliance.conference.members import SLUG_MOST, is_sound
from appliance.conference.records import Activity
from appliance.conference.tally.criteria import Criterion, shares
from appliance.conference.tally.scale import Scale

from .kind import Setting

CRITERIA_MOST: Final = 10
STEPS_MOST: Final = 200
"""Steps on a scale: every one of them is counted and told."""

DEFAULT: Final[Mapping[str, Any]] = {
    "id": "rating",
    "title": {"nl": "Cijfer", "en": "Rating"},
    "scale": [0, 10],
}

CRITERIA_SETTING: Final = Setting(
    name="criteria",
    default=[],
    label={"nl": "Criteria (geen: één cijfer van 0 tot 10)", "en": "Criteria (none: 0 to 10)"},
)
"""A list of {"id", "title", "scale": [low, high], "step"?, "weight"?, "is_reversed"?}: steps of 1
and a weight of 1 unless said otherwise; `is_reversed` where little is good."""

_NUMBERS: Final = {"step": 1, "weight": 1}


def criteria_of(activity: Activity) -> tuple[Criterion, ...]:
    """What its items are rated on."""
    return tuple(map(_criterion, activity.settings.get("criteria") or (DEFAULT,)))


def criteria_flaw(settings: Mapping[str, Any]) -> str:
    """ "criteria" where what items are rated on is not right, else ""."""
    told = settings.get("criteria") or (DEFAULT,)
    if len(told) > CRITERIA_MOST or not all(map(_is_criterion, told)):
        return "criteria"
    if len({each["id"] for each in told}) < len(told):
        return "criteria"
    try:
        found = [_criterion(each) for each in told]
        shares(found)
    except ValueError:
        return "criteria"
    return "" if all(_steps(one.scale) <= STEPS_MOST for one in found) else "criteria"


def _criterion(told: Mapping[str, Any]) -> Criterion:
    low, high = told["scale"]
    return Criterion(
        id=told["id"],
        scale=Scale(low, high, told.get("step", 1)),
        weight=told.get("weight", 1),
        is_reversed=told.get("is_reversed", False),
    )


def _steps(scale: Scale) -> float:
    return scale.length / (scale.step or scale.length)


def _is_criterion(told: Any) -> bool:
    if not isinstance(told, Mapping) or not is_sound(dict(told)):
        return False
    scale = told.get("scale")
    return (
        _is_slug(told.get("id"))
        and _is_title(told.get("title"))
        and isinstance(scale, list | tuple)
        and len(scale) == 2
        and all(map(_is_number, scale))
        and all(_is_number(told.get(name, usual)) for name, usual in _NUMBERS.items())
        and isinstance(told.get("is_reversed", False), bool)
    )


def _is_slug(id: Any) -> bool:
    """No dots: a field of a plain form joins an item and a criterion with one."""
    is_text = isinstance(id, str) and id.isascii() and 0 < len(id) <= SLUG_MOST
    return is_text and all(letter.isalnum() or letter in "-_" for letter in id)


def _is_title(title: Any) -> bool:
    if isinstance(title, Mapping):
        return bool(title) and all(isinstance(told, str) and told for told in title.values())
    return isinstance(title, str) and bool(title)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)
