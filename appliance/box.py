"""The box: builds the parts, hands them to each other, runs them, stops them in reverse.

The only place that knows all of them.
"""

import gc
import json
import logging
import os
import secrets
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from . import comparing, machine, searching, wiping
from .archive.stick_exports import Exports
from .archive.stick_hands import hands
from .archive.stick_watch import StickWatch
from .cards.deck import deck_of
from .cards.document import ALL, Part, document
from .cards.printing import CannotPrint, printed_apart
from .carrying import Carrying
from .conductor import Conductor
from .conference import views
from .conference.records import Code, Role, say
from .conference.room import Room
from .counting import Counting
from .folder import begin, on_cards, open_store, pictures
from .identity import Identity
from .live.bodies import Gate
from .live.bridge import SOCK_SERVER_OPTIONS, open_server
from .live.hub import Hub
from .live.reception import Reception
from .mail.post import Post
from .network.standing import Standing
from .recipes.shelf import Shelf
from .rewriting import rewrite
from .seams.afterwards import Afterwards
from .seams.files import carrier, kept_pictures, recipes
from .seams.post import provider
from .seams.room import AtHand
from .seams.sticks import Sticks
from .settings import Settings, named
from .spare.copy import Origin
from .spare.keeper import Keeper
from .store.failures import CannotSave
from .timekeeping import Timekeeping
from .web.app import bringing, create_app
from .web.bringing import KEY, NO_ROOM
from .web.limits import Rates
from .web.parts import (
    Looked,
    Parts,
)
from .web.socket_door import SocketDoor
from .web.visitor import Visitor
from .web.words import Words

log = logging.getLogger(__name__)
T = TypeVar("T")

TURN_S = 0.0005
"""How long a thread may compute while others wait. A contribution changes threads some fifteen
times on its way: with Python's own 5 ms it took 80 ms (200 at worst) beside a page that counts for
a second, with this 5 ms (40 at worst), and the page took as long."""


