"""How the box stands in the network: under which address and names, and how the network is.

Knows no page and no room; what is announced beside the name is handed in.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from . import probes
from .addresses import Whereabouts, own_addresses, own_names, spot_of
from .announce import Announcer, Place
from .names import dns_names, local_name, mark_of
from .plan import ONLINE, PlanInForce
from .state import FILE, State
from .wifi import Wifi

HOSTS_KEPT_S: Final = 5.0

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ALL_IPV4: Final = frozenset({"", "*", "0.0.0.0"})
_ALL_IPV6: Final = frozenset({"", "*", "::"})
"""What `--host` may say for every address of this machine, by family."""


class Standing:
    """Where one box is found. All of it may be called from any thread.

    `port` is the one on which the box answers, set before anybody asks; `on_moved` is called when
    phones are told another address than before.
    """

    def __init__(
        self,
        data: Path,
        host: str,
        device: str,
        title: Callable[[], str],
        *,
        address: str = "",
        is_announced: bool = True,
    ) -> None:
        """`host` is what the box is bound to, `address` what phones are told while it is here."""
        self.port = 80
        self.on_moved: Callable[[], None] = lambda: None
        self.plan = PlanInForce(data)
        self.host = host
        self._file = Path(os.environ.get("RUNTIME_DIRECTORY") or FILE.parent) / FILE.name
        self._where = Whereabouts(address)
        self._is_announced = is_announced
        self._mark = mark_of(device)
        self._announcer = Announcer(self._mark, self._place, title)
        self._hosts: tuple[frozenset[str], float] = frozenset(), 0.0
        self._told = ""

    def start(self) -> None:
        """Be found, unless nobody else could reach this box."""
        if self.host not in _LOOPBACK:
            self._told = self.address
            self._announcer.start()

    def stop(self) -> None:
        """Take back what was announced."""
        if self.host not in _LOOPBACK:
            self._announcer.stop()

    @property
    def address(self) -> str:
        """The one address that is printed on cards and shown to people, as it is now."""
        host = self._answering()
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}" if self.port == 80 else f"http://{name}:{self.port}"

    @property
    def local_name(self) -> str | None:
        """The name that is announced, such as "tafelronde-1f3a.local"."""
        announced = self._announcer.announced
        return announced.host if announced else None

    def hosts(self) -> frozenset[str]:
        """All names and addresses that are this box: lower case, without port or brackets."""
        # Asked for by every request, while addresses change when a cable does.
        hosts, until = self._hosts
        if time.monotonic() >= until:
            hosts = _LOOPBACK | own_names() | own_addresses() | {self.host, *self._names()}
            self._hosts = hosts, time.monotonic() + HOSTS_KEPT_S
        return hosts

    def tell_external(self, ssid: str, passphrase: str) -> None:
        """Tell the name and password of an access point on the wire; both "" forget the one told.

        Does nothing where no network was chosen. Raises WifiTrouble, OSError.
        """
        plan = self.plan.now()
        if plan is not None:
            told = Wifi.checked(ssid, passphrase) if ssid or passphrase else None
            self.plan.keep(replace(plan, external=told))

    def state(self) -> State | None:
        """How the room's network is, as its keeper last told."""
        return State.read(self._file)

    def probe(self, host: str, path: str) -> probes.Answer | None:
        """What a phone hears that asks whether there is internet; None for all other questions."""
        return probes.answer(host, path, self._policy, lambda: self.address)

    def _names(self) -> Iterator[str]:
        yield from dns_names(self._mark)
        yield local_name(self._mark)
        if announced := self.local_name:
            yield announced

    def _answering(self) -> str:
        """The address, or the name, on which phones are answered."""
        if self.host in _ALL_IPV4:
            return self._where.now()
        if self.host in _ALL_IPV6:
            spot = spot_of(self._where.now())
            return next(iter(spot.wide), "::1") if spot else "::1"
        return self.host

    def _place(self) -> Place | None:
        """What is announced; None while there is no address that others can reach."""
        if self.address != self._told:
            self._told = self.address
            self.on_moved()
        address = self._answering()
        spot = spot_of(address) if self._is_announced else None
        if spot is None or address in _LOOPBACK or ":" in address:
            return None
        also = spot.wide if self.host in _ALL_IPV6 else ()
        return Place(address, self.port, also, spot.index)

    def _policy(self) -> str:
        plan = self.plan.now()
        return plan.probes if plan else ONLINE
