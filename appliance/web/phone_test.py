"""The proof with one phone: how far the phone that last scanned the code on /box has come.

Holds one test and nothing about whose phone it is; knows no page.
"""

import secrets
import time
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

SHOWN_S: Final = 600.0
"""So long a test is news; what a phone could do before lunch says little after it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What worked on the phone: its page came up, and the box could speak to it by itself.

    That there is a proof at all says that the phone found the address.
    """

    key: str
    begun_s: float
    has_page: bool = False
    has_live: bool = False


class PhoneTest:
    """The test of the phone that scanned last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._proof: Proof | None = None

    def begin(self) -> str:
        """A phone found the address: forget the one before; the key of this test."""
        key = secrets.token_hex(8)
        with self._lock:
            self._proof = Proof(key, time.monotonic())
        return key

    def tick(self, key: str, *, is_live: bool) -> None:
        """Something worked on this phone; of a test that is over nothing is kept."""
        with self._lock:
            if self._proof and self._proof.key == key:
                has_live = self._proof.has_live or is_live
                self._proof = replace(self._proof, has_page=True, has_live=has_live)

    def proof(self) -> Proof | None:
        """How far the last phone came, or None when there was none for a while."""
        proof = self._proof
        is_news = proof is not None and time.monotonic() - proof.begun_s < SHOWN_S
        return proof if is_news else None
