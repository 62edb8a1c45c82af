"""What was chosen for the network is kept whole, read back, and never guessed at."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.network.plan import FILE, FORMAT, ONLINE, SILENT, Plan, PlanTrouble
from appliance.network.wifi import Wifi, WifiTrouble

WIFI = Wifi("Zaal-3", "kaars-appel-47")
names = st.text("abcXYZ019-", min_size=1, max_size=20).map(lambda text: f"z{text}")
wifis = st.builds(Wifi, names, names.map(lambda text: f"{text}-kaars-4"))
plans = st.builds(
    lambda own, **rest: Plan(ssid=own.ssid, passphrase=own.passphrase, **rest),
    wifis,
    country=st.sampled_from(["NL", "BE", "GB"]),
    external=st.none() | wifis,
    internet_port=st.sampled_from(["", "enp1s0", "enx00e04c680001", "eth0.12"]),
    probes=st.sampled_from([ONLINE, SILENT]),
)


@given(plans)
def test_what_is_kept_is_read_back(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    folder = tmp_path_factory.mktemp("box")
    plan.keep(folder)
    assert Plan.read(folder) == plan
    assert os.listdir(folder) == [FILE]
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


def test_the_file_has_the_shape_that_others_rely_on(tmp_path: Path) -> None:
    Plan("NL", "Tafelronde-3f9a", "kaars-appel-4729", WIFI, "enp1s0", SILENT).keep(tmp_path)
    assert json.loads((tmp_path / FILE).read_bytes()) == {
        "format": "tafelronde-network/1",
        "country": "NL",
        "ssid": "Tafelronde-3f9a",
        "passphrase": "kaars-appel-4729",
        "external": {"ssid": "Zaal-3", "passphrase": "kaars-appel-47"},
        "internet_port": "enp1s0",
        "probes": "silent",
    }


def test_where_nothing_was_chosen_there_is_no_plan(tmp_path: Path) -> None:
    assert Plan.read(tmp_path) is None
    assert os.listdir(tmp_path) == []


def test_a_new_plan_has_a_wifi_of_its_own_and_no_way_out() -> None:
    plan = Plan.new("nl", "3f9a")
    assert plan == Plan("NL", "Tafelronde-3f9a", plan.passphrase)
    assert (plan.external, plan.internet_port, plan.probes) == (None, "", ONLINE)
    assert Plan.new("NL").ssid != Plan.new("NL").ssid
    assert Plan.new("NL").passphrase != Plan.new("NL").passphrase


def test_an_access_point_stands_on_the_cards_before_the_wifi_of_the_box() -> None:
    plan = Plan("NL", "Tafelronde-3f9a", "kaars-appel-4729")
    assert plan.cards() == Wifi("Tafelronde-3f9a", "kaars-appel-4729")
    assert replace(plan, external=WIFI).cards(has_air=False) == WIFI
    assert replace(plan, ssid="", passphrase="").cards() is None
    assert plan.cards(has_air=False) is None


@pytest.mark.parametrize("country", ["", "N", "NLD", "UK", "00", "é", "nl"])
def test_a_country_that_is_none_is_refused(country: str) -> None:
    with pytest.raises(PlanTrouble) as trouble:
        Plan(country, "Zaal", "kaars-appel")
    assert (trouble.value.code, trouble.value.values) == ("country", {"told": country})


@pytest.mark.parametrize(
    "members",
    [
        {"internet_port": "../etc"},
        {"internet_port": "enp1s0; reboot"},
        {"internet_port": "a" * 16},
        {"probes": "portal"},
        {"ssid": "Zaal 3"},
        {"ssid": ""},
        {"external": Wifi("Zaal", "kort")},
    ],
    ids=str,
)
def test_a_choice_that_cannot_be_carried_out_is_refused(members: dict[str, str]) -> None:
    with pytest.raises((PlanTrouble, WifiTrouble)):
        replace(Plan.new("NL"), **members)


def written(folder: Path, **members: object) -> bytes:
    """A plan's file in which these members are otherwise; `...` leaves one out."""
    Plan.new("NL").keep(folder)
    told = json.loads((folder / FILE).read_bytes()) | members
    told = {name: value for name, value in told.items() if value is not ...}
    (folder / FILE).write_text(json.dumps(told))
    return (folder / FILE).read_bytes()


@pytest.mark.parametrize(
    "members",
    [
        {"format": ...},
        {"format": 5},
        {"format": "tafelronde-box/1"},
        {"country": "UK"},
        {"country": None},
        {"ssid": ["x"]},
        {"passphrase": ...},
        {"external": {"ssid": "Zaal"}},
        {"external": "Zaal"},
        {"external": ...},
        {"unknown": ""},
    ],
    ids=str,
)
def test_a_file_that_is_not_in_order_is_named_and_left_as_it_is(
    tmp_path: Path, members: dict[str, object]
) -> None:
    before = written(tmp_path, **members)
    with pytest.raises(PlanTrouble, match=FILE) as trouble:
        Plan.read(tmp_path)
    assert trouble.value.code == "plan_unreadable"
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
def test_a_file_that_is_no_object_is_named_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(PlanTrouble, match=FILE):
        Plan.read(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_plan_of_a_newer_version_asks_for_an_update(tmp_path: Path) -> None:
    written(tmp_path, format=FORMAT.replace("/1", "/2"), external=5)
    with pytest.raises(PlanTrouble) as trouble:
        Plan.read(tmp_path)
    assert trouble.value.code == "plan_newer"
