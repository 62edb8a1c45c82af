"""Between conductor and hub: the real both, a real store, and phones on bare sockets."""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from appliance import conductor as conductor_module
from appliance.conductor import CannotSave, Conductor
from appliance.conference import views
from appliance.conference.change import Answer, Batch
from appliance.conference.commands import (
    Actor,
    BeginConference,
    Command,
    HideEntry,
    JoinTable,
    OpenActivity,
    PostEntry,
)
from appliance.conference.room import Room
from appliance.live import reception as reception_module
from appliance.live.hub import Hub
from appliance.live.reception import Reception
from appliance.live.sights import encode
from appliance.store import Store
from appliance.store.failures import CannotSave as StoreCannotSave
from appliance.store.failures import Reason
from tests.builders import (
    AT_TABLES,
    BOX,
    CONFERENCE,
    FACILITATOR,
    STAGE,
    Meeting,
    chair,
    file,
    participant,
)
from tests.live.rawsocket import RawSocket

BOOT = "boot-1"
PATIENCE_S = 20.0

ANN, BOB, CAS = participant("ann", "1"), participant("bob", "1"), participant("cas", "2")


@dataclass(frozen=True)
class Visitor:
    """Who is behind a socket."""

    actor: Actor
    audience: str
    since: int = 0
    box: str = ""
    facilitator: str = ""


class Lent:
    """A socket after its handshake, as the bridge hands it over."""

    def __init__(self, sock: socket.socket) -> None:
        """Hold it."""
        self.connected = True
        self.sock = self
        self._sock = sock

    def take(self) -> socket.socket:
        """Part with it."""
        return self._sock


class Phone:
    """A browser that keeps what it was sent."""

    def __init__(self, raw: RawSocket) -> None:
        """Nothing came yet."""
        self.raw = raw
        self.seq = 0
        self.view: dict[str, dict[str, Any]] = {}
        self.mine: dict[str, Any] = {}
        self.types: list[str] = []

    def hear(self) -> dict[str, Any]:
        """Take the next frame in."""
        frame = json.loads(self.raw.recv_text(PATIENCE_S))
        self.types.append(frame["type"])
        self.seq = frame.get("seq", self.seq)
        if frame["type"] == "snapshot":
            self.view = frame["view"]
        elif frame["type"] == "mine":
            self.mine = frame["doc"]
        elif frame["type"] == "changes":
            for kind, documents in frame["put"].items():
                self.view[kind] |= documents
            for kind, ids in frame["drop"].items():
                for id in ids:
                    del self.view[kind][id]
        return frame

    def hear_until(self, is_there: Callable[["Phone"], Any]) -> None:
        """Take frames in until this is so."""
        while not is_there(self):
            self.hear()


class Full(Store):
    """The real store on a disk that can be full."""

    is_full = False

    def append(self, batch: Batch) -> None:
        if self.is_full:
            raise StoreCannotSave(Reason.FULL)
        super().append(batch)

    def recover(self) -> None:
        if self.is_full:
            raise StoreCannotSave(Reason.FULL)
        super().recover()


