"""What the keeper writes is what the screens read, or nothing: never half, never old."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.network import state
from appliance.network.state import ROLES, TROUBLES, PortState, RadioState, State

counts = st.integers(0, 500)
words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=15)
radios = st.builds(
    RadioState, words, words, st.none() | counts, counts, st.booleans(), restarts=counts
)
ports = st.builds(PortState, words, st.booleans(), st.sampled_from(sorted(ROLES)), words, counts)


def now(**members: object) -> State:
    """A state of this moment."""
    told = State(state.boot_id(), time.monotonic(), "10.77.0.1", None, (), ())
    return replace(told, **members)


@given(st.none() | radios, st.lists(ports, max_size=3), st.sets(st.sampled_from([*TROUBLES])))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    radio: RadioState | None,
    ports: list[PortState],
    troubles: set[str],
) -> None:
    file = tmp_path_factory.mktemp("run") / "network.json"
    told = now(radio=radio, ports=tuple(ports), troubles=tuple(sorted(troubles)))
    told.write(file)
    assert State.read(file) == told
    assert [path.name for path in file.parent.iterdir()] == ["network.json"]


def test_it_stands_in_the_file_as_agreed(tmp_path: Path) -> None:
    file = tmp_path / "network.json"
    radio = RadioState("wlan0", "iwlwifi", 14, 3, is_serving=True, restarts=0)
    now(radio=radio, ports=(PortState("enp1s0", True, "room"),), troubles=("air_down",)).write(file)
    told = json.loads(file.read_text())
    assert isinstance(told.pop("monotonic_s"), float)
    assert told == {
        "format": "tafelronde-network-state/1",
        "boot": state.boot_id(),
        "address": "10.77.0.1",
        "radio": {
            "interface": "wlan0",
            "driver": "iwlwifi",
            "ceiling": 14,
            "phones": 3,
            "is_serving": True,
            "restarts": 0,
        },
        "ports": [
            {
                "interface": "enp1s0",
                "has_link": True,
                "role": "room",
                "other_dhcp": "",
                "phones": 0,
            }
        ],
        "troubles": ["air_down"],
    }
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "told",
    [
        now(monotonic_s=time.monotonic() - 31),
        now(monotonic_s=time.monotonic() + 3600),
        now(boot="of-another-start"),
    ],
    ids=["too old", "of the future", "of an earlier start"],
)
def test_what_is_not_of_this_moment_tells_nothing(tmp_path: Path, told: State) -> None:
    told.write(tmp_path / "network.json")
    assert State.read(tmp_path / "network.json") is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"format": "tafelronde-network-state/2"}']
)
def test_what_cannot_be_read_tells_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "network.json").write_text(text)
    assert State.read(tmp_path / "network.json") is None
    assert State.read(tmp_path / "nowhere" / "network.json") is None


def test_a_trouble_of_another_version_is_left_out(tmp_path: Path) -> None:
    now(troubles=("air_down", "of_the_future")).write(tmp_path / "network.json")
    read = State.read(tmp_path / "network.json")
    assert read is not None
    assert read.troubles == ("air_down",)


def test_every_trouble_says_first_what_is_so_and_then_what_to_do() -> None:
    assert [code for code, sentence in TROUBLES.items() if sentence.count(". ") < 1] == []
