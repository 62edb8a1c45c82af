"""What goes wrong under the box in mid-event: it is said with a remedy, and nothing is lost."""

from collections.abc import Iterator

import pytest

from appliance.network.state import TROUBLES as NETWORK
from appliance.readiness import TROUBLES
from appliance.web.words import Words

from .looking import entries, health, is_active, network_state
from .people import FarEnd
from .vm import Machine, until

SAID_S = 90.0


def says(laptop: FarEnd, sentence: str) -> bool:
    """Whether the page for the staff shows this, in Dutch."""
    first = Words.read().say("nl", sentence).split(". ")[0]
    return first in laptop.get("/box")[1]


@pytest.fixture
def mended(machine: Machine) -> Iterator[None]:
    """The disk can be written to again afterwards, and the box has its door to itself."""
    yield
    machine.run("sh", "-c", "mount -o remount,rw /; rm -f /var/tmp/filling*")
    machine.run("systemctl", "stop", "squatter")
    until(lambda: is_active(machine, "tafelronde"), SAID_S, "the box to serve")


def saves(laptop: FarEnd) -> bool:
    """Whether the box says that it saves."""
    return bool(health(laptop)["is_saving"])


def test_a_disk_that_became_read_only_acknowledges_nothing(
    machine: Machine, laptop: FarEnd, conference: None, mended: None
) -> None:
    machine.run("sh", "-c", "echo u > /proc/sysrq-trigger").checked()
    until(lambda: " ro," in machine.run("grep", " / ", "/proc/mounts").out, 30, "the remount")
    assert not laptop.try_to_post(2, "Toen de schijf alleen te lezen was")
    status, page = laptop.get("/health")
    assert (status, "read_only" in page) == (503, True)
    assert says(laptop, TROUBLES["disk"])

    machine.run("mount", "-o", "remount,rw", "/").checked()
    until(lambda: laptop.sees("/health"), SAID_S, "the box to save again")
    made = laptop.post(2, "Daarna weer")
    assert set(made) <= set(entries(machine))


def test_a_full_disk_is_said_and_the_room_goes_on_when_there_is_space(
    machine: Machine, laptop: FarEnd, conference: None, mended: None
) -> None:
    fill = "cat /dev/zero > /var/tmp/filling 2>/dev/null; cp /etc/hostname /var/tmp/filling2"
    machine.run("sh", "-c", fill, timeout_s=240)
    until(lambda: not laptop.try_to_post(2, "Vol"), SAID_S, "the disk to be full")
    assert says(laptop, TROUBLES["saving"])

    machine.run("sh", "-c", "rm -f /var/tmp/filling*").checked()
    until(lambda: laptop.sees("/health"), SAID_S, "the box to save again")
    made = laptop.post(2, "Er is weer ruimte")
    assert set(made) <= set(entries(machine))


def test_a_program_that_answers_in_its_place_is_named_on_the_screen(
    machine: Machine, laptop: FarEnd, conference: None, mended: None
) -> None:
    machine.run("systemctl", "stop", "tafelronde").checked()
    squat = ["systemd-run", "--unit", "squatter", "python3", "-m", "http.server", "80"]
    machine.run(*squat).checked()
    machine.run("systemctl", "start", "--no-block", "tafelronde").checked()

    def is_named() -> bool:
        return "port_80" in network_state(machine)["troubles"]

    until(is_named, SAID_S, "the keeper to see who answers")
    headline = Words.read().say("nl", NETWORK["port_80"]).split(".")[0]
    until(lambda: headline in screen(machine), SAID_S, "the screen to name it")

    machine.run("systemctl", "stop", "squatter").checked()
    until(lambda: laptop.sees("/health"), SAID_S, "the box to serve again")
    until(lambda: not is_named(), SAID_S, "the trouble to be over")


def test_the_bridge_and_the_radio_come_back_when_they_were_taken_down(
    machine: Machine, laptop: FarEnd, conference: None
) -> None:
    machine.run("nmcli", "connection", "down", "tafelronde-room").checked()

    def is_well() -> bool:
        state = network_state(machine)
        radio = state.get("radio") or {}
        return bool(state.get("address")) and bool(radio.get("is_serving"))

    until(is_well, SAID_S, "the bridge and the radio to be back")
    until(lambda: network_state(machine)["troubles"] == [], SAID_S, "nothing to be wrong")
    until(laptop.lease, SAID_S, "the laptop to have an address again")
    assert laptop.get("/t/3")[0] == 200


def screen(machine: Machine) -> str:
    """What stands on the first terminal, without its line ends."""
    return " ".join(machine.run("cat", "/dev/vcs1").out.split())
