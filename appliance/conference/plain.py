"""Records as plain JSON values, and back by the type hints of the records themselves.

A document may hold members that no record has (they are passed over) and lack members that have a
default. Knows no record by name.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]

_AS_THEY_ARE: Final = frozenset({str, int, bool, float, NoneType})


def plain(value: Any) -> Any:
    """The value as JSON has it: objects for records, lists for tuples, words for enums."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, tuple | list):
        return [plain(member) for member in value]
    if is_dataclass(value):
        return {
            name: told if type(told := getattr(value, name)) in _AS_THEY_ARE else plain(told)
            for name in _members(cast(Hashable, type(value)))
        }
    return value


@cache
def reader(hint: Any) -> Reader:
    """What makes a value of this type of what `plain` made of one. Raises ValueError, TypeError."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _union_reader(arguments)
    if origin is tuple:
        member = reader(arguments[0])
        return lambda value: tuple(member(item) for item in value)
    if origin is Mapping:
        of_each = reader(arguments[1])
        return lambda value: {name: of_each(item) for name, item in value.items()}
    if is_dataclass(hint):
        return _dataclass_reader(cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    # What is anything is shared with the document, which nobody changes either.
    return _same


@cache
def hints(record: Any) -> Mapping[str, Any]:
    """The type of each member of a record."""
    return get_type_hints(record)


@cache
def _members(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _same(value: Any) -> Any:
    return value


def _union_reader(arguments: tuple[Any, ...]) -> Reader:
    arms = [arm for arm in arguments if arm is not NoneType]
    of_object = next((reader(arm) for arm in arms if _is_object(arm)), _same)
    of_other = next((reader(arm) for arm in arms if not _is_object(arm)), _same)

    def read(value: Any) -> Any:
        if value is None:
            return None
        return of_object(value) if isinstance(value, dict) else of_other(value)

    return read


def _is_object(hint: Any) -> bool:
    return get_origin(hint) is Mapping or is_dataclass(hint)


def _dataclass_reader(record: type) -> Reader:
    readers = {name: reader(hint) for name, hint in hints(cast(Hashable, record)).items()}
    unread = frozenset(name for name, read in readers.items() if read is _same)
    needed = frozenset(f.name for f in fields(record) if _has_no_default(f))

    def read(document: Mapping[str, Any]) -> Any:
        if not needed <= document.keys():
            raise ValueError(f"{record.__name__} lacks {sorted(needed - document.keys())}")
        return record(
            **{
                name: value if name in unread else readers[name](value)
                for name, value in document.items()
                if name in readers
            }
        )

    return read


def _has_no_default(field: Any) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
