"""The box by mDNS and DNS-SD: a name that ends in .local, and a web service with a title.

A convenience for laptops; no card and no code depends on it. A thread of its own follows the
address, so that nothing is said before there is one, and nothing keeps the box from serving.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Final

from zeroconf import (  # type: ignore[attr-defined] # exported, but not in its __all__
    AddressResolverIPv4,
    DNSAddress,
    DNSOutgoing,
    DNSQuestion,
    DNSQuestionType,
    IPVersion,
    ServiceInfo,
    Zeroconf,
    const,
)

from .names import local_name

log = logging.getLogger(__name__)

KIND: Final = "_http._tcp.local."
TTL_S: Final = 60
"""A pulled plug says no goodbye: what others remember of the box must be gone soon."""

LOOK_EVERY_S: Final = 2.0
PROBES: Final = 3
PROBE_MS: Final = 250
"""How often and how far apart a name is asked for before it counts as free (RFC 6762, 8.1)."""
RETRY_MOST_S: Final = 60.0
GOODBYE_WITHIN_S: Final = 5.0
"""Longer than it takes to begin, in which one may be interrupted."""

_IPV4_BYTES: Final = 4

BOX: Final = "tafelronde"
"""The key in the TXT record by which boxes know each other; its value is the mark."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the box answers: an IPv4 address, and IPv6 addresses on which it really does too.

    `interface` is the index of the one that the address is on: the same address on another one
    is another place.
    """

    address: str
    port: int
    also: tuple[str, ...] = ()
    interface: int = 0


@dataclass(frozen=True, slots=True)
class Announced:
    """The names that the box has now; both may differ from those it asked for."""

    service: str
    """Such as "Tafelronde 3f9a"."""
    host: str
    """Such as "tafelronde-3f9a.local"."""


class Announcer:
    """Says where the box is, for as long as it runs. `start` once, `stop` once."""

    def __init__(
        self,
        mark: str,
        where: Callable[[], Place | None],
        title: Callable[[], str],
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        """`where` and `title` are asked on the announcer's thread; None is nowhere yet."""
        self._mark = mark
        self._where = where
        self._title = title
        self._look_every_s = look_every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="announce", daemon=True)
        self._voice: _Voice | None = None
        self._seen: Place | None = None
        self._trouble = ""

    @property
    def announced(self) -> Announced | None:
        """The names in use, or None while nothing is announced. From any thread."""
        voice = self._voice
        return voice.announced if voice else None

    def start(self) -> None:
        """Begin; returns at once."""
        # It would tell with a trace of every packet that a pulled cable kept from going out.
        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)
        self._thread.start()

    def stop(self) -> None:
        """Say goodbye, and wait until it is said: mostly half a second."""
        self._stopping.set()
        self._thread.join(GOODBYE_WITHIN_S)

    def _run(self) -> None:
        pause_s = 0.0
        while not self._stopping.wait(pause_s):
            pause_s = self._turn(pause_s)
        self._fall_silent()

    def _turn(self, pause_s: float) -> float:
        """One look; returns how long to wait for the next."""
        try:
            self._follow()
        except Exception as error:  # noqa: BLE001 (whatever the network does, the box serves on)
            if str(error) != self._trouble:
                log.warning("the box cannot be announced now: %s", error)
            self._trouble = str(error)
            self._fall_silent()
            return min(RETRY_MOST_S, max(self._look_every_s, pause_s * 2))
        self._trouble = ""
        return self._look_every_s

    def _follow(self) -> None:
        place = self._where()
        # An address is followed when it is seen twice: one that flickers is not worth a word.
        is_steady, self._seen = place == self._seen, place
        if not is_steady:
            return
        voice = self._voice
        if voice is not None and (place != voice.place or voice.must_yield()):
            # On another network, or beside another box, every name has to be asked for again.
            self._fall_silent()
        if place is not None and self._voice is None:
            self._voice = _Voice(self._mark, place, self._title())
        elif self._voice is not None:
            self._voice.say(self._title())

    def _fall_silent(self) -> None:
        voice, self._voice = self._voice, None
        if voice is not None:
            voice.close()


class _Voice:
    """An open responder, bound to one address, and what it says. Raises what zeroconf raises."""

    def __init__(self, mark: str, place: Place, title: str) -> None:
        self.place = place
        self._mark = mark
        self._title = title
        # Where the address is not here, Zeroconf would leave a socket behind when it fails.
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as attempt:
            attempt.bind((place.address, 0))
        self._zeroconf = Zeroconf(interfaces=[place.address], ip_version=IPVersion.V4Only)
        try:
            self._host = next(name for name in self._names() if self._is_free(name))
            self._info = self._said(f"Tafelronde {mark}.{KIND}", self._host)
            self._zeroconf.register_service(self._info, allow_name_change=True)
        except BaseException:
            self._zeroconf.close()
            raise
        self.announced = Announced(self._info.name.removesuffix(f".{KIND}"), self._host)

    def say(self, title: str) -> None:
        """Say this title from now on; says nothing where it is said already."""
        if title != self._title:
            self._title = title
            self._info = self._said(self._info.name, self._host)
            self._zeroconf.update_service(self._info)

    def must_yield(self) -> bool:
        """Whether another has our name too, as after two networks became one.

        Of two, the one with the lower address takes another name (as in RFC 6762, section 8.2).
        """
        own = socket.inet_aton(self.place.address)
        return any(own < other for other in self._known(self._host))

    def close(self) -> None:
        """Say goodbye. The network may be gone, so what that raises is passed over."""
        with suppress(Exception):
            self._zeroconf.close()

    def _names(self) -> Iterator[str]:
        return (local_name(self._mark, number) for number in count(1))

    def _is_free(self, host: str) -> bool:
        """Whether nobody else gives an address when we say that we want this name."""
        for _ in range(PROBES):
            self._zeroconf.send(self._claim(host))
            AddressResolverIPv4(f"{host}.").request(self._zeroconf, PROBE_MS, DNSQuestionType.QM)
            if self._known(host):
                return False
        return True

    def _claim(self, host: str) -> DNSOutgoing:
        # Something claimed must stand in it: only then it is answered at once (RFC 6762, 8.2).
        claim = DNSOutgoing(const._FLAGS_QR_QUERY)
        claim.add_question(DNSQuestion(f"{host}.", const._TYPE_A, const._CLASS_IN))
        claim.add_authorative_answer(
            self._said(f"Tafelronde {self._mark}.{KIND}", host).dns_pointer()
        )
        return claim

    def _known(self, host: str) -> set[bytes]:
        kept = self._zeroconf.cache.entries_with_name(f"{host}.")
        told = {record.address for record in kept if isinstance(record, DNSAddress)}
        own = {socket.inet_aton(self.place.address)}
        return {address for address in told if len(address) == _IPV4_BYTES} - own

    def _said(self, name: str, host: str) -> ServiceInfo:
        return ServiceInfo(
            KIND,
            name,
            parsed_addresses=[self.place.address, *self.place.also],
            port=self.place.port,
            properties={"path": "/", "title": _shortened(self._title), BOX: self._mark},
            server=f"{host}.",
            host_ttl=TTL_S,
            other_ttl=TTL_S,
        )


def _shortened(title: str) -> bytes:
    """At most what fits in one string of a TXT record (255 bytes, RFC 6763, section 6.1)."""
    room = 255 - len("title=")
    return title.encode()[:room].decode(errors="ignore").encode()
