"""The radio, which no test machine has: seen and started through stand-ins for iw and nmcli."""

import os
from pathlib import Path

import pytest

from appliance.network.keeper import hands
from appliance.network.keeper.eyes import CannotRead, Eyes
from appliance.network.keeper.sight import Activation, RadioSight, RaiseAir
from appliance.network.plan import Plan
from appliance.network.radios import Radio

RADIO = Radio("wlan0", "phy0", "iwlwifi", has_ap_mode=True, channels=(1, 6, 11), ceiling=14)
NMCLI = """\
#!/bin/sh
echo "$*" >>"$0.asked"
case "$*" in
*DEVICE*) printf 'tafelronde:bridge:connected:tafelronde-room\\nwlan0:wifi:connected:%s\\n' \\
    "${ACTIVE:-tafelronde-air}" ;;
*NAME*) printf 'tafelronde-room\\ntafelronde-air\\n' ;;
esac
"""
IW = """\
#!/bin/sh
case "$*" in
"dev wlan0 info") printf 'Interface wlan0\\n\\ttype %s\\n\\tchannel 6\\n' "${KIND:-AP}" ;;
"dev wlan0 station dump") printf 'Station 02:00:00:00:00:0%s (on wlan0)\\n' 1 2 3 ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins, before the real programs on the path."""
    for name, lines in (("nmcli", NMCLI), ("iw", IW)):
        (tmp_path / name).write_text(lines)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def seen() -> RadioSight | None:
    """The radio at a first look."""
    return Eyes(lambda: Plan.new("NL"), lambda: (RADIO,)).look({}).radio


def test_an_access_point_is_seen_with_its_phones(programs: Path) -> None:
    assert seen() == RadioSight(
        "wlan0", "iwlwifi", 14, activation=Activation.UP, is_on_air=True, phones=3
    )


def test_one_that_died_silently_is_seen_to_be_dead(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIND", "managed")
    found = seen()
    assert found is not None
    assert (found.activation, found.is_on_air) == (Activation.UP, False)


def test_a_radio_that_carries_another_profile_is_no_access_point_of_ours(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIVE", "somebody's hotspot")
    found = seen()
    assert found is not None
    assert found.activation is Activation.DOWN


def test_it_is_started_on_its_own_interface_without_waiting(programs: Path) -> None:
    hands.do(RaiseAir("wlan0"))
    assert (programs / "nmcli.asked").read_text() == (
        "--terse --wait 0 connection up id tafelronde-air ifname wlan0\n"
    )


def test_a_choice_that_cannot_be_read_is_told_from_none(programs: Path) -> None:
    def unreadable() -> Plan | None:
        raise CannotRead

    told = Eyes(unreadable, lambda: ()).look({})
    assert (told.chosen, told.can_read_chosen, told.radio) == (None, False, None)
    told = Eyes(lambda: None, lambda: ()).look({})
    assert (told.chosen, told.can_read_chosen) == (None, True)
