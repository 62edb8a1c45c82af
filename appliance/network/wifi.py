"""A Wi-Fi network as people join it: its name, its passphrase, and the text of the join code.

A passphrase of ours is two short words and four digits, so that it can be read aloud and typed.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

SSID_MOST: Final = 32
PASSPHRASE_LEAST: Final = 8
PASSPHRASE_MOST: Final = 63
"""Lengths as IEEE 802.11-2020 has them: 9.4.2.2 for the name, annex J.4 for the passphrase."""

REFUSALS: Final[Mapping[str, str]] = {
    "ssid_length": "The name of a Wi-Fi network has 1 to 32 characters; this one has {n}.",
    "ssid_characters": (
        "“{characters}” in the name of a Wi-Fi network is not read alike by all phones. "
        "Use letters, digits and hyphens, and give the access point the same name."
    ),
    "ssid_hex": (
        "Some phones take {told} for a number, not for a name. "
        "Add a hyphen or a letter after f, also at the access point."
    ),
    "passphrase_length": "A Wi-Fi password has 8 to 63 characters; this one has {n}.",
    "passphrase_characters": (
        "“{characters}” in a Wi-Fi password is not read alike by all phones. "
        "Use letters, digits and hyphens, and give the access point the same password."
    ),
    "passphrase_hex": (
        "Some phones take this password for a number. "
        "Add a hyphen or a letter after f, also at the access point."
    ),
}
"""Why a network cannot stand in a join code; braces hold the values."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9-]*")
_HEX: Final = re.compile(r"[0-9A-Fa-f]+")
_SPECIAL: Final = re.compile(r'([\\;,:"])')
_DIGITS: Final = "23456789"
"""No 0 or 1: they look like letters in print."""


class WifiTrouble(Exception):
    """A name or passphrase that phones would not all read alike; `code` is one of REFUSALS."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network with a passphrase."""

    ssid: str
    passphrase: str

    @classmethod
    def checked(cls, ssid: str, passphrase: str) -> "Wifi":
        """A network that every phone reads alike from a code. Raises WifiTrouble."""
        _check(ssid, "ssid", 1, SSID_MOST)
        _check(passphrase, "passphrase", PASSPHRASE_LEAST, PASSPHRASE_MOST)
        return cls(ssid, passphrase)

    @property
    def text(self) -> str:
        """What the join code holds, as ZXing made it: github.com/zxing/zxing/wiki/Barcode-Contents.

        The type is WPA for WPA2 and WPA3 alike: phones know no other name for the latter.
        """
        return f"WIFI:T:WPA;S:{_escaped(self.ssid)};P:{_escaped(self.passphrase)};;"


def new_ssid(mark: str) -> str:
    """The name of a box's own network; `mark` tells two boxes in one venue apart."""
    return f"Tafelronde-{mark}"


def new_passphrase() -> str:
    """Two words and four digits, such as `kaars-appel-4729`: 31 bits by chance."""
    words = [secrets.choice(_words()) for _ in range(2)]
    digits = "".join(secrets.choice(_DIGITS) for _ in range(4))
    return "-".join([*words, digits])


def _words() -> list[str]:
    """Dutch for things, 3 to 6 letters; without ei, ij, au, ou and eu, which sound alike."""
    return files("appliance.network").joinpath("words.txt").read_text("ascii").split()


def _check(told: str, what: str, least: int, most: int) -> None:
    if not least <= len(told) <= most:
        raise WifiTrouble(f"{what}_length", n=str(len(told)))
    if not _PLAIN.fullmatch(told):
        strange = dict.fromkeys(_PLAIN.sub("", told))
        raise WifiTrouble(f"{what}_characters", characters="".join(strange))
    if _HEX.fullmatch(told):
        raise WifiTrouble(f"{what}_hex", **({"told": told} if what == "ssid" else {}))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
