"""Every knob of the box, with its unit, default and reason.

Settings come from `settings.toml` in the data folder and from `--set name=value`. A name that is
not here, or a value of another type or outside its range, stops the start and is named.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

FILE: Final = "settings.toml"


class SettingsTrouble(Exception):
    """A setting is unknown or does not fit; `name` is which, `reason` what would fit."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def _knob(default: Any, reason: str, *, unit: str = "", least: Any = None, most: Any = None) -> Any:
    told = {"reason": reason, "unit": unit, "least": least, "most": most}
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set on a box."""

    window_ms: int = _knob(
        50,
        "Changes within this time go out together; doubled above 300 connections.",
        unit="ms",
        least=0,
        most=1000,
    )
    page_threads: int = _knob(
        8, "Pages answered at once; sockets need none.", unit="threads", least=2, most=12
    )
    connections_most: int = _knob(
        2000, "Sockets open at once; a room has about 120.", unit="sockets", least=10, most=4000
    )
    ping_every_s: int = _knob(
        25, "Silence after which a phone is asked whether it is there.", unit="s", least=1, most=300
    )
    backlog_kb: int = _knob(
        256, "Waiting for a slow phone; beyond it the phone starts afresh.", unit="kB", least=16
    )
    device_per_s: int = _knob(
        10, "Commands from one device; fast typing needs 1.", unit="commands/s", least=1
    )
    device_burst: int = _knob(
        120, "A phone that was away sends all that waited at once.", unit="commands", least=1
    )
    address_per_s: int = _knob(
        1000, "The same from one address: a room may sit behind one.", unit="commands/s", least=1
    )
    address_burst: int = _knob(
        6000, "A room behind one address opens its pages at once.", unit="commands", least=1
    )


def load(folder: Path, overrides: Sequence[str] = ()) -> Settings:
    """The settings of a data folder, with `name=value` overrides. Raises SettingsTrouble."""
    file = folder / FILE
    told = _from_file(file) if file.exists() else {}
    for override in overrides:
        name, _, value = override.partition("=")
        told[name.strip()] = _from_text(name.strip(), value.strip())
    return _checked(told)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise SettingsTrouble(file.name, f"cannot be read ({trouble})") from None


def _from_text(name: str, text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        raise SettingsTrouble(
            name, f"{text!r} is not a number, true, false or quoted text"
        ) from None


def _checked(told: Mapping[str, Any]) -> Settings:
    known = {knob.name: knob for knob in fields(Settings)}
    for name, value in told.items():
        if name not in known:
            raise SettingsTrouble(name, f"no such setting; there are {', '.join(sorted(known))}")
        _check(known[name], value)
    return Settings(**told)


def _check(knob: Any, value: Any) -> None:
    if type(value) is not type(knob.default):
        raise SettingsTrouble(knob.name, f"must be like {knob.default!r}, not {value!r}")
    least, most = knob.metadata["least"], knob.metadata["most"]
    if (least is not None and value < least) or (most is not None and value > most):
        upper = "" if most is None else f" to {most}"
        raise SettingsTrouble(knob.name, f"must be {least}{upper} {knob.metadata['unit']}")
