"""What can be set on a step, as its kind declares it: how a form shows it, and what it says back.

Rows of their own, such as criteria, have forms of their own (`vote_rows`).
"""

from collections.abc import Iterator
from typing import Any, Final

from appliance.conference.activities import ACTIVITIES
from appliance.conference.activities.kind import Setting
from appliance.conference.records import Activity
from appliance.conference.refusal import Refused

from .form_fields import Form, decimal, number_in, text_of
from .speech import t

NUMBER_MOST: Final = 1_000_000
"""Of a number for which its kind names no highest."""

SPAN_MOST: Final = 1_000
"""A higher end is there for the box, and not for people to read."""

STEPS: Final = ("input", "beside")
"""The settings that name another step of the programme."""

_TOLD: Final = frozenset({"criteria", "options", "items", "slides", "chosen", *STEPS})
"""What the card of a step shows elsewhere."""


def first_settings(activity: Activity) -> tuple[Setting, ...]:
    """The settings of the step's kind that a form can show: numbers, words, yes or no."""
    kind = ACTIVITIES.get(activity.kind)
    simple = (bool, int, float, str)
    settings = kind.settings if kind else ()
    return tuple(s for s in settings if s.is_text or type(s.default) in simple)


def is_more_set(activity: Activity) -> bool:
    """Whether something is set on a step that the page does not show."""
    shown = {setting.name for setting in first_settings(activity)}
    return bool(activity.settings.keys() - shown - _TOLD)


def span_of(setting: Setting) -> str:
    """From where to where a number goes, in words; "" where hardly anybody comes to the end."""
    if setting.least is None or setting.most is None or setting.most > SPAN_MOST:
        return ""
    return t("{low} to {high}", low=setting.least, high=setting.most)


def settings_in(form: Form, activity: Activity) -> Iterator[tuple[str, Any]]:
    """The settings in the form; a default that was never set stays unsaid. Raises Refused."""
    for setting in first_settings(activity):
        current = activity.settings.get(setting.name, setting.default)
        value = _set(form, setting, current)
        if value is not None and value != current:
            yield setting.name, value


def _set(form: Form, setting: Setting, current: Any) -> Any:
    """What the form says of a setting; None where it says nothing."""
    name = f"setting.{setting.name}"
    if setting.is_text:
        return text_of(form, name, current)
    if isinstance(setting.default, bool):
        return name in form if f"{name}.is_shown" in form else None
    if name not in form:
        return None
    if isinstance(setting.default, int):
        least = 0 if setting.least is None else setting.least
        most = NUMBER_MOST if setting.most is None else setting.most
        return number_in(form, name, least, most)
    if isinstance(setting.default, float):
        return _decimal(form, name, setting)
    return form[name].strip()


def _decimal(form: Form, name: str, setting: Setting) -> float:
    number = decimal(form[name] or "0")
    least = 0 if setting.least is None else setting.least
    most = NUMBER_MOST if setting.most is None else setting.most
    if number is None or not least <= number <= most:
        raise Refused("out_of_range", least=least, most=most)
    return float(number)
