"""NetworkManager by its own command: terse words, the C locale, never longer than a few seconds.

Activations are asked for, not waited for: what came of them is seen at the next look. Whatever goes
wrong is one exception with NetworkManager's own sentence.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TIMEOUT_S: Final = 10.0

_PIECE: Final = re.compile(r"\\(.)|(:)|([^\\:]+)")
"""A colon parts, and a backslash protects what follows it (nmcli(1), --escape)."""


class NmcliTrouble(Exception):
    """NetworkManager did not do it, does not run, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Device:
    """An interface as NetworkManager has it; `profile` is "" where none is active.

    `state` is such as `connected`, `connecting (getting IP configuration)` or `unavailable`.
    """

    interface: str
    kind: str
    state: str
    profile: str


def devices() -> tuple[Device, ...]:
    """Every interface that NetworkManager knows. Raises NmcliTrouble."""
    told = run("device", "status", fields="DEVICE,TYPE,STATE,CONNECTION")
    return tuple(Device(*parts) for line in told.splitlines() if len(parts := split(line)) == 4)


def profiles() -> frozenset[str]:
    """The names of all profiles. Raises NmcliTrouble."""
    told = run("connection", "show", fields="NAME")
    return frozenset(split(line)[0] for line in told.splitlines() if line)


def bring_up(profile: str, interface: str = "") -> None:
    """Ask for a profile to become active, on this interface if one is given."""
    on = ("ifname", interface) if interface else ()
    run("--wait", "0", "connection", "up", "id", profile, *on)


def disconnect(interface: str) -> None:
    """Ask for an interface to carry no profile, until one is asked for again."""
    run("--wait", "0", "device", "disconnect", interface)


def keep(profile: str, kind: str, interface: str, settings: Mapping[str, str]) -> None:
    """Make a profile, or put it right where it is there already. Raises NmcliTrouble."""
    told = [word for setting in settings.items() for word in setting]
    if profile in profiles():
        run("connection", "modify", "id", profile, "connection.interface-name", interface, *told)
    else:
        made = ("type", kind, "ifname", interface, "con-name", profile)
        run("connection", "add", *made, *told)


def run(*words: str, fields: str = "") -> str:
    """What nmcli says. Raises NmcliTrouble."""
    how = ("--terse", "--fields", fields) if fields else ("--terse",)
    try:
        done = subprocess.run(
            ["nmcli", *how, *words],
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise NmcliTrouble(str(trouble)) from trouble
    if done.returncode != 0:
        raise NmcliTrouble(done.stderr.strip() or f"nmcli ended with {done.returncode}")
    return done.stdout


def split(line: str) -> list[str]:
    """The parts of a terse line."""
    parts = [""]
    for protected, colon, plain in _PIECE.findall(line):
        if colon:
            parts.append("")
        else:
            parts[-1] += protected or plain
    return parts
