"""What nmcli says is read as it was meant, and whatever goes wrong is one exception."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.network import nmcli
from appliance.network.nmcli import Device, NmcliTrouble

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


def terse(parts: list[str]) -> str:
    """A line as nmcli --terse writes it."""
    return ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in parts)


@given(st.lists(texts, min_size=1, max_size=5))
def test_a_terse_line_is_read_as_it_was_meant(parts: list[str]) -> None:
    assert nmcli.split(terse(parts)) == parts


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for nmcli, before the real one on the path."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    file = tmp_path / "nmcli"
    file.touch(0o755)
    return file


def test_devices_are_read_with_what_is_active_on_them(program: Path) -> None:
    program.write_text(
        "#!/bin/sh\n[ \"$LC_ALL\" = C ] || exit 9\ncat <<'X'\n"
        "tafelronde:bridge:connected:tafelronde-room\n"
        "enp1s0:ethernet:connecting (getting IP configuration):venue\\: main\n"
        "wlan0:wifi:disconnected:\nX\n"
    )
    assert nmcli.devices() == (
        Device("tafelronde", "bridge", "connected", "tafelronde-room"),
        Device("enp1s0", "ethernet", "connecting (getting IP configuration)", "venue: main"),
        Device("wlan0", "wifi", "disconnected", ""),
    )


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("echo 'Error: NetworkManager is not running.' >&2; exit 8", "NetworkManager is not run"),
        ("exit 3", "nmcli ended with 3"),
        ("exec sleep 60", "timed out"),
    ],
)
def test_whatever_goes_wrong_is_a_trouble(
    program: Path, monkeypatch: pytest.MonkeyPatch, script: str, sentence: str
) -> None:
    monkeypatch.setattr(nmcli, "TIMEOUT_S", 0.3)
    program.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(NmcliTrouble, match=sentence):
        nmcli.bring_up("tafelronde-room")


def test_a_machine_without_network_manager_is_a_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NmcliTrouble):
        nmcli.profiles()
