"""The hub: who gets what in which order, who is let go, and what is left when it stops."""

import gc
import json
import os
import random
import socket
import threading
import tracemalloc
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest

from appliance.live.hub import Hub
from appliance.live.link import Link

from .house import PATIENCE_S, Guest, House, open_house
from .rawsocket import PING, Ended, RawSocket, frame

_SMALL = {"receive_bytes": 4096}


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as open_one:
        yield open_one


def test_an_audience_gets_what_is_published_to_it_and_nothing_else(house: House) -> None:
    first, second, other = house.enter("table 1"), house.enter("table 1"), house.enter("table 2")
    house.hub.publish({"table 1": b"one", "table 2": b"two", "table 3": b"nobody"})
    house.hub.publish({"table 1": b"1", "table 2": b"2"})
    assert [first.raw.recv_text(), first.raw.recv_text()] == ["one", "1"]
    assert [second.raw.recv_text(), second.raw.recv_text()] == ["one", "1"]
    assert [other.raw.recv_text(), other.raw.recv_text()] == ["two", "2"]
    _leave(first, second, other)


def test_a_person_is_reached_on_every_device_and_one_link_alone(house: House) -> None:
    phone, laptop = house.enter("all", "ada"), house.enter("all", "ada")
    other = house.enter("all", "ben")
    house.hub.send_person("ada", b"yours")
    house.hub.send(laptop.link, b"only here")
    house.hub.publish({"all": b"end"})
    assert [phone.raw.recv_text() for _ in range(2)] == ["yours", "end"]
    assert [laptop.raw.recv_text() for _ in range(3)] == ["yours", "only here", "end"]
    assert other.raw.recv_text() == "end"
    _leave(phone, laptop, other)


def test_nothing_published_before_its_admission_reaches_a_link(house: House) -> None:
    with house.connect() as raw:
        link = house.arrived.get(timeout=PATIENCE_S)
        house.hub.publish({"all": b"before"})
        house.hub.admit(link, "all", None, [b"hello", b"snapshot", b"mine"])
        house.hub.publish({"all": b"after"})
        assert [raw.recv_text() for _ in range(4)] == ["hello", "snapshot", "mine", "after"]


def test_who_is_admitted_while_much_is_published_misses_nothing_after_its_snapshot(
    house: House,
) -> None:
    published = 0
    for _ in range(20):
        with house.connect() as raw:
            link = house.arrived.get(timeout=PATIENCE_S)
            for _ in range(5):
                published += 1
                house.hub.publish({"all": str(published).encode()})
            house.hub.admit(link, "all", None, [str(published).encode()])
            for _ in range(5):
                published += 1
                house.hub.publish({"all": str(published).encode()})
            got = [int(raw.recv_text()) for _ in range(6)]
            assert got == list(range(published - 5, published + 1))


def test_a_second_admission_changes_audience_and_person(house: House) -> None:
    guest = house.enter("table 1", "ada")
    house.hub.admit(guest.link, "table 2", "ben", [b"welcome"])
    house.hub.publish({"table 1": b"one"})
    house.hub.send_person("ada", b"for ada")
    house.hub.publish({"table 2": b"two"})
    house.hub.send_person("ben", b"for ben")
    assert [guest.raw.recv_text() for _ in range(3)] == ["welcome", "two", "for ben"]
    assert house.hub.counts == {"table 2": 1}
    _leave(guest)


def test_a_link_knows_its_visitor_audience_and_person(house: House) -> None:
    guest = house.enter("table 1", "ada", path="/live?who=device")
    house.hub.send(guest.link, b"now")
    assert guest.raw.recv_text() == "now"
    assert (guest.link.visitor, guest.link.audience, guest.link.person) == (
        "device",
        "table 1",
        "ada",
    )
    _leave(guest)


def test_counts_follow_who_comes_and_goes(house: House) -> None:
    guests = [house.enter(f"table {n % 2}") for n in range(5)]
    house.hub.send(guests[-1].link, b"now")
    assert guests[-1].raw.recv_text() == "now"
    assert (house.hub.count, house.hub.counts) == (5, {"table 0": 3, "table 1": 2})
    for guest in guests[:3]:
        guest.raw.close()
        assert house.next_left() is guest.link
    assert (house.hub.count, house.hub.counts) == (2, {"table 0": 1, "table 1": 1})
    _leave(*guests[3:])


@pytest.mark.parametrize("way", ["close", "drop", "reset"])
def test_a_link_leaves_once_however_it_goes(house: House, way: str) -> None:
    guests = [house.enter() for _ in range(10)]
    for guest in guests:
        getattr(guest.raw, way)()
    assert {house.next_left() for _ in guests} == {guest.link for guest in guests}
    house.stop()
    assert house.left.empty()
    assert house.hub.count == 0


