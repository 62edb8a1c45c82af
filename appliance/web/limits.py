"""How often somebody may ask: token buckets for requests, and a growing wait for wrong codes.

Wide enough for 300 phones that sit behind one address. Knows no request and no code, only keys.
"""

import ipaddress
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

KEYS_MOST: Final = 4096
"""Above this many keys, those who have been quiet are forgotten."""

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Rates:
    """Commands and requests per second, and how many may come at once after a quiet time."""

    device_per_s: float = 10
    device_burst: int = 120
    """A phone that was away sends all that waited in one go."""
    address_per_s: float = 1000
    address_burst: int = 6000
    """A thousand phones behind one address that all open their page at the same moment."""


class Buckets:
    """One token bucket per key. Safe to share between threads."""

    def __init__(self, per_s: float, burst: int, clock: Clock = time.monotonic) -> None:
        self._per_s = per_s
        self._burst = burst
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> int:
        """Zero and one token fewer, or the whole seconds to wait for the next token."""
        with self._lock:
            now = self._clock()
            left = self._filled(key, now)
            if left < 1:
                return max(1, math.ceil((1 - left) / self._per_s))
            self._left[key] = (left - 1, now)
            if len(self._left) > KEYS_MOST:
                self._forget_the_quiet(now)
            return 0

    def give_back(self, key: str) -> None:
        """Put one token back: what it was taken for does not count."""
        with self._lock:
            now = self._clock()
            self._left[key] = (min(self._burst, self._filled(key, now) + 1), now)

    def _filled(self, key: str, now: float) -> float:
        left, since = self._left.get(key, (float(self._burst), now))
        return min(self._burst, left + (now - since) * self._per_s)

    def _forget_the_quiet(self, now: float) -> None:
        kept = {k: v for k, v in self._left.items() if self._filled(k, now) < self._burst}
        self._left = kept if len(kept) <= KEYS_MOST else {}


class Limits:
    """Both limits together: per device and per address."""

    def __init__(self, rates: Rates, clock: Clock = time.monotonic) -> None:
        self._devices = Buckets(rates.device_per_s, rates.device_burst, clock)
        self._addresses = Buckets(rates.address_per_s, rates.address_burst, clock)

    def take(self, address: str, device: str | None = None) -> int:
        """Zero, or the seconds to wait."""
        wait_s = self._addresses.take(address)
        if wait_s == 0 and device is not None:
            wait_s = self._devices.take(device)
        return wait_s


class Throttle:
    """Makes guessing codes slow: the wait doubles per address, and the room as a whole is limited.

    An attempt counts as wrong until it proves right, so that attempts side by side do not help.
    """

    WAIT_MOST_S: Final = 60
    FORGET_AFTER_S: Final = 900
    ROOM_PER_S: Final = 0.5
    ROOM_BURST: Final = 30

    def __init__(
        self,
        clock: Clock = time.monotonic,
        *,
        room_per_s: float = ROOM_PER_S,
        room_burst: int = ROOM_BURST,
    ) -> None:
        """`room_per_s` and `room_burst` bound the wrong codes of all addresses together."""
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}
        self._room = Buckets(room_per_s, room_burst, clock)
        self._lock = threading.Lock()
        self._weighing = threading.Lock()

    def attempt(self, address: str) -> int:
        """Zero when a code may be tried now, or the seconds to wait."""
        key = network_of(address)
        with self._lock:
            now = self._clock()
            wait_s = self._wait_s(key, now) or self._room.take("room")
            if wait_s == 0:
                self._wrong[key] = (self._count(key, now) + 1, now)
                self._forget(now)
            return wait_s

    def weigh(self, address: str, *, is_right: bool) -> int:
        """The same for a code that was looked up already; zero and right, nothing is held against.

        Several people behind one address who come with right codes do not wait for each other.
        """
        with self._weighing:
            wait_s = self.attempt(address)
            if is_right and wait_s == 0:
                self.right(address)
            return wait_s

    def wait_s(self, address: str) -> int:
        """The seconds until this address may try again."""
        with self._lock:
            return self._wait_s(network_of(address), self._clock())

    def right(self, address: str) -> None:
        """The attempt was right: nothing is held against this address any more."""
        with self._lock:
            self._wrong.pop(network_of(address), None)
        self._room.give_back("room")

    def _count(self, key: str, now: float) -> int:
        count, since = self._wrong.get(key, (0, now))
        return 0 if now - since > self.FORGET_AFTER_S else count

    def _wait_s(self, key: str, now: float) -> int:
        count, since = self._wrong.get(key, (0, now))
        wait_s: int = min(2**count, self.WAIT_MOST_S) if count else 0
        return max(0, math.ceil(since + wait_s - now))

    def _forget(self, now: float) -> None:
        if len(self._wrong) > KEYS_MOST:
            self._wrong = {
                k: v for k, v in self._wrong.items() if now - v[1] <= self.FORGET_AFTER_S
            }


def network_of(address: str) -> str:
    """An IPv4 address as it is; of IPv6 the /64, within which a machine may pick any address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return address
