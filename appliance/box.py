"""The box: builds the parts, hands them to each other, runs them, stops them in reverse.

The only place that knows all of them.
"""

import gc
import json
import logging
import os
import resource
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from . import machine
from .conductor import Conductor
from .conference import views
from .conference.commands import Actor, BeginConference, OpenActivity
from .conference.records import Code, Role, say
from .conference.room import Room
from .conference.tally.results import Results, results
from .identity import Identity
from .live.bridge import SOCK_SERVER_OPTIONS, open_server
from .live.hub import Hub
from .live.reception import Reception
from .network import probes
from .network.addresses import Whereabouts, own_addresses, own_names, spot_of
from .network.announce import Announcer, Place
from .network.names import dns_names, local_name, mark_of
from .network.plan import ONLINE, PlanInForce
from .settings import Settings
from .store.failures import CannotSave
from .store.glimpse import glimpse
from .store.store import Store
from .web.app import create_app
from .web.limits import Rates
from .web.parts import Looked, Parts
from .web.probed import Told
from .web.socket_door import SocketDoor
from .web.visitor import Visitor
from .web.words import Words

log = logging.getLogger(__name__)

DEMO_STEP: Final = "knelpunten"
"""The step that a newcomer finds open: the first brainstorm of the reference conference."""

HOSTS_KEPT_S: Final = 5.0

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ALL_IPV4: Final = frozenset({"", "*", "0.0.0.0"})
_ALL_IPV6: Final = frozenset({"", "*", "::"})
"""What `--host` may say for every address of this machine, by family."""


@contextmanager
def open_room(data: Path) -> Iterator[tuple[Conductor, Identity]]:
    """The conference of a data folder, without a network: for the command line and its tests.

    Raises StoreInUse when a box serves it, StoreNewer, StoreDamaged, IdentityTrouble, OSError.
    """
    identity = Identity(data)
    store = Store.open(data / "conferences" / identity.on_stage, boot=secrets.token_hex(4))
    conductor = Conductor(store, _Nobody(), CannotSave)
    conductor.start()
    try:
        yield conductor, identity
    finally:
        conductor.stop()


def begin(conductor: Conductor, identity: Identity, file: Mapping[str, Any], **how: bool) -> None:
    """Load a conference file into an empty room. Raises Refused."""
    command = BeginConference(identity.on_stage, file, is_practice=how.get("is_practice", False))
    conductor.ask(Actor(Role.BOX), command, secrets.token_hex(16))


def begin_demo(conductor: Conductor, identity: Identity) -> None:
    """The reference conference in practice, its first brainstorm open; once."""
    if conductor.read(lambda room: room.conference is not None):
        return
    file = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())
    begin(conductor, identity, file, is_practice=True)
    conductor.ask(Actor(Role.FACILITATOR), OpenActivity(DEMO_STEP), secrets.token_hex(16))


def read_results(data: Path) -> Results | None:
    """What the room wrote so far, also while a box serves it; None without a conference."""
    identity = Identity(data)
    return results(Room(glimpse(data / "conferences" / identity.on_stage)))


