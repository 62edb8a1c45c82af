"""A box and three phones on one wire, all of it real but the radio."""

import json
import socket
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from appliance.network.probes import LEADING, NO_CONTENT, PROBES, probe_hosts
from appliance.network.room import ADDRESS, PROBES_ADDRESS
from tests.network.room import (
    BOX_AT_VENUE,
    NEEDS_ROOM,
    NEEDS_ROOT,
    VENUE,
    Room,
    Space,
    lease,
    room,
    served,
)

pytestmark = [NEEDS_ROOT, NEEDS_ROOM, pytest.mark.slow]

LOOK_UP = """
import json, socket, sys

def found(name):
    try:
        told = socket.getaddrinfo(name, 80, socket.AF_INET, socket.SOCK_STREAM)
    except socket.gaierror as no:
        return no.errno
    return told[0][4][0]

print(json.dumps({name: found(name) for name in json.load(sys.stdin)}))
"""
"""Names as the phone's own library finds them, or why it does not."""

ASK = """
import http.client, json, sys

def ask(host, path):
    line = http.client.HTTPConnection(host, timeout=20)  # by its name, through the room's DNS
    line.request("GET", path)
    answer = line.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return [answer.status, answer.read().decode(), headers]

print(json.dumps([ask(*question) for question in json.load(sys.stdin)]))
"""

REACH = """
import json, socket, sys

try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), 2).close()
except OSError:
    print("false")
else:
    print("true")
"""


DOOR = """
import socket

with socket.create_server(("0.0.0.0", 8000)) as door:
    print("open")
    while True:
        door.accept()[0].close()
"""
"""Somebody in the venue who can be reached."""


@pytest.fixture(scope="module")
def box_and_guests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A box that serves the reference conference, and three phones with an address."""
    with room(tmp_path_factory.mktemp("room")) as built, served(built):
        for _ in range(3):
            lease(built.add_guest())
        yield built


def look_up(guest: Space, *names: str) -> dict[str, Any]:
    """What a phone finds of these names."""
    return dict(guest.python(LOOK_UP, told=json.dumps(names)))


def ask(guest: Space, *questions: tuple[str, str]) -> list[Any]:
    """What a phone hears that asks these hosts for these paths: status, body and headers."""
    return list(guest.python(ASK, told=json.dumps(questions)))


def reaches(space: Space, address: str, port: int) -> bool:
    """Whether a connection comes about."""
    return bool(space.python(REACH, address, port))


def test_phones_get_an_address_a_router_and_a_nameserver(box_and_guests: Room) -> None:
    found = []
    for guest in box_and_guests.guests:
        (address,) = json.loads(guest.run("ip", "-json", "-4", "address", "show", "dev", "eth0"))
        found.append(ip_address(address["addr_info"][0]["local"]))
        assert address["addr_info"][0]["prefixlen"] == 22
        (way,) = json.loads(guest.run("ip", "-json", "route", "show", "default"))
        assert way["gateway"] == ADDRESS
        assert guest.run("cat", "/etc/resolv.conf") == f"nameserver {ADDRESS}\n"
    assert len(set(found)) == 3
    assert all(address in ip_network("10.77.0.0/22") for address in found)


def test_the_boxes_names_lead_to_it_and_no_other_name_exists(box_and_guests: Room) -> None:
    told = look_up(
        box_and_guests.guests[0],
        *("tafelronde.lan", f"tafelronde-{box_and_guests.mark}.lan", "captive.apple.com"),
        *("www.rijksoverheid.nl", "tafelronde.nl", "mask.icloud.com", "use-application-dns.net"),
    )
    assert told == {
        "tafelronde.lan": ADDRESS,
        f"tafelronde-{box_and_guests.mark}.lan": ADDRESS,
        "captive.apple.com": PROBES_ADDRESS,
        "www.rijksoverheid.nl": socket.EAI_NONAME,
        "tafelronde.nl": socket.EAI_NONAME,
        "mask.icloud.com": socket.EAI_NONAME,
        "use-application-dns.net": socket.EAI_NONAME,
    }


def test_every_probe_host_leads_to_the_address_that_is_not_private(box_and_guests: Room) -> None:
    hosts = probe_hosts()
    assert len(hosts) > 40
    assert look_up(box_and_guests.guests[1], *hosts) == dict.fromkeys(hosts, PROBES_ADDRESS)
    assert ip_address(PROBES_ADDRESS) not in ip_network("10.0.0.0/8")


def test_every_probe_is_answered_to_the_byte(box_and_guests: Room) -> None:
    asked = [
        (host, "/any/path/at/all" if path == "*" else path, probe.answer)
        for probe in PROBES
        for host in probe.hosts
        for path in probe.paths
    ]
    assert len(asked) > 100
    told = ask(box_and_guests.guests[2], *((host, path) for host, path, _ in asked))
    for (host, path, answer), (status, body, headers) in zip(asked, told, strict=True):
        assert (host, path, status, body.encode()) == (host, path, answer.status, answer.body)
        assert {(name.lower(), value) for name, value in answer.headers} <= headers.items()
        assert headers.keys().isdisjoint({"set-cookie", "location"})
        assert ("content-length" in headers) == (answer.status != NO_CONTENT.status)


def test_a_browser_that_windows_opens_itself_is_led_to_the_box(box_and_guests: Room) -> None:
    told = ask(box_and_guests.guests[0], *LEADING)
    assert [(status, headers["location"]) for status, _, headers in told] == [
        (302, f"http://{ADDRESS}/") for _ in LEADING
    ]


def test_the_box_answers_to_its_address_and_its_names(box_and_guests: Room) -> None:
    hosts = [ADDRESS, "tafelronde.lan", f"tafelronde-{box_and_guests.mark}.lan"]
    told = ask(box_and_guests.guests[0], *((host, "/health") for host in hosts))
    assert [(status, json.loads(body)["is_practice"]) for status, body, _ in told] == [
        (200, True) for _ in hosts
    ]


def test_nothing_passes_through_the_box_unless_the_organiser_says_so(
    box_and_guests: Room,
) -> None:
    built, guest = box_and_guests, box_and_guests.guests[0]
    with built.venue.running("python3", "-uc", DOOR, stdout=subprocess.PIPE) as door:
        assert door.stdout is not None
        assert door.stdout.readline() == "open\n"
        assert reaches(built.box, VENUE, 8000)
        assert not reaches(guest, VENUE, 8000)
        built.box.run("nft", "add element inet tafelronde internet { venue0 }")
        assert reaches(guest, VENUE, 8000)
        built.box.run("nft", "flush set inet tafelronde internet")
        assert not reaches(guest, VENUE, 8000)
        # Nor the other way, and whoever is in the room stays reachable for it.
        built.venue.run("ip", "route", "add", "10.77.0.0/22", "via", BOX_AT_VENUE)
        assert not reaches(built.venue, lease(guest), 80)
        assert reaches(guest, ADDRESS, 80)
