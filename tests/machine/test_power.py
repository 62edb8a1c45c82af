"""The power goes while people type: what was acknowledged is there after the next start."""

import json
import subprocess
from collections.abc import Iterator

import pytest

from .looking import entries, settle
from .people import ADDRESS, FarEnd
from .vm import Machine, until

BEFORE_THE_CUT = 25
MORE_THAN_FIT = 5000


@pytest.fixture
def power(machine: Machine) -> Iterator[Machine]:
    """The machine, which has power again afterwards whatever became of the test."""
    yield machine
    if not machine.has_power:
        machine.start()
        settle(machine)


def test_what_was_acknowledged_outlives_the_power(
    power: Machine, laptop: FarEnd, conference: None
) -> None:
    words = [f"Getypt toen de stroom uitviel {n}" for n in range(MORE_THAN_FIT)]
    type_on = laptop.command("post", ADDRESS, "6", *words)
    with laptop.space.running(*type_on, stdout=subprocess.PIPE) as typing:
        assert typing.stdout is not None
        lines = [typing.stdout.readline() for _ in range(BEFORE_THE_CUT)]
        power.cut_power()
    acknowledged = {told["entry"]: told["text"] for told in map(json.loads, lines)}
    assert len(acknowledged) == BEFORE_THE_CUT

    power.start()
    settle(power)
    kept = entries(power)
    assert {id: kept.get(id) for id in acknowledged} == acknowledged
    assert until(laptop.lease, 120, "an address after the power cut").startswith("10.77.")
    assert laptop.get("/t/6")[0] == 200