class Box:
    """One conference, served. Use as a context manager; `run` serves until `stop`."""

    def __init__(
        self,
        data: Path,
        host: str,
        port: int,
        settings: Settings,
        *,
        address: str = "",
        is_announced: bool = True,
    ) -> None:
        """Open the store and bind the port. `address` is what phones are told while it is here.

        Raises what `open_room` raises, and OSError when the port is taken or forbidden.
        """
        self._closing = ExitStack()
        self.on_code_used: Callable[[], None] = lambda: None
        self.on_moved: Callable[[], None] = lambda: None
        """Called when phones are told another address than before."""
        with ExitStack() as opening:
            self.boot = secrets.token_hex(4)
            self.identity = Identity(data)
            folder = data / "conferences" / self.identity.on_stage
            store = Store.open(folder, boot=self.boot)
            opening.callback(store.close)
            self._damage = store.damage
            for found in self._damage:
                log.error("damage in line %s of the journal: %s", found.line, found.why)
            self._reception = Reception(self.boot, settings.window_ms)
            self.conductor = Conductor(store, self._reception, CannotSave)
            self._hub = self._new_hub(settings)
            opening.callback(self._hub.stop)
            self._reception.connect(self._hub, self.conductor.post, lambda: self.conductor.room)
            self._host = host
            self._where = Whereabouts(address)
            self._is_announced = is_announced
            self._mark = mark_of(self.identity.device)
            self._announcer = Announcer(self._mark, self._place, self._title)
            self._folder = folder
            self._plan = PlanInForce(data)
            self._hosts: tuple[frozenset[str], float] = frozenset(), 0.0
            app = create_app(*self._parts(settings))
            self._server = open_server(app, host, port, threads=settings.page_threads)
            opening.pop_all()

    def __enter__(self) -> "Box":
        self.conductor.start()
        self._closing.callback(self.conductor.stop)
        self._hub.start()
        self._closing.callback(self._hub.stop, "restart")
        if self._host not in _LOOPBACK:
            self._told = self.address
            self._announcer.start()
            self._closing.callback(self._announcer.stop)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def run(self) -> None:
        """Answer until `stop` is called."""
        # What was made so far stays: looking through all of it again costs a pause of its own.
        gc.collect()
        gc.freeze()
        self._server.run()

    def stop(self) -> None:
        """Let `run` come to its end; from any thread or a signal handler."""
        self._server.stop()

    @property
    def address(self) -> str:
        """The one address that is printed on cards and shown to people, as it is now."""
        host = self._answering()
        port = self._server.effective_port
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}" if port == 80 else f"http://{name}:{port}"

    def links(self, code: str) -> dict[str, str]:
        """One address per role, for a newcomer; `code` is the organiser's."""
        codes = self.conductor.read(lambda room: tuple(room.codes.values()))
        table = next((c for c in codes if c.id == "chair-3"), None) or _first_chair(codes)
        by_role = {c.role: c for c in codes if c.role is not Role.CHAIR}
        links = {"control": f"{self.address}/control?code={code}"}
        if table is not None:
            links["participant"] = f"{self.address}/t/{table.table}"
            links["chair"] = f"{self.address}/chair/{table.code}"
        for name, role in (("stage", Role.STAGE), ("watch", Role.OBSERVER)):
            if role in by_role:
                links[name] = f"{self.address}/{name}?code={by_role[role].code}"
        return links

    def health(self) -> dict[str, Any]:
        """What a machine may want to know."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        power = machine.power()
        announced = self._announcer.announced
        return {
            "address": self.address,
            "local_name": announced.host if announced else None,
            "saved_minute": self.conductor.saved_minute,
            "free_bytes": machine.free_bytes(self._folder),
            "power": asdict(power) if power else None,
            "phones": self._hub.count,
            "audiences": self._hub.counts,
            "threads": threading.active_count(),
            "cpu_s": round(usage.ru_utime + usage.ru_stime, 3),
            "rss_mb": round(_rss_bytes(usage.ru_maxrss) / 2**20, 1),
            "pid": os.getpid(),
            "damage": [asdict(found) for found in self._damage],
        }

    def _new_hub(self, settings: Settings) -> Hub:
        return Hub(
            on_arrive=self._reception.on_arrive,
            on_text=lambda link, text: self._door.on_text(link, text),
            on_leave=self._reception.on_leave,
            ping_every_s=settings.ping_every_s,
            backlog_bytes=settings.backlog_kb * 1024,
            links_max=settings.connections_most,
        )

    def _parts(self, settings: Settings) -> tuple[Parts, Words]:
        words = Words.read()
        parts = Parts(
            conductor=self.conductor,
            secret=self.identity.secret,
            boot=self.boot,
            room_ms=self.conductor.room_ms,
            check_organiser_code=self._check_code,
            address=lambda: self.address,
            own_hosts=self._own_hosts,
            adopt=self._hub.adopt,
            reply=self._hub.send,
            typing=self._reception.on_typing,
            changes=self._changes,
            look=self._look,
            health=self.health,
            has_room=lambda: self._hub.has_room,
            probe=self._probe,
            version=version("tafelronde"),
            rates=Rates(
                device_per_s=settings.device_per_s,
                device_burst=settings.device_burst,
                address_per_s=settings.address_per_s,
                address_burst=settings.address_burst,
            ),
            sock_options=SOCK_SERVER_OPTIONS,
        )
        self._door = SocketDoor(parts, words)
        return parts, words

    def _check_code(self, code: str) -> bool:
        is_right = self.identity.use_code(code)
        if is_right:
            self.on_code_used()
        return is_right

    def _own_hosts(self) -> frozenset[str]:
        # Asked for by every request, while addresses change when a cable does.
        hosts, until = self._hosts
        if time.monotonic() >= until:
            hosts = _LOOPBACK | own_names() | own_addresses() | {self._host, *self._names()}
            self._hosts = hosts, time.monotonic() + HOSTS_KEPT_S
        return hosts

    def _names(self) -> Iterator[str]:
        yield from dns_names(self._mark)
        yield local_name(self._mark)
        if announced := self._announcer.announced:
            yield announced.host

    def _answering(self) -> str:
        """The address, or the name, on which phones are answered."""
        if self._host in _ALL_IPV4:
            return self._where.now()
        if self._host in _ALL_IPV6:
            spot = spot_of(self._where.now())
            return next(iter(spot.wide), "::1") if spot else "::1"
        return self._host

    def _place(self) -> Place | None:
        """What is announced; None while there is no address that others can reach."""
        if self.address != self._told:
            self._told = self.address
            self.on_moved()
        address = self._answering()
        spot = spot_of(address) if self._is_announced else None
        if spot is None or address in _LOOPBACK or ":" in address:
            return None
        also = spot.wide if self._host in _ALL_IPV6 else ()
        return Place(address, self._server.effective_port, also, spot.index)

    def _title(self) -> str:
        def look(room: Room) -> str:
            conference = room.conference
            return say(conference.title, "", conference.languages) if conference else ""

        return self.conductor.read(look)

    def _probe(self, host: str, path: str) -> Told | None:
        told = probes.answer(host, path, self._policy, lambda: self.address)
        return (told.status, told.headers, told.body) if told else None

    def _policy(self) -> str:
        plan = self._plan.now()
        return plan.probes if plan else ONLINE

    def _look(self, audience: str, person: str | None) -> Looked:
        def look(room: Room) -> Looked:
            own = views.mine(person, room) if person is not None else None
            return Looked(room.seq, room.room_ms, views.view(audience, room), own)

        return self.conductor.read(look)

    def _changes(self, visitor: Visitor, since: int, box: str) -> Mapping[str, Any]:
        def look(room: Room) -> tuple[bytes, bytes, Any]:
            person = visitor.actor.person
            own = views.mine(person, room) if person is not None else None
            hello, missed = self._reception.catch_up(visitor, room)
            return hello, missed, own

        hello, missed, own = self.conductor.read(look)
        answer = json.loads(missed) if missed else {"seq": since, "put": {}, "drop": {}}
        return {**json.loads(hello), **answer, "mine": own}


class _Nobody:
    """Follows a conductor where nobody is connected."""

    def apply(self, changes: Sequence[object], room: Room) -> None: ...
    def look_again(self, room: Room) -> None: ...
    def keep_up(self, room: Room) -> None: ...
    def flush(self, room: Room) -> float:
        return 1.0


def _first_chair(codes: Sequence[Code]) -> Code | None:
    return next((code for code in codes if code.role is Role.CHAIR), None)


def _rss_bytes(most: int) -> int:
    # What getrusage calls the maximum is in kB on Linux and in bytes on macOS; Linux tells the
    # present one too.
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return most if sys.platform == "darwin" else most * 1024
