"""A conference on disk and a stick, for tests of the spare copy."""

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyrage

from appliance.archive.sticks import Stick
from appliance.identity import Identity
from appliance.spare.copy import Copy, Origin
from appliance.spare.layout import Told
from appliance.spare.lock import Lock
from appliance.spare.trouble import SpareTrouble
from tests.store.builders import CONFERENCE, begun, entry

PASSPHRASE = "kaars appel 4729"


@cache
def lock() -> Lock:
    """A lock that is opened at once; `test_lock` tries those that take seconds, as they should."""
    identity = pyrage.x25519.Identity.generate()
    return Lock(str(identity.to_public()), f"{PASSPHRASE} {identity}".encode())


def opened(opener: bytes, passphrase: str, content: bytes) -> bytes:
    """What `lock` locked, as `appliance.spare.lock.opened` does it."""
    right, _, identity = opener.decode().rpartition(" ")
    if passphrase.strip() != right:
        raise SpareTrouble("wrong_passphrase")
    return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)]))


class Room:
    """A store as a conductor writes it, in the data folder of a box."""

    def __init__(self, data: Path) -> None:
        data.mkdir()
        self.data, self.identity = data, Identity(data)
        self.place = data / "conferences" / self.identity.on_stage
        self.hand = begun(self.place)
        self._copies: list[Copy] = []
        identity = self.identity
        self.origin = Origin(self.place, identity.on_stage, identity.secret, identity.device)

    def write(self, *ids: str, owner: str = "sannesannesannes") -> None:
        """Contributions, each acknowledged."""
        for id in ids:
            self.hand.make(entry(id, owner))

    def journal(self) -> bytes:
        """The truth."""
        return (self.place / "journal").read_bytes()

    def copy(self, folder: Path, now_s: Callable[[], float] = time.monotonic) -> Copy:
        """A copy in this folder, which is made."""
        folder.mkdir(exist_ok=True)
        told = Told("spare-1", self.identity.device)
        self._copies.append(Copy(self.origin, folder, told, lock(), 4.0, now_s))
        return self._copies[-1]

    def close_copies(self) -> None:
        """Let go of what the copies read."""
        for copy in self._copies:
            copy.close()

    def close(self) -> None:
        """Let go of everything."""
        self.close_copies()
        self.hand.store.close()

    @staticmethod
    def conference() -> str:
        """Its id."""
        return CONFERENCE.id


def stick(folder: Path, device: str = "/dev/sda1", trouble: str = "") -> Stick:
    """A stick that is open in this folder."""
    return Stick("STICK", device, 1 << 30, "vfat", str(folder), trouble=trouble)
