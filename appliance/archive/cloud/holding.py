"""Places that were tried out wait in memory for a yes: what opens them is on no page meanwhile."""

import secrets
import time
from dataclasses import dataclass
from typing import Final

from .cloud_trouble import CloudTrouble
from .target import Secret, Target

KEPT_S: Final = 1_800.0
"""So long somebody may look at what would go along."""
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class _Held:
    target: Target
    secret: Secret
    since_s: float


class Holding:
    """The newest few places, each under a word that nobody can guess."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def hold(self, target: Target, secret: Secret) -> str:
        """Keep a place; the word that it waits under."""
        word = secrets.token_hex(16)
        newest = list(self._held.items())[-(MOST - 1) :]
        self._held = {**dict(newest), word: _Held(target, secret, time.monotonic())}
        return word

    def find(self, word: str) -> tuple[Target, Secret]:
        """The place that waits under a word. Raises CloudTrouble where none does any more."""
        found = self._held.get(word)
        if found is None or time.monotonic() - found.since_s > KEPT_S:
            raise CloudTrouble("not_seen")
        return found.target, found.secret

    def forget(self) -> None:
        """Keep none of them."""
        self._held = {}
