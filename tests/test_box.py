"""The whole box: what the network and the sticks tell reaches the pages and the facilitator."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.network.plan import Plan
from appliance.network.state import RadioState, State, boot_id
from tests.running import Browser, RunningBox, facilitator, running_box

pytestmark = pytest.mark.slow


@pytest.fixture
def box(tmp_path: Path) -> Iterator[RunningBox]:
    """A box with the reference conference, for which a network was chosen."""
    (tmp_path / "run").mkdir()
    Plan("NL", "Tafelronde-3fa2", "kaars-appel-4729").keep(tmp_path)
    with running_box(tmp_path) as running:
        yield running


def tell(box: RunningBox, *troubles: str, phones: int = 0) -> None:
    """Let the keeper write how the network is."""
    radio = RadioState("wlan0", "iwlwifi", 14, phones, is_serving=True, restarts=0)
    state = State(boot_id(), time.monotonic(), "10.77.0.1", radio, (), troubles)
    state.write(box.data / "run" / "network.json")


def page(box: RunningBox) -> str:
    """The page of the box, in Dutch."""
    status, body = Browser(box).get("/box")
    assert status == 200
    return " ".join(body.decode().split())


def test_the_page_of_the_box_shows_the_network_as_it_is_now(box: RunningBox) -> None:
    before = page(box)
    tell(box, "air_down", phones=3)
    now = page(box)

    assert "kaars-appel-4729" in before
    assert "De zaal kan beginnen." in before
    assert "Op deze wifi: 3 van hoogstens ongeveer 14" in now
    assert "De eigen wifi van de box is gestopt" in now
    assert Browser(box).get("/box/wifi.svg")[0] == 200


def test_a_plan_that_cannot_be_read_leaves_out_the_wifi_and_nothing_else(box: RunningBox) -> None:
    (box.data / "network.json").write_text("{")

    assert "De zaal kan beginnen." in page(box)
    assert "kaars-appel-4729" not in page(box)
    assert Browser(box).get("/box/wifi.svg")[0] == 404


def test_the_facilitator_is_told_while_it_happens(box: RunningBox) -> None:
    socket = facilitator(box).live("as=facilitator")
    told: dict[str, Any] = {}
    while "has_network_trouble" not in told:
        told = heard(json.loads(socket.recv_text())) or told
    assert told["has_network_trouble"] is False
    tell(box, "other_dhcp")
    while not told["has_network_trouble"]:
        told = heard(json.loads(socket.recv_text())) or told
    socket.drop()

    assert isinstance(told["sticks"], list)


def heard(frame: dict[str, Any]) -> dict[str, Any]:
    """What a frame tells of the box itself."""
    documents = frame.get("view") or frame.get("put") or {}
    return dict(documents.get("box", {}).get("box", {}))


def test_health_tells_the_sticks_and_the_address(box: RunningBox) -> None:
    health = json.loads(Browser(box).get("/health")[1])

    assert health["address"] == f"http://127.0.0.1:{box.port}"
    assert isinstance(health["sticks"], list)
