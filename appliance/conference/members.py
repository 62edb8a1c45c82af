"""Members of a JSON object as the values that records hold, or a refusal that names the member.

Knows JSON and the words `file_member`; knows no record and no member by name.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from .records import Text
from .refusal import Refused

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

Item = Mapping[str, Any]

DEEPEST: Final = 20
"""How far lists and objects may stand in each other: more than any programme needs."""

SLUG_MOST: Final = 60
"""Characters in what people name; a file of a key is called after an activity."""

NUMBER_MOST: Final = 1_000_000

_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def is_sound(value: Any, deepest: int = DEEPEST) -> bool:
    """Whether a JSON value can be written down again and read by a browser.

    A lone surrogate cannot, nor what is not a number; a number past 2**53 changes on the way.
    """
    match value:
        case bool() | None:
            return True
        case str():
            return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
        case int() | float():
            return abs(value) < 2**53
        case list() | tuple():
            return deepest > 0 and all(is_sound(item, deepest - 1) for item in value)
        case dict():
            parts = (*value.keys(), *value.values())
            return deepest > 0 and all(is_sound(part, deepest - 1) for part in parts)
    return False


def member(item: Item, name: str, wanted: type[T]) -> T:
    """The member, of exactly this type."""
    value = item.get(name)
    if type(value) is not wanted or not is_sound(value):
        raise wrong(item, name)
    return value


def optional(item: Item, name: str, default: T) -> T:
    """The member, of the type of the default where it is there."""
    return member(item, name, type(default)) if name in item else default


def number(item: Item, name: str, default: int, least: int = 0) -> int:
    """A whole number from `least` to a million."""
    value = optional(item, name, default)
    if not least <= value <= NUMBER_MOST:
        raise wrong(item, name)
    return value


def slug(item: Item) -> str:
    """The id of something that people name: letters, digits, dashes.

    A cell's id joins slugs with dots, an address with slashes.
    """
    value = member(item, "id", str)
    if not is_slug(value):
        raise Refused("file_member", where=f"id {value[:SLUG_MOST]!r}")
    return value


def is_slug(value: str) -> bool:
    """Whether people could name something so, and a file and an address too."""
    is_plain = value.isascii() and all(c.isalnum() or c in "-_" for c in value)
    return is_plain and 1 <= len(value) <= SLUG_MOST


def text(item: Item, name: str) -> Text:
    """A text of the organiser, with something in it."""
    value = item.get(name)
    is_told = isinstance(value, dict) and all(isinstance(told, str) for told in value.values())
    if not value or not (isinstance(value, str) or is_told) or not is_sound(value):
        raise wrong(item, name)
    return dict(value) if isinstance(value, dict) else str(value)


def optional_text(item: Item, name: str) -> Text:
    """A text of the organiser, or none."""
    return text(item, name) if item.get(name, "") != "" else ""


def texts(item: Item, name: str) -> tuple[Text, ...]:
    """A list of texts of the organiser, perhaps of none."""
    found: list[Any] = optional(item, name, [])
    return tuple(text({**item, name: each}, name) for each in found)


def day(item: Item, name: str) -> str:
    """A calendar date as ISO 8601 writes it, or empty."""
    value = optional(item, name, "")
    try:
        is_right = value == "" or date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_right = False
    if not is_right:
        raise wrong(item, name)
    return value


def clock(item: Item, name: str) -> str:
    """A time of day as "13:00", or empty."""
    value = optional(item, name, "")
    if value != "" and not _CLOCK.fullmatch(value):
        raise wrong(item, name)
    return value


def choice(item: Item, name: str, default: E) -> E:
    """One of an enum's values."""
    return _one_of(item, name, type(default), item.get(name, default))


def choices(item: Item, name: str, default: tuple[E, ...], allowed: frozenset[E]) -> tuple[E, ...]:
    """A list of an enum's values, each of them allowed here."""
    found = [_one_of(item, name, type(default[0]), v) for v in optional(item, name, list(default))]
    if not allowed.issuperset(found):
        raise wrong(item, name)
    return tuple(found)


def words(item: Item, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """A list of strings, none of them empty."""
    found: list[Any] = optional(item, name, list(default))
    if not all(isinstance(word, str) and word for word in found):
        raise wrong(item, name)
    return tuple(found)


def objects(item: Item, name: str) -> list[Item]:
    """A list of objects, perhaps of none."""
    found = item.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise wrong(item, name)
    return list(found)


def wrong(item: Item, name: str) -> Refused:
    """The refusal that names this member."""
    id = item.get("id")
    is_named = isinstance(id, str) and is_sound(id)
    return Refused("file_member", where=f"{id}: {name}" if is_named else name)


def _one_of(item: Item, name: str, enum: type[E], value: Any) -> E:
    try:
        return enum(value)
    except ValueError:
        raise wrong(item, name) from None
