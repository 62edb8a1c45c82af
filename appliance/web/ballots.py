"""A ballot from the fields of a plain form: for phones without script.

Every kind of vote has its fields, named "item.<id>" and so on; what they hold becomes the ballot's
values as the rules know them. Whether they fit is the rules' to say.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict

Form = MultiDict[str, str]
Values = dict[str, Any]

_ITEM: Final = "item."
_NO_OPINION: Final = "none"

_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
"""A whole number as people write large ones: 1.000 and 1,000 and 1 000."""


def values_of(kind: str, form: Form) -> Values:
    """What the form of this kind of vote says; nothing where the kind has no form."""
    reader = _READERS.get(kind)
    return reader(form) if reader else {}


def _dots(form: Form) -> Values:
    found = ((name.removeprefix(_ITEM), form[name]) for name in form if name.startswith(_ITEM))
    return {item: _number(typed) for item, typed in found if typed.strip()}


def _rating(form: Form) -> Values:
    """A field per item and criterion, "item.<id>.<criterion>": a number, or "none"."""
    found: Values = {}
    for name in form:
        item, _, criterion = name.removeprefix(_ITEM).rpartition(".")
        if name.startswith(_ITEM) and item and form[name].strip():
            found.setdefault(item, {})[criterion] = _rated(form[name].strip())
    return found


def _rated(typed: str) -> Any:
    """The number that was typed, with a point or a comma; None for no opinion."""
    if typed == _NO_OPINION:
        return None
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return typed
    return int(number) if number.is_integer() else number


def _poll(form: Form) -> Values:
    """What was ticked; "" is no opinion."""
    chosen = form.getlist("chosen")
    named = [id for id in chosen if id]
    return {"chosen": named, "abstains": True} if "" in chosen else {"chosen": named}


def _budget(form: Form) -> Values:
    found = ((name.removeprefix(_ITEM), form[name]) for name in form if name.startswith(_ITEM))
    return {item: _amount(typed.strip()) for item, typed in found if typed.strip()}


def _amount(typed: str) -> Any:
    is_grouped = _GROUPED.fullmatch(typed)
    return _number(re.sub(r"[.,\s]", "", typed) if is_grouped else typed)


def _categorise(form: Form) -> Values:
    """The group of each contribution, "item.<id>"; "" is none yet."""
    named = (name for name in form if name.startswith(_ITEM) and form[name])
    return {name.removeprefix(_ITEM): form[name] for name in named}


def _number(typed: str) -> Any:
    """The whole number that was typed, or the text where it is none: the rules refuse that."""
    text = typed.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


_READERS: Final[Mapping[str, Callable[[Form], Values]]] = {
    "dots": _dots,
    "rating": _rating,
    "poll": _poll,
    "budget": _budget,
    "ranking": _dots,
    "categorise": _categorise,
}
