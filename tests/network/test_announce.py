"""The box by mDNS, on loopback: said when it is so, followed, renamed, and taken back."""

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from zeroconf import DNSQuestionType, IPVersion, ServiceInfo, Zeroconf

from appliance.network.announce import KIND, TTL_S, Announced, Announcer, Place
from appliance.network.find import Found, find

PATIENCE_S = 30.0
FIRST, SECOND, THIRD = "127.0.0.1", "127.0.0.2", "127.0.0.3"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


class Told:
    """A box that is told where it is and what its title is."""

    def __init__(self, mark: str, place: Place | None, title: str = "") -> None:
        self.place = place
        self.upcoming: list[Place] = []
        self.title = title
        self.trouble: Exception | None = None
        self.announcer = Announcer(mark, self._where, lambda: self.title, look_every_s=0.05)

    def _where(self) -> Place | None:
        if self.trouble is not None:
            raise self.trouble
        return self.upcoming.pop(0) if self.upcoming else self.place

    def names(self) -> Announced:
        """Its names, once it is announced."""
        wait_for(lambda: self.announcer.announced is not None)
        assert self.announcer.announced is not None
        return self.announcer.announced


@pytest.fixture
def mark() -> str:
    """Of this test alone: others may be announcing on the same loopback."""
    return secrets.token_hex(4)


@contextmanager
def announced(mark: str, place: Place | None, title: str = "") -> Iterator[Told]:
    """A box that is announced until the block ends."""
    box = Told(mark, place, title)
    box.announcer.start()
    try:
        yield box
    finally:
        box.announcer.stop()


def wait_for(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, "it did not come so far"
        time.sleep(0.01)


def seen(mark: str) -> list[Found]:
    """Which boxes with this mark are found now."""
    return [box for box in find(3, [FIRST]) if mark in box.name]


def record(service: str) -> tuple[ServiceInfo, int]:
    """All that is said of a service, and for how many seconds it may be remembered."""
    with Zeroconf(interfaces=[FIRST], ip_version=IPVersion.V4Only) as zeroconf:
        name = f"{service}.{KIND}"
        info = zeroconf.get_service_info(KIND, name, 5000, DNSQuestionType.QM)
        assert info is not None
        assert info.server is not None
        kept = [zeroconf.cache.entries_with_name(each) for each in (name, info.server)]
        return info, max(int(told.ttl) for records in kept for told in records)


def title_of(service: str) -> str | None:
    """The title that a service is said to have."""
    return record(service)[0].decoded_properties["title"]


def test_a_box_says_where_it_is_and_what_is_held_there(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080, ("fd00::2",)), "Ondernemen én financieren") as box:
        assert box.names() == Announced(f"Tafelronde {mark}", f"tafelronde-{mark}.local")
        info, keep_s = record(box.names().service)
    assert info.server == f"tafelronde-{mark}.local."
    assert info.port == 8080
    assert info.parsed_addresses() == [FIRST, "fd00::2"]
    assert info.decoded_properties == {
        "path": "/",
        "title": "Ondernemen én financieren",
        "tafelronde": mark,
    }
    assert keep_s == TTL_S <= 60


def test_boxes_on_the_network_are_listed(mark: str) -> None:
    with announced(mark, Place(FIRST, 80), "Een") as one:
        one.names()
        with announced(f"{mark}b", Place(SECOND, 8080)) as other:
            other.names()
            both = [
                Found(f"Tafelronde {mark}", "Een", f"http://{FIRST}"),
                Found(f"Tafelronde {mark}b", "", f"http://{SECOND}:8080"),
            ]
            wait_for(lambda: seen(mark) == both)


def test_another_web_service_is_no_box(mark: str) -> None:
    printer = ServiceInfo(
        KIND,
        f"Printer {mark}.{KIND}",
        addresses=[socket.inet_aton(FIRST)],
        port=80,
        server=f"printer-{mark}.local.",
    )
    with Zeroconf(interfaces=[FIRST], ip_version=IPVersion.V4Only) as zeroconf:
        zeroconf.register_service(printer)
        assert record(f"Printer {mark}")[0].port == 80
        assert seen(mark) == []


def test_nothing_is_said_before_there_is_an_address(mark: str) -> None:
    with announced(mark, None) as box:
        assert seen(mark) == []
        assert box.announcer.announced is None
        box.place = Place(FIRST, 8080)
        box.names()
        wait_for(lambda: [found.address for found in seen(mark)] == [f"http://{FIRST}:8080"])


def test_an_address_that_is_gone_is_taken_back(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080)) as box:
        box.names()
        box.place = None
        wait_for(lambda: box.announcer.announced is None)
        assert seen(mark) == []


def test_another_address_is_followed_under_the_same_names(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080)) as box:
        names = box.names()
        box.place = Place(SECOND, 8080)
        wait_for(lambda: box.announcer.announced is None)
        assert box.names() == names
        wait_for(lambda: [found.address for found in seen(mark)] == [f"http://{SECOND}:8080"])


def test_an_address_that_flickers_is_not_followed(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080)) as box:
        names = box.names()
        box.upcoming = [Place(SECOND, 8080), Place(FIRST, 8080)] * 10
        wait_for(lambda: not box.upcoming)
        assert box.announcer.announced is names


def test_a_title_is_followed(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080)) as box:
        service = box.names().service
        assert title_of(service) == ""
        box.title = "Nieuwe titel"
        wait_for(lambda: title_of(service) == "Nieuwe titel")


def test_a_title_too_long_for_a_record_is_cut_between_letters(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080), "é" * 200) as box:
        assert title_of(box.names().service) == "é" * 124


def test_who_comes_second_takes_another_name_and_says_which(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080)) as one:
        one.names()
        with announced(mark, Place(SECOND, 8080)) as other:
            assert other.names() == Announced(f"Tafelronde {mark}-2", f"tafelronde-{mark}-2.local")
            assert one.names() == Announced(f"Tafelronde {mark}", f"tafelronde-{mark}.local")


def test_of_two_that_met_with_the_same_name_the_lower_address_takes_another(mark: str) -> None:
    with announced(mark, Place(SECOND, 8080)) as box:
        host = box.names().host
        stranger = ServiceInfo(
            KIND,
            f"Another {mark}.{KIND}",
            addresses=[socket.inet_aton(THIRD)],
            port=80,
            server=f"{host}.",
        )
        with Zeroconf(interfaces=[FIRST], ip_version=IPVersion.V4Only) as zeroconf:
            zeroconf.register_service(stranger)
            wait_for(lambda: box.names().host == f"tafelronde-{mark}-2.local")


def test_who_stops_says_goodbye(mark: str) -> None:
    with announced(mark, Place(FIRST, 8080)) as box:
        box.names()
        wait_for(lambda: seen(mark))
    assert seen(mark) == []
    assert box.announcer.announced is None


def test_who_never_had_an_address_stops_at_once(mark: str) -> None:
    with announced(mark, None):
        pass


@pytest.mark.parametrize("place", [Place("203.0.113.9", 80), Place("no address", 80)])
def test_what_goes_wrong_is_tried_again_and_does_not_end_it(
    mark: str, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    with announced(mark, place) as box:
        wait_for(lambda: "cannot be announced" in caplog.text)
        box.place = Place(FIRST, 8080)
        assert box.names().service == f"Tafelronde {mark}"
        box.trouble = RuntimeError("the room is busy")
        wait_for(lambda: "the room is busy" in caplog.text)
        box.trouble = None
        assert box.names().service == f"Tafelronde {mark}"
