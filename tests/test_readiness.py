"""There is one next thing to do before the room can begin, and then the others."""

from typing import Any

import pytest

from appliance.readiness import FULL, SPACE_LEAST_BYTES, TROUBLES, Thing, split, to_do
from appliance.store.failures import Reason

TODAY = "2015-01-19"
WELL = {"is_saving": True, "conference": "c", "date": TODAY}
NO_RADIO = Thing("no_radio", "This box has no Wi-Fi of its own.")


@pytest.mark.parametrize(
    ("health", "codes"),
    [
        ({}, ""),
        ({"free_bytes": SPACE_LEAST_BYTES, "power": None, "damage": []}, ""),
        ({"power": {"is_mains": True, "percent": 4}}, ""),
        ({"power": {"is_mains": False, "percent": 62}}, "power"),
        ({"free_bytes": SPACE_LEAST_BYTES - 1, "power": {"is_mains": False}}, "space power"),
        ({"free_bytes": 0, "damage": [{}]}, "damage space"),
        ({"date": "2015-01-20"}, "date"),
        ({"date": "2015-01-20", "is_practice": True}, ""),
        ({"date": ""}, ""),
        ({"conference": None, "date": "", "damage": [{}]}, "conference damage"),
        ({"is_saving": False, "conference": None, "date": ""}, "saving conference"),
        ({"is_saving": False, "saving_trouble": "full"}, "saving"),
        (
            {"is_saving": False, "saving_trouble": "read_only", "conference": None},
            "disk conference",
        ),
    ],
)
def test_the_first_thing_to_do_stands_first(health: dict[str, Any], codes: str) -> None:
    assert [thing.code for thing in to_do({**WELL, **health}, [], TODAY)] == codes.split()


@pytest.mark.parametrize(
    ("health", "codes"),
    [
        ({}, "no_radio"),
        ({"conference": None}, "no_radio conference"),
        ({"is_saving": False, "power": {"is_mains": False}}, "saving no_radio power"),
    ],
)
def test_a_network_comes_before_all_but_saving(health: dict[str, Any], codes: str) -> None:
    found = to_do({**WELL, **health}, [NO_RADIO], TODAY)
    assert [thing.code for thing in found] == codes.split()


@pytest.mark.parametrize(
    ("said", "first", "then"),
    [
        ("The room is ready.", "The room is ready.", ""),
        (
            "Is it right? Then go to 10.77.0.1/control.",
            "Is it right?",
            "Then go to 10.77.0.1/control.",
        ),
        ("No full stop", "No full stop", ""),
    ],
)
def test_what_is_so_is_told_apart_from_what_to_do(said: str, first: str, then: str) -> None:
    assert split(said) == (first, then)


@pytest.mark.parametrize("sentence", TROUBLES.values(), ids=TROUBLES)
def test_every_trouble_has_a_remedy(sentence: str) -> None:
    assert all(split(sentence))


def test_the_store_calls_a_full_disk_so() -> None:
    assert Reason.FULL == FULL