class Hall:
    """A conductor, a reception and a hub at work."""

    def __init__(self, folder: Path, window_ms: float) -> None:
        """Build and join them; nothing runs yet."""
        self.store = Full.open(folder, boot=BOOT)
        self.machine: dict[str, Any] = {}
        self.reception = Reception(BOOT, window_ms, lambda: self.machine)
        self.conductor = Conductor(self.store, self.reception, StoreCannotSave)
        self.hub = Hub(
            on_arrive=self.reception.on_arrive,
            on_text=lambda link, text: self.reception.on_typing(link),
            on_leave=self.reception.on_leave,
        )
        self.reception.connect(self.hub, self.conductor.post, lambda: self.conductor.room)
        self._sockets: list[socket.socket] = []
        self._n = 0

    def start(self) -> None:
        """Let it run, with Ann and Bob at table 1, Cas at 2, and a brainstorm open."""
        self.conductor.start()
        self.hub.start()
        self.ask(BOX, BeginConference(CONFERENCE, file()))
        for actor in (ANN, BOB, CAS):
            self.ask(actor, JoinTable(actor.table))
        self.ask(FACILITATOR, OpenActivity(AT_TABLES))

    def stop(self) -> None:
        """End it."""
        self.hub.stop()
        self.conductor.stop()
        for sock in self._sockets:
            sock.close()

    def ask(self, actor: Actor, command: Command) -> Answer:
        """Ask and wait for the answer."""
        self._n += 1
        return self.conductor.ask(actor, command, f"command-{self._n}", PATIENCE_S)

    def post(self, actor: Actor = ANN, text: str = "An idea") -> str:
        """A contribution's id."""
        made = self.ask(actor, PostEntry(AT_TABLES, text)).made
        assert made is not None
        return made

    def open(self, visitor: Visitor) -> Phone:
        """Open a socket for this visitor."""
        ours, theirs = socket.socketpair()
        self._sockets.append(ours)
        theirs.setblocking(False)
        self.hub.adopt(Lent(theirs), visitor)
        return Phone(RawSocket(ours, {}, b""))

    def enter(self, audience: str = "table:1", actor: Actor = ANN, **how: Any) -> Phone:
        """Open a socket and hear all of its greeting."""
        phone = self.open(Visitor(actor, audience, **how))
        phone.hear_until(lambda p: "snapshot" in p.types)
        if actor.person is not None:
            phone.hear_until(lambda p: "mine" in p.types)
        return phone

    def look(self, audience: str) -> Mapping[str, Any]:
        """What an audience sees now, from scratch."""
        found = self.conductor.read(lambda room: encode(views.view(audience, room)), PATIENCE_S)
        seen: Mapping[str, Any] = json.loads(found)
        return seen

    def room(self, look: Callable[[Room], Any]) -> Any:
        """Something about the room."""
        return self.conductor.read(look, PATIENCE_S)


@pytest.fixture
def build(tmp_path, monkeypatch) -> Iterator[Callable[[float], Hall]]:
    """Halls with a window; all of them stop in the end."""
    monkeypatch.setattr(conductor_module, "HOUSEKEEPING_S", 0.01)
    halls: list[Hall] = []

    def build_(window_ms: float = 0) -> Hall:
        hall = Hall(tmp_path / f"hall-{len(halls)}", window_ms)
        halls.append(hall)
        hall.start()
        return hall

    yield build_
    for hall in halls:
        hall.stop()


@pytest.fixture
def hall(build) -> Hall:
    return build(0)


# -- greeting -----------------------------------------------------------------------------------


def test_who_arrives_is_greeted_then_shown_all_then_what_is_their_own(hall):
    entry = hall.post()
    phone = hall.open(Visitor(ANN, "table:1"))
    hello, snapshot, mine = phone.hear(), phone.hear(), phone.hear()
    assert hello.pop("room_ms") >= 0
    assert hello == {"type": "hello", "box": BOOT, "conference": CONFERENCE, "person": "ann"}
    assert snapshot["view"] == hall.look("table:1")
    assert mine["doc"]["entries"].keys() == {entry}
    assert phone.types == ["hello", "snapshot", "mine"]


def test_who_is_nobody_in_particular_has_nothing_of_their_own(hall):
    phone = hall.enter("control", FACILITATOR)
    assert phone.types == ["hello", "snapshot"]
    hall.post()
    assert phone.hear()["type"] == "changes"


def test_on_a_box_without_a_conference_one_is_greeted_too(tmp_path):
    hall = Hall(tmp_path / "empty", 0)
    hall.conductor.start()
    hall.hub.start()
    try:
        phone = hall.open(Visitor(FACILITATOR, "control"))
        assert phone.hear()["conference"] is None
        box = {"is_saving": True, "phones": 0, "facilitators": 0}
        assert phone.hear()["view"]["box"] == {"box": box}
    finally:
        hall.stop()


