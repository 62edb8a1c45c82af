"""Phones on the box's own Wi-Fi, with what stands on the printed cards and nothing else."""

import json
import re

import pytest

from .looking import entries, network_state
from .people import ADDRESS, JOIN_S, FarEnd, Phone
from .vm import Machine, until

JOIN_CODE = re.compile(r"WIFI:T:WPA;S:([\w-]+);P:([\w-]+);;")


@pytest.fixture(scope="module")
def wifi(printed: list[str]) -> tuple[str, str]:
    """Name and passphrase, as a camera reads them from paper; every card has the same."""
    (code,) = {line for line in printed if line.startswith("WIFI:")}
    read = JOIN_CODE.fullmatch(code)
    assert read, code
    return read[1], read[2]


def test_every_table_has_a_card_with_its_address(printed: list[str]) -> None:
    assert {f"{ADDRESS}/t/{n}" for n in range(1, 11)} <= set(printed)


def test_a_phone_joins_with_the_printed_code_and_contributes(
    machine: Machine, phone: Phone, wifi: tuple[str, str]
) -> None:
    phone.join(*wifi)
    address = until(phone.lease, 60, "an address by Wi-Fi")
    assert re.fullmatch(r"10\.77\.[0-3]\.\d+", address)
    assert phone.get("/t/3")[0] == 200

    saved = phone.post(3, "Geschreven op de telefoon")
    assert list(saved.values()) == ["Geschreven op de telefoon"]
    assert saved.items() <= entries(machine).items()


def test_a_phone_finds_the_box_by_name(phone: Phone, wifi: tuple[str, str]) -> None:
    phone.join(*wifi)
    phone.lease()
    assert phone.get("/t/3", "http://tafelronde.lan")[0] in (200, 302)
    unknown = phone.run("python3", "-c", "import socket; socket.gethostbyname('example.org')")
    assert "socket.gaierror" in unknown.err


def test_the_box_counts_the_phones_on_its_wifi(
    machine: Machine, phone: Phone, wifi: tuple[str, str]
) -> None:
    phone.join(*wifi)

    def radio() -> dict[str, object]:
        told = network_state(machine).get("radio") or {}
        return {name: told.get(name) for name in ("interface", "driver", "is_serving", "phones")}

    expected = {
        "interface": "wlan0",
        "driver": "mac80211_hwsim",
        "is_serving": True,
        "phones": 1,
    }
    until(lambda: radio() == expected, 60, f"the radio to be {expected}, not {radio()}")


def test_a_wrong_passphrase_is_refused(other_phone: Phone, wifi: tuple[str, str]) -> None:
    ssid, passphrase = wifi
    other_phone.ask_in(ssid, passphrase[:-1] + "x")
    until(other_phone.is_refused, JOIN_S, "the Wi-Fi to refuse")
    assert not other_phone.is_on(ssid)


def test_a_phone_on_wifi_and_a_laptop_on_the_wire_are_in_one_network(
    machine: Machine, phone: Phone, wifi: tuple[str, str], laptop: FarEnd
) -> None:
    phone.join(*wifi)
    bridge = json.loads(machine.run("ip", "-json", "address", "show", "tafelronde").out)[0]
    held = {(told["local"], told["prefixlen"]) for told in bridge["addr_info"]}
    assert {("10.77.0.1", 22), ("198.18.0.1", 32)} <= held

    ports = json.loads(machine.run("ip", "-json", "link", "show", "master", "tafelronde").out)
    assert {"wlan0", "enp0s16"} <= {port["ifname"] for port in ports}
