"""The radio, the bridge and the whole: what is put right, what is said, and in which order."""

from dataclasses import replace

import pytest

from appliance.network.keeper.sight import (
    Activation,
    AddProbeAddress,
    RadioSight,
    RaiseAir,
    RaiseRoom,
)
from appliance.network.state import TROUBLES, RadioState
from tests.network.world import PLAN, ROUTER, World

RADIO = RadioSight("wlan0", "iwlwifi", 14)
ON_AIR = replace(RADIO, activation=Activation.UP, is_on_air=True, phones=3)


def count(world: World, act: object) -> int:
    """How often this was done."""
    return world.done.count(act)  # type: ignore[arg-type]


def test_the_access_point_is_brought_up_and_its_phones_are_counted() -> None:
    world = World(radio=RADIO)
    world.run(2)
    assert count(world, RaiseAir("wlan0")) == 1
    world.radio = ON_AIR
    assert world.told.radio == RadioState("wlan0", "iwlwifi", 14, 3, True, 0)
    assert world.told.troubles == ()


def test_an_access_point_that_network_manager_brings_up_itself_is_waited_for() -> None:
    world = World(radio=replace(RADIO, activation=Activation.COMING))
    world.run(20)
    assert count(world, RaiseAir("wlan0")) == 0


@pytest.mark.parametrize(
    "dead",
    [replace(ON_AIR, is_on_air=False), replace(ON_AIR, activation=Activation.DOWN)],
    ids=["silently", "as NetworkManager knows"],
)
def test_an_access_point_that_dies_is_started_again_once_and_then_it_is_said(
    dead: RadioSight,
) -> None:
    world = World(radio=ON_AIR)
    world.run(700)
    world.air_works = False
    world.radio = dead
    world.run(20)
    assert count(world, RaiseAir("wlan0")) == 1
    assert world.told.troubles == ()
    world.run(20)
    assert world.told.troubles == ("air_down",)
    assert world.told.radio == RadioState("wlan0", "iwlwifi", 14, 3, False, 1)
    world.run(1200)
    assert 4 < count(world, RaiseAir("wlan0")) < 8  # it goes on trying, seldom
    world.air_works = True
    world.run(300)
    assert world.told.troubles == ()
    assert world.told.radio == RadioState("wlan0", "iwlwifi", 14, 3, True, 1)


def test_an_access_point_that_keeps_dying_is_said_even_when_it_comes_back() -> None:
    world = World(radio=ON_AIR)
    world.run(700)
    for _ in range(2):
        world.radio = replace(ON_AIR, is_on_air=False)
        world.run(40)
        assert world.told.troubles == ()
    world.air_works = False
    world.radio = replace(ON_AIR, is_on_air=False)
    world.run(1)
    assert world.told.troubles == ("air_down",)


@pytest.mark.parametrize(
    ("radio", "trouble"), [(None, "no_radio"), (replace(RADIO, has_ap_mode=False), "no_ap_mode")]
)
def test_a_box_without_a_radio_for_phones_says_so_unless_a_wire_carries_the_room(
    radio: RadioSight | None, trouble: str
) -> None:
    world = World(radio=radio)
    world.run(10)
    assert world.told.troubles == (trouble,)
    assert count(world, RaiseAir("wlan0")) == 0
    world.wire.plug()
    world.run(10)
    assert world.told.troubles == ()
    assert world.told.radio is None


def test_an_access_point_on_the_wire_whose_name_was_not_told_is_asked_for() -> None:
    world = World(chosen=replace(PLAN, external=None))
    world.wire.plug()
    world.run(2)
    assert world.told.troubles == ()
    world.run(10)
    assert world.told.troubles == ("no_name",)
    world.radio = ON_AIR
    assert world.told.troubles == ()