LAST_PAGE_S = 2.0
"""So long a box that starts anew still answers: the page that says so has a script."""


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
        is_public: bool = False,
    ) -> None:
        """Open the store and bind the port. `address` is what phones are told while it is here.

        One that `is_public` stands on the internet before the event: it serves the survey and its
        preparation, and knows no room.

        Raises what `open_room` raises, and OSError when the port is taken or forbidden.
        """
        self._closing = ExitStack()
        self.on_code_used: Callable[[], None] = lambda: None
        self.begins_again = False
        """Whether the program is to start anew after `run`: what was wiped is in its memory."""
        with ExitStack() as opening:
            self.boot = secrets.token_hex(4)
            wiping.go_on(data)
            self.identity = Identity(data)
            self.clock = Timekeeping(data)
            store = self._store = open_store(data, self.identity, self.clock, self.boot)
            opening.callback(store.close)
            self._damage = store.damage
            for found in self._damage:
                log.error("damage in line %s of the journal: %s", found.line, found.why)
            self._data = data
            self._is_public = is_public
            self._public_address = settings.public_address if is_public else ""
            self.standing = Standing(
                data,
                host,
                self.identity.device,
                self._title,
                address=address,
                is_announced=is_announced,
            )
            self._sticks = StickWatch()
            place = data / "conferences" / self.identity.on_stage
            self._keeper = Keeper(
                Origin(place, self.identity.on_stage, self.identity.secret, self.identity.device),
                self._sticks.sticks,
                self._conference,
            )
            self._exports = Exports(self._sticks.sticks, hands(), self._keeper.apart)
            self._at_hand = AtHand(
                self.standing,
                self._sticks,
                self.clock,
                Sticks(place, self._exports, self._keeper),
            )
            self._shelf = Shelf(data / "recipes")
            self._media = pictures(data, self.identity)
            self._reception = Reception(
                self.boot, settings.window_ms, self._at_hand.for_facilitators
            )
            counting = Counting(self._reception)
            self.conductor = Conductor(store, counting, CannotSave, self.clock.source)
            self._hub = self._new_hub(settings)
            opening.callback(self._hub.stop)
            self._reception.connect(self._hub, self.conductor.post, lambda: self.conductor.room)
            counting.connect(self.conductor.post, lambda: self.conductor.room)
            self._printing = threading.Lock()
            self._afterwards = Afterwards(
                data, self.identity, self.clock, self.conductor, self._media
            )
            self._mail = Post(place, provider(settings), settings.smtp_per_minute, rewrite)
            app = create_app(*self._parts(settings))
            gate = Gate(bringing(app).objection, data, KEY, NO_ROOM)
            self._server = open_server(app, host, port, threads=settings.page_threads, gate=gate)
            self.standing.port = self._server.effective_port
            opening.pop_all()

    def __enter__(self) -> "Box":
        if not self._is_public:
            # Stopped last: what the conductor still writes down goes onto the stick too.
            self._keeper.start()
            self._closing.callback(self._keeper.stop)
            self._closing.callback(self._exports.stop)
        self.conductor.start()
        self._closing.callback(self.conductor.stop)
        self._hub.start()
        self._closing.callback(self._hub.stop, "restart")
        self._closing.callback(self._mail.stop)
        self._closing.callback(self._afterwards.stop)
        if self._is_public:
            return self
        self.standing.start()
        self._closing.callback(self.standing.stop)
        self._sticks.start()
        self._closing.callback(self._sticks.stop)
        self._afterwards.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def run(self) -> None:
        """Answer until `stop` is called."""
        # What was made so far stays: looking through all of it again costs a pause of its own.
        gc.collect()
        gc.freeze()
        sys.setswitchinterval(TURN_S)
        self._server.run()

    def stop(self) -> None:
        """Let `run` come to its end for good, also where the box was about to start anew.

        From any thread or a signal handler.
        """
        self.begins_again = False
        self._server.stop()

    def wipe(self) -> None:
        """Stop in a moment, and wipe the conference at the next start, whatever comes in between.

        Raises OSError; then nothing happens.
        """
        wiping.begin(self._data, "page")
        self.begin_again()

    def begin_again(self) -> None:
        """Stop in a moment, and let the program start anew with what is on the disk then."""
        self.begins_again = True
        leaving = threading.Timer(LAST_PAGE_S, self._server.stop)
        leaving.daemon = True
        leaving.start()

    @property
    def address(self) -> str:
        """The one address that is printed on cards and shown to people, as it is now."""
        return self._public_address or self.standing.address

    @property
    def door(self) -> tuple[str, int]:
        """The host and port that it is bound to."""
        return self.standing.host, self.standing.port

    def links(self, code: str) -> dict[str, str]:
        """One address per role, for a newcomer; `code` is the organiser's."""
        if self._is_public:
            prepare = f"{self.address}/sign-in?code={code}&next=/prepare"
            return {"prepare": prepare, "survey": f"{self.address}/s"}
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
        power = machine.power()
        return {
            "address": self.address,
            "local_name": self.standing.local_name,
            "saved_minute": self.conductor.saved_minute,
            "saving_trouble": trouble.reason if (trouble := self._store.trouble) else "",
            "free_bytes": machine.free_bytes(self._data),
            "power": asdict(power) if power else None,
            "sticks": [asdict(stick) for stick in self._sticks.sticks()],
            "journey": asdict(now) if (now := self._exports.worth_telling()) else None,
            "spare": asdict(self._keeper.state()),
            "phones": self._hub.count,
            "audiences": self._hub.counts,
            "threads": threading.active_count(),
            "cpu_s": machine.cpu_s(),
            "rss_mb": machine.rss_mb(),
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
            scratch=self._data,
            room_ms=self.conductor.room_ms,
            check_organiser_code=self._check_code,
            address=lambda: self.address,
            own_hosts=frozenset if self._public_address else self.standing.hosts,
            adopt=self._hub.adopt,
            reply=self._hub.send,
            typing=self._reception.on_typing,
            changes=self._changes,
            look=self._look,
            print_cards=self._print_cards,
            health=self.health,
            begin=self._begin,
            carrier=carrier(
                Carrying(
                    self.conductor,
                    self.identity.on_stage,
                    self._data,
                    self._sticks.sticks,
                    self._media,
                )
            ),
            pictures=kept_pictures(self._media),
            suggest=comparing.suggest,
            search=searching.search,
            has_room=lambda: self._hub.has_room,
            is_public=self._is_public,
            proxies=named(settings.trusted_proxies),
            recipes=recipes(self._shelf),
            mail=self._mail,
            version=version("tafelronde"),
            rates=Rates(
                device_per_s=settings.device_per_s,
                device_burst=settings.device_burst,
                address_per_s=settings.address_per_s,
                address_burst=settings.address_burst,
            ),
            sock_options=SOCK_SERVER_OPTIONS,
        )
        parts = self._afterwards.given_to(parts, self._sticks.sticks, self.wipe, self.begin_again)
        if not self._is_public:
            parts = self._at_hand.given_to(parts)
        self._door = SocketDoor(parts, words)
        self._words = words
        return parts, words

    def _check_code(self, code: str) -> bool:
        is_right = self.identity.use_code(code)
        if is_right:
            self.on_code_used()
        return is_right

    def _title(self) -> str:
        def look(room: Room) -> str:
            conference = room.conference
            return say(conference.title, "", conference.languages) if conference else ""

        return self.conductor.read(look)

    def _conference(self) -> str | None:
        return self.conductor.read(lambda room: room.conference.id if room.conference else None)

    def _begin(self, file: Mapping[str, Any], is_practice: bool) -> None:
        begin(self.conductor, self.identity, file, is_practice=is_practice)

    def _print_cards(self, part: str, languages: Sequence[str]) -> bytes | None:
        wifi = on_cards(self.standing.plan.now(), self.standing.state())
        deck = self.conductor.read(lambda room: deck_of(room, self.address, wifi))
        if deck is None:
            return None
        told = document(deck, self._words, languages, (Part(part),) if part else ALL)
        try:
            # One at a time: it takes all of a processor, and the room goes first.
            with self._printing:
                return printed_apart(told).pdf
        except CannotPrint:
            return None

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


def _first_chair(codes: Sequence[Code]) -> Code | None:
    return next((code for code in codes if code.role is Role.CHAIR), None)
