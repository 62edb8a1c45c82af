"""From a JSON object to a command; nothing in here looks at the room."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from appliance.conference.members import is_sound
from appliance.conference.refusal import Refused

from . import (
    actions,
    closing,
    conference,
    contributing,
    grouping,
    preparing,
    redaction,
    reporting,
    running,
    sorting,
    survey,
    voting,
)
from .command import Command

SUBJECTS: Final = (
    *(conference, contributing, preparing, running, sorting, grouping, survey, voting, actions),
    reporting,
    redaction,
    closing,
)
"""Where the commands stand."""


def _commands() -> Iterator[type[Command]]:
    for subject in SUBJECTS:
        for named in vars(subject).values():
            if isinstance(named, type) and issubclass(named, Command) and named is not Command:
                yield named


def _do(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()


COMMANDS: Final[Mapping[str, type[Command]]] = {_do(c): c for c in _commands()}
"""Every command by the name under which it is asked, such as `post_entry`."""

DO: Final[Mapping[type[Command], str]] = {command: do for do, command in COMMANDS.items()}

_HINTS = {command: get_type_hints(command) for command in COMMANDS.values()}


def read(asked: Mapping[str, Any]) -> Command:
    """The command in a JSON object. Members that the command does not know are left aside.

    Raises Refused `unknown_command`, or `bad_command` for what is of the wrong type or cannot be
    written down at all.
    """
    do = asked.get("do")
    if not isinstance(do, str) or do not in COMMANDS:
        raise Refused("unknown_command")
    command = COMMANDS[do]
    return command(**{f.name: _member(command, f, asked) for f in fields(command)})


def _member(command: type[Command], field: Any, asked: Mapping[str, Any]) -> Any:
    if field.name in asked:
        if not is_sound(asked[field.name]):
            raise Refused("bad_command")
        return _typed(_HINTS[command][field.name], asked[field.name])
    if field.default is MISSING:
        raise Refused("bad_command")
    return field.default


def _typed(wanted: Any, value: Any) -> Any:
    if get_origin(wanted) is UnionType:
        if value is None and NoneType in get_args(wanted):
            return None
        wanted = next(kind for kind in get_args(wanted) if kind is not NoneType)
    if get_origin(wanted) is tuple:
        return tuple(_typed(get_args(wanted)[0], item) for item in _of(list, value))
    if get_origin(wanted) is Mapping:
        return _of(dict, value)
    if wanted in (str, int, bool):
        return _of(wanted, value)
    try:
        return wanted(value)
    except ValueError:
        raise Refused("bad_command") from None


def _of(wanted: type, value: Any) -> Any:
    # `bool` is an `int` to Python, but `true` is not a number to a person.
    if type(value) is not wanted:
        raise Refused("bad_command")
    return value
