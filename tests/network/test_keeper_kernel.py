"""What the kernel's files, ip, bridge and iw say is read as it was meant, on any machine."""

import json
from collections import Counter
from pathlib import Path

import pytest

from appliance.network.keeper import kernel
from appliance.network.keeper.kernel import Link

UDP = """\
   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
  101: 01004D0A:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 17
  117: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18
"""
TCP = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 19
   1: 01004D0A:D431 01004D0A:0035 01 00000000:00000000 00:00000000 00000000     0        0 20
   2: 0100007F:0035 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 21
"""


@pytest.mark.parametrize(
    ("files", "link"),
    [
        ({"carrier": "1\n", "carrier_changes": "3\n"}, Link(True, 3)),
        ({"carrier": "0\n", "carrier_changes": "4\n"}, Link(False, 4)),
        ({"carrier_changes": "4\n"}, Link(False, 4)),  # switched off: carrier cannot be read
        ({}, Link(False, 0)),
    ],
)
def test_a_cable_is_read_from_sysfs(tmp_path: Path, files: dict[str, str], link: Link) -> None:
    (tmp_path / "eth0").mkdir()
    for name, text in files.items():
        (tmp_path / "eth0" / name).write_text(text)
    assert kernel.link("eth0", tmp_path) == link
    assert kernel.link("gone", tmp_path) == Link(False, 0)


def test_who_holds_a_port_is_read_from_proc(tmp_path: Path) -> None:
    (tmp_path / "udp").write_text(UDP)
    (tmp_path / "tcp").write_text(TCP)
    ours = kernel.hexadecimal("10.77.0.1")
    assert kernel.holders(53, tmp_path) == {ours}
    assert kernel.holders(80, tmp_path) == {"00000000"}
    assert kernel.holders(443, tmp_path) == frozenset()
    assert not kernel.is_everywhere(kernel.holders(53, tmp_path))
    assert kernel.is_everywhere(kernel.holders(80, tmp_path))


def test_phones_are_counted_behind_the_port_where_they_are() -> None:
    forwarding = [
        {"mac": "02:00:00:00:00:01", "ifname": "eth0", "state": ""},
        {"mac": "02:00:00:00:00:02", "ifname": "eth0", "state": ""},
        {"mac": "02:00:00:00:00:03", "ifname": "eth1", "state": ""},
        {"mac": "02:00:00:00:00:04", "ifname": "eth1", "state": ""},
        {"mac": "02:00:00:00:00:50", "ifname": "eth0", "state": "permanent"},
        {},
    ]
    neighbours = [
        {"dst": "10.77.1.7", "lladdr": "02:00:00:00:00:01", "state": ["REACHABLE"]},
        {"dst": "10.77.1.8", "lladdr": "02:00:00:00:00:02", "state": ["STALE"]},
        {"dst": "10.77.1.9", "lladdr": "02:00:00:00:00:03", "state": ["DELAY"]},
        {"dst": "192.168.1.9", "lladdr": "02:00:00:00:00:04", "state": ["REACHABLE"]},
        {"dst": "10.77.1.10", "state": ["FAILED"]},
        {"dst": "fe80::1", "lladdr": "02:00:00:00:00:04", "state": ["STALE"]},
    ]
    told = kernel.phones_behind(json.dumps(forwarding), json.dumps(neighbours))
    assert told == Counter(eth0=2, eth1=1)
    assert kernel.phones_behind("", "") == kernel.phones_behind("Device not found", "[{}") == {}


INFO = """\
Interface wlan0
	ifindex 3
	type AP
	channel 6 (2437 MHz), width: 20 MHz, center1: 2437 MHz
"""


@pytest.mark.parametrize(
    ("told", "is_it"),
    [
        (INFO, True),
        (INFO.replace("type AP", "type managed"), False),
        (INFO.replace("\tchannel", "\tno"), False),
        ("", False),
    ],
)
def test_an_access_point_is_one_only_on_a_channel(told: str, is_it: bool) -> None:
    assert kernel.is_access_point(told) == is_it


def test_stations_are_counted() -> None:
    dump = "Station 02:00:00:00:00:01 (on wlan0)\n\tsignal: -40 dBm\n"
    assert kernel.stations(dump * 3) == 3
    assert kernel.stations("") == 0