def test_facilitators_hear_when_the_box_itself_changes(hall):
    phone = hall.enter("control", FACILITATOR)
    other = hall.enter("table:1", ANN)
    hall.machine = {"sticks": [{"name": "VERSLAG"}]}
    phone.hear_until(lambda p: p.view["box"]["box"].get("sticks") == [{"name": "VERSLAG"}])
    hall.machine = {"sticks": []}
    phone.hear_until(lambda p: p.view["box"]["box"]["sticks"] == [])
    hall.post()
    other.hear_until(lambda p: p.view["entries"])
    assert "sticks" not in other.view["box"]["box"]


def test_changes_follow_the_snapshot_and_add_up_to_what_is_there(hall):
    phone = hall.open(Visitor(ANN, "table:1"))
    for n in range(20):
        hall.post(BOB, f"Idea {n}")
    phone.hear_until(lambda p: len(p.view.get("entries", {})) == 20)
    assert phone.types[:3] == ["hello", "snapshot", "mine"]
    assert set(phone.types[3:]) <= {"changes"}
    assert phone.view == hall.look("table:1")


def test_who_missed_nothing_is_spared_the_snapshot(hall):
    phone = hall.enter()
    hall.post(BOB)
    phone.hear_until(lambda p: p.view["entries"])
    again = hall.open(Visitor(ANN, "table:1", since=phone.seq, box=BOOT))
    again.view = phone.view
    assert [again.hear()["type"], again.hear()["type"]] == ["hello", "mine"]
    hall.post(BOB)
    again.hear_until(lambda p: len(p.view["entries"]) == 2)
    assert again.view == hall.look("table:1")


@pytest.mark.parametrize("box", ["", "boot-0"])
def test_who_was_here_before_a_restart_is_shown_all(hall, box):
    phone = hall.enter()
    again = hall.open(Visitor(ANN, "table:1", since=phone.seq + 100, box=box))
    assert [again.hear()["type"], again.hear()["type"]] == ["hello", "snapshot"]


def test_who_missed_something_is_shown_all(hall):
    phone = hall.enter()
    hall.post(BOB)
    hall.enter("table:1", BOB)
    again = hall.open(Visitor(ANN, "table:1", since=phone.seq, box=BOOT))
    assert [again.hear()["type"], again.hear()["type"]] == ["hello", "snapshot"]


# -- what goes to whom --------------------------------------------------------------------------


def test_each_audience_hears_what_it_sees_and_nothing_else(hall):
    one, two = hall.enter("table:1", ANN), hall.enter("table:2", CAS)
    entry = hall.post(BOB)
    marker = hall.post(CAS)
    one.hear_until(lambda p: p.view["entries"])
    two.hear_until(lambda p: p.view["entries"])
    assert one.view["entries"].keys() == {entry}
    assert two.view["entries"].keys() == {marker}


def test_ones_own_goes_to_every_connection_of_a_person_and_to_nobody_else(hall):
    first, second, other = hall.enter(), hall.enter(), hall.enter("table:1", BOB)
    entry = hall.post(ANN)
    for phone in (first, second):
        phone.hear_until(lambda p: p.mine["entries"])
        assert phone.mine["entries"].keys() == {entry}
    hall.ask(FACILITATOR, HideEntry(entry))
    first.hear_until(lambda p: p.mine["entries"][entry].get("is_hidden"))
    other.hear_until(lambda p: p.types.count("changes") == 2)
    assert other.types.count("mine") == 1


# -- coalescing ---------------------------------------------------------------------------------


class Ear(Hub):
    """A hub that keeps what it is given to publish."""

    def publish(self, texts: Mapping[str, bytes]) -> None:
        self.heard.append({audience: json.loads(text) for audience, text in texts.items()})

    def admit(self, *how: Any) -> None:
        """Nobody is really there."""


