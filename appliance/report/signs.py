"""Signs that no document can hold or show, written out so that they can be seen."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from .value import Report

_UNSHOWN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2) has no place for, and the other controls, which leave no mark."""


def shown(text: str) -> str:
    """The text with `[U+000B]` for each sign of that kind; line ends become LF."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWN.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", ended)


def writable(report: Report) -> tuple[Report, bool]:
    """The report with every text shown so, and whether a sign in it had to be written out."""
    lacking: list[str] = []

    def show(text: str) -> str:
        lacking.extend(_UNSHOWN.findall(text.replace("\r", "\n")))
        return shown(text)

    return everywhere(report, show), bool(lacking)


def everywhere(report: Report, change: Callable[[str], str]) -> Report:
    """The report with each of its texts changed; what stays as it was is shared."""
    changed: Report = _changed(report, change)
    return changed


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    # An enumeration's member is text too, and stays what it is.
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        parts = tuple(_changed(part, change) for part in value)
        return value if all(map(_is, parts, value)) else parts
    if isinstance(value, Mapping):
        return {name: _changed(told, change) for name, told in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: _changed(told, change) for name, told in old.items()}
        return value if all(map(_is, new.values(), old.values())) else replace(value, **new)
    return value


def _is(one: object, other: object) -> bool:
    return one is other
