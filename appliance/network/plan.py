"""What was chosen for this box's network, in `network.json`: written by commands, read by all.

Rewritten whole. A file that this version cannot read is left as it is.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from appliance.rewriting import rewrite

from .names import MARK_LENGTH
from .wifi import Wifi, WifiTrouble, new_passphrase, new_ssid

log = logging.getLogger(__name__)

FORMAT: Final = "tafelronde-network/1"
FILE: Final = "network.json"

ONLINE: Final = "online"
SILENT: Final = "silent"

LOOK_EVERY_S: Final = 5.0

REFUSALS: Final[Mapping[str, str]] = {
    "plan_unreadable": (
        "What was chosen for the network cannot be read. Nothing was changed. "
        "Put this file right, or move it away and choose anew: {file}"
    ),
    "plan_newer": (
        "A newer Tafelronde wrote what was chosen for the network. Update first: {file}"
    ),
    "country": (
        "There is no country {told}. Give the two letters of the country where the box stands, "
        "such as NL, BE or GB."
    ),
    "port_name": "{told} is no name of a network port. Such a name is short, like enp1s0.",
    "probes": "What phones are told is online or silent, not {told}.",
}
"""Why a plan is not kept or not read; braces hold the values."""

_FORMAT: Final = re.compile(r"tafelronde-network/(\d+)")
_PORT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,14}")
"""A name of an interface: at most 15 characters (IFNAMSIZ in linux/if.h)."""


class PlanTrouble(Exception):
    """A plan cannot be read, or a choice does not fit; `code` is one of REFUSALS."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Plan:
    """The choices. Raises PlanTrouble or WifiTrouble for one that cannot be.

    `ssid` and `passphrase` are of the box's own Wi-Fi, both "" where it is to have none;
    `external` is an access point on the wire. `internet_port` is the interface that may lead to
    the internet, or "". `probes` is what phones hear that ask whether there is internet.
    """

    country: str
    ssid: str
    passphrase: str
    external: Wifi | None = None
    internet_port: str = ""
    probes: str = ONLINE

    def __post_init__(self) -> None:
        """Let no choice through that could not be carried out."""
        if self.country not in _countries():
            raise PlanTrouble("country", told=self.country)
        for wifi in (self._own, self.external):
            if wifi is not None:
                Wifi.checked(wifi.ssid, wifi.passphrase)
        if self.internet_port and not _PORT.fullmatch(self.internet_port):
            raise PlanTrouble("port_name", told=self.internet_port)
        if self.probes not in (ONLINE, SILENT):
            raise PlanTrouble("probes", told=self.probes)

    @classmethod
    def new(cls, country: str, mark: str = "") -> "Plan":
        """A first plan, with a Wi-Fi of its own; `mark` ends its name, by chance if not given."""
        ending = mark or secrets.token_hex(MARK_LENGTH // 2)
        return cls(country.upper(), new_ssid(ending), new_passphrase())

    @classmethod
    def read(cls, folder: Path) -> "Plan | None":
        """The plan of a data folder; None where none was made. Raises PlanTrouble, OSError."""
        file = folder / FILE
        try:
            text = file.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return _understood(json.loads(text))
        except _Newer:
            raise PlanTrouble("plan_newer", file=str(file)) from None
        except (LookupError, TypeError, ValueError, PlanTrouble, WifiTrouble):
            raise PlanTrouble("plan_unreadable", file=str(file)) from None

    def keep(self, folder: Path) -> None:
        """Write it down. Raises OSError."""
        rewrite(folder / FILE, json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n")

    def cards(self, *, has_air: bool = True) -> Wifi | None:
        """The network that stands on the cards; None leaves a line to write it on.

        `has_air` tells whether the box can be an access point itself.
        """
        return self.external or (self._own if has_air else None)

    @property
    def _own(self) -> Wifi | None:
        return Wifi(self.ssid, self.passphrase) if self.ssid or self.passphrase else None


class PlanInForce:
    """The plan of a box that runs on, looked at again every few seconds. For several threads.

    Where the file cannot be read, the last plan stays in force.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: tuple[Plan | None, float] = None, -LOOK_EVERY_S
        self._trouble = ""

    def keep(self, plan: Plan) -> None:
        """Let another plan be in force, and write it down. Raises OSError."""
        plan.keep(self._folder)
        self._kept = plan, time.monotonic()

    def now(self) -> Plan | None:
        """The plan, at most a few seconds old."""
        plan, looked = self._kept
        if time.monotonic() >= looked + LOOK_EVERY_S:
            plan = self._look(plan)
            self._kept = plan, time.monotonic()
        return plan

    def _look(self, before: Plan | None) -> Plan | None:
        try:
            plan, trouble = Plan.read(self._folder), ""
        except (PlanTrouble, OSError) as told:
            plan, trouble = before, str(told)
        if trouble and trouble != self._trouble:
            log.error("the plan of the network is not followed: %s", trouble)
        self._trouble = trouble
        return plan


class _Newer(Exception):
    """The file is of a format that this version does not know yet."""


def _understood(told: Any) -> Plan:
    version = _FORMAT.fullmatch(told["format"])
    if version is None:
        raise ValueError(told["format"])
    if version[0] != FORMAT:
        raise _Newer
    members = {name: value for name, value in told.items() if name not in ("format", "external")}
    if not all(isinstance(value, str) for value in members.values()):
        raise TypeError("text")
    external = told["external"]
    return Plan(**members, external=None if external is None else Wifi.checked(**external))


def _countries() -> list[str]:
    """The codes of ISO 3166-1 (alpha-2) as of 2024; the radio's rules go by them."""
    return files("appliance.network").joinpath("countries.txt").read_text("ascii").split()