class Held:
    """A reception with a window of half a second, a room, and a clock that stands still."""

    def __init__(self, hub: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
        """Somebody at table 1 has looked once."""
        self.now = 1_000.0
        clock = SimpleNamespace(monotonic=lambda: self.now)
        monkeypatch.setattr(reception_module, "time", clock)
        self.reception = Reception(BOOT, 500)
        self.meeting = Meeting.at_work()
        self.room = self.meeting.room
        self.reception.connect(hub, lambda task: task(), lambda: self.room)
        self.meeting.on_change = lambda changes: self.reception.apply(changes, self.room)
        self.reception.catch_up(Visitor(ANN, "table:1"), self.room)
        hub.heard = self.heard = []

    def flush_at(self, now: float) -> float:
        """Flush at this time; how long is to be waited."""
        self.now = now
        return self.reception.flush(self.room)


@pytest.fixture
def held(monkeypatch) -> Iterator[Held]:
    hub = Ear(on_arrive=print, on_text=print, on_leave=print)
    yield Held(hub, monkeypatch)
    hub.stop()


def test_the_first_change_goes_out_at_once_and_later_ones_within_the_window_together(held):
    first = held.meeting.post("bob")
    assert held.flush_at(1_000.0) > 1
    later = [held.meeting.post("bob")]
    assert held.flush_at(1_000.1) == pytest.approx(0.4)
    later.append(held.meeting.post("bob"))
    assert held.flush_at(1_000.4) == pytest.approx(0.1)
    assert len(held.heard) == 1
    assert held.flush_at(1_000.5) > 1
    put = [frames["table:1"]["put"]["entries"].keys() for frames in held.heard]
    assert put == [{first}, set(later)]


def test_where_nothing_changed_nothing_is_sent_or_waited_for(held):
    assert held.flush_at(1_000.0) > 1
    assert held.heard == []


def test_a_full_house_waits_twice_as_long(held, monkeypatch):
    monkeypatch.setattr(reception_module, "MANY_LINKS", -1)
    held.meeting.post("bob")
    held.flush_at(1_000.0)
    held.meeting.post("bob")
    assert held.flush_at(1_000.5) == pytest.approx(0.5)
    assert held.flush_at(1_001.0) > 1
    assert len(held.heard) == 2


def test_changes_within_the_window_come_without_anything_else_happening(build):
    hall = build(30)
    phone = hall.enter()
    made = {hall.post(BOB) for _ in range(10)}
    phone.hear_until(lambda p: p.view["entries"].keys() == made)


def test_a_frame_that_also_counts_who_came_since_may_have_been_missed(held):
    """By a page that was made at its number, between the command and the frame."""
    chair_1 = Visitor(chair("1"), "chair:1", box=BOOT)
    held.reception.catch_up(chair_1, held.room)
    held.meeting.post("bob")
    page = replace(chair_1, since=held.room.seq)
    for n in range(6):
        arrived = SimpleNamespace(visitor=Visitor(participant(f"p{n}", "1"), "table:1"))
        held.reception.on_arrive(arrived)
    held.flush_at(1_000.0)
    (cell,) = held.heard[0]["chair:1"]["put"]["cells"].values()
    assert cell["people"] == 8
    _, missed = held.reception.catch_up(page, held.room)
    assert json.loads(missed)["view"]["cells"][f"{AT_TABLES}.why.1"] == cell


# -- who is there -------------------------------------------------------------------------------


def presence(phone: Phone, table: str = "1") -> dict[str, Any]:
    found: dict[str, Any] = phone.view["presence"][table]
    return found


def test_who_comes_and_goes_is_counted_once_however_many_connections(hall):
    control = hall.enter("control", FACILITATOR)
    first = hall.enter("table:1", ANN)
    control.hear_until(lambda p: presence(p)["connected"] == 1)
    second, bob = hall.enter("table:1", ANN), hall.enter("table:1", BOB)
    control.hear_until(lambda p: presence(p)["connected"] == 2)
    first.raw.close()
    bob.raw.close()
    control.hear_until(lambda p: presence(p)["connected"] == 1)
    second.raw.drop()
    control.hear_until(lambda p: presence(p)["connected"] == 0)
    assert presence(control) == {"connected": 0, "people": 2, "typing": 0}


def test_chairs_and_screens_are_nobody_at_a_table(hall):
    control = hall.enter("control", FACILITATOR)
    hall.enter("stage", STAGE)
    hall.enter("chair:1", chair("1"))
    hall.enter("table:1", ANN)
    control.hear_until(lambda p: presence(p)["connected"] == 1)
    assert [presence(control, table)["connected"] for table in "1234"] == [1, 0, 0, 0]


def test_the_facilitator_sees_how_many_phones_there_are(hall):
    control = hall.enter("control", FACILITATOR)
    hall.enter("table:1", ANN)
    control.hear_until(lambda p: p.view["box"]["box"]["phones"] == 2)


def test_facilitators_are_counted_and_not_their_windows(hall):
    def so_many(n: int) -> Callable[[Phone], bool]:
        return lambda phone: phone.view["box"]["box"]["facilitators"] == n

    one = hall.enter("control", FACILITATOR, facilitator="one")
    one.hear_until(so_many(1))
    other = hall.enter("control", FACILITATOR, facilitator="other")
    one.hear_until(so_many(2))
    window = hall.enter("control", FACILITATOR, facilitator="one")
    other.raw.drop()
    one.hear_until(so_many(1))
    window.raw.drop()
    one.hear_until(lambda phone: phone.view["box"]["box"]["phones"] == 1)
    assert so_many(1)(one)


def test_who_types_is_counted_until_they_stop(hall, monkeypatch):
    monkeypatch.setattr(reception_module, "TYPING_MS", 200)
    control, phone = hall.enter("control", FACILITATOR), hall.enter("table:1", ANN)
    phone.raw.send_text("typing")
    control.hear_until(lambda p: presence(p)["typing"] == 1)
    control.hear_until(lambda p: presence(p)["typing"] == 0)


def test_who_leaves_types_no_longer(hall):
    control, phone = hall.enter("control", FACILITATOR), hall.enter("table:1", ANN)
    phone.raw.send_text("typing")
    control.hear_until(lambda p: presence(p)["typing"] == 1)
    phone.raw.drop()
    control.hear_until(lambda p: presence(p)["typing"] == 0)


def test_presence_comes_to_the_same_as_from_scratch(hall):
    watchers = [hall.enter(a, FACILITATOR) for a in ("control", "watch", "stage", "chair:1")]
    phones = [hall.enter("table:1", participant(f"p{n}", "1")) for n in range(7)]
    for phone in phones[:2]:
        phone.raw.close()
    hall.post(ANN)
    for watcher in (*watchers[:2], watchers[3]):
        watcher.hear_until(lambda p: presence(p)["connected"] == 5)
    for watcher, audience in zip(watchers, ("control", "watch", "stage", "chair:1"), strict=True):
        watcher.hear_until(lambda p, a=audience: p.view == hall.look(a))


# -- when the box cannot save -------------------------------------------------------------------


def test_everybody_sees_that_the_box_cannot_save_and_that_it_can_again(hall):
    phone = hall.enter()
    kept = hall.post(BOB)
    hall.store.is_full = True
    with pytest.raises(CannotSave):
        hall.post(BOB)
    phone.hear_until(lambda p: not p.view["box"]["box"]["is_saving"])
    assert phone.view["entries"].keys() == {kept}
    hall.store.is_full = False
    phone.hear_until(lambda p: p.view["box"]["box"]["is_saving"])
    hall.post(BOB)
    phone.hear_until(lambda p: len(p.view["entries"]) == 2)
    assert phone.view == hall.look("table:1")


# -- asking instead of listening ----------------------------------------------------------------


def caught_up(hall: Hall, visitor: Visitor) -> tuple[dict[str, Any], dict[str, Any] | None]:
    hello, missed = hall.room(lambda room: hall.reception.catch_up(visitor, room))
    return json.loads(hello), json.loads(missed) if missed else None


def test_who_asks_is_told_what_was_missed_and_nothing_when_nothing_was(hall):
    hello, missed = caught_up(hall, Visitor(ANN, "table:1"))
    assert hello["type"] == "hello"
    assert missed["view"] == hall.look("table:1")
    hall.post(BOB)
    _, missed = caught_up(hall, Visitor(ANN, "table:1", since=missed["seq"], box=BOOT))
    assert len(missed["view"]["entries"]) == 1
    assert caught_up(hall, Visitor(ANN, "table:1", since=missed["seq"], box=BOOT))[1] is None