def test_when_the_bridge_comes_back_the_access_point_begins_anew() -> None:
    """It fell with the bridge; that was no death of its own, and does not wait five minutes."""
    world = World(radio=ON_AIR, room_works=False)
    world.run(60)
    world.room = replace(world.room, activation=Activation.DOWN, has_address=False)
    world.radio = RADIO
    world.run(60)
    assert count(world, RaiseAir("wlan0")) == 0
    assert world.told.troubles == ("no_address",)
    world.room_works = True
    world.run(20)
    assert count(world, RaiseAir("wlan0")) == 1
    assert world.told.troubles == ()
    assert world.told.radio == RadioState("wlan0", "iwlwifi", 14, 0, True, 0)


def test_a_box_that_is_to_have_no_wifi_misses_none() -> None:
    world = World(radio=RADIO, chosen=replace(PLAN, ssid="", passphrase=""))
    world.run(60)
    assert count(world, RaiseAir("wlan0")) == 0
    assert world.told.troubles == ()


def test_a_bridge_that_is_down_is_brought_up_and_said_after_ten_seconds() -> None:
    world = World(radio=ON_AIR, room_works=False)
    world.room = replace(world.room, activation=Activation.COMING, has_address=False)
    world.run(9)
    assert world.told.troubles == ()
    world.run(2)
    assert world.told.troubles == ("no_address",)
    assert world.told.address == ""
    world.room_works = True
    world.room = replace(world.room, activation=Activation.DOWN)
    world.run(15)
    assert count(world, RaiseRoom()) == 2
    assert world.told.troubles == ()
    assert world.told.address == "10.77.0.1"


def test_an_address_that_vanishes_is_put_back() -> None:
    world = World(radio=ON_AIR)
    world.run(60)
    world.room = replace(world.room, has_address=False)
    world.run(12)
    assert count(world, RaiseRoom()) == 1
    assert world.told.address == "10.77.0.1"


def test_no_port_joins_a_bridge_that_is_not_there() -> None:
    world = World(radio=ON_AIR, room_works=False)
    world.room = replace(world.room, activation=Activation.COMING, has_address=False)
    world.wire.plug()
    world.run(20)
    assert not world.serves()
    world.room = replace(world.room, activation=Activation.UP, has_address=True)
    world.run(2)
    assert world.serves()


def test_silence_for_names_is_said_and_mended_seldom() -> None:
    world = World(radio=ON_AIR)
    world.room = replace(world.room, is_answering=False)
    world.run(9)
    assert world.told.troubles == ()
    world.run(300)
    assert world.told.troubles == ("names_down",)
    assert count(world, RaiseRoom()) == 3
    world.more = {"is_port_53_taken": True}
    assert world.told.troubles == ("port_53",)


def test_the_address_for_probes_is_added_where_it_is_missing() -> None:
    world = World(radio=ON_AIR)
    world.room = replace(world.room, has_probe_address=False)
    world.run(14)
    assert count(world, AddProbeAddress()) == 1


@pytest.mark.parametrize(
    ("world", "trouble"),
    [
        (World(has_network_manager=False), "no_network_manager"),
        (World(chosen=None), "no_country"),
        (World(chosen=None, more={"can_read_chosen": False}), "plan_unreadable"),
    ],
)
def test_without_what_is_needed_nothing_is_done_and_the_cause_is_said(
    world: World, trouble: str
) -> None:
    world.wire.plug()
    world.run(30)
    assert world.done == []
    assert world.told.troubles == (trouble,)


def test_a_box_that_was_never_prepared_says_so() -> None:
    world = World()
    world.room = replace(world.room, has_profile=False, activation=Activation.DOWN)
    world.run(30)
    assert world.done == []
    assert world.told.troubles == ("not_prepared",)


def test_everything_that_is_wrong_is_said_the_gravest_first() -> None:
    world = World(more={"is_port_80_taken": True})
    world.wire.plug(ROUTER)
    world.run(30)
    told = world.told.troubles
    assert set(told) == {"no_radio", "port_80", "other_dhcp"}
    assert list(told) == [code for code in TROUBLES if code in told]