def test_what_is_sent_to_a_link_that_left_goes_nowhere(house: House) -> None:
    guest = house.enter("all", "ada")
    guest.raw.close()
    assert house.next_left() is guest.link
    house.hub.send(guest.link, b"x")
    house.hub.admit(guest.link, "all", "ada", [b"x"])
    house.hub.send_person("ada", b"x")
    house.hub.dismiss(guest.link, "again")
    other = house.enter("all")
    house.hub.publish({"all": b"still running"})
    assert other.raw.recv_text() == "still running"
    assert house.hub.counts == {"all": 1}
    _leave(other)


def test_a_callback_that_fails_costs_only_its_own_link(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    guest, other = house.enter(), house.enter()
    guest.raw.send_text("fail on my secret")
    assert guest.raw.recv_close().code == 1011
    assert house.next_left() is guest.link
    other.raw.send_text("and I?")
    assert house.next_said() == "and I?"
    (record,) = caplog.records
    assert "ValueError" in record.getMessage()
    assert "secret" not in caplog.text
    _leave(guest, other)


def test_a_failure_on_arrival_or_on_leaving_does_not_end_the_hub() -> None:
    def fail(link: Link) -> None:
        raise ValueError

    hub = Hub(on_arrive=fail, on_text=lambda link, text: None, on_leave=fail)
    with open_house() as house:
        house.hub.stop()
        house.hub = hub
        hub.start()
        for _ in range(2):
            with house.connect() as raw:
                assert raw.recv_close().code == 1011


def test_a_client_that_never_reads_delays_nobody_and_is_let_go(house: House) -> None:
    sleeper, reader = house.enter(**_SMALL), house.enter()
    sent = _publish_until_left(house, reader)
    assert house.next_left() is sleeper.link
    # Far less than it would take if what waits had no bound.
    assert sent < 400
    assert house.hub.counts == {"all": 1}
    _leave(sleeper, reader)


def test_a_slow_client_that_lagged_is_told_so_when_it_reads_again(house: House) -> None:
    slow, reader = house.enter(**_SMALL), house.enter()
    sent = _publish_until_left(house, reader)
    texts, code = _read_all(slow.raw)
    assert code == 1013
    assert json.loads(texts[-1]) == {"type": "bye", "reason": "lagging"}
    assert [int(text.split()[0]) for text in texts[:-1]] == list(range(1, len(texts)))
    # What waited in the box, 256 kB, was not sent after it any more.
    assert len(texts) - 1 <= sent - 60
    _leave(slow, reader)


def test_clients_that_never_read_do_not_grow_the_memory() -> None:
    with open_house(backlog_bytes=64 * 1024, links_max=100) as house:
        sleepers = [house.enter(**_SMALL) for _ in range(20)]
        reader = house.enter()
        tracemalloc.start()
        try:
            for n in range(400):
                # Each its own bytes, 12.8 MB in all.
                house.hub.publish({"all": str(n).encode() * 10_000})
                assert reader.raw.recv_text().startswith(str(n))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert {house.next_left() for _ in sleepers} == {each.link for each in sleepers}
        assert peak < 4_000_000
        _leave(*sleepers, reader)


def test_a_snapshot_may_be_larger_than_any_backlog() -> None:
    with open_house(backlog_bytes=10_000) as house, house.connect(**_SMALL) as raw:
        link = house.arrived.get(timeout=PATIENCE_S)
        snapshot = b"s" * 3_000_000
        house.hub.admit(link, "all", None, [snapshot])
        house.hub.publish({"all": b"after"})
        assert raw.recv_text() == snapshot.decode()
        assert raw.recv_text() == "after"
        assert house.left.empty()


def test_asking_for_one_snapshot_after_the_other_without_reading_is_lagging() -> None:
    with open_house(backlog_bytes=10_000) as house:
        sleeper = house.enter(**_SMALL)
        for n in range(5):
            house.hub.admit(sleeper.link, "all", None, [str(n).encode() * 1_000_000])
        assert house.next_left() is sleeper.link
        _leave(sleeper)


def test_a_silent_client_is_pinged_and_let_go() -> None:
    with open_house(ping_every_s=0.05, pong_within_s=0.2) as house:
        guest = house.enter()
        assert guest.raw.recv_frame().opcode == PING
        assert house.next_left() is guest.link
        guest.raw.recv_end()
        _leave(guest)


def test_a_client_that_answers_pings_stays() -> None:
    with open_house(ping_every_s=0.02, pong_within_s=10.0) as house:
        guest = house.enter()
        for _ in range(10):
            came = guest.raw.recv_frame()
            assert came.opcode == PING
            guest.raw.send_bytes(frame(0xA, came.content))
        heard_at = guest.link.heard_at
        guest.raw.send_text("here")
        assert house.next_said() == "here"
        assert guest.link.heard_at > heard_at
        assert house.left.empty()
        _leave(guest)


def test_a_client_that_never_answers_a_close_is_hung_up_on() -> None:
    with open_house(close_within_s=0.1) as house:
        guest = house.enter()
        house.hub.dismiss(guest.link, "enough")
        assert guest.raw.recv_close().code == 1000
        guest.raw.recv_end()
        _leave(guest)


def test_a_breaker_of_the_protocol_that_stays_is_hung_up_on() -> None:
    with open_house(close_within_s=0.1) as house:
        guest = house.enter()
        guest.raw.send_frame(3)
        assert guest.raw.recv_close().code == 1002
        assert house.next_left() is guest.link
        # It goes on sending; the box reads nothing into it and ends the connection for good.
        with pytest.raises(OSError):  # noqa: PT012
            while True:
                guest.raw.send_bytes(bytes(4096))
        _leave(guest)


def test_one_more_than_the_limit_is_turned_away_with_a_reason() -> None:
    with open_house(links_max=2) as house:
        first, second = house.enter(), house.enter()
        assert not house.hub.has_room
        with house.connect() as third:
            assert json.loads(third.recv_text()) == {"type": "bye", "reason": "full"}
            assert third.recv_close().code == 1013
        assert house.arrived.empty()
        first.raw.close()
        assert house.next_left() is first.link
        assert house.hub.has_room
        fourth = house.enter()
        _leave(second, fourth)
    assert {house.next_left(), house.next_left()} == {second.link, fourth.link}
    assert house.left.empty()


def test_a_chatty_client_does_not_keep_the_others_from_being_heard(house: House) -> None:
    chatty, quiet = house.enter(), house.enter()
    stop = threading.Event()

    def chat() -> None:
        with pytest.raises(OSError):  # noqa: PT012
            while not stop.is_set():
                chatty.raw.send_bytes(frame(0x1, b"blah") * 5000)
            raise OSError

    with ThreadPoolExecutor(1) as pool:
        chatting = pool.submit(chat)
        try:
            for n in range(5):
                quiet.raw.send_text(f"quiet {n}")
                house.hub.publish({"all": f"heard {n}".encode()})
                assert quiet.raw.recv_text() == f"heard {n}"
                heard = 0
                while house.next_said() != f"quiet {n}":
                    heard += 1
                assert heard < 100_000
        finally:
            stop.set()
            chatty.raw.reset()
        chatting.result(PATIENCE_S)
    _leave(quiet)


def test_stop_says_bye_and_close_to_everyone(house: House) -> None:
    guests = [house.enter() for _ in range(10)]
    house.hub.publish({"all": b"last words"})
    ending = threading.Thread(target=house.hub.stop)
    ending.start()
    for guest in guests:
        assert guest.raw.recv_text() == "last words"
        assert guest.raw.recv_text() == '{"type":"bye","reason":"restart"}'
        assert guest.raw.recv_close().code == 1001
        guest.raw.send_bytes(frame(0x8, b"\x03\xe9"))
        guest.raw.recv_end()
        guest.raw.drop()
    ending.join(PATIENCE_S)
    assert not ending.is_alive()
    assert {house.next_left() for _ in guests} == {guest.link for guest in guests}
    _leave(*guests)


def test_stop_does_not_wait_for_those_who_do_not_answer() -> None:
    with open_house(stop_within_s=0.1) as house:
        guests = [house.enter(), house.enter(**_SMALL)]
        house.hub.admit(guests[1].link, "all", None, [b"x" * 5_000_000])
        house.hub.stop("shutdown")
        assert {house.next_left() for _ in guests} == {guest.link for guest in guests}
        assert guests[0].raw.recv_text() == '{"type":"bye","reason":"shutdown"}'
        for guest in guests:
            guest.raw.recv_end()
        _leave(*guests)


def test_after_stop_nothing_is_taken_in_and_nothing_fails(house: House) -> None:
    house.hub.stop()
    house.hub.publish({"all": b"x"})
    house.hub.stop()
    assert not house.hub.has_room
    with house.connect() as raw, pytest.raises((Ended, ConnectionError)):
        raw.recv_frame()
    assert house.arrived.empty()


@pytest.mark.parametrize("stop_within_s", [0.0, 0.2])
def test_who_comes_while_the_hub_closes_is_told_so_and_not_waited_for(stop_within_s: float) -> None:
    (hubs_end, theirs), late = socket.socketpair(), socket.socketpair()
    left = threading.Event()

    def send_another(link: Link) -> None:
        # Behind what the hub is doing now; with no time left, behind its last look at all.
        hub.adopt(_Handshaken(late[0]), None)
        left.set()

    arrived = threading.Event()
    hub = Hub(
        on_arrive=lambda link: arrived.set(),
        on_text=lambda link, text: None,
        on_leave=send_another,
        close_within_s=3600.0,
        stop_within_s=stop_within_s,
    )
    with theirs, late[1]:
        hub.start()
        hub.adopt(_Handshaken(hubs_end), None)
        assert arrived.wait(PATIENCE_S)
        hub.stop()
        assert left.is_set()
        assert b"restart" in late[1].recv(1000)
        assert late[0].fileno() == -1


def test_a_hub_that_never_started_stops_too() -> None:
    before = _open_files()
    hub = Hub(on_arrive=print, on_text=print, on_leave=print)
    hub.stop()
    assert _open_files() == before


def test_no_file_is_left_open_after_many_connections() -> None:
    with warnings.catch_warnings(record=True) as unclosed:
        warnings.simplefilter("always", ResourceWarning)
        before = _open_files()
        with open_house() as house:
            for n in range(300):
                guest = house.enter()
                _part(guest.raw, n)
                assert house.next_left() is guest.link
        gc.collect()
        assert _open_files() == before
    assert [str(each.message) for each in unclosed] == []


def test_nothing_is_lost_or_left_when_everything_happens_at_once() -> None:
    before = _open_files()
    with open_house(close_within_s=0.5, backlog_bytes=20_000) as house:
        is_over = threading.Event()

        def come_and_go(seed: int) -> int:
            chance, came = random.Random(seed), 0
            for _ in range(40):
                with house.connect(f"/live?who={seed}") as raw:
                    came += 1
                    for n in range(chance.randrange(4)):
                        raw.send_text(f"{seed} {n}")
                    _part(raw, chance.randrange(4))
            return came

        def run_the_room() -> None:
            while not is_over.is_set():
                try:
                    link = house.arrived.get(timeout=0.01)
                except Empty:
                    continue
                house.hub.admit(link, f"table {link.visitor}", str(link.visitor), [b"s" * 5000])
                house.hub.publish({f"table {n}": b"c" * 2000 for n in range(4)})
                house.hub.send_person(str(link.visitor), b"mine")
                if random.random() < 0.3:
                    house.hub.dismiss(link, "moved")

        with ThreadPoolExecutor(8) as pool:
            rooms = [pool.submit(run_the_room) for _ in range(2)]
            came = sum(pool.map(come_and_go, range(4)))
            for _ in range(came):
                house.next_left()
            is_over.set()
            for room in rooms:
                room.result(PATIENCE_S)
        assert came == 160
        assert (house.hub.count, house.hub.counts) == (0, {})
    assert house.left.empty()
    gc.collect()
    assert _open_files() == before


def test_the_number_of_threads_does_not_grow_with_the_clients(house: House) -> None:
    house.get("/page")
    before = threading.active_count()
    guests = [house.enter() for _ in range(100)]
    assert threading.active_count() == before
    assert before - 1 <= 20
    _leave(*guests)


def test_what_is_published_is_the_same_bytes_for_all(house: House) -> None:
    guests = [house.enter(**_SMALL) for _ in range(2)]
    house.hub.publish({"all": b"x" * 200_000})
    house.hub.publish({"all": b"end"})
    assert [guest.raw.recv_text()[-1] for guest in guests] == ["x", "x"]
    assert [guest.raw.recv_text() for guest in guests] == ["end", "end"]
    _leave(*guests)


class _Handshaken:
    """A socket that was handed over without a server."""

    def __init__(self, sock: socket.socket) -> None:
        self.connected, self.sock, self._sock = True, self, sock

    def take(self) -> socket.socket:
        return self._sock


def _publish_until_left(house: House, reader: Guest) -> int:
    for n in range(1, 10_000):
        house.hub.publish({"all": f"{n} {'x' * 4096}".encode()})
        # Who reads has each one before the next is sent.
        assert reader.raw.recv_text().startswith(f"{n} ")
        if house.hub.count < 2:
            return n
    raise AssertionError("nobody was let go")


def _read_all(raw: RawSocket) -> tuple[list[str], int | None]:
    texts = []
    while True:
        try:
            texts.append(raw.recv_text())
        except Ended as end:
            return texts, end.code


def _part(raw: RawSocket, n: int) -> None:
    ways = [raw.close, raw.drop, raw.reset, lambda: raw.send_frame(3)]
    ways[n % len(ways)]()
    if n % len(ways) == 3:
        raw.recv_end()
        raw.drop()


def _leave(*guests: Guest) -> None:
    for guest in guests:
        guest.raw.drop()


def _open_files() -> int:
    return len(os.listdir("/dev/fd"))
